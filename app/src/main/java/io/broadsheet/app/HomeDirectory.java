package io.broadsheet.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the home directory from other users of the machine: what people do with papers is in it.
/// Does nothing where files have no owners and groups as POSIX has them.
final class HomeDirectory {

    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    /// What the bot makes in its home: the store with its copies, the index, logs, the heartbeat,
    /// and what an operator puts there for it.
    private static final Pattern OURS =
            Pattern.compile(
                    "broadsheet\\.db.*|broadsheet\\.yaml|\\.env|index(\\.aside)?|logs|run|files|console-history.*");

    /// How many files and directories others could get at.
    private int mended;

    private HomeDirectory() {}

    /// Makes a directory, which nobody else may look into where it is new.
    static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (isPosix(parent == null ? directory : parent)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNERS));
        } else {
            Files.createDirectories(directory);
        }
    }

    /// Takes from others what they may do with a home directory and what the bot keeps there. A
    /// directory that holds other things as well keeps its own permissions.
    ///
    /// @return how many files and directories others could get at until now
    static int mend(Path home) {
        HomeDirectory mending = new HomeDirectory();
        boolean reachable = true;
        try {
            if (isPosix(home)) {
                // Where nobody else may enter, a file that others may read is in nobody's reach. A
                // log
                // that this start has begun is nothing to tell of.
                reachable =
                        !OWNERS.containsAll(Files.getPosixFilePermissions(home))
                                && holdsMoreThanLogs(home);
                mending.all(home);
            }
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            log().warn("Who may read {} could not be changed: {}", home, String.valueOf(e));
        }
        if (!reachable || mending.mended == 0) {
            return 0;
        }
        log().warn("{}", sentence(home, mending.mended));
        return mending.mended;
    }

    private static boolean holdsMoreThanLogs(Path home) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            return entries.anyMatch(entry -> !entry.getFileName().toString().equals("logs"));
        }
    }

    /// What was done, for people.
    static String sentence(Path home, int mended) {
        return "Other users of this machine could get at "
                + (mended == 1 ? "1 file or directory" : mended + " files and directories")
                + " of "
                + home
                + "; now only you can.";
    }

    private void all(Path home) throws IOException {
        boolean onlyOurs = true;
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (OURS.matcher(entry.getFileName().toString()).matches()) {
                    tree(entry);
                } else {
                    onlyOurs = false;
                }
            }
        }
        if (onlyOurs) {
            close(home);
        }
    }

    private void tree(Path top) throws IOException {
        Files.walkFileTree(
                top,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        close(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile()) {
                            close(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /// A running process removes files of its own meanwhile.
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private void close(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        if (permissions.retainAll(OWNERS)) {
            Files.setPosixFilePermissions(path, permissions);
            mended++;
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        FileStore store = Files.getFileStore(path);
        return store.supportsFileAttributeView(PosixFileAttributeView.class);
    }

    /// Asked for only where there is something to say: the first logger makes the log's files.
    private static Logger log() {
        return LoggerFactory.getLogger(HomeDirectory.class);
    }
}
