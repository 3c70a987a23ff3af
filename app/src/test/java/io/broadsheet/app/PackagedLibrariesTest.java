package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The libraries as they are delivered, some of them without other computers' native code.
class PackagedLibrariesTest {

    private static final Path TARGET = ProjectFilesTest.PROJECT.resolve("app/target");

    /// What somebody downloads, in bytes.
    private static final long AT_MOST = 100_000_000;

    @TempDir private Path directory;

    @Test
    void theProgramIsUnderAHundredMegabytes() throws IOException {
        long libraries = libraries().stream().mapToLong(PackagedLibrariesTest::size).sum();

        assertThat(libraries + size(TARGET.resolve("broadsheet.jar"))).isLessThan(AT_MOST);
    }

    @Test
    void noLibraryBringsDebugSymbols() throws IOException {
        for (Path library : libraries()) {
            try (JarFile jar = new JarFile(library.toFile())) {
                assertThat(jar.stream().map(ZipEntry::getName))
                        .as(library.getFileName().toString())
                        .noneMatch(name -> name.contains(".dSYM/"));
            }
        }
    }

    /// Templates were made into classes in the build.
    @Test
    void noCompilerOfTemplatesIsBrought() throws IOException {
        assertThat(libraries())
                .extracting(library -> library.getFileName().toString())
                .anyMatch(name -> name.startsWith("jte-runtime-"))
                .noneMatch(name -> name.matches("jte-(extension-api-)?\\d.*"));
    }

    /// In a process of its own with an empty cache, so that no native code is found but the
    /// packaged one.
    @Test
    @Timeout(120)
    void theModelAndTheStoreFindTheirNativeCode() throws Exception {
        Path program = directory.resolve("Native.java");
        Files.writeString(
                program,
                """
                import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;

                void main() throws Exception {
                    IO.println(new BgeSmallEnV15QuantizedEmbeddingModel().embed("a paper").content().dimension());
                    try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite::memory:")) {
                        IO.println(connection.getMetaData().getDatabaseProductName());
                    }
                }
                """);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-DDJL_CACHE_DIR=" + directory.resolve("djl"),
                                "-DOPT_OUT_TRACKING=true",
                                // The runtime goes through the model's graph by recursion.
                                "-Xss16m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--class-path",
                                TARGET.resolve("lib") + "/*",
                                program.toString())
                        .redirectError(directory.resolve("errors").toFile())
                        .start();
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines())
                .as(Files.readString(directory.resolve("errors")))
                .endsWith("384", "SQLite");
    }

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> files = Files.list(TARGET.resolve("lib"))) {
            return files.toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
