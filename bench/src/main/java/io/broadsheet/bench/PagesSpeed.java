package io.broadsheet.bench;

import io.broadsheet.app.WebWiring;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PictureHosts;
import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.recommend.Window;
import io.broadsheet.web.Website;
import io.broadsheet.web.page.PaperAddress;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How long readers wait for pages and feeds, over HTTP from the moment a request was due, beside
/// the style sheet, which costs nothing to make, in the same run. Nobody's browser keeps anything:
/// each request is answered whole.
@Command(
        name = "pages",
        description = "Measures pages and feeds under a steady rate of requests.",
        mixinStandardHelpOptions = true)
final class PagesSpeed implements Callable<Integer> {

    @Option(
            names = "--papers",
            required = true,
            description = "A file of papers, as broadsheet import takes it.")
    private Path papers = Path.of("");

    @Option(names = "--rate", defaultValue = "60", description = "Requests a second.")
    private int rate = 60;

    @Option(names = "--seconds", defaultValue = "60", description = "How long it takes.")
    private int seconds = 60;

    private static final int ANSWERS = 2_000;

    private final Random random = new Random(1);

    private record Timed(String kind, double millis) {}

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        // The server closes what is idle for ten seconds.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
        Path home = Files.createTempDirectory("bench");
        Clock clock = Clock.systemUTC();
        try (BotCore core =
                BotCore.start(
                        new CoreSettings(home, List.of(papers), CoreSettings.NO_MODEL, 1), clock)) {
            SiteSettings settings =
                    new SiteSettings(
                            Optional.of(URI.create("http://localhost")),
                            true,
                            Integer.MAX_VALUE,
                            List.of(),
                            PictureHosts.ALL);
            PublicCatalogue catalogue = core.publication().catalogue();
            Site site = Website.of(settings, core.publication(), clock);
            try (HttpServer server =
                            WebWiring.serve(site, new Listener("127.0.0.1", 0, "web.port"), clock);
                    HttpClient client =
                            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                List<Paper> known =
                        catalogue.trending(Window.ALL_TIME, Optional.empty(), false).papers();
                out.printf(Locale.ROOT, "%d papers, %d/s, %d s%n", core.papers(), rate, seconds);
                run(client, server.port(), known, 20);
                List<Timed> timed = run(client, server.port(), known, seconds);
                report(out, timed);
                processorTime(out, site, known);
            }
        }
        return 0;
    }

    /// Sends requests at a fixed rate, whether or not earlier ones are answered, and counts from
    /// when each was due.
    private List<Timed> run(HttpClient client, int port, List<Paper> known, int forSeconds)
            throws InterruptedException {
        ConcurrentLinkedQueue<Timed> timed = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        int count = rate * forSeconds;
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                long due = start + i * 1_000_000_000L / rate;
                long left = due - System.nanoTime();
                if (left > 0) {
                    Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
                }
                Map.Entry<String, String> asked = asked(i, known);
                pool.execute(() -> {
                    try {
                        HttpResponse<byte[]> response =
                                client.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                "http://127.0.0.1:"
                                                                        + port
                                                                        + asked.getValue()))
                                                .header("Accept-Encoding", "gzip")
                                                .build(),
                                        HttpResponse.BodyHandlers.ofByteArray());
                        if (response.statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                        timed.add(new Timed(asked.getKey(), (System.nanoTime() - due) / 1e6));
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        if (failed.get() > 0) {
            System.out.println(failed + " requests were not answered");
        }
        return List.copyOf(timed);
    }

    /// What an answer costs apart from its way over HTTP, one after the other.
    private void processorTime(PrintStream out, Site site, List<Paper> known) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<String, List<Double>> byKind = new TreeMap<>();
        for (int i = 0; i < ANSWERS; i++) {
            Map.Entry<String, String> asked = asked(i, known);
            URI uri = URI.create(asked.getValue());
            long before = threads.getCurrentThreadCpuTime();
            site.answer(
                    new WebRequest(
                            "GET",
                            uri.getRawPath(),
                            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
                            Map.of("accept-encoding", List.of("gzip")),
                            new byte[0],
                            "192.0.2.1"));
            byKind.computeIfAbsent(asked.getKey(), _ -> new ArrayList<>())
                    .add((threads.getCurrentThreadCpuTime() - before) / 1e6);
        }
        out.printf(Locale.ROOT, "%n%-16s %8s%n", "ms of processor", "mean");
        byKind.forEach((kind, millis) ->
                out.printf(
                        Locale.ROOT,
                        "%-16s %8.2f%n",
                        kind,
                        millis.stream().mapToDouble(Double::doubleValue).average().orElse(0)));
    }

    /// What readers ask for: mostly what is trending and papers, every fifth a search that nobody
    /// asked before, every tenth a feed.
    private Map.Entry<String, String> asked(int number, List<Paper> known) {
        Paper paper = known.get(random.nextInt(known.size()));
        return switch (number % 10) {
            case 0, 1, 2 ->
                    Map.entry(
                            "trending",
                            List.of("/", "/?window=day", "/?window=month&in=cs.CV", "/?page=2")
                                    .get(random.nextInt(4)));
            case 3, 4, 5 -> Map.entry("paper", PaperAddress.path(paper.id()));
            case 6, 7 ->
                    Map.entry(
                            "search",
                            "/search?q=" + URLEncoder.encode(words(paper), StandardCharsets.UTF_8));
            case 8 -> Map.entry("feed", "/feeds/trending/week/atom.xml");
            default -> Map.entry("nothing to make", "/icon.svg");
        };
    }

    private String words(Paper paper) {
        List<String> words = new ArrayList<>(Arrays.asList(paper.title().split("\\W+")));
        java.util.Collections.shuffle(words, random);
        return String.join(" ", words.subList(0, Math.min(3, words.size())));
    }

    private static void report(PrintStream out, List<Timed> timed) {
        Map<String, List<Double>> byKind = new TreeMap<>();
        timed.forEach(each -> {
            byKind.computeIfAbsent(each.kind(), _ -> new ArrayList<>()).add(each.millis());
            byKind.computeIfAbsent("all", _ -> new ArrayList<>()).add(each.millis());
        });
        out.printf(Locale.ROOT, "%-16s %8s %8s %8s %8s%n", "ms", "count", "p50", "p99", "max");
        byKind.forEach((kind, millis) -> {
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            out.printf(
                    Locale.ROOT,
                    "%-16s %8d %8.1f %8.1f %8.1f%n",
                    kind,
                    sorted.length,
                    sorted[sorted.length / 2],
                    sorted[(int) (sorted.length * .99)],
                    sorted[sorted.length - 1]);
        });
    }
}
