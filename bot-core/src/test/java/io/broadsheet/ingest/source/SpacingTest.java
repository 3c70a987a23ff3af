package io.broadsheet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.ingest.source.FaultySource.Request;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several processes that ask one source, as its server sees them. `-Dspacing.millis=3000
/// -Dspacing.papers=10` measures at arXiv's own pace.
@Timeout(value = 10 * 60)
class SpacingTest {

    private static final int PROCESSES = 3;
    private static final long SPACING = Long.getLong("spacing.millis", 250);
    private static final int PAPERS = Integer.getInteger("spacing.papers", 4);

    @TempDir Path directory;

    @Test
    void threeProcessesOnAFileKeepTheSpacing() throws Exception {
        Store.open(directory).close();
        keepTheSpacing(directory.toString());
    }

    @Test
    void threeProcessesOnPostgresKeepTheSpacing() throws Exception {
        PostgresAddress address = PostgresServer.SHARED.address(directory);
        keepTheSpacing(address.port() + " " + address.database());
    }

    private static void keepTheSpacing(String store) throws Exception {
        try (FaultySource server =
                new FaultySource(request ->
                        Page.of(
                                SourceAnswers.api(
                                        SourceAnswers.apiEntry(
                                                SourceAnswers.parameters(request).get("id_list"),
                                                1,
                                                "A paper",
                                                ""))))) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(store, server, i * PAPERS));
            }
            for (Process process : processes) {
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).isZero();
                assertThat(said.lines()).hasSize(PAPERS).containsOnly("Found");
            }
            List<Long> times = server.requests().stream().map(Request::nanos).sorted().toList();
            assertThat(times).hasSize(PROCESSES * PAPERS);
            long least = Long.MAX_VALUE;
            for (int i = 1; i < times.size(); i++) {
                least = Math.min(least, times.get(i) - times.get(i - 1));
            }
            System.out.printf(
                    "%d requests of %d processes: at least %d ms apart (asked for: %d), %d ms on"
                            + " average%n",
                    times.size(),
                    PROCESSES,
                    least / 1_000_000,
                    SPACING,
                    (times.getLast() - times.getFirst()) / (times.size() - 1) / 1_000_000);
            assertThat(Duration.ofNanos(least))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(SPACING).minusMillis(2));
            assertThat(server.mostAtOnce()).isEqualTo(1);
        }
    }

    private static Process start(String store, FaultySource server, int first) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dlogback.configurationFile=logback-test.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AskingProcess.class.getName(),
                        store,
                        Integer.toString(server.uri("").getPort()),
                        Long.toString(SPACING),
                        Integer.toString(PAPERS),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
