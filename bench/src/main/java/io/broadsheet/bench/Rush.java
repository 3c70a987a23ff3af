package io.broadsheet.bench;

import io.broadsheet.bench.RushedPlatform.Asked;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Ledger;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Many channels whose editions are due in one minute, against the Discord or the Slack of the
/// tests with its limits: how long until all have theirs, how often the platform found it too much,
/// and how long people wait meanwhile.
@Command(
        name = "rush",
        description = "Measures many editions that are due in the same minute.",
        mixinStandardHelpOptions = true)
final class Rush implements Callable<Integer> {

    /// The platforms that there are.
    enum On {
        DISCORD,
        SLACK
    }

    /// What channels had on so many days before is drawn from so many of the latest papers.
    private static final int DAYS = 10;

    private static final int EARLIER = 600;

    private static final List<String> TOPICS =
            List.of(
                    "vision tokenizers",
                    "diffusion models",
                    "graph neural networks",
                    "reinforcement learning",
                    "quantum error correction",
                    "speech recognition",
                    "large language models",
                    "robotics");

    @Option(
            names = "--papers",
            required = true,
            description = "A file of papers, as broadsheet import takes it.")
    private Path papers = Path.of("");

    @Option(
            names = "--platform",
            defaultValue = "DISCORD",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private On on = On.DISCORD;

    @Option(
            names = "--channels",
            defaultValue = "10000",
            description = "How many channels are due (default: ${DEFAULT-VALUE}).")
    private int channels = 10_000;

    @Option(
            names = "--rate",
            defaultValue = "5",
            description = "Commands a second, before and meanwhile (default: ${DEFAULT-VALUE}).")
    private int rate = 5;

    @Option(
            names = "--model",
            defaultValue = "none",
            description = "The embedding model, none for words alone.")
    private String model = "none";

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("rush");
        try (BotCore core =
                        BotCore.start(
                                new CoreSettings(home, List.of(papers), model, 1),
                                Clock.systemUTC());
                RushedPlatform platform =
                        switch (on) {
                            case DISCORD -> RushedDiscord.start(core, channels);
                            case SLACK -> RushedSlack.start(core, channels);
                        }) {
            if (!model.equals(CoreSettings.NO_MODEL)) {
                core.awaitMeaning(Duration.ofHours(1));
            }
            core.reindex();
            rush(home, platform, core);
        }
        return 0;
    }

    private void rush(Path home, RushedPlatform platform, BotCore core)
            throws InterruptedException {
        Instant due =
                Instant.now()
                        .plus(Duration.ofSeconds(90 + channels / 60))
                        .truncatedTo(ChronoUnit.MINUTES)
                        .plus(Duration.ofMinutes(1));
        try (Store store = Store.open(home)) {
            schedule(store, platform.channels(), due);
        }
        core.serve(platform.bot());
        say(
                "%,d papers, %,d channels of %,d %s, due at %s; it is %s",
                core.papers(),
                channels,
                platform.channels().stream().map(ChannelRef::workspace).distinct().count(),
                on == On.DISCORD ? "servers" : "workspaces",
                due,
                Instant.now());
        while (Duration.between(Instant.now(), due).compareTo(Duration.ofSeconds(65)) > 0) {
            Thread.sleep(100);
        }
        commands(platform, 50, () -> false);
        report("before", commands(platform, rate * 50, () -> false));
        while (Instant.now().isBefore(due)) {
            Thread.sleep(10);
        }
        long before = platform.requests();
        long editions = platform.editions();
        int tooMany = platform.tooMany();
        Instant latest = due.plus(Duration.ofHours(1));
        List<Asked> meanwhile =
                commands(
                        platform,
                        Integer.MAX_VALUE,
                        () ->
                                platform.editions() - editions >= channels
                                        || Instant.now().isAfter(latest));
        double seconds = Duration.between(due, Instant.now()).toMillis() / 1e3;
        platform.awaitQuiet();
        report("meanwhile", meanwhile);
        double allowed = platform.allowed(channels).toMillis() / 1e3;
        say(
                "%,d editions with a discussion after %.1f s, %,d requests; the limit allows %.1f s: %.3f times",
                platform.editions() - editions,
                seconds,
                platform.requests() - before,
                allowed,
                seconds / allowed);
        say(
                "answers 429: %d, other offences: %s",
                platform.tooMany() - tooMany, platform.violations());
    }

    private void schedule(Store store, List<ChannelRef> refs, Instant due) {
        LocalTime time = LocalTime.ofInstant(due, ZoneOffset.UTC);
        List<PaperId> earlier =
                store.catalogue().dated(Instant.EPOCH, due, EARLIER).stream()
                        .map(Paper::id)
                        .toList();
        RandomGenerator random = new Random(1);
        List<Ledger.LedgerEntry> history = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            ChannelRef channel = refs.get(i);
            store.schedules()
                    .add(
                            channel,
                            "room" + i,
                            new Schedule.Plan(
                                    new Cadence.Daily(time),
                                    ZoneOffset.UTC,
                                    i % 3 == 0
                                            ? Optional.empty()
                                            : Optional.of(TOPICS.get(i % TOPICS.size())),
                                    Schedule.EditionKind.PAPER,
                                    Optional.empty()),
                            new UserRef(channel.platform(), channel.workspace(), "1"),
                            Instant.now());
            for (int day = DAYS; day > 0; day--) {
                history.add(
                        new Ledger.LedgerEntry(
                                channel,
                                earlier.get(random.nextInt(earlier.size())),
                                due.minus(Duration.ofDays(day)),
                                Ledger.Occasion.EDITION));
            }
        }
        store.together(() -> history.forEach(store.ledger()::record));
    }

    /// Sends commands at the rate, whether or not earlier ones are answered.
    private List<Asked> commands(RushedPlatform platform, int most, BooleanSupplier done)
            throws InterruptedException {
        List<Asked> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < most && !done.getAsBoolean(); i++) {
            long left = start + i * 1_000_000_000L / rate - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            String topic = TOPICS.get(i / 4 % TOPICS.size());
            answers.add(
                    switch (i % 4) {
                        case 0 -> platform.ask(i, "search", topic + " " + i);
                        case 1 -> platform.ask(i, "search", topic);
                        case 2 -> platform.ask(i, "trending", "");
                        default -> platform.ask(i, "help", "");
                    });
        }
        return answers;
    }

    private void report(String when, List<Asked> answers) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!answers.stream().allMatch(Rush::isAnswered) && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
        long silent = answers.stream().filter(answer -> !isAnswered(answer)).count();
        if (silent > 0) {
            say("%-10s %,d commands had no answer within 20 s", when, silent);
        }
        long[] first = sorted(answers, each -> each.firstAfter().getAsLong());
        long[] visible = sorted(answers, each -> each.visibleAfter().getAsLong());
        say(
                "%-10s n %,6d  first response p50 %6.1f p99 %6.1f ms, visible answer p50 %6.1f p99 %6.1f max %6.1f ms",
                when,
                answers.size(),
                at(first, 0.5),
                at(first, 0.99),
                at(visible, 0.5),
                at(visible, 0.99),
                Arrays.stream(visible).max().orElse(0) / 1e6);
    }

    private static boolean isAnswered(Asked asked) {
        return asked.answered().getAsBoolean();
    }

    private static long[] sorted(List<Asked> answers, ToLongFunction<Asked> time) {
        return answers.stream().filter(Rush::isAnswered).mapToLong(time).sorted().toArray();
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))]
                        / 1e6;
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
