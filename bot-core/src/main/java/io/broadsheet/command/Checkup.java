package io.broadsheet.command;

import java.util.List;

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
    /// @param detail how it is, for people; no secrets
    record Finding(Level level, String what, String detail) {

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
