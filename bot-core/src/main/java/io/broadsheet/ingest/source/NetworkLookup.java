package io.broadsheet.ingest.source;

import io.broadsheet.ingest.FieldWatch;
import io.broadsheet.ingest.source.SourceClient.Urgency;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Asks arXiv and Hugging Face about papers with an arXiv id, and arXiv, Semantic Scholar and
/// OpenAlex about DOIs.
final class NetworkLookup implements PaperLookup {

    private final @Nullable ArxivSource arxiv;
    private final @Nullable HuggingFaceSource huggingFace;
    private final List<DoiRegister> registers;
    private final SourceJournal journal;
    private final Clock clock;
    private final Renewals renewals;

    /// @param registers in the order in which they are asked
    /// @param renewals after which their answers are out of date
    NetworkLookup(
            @Nullable ArxivSource arxiv,
            @Nullable HuggingFaceSource huggingFace,
            List<DoiRegister> registers,
            SourceJournal journal,
            Clock clock,
            Renewals renewals) {
        this.arxiv = arxiv;
        this.huggingFace = huggingFace;
        this.registers = List.copyOf(registers);
        this.journal = journal;
        this.clock = clock;
        this.renewals = renewals;
    }

    /// What one source said.
    private sealed interface SourceReply {
        record Knows(Paper paper) implements SourceReply {}

        record KnowsNot(String title) implements SourceReply {}

        record Fails(String reason, @Nullable Instant retryAt) implements SourceReply {}
    }

    @Override
    public Outcome find(PaperReference reference) throws InterruptedException {
        return switch (reference) {
            case PaperReference.Identified(PaperId id) -> find(id);
            case PaperReference.Linked linked ->
                    new NotAsked(
                            "No source can be asked about pages of "
                                    + linked.page().getHost()
                                    + ". The paper's arXiv id or DOI would do.");
            case PaperReference.Numbered _, PaperReference.Worded _ ->
                    new NotAsked("Sources are asked by arXiv id or DOI only.");
        };
    }

    private Outcome find(PaperId id) throws InterruptedException {
        return switch (id.scheme()) {
            case ARXIV -> {
                Optional<ArxivId> arxivId = ArxivId.parse(id.value());
                yield arxivId.isEmpty()
                        ? new NotAsked("'" + id.value() + "' is no arXiv id.")
                        : find(arxivId.get());
            }
            case DOI -> find(new Doi(id.value()));
            case TITLE -> new NotAsked("Sources are asked by arXiv id or DOI only.");
        };
    }

    private Outcome find(ArxivId id) throws InterruptedException {
        HuggingFaceSource votes = huggingFace;
        ArxivSource records = arxiv;
        List<Callable<SourceReply>> questions = new ArrayList<>();
        if (records != null) {
            questions.add(() ->
                    reply(
                            ArxivSource.TITLE,
                            () ->
                                    Optional.ofNullable(
                                            records.find(List.of(id), Urgency.LOOKUP)
                                                    .get(id.withoutVersion()))));
        }
        if (votes != null) {
            questions.add(() -> reply(HuggingFaceSource.TITLE, () -> votes.find(id)));
        }
        return outcome(together(questions));
    }

    private Outcome find(Doi doi) throws InterruptedException {
        Optional<ArxivId> registered = doi.arxivId();
        if (registered.isPresent()) {
            return find(registered.get());
        }
        List<SourceReply> replies = new ArrayList<>();
        ArxivSource records = arxiv;
        if (records != null) {
            replies.add(reply(ArxivSource.TITLE, () -> records.find(doi)));
        }
        for (DoiRegister register : registers) {
            if (replies.isEmpty() || !(replies.getLast() instanceof SourceReply.Knows)) {
                replies.add(reply(register.title(), () -> once(register, doi)));
            }
        }
        return outcome(replies);
    }

    /// Asks a register at most once a day.
    private Optional<Paper> once(DoiRegister register, Doi doi)
            throws SourceException, FaultyAnswerException, InterruptedException {
        Harvesting harvesting = new Harvesting(register.name(), journal, clock, renewals);
        String query = "doi " + doi;
        Optional<Asked> known = harvesting.known(query);
        if (known.isPresent()) {
            return KeptPapers.papers(known.get().answer()).stream().findFirst();
        }
        Optional<Paper> found = register.find(doi);
        harvesting.note(FieldWatch.NONE, List.of());
        journal.answered(
                register.name(),
                query,
                new Asked(clock.instant(), null, null, KeptPapers.text(found.stream().toList())));
        return found;
    }

