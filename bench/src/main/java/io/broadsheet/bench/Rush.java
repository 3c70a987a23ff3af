package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordConfig;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.FakeDiscord;
import io.broadsheet.discord.FakeDiscord.Answer;
import io.broadsheet.discord.FakeDiscord.Person;
import io.broadsheet.discord.FakeDiscord.Room;
import io.broadsheet.discord.FakeDiscord.Server;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Many channels whose editions are due in one minute, against the Discord of the tests with
/// Discord's limits: how long until all have theirs, how often Discord found it too much, and how
/// long people wait meanwhile.
@Command(
        name = "rush",
        description = "Measures many editions that are due in the same minute.",
        mixinStandardHelpOptions = true)
final class Rush implements Callable<Integer> {

    private static final String POSTS = "POST /channels/\\d+/messages";
    private static final String THREADS = "POST /channels/\\d+/messages/\\d+/threads";
    private static final int ROOMS = 5;

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
        try (FakeDiscord discord = FakeDiscord.start().enforceLimits()) {
            List<Server> servers = new ArrayList<>();
            List<String> rooms = IntStream.range(0, ROOMS).mapToObj(i -> "room" + i).toList();
            while (servers.size() * ROOMS < channels) {
                servers.add(discord.addServer("server " + servers.size(), rooms));
            }
            try (BotCore core =
                    BotCore.start(
                            new CoreSettings(home, List.of(papers), model, 1), Clock.systemUTC())) {
                if (!model.equals(CoreSettings.NO_MODEL)) {
                    core.awaitMeaning(Duration.ofHours(1));
                }
                core.reindex();
                rush(home, discord, servers, core);
            }
        }
        return 0;
    }

    private void rush(Path home, FakeDiscord discord, List<Server> servers, BotCore core)
            throws InterruptedException {
        try (DiscordPlatform platform =
                DiscordPlatform.start(
                        new DiscordConfig(
                                discord.token(),
                                discord.restUrl(),
                                Optional.of(discord.gatewayUrl()),
                                DiscordConfig.Shards.AUTOMATIC,
                                false,
                                ZoneOffset.UTC),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC())) {
            if (!platform.awaitReady(Duration.ofMinutes(5))) {
                throw new IllegalStateException(platform.health().detail());
            }
            // The bot says hello in every server; that is over first.
            await(
                    Duration.ofMinutes(10),
                    () -> discord.requests(POSTS) >= servers.size() || quiet(discord));
            Instant due =
                    Instant.now()
                            .plus(Duration.ofSeconds(90 + channels / 60))
                            .truncatedTo(ChronoUnit.MINUTES)
                            .plus(Duration.ofMinutes(1));
            try (Store store = Store.open(home)) {
                schedule(store, servers, due);
            }
            core.serve(platform);
            say(
                    "%,d papers, %,d channels of %,d servers, due at %s; it is %s",
                    core.papers(), channels, servers.size(), due, Instant.now());
            while (Duration.between(Instant.now(), due).compareTo(Duration.ofSeconds(65)) > 0) {
                Thread.sleep(100);
            }
            commands(discord, servers, 50, () -> false);
            report("before", commands(discord, servers, rate * 50, () -> false));
            while (Instant.now().isBefore(due)) {
                Thread.sleep(10);
            }
            long before = discord.requests(POSTS);
            long threads = discord.requests(THREADS);
            int tooMany = discord.tooMany();
            List<Answer> meanwhile =
                    commands(
                            discord,
                            servers,
                            Integer.MAX_VALUE,
                            () ->
                                    discord.requests(THREADS) - threads >= channels
                                            || Instant.now()
                                                    .isAfter(due.plus(Duration.ofHours(1))));
            double seconds = Duration.between(due, Instant.now()).toMillis() / 1e3;
            await(Duration.ofSeconds(30), () -> quiet(discord));
            report("meanwhile", meanwhile);
            double allowed = 2.0 * channels / 50;
            say(
                    "%,d editions and %,d threads after %.1f s; Discord's limit allows %.1f s: %.3f times",
                    discord.requests(POSTS) - before,
                    discord.requests(THREADS) - threads,
                    seconds,
                    allowed,
                    seconds / allowed);
            say(
                    "answers 429: %d, other offences: %s",
                    discord.tooMany() - tooMany, discord.violations());
        }
    }

    private void schedule(Store store, List<Server> servers, Instant due) {
        LocalTime time = LocalTime.ofInstant(due, ZoneOffset.UTC);
        List<PaperId> earlier =
                store.catalogue().dated(Instant.EPOCH, due, EARLIER).stream()
                        .map(Paper::id)
                        .toList();
        RandomGenerator random = new Random(1);
        List<Ledger.Posting> history = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            Server server = servers.get(i / ROOMS);
            Room room = server.room("room" + i % ROOMS);
            ChannelRef channel = new ChannelRef(Platform.DISCORD, server.id(), room.id());
            store.schedules()
                    .add(
                            channel,
                            room.name(),
                            new Schedule.Plan(
                                    new Cadence.Daily(time),
                                    ZoneOffset.UTC,
                                    i % 3 == 0
                                            ? Optional.empty()
                                            : Optional.of(TOPICS.get(i % TOPICS.size())),
                                    Schedule.Kind.PAPER,
                                    Optional.empty()),
                            new UserRef(Platform.DISCORD, "-", "1"),
                            Instant.now());
            for (int day = DAYS; day > 0; day--) {
                history.add(
                        new Ledger.Posting(
                                channel,
                                earlier.get(random.nextInt(earlier.size())),
                                due.minus(Duration.ofDays(day)),
                                Ledger.Occasion.EDITION));
            }
        }
        store.together(() -> history.forEach(store.ledger()::record));
    }

    /// Sends commands at the rate, whether or not earlier ones are answered.
    private List<Answer> commands(
            FakeDiscord discord, List<Server> servers, int most, BooleanSupplier done)
            throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < most && !done.getAsBoolean(); i++) {
            long left = start + i * 1_000_000_000L / rate - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            Server server = servers.get(i % servers.size());
            Person person = Person.named("person " + i % 50);
            answers.add(
                    switch (i % 4) {
                        case 0 ->
                                discord.slash(
                                        server,
                                        "room0",
                                        person,
                                        "paper",
                                        "search",
                                        Map.of(
                                                "words",
                                                TOPICS.get(i / 4 % TOPICS.size()) + " " + i));
                        case 1 ->
                                discord.slash(
                                        server,
                                        "room0",
                                        person,
                                        "paper",
                                        "search",
                                        Map.of("words", TOPICS.get(i / 4 % TOPICS.size())));
                        case 2 ->
                                discord.slash(
                                        server, "room0", person, "paper", "trending", Map.of());
                        default ->
                                discord.slash(server, "room0", person, "paper", "help", Map.of());
                    });
        }
        return answers;
    }

    private void report(String when, List<Answer> answers) throws InterruptedException {
        await(Duration.ofSeconds(20), () -> answers.stream().allMatch(Answer::answered));
        long silent = answers.stream().filter(answer -> !answer.answered()).count();
        if (silent > 0) {
            say("%-10s %,d commands had no answer within 20 s", when, silent);
        }
        long[] first = sorted(answers, Answer::firstAfter);
        long[] visible = sorted(answers, Answer::visibleAfter);
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

    private static long[] sorted(List<Answer> answers, ToLongFunction<Answer> time) {
        return answers.stream().filter(Answer::answered).mapToLong(time).sorted().toArray();
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))]
                        / 1e6;
    }

    /// Whether nothing has been asked of Discord for a while.
    private static boolean quiet(FakeDiscord discord) {
        int before = discord.requests().size();
        try {
            Thread.sleep(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return discord.requests().size() == before;
    }

    private static void await(Duration atMost, BooleanSupplier condition)
            throws InterruptedException {
        Instant end = Instant.now().plus(atMost);
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            Thread.sleep(100);
        }
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
