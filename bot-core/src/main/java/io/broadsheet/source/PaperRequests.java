package io.broadsheet.source;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// The port to bringing papers into the catalogue that people ask for and that are not in it.
public interface PaperRequests {

    /// Knows nobody to ask.
    PaperRequests NONE =
            references -> {
                Map<PaperReference, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
                references.forEach(reference ->
                        answers.put(
                                reference, CompletableFuture.completedFuture(new NotAsked(""))));
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
    sealed interface Answer permits Answer.Here, UnknownPaper, NotAsked, Unreachable {

        /// The paper is in the catalogue now.
        record Here(PaperId id) implements Answer {
            public Here {
                requireNonNull(id);
            }
        }
    }
}
