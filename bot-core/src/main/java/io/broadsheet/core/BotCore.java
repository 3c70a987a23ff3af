package io.broadsheet.core;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.broadsheet.cache.CachedEmbeddings;
import io.broadsheet.cache.CachedPaperSearch;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.command.Afterwards;
import io.broadsheet.command.Codes;
import io.broadsheet.command.Conversation;
import io.broadsheet.command.Desk;
import io.broadsheet.edition.PaperOfTheDay;
import io.broadsheet.ingest.ImportListener;
import io.broadsheet.ingest.ImportSummary;
import io.broadsheet.ingest.Importer;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.search.LangChainEmbeddings;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot without any platform: what it keeps, how it searches, and its conversation. Safe for use
/// by many threads.
public final class BotCore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BotCore.class);

    private static final int REMEMBERED_ANSWERS = 2_000;
    private static final int REMEMBERED_QUERIES = 5_000;

    private final Store store;
    private final Model model;
    private final LuceneSearch index;
    private final PaperSearch search;
    private final Afterwards afterwards;
    private final Conversation conversation;
    private final Importer importer;

    /// The embedding model, and how to let go of it.
    private record Model(Embeddings embeddings, AutoCloseable resource) {}

    private BotCore(Store store, Model model, LuceneSearch index, Clock clock) {
        this.store = store;
        this.model = model;
        this.index = index;
        this.afterwards = new Afterwards();
        this.search = new CachedPaperSearch(index, index::version, REMEMBERED_ANSWERS);
        Recommender recommender =
                new Recommender(store.catalogue(), search, store.library(), clock);
        this.conversation =
                new Conversation(
                        new Desk(
                                store.catalogue(),
                                search,
                                store.library(),
                                store.ledger(),
                                recommender,
                                new PaperOfTheDay(
                                        store.catalogue(),
                                        store.library(),
                                        store.ledger(),
                                        recommender),
                                new Codes(store.longCodes(), clock),
                                afterwards,
                                clock));
        this.importer = new Importer(store.catalogue(), store.journal(), clock);
    }

    /// Opens what is kept under the home directory and starts what runs in the background. Bundled
    /// papers are in, and found by their words, when this returns; what had not been indexed
    /// follows.
    ///
    /// @throws io.broadsheet.store.StoreException where the store cannot be used
    /// @throws IllegalArgumentException where the embedding model cannot be used; the message is
    ///   for people
    public static BotCore start(CoreSettings settings, Clock clock) {
        Model model = model(settings);
        Store store = Store.open(settings.home());
        try {
            LuceneSearch index =
                    LuceneSearch.open(
                            settings.home().resolve("index"),
                            store.catalogue(),
                            store.vectors(),
                            new CachedEmbeddings(model.embeddings(), REMEMBERED_QUERIES));
            BotCore core = new BotCore(store, model, index, clock);
            core.takeInBundled(settings.bundled());
            return core;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// Everything people can ask.
    public Conversation conversation() {
        return conversation;
    }

    /// Whether the store answers now.
    public boolean healthy() {
        return store.healthy();
    }

    /// How many papers the catalogue has.
    public long papers() {
        return store.catalogue().size();
    }

    /// How commands search.
    public PaperSearch search() {
        return search;
    }

    /// Waits until searches use the vectors that are kept already.
    ///
    /// @return whether they do; at once `false` without a model
    public boolean awaitMeaning(Duration atMost) throws InterruptedException {
        return index.awaitMeaning(atMost);
    }

    /// Takes in files of papers; they can be found by their words when this returns.
    ///
    /// @throws InterruptedException when the calling thread is interrupted; what is in so far stays
    ///   in
    public ImportSummary take(List<Path> files, ImportListener listener)
            throws InterruptedException {
        ImportSummary summary = importer.run(files, listener);
        index.refresh();
        return summary;
    }

    /// Builds the index anew from the store, and returns when that is done. Searches are answered
    /// meanwhile.
    public void reindex() {
        index.reindex();
    }

    private void takeInBundled(List<Path> bundled) {
        List<Path> present = bundled.stream().filter(Files::isRegularFile).toList();
        if (present.isEmpty() || store.catalogue().size() > 0) {
            return;
        }
        try {
            ImportSummary summary = take(present, ImportListener.NONE);
            log.info("Took in {} bundled papers", summary.papers());
            summary.problems().forEach(problem -> log.warn("Bundled papers: {}", problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Model model(CoreSettings settings) {
        if (settings.embeddings().equals(CoreSettings.NO_MODEL)) {
            return new Model(Embeddings.NONE, () -> {});
        }
        LangChainEmbeddings embeddings =
                settings.embeddings().equals(CoreSettings.BGE_SMALL)
                        ? LangChainEmbeddings.bgeSmall(settings.embeddingThreads())
                        : LangChainEmbeddings.of(
                                settings.embeddings(), "", named(settings.embeddings()));
        return new Model(embeddings, embeddings);
    }

    /// @throws IllegalArgumentException at once where the class is not there, so that a typing
    ///   error is no riddle later
    private static Supplier<EmbeddingModel> named(String className) {
        try {
            Constructor<? extends EmbeddingModel> constructor =
                    Class.forName(className)
                            .asSubclass(EmbeddingModel.class)
                            .getDeclaredConstructor();
            return () -> {
                try {
                    return constructor.newInstance();
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(
                            "The embedding model " + className + " cannot be made", e);
                }
            };
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "search.embeddings: '"
                            + className
                            + "' is no EmbeddingModel on the class path with a constructor without"
                            + " arguments. For example: "
                            + CoreSettings.BGE_SMALL,
                    e);
        }
    }

    /// Stops what runs in the background and closes what is kept.
    @Override
    public void close() {
        afterwards.close();
        index.close();
        try {
            model.resource().close();
        } catch (Exception e) {
            log.warn("The embedding model could not be closed", e);
        }
        store.close();
    }
}
