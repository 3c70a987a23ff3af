package io.broadsheet.catalogue;

import io.broadsheet.paper.PaperId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to keeping papers' embedding vectors, so that none is ever computed twice for the same
/// text and model.
public interface VectorStore {

    /// Vectors kept for these papers by this model, for the text they have now.
    ///
    /// @param model names the model, its version and how the text is made; another name means other
    ///   vectors
    Map<PaperId, float[]> load(String model, Collection<PaperId> papers);

    /// Papers without a vector by this model for the text they have now, most recently changed
    /// first.
    List<PaperId> missing(String model, int limit);

    /// Keeps vectors; a paper's vector lapses when its title or abstract changes.
    void keep(String model, Map<PaperId, float[]> vectors);

    long count(String model);
}
