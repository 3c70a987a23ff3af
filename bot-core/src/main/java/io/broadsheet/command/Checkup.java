package io.broadsheet.command;

import java.util.List;
import java.util.Optional;

/// The port to what can be said about the bot's own state.
@FunctionalInterface
public interface Checkup {

    /// The part without which nothing else can be told.
    String STORE = "store";

    /// What was posted, and what may have been.
    String POSTS = "posts";

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

    /// How good that is.
    enum Level {
        GOOD,
        /// Nothing is wrong, but somebody may want to know.
        NOTE,
        BAD
    }
}
