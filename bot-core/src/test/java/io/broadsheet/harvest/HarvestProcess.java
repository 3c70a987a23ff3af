package io.broadsheet.harvest;

import io.broadsheet.clockwork.Clockwork;
import io.broadsheet.clockwork.Errand;
import io.broadsheet.clockwork.Errands;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.FakeSource;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// One of the processes of [HarvestProcessesTest]: it harvests by the clock, and notes each day
/// that it asks for in the table `asked`.
final class HarvestProcess {

    static final Instant NOW = Instant.parse("2026-03-20T12:00:00Z");
    static final int DAYS = 60;

    /// Arguments: the database.
    public static void main(String[] args) throws InterruptedException {
        Store store = Store.open(PostgresAddress.parse(args[0], "postgres", "postgres"));
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW));
        FakeSource source = new FakeSource("fake", LocalDate.of(2023, 5, 4), 0, NOW);
        for (int i = 0; i < DAYS; i++) {
            LocalDate day = LocalDate.of(2026, 3, 20).minusDays(i);
            source.on(day, paper(day));
        }
        source.before = day -> note(store, day);
        HarvestRound round =
                new HarvestRound(
                        source,
                        new Harvester(store.catalogue(), store.harvests(), clock, DAYS, true),
                        store.harvests(),
                        HarvestListener.NONE,
                        clock,
                        RandomGenerator.getDefault());
        Errand errand =
                new Errand() {
                    @Override
                    public String name() {
                        return "harvest-fake";
                    }

                    @Override
                    public Instant due() {
                        return round.due();
                    }

                    @Override
                    public Instant run() throws InterruptedException {
                        return round.run();
                    }
                };
        Clockwork.Timing timing =
                new Clockwork.Timing(
                        UUID.randomUUID().toString(),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1);
        try (Errands _ = new Errands(store.connections(), clock, timing, List.of(errand))) {
            System.out.println("harvesting");
            Thread.sleep(Duration.ofDays(1));
        }
    }

    private static Paper paper(LocalDate day) {
        String id = "2601." + String.format(java.util.Locale.ROOT, "%05d", day.toEpochDay());
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Paper of " + day)
                .build();
    }

    private static void note(Store store, LocalDate day) {
        try (Connection connection = store.connections().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO asked (day, process) VALUES (?, ?)")) {
            insert.setString(1, day.toString());
            insert.setLong(2, ProcessHandle.current().pid());
            insert.executeUpdate();
            Thread.sleep(50);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
