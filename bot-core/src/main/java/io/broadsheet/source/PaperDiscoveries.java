package io.broadsheet.source;

import io.broadsheet.paper.PaperId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The port to what a source itself ranks and finds, brought into the catalogue. It is asked only
/// when somebody wants that: what people search for leaves the bot with it.
public interface PaperDiscoveries {

    /// Knows nobody to ask.
    PaperDiscoveries NONE =
            new PaperDiscoveries() {
                @Override
                public Optional<String> source() {
                    return Optional.empty();
                }

                @Override
                public boolean searches() {
                    return false;
                }

                @Override
                public CompletableFuture<Discovery> trending() {
                    return nobody();
                }

                @Override
                public CompletableFuture<Discovery> search(String words) {
                    return nobody();
                }

                private CompletableFuture<Discovery> nobody() {
                    return CompletableFuture.completedFuture(
                            new Unreachable("No source that could be asked is switched on.", null));
                }
            };

    /// What people call the source that is asked; empty where there is none.
    Optional<String> source();

    /// Whether [#search] asks anybody.
    boolean searches();

    /// What trends at the source.
    ///
    /// @return there at once where that was asked a short while ago; it never fails
    CompletableFuture<Discovery> trending();

    /// What the source finds for words.
    ///
    /// @param words not blank
    /// @return as above
    CompletableFuture<Discovery> search(String words);

    /// What came of asking.
    sealed interface Discovery permits Discovery.Papers, Unreachable {

        /// The source answered, and the papers are in the catalogue.
        ///
        /// @param papers best first, none where it found nothing
        /// @param added how many of them were not in the catalogue before
        record Papers(List<PaperId> papers, int added) implements Discovery {
            public Papers {
                papers = List.copyOf(papers);
            }
        }
    }
}
