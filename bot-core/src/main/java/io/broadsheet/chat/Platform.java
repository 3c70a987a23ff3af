package io.broadsheet.chat;

/// A chat platform's name: `slack`, `discord`, `console`.
public record Platform(String name) {

    public static final Platform SLACK = new Platform("slack");
    public static final Platform DISCORD = new Platform("discord");
    public static final Platform CONSOLE = new Platform("console");

    public Platform {
        Ids.require("platform", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
