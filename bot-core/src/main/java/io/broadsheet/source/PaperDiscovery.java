package io.broadsheet.source;

import io.broadsheet.paper.Paper;
import java.util.List;
import java.util.Optional;

/// What a source itself ranks and finds: enrichment on demand, never needed for an answer. The
/// papers are not kept yet; whoever asks puts them into the catalogue.
public interface PaperDiscovery {

    /// Finds nothing.
    PaperDiscovery NONE =
            new PaperDiscovery() {
                @Override
                public Optional<String> source() {
                    return Optional.empty();
                }

                @Override
                public boolean searches() {
                    return false;
                }

                @Override
                public List<Paper> trending(int most) {
                    return List.of();
                }

                @Override
                public List<Paper> search(String words, int most) {
                    return List.of();
                }
            };

    /// What people call the source; empty where there is none.
    Optional<String> source();

    /// Whether people's words may be sent there.
    boolean searches();

    /// What trends at the source, best first.
    ///
    /// @param most 1 to 100
    List<Paper> trending(int most) throws SourceException, InterruptedException;

    /// What the source finds for words, best first.
    ///
    /// @param words only the first 250 characters count
    /// @param most 1 to 120
    List<Paper> search(String words, int most) throws SourceException, InterruptedException;
}
