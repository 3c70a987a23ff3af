package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may read what the bot keeps.
class HomeDirectoryTest {

    @TempDir Path directory;

    @BeforeEach
    void thereArePermissions() throws IOException {
        assumeTrue(
                Files.getFileStore(directory)
                        .supportsFileAttributeView(PosixFileAttributeView.class),
                "no POSIX permissions here");
    }

    @Test
    void makesANewHomeForItsOwnerAlone() throws Exception {
        Path home = directory.resolve("a").resolve("home");
        Bot.createHome(home);
        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(home.resolve("logs"))).isEqualTo("rwx------");
        assertThat(HomeDirectory.mend(home)).isZero();
    }

    @Test
    void takesFromOthersWhatAnEarlierProgramGaveThem() throws Exception {
        Path home = set("home", "rwxr-xr-x", true);
        Path store = set("home/broadsheet.db", "rw-r--r--", false);
        Path index = set("home/index", "rwxr-xr-x", true);
        Path segment = set("home/index/_0.cfs", "rw-rw-r--", false);
        Path script = set("home/run", "rwxr-xr-x", true);
        Path elsewhere = set("elsewhere", "rw-r--r--", false);
        Files.createSymbolicLink(home.resolve("logs"), elsewhere);

        assertThat(HomeDirectory.mend(home)).isEqualTo(5);

        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(store)).isEqualTo("rw-------");
        assertThat(permissions(index)).isEqualTo("rwx------");
        assertThat(permissions(segment)).isEqualTo("rw-------");
        assertThat(permissions(script)).isEqualTo("rwx------");
        assertThat(permissions(elsewhere)).isEqualTo("rw-r--r--");
        assertThat(HomeDirectory.mend(home)).as("said once").isZero();
    }

    @Test
    void leavesADirectoryThatHoldsOtherThingsAsItIs() throws Exception {
        Path home = set("home", "rwxr-xr-x", true);
        Path others = set("home/public_html", "rwxr-xr-x", true);
        Path store = set("home/broadsheet.db", "rw-r--r--", false);

        assertThat(HomeDirectory.mend(home)).isEqualTo(1);

        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(others)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(store)).isEqualTo("rw-------");
    }

    private Path set(String name, String permissions, boolean isDirectory) throws IOException {
        Path path = directory.resolve(name);
        if (isDirectory) {
            Files.createDirectory(path);
        } else {
            Files.createFile(path);
        }
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
