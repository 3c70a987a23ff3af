package io.broadsheet.message;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;

/// A run of text of one kind. Its text is data: a renderer escapes it, so nothing in it can format,
/// link or mention.
public sealed interface Span {

    /// The text a screen reader would speak, without decoration.
    String plain();

    record Text(String plain) implements Span {
        public Text {
            requireNonNull(plain);
        }
    }

    record Strong(String plain) implements Span {
        public Strong {
            requireNonNull(plain);
        }
    }

    record Emphasis(String plain) implements Span {
        public Emphasis {
            requireNonNull(plain);
        }
    }

    /// A command to type, as the platform has commands typed: `/paper search tokens`.
    ///
    /// @param plain the line without what stands before it: `search tokens`
    record TypedCommand(String plain) implements Span {
        public TypedCommand {
            requireNonNull(plain);
        }
    }

    /// Something to copy or to recognise: an identifier, what somebody typed.
    record Code(String plain) implements Span {
        public Code {
            requireNonNull(plain);
        }
    }

    /// @param target absolute, `http` or `https`
    record Link(String plain, URI target) implements Span {
        public Link {
            requireNonNull(plain);
            String scheme = target.getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException(
                        "a link leads to a web address, not to " + target);
            }
        }
    }

    /// A point in time, shown in the reader's own zone where the platform can.
    ///
    /// @param plain what is shown where it cannot, with its zone
    record Time(Instant instant, Precision precision, String plain) implements Span {
        public enum Precision {
            DAY,
            MINUTE
        }

        public Time {
            requireNonNull(instant);
            requireNonNull(precision);
            requireNonNull(plain);
        }
    }

    /// A person of the platform, shown by name and never notified.
    ///
    /// @param id the platform's own id of the person
    record Person(String id, String plain) implements Span {
        public Person {
            requireNonNull(id);
            requireNonNull(plain);
        }
    }

    /// A channel of the platform, shown by the name that it has for the reader, and leading there.
    ///
    /// @param id the platform's own id of the channel
    /// @param plain `#reading`
    record ChannelMention(String id, String plain) implements Span {
        public ChannelMention {
            requireNonNull(id);
            requireNonNull(plain);
        }
    }

    /// A short sign with what it means in words: `▲ 28`, `28 upvotes`.
    ///
    /// @param shown what is shown where signs can be seen
    record Sign(String shown, String plain) implements Span {
        public Sign {
            requireNonNull(shown);
            requireNonNull(plain);
        }
    }

    static Span text(String text) {
        return new Text(text);
    }

    static Span strong(String text) {
        return new Strong(text);
    }

    static Span emphasis(String text) {
        return new Emphasis(text);
    }

    static Span code(String text) {
        return new Code(text);
    }

    static Span command(String line) {
        return new TypedCommand(line);
    }

    static Span link(String text, URI target) {
        return new Link(text, target);
    }
}
