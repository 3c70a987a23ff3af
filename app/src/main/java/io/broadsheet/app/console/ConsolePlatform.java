package io.broadsheet.app.console;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.Traffic;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;

/// The console as a platform that things are posted to: they appear in front of whoever sits there.
public final class ConsolePlatform implements ChatPlatform {

    /// Something posted.
    public sealed interface Arrival {

        /// @param channel its name, without `#`
        record Post(String channel, Reply message) implements Arrival {}

        /// @param person the name of who gets it
        record Direct(String person, Reply message) implements Arrival {}
    }

    private final Consumer<Arrival> screen;

    /// @param screen shows what arrives
    public ConsolePlatform(Consumer<Arrival> screen) {
        this.screen = screen;
    }

    @Override
    public Platform platform() {
        return Platform.CONSOLE;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        screen.accept(new Arrival.Post(channel.id(), message));
        return new Delivery.Posted(key);
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        screen.accept(new Arrival.Direct(user.id(), message));
        return new Delivery.Posted(key);
    }

    /// What was printed stays as it is.
    @Override
    public Delivery edit(
            ChannelRef channel, String posted, Reply message, String key, String role) {
        return new Delivery.Refused(
                Delivery.Refusal.INVALID_MESSAGE, "messages cannot be changed here");
    }

    @Override
    public boolean serves(ChannelRef channel) {
        return true;
    }

    @Override
    public Duration remembersKeysFor() {
        return Duration.ZERO;
    }

    @Override
    public Duration remembersKeysFor(ChannelRef channel) {
        return Duration.ZERO;
    }

    @Override
    public Pacing pacing() {
        return Pacing.UNLIMITED;
    }

    @Override
    public Set<Caller.Feature> features() {
        return Set.of();
    }

    @Override
    public boolean readsBack() {
        return false;
    }

    @Override
    public ReadBack find(ChannelRef channel, String key, Instant since) {
        return new ReadBack.CannotTell("posts are not read back here");
    }

    @Override
    public ReadBack find(UserRef user, String key, Instant since) {
        return new ReadBack.CannotTell("direct messages are not read back here");
    }

    @Override
    public void complete(ChannelRef channel, String posted, Reply message) {}

    /// Whoever sits there sees every channel.
    @Override
    public Access check(ChannelRef channel) {
        return new Access.Given();
    }

    /// That is for [Seat] to say, and nobody else knows.
    @Override
    public Right administers(UserRef user, ChannelRef channel) {
        return Right.UNKNOWN;
    }

    @Override
    public Health health() {
        return new Health(true, "");
    }

    @Override
    public void tell(Traffic heard) {}
}
