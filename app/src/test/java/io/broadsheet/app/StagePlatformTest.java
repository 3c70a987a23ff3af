package io.broadsheet.app;

import io.broadsheet.app.console.ConsolePlatform;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.util.Optional;

/// The platform of the transcripts keeps the contract of those that people use.
class StagePlatformTest extends ChatPlatformContract {

    private final Stage.StagePlatform platform =
            new Stage.StagePlatform(new ConsolePlatform(_ -> {}));

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
    protected Optional<ChannelRef> gone() {
        ChannelRef channel = new ChannelRef(Platform.CONSOLE, "local", "gone");
        platform.refusing.put(
                channel, new Delivery.Refused(Delivery.Refusal.CHANNEL_GONE, "it was deleted"));
        return Optional.of(channel);
    }
}
