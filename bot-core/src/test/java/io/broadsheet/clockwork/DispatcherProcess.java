package io.broadsheet.clockwork;

import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.LeastHad;
import io.broadsheet.edition.PlainLayout;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// The process that [ExactlyOnceTest] kills: it posts what is due until it is stopped.
final class DispatcherProcess {

    static final Duration LEASE = Duration.ofSeconds(3);

    /// Arguments: the store, the destination's port, for how many seconds it remembers keys, and by
    /// how many milliseconds the clock is ahead.
    public static void main(String[] args) throws InterruptedException {
        Store store = ExactlyOnceTest.open(args[0]);
        HttpPlatform platform =
                new HttpPlatform(
                        Integer.parseInt(args[1]), Duration.ofSeconds(Integer.parseInt(args[2])));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(args[3])));
        String worker = UUID.randomUUID().toString();
        EditionDispatcher dispatcher =
                new EditionDispatcher(
                        new PostingContext(
                                store.schedules(),
                                store.digests(),
                                store.subscriptions(),
                                store.outbox(),
                                store.catalogue(),
                                store.library(),
                                store.paperMessages(),
                                new LeastHad(papers(), store.outbox()::had),
                                new PlainLayout(),
                                clock,
                                worker,
                                LEASE));
        Clockwork clockwork =
                new Clockwork(
                        store.connections(),
                        dispatcher,
                        store.schedules(),
                        store.digests(),
                        store.subscriptions(),
                        store.processes(),
                        store.storedTimes(),
                        clock,
                        new Clockwork.Timing(
                                worker,
                                Duration.ofMillis(100),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                16));
        clockwork.serve(platform);
        System.out.println("serving");
        Thread.sleep(Duration.ofDays(1));
    }

    static List<Paper> papers() {
        return IntStream.range(1, 6)
                .mapToObj(i ->
                        Paper.builder(
                                        PaperId.of(ArxivId.parse("2501.0000" + i).orElseThrow()),
                                        "Paper " + i)
                                .summary("About " + i, "About " + i)
                                .published(Instant.parse("2025-01-01T00:00:00Z"))
                                .build())
                .toList();
    }
}
