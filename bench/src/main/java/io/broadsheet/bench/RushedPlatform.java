package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// A platform of the tests that keeps its limits, with the bot connected to it.
interface RushedPlatform extends AutoCloseable {

    /// Somebody's command, which is answered by and by.
    ///
    /// @param firstAfter until the bot said that it heard, in nanoseconds
    /// @param visibleAfter until the person saw the answer, in nanoseconds
    record Asked(BooleanSupplier answered, LongSupplier firstAfter, LongSupplier visibleAfter) {}

    /// The bot's side, which is connected.
    ChatPlatform bot();

    /// The channels that are to have editions.
    List<ChannelRef> channels();

    /// One of fifty people sends a command.
    ///
    /// @param count of commands before; who asks, and where, follows from it
    /// @param words what follows the command, empty for nothing
    Asked ask(int count, String command, String words);

    /// How many posts are there with a discussion.
    long editions();

    /// How many requests came, answers to commands included.
    long requests();

    /// How many requests were refused because they were too many.
    int tooMany();

    List<String> violations();

    /// The shortest time in which the platform takes an edition and a discussion for each of so
    /// many channels.
    Duration allowed(int editions);

    /// Waits until nothing has come for a while, for half a minute at most.
    default void awaitQuiet() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            long before = requests();
            Thread.sleep(3_000);
            if (requests() == before) {
                return;
            }
        }
    }

    @Override
    void close();
}
