package io.broadsheet.source;

import io.broadsheet.paper.Paper;
import java.util.List;

/// What sources themselves rank and find: enrichment on demand, never needed for an answer. The
/// papers are not kept yet; whoever asks puts them into the catalogue.
public interface PaperDiscovery {

    /// Finds nothing.
    PaperDiscovery NONE =
            new PaperDiscovery() {
                @Override
                public List<Paper> trending(int most) {
                    return List.of();
                }

                @Override
                public List<Paper> search(String words, int most) {
                    return List.of();
                }
            };

    /// What trends at Hugging Face, best first; empty where it is off.
    ///
    /// @param most 1 to 100
    List<Paper> trending(int most) throws SourceException, InterruptedException;

    /// What Hugging Face finds for words, best first; empty where it is off.
    ///
    /// @param words only the first 250 characters count
    /// @param most 1 to 120
    List<Paper> search(String words, int most) throws SourceException, InterruptedException;
}
