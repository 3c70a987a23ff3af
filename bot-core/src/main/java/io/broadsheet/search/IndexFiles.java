package io.broadsheet.search;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The index's files: one folder for each time it was built, named by a number, and a lock for who
/// may write. A commit's data says which layout its documents have and how far the catalogue's
/// changes are in it, and whether that was all there were when the building began.
final class IndexFiles implements AutoCloseable {

    static final String SCHEMA = "schema";
    static final String REACHED = "reached";
    static final String COMPLETE = "complete";

    private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
    private static final String LOCK = "writer.lock";
    private static final double WRITER_MEGABYTES = 64;

    private final Path root;
    private final Directory lockHome;
    private @Nullable Lock lock;

    IndexFiles(Path root) throws IOException {
        if (Files.isRegularFile(root)) {
            Path aside = root.resolveSibling(root.getFileName() + ".aside");
            LOG.warn("{} is a file where the search index should be; it is now {}", root, aside);
            Files.move(root, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        this.root = Files.createDirectories(root);
        this.lockHome = FSDirectory.open(root);
    }

    /// Tries to become the one process that may write.
    boolean own() throws IOException {
        if (lock != null) {
            return true;
        }
        try {
            lock = lockHome.obtainLock(LOCK);
            return true;
        } catch (LockObtainFailedException e) {
            return false;
        }
    }

    /// Numbers of what was built, latest first.
    List<Integer> builds() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /// The latest build that can be read and was finished.
    Optional<Build> latest() throws IOException {
        for (int number : builds()) {
            Optional<Build> build = read(number);
            if (build.isPresent()) {
                return build;
            }
        }
        return Optional.empty();
    }

    private Optional<Build> read(int number) {
        Directory directory = null;
        try {
            directory = new MMapDirectory(folder(number));
            if (!DirectoryReader.indexExists(directory)) {
                directory.close();
                return Optional.empty();
            }
            DirectoryReader reader = DirectoryReader.open(directory);
            Map<String, String> data = reader.getIndexCommit().getUserData();
            if (Fields.SCHEMA.equals(data.get(SCHEMA)) && "yes".equals(data.get(COMPLETE))) {
                return Optional.of(new Build(number, directory, reader));
            }
            reader.close();
            directory.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "The search index in {} cannot be read and will be rebuilt: {}",
                    folder(number),
                    e.toString());
            if (directory != null) {
                close(directory);
            }
        }
        return Optional.empty();
    }

    /// An empty place for a new build, later than all there are.
    Build fresh() throws IOException {
        int number = builds().stream().findFirst().orElse(0) + 1;
        return new Build(number, new MMapDirectory(folder(number)), null);
    }

    /// Deletes every build but one. What another process still has open goes when that process lets
    /// go of it.
    void deleteAllBut(int kept) {
        try {
            for (int number : builds()) {
                if (number != kept) {
                    delete(folder(number));
                }
            }
        } catch (IOException e) {
            LOG.warn("Old files of the search index stay in {}: {}", root, e.toString());
        }
    }

    /// A writer on a build; only the owner may ask for one.
    static IndexWriter writer(Build build) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new Gaps());
        config.setSimilarity(Ranking.SIMILARITY);
        config.setRAMBufferSizeMB(WRITER_MEGABYTES);
        config.setCommitOnClose(false);
        config.setUseCompoundFile(false);
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(3, 1);
        config.setMergeScheduler(merges);
        return new IndexWriter(build.directory(), config);
    }

    /// Reads every byte and compares check sums.
    ///
    /// @throws IOException where a file is damaged
    static void verify(DirectoryReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            leaf.reader().checkIntegrity();
        }
    }

    private Path folder(int number) {
        return root.resolve(Integer.toString(number));
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOG.debug("Closing a part of the search index failed", e);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            close(lock);
            lock = null;
        }
        close(lockHome);
    }

    /// @param reader as of its last commit, `null` for a build that has just begun
    record Build(int number, Directory directory, @Nullable DirectoryReader reader) {}

    /// The fields bring their terms along; this only says how far apart two values of a field lie.
    private static final class Gaps extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            return new TokenStreamComponents(new KeywordTokenizer());
        }

        @Override
        public int getPositionIncrementGap(String fieldName) {
            return Fields.gap();
        }
    }
}
