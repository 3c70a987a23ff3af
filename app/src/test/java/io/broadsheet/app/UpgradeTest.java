package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.store.Store;
import io.broadsheet.store.StoreBackup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Today's program on a store that an early one wrote: `stores/layout-2.db.gz` was filled through
/// the console of the version that had schedules for the first time, on 2 March 2026 by its clock,
/// with six papers.
@Timeout(120)
class UpgradeTest {

    @TempDir private Path directory;

    private Path home;

    @Test
    void keepsWhatPeopleHadAndACopyOfWhatWasThere() throws Exception {
        home = Files.createDirectory(directory.resolve("home"));
        unpack();
        byte[] old = Files.readAllBytes(home.resolve(Store.FILE));

        String said =
                console(
                        "saved",
                        "following",
                        "muted",
                        "schedule list",
                        "digest",
                        "show MMRL",
                        "search learning",
                        "save 2",
                        "me");

        assertThat(said)
                .contains("1. MMRL: Multi-Modal Representation Learning for Vision-Language Models")
                .contains("diffusion models")
                .contains("survey")
                .contains("weekdays at 09:00 Europe/Berlin about vision")
                .contains("every Monday at 09:00 Europe/Berlin", "Withdraw upvote")
                .contains("Your shelf holds 2 papers")
                .doesNotContain("Something went wrong", "reference ");
        Path kept = home.resolve("broadsheet.db.v2.bak");
        assertThat(StoreBackup.check(kept).layout()).isEqualTo("2");
        assertThat(StoreBackup.check(home.resolve(Store.FILE)).layout()).isNotEqualTo("2");

        // The way back: the copy in the place of the new file is the store as it was.
        Path back = directory.resolve("back");
        StoreBackup.restore(kept, back);
        assertThat(StoreBackup.check(back.resolve(Store.FILE)).rows())
                .isEqualTo(StoreBackup.check(old(old)).rows());
    }

    @Test
    void restoresABackupOfAnEarlyVersion() throws Exception {
        home = Files.createDirectory(directory.resolve("home"));
        unpack();
        Path backup = Files.move(home.resolve(Store.FILE), directory.resolve("early.db"));

        StoreBackup.restore(backup, home);

        assertThat(console("saved")).contains("1. MMRL: Multi-Modal Representation Learning");
    }

    private Path old(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("old.db"), bytes);
    }

    private void unpack() throws IOException {
        try (InputStream packed = UpgradeTest.class.getResourceAsStream("/stores/layout-2.db.gz");
                InputStream plain = new GZIPInputStream(packed)) {
            Files.copy(plain, home.resolve(Store.FILE));
        }
    }

    private String console(String... lines) throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: []
                        search:
                          embeddings: none
                        sources:
                          huggingFace:
                            enabled: false
                          arxiv:
                            enabled: false
                        """);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        config.toString(),
                        "console",
                        "--plain",
                        "--as",
                        "ana",
                        "--zone",
                        "Europe/Berlin");
        builder.environment().put("BROADSHEET_HOME", home.toString());
        Path in = Files.write(directory.resolve("lines"), List.of(lines), StandardCharsets.UTF_8);
        Process process = builder.redirectErrorStream(true).redirectInput(in.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
