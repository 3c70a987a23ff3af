package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.PaperDiscoveries;
import io.broadsheet.source.PaperDiscovery;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a source what it ranks and finds, one question once at a time, keeps the papers in the
/// catalogue, and remembers for a while what came of it.
public final class CoalescedDiscoveries implements PaperDiscoveries, AutoCloseable {

    /// How many papers are asked for: four pages of a list.
    static final int MOST = 20;

    private static final Logger log = LoggerFactory.getLogger(CoalescedDiscoveries.class);

    private static final String TRENDING = "trending";
    private static final Duration FOUND_FOR = Duration.ofMinutes(10);
    private static final Duration AWAY_FOR = Duration.ofSeconds(20);
    private static final int REMEMBERED = 200;

    /// The source is asked one question a second.
    private static final int MOST_AT_A_TIME = 10;

    private final PaperDiscovery discovery;
    private final Catalogue catalogue;
    private final Runnable kept;
    private final Clock clock;
    private final AsyncCache<String, Discovery> answers;
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("discovery-", 0).factory());

    /// @param kept runs after papers have come into the catalogue and before they are given out
    public CoalescedDiscoveries(
            PaperDiscovery discovery, Catalogue catalogue, Runnable kept, Clock clock) {
        this.discovery = discovery;
        this.catalogue = catalogue;
        this.kept = kept;
        this.clock = clock;
        this.answers =
                Caffeine.newBuilder()
                        .maximumSize(REMEMBERED)
                        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                        .expireAfter(
                                Expiry.<String, Discovery>creating((_, found) ->
                                        found instanceof Discovery.Papers ? FOUND_FOR : AWAY_FOR))
                        .buildAsync();
    }

    /// How a source is asked.
    @FunctionalInterface
    private interface SourceQuery {
        List<Paper> ask() throws SourceException, InterruptedException;
    }

    @Override
    public Optional<String> source() {
        return discovery.source();
    }

    @Override
    public boolean searches() {
        return discovery.searches();
    }

    @Override
    public CompletableFuture<Discovery> trending() {
        return find(TRENDING, () -> discovery.trending(MOST));
    }

    @Override
    public CompletableFuture<Discovery> search(String words) {
        String asked = words.strip().replaceAll("\\s+", " ");
        return find(
                "search " + asked.toLowerCase(Locale.ROOT), () -> discovery.search(asked, MOST));
    }

    private CompletableFuture<Discovery> find(String key, SourceQuery question) {
        CompletableFuture<Discovery> fresh = new CompletableFuture<>();
        CompletableFuture<Discovery> known = answers.asMap().putIfAbsent(key, fresh);
        if (known != null) {
            return known.thenApply(CoalescedDiscoveries::again);
        }
        if (running.incrementAndGet() > MOST_AT_A_TIME) {
            running.decrementAndGet();
            answers.asMap().remove(key, fresh);
            fresh.complete(
                    new Unreachable(
                            "Too many people are asking at the moment.",
                            clock.instant().plus(AWAY_FOR)));
            return fresh;
        }
        workers.execute(() -> {
            try {
                fresh.complete(keep(question.ask()));
            } catch (SourceException e) {
                fresh.complete(
                        new Unreachable(String.valueOf(e.getMessage()), e.retryAt().orElse(null)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fresh.complete(new Unreachable("The bot is being stopped.", null));
            } catch (RuntimeException | Error e) {
                log.error("Asking for what a source finds failed", e);
            } finally {
                // Whatever went wrong, people and those who ask the same next wait no longer.
                fresh.complete(
                        new Unreachable(
                                "Asking failed on my side, and that has been logged.", null));
                running.decrementAndGet();
            }
        });
        return fresh;
    }

    /// What was new to the catalogue is so once.
    private static Discovery again(Discovery found) {
        return found instanceof Discovery.Papers papers
                ? new Discovery.Papers(papers.papers(), 0)
                : found;
    }

    private Discovery keep(List<Paper> papers) {
        if (papers.isEmpty()) {
            return new Discovery.Papers(List.of(), 0);
        }
        Instant now = clock.instant();
        int added =
                (int)
                        catalogue.put(papers, now).stream()
                                .filter(intake -> intake == Catalogue.Intake.ADDED)
                                .count();
        kept.run();
        List<PaperId> ids =
                papers.stream().map(paper -> catalogue.canonical(paper.id())).distinct().toList();
        return new Discovery.Papers(ids, added);
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        workers.shutdownNow();
        workers.close();
    }
}