    @Override
    public Outcome findByTitle(String title) throws InterruptedException {
        ArxivSource records = arxiv;
        return records == null
                ? new NotAsked("Titles are looked up at arXiv, which is switched off.")
                : outcome(List.of(reply(ArxivSource.TITLE, () -> records.findByTitle(title))));
    }

    @Override
    public Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) throws InterruptedException {
        Map<ArxivId, Outcome> outcomes = new LinkedHashMap<>();
        ArxivSource records = arxiv;
        if (records == null) {
            ids.forEach(id ->
                    outcomes.put(
                            id,
                            new NotAsked(
                                    "Many papers at once are looked up at arXiv, which is"
                                            + " switched off.")));
            return outcomes;
        }
        try {
            Map<ArxivId, Paper> found = records.find(ids, Urgency.LOOKUP);
            for (ArxivId id : ids) {
                Paper paper = found.get(id.withoutVersion());
                outcomes.put(
                        id,
                        outcome(
                                List.of(
                                        paper == null
                                                ? new SourceReply.KnowsNot(ArxivSource.TITLE)
                                                : new SourceReply.Knows(paper))));
            }
        } catch (SourceException | FaultyAnswerException e) {
            SourceReply reply = failure(ArxivSource.TITLE, e);
            ids.forEach(id -> outcomes.put(id, outcome(List.of(reply))));
        }
        return outcomes;
    }

    // --- asking ---

    @FunctionalInterface
    private interface LookupQuery {
        Optional<Paper> ask() throws SourceException, FaultyAnswerException, InterruptedException;
    }

    private static SourceReply reply(String title, LookupQuery question)
            throws InterruptedException {
        try {
            return question.ask()
                    .<SourceReply>map(SourceReply.Knows::new)
                    .orElseGet(() -> new SourceReply.KnowsNot(title));
        } catch (SourceException | FaultyAnswerException e) {
            return failure(title, e);
        }
    }

    private static SourceReply failure(String title, Exception e) {
        return e instanceof SourceException failed
                ? new SourceReply.Fails(
                        String.valueOf(failed.getMessage()), failed.retryAt().orElse(null))
                : new SourceReply.Fails(
                        title + " answered with something that cannot be used.", null);
    }

    /// Asks several at once; replies come in the order of the questions.
    private static List<SourceReply> together(List<Callable<SourceReply>> questions)
            throws InterruptedException {
        List<FutureTask<SourceReply>> tasks = questions.stream().map(FutureTask::new).toList();
        try {
            tasks.forEach(task -> Thread.ofVirtual().name("lookup").start(task));
            List<SourceReply> replies = new ArrayList<>();
            for (FutureTask<SourceReply> task : tasks) {
                replies.add(task.get());
            }
            return replies;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case InterruptedException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    private static Outcome outcome(List<SourceReply> replies) {
        List<Paper> accounts = new ArrayList<>();
        List<String> askedInVain = new ArrayList<>();
        SourceReply.Fails failure = null;
        for (SourceReply reply : replies) {
            switch (reply) {
                case SourceReply.Knows(Paper paper) -> accounts.add(paper);
                case SourceReply.KnowsNot(String title) -> askedInVain.add(title);
                case SourceReply.Fails fails -> failure = failure == null ? fails : failure;
            }
        }
        if (!accounts.isEmpty()) {
            Optional<Paper> withdrawn = accounts.stream().filter(Paper::withdrawn).findFirst();
            return withdrawn.isPresent()
                    ? new Outcome.Withdrawn(withdrawn.get())
                    : new Outcome.Found(accounts);
        }
        if (failure != null) {
            return new Unreachable(failure.reason(), failure.retryAt());
        }
        return askedInVain.isEmpty()
                ? new NotAsked("No source of papers is switched on that could know it.")
                : new UnknownPaper(askedInVain);
    }
}
