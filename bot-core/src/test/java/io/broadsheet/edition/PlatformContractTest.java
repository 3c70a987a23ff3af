package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.UserRef;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;

/// The platforms of this package's tests keep the contract of those that people use.
class PlatformContractTest {

    @Nested
    class OfEditionDispatcherTest extends ChatPlatformContract {
        private final DispatcherSetup.FakePlatform platform = new DispatcherSetup.FakePlatform();

        @Override
        protected ChatPlatform platform() {
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(platform.platform(), "w", "c");
        }

        @Override
        protected UserRef user() {
            return new UserRef(platform.platform(), "w", "ann");
        }
    }

    @Nested
    class OfSimulatedYearTest extends ChatPlatformContract {
        private final SimulatedYearTest.Posts platform = new SimulatedYearTest().new Posts();

        @Override
        protected ChatPlatform platform() {
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(platform.platform(), "w", "c");
        }

        @Override
        protected UserRef user() {
            return new UserRef(platform.platform(), "w", "ann");
        }

        @Override
        protected OptionalInt showing(String what) {
            return OptionalInt.of(platform.showing(channel(), what));
        }
    }
}
