package io.broadsheet.discord.rendering;

/// What Discord allows, as its developer documentation has it. Lengths are counted in UTF-16 units,
/// which never are fewer than Discord's characters.
public final class DiscordLimits {

    /// Components of a message, nested ones included (components/reference).
    static final int COMPONENTS = 40;

    /// Characters in all text displays of a message together (components/reference).
    static final int TEXT = 4_000;

    /// Buttons beside each other (components/reference, Action Row).
    static final int BUTTONS_IN_ROW = 5;

    /// Characters of a button's label (components/reference, Button).
    static final int BUTTON_LABEL = 80;

    /// Characters of a link button's address (components/reference, Button).
    static final int BUTTON_URL = 512;

    /// Characters of a picture's address; Discord documents 2,048 for media of embeds
    /// (resources/message) and none for galleries.
    static final int PICTURE_URL = 2_000;

    /// Characters of a picture's description (components/reference, Media Gallery Item).
    static final int ALTERNATIVE = 1_000;

    /// Characters of a component's `custom_id` (components/reference).
    static final int CUSTOM_ID = 100;

    /// Options of a select menu (components/reference, String Select).
    static final int SELECT_OPTIONS = 25;

    /// Characters of an option's label and value (components/reference, Select Option).
    static final int SELECT_TEXT = 100;

    /// Characters of a menu's placeholder: JDA grants 100 of Discord's 150.
    static final int PLACEHOLDER = 100;

    /// Files of a message (resources/message).
    static final int FILES = 10;

    /// Bytes of a file, where a server has no boosts (reference, Uploading Files).
    static final int FILE_BYTES = 10 << 20;

    /// Choices offered while an option is typed, and characters of each's name and value
    /// (interactions/application-commands).
    public static final int CHOICES = 25;

    public static final int CHOICE_TEXT = 100;

    /// Characters of a modal's title and of a field's label (components/reference, Label).
    static final int MODAL_TITLE = 45;

    /// Fields of a modal (interactions/receiving-and-responding).
    static final int MODAL_FIELDS = 5;

    /// Characters of a thread's name (resources/channel).
    public static final int THREAD_NAME = 100;

    /// Characters of a nonce (resources/message).
    static final int NONCE = 25;

    /// Messages that one answer may become; what does not fit goes into a file. Where a person
    /// brought the bot along, an interaction allows five follow-ups.
    static final int MESSAGES = 5;

    private DiscordLimits() {}

    /// A text of at most so many characters, cut between code points, with an ellipsis where
    /// something was cut.
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).stripTrailing() + "…";
    }
}
