package io.broadsheet.chat;

/// A chat platform's name: `slack`, `discord`, `console`, and `mail`.
public record Platform(String name) {

    public static final Platform SLACK = new Platform("slack");
    public static final Platform DISCORD = new Platform("discord");
    public static final Platform CONSOLE = new Platform("console");

    /// Mail: each subscription is a channel of its own.
    public static final Platform MAIL = new Platform("mail");

    public Platform {
        Ids.require("platform", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
