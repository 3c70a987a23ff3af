package io.broadsheet.clockwork;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.UserRef;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/// The platforms of this package's tests keep the contract of those that people use.
class PlatformContractTest {

    @Nested
    class OfExactlyOnceTestWithKeys extends OverHttp {
        OfExactlyOnceTestWithKeys() throws IOException {
            super(true, false);
        }
    }

    @Nested
    class OfExactlyOnceTestReadable extends OverHttp {
        OfExactlyOnceTestReadable() throws IOException {
            super(false, true);
        }
    }

    private abstract static class OverHttp extends ChatPlatformContract {
        private final FaultyDestination destination;
        private final HttpPlatform platform;
        private final boolean readable;

        OverHttp(boolean knowsKeys, boolean readable) throws IOException {
            this.readable = readable;
            destination = new FaultyDestination(knowsKeys, readable, 0, 1);
            platform =
                    new HttpPlatform(
                            destination.port(), knowsKeys ? Duration.ofMinutes(1) : Duration.ZERO);
        }

        @AfterEach
        void close() throws Exception {
            destination.close();
        }

        @Override
        protected ChatPlatform platform() {
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(HttpPlatform.NAME, "w", "c");
        }

        @Override
        protected UserRef user() {
            return new UserRef(HttpPlatform.NAME, "w", "ann");
        }

        @Override
        protected boolean mayRead() {
            return readable;
        }

        /// It gets no words but counts posts, of which each test here makes one.
        @Override
        protected OptionalInt showing(String what) {
            return what.startsWith("Contract")
                    ? OptionalInt.of(
                            destination.posts.values().stream().mapToInt(AtomicInteger::get).sum())
                    : OptionalInt.empty();
        }
    }

    @Nested
    class OfRestoreTest extends ChatPlatformContract {
        private final RestoreTest.Channels platform = new RestoreTest.Channels();

        @Override
        protected ChatPlatform platform() {
            platform.reading = true;
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(platform.platform(), "w", "c1");
        }

        @Override
        protected UserRef user() {
            return new UserRef(platform.platform(), "w", "ann");
        }

        @Override
        protected boolean mayRead() {
            return true;
        }

        @Override
        protected OptionalInt showing(String what) {
            return OptionalInt.of(
                    (int) platform.papers.stream().filter(post -> post.endsWith(what)).count());
        }
    }

    @Nested
    class OfDividedPlatformTest extends ChatPlatformContract {
        private final DividedPlatformTest.Part platform =
                new DividedPlatformTest.Part(1, ConcurrentHashMap.newKeySet());

        @Override
        protected ChatPlatform platform() {
            return platform;
        }

        @Override
        protected ChannelRef channel() {
            return new ChannelRef(platform.platform(), "w", "1");
        }

        @Override
        protected UserRef user() {
            return new UserRef(platform.platform(), "w", "ann");
        }
    }
}
