package io.broadsheet.app.console;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

class ConsolePlatformTest extends ChatPlatformContract {

    private final List<ConsolePlatform.Arrival> screen = new ArrayList<>();
    private final ConsolePlatform platform = new ConsolePlatform(screen::add);

    @Override
    protected ChatPlatform platform() {
        return platform;
    }

    @Override
    protected ChannelRef channel() {
        return new ChannelRef(Platform.CONSOLE, "local", "vision");
    }

    @Override
    protected UserRef user() {
        return new UserRef(Platform.CONSOLE, "local", "ann");
    }

    @Override
    protected OptionalInt showing(String what) {
        return OptionalInt.of(
                (int)
                        screen.stream()
                                .filter(arrival ->
                                        arrival
                                                        instanceof
                                                        ConsolePlatform.Arrival.Post(
                                                                String channel,
                                                                var message)
                                                && channel.equals("vision")
                                                && message.plain().contains(what))
                                .count());
    }
}
