package io.broadsheet.chat;

/// How a platform's connection is.
///
/// @param connected whether commands arrive and posts go out now
/// @param detail a few words for an operator, such as when the platform was last heard; no secrets
public record Health(boolean connected, String detail) {}
