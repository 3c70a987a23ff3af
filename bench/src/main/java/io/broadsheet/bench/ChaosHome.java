package io.broadsheet.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A home directory whose disk can become full and read-only: a file system in memory of its own,
/// where this process may mount one, else a plain directory.
final class ChaosHome implements AutoCloseable {

    private static final String SIZE = "size=400m,mode=0700";

    private final Path directory;
    private final boolean mounted;

    ChaosHome() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("chaos");
        mounted = run("mount", "-t", "tmpfs", "-o", SIZE, "broadsheet-chaos", directory.toString());
    }

    Path directory() {
        return directory;
    }

    /// Whether its disk can be troubled.
    boolean isMounted() {
        return mounted;
    }

    /// Leaves no room.
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filler())) {
            byte[] block = new byte[1 << 16];
            while (Files.getFileStore(directory).getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException e) {
            // That is what was wanted.
            if (!Files.exists(filler())) {
                throw e;
            }
        }
    }

    void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    /// Refuses every write, or takes them again. Only while nobody writes to it.
    ///
    /// @return whether it does
    boolean readOnly(boolean value) throws IOException, InterruptedException {
        return run("mount", "-o", "remount," + (value ? "ro" : "rw"), directory.toString());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (mounted && !run("umount", directory.toString())) {
            throw new IOException(directory + " could not be unmounted");
        }
    }
}
