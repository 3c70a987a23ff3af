package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.broadsheet.catalogue.Embeddings;
import java.util.List;
import java.util.Optional;

/// Remembers the vectors of what was searched for last. They never lapse: a model gives one text
/// one vector.
public final class CachedEmbeddings implements Embeddings {

    private final Embeddings embeddings;
    private final Cache<String, float[]> queries;

    /// @param size how many vectors are remembered, 1 or more; one of 384 dimensions takes some 2
    ///   kB
    public CachedEmbeddings(Embeddings embeddings, long size) {
        this.embeddings = embeddings;
        this.queries = Caffeine.newBuilder().maximumSize(size).build();
    }

    @Override
    public String model() {
        return embeddings.model();
    }

    @Override
    public Optional<float[]> query(String text) {
        float[] known = queries.getIfPresent(text);
        if (known != null) {
            return Optional.of(known.clone());
        }
        Optional<float[]> vector = embeddings.query(text);
        vector.ifPresent(computed -> queries.put(text, computed.clone()));
        return vector;
    }

    @Override
    public List<Optional<float[]>> documents(List<String> texts) {
        return embeddings.documents(texts);
    }

    @Override
    public boolean isReady() {
        return embeddings.isReady();
    }
}
