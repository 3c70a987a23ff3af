package io.broadsheet.core;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.broadsheet.cache.CachedEmbeddings;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.search.LangChainEmbeddings;
import java.lang.reflect.Constructor;
import java.util.function.Supplier;

/// The embedding model that the settings name.
///
/// @param resource closes what the model holds
record EmbeddingChoice(Embeddings embeddings, AutoCloseable resource) {

    /// So many of the latest questions are not computed again.
    private static final int REMEMBERED_QUERIES = 5_000;

    static EmbeddingChoice of(CoreSettings settings) {
        if (settings.embeddings().equals(CoreSettings.NO_MODEL)) {
            return new EmbeddingChoice(Embeddings.NONE, () -> {});
        }
        LangChainEmbeddings embeddings =
                settings.embeddings().equals(CoreSettings.BGE_SMALL)
                        ? LangChainEmbeddings.bgeSmall(settings.embeddingThreads())
                        : LangChainEmbeddings.of(
                                settings.embeddings(), "", named(settings.embeddings()));
        return new EmbeddingChoice(
                new CachedEmbeddings(embeddings, REMEMBERED_QUERIES), embeddings);
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
}
