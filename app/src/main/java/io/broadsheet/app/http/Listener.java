package io.broadsheet.app.http;

/// Where the server listens.
///
/// @param address the IP address of an interface of this computer, or a name of it
/// @param port 0 takes any free one
/// @param setting what says the port in the configuration, for messages
public record Listener(String address, int port, String setting) {}
