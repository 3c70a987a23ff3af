package io.broadsheet.chat;

/// A platform's connection, for who watches over it.
public interface PlatformConnection {

    Platform platform();

    /// How the connection is. Answers at once, from what is known.
    Health health();

    /// From now on tells somebody of what goes over its wire; nothing where it has none.
    void tell(Traffic heard);
}
