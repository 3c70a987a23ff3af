package io.broadsheet.app.console;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.PostOnlyPlatform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import java.util.function.Consumer;

/// The console as a platform that things are posted to: they appear in front of whoever sits there.
/// What was printed stays as it is, and who administers a channel is for [Seat] to say.
public final class ConsolePlatform extends PostOnlyPlatform {

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

    @Override
    public boolean serves(ChannelRef channel) {
        return true;
    }

    @Override
    public Pacing pacing() {
        return Pacing.UNLIMITED;
    }

    /// Whoever sits there sees every channel.
    @Override
    public Access check(ChannelRef channel) {
        return new Access.Given();
    }

    @Override
    public Health health() {
        return new Health(true, "");
    }
}
