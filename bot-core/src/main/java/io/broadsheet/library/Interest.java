package io.broadsheet.library;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.Category;

/// Something a person or a channel follows or mutes.
public sealed interface Interest {

    /// As people read it; [Object#toString()] is what they type.
    default String shown() {
        return toString();
    }

    /// Words: a topic to follow, or a word to mute.
    record Topic(String words) implements Interest {
        public Topic {
            words = words.strip();
            if (words.isEmpty() || words.length() > 200) {
                throw new IllegalArgumentException("a topic has 1 to 200 characters");
            }
        }

        @Override
        public String toString() {
            return words;
        }
    }

    record ByAuthor(String name) implements Interest {
        public ByAuthor {
            name = name.strip();
            if (name.isEmpty() || name.length() > 200) {
                throw new IllegalArgumentException("an author's name has 1 to 200 characters");
            }
        }

        /// A comma behind a family name says that everybody of that name is meant.
        @Override
        public String shown() {
            return name.endsWith(",")
                    ? "everybody called " + name.substring(0, name.length() - 1)
                    : toString();
        }

        @Override
        public String toString() {
            boolean isWord = name.indexOf(' ') < 0 && name.indexOf(',') < 0;
            return "author:" + (isWord ? name : "\"" + name + "\"");
        }
    }

    record InCategory(Category category) implements Interest {
        public InCategory {
            requireNonNull(category);
        }

        @Override
        public String toString() {
            return "in:" + category;
        }
    }
}
