package io.broadsheet.message;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One part of a message, from top to bottom.
public sealed interface Block {

    /// A title over what follows.
    ///
    /// @param link the page of what it names; null where there is none
    record Heading(String text, @Nullable URI link) implements Block {

        /// Without a link.
        public Heading(String text) {
            this(text, null);
        }

        public Heading {
            requireWeb(link);
        }
    }

    /// A paragraph of running text.
    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }
    }

    /// A paragraph with a button beside it, which tells more about it.
    record Aside(List<Span> spans, Button.Run button) implements Block {
        public Aside {
            spans = List.copyOf(spans);
        }
    }

    /// A picture, as wide as the message. Only the reader's own program fetches it.
    ///
    /// @param source a `https` address
    /// @param alternative what it shows, for those who do not see it; not blank
    record Picture(URI source, String alternative) implements Block {
        public Picture {
            if (!"https".equals(source.getScheme())) {
                throw new IllegalArgumentException(
                        "a picture is at a https address, not " + source);
            }
            if (alternative.isBlank()) {
                throw new IllegalArgumentException("a picture needs a text alternative");
            }
        }
    }

    /// An abstract or a quotation: long running text that a platform may fold or set apart.
    record Quote(List<Span> spans) implements Block {
        public Quote {
            spans = List.copyOf(spans);
        }
    }

    /// Small print: counts, dates, hints.
    record Note(List<Span> spans) implements Block {
        public Note {
            spans = List.copyOf(spans);
        }
    }

    /// Labelled facts, one a line.
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// @param label for example `Authors`
    record Fact(String label, List<Span> value) {
        public Fact {
            value = List.copyOf(value);
        }
    }

    /// One numbered entry of a list that people choose from.
    ///
    /// @param number 1 or more; typing it opens the entry
    /// @param title what the entry is
    /// @param link the entry's page; null where none is known
    /// @param open what opening the entry runs
    /// @param about what it is about, in one line; may be empty
    /// @param details small lines below the title, each a line of its own
    /// @param buttons further things to do with this entry
    record Entry(
            int number,
            String title,
            @Nullable URI link,
            CommandCode open,
            List<Span> about,
            List<List<Span>> details,
            List<Button> buttons)
            implements Block {

        /// Without a page and without a line that says what it is about.
        public Entry(
                int number,
                String title,
                CommandCode open,
                List<List<Span>> details,
                List<Button> buttons) {
            this(number, title, null, open, List.of(), details, buttons);
        }

        public Entry {
            requireWeb(link);
            about = List.copyOf(about);
            if (number < 1) {
                throw new IllegalArgumentException("entries are numbered from 1, not " + number);
            }
            details = details.stream().map(List::copyOf).toList();
            buttons = List.copyOf(buttons);
        }

        /// The same entry that runs something else when it is opened, and has other buttons.
        public Entry offering(CommandCode otherOpen, List<Button> otherButtons) {
            return new Entry(number, title, link, otherOpen, about, details, otherButtons);
        }

        /// The same entry with other small lines.
        public Entry detailed(List<List<Span>> otherDetails) {
            return new Entry(number, title, link, open, about, otherDetails, buttons);
        }
    }

    /// A list of short lines.
    record Bullets(List<List<Span>> lines) implements Block {
        public Bullets {
            lines = lines.stream().map(List::copyOf).toList();
        }
    }

    /// Text to copy as it stands: a citation.
    record Verbatim(String text) implements Block {}

    /// Buttons side by side, and a menu called More for what is wanted seldom.
    ///
    /// @param buttons all of them, those of the menu last
    /// @param inRow how many of them stand side by side; the others are in the menu
    record Buttons(List<Button> buttons, int inRow) implements Block {

        /// What the menu is called.
        public static final String MORE = "More";

        /// All side by side.
        public Buttons(List<Button> buttons) {
            this(buttons, buttons.size());
        }

        /// All side by side.
        public Buttons(Button... buttons) {
            this(List.of(buttons));
        }

        public Buttons {
            buttons = List.copyOf(buttons);
            if (inRow < 0 || inRow > buttons.size()) {
                throw new IllegalArgumentException(
                        inRow + " of " + buttons.size() + " buttons in a row");
            }
        }

        /// Those that stand side by side.
        public List<Button> row() {
            return buttons.subList(0, inRow);
        }

        /// Those in the menu; may be none.
        public List<Button> more() {
            return buttons.subList(inRow, buttons.size());
        }
    }

    /// What people choose among by buttons that carry the counts.
    ///
    /// @param choices 1 to 25, in their order
    /// @param open whether people may choose; else only the counts are shown
    record Poll(List<PollChoice> choices, boolean open) implements Block {
        public Poll {
            choices = List.copyOf(choices);
            if (choices.size() > 25) {
                throw new IllegalArgumentException(choices.size() + " choices are too many");
            }
        }

        /// The same in other blocks: what can be chosen, one a line, and the buttons.
        public List<Block> spelledOut() {
            List<List<Span>> lines = new ArrayList<>();
            List<Button> buttons = new ArrayList<>();
            for (PollChoice choice : choices) {
                List<Span> line = new ArrayList<>();
                line.add(Span.strong(choice.number() + "."));
                line.add(Span.text(" "));
                line.add(
                        choice.link() == null
                                ? Span.text(choice.text())
                                : Span.link(choice.text(), choice.link()));
                line.add(Span.text(choice.about().isEmpty() ? "" : " – " + choice.about()));
                if (!open) {
                    line.add(Span.text(" · "));
                    line.add(
                            Span.strong(
                                    choice.votes() == 1 ? "1 vote" : choice.votes() + " votes"));
                }
                lines.add(line);
                buttons.add(
                        new Button.Run(
                                Button.Role.UPVOTE,
                                choice.number() + " ▲ " + choice.votes(),
                                choice.press()));
            }
            List<Block> blocks = new ArrayList<>();
            blocks.add(new Bullets(lines));
            if (open) {
                blocks.add(new Buttons(buttons));
            }
            return blocks;
        }
    }

    /// One thing that can be chosen in a poll.
    ///
    /// @param number from 1
    /// @param link the page of what it is; null where there is none
    /// @param about one line; may be empty
    /// @param votes how many chose it
    /// @param press chooses it, or takes that back
    record PollChoice(
            int number,
            String text,
            @Nullable URI link,
            String about,
            int votes,
            CommandCode press) {
        public PollChoice {
            requireWeb(link);
        }
    }

    /// A line across.
    record Divider() implements Block {}

    /// A file.
    ///
    /// @param name for example `saved-papers.bib`
    /// @param mediaType for example `application/x-bibtex`
    record File(String name, String mediaType, String content) implements Block {}

    static Block paragraph(Span... spans) {
        return new Paragraph(List.of(spans));
    }

    static Block paragraph(String text) {
        return new Paragraph(List.of(Span.text(text)));
    }

    static Block note(Span... spans) {
        return new Note(List.of(spans));
    }

    static Block note(String text) {
        return new Note(List.of(Span.text(text)));
    }

    private static void requireWeb(@Nullable URI link) {
        if (link != null && !"http".equals(link.getScheme()) && !"https".equals(link.getScheme())) {
            throw new IllegalArgumentException("a title leads to a web address, not to " + link);
        }
    }

    /// The text of spans in a row, as a screen reader would speak it.
    static String plain(List<Span> spans) {
        return spans.stream().map(Span::plain).collect(Collectors.joining());
    }
}
