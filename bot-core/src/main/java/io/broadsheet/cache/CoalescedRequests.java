package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.PaperRequests;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks papers up, each once at a time, and remembers for a while what was looked up in vain.
public final class CoalescedRequests implements PaperRequests, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CoalescedRequests.class);

    /// A paper that nobody knew may be out a little later.
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(30);

    private static final Duration AWAY_AT_LEAST = Duration.ofSeconds(20);
    private static final Duration AWAY_AT_MOST = Duration.ofMinutes(10);
    private static final int REMEMBERED = 2_000;

    /// More at a time would wait longer than anybody does, as arXiv is asked every three seconds.
    private static final int MOST_AT_A_TIME = 20;

    private final PaperLookup lookup;
    private final Catalogue catalogue;
    private final Runnable kept;
    private final Clock clock;
    private final AsyncCache<PaperReference, Answer> answers;
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lookup-", 0).factory());

    /// @param kept runs after a paper has come into the catalogue and before its answer is given
    public CoalescedRequests(PaperLookup lookup, Catalogue catalogue, Runnable kept, Clock clock) {
        this.lookup = lookup;
        this.catalogue = catalogue;
        this.kept = kept;
        this.clock = clock;
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .expireAfter(
                                Expiry.<PaperReference, Answer>creating(
                                        (_, answer) -> remembered(answer)))
                        .buildAsync();
    }

    private Duration remembered(Answer answer) {
        return switch (answer) {
            // The catalogue has it from now on.
            case Answer.Here _ -> Duration.ZERO;
            case UnknownPaper _ -> UNKNOWN_FOR;
            case NotAsked _ -> AWAY_AT_LEAST;
            case Unreachable unreachable -> away(unreachable.retryAt());
        };
    }

    private Duration away(@org.jspecify.annotations.Nullable Instant retryAt) {
        Duration span =
                retryAt == null ? AWAY_AT_LEAST : Duration.between(clock.instant(), retryAt);
        if (span.compareTo(AWAY_AT_LEAST) < 0) {
            return AWAY_AT_LEAST;
        }
        return span.compareTo(AWAY_AT_MOST) > 0 ? AWAY_AT_MOST : span;
    }

    @Override
    public Map<PaperReference, CompletableFuture<Answer>> request(
            Collection<PaperReference> references) {
        Map<PaperReference, CompletableFuture<Answer>> all = new LinkedHashMap<>();
        Map<PaperReference, CompletableFuture<Answer>> ours = new LinkedHashMap<>();
        for (PaperReference reference : references) {
            CompletableFuture<Answer> fresh = new CompletableFuture<>();
            CompletableFuture<Answer> known = answers.asMap().putIfAbsent(reference, fresh);
            if (known == null) {
                ours.put(reference, fresh);
            }
            all.put(reference, known == null ? fresh : known);
        }
        start(ours);
        return all;
    }

    private void start(Map<PaperReference, CompletableFuture<Answer>> asked) {
        if (asked.isEmpty()) {
            return;
        }
        if (running.get() >= MOST_AT_A_TIME) {
            asked.forEach((reference, future) -> {
                answers.asMap().remove(reference, future);
                future.complete(
                        new Unreachable(
                                "Too many papers are being looked up at the moment.",
                                clock.instant().plus(AWAY_AT_LEAST)));
            });
            return;
        }
        running.incrementAndGet();
        workers.execute(() -> {
            try {
                work(asked);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(asked, "The bot is being stopped.");
            } catch (RuntimeException | Error e) {
                log.error("Looking up {} failed", asked.keySet(), e);
            } finally {
                // Whatever went wrong, people and those who ask the same next wait no longer.
                end(asked, "Looking it up failed on my side, and that has been logged.");
                running.decrementAndGet();
            }
        });
    }

    private static void end(Map<PaperReference, CompletableFuture<Answer>> asked, String reason) {
        asked.values().forEach(future -> future.complete(new Unreachable(reason, null)));
    }

    /// Several of arXiv's are asked for together, everything else one by one.
    private void work(Map<PaperReference, CompletableFuture<Answer>> asked)
            throws InterruptedException {
        Map<ArxivId, PaperReference> together = new LinkedHashMap<>();
        List<PaperReference> single = new ArrayList<>();
        for (PaperReference reference : asked.keySet()) {
            Optional<ArxivId> id = asked.size() > 1 ? arxivId(reference) : Optional.empty();
            if (id.isPresent()) {
                together.put(id.get(), reference);
            } else {
                single.add(reference);
            }
        }
        if (!together.isEmpty()) {
            Map<ArxivId, Outcome> outcomes = lookup.findAll(together.keySet());
            together.forEach((id, reference) -> {
                Outcome outcome = outcomes.get(id);
                settle(asked, reference, outcome == null ? new UnknownPaper(List.of()) : outcome);
            });
        }
        for (PaperReference reference : single) {
            settle(asked, reference, lookup.find(reference));
        }
    }

    private static Optional<ArxivId> arxivId(PaperReference reference) {
        return reference instanceof PaperReference.Identified(var id)
                        && id.scheme() == io.broadsheet.paper.PaperId.Scheme.ARXIV
                ? ArxivId.parse(id.value())
                : Optional.empty();
    }

    private void settle(
            Map<PaperReference, CompletableFuture<Answer>> asked,
            PaperReference reference,
            Outcome outcome) {
        Answer answer =
                switch (outcome) {
                    case Outcome.Found(List<Paper> accounts) -> keep(accounts);
                    case Outcome.Withdrawn(Paper paper) ->
                            keep(List.of(paper.toBuilder().withdrawn(true).build()));
                    case UnknownPaper unknown -> unknown;
                    case NotAsked notAsked -> notAsked;
                    case Unreachable unreachable -> unreachable;
                };
        CompletableFuture<Answer> future = asked.get(reference);
        if (future != null) {
            future.complete(answer);
        }
    }

    private Answer keep(List<Paper> accounts) {
        catalogue.put(accounts, clock.instant());
        kept.run();
        return new Answer.Here(catalogue.canonical(accounts.getFirst().id()));
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
