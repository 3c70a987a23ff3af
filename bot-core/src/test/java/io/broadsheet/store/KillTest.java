package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process killed at any moment loses nothing that it acknowledged.
class KillTest {

    private static final int ROUNDS = 5;

    @TempDir Path directory;

    private final Set<Integer> batches = new HashSet<>();
    private final Set<Integer> saves = new HashSet<>();

    @Test
    void keepsEveryAcknowledgedWriteWhenKilled() throws Exception {
        Random random = new Random(20260304);
        for (int round = 0; round < ROUNDS; round++) {
            writeAndKill(200 + random.nextInt(400));
            try (Store store = Store.open(directory)) {
                List<String> integrity =
                        store.database()
                                .read(handle ->
                                        handle.createQuery("PRAGMA integrity_check")
                                                .mapTo(String.class)
                                                .list());
                assertThat(integrity).containsExactly("ok");
                List<String> orphans =
                        store.database()
                                .read(handle ->
                                        handle.createQuery("PRAGMA foreign_key_check")
                                                .mapTo(String.class)
                                                .list());
                assertThat(orphans).isEmpty();
                checkSaves(store);
                checkBatches(store);
            }
        }
        assertThat(batches).as("the test wrote something").hasSizeGreaterThan(ROUNDS);
        assertThat(saves).hasSizeGreaterThan(ROUNDS);
    }

    private void checkSaves(Store store) {
        Set<PaperId> kept = new HashSet<>();
        for (Library.Saved saved : store.library().saved(KilledWriter.USER)) {
            kept.add(saved.paper());
        }
        for (int save : saves) {
            assertThat(kept).contains(KilledWriter.save(save));
        }
    }

    private void checkBatches(Store store) {
        for (int batch : batches) {
            List<PaperId> asked = KilledWriter.batch(batch).stream().map(Paper::id).toList();
            assertThat(store.catalogue().findAll(asked))
                    .as("batch %s", batch)
                    .hasSize(asked.size());
        }
        // A batch that was not acknowledged is there as a whole or not at all.
        int next = next(batches);
        List<PaperId> unacknowledged = KilledWriter.batch(next).stream().map(Paper::id).toList();
        assertThat(store.catalogue().findAll(unacknowledged).size()).isIn(0, unacknowledged.size());
    }

    private static int next(Set<Integer> done) {
        return done.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    private void writeAndKill(long afterMillis) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName()));
        command.addAll(
                List.of(
                        directory.toString(),
                        Integer.toString(next(batches)),
                        Integer.toString(next(saves))));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader acknowledged = process.inputReader(StandardCharsets.UTF_8)) {
            Thread killer = null;
            for (String line = acknowledged.readLine();
                    line != null;
                    line = acknowledged.readLine()) {
                if (killer == null) {
                    // The clock runs from the first write, however long the start took.
                    killer = Thread.ofVirtual().start(() -> killAfter(process, afterMillis));
                }
                String[] words = line.split(" ");
                // The last line may be cut short.
                if (words.length == 2
                        && words[1].matches("\\d+")
                        && (words[0].equals("batch") || words[0].equals("save"))) {
                    (words[0].equals("batch") ? batches : saves).add(Integer.parseInt(words[1]));
                }
            }
            assertThat(killer).as("the process wrote").isNotNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed by SIGKILL").isEqualTo(128 + 9);
    }

    private static void killAfter(Process process, long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Unlike the process's own method, this leaves its output open: what it acknowledged is
        // read to the end.
        process.toHandle().destroyForcibly();
    }
}
