package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Reply;

/// Something a person asks for, however they asked: typed, chosen from a menu, or by pressing a
/// button. Each command has one file, which says what it is called, how it is read and what it
/// does; [CommandBook] lists them.
///
/// Each command can be written as the line that would be typed for it, which is how buttons carry
/// commands: what [#line()] writes, the type must read as an equal command.
public interface Command {

    /// Whose belongings a command changes, so that whatever shows them is made anew.
    enum Effect {
        NONE,
        /// Something of the person who asks.
        ON_CALLER,
        /// Something of the person who asks or of the channel.
        ON_CHANNEL
    }

    /// Its name, what help says about it, and how it is read.
    CommandType type();

    /// What is typed after the name; empty where nothing is.
    String rest();

    /// What it may change. Schedules tell of their changes themselves.
    Effect effect();

    /// Whether it changes or posts something, so that doing it twice is more than doing it once. A
    /// request for it that comes again is not done again.
    default boolean changes() {
        return effect() != Effect.NONE;
    }

    /// Does it, and answers.
    Reply handle(CommandServices services, Caller caller);

    /// The line to type for this command, without `/paper`.
    default String line() {
        return rest().isEmpty() ? type().name() : type().name() + " " + rest();
    }

    /// What somebody gets who types this line, instead of pressing a button that carries it.
    default Command whenTyped() {
        return this;
    }

    /// Whether there is an answer without the store.
    default boolean worksWithoutStore() {
        return false;
    }

    /// How many entries come before the stretch of a list that it answers with, 0 or more.
    default int offset() {
        return 0;
    }

    /// The same for another stretch of the list.
    default Command from(int offset) {
        return this;
    }

    /// A command whose answer is a stretch of a longer list.
    interface Paged extends Command {

        @Override
        int offset();

        @Override
        Command from(int offset);
    }
}
