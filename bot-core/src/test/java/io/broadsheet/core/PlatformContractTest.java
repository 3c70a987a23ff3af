package io.broadsheet.core;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.UserRef;
import java.time.Clock;
import org.junit.jupiter.api.Nested;

/// The platforms of this package's tests keep the contract of those that people use.
class PlatformContractTest {

    private abstract static class Contract extends ChatPlatformContract {
        private final ChatPlatform platform;

        Contract(ChatPlatform platform) {
            this.platform = platform;
        }

        @Override
        protected ChatPlatform platform() {
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(platform.platform(), "w", "vision");
        }

        @Override
        protected UserRef user() {
            return new UserRef(platform.platform(), "w", "ann");
        }
    }

    @Nested
    class OfHomeTest extends Contract {
        OfHomeTest() {
            super(new HomeTest.FakePlatform());
        }
    }

    @Nested
    class OfScheduleAccessTest extends Contract {
        OfScheduleAccessTest() {
            super(new ScheduleAccessTest().new NoticeBoard());
        }
    }

    @Nested
    class OfWithdrawnPapersTest extends Contract {
        OfWithdrawnPapersTest() {
            super(new WithdrawnPapersTest().new Wall());
        }
    }

    @Nested
    class LikeDiscord extends Contract {
        LikeDiscord() {
            super(new RushTest.LikeDiscord(Clock.systemUTC()));
        }
    }

    @Nested
    class LikeSlack extends Contract {
        LikeSlack() {
            super(new RushTest.LikeSlack(Clock.systemUTC()));
        }
    }
}
