package io.broadsheet.message;

import java.util.List;
import java.util.stream.Collectors;

/// One part of a message, from top to bottom.
public sealed interface Block {

    /// A title over what follows.
    record Heading(String text) implements Block {}

    /// A paragraph of running text.
    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
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
    /// @param open what opening the entry runs
    /// @param details small lines below the title, each a line of its own
    /// @param buttons further things to do with this entry
    record Entry(
            int number,
            String title,
            CommandCode open,
            List<List<Span>> details,
            List<Button> buttons)
            implements Block {
        public Entry {
            if (number < 1) {
                throw new IllegalArgumentException("entries are numbered from 1, not " + number);
            }
            details = details.stream().map(List::copyOf).toList();
            buttons = List.copyOf(buttons);
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

    /// Buttons side by side.
    record Buttons(List<Button> buttons) implements Block {
        public Buttons {
            buttons = List.copyOf(buttons);
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

    /// The text of spans in a row, as a screen reader would speak it.
    static String plain(List<Span> spans) {
        return spans.stream().map(Span::plain).collect(Collectors.joining());
    }
}
