package io.broadsheet.chat;

/// A chat platform as the core sees it, once the bot is connected to it: how the connection is, and
/// the ports through which the core posts on its own account, reads its posts back, and asks what
/// is allowed. Whoever needs one of them asks for that one alone.
public interface ChatPlatform extends PlatformConnection, Posting, PostReader, RightsCheck {}
