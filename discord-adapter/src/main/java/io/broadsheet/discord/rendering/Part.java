package io.broadsheet.discord.rendering;

import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import java.util.List;

/// What a page is put together from, before it is known on which page each comes to stand.
sealed interface Part {

    /// How many components it takes, nested ones included.
    int components();

    /// How much text it brings, in characters of Markdown.
    int characters();

    /// A line of Markdown, or a fenced stretch of it.
    ///
    /// @param leads whether it must not stand last on a page, as a heading must not
    record Prose(String markdown, boolean leads) implements Part {
        @Override
        public int components() {
            return 1;
        }

        @Override
        public int characters() {
            return markdown.length();
        }
    }

    /// Text with a button beside it.
    record Beside(String markdown, Button.Run button) implements Part {
        @Override
        public int components() {
            return 3;
        }

        @Override
        public int characters() {
            return markdown.length();
        }
    }

    /// A picture as wide as the message.
    record Picture(String address, String alternative) implements Part {
        @Override
        public int components() {
            return 2;
        }

        @Override
        public int characters() {
            return 0;
        }
    }

    /// @param label 1 to 80 characters; with its entry's number it may be longer than the button's
    ///   own
    record Labelled(String label, Button button) {}

    /// Buttons side by side, 1 to 5.
    record Row(List<Labelled> buttons) implements Part {
        public Row {
            buttons = List.copyOf(buttons);
        }

        @Override
        public int components() {
            return 1 + buttons.size();
        }

        @Override
        public int characters() {
            return 0;
        }
    }

    /// A menu of 1 to 25 different choices.
    record Menu(String placeholder, List<Choice> choices) implements Part {
        public Menu {
            choices = List.copyOf(choices);
        }

        @Override
        public int components() {
            return 2;
        }

        @Override
        public int characters() {
            return 0;
        }
    }

    record Choice(Button.Role role, String label, CommandCode code) {}

    /// A line across.
    record Line() implements Part {
        @Override
        public int components() {
            return 1;
        }

        @Override
        public int characters() {
            return 0;
        }
    }

    /// A file.
    record Attachment(String name, byte[] content) implements Part {
        @Override
        public int components() {
            return 1;
        }

        @Override
        public int characters() {
            return 0;
        }
    }
}
