package io.broadsheet.bench;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How long people wait on Discord, from the gateway's event to the first response and to what they
/// see, beside a bot that does nothing but answer, in the same process against the same Discord of
/// the tests.
@Command(
        name = "discord",
        description = "Measures the time from an interaction to its answer.",
        mixinStandardHelpOptions = true)
final class DiscordSpeed implements Callable<Integer> {

    private static final List<String> WORDS =
            List.of(
                    "vision tokenizers",
                    "diffusion models video",
                    "graph neural networks",
                    "reinforcement learning human feedback",
                    "dark matter halo",
                    "quantum error correction",
                    "token pruning",
                    "speech recognition",
                    "protein folding",
                    "large language model reasoning");

    @Option(
            names = "--papers",
            required = true,
            description = "A file of papers, as broadsheet import takes it.")
    private Path papers = Path.of("");

    @Option(names = "--rate", defaultValue = "50", description = "Interactions a second.")
    private int rate = 50;

    @Option(names = "--seconds", defaultValue = "30", description = "How long each part takes.")
    private int seconds = 30;

    @Option(
            names = "--model",
            defaultValue = "none",
            description = "The embedding model, none for words alone.")
    private String model = "none";

    private int unheard;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Path home = Files.createTempDirectory("bench");
        try (FakeDiscord discord = FakeDiscord.start();
                BotCore core =
                        BotCore.start(
                                new CoreSettings(home, List.of(papers), model, 2),
                                Clock.systemUTC())) {
            if (!model.equals(CoreSettings.NO_MODEL)) {
                core.awaitMeaning(Duration.ofHours(1));
            }
            FakeServer server = discord.addServer("lab");
            out.printf(Locale.ROOT, "%d papers, %d/s, %d s%n", core.papers(), rate, seconds);
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            discord.config(),
                            core.conversation(),
                            core.reachability(),
                            Clock.systemUTC())) {
                if (!platform.awaitReady(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(platform.health().detail());
                }
                measure(discord, server, 10);
                report(out, "broadsheet", measure(discord, server, seconds));
            }
            JDA empty = empty(discord);
            try {
                empty.awaitReady();
                measure(discord, server, 5);
                report(out, "empty handler", measure(discord, server, seconds));
            } finally {
                empty.shutdown();
            }
            if (!discord.violations().isEmpty()) {
                throw new IllegalStateException(discord.violations().getFirst());
            }
        }
        return 0;
    }

    /// @param command the command's name, empty where an option was completed
    private record Sample(String command, FakeDiscordAnswer answer) {

        boolean completion() {
            return command.isEmpty();
        }
    }

    /// Sends interactions at a fixed rate, whether or not earlier ones are answered.
    private List<Sample> measure(FakeDiscord discord, FakeServer server, int forSeconds)
            throws InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        int count = rate * forSeconds;
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            long left = due - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            Person person = Person.named("person " + i % 50);
            String words = WORDS.get(i % WORDS.size());
            samples.add(
                    switch (i % 5) {
                        case 0 ->
                                new Sample(
                                        "",
                                        discord.complete(
                                                server,
                                                "general",
                                                person,
                                                "show",
                                                "paper",
                                                words.substring(0, 4 + i % 4)));
                        case 1 -> slash(discord, server, person, "show", Map.of("paper", "1"));
                        case 2 ->
                                slash(
                                        discord,
                                        server,
                                        person,
                                        "trending",
                                        Map.of("window", "month"));
                        case 3 -> slash(discord, server, person, "search", Map.of("words", words));
                        default ->
                                slash(
                                        discord,
                                        server,
                                        person,
                                        "search",
                                        Map.of("words", unheard()));
                    });
        }
        for (Sample sample : samples) {
            sample.answer().first();
            if (!sample.completion()) {
                sample.answer().message();
            }
        }
        return samples;
    }

    /// A search that nobody made before, so that no answer is remembered.
    private String unheard() {
        int serial = unheard++;
        return WORDS.get(serial % 10)
                + " "
                + WORDS.get(serial / 10 % 10).split(" ")[0]
                + " "
                + WORDS.get(serial / 100 % 10).split(" ")[1]
                + " "
                + WORDS.get(serial / 1_000 % 10).split(" ")[0];
    }

    private static Sample slash(
            FakeDiscord discord,
            FakeServer server,
            Person person,
            String command,
            Map<String, Object> options) {
        return new Sample(
                command, discord.slash(server, "general", person, "paper", command, options));
    }

    private static void report(PrintStream out, String what, List<Sample> samples) {
        Predicate<Sample> commands = sample -> !sample.completion();
        print(out, what + ", first response", samples, commands, FakeDiscordAnswer::firstAfter);
        print(out, what + ", visible answer", samples, commands, FakeDiscordAnswer::visibleAfter);
        for (String command : List.of("search", "show", "trending")) {
            print(
                    out,
                    "    " + command + ", visible",
                    samples,
                    sample -> sample.command().equals(command),
                    FakeDiscordAnswer::visibleAfter);
        }
        print(
                out,
                what + ", autocomplete",
                samples,
                Sample::completion,
                FakeDiscordAnswer::firstAfter);
    }

    private static void print(
            PrintStream out,
            String what,
            List<Sample> samples,
            Predicate<Sample> which,
            ToLongFunction<FakeDiscordAnswer> time) {
        long[] times =
                samples.stream()
                        .filter(which)
                        .map(Sample::answer)
                        .mapToLong(time)
                        .sorted()
                        .toArray();
        out.printf(
                Locale.ROOT,
                "%-32s n %5d  p50 %6.1f  p90 %6.1f  p99 %6.1f  max %6.1f ms%n",
                what,
                times.length,
                at(times, 0.5),
                at(times, 0.9),
                at(times, 0.99),
                Arrays.stream(times).max().orElse(0) / 1e6);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }

    /// A bot that answers everything with one word.
    private static JDA empty(FakeDiscord discord) {
        return JDABuilder.createLight(discord.token(), List.of())
                .setRestConfig(new RestConfig().setBaseUrl(discord.restUrl().toString()))
                .setSessionController(
                        new ConcurrentSessionController() {
                            @Override
                            public String getGateway() {
                                return discord.gatewayUrl().toString();
                            }
                        })
                .addEventListeners(
                        new ListenerAdapter() {
                            @Override
                            public void onSlashCommandInteraction(
                                    SlashCommandInteractionEvent event) {
                                event.reply(
                                                new MessageCreateBuilder()
                                                        .useComponentsV2()
                                                        .setComponents(TextDisplay.of("ok"))
                                                        .setAllowedMentions(Set.of())
                                                        .build())
                                        .setEphemeral(true)
                                        .queue();
                            }

                            @Override
                            public void onCommandAutoCompleteInteraction(
                                    CommandAutoCompleteInteractionEvent event) {
                                event.replyChoices().queue();
                            }
                        })
                .build();
    }
}
