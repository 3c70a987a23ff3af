package io.broadsheet.message;

/// A command in the form a button carries. Opaque to platforms: they hand it back when the button
/// is pressed.
///
/// @param value 1 to 100 characters, the least that any platform grants a button (Discord's
///   `custom_id`); it starts with the version of its encoding, so that buttons of old messages keep
///   working after an upgrade
public record CommandCode(String value) {

    /// Discord's limit for a component's `custom_id`; Slack grants a button's value 2,000.
    public static final int MAX_LENGTH = 100;

    public CommandCode {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a command code has 1 to 100 characters, not " + value.length());
        }
    }
}
