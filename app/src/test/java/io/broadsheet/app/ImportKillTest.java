package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.store.Store;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An import that is killed again and again and goes on ends where an undisturbed one does.
class ImportKillTest {

    private static final int PAPERS = 12_000;
    private static final int KILLS = 4;

    @TempDir private Path directory;

    @Test
    void aKilledImportGoesOnToTheSameCatalogue() throws Exception {
        Path file = directory.resolve("papers.jsonl");
        write(file);
        Path undisturbed = directory.resolve("undisturbed");
        assertThat(start(undisturbed, file).waitFor(120, TimeUnit.SECONDS)).isTrue();
        Map<String, String> expected = catalogue(undisturbed);
        assertThat(expected).hasSizeGreaterThan(PAPERS / 2);

        Random random = new Random(20261124);
        Path disturbed = directory.resolve("disturbed");
        int killed = 0;
        int interrupted = 0;
        while (killed < KILLS) {
            Process process = start(disturbed, file);
            if (!process.waitFor(1_200 + random.nextInt(900), TimeUnit.MILLISECONDS)) {
                interrupted++;
            }
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            killed++;
        }
        assertThat(interrupted).as("imports that were really interrupted").isPositive();
        Process last = start(disturbed, file);
        assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(last.exitValue()).isZero();

        Map<String, String> found = catalogue(disturbed);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(expected.keySet())
                .filteredOn(id -> !expected.get(id).equals(found.get(id)))
                .as("papers that differ")
                .isEmpty();
    }

    /// Everything the catalogue says of each paper but when it came in, by id.
    private static Map<String, String> catalogue(Path home) {
        Map<String, String> papers = new TreeMap<>();
        try (Store store = Store.open(home)) {
            long reached = 0;
            while (true) {
                List<Catalogue.Change> changes = store.catalogue().changesAfter(reached, 2_000);
                if (changes.isEmpty()) {
                    return papers;
                }
                reached = changes.getLast().sequence();
                for (Catalogue.Change change : changes) {
                    papers.put(
                            change.id().toString(),
                            change.paper()
                                    .map(Paper::toString)
                                    .orElse("merged")
                                    .replaceFirst(", added=.*", ""));
                }
            }
        }
    }

    /// Lines of arXiv's snapshot, some of which tell of a paper again, in a newer version.
    private static void write(Path file) throws IOException {
        Random random = new Random(5);
        String[] words = {
            "sparse", "attention", "graph", "diffusion", "policy", "kernel", "quantum", "protein",
            "speech", "lattice", "token", "robust", "causal", "neural", "optimal", "bayesian"
        };
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < PAPERS; i++) {
                int number = random.nextInt(20) == 0 ? random.nextInt(i + 1) : i;
                List<String> said = new ArrayList<>();
                for (int j = 0; j < 60; j++) {
                    said.add(words[random.nextInt(words.length)]);
                }
                out.write(
                        """
                        {"id":"%04d.%05d","title":"%s %d","authors":"Ana Example and Cleo Sample","categories":"cs.LG","abstract":"%s","versions":[{"version":"v%d","created":"Mon, 3 Mar 2025 10:00:00 GMT"}],"update_date":"2025-03-%02d"}
                        """
                                .formatted(
                                        2401 + number / 4_000,
                                        number % 4_000 + 1,
                                        String.join(" ", said.subList(0, 6)),
                                        number,
                                        String.join(" ", said),
                                        1 + i % 3,
                                        1 + i % 28));
            }
        }
    }

    private static Process start(Path home, Path file) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "import",
                        file.toString());
        builder.environment().put("BROADSHEET_HOME", home.toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".log").toFile()));
        return builder.start();
    }
}
