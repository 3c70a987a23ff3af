package io.broadsheet.search;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.FixedBitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Searches papers with Lucene and with embedding vectors.
///
/// The index follows the catalogue by itself: a thread takes in what changed, twice a second and
/// whenever [#refresh()] asks for it. Another thread computes the vectors that are missing, more
/// slowly while somebody searches. A missing, old or damaged index is built again while searches
/// answer from what there is already. Several processes may search one folder; the first one
/// writes.
public final class LuceneSearch implements PaperSearch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LuceneSearch.class);

    private final IndexFollower index;
    private final VectorKeeper keeper;
    private final VectorTable vectors;
    private final Embeddings embeddings;
    private final AtomicLong version;

    private LuceneSearch(
            IndexFollower index,
            VectorKeeper keeper,
            VectorTable vectors,
            Embeddings embeddings,
            AtomicLong version) {
        this.index = index;
        this.keeper = keeper;
        this.vectors = vectors;
        this.embeddings = embeddings;
        this.version = version;
    }

    /// Opens the index in a folder, which it needs for itself, and begins to follow the catalogue.
    ///
    /// @throws UncheckedIOException where the folder cannot be made or read
    public static LuceneSearch open(
            Path folder, Catalogue catalogue, VectorStore store, Embeddings embeddings) {
        try {
            VectorTable vectors = new VectorTable();
            AtomicLong version = new AtomicLong();
            VectorKeeper keeper = new VectorKeeper(catalogue, store, embeddings, vectors, version);
            IndexFollower index =
                    new IndexFollower(new IndexFiles(folder), catalogue, vectors, keeper, version);
            keeper.start(index);
            index.start();
            return new LuceneSearch(index, keeper, vectors, embeddings, version);
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be opened in " + folder, e);
        }
    }

    /// How many papers the index in a folder has, for when no process has it open; 0 where there is
    /// none.
    public static long count(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (IndexFiles files = new IndexFiles(folder)) {
            Optional<IndexFiles.Build> build = files.latest();
            if (build.isEmpty()) {
                return 0;
            }
            try (Directory _ = build.get().directory();
                    DirectoryReader reader = build.get().reader()) {
                return reader == null ? 0 : reader.numDocs();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be read in " + folder, e);
        }
    }

    /// Takes in what changed in the catalogue; when this returns, it can be found by its words. In
    /// a process that may not write, as much as the writing one has committed.
    public void refresh() {
        index.catchUp();
    }

    /// Builds the index again from the catalogue, while searches go on with the old one.
    ///
    /// @throws IllegalStateException where another process writes this index
    public void reindex() {
        index.rebuild();
    }

    /// Waits until every paper can be found by its meaning as well, or there is no model, or the
    /// time is over.
    ///
    /// @return whether every paper can
    public boolean awaitVectors(Duration atMost) throws InterruptedException {
        return keeper.await(atMost);
    }

    /// Says that vectors of these papers were put into the store by somebody else.
    public void vectorsKept(Collection<PaperId> papers) {
        keeper.changed(papers);
    }

    /// Waits until searches use the vectors that are kept already: the model and they are loaded.
    ///
    /// @return whether that is so; at once `false` without a model
    public boolean awaitMeaning(Duration atMost) throws InterruptedException {
        return keeper.awaitLoaded(atMost);
    }

    /// A number that changes whenever an answer may change.
    public long version() {
        return 2 * version.get() + (embeddings.isReady() ? 1 : 0);
    }

    @Override
    public Results search(PaperQuery query, Page page) {
        keeper.asked();
        return answer(
                snapshot -> new Finder(snapshot, vectors, embeddings).find(query, page),
                Results.NONE);
    }

    @Override
    public Optional<Foreign> foreign(String words) {
        Wording wording = Wording.of(PaperQuery.words(words));
        Optional<Foreign> bySmallWords = wording.foreign();
        return bySmallWords.isPresent()
                ? bySmallWords
                : answer(snapshot -> wording.foreignByLetters(snapshot.reader()), Optional.empty());
    }

    @Override
    public List<Hit> onTopic(String topic, Instant since, int limit) {
        keeper.asked();
        return answer(
                snapshot ->
                        hits(
                                snapshot,
                                new Finder(snapshot, vectors, embeddings)
                                        .onTopic(topic, since, limit)),
                List.of());
    }

    @Override
    public List<Hit> similar(Map<PaperId, Double> papers, Instant since, int limit) {
        keeper.asked();
        return answer(
                snapshot -> hits(snapshot, Likeness.like(snapshot, vectors, papers, since, limit)),
                List.of());
    }

    @Override
    public List<Hit> suiting(Signals signals, Instant since, int limit) {
        keeper.asked();
        return answer(
                snapshot ->
                        hits(
                                snapshot,
                                TasteModel.suiting(snapshot, vectors, signals, since, limit)),
                List.of());
    }

    private static List<Hit> hits(Snapshot snapshot, List<Ranking.Scored> best) {
        return best.stream()
                .map(scored -> new Hit(snapshot.paper(scored.document()), scored.score()))
                .toList();
    }

    @Override
    public double similarity(PaperId one, PaperId other) {
        return answer(snapshot -> Likeness.between(snapshot, vectors, one, other), 0.0);
    }

    @Override
    public List<String> sharedWords(PaperId one, PaperId other, int limit) {
        return answer(snapshot -> SharedTerms.of(snapshot, one, other, limit), List.of());
    }

    @Override
    public List<TitleMatch> completeTitle(String typed, int limit) {
        return answer(snapshot -> IndexCompletion.titles(snapshot, typed, limit), List.of());
    }

    @Override
    public List<String> completeAuthor(String typed, int limit) {
        return answer(snapshot -> IndexCompletion.authors(snapshot, typed, limit), List.of());
    }

    @Override
    public People people(String name, int limit) {
        return answer(
                snapshot -> new AuthorNames(snapshot.reader()).people(name, limit),
                new People(List.of(), 0, false));
    }

    @Override
    public Optional<Named> named(String line) {
        return answer(snapshot -> new NameLine(snapshot).read(line), Optional.empty());
    }

    @Override
    public boolean saysSomething(String words) {
        return !Wording.of(PaperQuery.words(words)).content().isEmpty();
    }

    @Override
    public List<PaperId> within(Collection<PaperId> papers, PaperQuery query) {
        if (papers.isEmpty()) {
            return List.of();
        }
        return answer(
                snapshot -> {
                    FixedBitSet within = new Finder(snapshot, vectors, embeddings).within(query);
                    List<PaperId> found = new ArrayList<>();
                    Set<PaperId> seen = new HashSet<>();
                    for (PaperId paper : papers) {
                        int document = snapshot.document(paper);
                        if (document >= 0 && within.get(document) && seen.add(paper)) {
                            found.add(paper);
                        }
                    }
                    return List.copyOf(found);
                },
                List.of());
    }

    @Override
    public Readiness readiness() {
        Snapshot snapshot = index.acquire();
        try {
            return new Readiness(
                    snapshot.reader().numDocs(), keeper.vectors(), index.isRebuilding());
        } finally {
            index.release(snapshot);
        }
    }

    @Override
    public void close() {
        keeper.close();
        index.close();
    }

    private <T> T answer(Question<T> question, T nothing) {
        Snapshot snapshot = index.acquire();
        try {
            return question.ask(snapshot);
        } catch (IOException | RuntimeException | InternalError e) {
            // A damaged file shows in many ways, depending on which byte is wrong.
            LOG.warn("A search failed; the index is checked and, if it is damaged, built again", e);
            index.suspect(snapshot);
            return nothing;
        } finally {
            index.release(snapshot);
        }
    }

    private interface Question<T> {
        T ask(Snapshot snapshot) throws IOException;
    }
}
