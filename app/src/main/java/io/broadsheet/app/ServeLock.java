package io.broadsheet.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Held by the one process that serves from a home directory with a SQLite file in it: a second one
/// would answer every request twice and share no limits. Others may read and write the file.
///
/// The operating system lets go of it when the process ends, however it ends.
final class ServeLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServeLock.class);

    /// Where nothing is to be locked.
    static final ServeLock NONE = new ServeLock(null);

    private final @Nullable FileChannel file;

    private ServeLock(@Nullable FileChannel file) {
        this.file = file;
    }

    /// @throws CannotStart where another process has it; the message names its process id
    static ServeLock take(Path home) throws CannotStart {
        Path path = home.resolve("run").resolve("serve.lock");
        try {
            Files.createDirectories(path.getParent());
            FileChannel file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock(file) == null) {
                file.close();
                throw new CannotStart(
                        "Another process"
                                + owner(path)
                                + " serves from "
                                + home
                                + " already. Stop that one first, or use PostgreSQL"
                                + " (database.url), which several processes may share.");
            }
            file.truncate(0);
            file.write(
                    ByteBuffer.wrap(
                            Long.toString(ProcessHandle.current().pid())
                                    .getBytes(StandardCharsets.US_ASCII)));
            return new ServeLock(file);
        } catch (IOException e) {
            throw new CannotStart(
                    "The file " + path + " cannot be locked: " + Logs.reason(e) + ".", e);
        }
    }

    /// @return null where another process, or this one, has it
    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(Path path) throws IOException {
        String text = Files.readString(path, StandardCharsets.US_ASCII).strip();
        return text.matches("\\d{1,18}") ? " (" + text + ")" : "";
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try {
            file.close();
        } catch (IOException e) {
            // The end of the process lets go of it.
            log.debug("The lock could not be given back", e);
        }
    }
}
