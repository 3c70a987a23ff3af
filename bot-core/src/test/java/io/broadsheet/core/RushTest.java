package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.chat.Pacing;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many channels that are due in the same minute, through the whole core, on platforms that count:
/// one takes no more than 50 requests within any second, two for each post, as Discord does; the
/// other a post a second in a channel and 300 a minute in a workspace, as Slack does. All get
/// theirs once.
///
/// `-Dchannels=10000` runs it at full length, for which it also asks that the platform never found
/// it too much, that it took at most 1.1 times what its limit allows, and prints how long people
/// waited for answers before and meanwhile.
class RushTest {

    private static final boolean FULL = System.getProperty("channels") != null;
    private static final int CHANNELS = Integer.getInteger("channels", 150);
    private static final int PAPERS = FULL ? 5_000 : 300;
    private static final int LIMIT = 50;

    /// Slack says "several hundred" (docs.slack.dev, rate limits).
    private static final int LIMIT_OF_A_WORKSPACE = 300;

    private static final Duration SPREAD = Duration.ofSeconds(FULL ? 60 : 2);
    private static final Platform PLATFORM = new Platform("limited");
    private static final UserRef ANN = new UserRef(PLATFORM, "w", "ann");
    private static final List<String> TOPICS =
            List.of("vision", "speech", "graphs", "robots", "proteins", "quantum");

    @TempDir Path home;

    @Test
    void allThatAreDueAtOnceArePostedOnceWithinDiscordsLimits() throws Exception {
        rush(5, LikeDiscord::new, 2.0 * CHANNELS / LIMIT);
    }

    @Test
    void allThatAreDueAtOnceArePostedOnceWithinSlacksLimits() throws Exception {
        // So many that without a pace of its own a workspace would find them too much.
        int channels = FULL ? 400 : 20;
        rush(
                channels,
                LikeSlack::new,
                Math.max(SPREAD.toSeconds(), 2.0 * 60 * channels / LIMIT_OF_A_WORKSPACE));
    }

