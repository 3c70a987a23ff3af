package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The port to bringing papers into the catalogue that people ask for and that are not in it.
public interface PaperRequests {

    /// Knows nobody to ask.
    PaperRequests NONE =
            references -> {
                Map<PaperReference, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
                references.forEach(reference ->
                        answers.put(
                                reference,
                                CompletableFuture.completedFuture(new Answer.NotAsked(""))));
                return answers;
            };

    /// Has papers looked up, each once, however many people ask for it at a time. What was found is
    /// in the catalogue when its answer is there. A lookup goes on when nobody waits any more.
    ///
    /// @return for each its answer: there at once where nobody has to be asked for it, or where it
    ///   was looked up in vain a short while ago; it never fails
    Map<PaperReference, CompletableFuture<Answer>> request(Collection<PaperReference> references);

    /// One paper, as above.
    default CompletableFuture<Answer> request(PaperReference reference) {
        return request(List.of(reference)).values().iterator().next();
    }

    /// What came of a request.
    sealed interface Answer {

        /// The paper is in the catalogue now.
        record Here(PaperId id) implements Answer {
            public Here {
                requireNonNull(id);
            }
        }

        /// Nobody who was asked knows it.
        ///
        /// @param asked the sources' titles
        record Unknown(List<String> asked) implements Answer {
            public Unknown {
                asked = List.copyOf(asked);
            }
        }

        /// No source can be asked about such a reference.
        ///
        /// @param reason a sentence for people; empty where there is no source at all
        record NotAsked(String reason) implements Answer {
            public NotAsked {
                requireNonNull(reason);
            }
        }

        /// Who could know it does not answer now.
        ///
        /// @param reason a sentence for people
        /// @param retryAt when to try again, null where nobody knows
        record Unreachable(String reason, @Nullable Instant retryAt) implements Answer {
            public Unreachable {
                requireNonNull(reason);
            }
        }
    }
}
