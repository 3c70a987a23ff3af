package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Asks the sources about single papers, by identifiers only: no address that came out of a paper
/// or from a person is ever opened. Answers within about ten seconds.
public interface PaperLookup {

    /// Knows nobody to ask.
    PaperLookup NONE =
            new PaperLookup() {
                @Override
                public Outcome find(PaperReference reference) {
                    return new NotAsked("No source of papers is switched on.");
                }

                @Override
                public Outcome findByTitle(String title) {
                    return new NotAsked("No source of papers is switched on.");
                }

                @Override
                public Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) {
                    return Map.of();
                }
            };

    /// Looks a paper up that a person named by arXiv id, by DOI, or by an address that holds one.
    ///
    /// @throws InterruptedException when the calling thread is interrupted
    Outcome find(PaperReference reference) throws InterruptedException;

    /// Looks up the one paper that has exactly this title, letters and digits compared
    /// ([io.broadsheet.paper.PaperId#titleKey(String)]). Putting it into the catalogue merges it
    /// with a paper known by that title only.
    ///
    /// @throws InterruptedException when the calling thread is interrupted
    Outcome findByTitle(String title) throws InterruptedException;

    /// Looks many papers up with few requests.
    ///
    /// @return an outcome for each id
    /// @throws InterruptedException when the calling thread is interrupted
    Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) throws InterruptedException;

    /// What came of a lookup.
    sealed interface Outcome
            permits Outcome.Found, Outcome.Withdrawn, UnknownPaper, NotAsked, Unreachable {

        /// Found.
        ///
        /// @param accounts what each source says about the paper, 1 or more, the best first; all of
        ///   them belong into the catalogue, in this order, which makes one paper of them
        record Found(List<Paper> accounts) implements Outcome {
            public Found {
                accounts = List.copyOf(accounts);
                if (accounts.isEmpty()) {
                    throw new IllegalArgumentException("a paper that was found has an account");
                }
            }

            public Paper paper() {
                return accounts.getFirst();
            }
        }

        /// Found, but its authors or arXiv withdrew it.
        ///
        /// @param paper what is left of it; the catalogue may keep it
        record Withdrawn(Paper paper) implements Outcome {
            public Withdrawn {
                requireNonNull(paper);
            }
        }
    }
}
