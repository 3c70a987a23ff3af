package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Pacing;
import io.broadsheet.edition.Pacer.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No platform's limit is passed, however late those come whose turn it is.
class PacerTest {

    private static final Instant START = Instant.parse("2026-03-04T09:00:00Z");
    private static final Pacing PACING = new Pacing(47, 10, 1, Duration.ofSeconds(60));

    private final Random random = new Random(20260304);

    @Test
    void aThousandPostsGoOutAsFastAsTheLimitAllowsAndNoFaster() {
        Pacer pacer = new Pacer(PACING);

        List<Sent> sent = drain(pacer, 1_000, 1_000, Duration.ZERO);

        // 2,000 requests at 47 a second.
        assertThat(last(sent)).isBefore(START.plusMillis(2_000 * 1_000 / 47 + 5_000));
        assertThat(mostRequestsWithinASecond(sent)).isLessThanOrEqualTo(50);
    }

    @Test
    void thoseThatWereHeldUpDoNotComeAllAtOnce() {
        Pacer pacer = new Pacer(PACING);

        // For twenty seconds the process does nothing, as when its store does not answer.
        List<Sent> sent = drain(pacer, 1_000, 1_000, Duration.ofSeconds(20));

        assertThat(sent).hasSize(1_000);
        assertThat(mostRequestsWithinASecond(sent)).isLessThanOrEqualTo(50);
    }

    @Test
    void aWorkspaceAndAChannelHaveLimitsOfTheirOwn() {
        Pacer pacer = new Pacer(PACING);

        List<Sent> sent = drain(pacer, 60, 1, Duration.ZERO);

        assertThat(most(sent, Duration.ofSeconds(10))).isBetween(45L, 51L);
        Pacer another = new Pacer(PACING);
        Pacer.Post first = new Pacer.Post("a", "w", "c", 1);
        Pacer.Post second = new Pacer.Post("b", "w", "c", 1);
        assertThat(another.pass(first, START)).isZero();
        assertThat(another.pass(second, START)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whereEachWorkspaceIsCountedAloneManyDoNotWaitForOneAnother() {
        Pacer pacer = new Pacer(new Pacing(Double.POSITIVE_INFINITY, 4, 1, Duration.ofSeconds(60)));

        List<Sent> sent = drain(pacer, 1_000, 100, Duration.ZERO);

        // Ten posts of two requests in each workspace, four a second.
        assertThat(last(sent)).isBetween(START.plusMillis(4_500), START.plusMillis(9_000));
        Pacer another = new Pacer(new Pacing(Double.POSITIVE_INFINITY, 4, 1, Duration.ZERO));
        assertThat(another.pass(new Pacer.Post("a", "w", "c", 2), START)).isZero();
        assertThat(another.pass(new Pacer.Post("b", "w", "d", 1), START))
                .isEqualTo(Duration.ofMillis(500));
        assertThat(another.pass(new Pacer.Post("c", "v", "e", 1), START)).isZero();
    }

    @Test
    void whoWakesLateInAWorkspaceMakesNobodyElseLate() {
        Pacer pacer = new Pacer(new Pacing(Double.POSITIVE_INFINITY, 4, 1, Duration.ZERO));
        Instant now = START;
        for (int i = 0; i < 100; i++) {
            Pacer.Post post = new Pacer.Post("k" + i, "w", "c" + i, 2);
            Duration wait = pacer.pass(post, now);
            if (wait.isPositive()) {
                now = now.plus(wait).plusMillis(20);
                assertThat(pacer.pass(post, now)).isZero();
            }
        }
        assertThat(now).isBetween(START.plusMillis(99 * 500), START.plusMillis(99 * 500 + 20));
        // After a pause longer than that the pace begins anew.
        now = now.plusSeconds(10);
        assertThat(pacer.pass(new Pacer.Post("a", "w", "a", 2), now)).isZero();
        assertThat(pacer.pass(new Pacer.Post("b", "w", "b", 2), now))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void processesShareTheLimit() {
        Pacer pacer = new Pacer(PACING);
        pacer.share(3);

        List<Sent> sent = drain(pacer, 200, 200, Duration.ZERO);

        assertThat(mostRequestsWithinASecond(sent)).isLessThanOrEqualTo(18);
        assertThat(last(sent)).isAfter(START.plusMillis(400 * 1_000 * 3 / 47 - 1_000));
    }

    @Test
    void aPostKeepsItsPlaceInTheQueueAndOthersMayPassItBy() {
        Pacer pacer = new Pacer(PACING);
        for (int i = 0; i < 1_000; i++) {
            pacer.turn(new Pacer.Post("k" + i, "w" + i, "c" + i, 2), START);
        }

        // A person waits for this one: it does not ask for its turn.
        assertThat(pacer.pass(new Pacer.Post("now", "w", "c", 2), START)).isZero();
        assertThat(pacer.turn(new Pacer.Post("k999", "w999", "c999", 2), START))
                .isEqualTo(new Turn.Later(START.plusNanos(999 * Math.round(2e9 / 47))));
    }

    private record Sent(Instant at, int requests) {}

    /// Asks for the turns of many posts, each coming a little late, as often as it is told to.
    private List<Sent> drain(Pacer pacer, int posts, int workspaces, Duration stall) {
        record Coming(Instant at, int post, boolean ready) {}
        PriorityQueue<Coming> coming =
                new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparing(Coming::post));
        for (int i = 0; i < posts; i++) {
            coming.add(new Coming(START, i, false));
        }
        List<Sent> sent = new ArrayList<>();
        Instant now = START;
        boolean stalled = false;
        while (!coming.isEmpty()) {
            Coming next = coming.poll();
            now = next.at().isAfter(now) ? next.at() : now;
            if (!stalled && sent.size() > posts / 4) {
                now = now.plus(stall);
                stalled = true;
            }
            Pacer.Post post =
                    new Pacer.Post(
                            "k" + next.post(),
                            "w" + next.post() % workspaces,
                            "c" + next.post(),
                            2);
            if (next.ready()) {
                Duration wait = pacer.pass(post, now);
                if (wait.isZero()) {
                    sent.add(new Sent(now, 2));
                } else {
                    // Sleepers wake a little late.
                    Instant at = now.plus(wait).plusMillis(random.nextInt(2));
                    coming.add(new Coming(at, next.post(), true));
                }
                continue;
            }
            switch (pacer.turn(post, now)) {
                case Turn.Now(Duration after) ->
                        coming.add(
                                new Coming(
                                        now.plus(after).plusMillis(random.nextInt(300)),
                                        next.post(),
                                        true));
                case Turn.Later(Instant at) ->
                        coming.add(
                                new Coming(
                                        at.plusMillis(random.nextInt(1_000)), next.post(), false));
            }
        }
        sent.sort(Comparator.comparing(Sent::at));
        return sent;
    }

    private static Instant last(List<Sent> sent) {
        return sent.getLast().at();
    }

    private static long mostRequestsWithinASecond(List<Sent> sent) {
        return 2 * most(sent, Duration.ofSeconds(1));
    }

    private static long most(List<Sent> sent, Duration span) {
        long most = 0;
        int first = 0;
        for (int i = 0; i < sent.size(); i++) {
            while (!sent.get(first).at().plus(span).isAfter(sent.get(i).at())) {
                first++;
            }
            most = Math.max(most, i - first + 1);
        }
        return most;
    }
}
