package io.broadsheet.bench;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Which share of answers misses the acknowledgement, by how long they are waited for, on the Slack
/// and the Discord of the tests.
@Command(
        name = "deferrals",
        description = "Measures which share of answers is deferred, by patience.",
        mixinStandardHelpOptions = true)
final class Deferrals implements Callable<Integer> {

    private static final List<String> WORDS =
            List.of(
                    "vision tokenizers",
                    "diffusion models video",
                    "graph neural networks",
                    "reinforcement learning human feedback",
                    "token pruning",
                    "speech recognition",
                    "large language model reasoning");

    @Option(names = "--papers", required = true, description = "A file of papers.")
    private Path papers = Path.of("");

    @Option(
            names = "--patience",
            split = ",",
            defaultValue = "6,25,50,100,250",
            description = "Milliseconds, separated by commas.")
    private List<Integer> patience = List.of();

    @Option(names = "--rate", defaultValue = "20", description = "Commands a second.")
    private int rate = 20;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each part takes.")
    private int seconds = 10;

    @Option(
            names = "--busy",
            defaultValue = "0",
            description = "How many threads keep the processors busy meanwhile.")
    private int busy;

    @Option(names = "--model", defaultValue = "none", description = "The embedding model.")
    private String model = "none";

    @Override
    public Integer call() throws Exception {
        CoreSettings settings =
                new CoreSettings(Files.createTempDirectory("bench"), List.of(papers), model, 2);
        try (BotCore core = BotCore.start(settings, Clock.systemUTC())) {
            if (!model.equals(CoreSettings.NO_MODEL)) {
                core.awaitMeaning(Duration.ofHours(1));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d papers, %d/s, %d s, %d busy threads%n",
                    core.papers(),
                    rate,
                    seconds,
                    busy);
            List<Thread> load = load();
            for (int millis : patience) {
                discord(core, Patience.ofMillis(millis));
                slack(core, Patience.ofMillis(millis));
            }
            load.forEach(Thread::interrupt);
        }
        return 0;
    }

    private List<Thread> load() {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < busy; i++) {
            threads.add(Thread.ofPlatform().daemon().start(Deferrals::compute));
        }
        return threads;
    }

    private static void compute() {
        double sum = 0;
        while (!Thread.currentThread().isInterrupted()) {
            for (int i = 1; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        if (sum < 0) {
            throw new IllegalStateException("roots are positive");
        }
    }

    private void discord(BotCore core, Patience waited) throws Exception {
        try (FakeDiscord discord = FakeDiscord.start()) {
            FakeServer server = discord.addServer("lab");
            DiscordConfig usual = discord.config();
            DiscordConfig config =
                    new DiscordConfig(
                            usual.token(),
                            usual.restUrl(),
                            usual.gatewayUrl(),
                            usual.shards(),
                            usual.crosspost(),
                            usual.heard(),
                            usual.zone(),
                            usual.administrators(),
                            waited);
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            config, core.conversation(), core.reachability(), Clock.systemUTC())) {
                ready(platform.awaitReady(Duration.ofMinutes(1)));
                IntFunction<FakeDiscordAnswer> command =
                        i -> {
                            String name =
                                    List.of("show", "trending", "search", "similar").get(i % 4);
                            Map<String, Object> options =
                                    switch (name) {
                                        case "show", "similar" -> Map.of("paper", "1");
                                        case "trending" -> Map.of("window", "month");
                                        default -> Map.of("words", words(i));
                                    };
                            return discord.slash(
                                    server, "general", discordPerson(i), "paper", name, options);
                        };
                measure(command, 3).forEach(FakeDiscordAnswer::message);
                List<FakeDiscordAnswer> answers = measure(command, seconds);
                answers.forEach(FakeDiscordAnswer::message);
                // Type 5 is a deferral (docs.discord.com, interaction callback type).
                report(
                        System.out,
                        "discord",
                        waited,
                        answers,
                        answer -> answer.first().getInt("type") == 5,
                        FakeDiscordAnswer::firstAfter,
                        FakeDiscordAnswer::visibleAfter);
            }
        }
    }

    private void slack(BotCore core, Patience waited) throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            SlackConfig config =
                    new SlackConfig(
                            slack.botToken(),
                            slack.appToken(),
                            "",
                            SlackConfig.Mode.SOCKET,
                            slack.apiUrl(),
                            ZoneOffset.UTC,
                            Set.of(),
                            waited);
            try (SlackPlatform platform =
                    SlackPlatform.start(config, core.conversation(), Clock.systemUTC())) {
                ready(platform.awaitReady(Duration.ofMinutes(1)));
                IntFunction<FakeSlackAnswer> command =
                        i -> {
                            String line =
                                    switch (i % 4) {
                                        case 0 -> "show 1";
                                        case 1 -> "trending month";
                                        case 2 -> "search " + words(i);
                                        default -> "similar 1";
                                    };
                            return slack.command(slackPerson(i), "general", line);
                        };
                measure(command, 3).forEach(FakeSlackAnswer::message);
                List<FakeSlackAnswer> answers = measure(command, seconds);
                answers.forEach(FakeSlackAnswer::message);
                report(
                        System.out,
                        "slack",
                        waited,
                        answers,
                        answer -> !answer.acknowledgement().has("text"),
                        FakeSlackAnswer::acknowledgedAfter,
                        FakeSlackAnswer::visibleAfter);
            }
        }
    }

    private static void ready(boolean is) {
        if (!is) {
            throw new IllegalStateException("the platform is not ready after a minute");
        }
    }

    private static FakeDiscord.Person discordPerson(int i) {
        return FakeDiscord.Person.named("person " + i % 50);
    }

    private static FakeSlack.Person slackPerson(int i) {
        return FakeSlack.Person.named("person " + i % 50);
    }

    /// Some words that were searched for before, and some that never were.
    private static String words(int i) {
        String words = WORDS.get(i % WORDS.size());
        return i % 8 < 4 ? words : words + " " + WORDS.get(i / 7 % 7).split(" ")[0] + " " + i;
    }

    /// Sends commands at a fixed rate, whether or not earlier ones are answered.
    private <A> List<A> measure(IntFunction<A> command, int forSeconds)
            throws InterruptedException {
        List<A> answers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < rate * forSeconds; i++) {
            long left = start + i * 1_000_000_000L / rate - System.nanoTime();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
            answers.add(command.apply(i));
        }
        return answers;
    }

    private static <A> void report(
            PrintStream out,
            String platform,
            Patience waited,
            List<A> answers,
            Predicate<A> deferred,
            ToLongFunction<A> first,
            ToLongFunction<A> visible) {
        out.printf(
                Locale.ROOT,
                "%-8s %4d ms  n %4d  deferred %5.1f %%  first p99 %6.1f  max %6.1f  visible p50 %6.1f  p99 %6.1f ms%n",
                platform,
                waited.answer().toMillis(),
                answers.size(),
                100.0 * answers.stream().filter(deferred).count() / answers.size(),
                at(answers, first, 0.99),
                at(answers, first, 1),
                at(answers, visible, 0.5),
                at(answers, visible, 0.99));
    }

    private static <A> double at(List<A> answers, ToLongFunction<A> time, double share) {
        long[] times = answers.stream().mapToLong(time).sorted().toArray();
        return times[(int) Math.min(times.length - 1L, Math.round(times.length * share))] / 1e6;
    }
}
