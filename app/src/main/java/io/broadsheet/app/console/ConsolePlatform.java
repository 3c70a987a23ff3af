package io.broadsheet.app.console;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
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
    public Delivery post(ChannelRef channel, Reply message, String key) {
        screen.accept(new Arrival.Post(channel.id(), message));
        return new Delivery.Posted(key);
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        screen.accept(new Arrival.Direct(user.id(), message));
        return new Delivery.Posted(key);
    }

    @Override
    public Health health() {
        return new Health(true, "");
    }
}
