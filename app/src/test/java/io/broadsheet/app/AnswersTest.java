package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Commands of the shell as processes of their own: what they print is their answer, and nothing
/// that is logged.
class AnswersTest {

    @TempDir private Path directory;

    /// What a process printed, and how it ended.
    private record Answer(List<String> out, List<String> err, int code) {}

    @Test
    @Timeout(120)
    void theDoctorPrintsItsFindingsAlone() throws Exception {
        Answer answer = run("doctor");

        assertThat(answer.out())
                .contains("ok   store: SQLite, 0 papers")
                .allMatch(line ->
                        line.equals(answer.out().getFirst())
                                || line.matches("(ok   |note |BAD  )[a-z]+: .*"));
        assertThat(answer.out().getFirst()).startsWith("Nothing is wrong, and ");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(Logs.directory(directory.resolve("home"))).isDirectoryContaining("glob:**.log");
    }

    @Test
    @Timeout(120)
    void aStoreThatCannotBeMovedIsSaidInASentence() throws Exception {
        Answer answer = run("migrate-store");

        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).hasSize(1);
        assertThat(answer.err().getFirst()).startsWith("There is no database ").endsWith("copy.");
        assertThat(answer.code()).isEqualTo(3);

        run("doctor");
        answer = run("migrate-store");

        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsExactly(
                        "The database localhost:9/none does not answer. Check that it runs and can be"
                                + " reached from here.");
        assertThat(answer.code()).isEqualTo(3);
    }

    @Test
    @Timeout(120)
    void whatOnlyReadsTheConfigurationLeavesNothingBehind() throws Exception {
        assertThat(run("config", "check").out()).hasSize(1);
        assertThat(run("slack", "manifest").out()).first().isEqualTo("{");
        assertThat(run("discord", "invite").err())
                .containsExactly(
                        "There is no token for Discord. Set DISCORD_TOKEN, or say --application ID.");

        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    @Timeout(120)
    void theOthersPrintWhatTheyDid() throws Exception {
        Path papers = Files.writeString(directory.resolve("none.jsonl"), "");

        assertThat(run("reindex").out())
                .singleElement()
                .asString()
                .startsWith("The index has 0 of 0 papers");
        assertThat(run("refresh").err())
                .containsExactly(
                        "No source is switched on that papers could be taken from. See sources in the configuration.");
        assertThat(run("import", papers.toString()).out())
                .noneMatch(line -> line.contains("DEBUG") || line.contains("INFO"));
    }

    /// The program's, without the tests' own way of logging.
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.matches(".*(test-classes|-tests\\.jar)/?"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Answer run(String... command) throws IOException, InterruptedException {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: []
                        search:
                          embeddings: none
                        http:
                          enabled: false
                        database:
                          url: %s
                        sources:
                          huggingFace:
                            enabled: false
                          arxiv:
                            enabled: false
                        """
                                .formatted(
                                        command[0].equals("migrate-store")
                                                ? "postgresql://localhost:9/none"
                                                : "''"));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        classPath(),
                        Main.class.getName(),
                        "--config",
                        config.toString());
        builder.command().addAll(List.of(command));
        builder.environment().put("BROADSHEET_HOME", directory.resolve("home").toString());
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Answer(Files.readAllLines(out), Files.readAllLines(err), process.exitValue());
    }
}
