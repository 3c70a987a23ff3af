package io.broadsheet.bench;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.app.http.Mount;
import io.broadsheet.app.http.Probes;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.interaction.Patience;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackEndpoint;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How long people wait on Slack, from the signed request to its acknowledgement and to what they
/// see, beside an app that does nothing but answer, in the same process against the same Slack of
/// the tests.
@Command(
        name = "slack",
        description = "Measures the time from a request to its answer.",
        mixinStandardHelpOptions = true)
final class SlackSpeed implements Callable<Integer> {

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

    private static final Probes NO_PROBES =
            new Probes() {
                @Override
                public Finding alive() {
                    return new Finding(true, List.of());
                }

                @Override
                public Finding ready() {
                    return new Finding(true, List.of());
                }

                @Override
                public String metrics() {
                    return "";
                }
            };

    @Option(
            names = "--papers",
            required = true,
            description = "A file of papers, as broadsheet import takes it.")
    private Path papers = Path.of("");

    @Option(names = "--rate", defaultValue = "50", description = "Requests a second.")
    private int rate = 50;

    @Option(names = "--seconds", defaultValue = "30", description = "How long each part takes.")
    private int seconds = 30;

    @Option(
            names = "--model",
            defaultValue = "none",
            description = "The embedding model, none for words alone.")
    private String model = "none";

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Path home = Files.createTempDirectory("bench");
        try (FakeSlack slack = FakeSlack.start();
                BotCore core =
                        BotCore.start(
                                new CoreSettings(home, List.of(papers), model, 2),
                                Clock.systemUTC())) {
            if (!model.equals(CoreSettings.NO_MODEL)) {
                core.awaitMeaning(Duration.ofHours(1));
            }
            out.printf(Locale.ROOT, "%d papers, %d/s, %d s%n", core.papers(), rate, seconds);
            try (SlackPlatform platform = platform(slack, core);
                    HttpServer server =
                            serve(slack, broadsheet(platform.endpoint().orElseThrow()))) {
                if (!platform.awaitReady(Duration.ofMinutes(1))) {
                    throw new IllegalStateException(platform.health().detail());
                }
                measure(slack, 10);
                report(out, "broadsheet, port " + server.port(), measure(slack, seconds));
            }
            try (HttpServer server = serve(slack, empty(slack))) {
                measure(slack, 5);
                report(out, "empty handler, port " + server.port(), measure(slack, seconds));
            }
            if (!slack.violations().isEmpty()) {
                throw new IllegalStateException(slack.violations().getFirst());
            }
        }
        return 0;
    }

    private static SlackPlatform platform(FakeSlack slack, BotCore core) {
        return SlackPlatform.start(
                new SlackConfig(
                        slack.botToken(),
                        "",
                        slack.signingSecret(),
                        SlackConfig.Mode.HTTP,
                        slack.apiUrl(),
                        ZoneOffset.UTC,
                        Set.of(),
                        Patience.USUAL),
                core.conversation(),
                Clock.systemUTC());
    }

    /// The server of the bot itself, with one path on it.
    private static HttpServer serve(FakeSlack slack, Mount.Handler handler) {
        HttpServer server =
                HttpServer.start(
                        new Listener("127.0.0.1", 0, "port"),
                        Optional.empty(),
                        NO_PROBES,
                        List.of(new Mount("/slack/events", handler)),
                        Clock.systemUTC());
        slack.callAt(URI.create("http://127.0.0.1:" + server.port() + "/slack/events"));
        return server;
    }

    private static Mount.Handler broadsheet(SlackEndpoint endpoint) {
        return request -> {
            SlackEndpoint.Response answer =
                    endpoint.answer(
                            new SlackEndpoint.Request(
                                    request.method(),
                                    request.path(),
                                    request.headers(),
                                    request.body(),
                                    request.peer()));
            return response(answer.status(), answer.contentType(), answer.body());
        };
    }

    /// An app that answers everything with one word.
    private static Mount.Handler empty(FakeSlack slack) {
        com.slack.api.SlackConfig config = new com.slack.api.SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl().toString());
        config.setProxyUrl(null);
        config.getMethodsConfig().setStatsEnabled(false);
        AppConfig bolt =
                AppConfig.builder()
                        .slack(Slack.getInstance(config))
                        .singleTeamBotToken(slack.botToken())
                        .signingSecret(slack.signingSecret())
                        .authTestCacheEnabled(true)
                        .build();
        App app = new App(bolt);
        app.command("/paper", (_, context) -> context.ack("ok"));
        app.start();
        SlackRequestParser parser = new SlackRequestParser(bolt);
        return request -> {
            try {
                var answer =
                        app.run(
                                parser.parse(
                                        SlackRequestParser.HttpRequest.builder()
                                                .requestUri(request.path())
                                                .queryString(Map.of())
                                                .headers(new RequestHeaders(request.headers()))
                                                .requestBody(
                                                        new String(
                                                                request.body(),
                                                                StandardCharsets.UTF_8))
                                                .remoteAddress(request.peer())
                                                .build()));
                return response(
                        answer.getStatusCode(),
                        answer.getContentType(),
                        answer.getBody() == null ? "" : answer.getBody());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Mount.Response response(int status, String type, String body) {
        return new Mount.Response(
                status,
                body.isEmpty() ? Map.of() : Map.of("content-type", List.of(type)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends commands at a fixed rate, whether or not earlier ones are answered.
    private List<FakeSlackAnswer> measure(FakeSlack slack, int forSeconds)
            throws InterruptedException {
        List<FakeSlackAnswer> answers = new ArrayList<>();
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
            answers.add(
                    switch (i % 5) {
                        case 0 -> next(slack, person, answers, words);
                        case 1 -> slack.command(person, "general", "show 1");
                        case 2 -> slack.command(person, "general", "trending month");
                        default -> slack.command(person, "general", "search " + words);
                    });
        }
        for (FakeSlackAnswer answer : answers) {
            FakeSlack.await("the acknowledgement", () -> answer.acknowledgedAfter() > 0);
            answer.message();
        }
        return answers;
    }

    /// A press of Next in a list that is there, or another search.
    private static FakeSlackAnswer next(
            FakeSlack slack, Person person, List<FakeSlackAnswer> answers, String words) {
        if (answers.size() > 50) {
            FakeSlackAnswer earlier = answers.get(answers.size() - 27);
            if (earlier.answered()) {
                Message list = earlier.message();
                if (list.buttons().containsKey("Next")) {
                    return slack.press(person, list, "Next");
                }
            }
        }
        return slack.command(person, "general", "search " + words);
    }

    private static void report(PrintStream out, String what, List<FakeSlackAnswer> answers) {
        print(out, what + ", acknowledged", answers, FakeSlackAnswer::acknowledgedAfter);
        print(out, what + ", visible", answers, FakeSlackAnswer::visibleAfter);
    }

    private static void print(
            PrintStream out,
            String what,
            List<FakeSlackAnswer> answers,
            ToLongFunction<FakeSlackAnswer> time) {
        long[] times = answers.stream().mapToLong(time).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "%-40s n %5d  p50 %6.1f  p90 %6.1f  p99 %6.1f  max %6.1f ms%n",
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
}