    /// @param channels how many there are in a workspace
    /// @param allowed how many seconds the limits allow for all
    private void rush(int channels, Function<Clock, Limited> limits, double allowed)
            throws Exception {
        Instant due = Instant.parse("2026-03-04T09:00:00Z");
        Duration leadTime = Duration.ofSeconds(FULL ? 20 + CHANNELS / 50 : 5);
        try (Store store = Store.open(home)) {
            fill(store, channels, due.minus(leadTime));
        }
        Clock clock =
                Clock.offset(
                        Clock.systemUTC(), Duration.between(Instant.now(), due.minus(leadTime)));
        Limited platform = limits.apply(clock);
        try (BotCore core =
                BotCore.start(new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1), clock)) {
            core.reindex();
            core.serve(platform);
            List<Long> before = new ArrayList<>();
            while (clock.instant().isBefore(due)) {
                ask(core, before);
            }
            List<Long> meanwhile = new ArrayList<>();
            Instant latest = due.plus(Duration.ofHours(1));
            while (platform.posted.size() < CHANNELS && clock.instant().isBefore(latest)) {
                ask(core, meanwhile);
            }
            double seconds = Duration.between(due, platform.last).toMillis() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d channels after %.1f s, %.3f times the %.1f s that the limit allows; %d"
                            + " requests too many; answers: before p50 %.1f p99 %.1f ms (%d), meanwhile"
                            + " p50 %.1f p99 %.1f ms (%d)%n",
                    platform.getClass().getSimpleName(),
                    CHANNELS,
                    seconds,
                    seconds / allowed,
                    allowed,
                    platform.tooMany.get(),
                    at(before, 0.5),
                    at(before, 0.99),
                    before.size(),
                    at(meanwhile, 0.5),
                    at(meanwhile, 0.99),
                    meanwhile.size());
            assertThat(platform.posted).hasSize(CHANNELS);
            assertThat(platform.doubled).isEmpty();
            if (FULL) {
                assertThat(platform.tooMany.get()).isZero();
                assertThat(seconds).isLessThanOrEqualTo(1.1 * allowed);
            }
        }
    }

    private static void fill(Store store, int channels, Instant now) {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < PAPERS; i++) {
            String id = String.format(Locale.ROOT, "2602.%05d", i + 1);
            String topic = TOPICS.get(i % TOPICS.size());
            papers.add(
                    Paper.builder(
                                    PaperId.of(ArxivId.parse(id).orElseThrow()),
                                    "Paper " + i + " on " + topic)
                            .summary(
                                    "We look at " + topic + " in the way number " + i,
                                    "We look at " + topic + " in the way number " + i)
                            .authorNames(List.of("Author " + i % 200, "Author " + i % 77))
                            .upvotes(i % 50)
                            .published(now.minus(Duration.ofHours(i % 600)))
                            .build());
        }
        for (int from = 0; from < papers.size(); from += 500) {
            store.catalogue().put(papers.subList(from, Math.min(from + 500, papers.size())), now);
        }
        for (int i = 0; i < CHANNELS; i++) {
            store.schedules()
                    .add(
                            new ChannelRef(PLATFORM, "w" + i / channels, "c" + i),
                            "c" + i,
                            new Schedule.Plan(
                                    new Cadence.Daily(LocalTime.of(9, 0)),
                                    ZoneOffset.UTC,
                                    i % 3 == 0
                                            ? Optional.empty()
                                            : Optional.of(TOPICS.get(i % TOPICS.size())),
                                    Schedule.EditionKind.PAPER,
                                    Optional.empty()),
                            ANN,
                            now);
        }
    }

    /// Somebody asks for something, five times a second.
    private static void ask(BotCore core, List<Long> times) throws InterruptedException {
        int i = times.size();
        String line =
                switch (i % 3) {
                    case 0 -> "search " + TOPICS.get(i / 3 % TOPICS.size()) + " " + i;
                    case 1 -> "trending";
                    default -> "show 2602." + String.format(Locale.ROOT, "%05d", 1 + i % 300);
                };
        Caller caller =
                new Caller(
                        new UserRef(PLATFORM, "w0", "u" + i % 20),
                        new ChannelRef(PLATFORM, "w0", "c0"),
                        "u",
                        "c0",
                        ZoneOffset.UTC,
                        Locale.ENGLISH,
                        false,
                        Set.of());
        long start = System.nanoTime();
        Reply reply = core.conversation().typed(line, caller);
        times.add(System.nanoTime() - start);
        assertThat(reply.plain()).isNotEmpty();
        Thread.sleep(Math.max(0, 200 - (System.nanoTime() - start) / 1_000_000));
    }

    private static double at(List<Long> times, double share) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)))
                        / 1e6;
    }

    /// A platform that refuses what is too much, and counts it.
    abstract static class Limited extends PlainPlatform {

        final Set<String> posted = ConcurrentHashMap.newKeySet();
        final Set<String> doubled = ConcurrentHashMap.newKeySet();
        final AtomicInteger tooMany = new AtomicInteger();
        volatile Instant last = Instant.EPOCH;
        private final Map<String, Deque<Long>> lately = new ConcurrentHashMap<>();
        private final Clock clock;

        Limited(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Delivery discuss(ChannelRef channel, String message, Reply.Thread thread) {
            return new Delivery.Posted(message);
        }

        @Override
        public DiscussionLink linkTo(ChannelRef channel, String message) {
            return new DiscussionLink.At(URI.create("https://chat.example/" + message));
        }

        @Override
        public Platform platform() {
            return PLATFORM;
        }

        @Override
        public Set<Caller.Feature> features() {
            return Set.of(Caller.Feature.THREADS);
        }

        /// Whether the platform takes a post, and counts it.
        abstract boolean takes(ChannelRef channel);

        /// What follows a post.
        abstract void follow(ChannelRef channel);

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            if (!takes(channel)) {
                return new Delivery.RetryAfter(Duration.ofSeconds(1), "too many requests");
            }
            pause(40);
            if (!posted.add(channel.id())) {
                doubled.add(key);
            }
            follow(channel);
            last = clock.instant();
            return new Delivery.Posted("m");
        }

        static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /// @param of what is counted together
        /// @param limit how many are allowed within a span
        boolean request(String of, int limit, Duration span) {
            Deque<Long> times = lately.computeIfAbsent(of, _ -> new ArrayDeque<>());
            synchronized (times) {
                long now = System.nanoTime();
                while (!times.isEmpty() && now - times.peek() > span.toNanos()) {
                    times.poll();
                }
                if (times.size() >= limit) {
                    tooMany.incrementAndGet();
                    return false;
                }
                times.add(now);
                return true;
            }
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return new Delivery.Posted(key);
        }
    }

    /// One limit for all requests, and one thread for each post.
    static final class LikeDiscord extends Limited {

        LikeDiscord(Clock clock) {
            super(clock);
        }

        @Override
        public Pacing pacing() {
            return new Pacing(46, 10, 1, SPREAD);
        }

        @Override
        public Duration remembersKeysFor() {
            return Duration.ofMinutes(2);
        }

        @Override
        boolean takes(ChannelRef channel) {
            return request("all", LIMIT, Duration.ofSeconds(1));
        }

        @Override
        void follow(ChannelRef channel) {
            request("all", LIMIT, Duration.ofSeconds(1));
            pause(40);
        }
    }

    /// A limit for each workspace, in which the first reply of a thread counts as well, and one for
    /// each channel; no keys.
    static final class LikeSlack extends Limited {

        LikeSlack(Clock clock) {
            super(clock);
        }

        @Override
        public Pacing pacing() {
            return new Pacing(Double.POSITIVE_INFINITY, 4.7, 1, SPREAD);
        }

        @Override
        boolean takes(ChannelRef channel) {
            return request(channel.workspace(), LIMIT_OF_A_WORKSPACE, Duration.ofMinutes(1))
                    && request(channel.id(), 1, Duration.ofSeconds(1));
        }

        @Override
        void follow(ChannelRef channel) {
            request(channel.workspace(), LIMIT_OF_A_WORKSPACE, Duration.ofMinutes(1));
        }
    }
}
