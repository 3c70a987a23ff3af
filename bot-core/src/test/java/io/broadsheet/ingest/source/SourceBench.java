package io.broadsheet.ingest.source;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestSink;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceException;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.source.SourceState;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// A store and the sources of one server, with manners for the impatient.
final class SourceBench implements AutoCloseable {

    static final Manners QUICK = quick(Duration.ofSeconds(20), Duration.ofMillis(300));

    /// @param answer how long an answer may take
    /// @param openFor how long a source that failed too often is left alone
    static Manners quick(Duration answer, Duration openFor) {
        return new Manners(
                Duration.ZERO,
                Duration.ofMillis(4),
                3,
                answer,
                Duration.ofMinutes(2),
                answer,
                Duration.ofMinutes(1),
                openFor,
                1 << 20);
    }

    private static byte[] empty = {};

    final Store store;
    final Clock clock;
    final NetworkSources sources;
    final Sink sink;

    SourceBench(Path directory, FaultySource server, Clock clock) {
        this(directory, settings(server, true, true), clock, QUICK);
    }

    SourceBench(Path directory, SourceSettings settings, Clock clock, Manners manners) {
        this.store = open(directory);
        this.clock = clock;
        this.sources = NetworkSources.open(settings, store.sources(), clock, _ -> manners);
        this.sink = new Sink(store.catalogue(), clock);
    }

    /// Migrating takes most of a test's time, so new directories get a copy of one empty database.
    private static synchronized Store open(Path directory) {
        Path file = directory.resolve(Store.FILE);
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(directory);
                if (empty.length == 0) {
                    Store.open(directory).close();
                    empty = Files.readAllBytes(file);
                }
                Files.write(file, empty);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Store.open(directory);
    }

    static SourceSettings settings(FaultySource server, boolean huggingFace, boolean arxiv) {
        return new SourceSettings(
                "papers@example.org",
                new SourceSettings.HuggingFace(huggingFace, server.uri(""), "hf_secret", 3, true),
                new SourceSettings.Arxiv(
                        arxiv,
                        server.uri("/api/query"),
                        server.uri("/oai"),
                        server.uri(""),
                        List.of("cs.AI", "stat.ML"),
                        0),
                new SourceSettings.SemanticScholar(true, server.uri(""), "s2key"),
                new SourceSettings.OpenAlex(true, server.uri(""), "oakey"));
    }

    PaperSource source(String name) {
        return sources.harvested().stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    SourceState state(String name) {
        return sources.states().stream()
                .filter(state -> state.source().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void harvest(String name, String from, String to) throws SourceException, InterruptedException {
        source(name).harvest(new DaySpan(LocalDate.parse(from), LocalDate.parse(to)), sink);
    }

    /// The catalogue's papers without the time at which they came.
    List<Paper> papers() {
        return store.catalogue().changesAfter(0, 100_000).stream()
                .flatMap(change -> change.paper().stream())
                .map(paper -> paper.toBuilder().added(Instant.EPOCH).build())
                .sorted(Comparator.comparing(Paper::id))
                .toList();
    }

    /// Takes papers into the catalogue, and remembers the rest.
    static class Sink implements HarvestSink {
        final List<Rejection> rejections = new ArrayList<>();
        final TreeSet<LocalDate> closed = new TreeSet<>();
        final TreeSet<LocalDate> open = new TreeSet<>();
        private final Catalogue catalogue;
        private final Clock clock;

        Sink(Catalogue catalogue, Clock clock) {
            this.catalogue = catalogue;
            this.clock = clock;
        }

        @Override
        public void papers(List<Paper> papers) {
            catalogue.put(papers, clock.instant());
        }

        @Override
        public void changes(List<Paper> papers) {
            List<Paper> known =
                    papers.stream()
                            .filter(paper -> catalogue.find(paper.id()).isPresent())
                            .toList();
            catalogue.put(known, clock.instant());
        }

        @Override
        public void rejected(Rejection rejection) {
            rejections.add(rejection);
        }

        @Override
        public void complete(LocalDate day, boolean isClosed) {
            (isClosed ? closed : open).add(day);
        }
    }

    @Override
    public void close() {
        sources.close();
        store.close();
    }
}
