package io.broadsheet.bench;

import io.broadsheet.discord.fake.FakeDiscord;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Causes one fault after another.
final class ChaosFaults {

    /// What can go wrong.
    enum Fault {
        KILLED,
        KILLED_TWICE,
        DISK_FULL,
        READ_ONLY_START,
        DATABASE_STOPPED,
        CLOCK_AHEAD,
        CLOCK_BEHIND,
        SOURCE_FAILING,
        TOO_FAST,
        ERRORS,
        CONNECTIONS_CUT
    }

    /// What faults are caused to.
    record Victims(
            ChaosProcess bot,
            ChaosHome home,
            ChaosDatabase database,
            SteppedClock clock,
            FaultySource source,
            FakeDiscord discord) {}

    private static final String POSTS = "POST /channels/\\d+/messages";
    private static final String ANYTHING = "(?:POST|PATCH|PUT) /channels/.*";

    private final Victims victims;
    private final RandomGenerator random;
    private final PrintStream out;
    private final Map<Fault, Integer> caused = new EnumMap<>(Fault.class);
    private final Instant begun = Instant.now();

    ChaosFaults(Victims victims, RandomGenerator random, PrintStream out) {
        this.victims = victims;
        this.random = random;
        this.out = out;
    }

    void causeUntil(Instant end) throws IOException, InterruptedException {
        List<Fault> bag = new ArrayList<>();
        while (Instant.now().isBefore(end)) {
            // Each comes as often as every other.
            if (bag.isEmpty()) {
                bag.addAll(List.of(Fault.values()));
            }
            Fault fault = bag.remove(random.nextInt(bag.size()));
            pause(4, 12);
            if (cause(fault)) {
                caused.merge(fault, 1, Integer::sum);
                out.printf(
                        Locale.ROOT,
                        "%5d s  %s%n",
                        Duration.between(begun, Instant.now()).toSeconds(),
                        fault);
            }
        }
        recover();
    }

    /// @return whether it could be caused here
    private boolean cause(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case KILLED -> killed(1);
            case KILLED_TWICE -> killed(2);
            case DISK_FULL -> diskFull();
            case READ_ONLY_START -> readOnlyStart();
            case DATABASE_STOPPED -> databaseStopped();
            case CLOCK_AHEAD -> stepped(Duration.ofMinutes(1 + random.nextInt(90)));
            case CLOCK_BEHIND -> stepped(Duration.ofMinutes(-1 - random.nextInt(90)));
            case SOURCE_FAILING -> sourceFailing();
            case TOO_FAST -> {
                victims.discord().limit(POSTS, 8, 2, random.nextBoolean());
                yield true;
            }
            case ERRORS -> {
                victims.discord().refuse(ANYTHING, 8, 502, 0, "Bad Gateway");
                yield true;
            }
            case CONNECTIONS_CUT -> {
                victims.discord().cut(POSTS, 6);
                yield true;
            }
        };
    }

    private boolean killed(int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            victims.bot().kill();
            pause(0, 5);
            victims.bot().start();
            Thread.sleep(random.nextInt(1_500));
        }
        return true;
    }

    private boolean diskFull() throws IOException, InterruptedException {
        if (!victims.home().isMounted()) {
            return false;
        }
        victims.home().fill();
        pause(8, 20);
        victims.home().empty();
        return true;
    }

    /// A disk that the system mounted read-only after a fault, and a bot that is started on it.
    private boolean readOnlyStart() throws IOException, InterruptedException {
        if (!victims.home().isMounted()) {
            return false;
        }
        victims.bot().kill();
        if (!victims.home().readOnly(true)) {
            victims.bot().start();
            return false;
        }
        victims.bot().start();
        pause(3, 8);
        victims.bot().kill();
        victims.home().readOnly(false);
        victims.bot().start();
        return true;
    }

    private boolean databaseStopped() throws IOException, InterruptedException {
        if (!victims.database().stop()) {
            return false;
        }
        pause(5, 20);
        victims.database().start();
        return true;
    }

    private boolean stepped(Duration ahead) throws InterruptedException {
        victims.clock().step(ahead.toMillis());
        pause(5, 20);
        victims.clock().step(0);
        return true;
    }

    private boolean sourceFailing() throws InterruptedException {
        FaultySource.Mood[] moods = FaultySource.Mood.values();
        victims.source().mood(moods[1 + random.nextInt(moods.length - 1)]);
        pause(5, 15);
        victims.source().mood(FaultySource.Mood.NOTHING_NEW);
        return true;
    }

    /// Nothing goes wrong any more.
    private void recover() throws IOException, InterruptedException {
        victims.clock().step(0);
        victims.source().mood(FaultySource.Mood.NOTHING_NEW);
        if (!victims.bot().isAlive()) {
            victims.bot().kill();
            victims.bot().start();
        }
    }

    private void pause(int from, int to) throws InterruptedException {
        Thread.sleep(1_000L * random.nextInt(from, to + 1));
    }

    void report() {
        out.println("Caused: " + caused);
    }
}
