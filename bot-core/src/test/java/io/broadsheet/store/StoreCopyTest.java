package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.installation.Installation;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceJournal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moving from SQLite to PostgreSQL.
class StoreCopyTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U'ann\u0001");
    private static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C-vision");

    @TempDir Path directory;

    @Test
    void copiesEveryTableAndProvesIt() {
        try (Store store = Store.open(directory)) {
            fill(store);
        }
        PostgresAddress target = PostgresServer.SHARED.empty("copied");
        List<StoreCopy.Copied> copied = new ArrayList<>();

        StoreCopy.run(directory, target, copied::add);

        assertThat(copied).extracting(StoreCopy.Copied::table).isEqualTo(StoreCopy.TABLES);
        assertThat(copied)
                .filteredOn(table -> table.rows() == 0)
                .extracting(StoreCopy.Copied::table)
                .as("tables that the test leaves empty")
                .isEmpty();
        try (Store from = Store.open(directory);
                Store to = Store.open(target)) {
            assertThat(to.catalogue().changesAfter(0, 10_000))
                    .isEqualTo(from.catalogue().changesAfter(0, 10_000));
            assertThat(to.library().export(ANN)).isEqualTo(from.library().export(ANN));
            assertThat(to.schedules().of(VISION)).isEqualTo(from.schedules().of(VISION));
            assertThat(to.ledger().postings(VISION, 100))
                    .isEqualTo(from.ledger().postings(VISION, 100));
            // It can be written to.
            to.catalogue().put(List.of(paper(5_000)), NOON);
            assertThat(to.catalogue().lastChange()).isGreaterThan(from.catalogue().lastChange());
        }
        assertThatThrownBy(() -> StoreCopy.run(directory, target, _ -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has something in it already");
    }

    @Test
    void refusesATargetThatHasAnythingInIt() {
        Store.open(directory).close();
        PostgresAddress target = PostgresServer.SHARED.address(directory);
        try (Store store = Store.open(target)) {
            store.installations().keep(installation());
        }

        assertThatThrownBy(() -> StoreCopy.run(directory, target, _ -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has something in it already, in its table installation.");

        try (Store store = Store.open(target)) {
            assertThat(store.installations().find(Platform.SLACK, "T1")).contains(installation());
        }
    }

    @Test
    void copiesWhatIsBeingWrittenWhenItStarts() throws Exception {
        PostgresAddress target = PostgresServer.SHARED.address(directory);
        try (Store other = Store.open(directory);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> copying =
                    other.database()
                            .write(handle -> {
                                handle.execute("INSERT INTO title_lookup VALUES ('p', 1, 0)");
                                Future<?> started =
                                        thread.submit(
                                                () -> StoreCopy.run(directory, target, _ -> {}));
                                assertThatThrownBy(() -> started.get(2, TimeUnit.SECONDS))
                                        .isInstanceOf(TimeoutException.class);
                                return started;
                            });
            copying.get(60, TimeUnit.SECONDS);
        }

        try (Store store = Store.open(target)) {
            long lookups =
                    store.database()
                            .read(handle ->
                                    handle.createQuery("SELECT COUNT(*) FROM title_lookup")
                                            .mapTo(Long.class)
                                            .one());
            assertThat(lookups).isEqualTo(1);
        }
    }

    @Test
    void leavesNoTableOut() {
        try (Store store = Store.open(directory)) {
            List<String> tables =
                    store.database()
                            .read(handle ->
                                    handle.createQuery(
                                                    "SELECT name FROM sqlite_master WHERE type ="
                                                            + " 'table' AND name NOT LIKE 'sqlite_%'")
                                            .mapTo(String.class)
                                            .list());
            tables.remove("flyway_schema_history");
            tables.removeAll(StoreCopy.LEFT_OUT);
            assertThat(StoreCopy.TABLES).containsExactlyInAnyOrderElementsOf(tables);
        }
    }

    @Test
    void saysWhereThereIsNothingToCopy() {
        assertThatThrownBy(() ->
                        StoreCopy.run(
                                directory.resolve("nowhere"),
                                PostgresServer.SHARED.empty("untouched"),
                                _ -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("There is no database");
    }

    static void fill(Store store) {
        store.processes().beat("one", Platform.SLACK, NOON, Duration.ofSeconds(20));
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            papers.add(paper(i));
        }
        store.catalogue()
                .put(
                        List.of(Paper.builder(PaperId.ofTitle("Title 7 é"), "Title 7 é").build()),
                        NOON);
        store.catalogue().put(papers, NOON);
        store.catalogue()
                .put(
                        List.of(
                                Paper.builder(paper(3).id(), "Changed")
                                        .summary("Changed", "Changed")
                                        .version(2)
                                        .build()),
                        NOON.plusSeconds(5));
        PaperId one = paper(1).id();
        store.links().open(VISION, "vision", NOON);
        store.links().give(ANN, new FeedSubject.ShelfFeed(), NOON);
        FilledClub.of(store, VISION, ANN, NOON);
        store.vectors().keep("m", Map.of(one, new float[] {1, -2, 0.5f}));
        store.journal().reached("a file", 12, NOON);
        store.longCodes().keep("1:search something long", NOON);
        store.sources().takeTurn("arxiv", Duration.ofSeconds(3), Duration.ofSeconds(60));
        store.sources()
                .answered("arxiv", "q", new SourceJournal.Asked(NOON, "\"e\"", null, "unknown"));
        store.sources().noteAnswer("arxiv", NOON, List.of(new Rejection("entry 7", "no title")));
        store.sources().noteFields("arxiv", "rss", NOON, List.of("new"), List.of("title"));
        store.harvests().reachBack("arxiv", LocalDate.of(2026, 3, 1));
        store.harvests().noteComplete("arxiv", LocalDate.of(2026, 3, 2), 7, NOON);
        store.harvests().noteTitle(paper(3).id(), new HarvestJournal.TitleAsked(2, NOON));
        store.library().seen(ANN, VISION, "Ann\u0000 😀", NOON);
        store.library().saveIn(VISION, ANN, one, NOON);
        store.library().lists().put(ANN, "Thesis", one, NOON);
        store.library().upvote(ANN, one, NOON);
        store.library().dismiss(ANN, paper(2).id(), NOON);
        store.library().shown(ANN, List.of(one), NOON);
        store.library().suggested(ANN, List.of(one), NOON);
        store.library().rememberList(ANN, VISION, List.of(one), NOON);
        store.library().credit(ANN, one, NOON);
        store.library().follow(new Owner.OnePerson(ANN), new Interest.Topic("größe"), NOON);
        store.library().mute(new Owner.Channel(VISION), new Interest.Topic("x"), NOON);
        store.schedules().seen(ANN, VISION, true, NOON);
        store.digests().order(ANN, VISION, Digest.Rhythm.WEEKLY, ZoneOffset.UTC, NOON);
        store.subscriptions()
                .add(
                        new Subscriptions.Order(
                                Optional.of(ANN),
                                new Subscription.Mailbox("sealed", "digest"),
                                new Subscription.Topics.OfChannel(VISION, "vision"),
                                new Cadence.Daily(LocalTime.NOON),
                                ZoneOffset.UTC),
                        NOON.plusSeconds(60),
                        NOON);
        store.subscriptions()
                .count(List.of(new Subscriptions.Limit("digest", 3)), NOON.minusSeconds(9), NOON);
        Schedule schedule =
                store.schedules()
                        .add(
                                VISION,
                                "vision",
                                new Schedule.Plan(
                                        new Cadence.Daily(LocalTime.NOON),
                                        ZoneOffset.UTC,
                                        Optional.of("tokens"),
                                        Schedule.EditionKind.PAPER,
                                        Optional.empty()),
                                ANN,
                                NOON);
        Outbox.Key key =
                new Outbox.Key(
                        new Outbox.Job.OfSchedule(schedule.id()), LocalDate.of(2026, 3, 4), 0);
        Outbox.Target target = new Outbox.Target.InChannel(VISION);
        Outbox.Claiming.Claimed claim =
                (Outbox.Claiming.Claimed)
                        store.outbox().claim(key, target, NOON, "w", NOON, Duration.ofSeconds(60));
        store.outbox()
                .sending(
                        claim,
                        target,
                        List.of(new Outbox.Pick(one, "New")),
                        NOON,
                        Duration.ofSeconds(60));
        store.outbox().settle(claim, new PostOutcome.Confirmed("m"), NOON);
        store.installations().keep(installation());
        store.installations().useOnce("word", NOON.plusSeconds(600), NOON);
        store.requests().begin("slack/1", NOON.plusSeconds(600), NOON);
        store.paperMessages().shown(new PaperMessages.PaperMessage(VISION, "m1", one, NOON, ANN));
        store.paperMessages().opened(VISION, one, "m1", NOON);
    }

    private static Installation installation() {
        return new Installation(
                Platform.SLACK,
                "T1",
                "Lab",
                "U-bot",
                Optional.of(ANN),
                List.of("commands"),
                Optional.of("1.00000000.AAAA"),
                NOON,
                Optional.empty());
    }

    static Paper paper(int i) {
        String id = String.format(Locale.ROOT, "2501.%05d", i + 1);
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Title " + i + " é")
                .summary("About " + i + " 模型", "About " + i + " 模型")
                .authorNames(List.of("Ann Author"))
                .links(
                        List.of(
                                new PaperLink(
                                        PaperLink.LinkKind.CODE,
                                        URI.create("https://github.com/ann/code-" + i))))
                .build();
    }
}
