package io.broadsheet.mail.rendering;

/// What a mail says.
///
/// @param subject one line
/// @param html a whole page
/// @param text the same in plain text, lines of at most [PlainText#WIDTH] characters where an
///   address does not need more
public record MailContent(String subject, String html, String text) {}
