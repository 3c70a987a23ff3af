package io.broadsheet.command;

import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The port to what can be said about the bot's own state.
@FunctionalInterface
public interface Checkup {

    /// The part without which nothing else can be told.
    String STORE = "store";

    /// What was posted, and what may have been.
    String POSTS = "posts";

    /// How many parts a summary names.
    int NAMED = 5;

    /// Everything worth knowing, in the order to read it in.
    List<Finding> findings();

    /// @param what the part that was looked at, such as `store`
    /// @param detail how it is, for whoever runs the bot; no secrets
    /// @param toWorkspaces what the admins of a workspace are told of it, without anything of the
    ///   operator's or of other workspaces; empty for nothing
    record Finding(Level level, String what, String detail, Optional<String> toWorkspaces) {

        /// For whoever runs the bot alone.
        public Finding(Level level, String what, String detail) {
            this(level, what, detail, Optional.empty());
        }

        /// The same, of which the admins of a workspace are told something.
        public Finding tellingWorkspaces(String told) {
            return new Finding(level, what, detail, Optional.of(told));
        }

        /// What the admins of a workspace see of it.
        public Optional<Finding> forWorkspaces() {
            return toWorkspaces.map(told -> new Finding(level, what, told, toWorkspaces));
        }

        public static Finding good(String what, String detail) {
            return new Finding(Level.GOOD, what, detail);
        }

        public static Finding bad(String what, String detail) {
            return new Finding(Level.BAD, what, detail);
        }

        public static Finding note(String what, String detail) {
            return new Finding(Level.NOTE, what, detail);
        }
    }

    /// What comes first: the worst there is, and where.
    ///
    /// @param more what is wrong besides, by name
    static String summary(List<Finding> findings, List<String> more) {
        List<String> bad = new ArrayList<>(named(findings, Level.BAD));
        bad.addAll(more);
        if (!bad.isEmpty()) {
            return Phrases.count(bad.size(), "thing")
                    + " to look at: "
                    + Phrases.names(bad, NAMED)
                    + ".";
        }
        List<String> notes = named(findings, Level.NOTE);
        return notes.isEmpty()
                ? "Everything is fine."
                : "Nothing is wrong, and "
                        + Phrases.count(notes.size(), "thing")
                        + " to know: "
                        + Phrases.names(notes, NAMED)
                        + ".";
    }

    private static List<String> named(List<Finding> findings, Level level) {
        return findings.stream()
                .filter(finding -> finding.level() == level)
                .map(finding -> finding.what().replace(", ", " "))
                .distinct()
                .toList();
    }

    /// How good that is.
    enum Level {
        GOOD,
        /// Nothing is wrong, but somebody may want to know.
        NOTE,
        BAD
    }
}
