package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [Installations] does.
abstract class InstallationsContract extends StoreContract {

    private static final String SEALED = "1.00000000.AAAA";

    /// Tables that belong to no workspace.
    private static final Set<String> COMMON =
            Set.of(
                    "counter",
                    "paper",
                    "alias",
                    "link",
                    "revision",
                    "vector",
                    "import_source",
                    "long_code",
                    "installation_word",
                    // A digest that says nothing of whose request it was.
                    "done_request",
                    // Digests that name nobody, for a day.
                    "confirmation_mail",
                    "harvest",
                    "harvested_day",
                    "title_lookup",
                    "source_turn",
                    "source_query",
                    "source_state",
                    "source_field",
                    "platform_alive");

    private Installations installations;

    @BeforeEach
    void openInstallations() {
        installations = store.installations();
    }

    @Test
    void keepsWhatAWorkspaceGave() {
        Installation first = installation("T1", NOON);
        installations.keep(first);
        reopen();
        installations = store.installations();

        assertThat(installations.find(Platform.SLACK, "T1")).contains(first);
        assertThat(installations.find(Platform.SLACK, "T2")).isEmpty();
        assertThat(installations.find(Platform.DISCORD, "T1")).isEmpty();
        Installation second = installation("T2", NOON.minusSeconds(5));
        installations.keep(second);
        assertThat(installations.all(Platform.SLACK)).containsExactly(second, first);
        assertThat(installations.all(Platform.DISCORD)).isEmpty();
    }

    @Test
    void aNewInstallationTakesTheOldOnesPlace() {
        installations.keep(installation("T1", NOON));
        installations.revoke(Platform.SLACK, "T1", NOON, NOON);
        Installation anew =
                new Installation(
                        Platform.SLACK,
                        "T1",
                        "Lab, renamed\u0000",
                        "U-bot2",
                        Optional.empty(),
                        List.of(),
                        Optional.of("1.00000000.BBBB"),
                        NOON.plusSeconds(60),
                        Optional.empty());
        installations.keep(anew);

        Installation found = installations.find(Platform.SLACK, "T1").orElseThrow();
        assertThat(found.active()).isTrue();
        assertThat(found.name()).isEqualTo("Lab, renamed\uFFFD");
        assertThat(found.installer()).isEmpty();
        assertThat(found.scopes()).isEmpty();
        assertThat(installations.all(Platform.SLACK)).hasSize(1);
    }

    @Test
    void revokingDeletesTheSecretAtOnce() {
        installations.keep(installation("T1", NOON));

        assertThat(installations.revoke(Platform.SLACK, "T1", NOON, NOON.plusSeconds(3))).isTrue();

        Installation found = installations.find(Platform.SLACK, "T1").orElseThrow();
        assertThat(found.active()).isFalse();
        assertThat(found.sealed()).isEmpty();
        assertThat(found.revoked()).contains(NOON.plusSeconds(3));
        assertThat(everything()).doesNotContain(SEALED);
        assertThat(installations.revoke(Platform.SLACK, "T1", NOON, NOON)).isFalse();
        assertThat(installations.revoke(Platform.SLACK, "T9", NOON, NOON)).isFalse();
    }

    @Test
    void aLateRevocationLeavesANewerInstallationAlone() {
        installations.keep(installation("T1", NOON));

        assertThat(
                        installations.revoke(
                                Platform.SLACK, "T1", NOON.minusMillis(1), NOON.plusSeconds(60)))
                .isFalse();
        assertThat(installations.find(Platform.SLACK, "T1").orElseThrow().active()).isTrue();
    }

    @Test
    void resealsUnlessTheSecretChanged() {
        installations.keep(installation("T1", NOON));

        assertThat(installations.reseal(Platform.SLACK, "T1", SEALED, "1.00000001.CCCC")).isTrue();
        assertThat(installations.find(Platform.SLACK, "T1").orElseThrow().sealed())
                .contains("1.00000001.CCCC");
        assertThat(installations.reseal(Platform.SLACK, "T1", SEALED, "1.00000001.DDDD")).isFalse();
    }

    @Test
    void aWordIsGoodOnce() {
        Instant until = NOON.plusSeconds(600);
        assertThat(installations.useOnce("word", until, NOON)).isTrue();
        assertThat(installations.useOnce("word", until, NOON.plusSeconds(599))).isFalse();
        assertThat(installations.useOnce("other", until, NOON)).isTrue();
        assertThat(everything()).doesNotContain("word").doesNotContain("other");
        assertThat(installations.useOnce("third", NOON.plusSeconds(1_200), until)).isTrue();
        assertThat(rows("installation_word")).as("lapsed words are deleted").hasSize(1);
    }

    @Test
    void ofManyWhoUseAWordOneSucceeds() throws Exception {
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            tries.add(() -> installations.useOnce("word", NOON.plusSeconds(600), NOON));
        }
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            int succeeded = 0;
            for (Future<Boolean> each : many.invokeAll(tries, 60, TimeUnit.SECONDS)) {
                succeeded += each.get() ? 1 : 0;
            }
            assertThat(succeeded).isEqualTo(1);
        }
    }

    @Test
    void purgesEverythingOfAWorkspaceAndNothingElse() {
        // Ids that a careless comparison would take for T1.
        List<String> others = List.of("T10", "T", "t1", "T_", "%");
        for (String other : others) {
            fill(other, "other-" + other);
        }
        Map<String, List<String>> before = tables();
        fill("T1", "first");
        Map<String, List<String>> filled = tables();
        filled.forEach((table, rows) -> {
            if (!COMMON.contains(table)) {
                assertThat(rows)
                        .as("%s is filled by this test", table)
                        .hasSizeGreaterThan(before.get(table).size());
            }
        });

        installations.revoke(Platform.SLACK, "T1", NOON, NOON);
        int deleted = installations.purge(Platform.SLACK, "T1", NOON.plusSeconds(1));

        assertThat(deleted).isPositive();
        Map<String, List<String>> after = tables();
        COMMON.forEach(before::remove);
        COMMON.forEach(after::remove);
        assertThat(after).isEqualTo(before);
        assertThat(installations.purge(Platform.SLACK, "T1", NOON.plusSeconds(1))).isZero();
    }

    @Test
    void knowsEveryTableThatNamesChannelsOrJobs() {
        // Read from the schema, so that a table added later is not overlooked.
        assertThat(engine().tablesWithColumnLike(store, "channel"))
                .containsExactlyInAnyOrderElementsOf(WorkspaceRows.TABLES_WITH_CHANNELS);
        assertThat(engine().tablesWithColumnLike(store, "job"))
                .containsExactlyInAnyOrderElementsOf(WorkspaceRows.TABLES_WITH_JOBS);
    }

    @Test
    void purgesNeitherTooEarlyNorAfterANewInstallation() {
        fill("T1", "first");
        Map<String, List<String>> filled = tables();

        assertThat(installations.purge(Platform.SLACK, "T1", NOON.plusSeconds(99)))
                .as("it is active")
                .isZero();
        installations.revoke(Platform.SLACK, "T1", NOON, NOON);
        assertThat(installations.purge(Platform.SLACK, "T1", NOON)).as("too early").isZero();
        installations.keep(installation("T1", NOON));
        assertThat(installations.purge(Platform.SLACK, "T1", NOON.plusSeconds(99)))
                .as("it is active again")
                .isZero();
        assertThat(tables()).isEqualTo(filled);
    }

    @Test
    void notesWhereTheBotIs() {
        installations.keep(installation("T1", NOON));
        installations.present(Platform.DISCORD, List.of("11", "110"), NOON);
        Instant left = NOON.plusSeconds(60);
        assertThat(installations.revoke(Platform.DISCORD, "11", left, left)).isTrue();
        Instant back = NOON.plusSeconds(120);

        installations.present(Platform.DISCORD, List.of("11", "110", "1"), back);
        installations.present(Platform.DISCORD, List.of(), back);

        assertThat(installations.all(Platform.DISCORD))
                .containsExactly(there("110", NOON), there("1", back), there("11", back));
        assertThat(installations.all(Platform.SLACK)).containsExactly(installation("T1", NOON));
        assertThat(installations.purge(Platform.DISCORD, "11", NOON.plusSeconds(999))).isZero();
    }

    private static Installation there(String workspace, Instant at) {
        return new Installation(
                Platform.DISCORD,
                workspace,
                "",
                "",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                at,
                Optional.empty());
    }

    @Test
    void leavesPeopleWhatIsTheirsWhereTheyBelongToNoWorkspace() {
        UserRef ann = new UserRef(Platform.DISCORD, "-", "5");
        UserRef bob = new UserRef(Platform.DISCORD, "-", "6");
        ChannelRef gone = new ChannelRef(Platform.DISCORD, "11", "115");
        ChannelRef other = new ChannelRef(Platform.DISCORD, "110", "1105");
        ChannelRef direct = new ChannelRef(Platform.DISCORD, "@me", "5");
        PaperId paper = arxiv("2501.00001");
        Interest.Topic pruning = new Interest.Topic("pruning");
        installations.present(Platform.DISCORD, List.of("11", "110"), NOON);
        for (ChannelRef channel : List.of(gone, other, direct)) {
            library.seen(ann, channel, "ann", NOON);
            library.seen(bob, channel, "bob", NOON);
            library.rememberList(ann, channel, List.of(paper), NOON);
            library.follow(new Owner.Channel(channel), pruning, NOON);
        }
        library.save(ann, paper, NOON);
        library.follow(new Owner.OnePerson(ann), pruning, NOON);
        Digest orderedThere = digests.order(ann, gone, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
        Digest elsewhere = digests.order(bob, other, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
        post(new Outbox.Job.OfDigest(orderedThere.id()), new Outbox.Target.ToPerson(ann), paper);
        List<String> posted = rows("outbox");
        installations.revoke(Platform.DISCORD, "11", NOON, NOON);

        assertThat(installations.purge(Platform.DISCORD, "11", NOON.plusSeconds(1))).isPositive();

        assertThat(library.members(gone)).isEmpty();
        assertThat(library.lastList(ann, gone)).isEmpty();
        assertThat(library.follows(new Owner.Channel(gone))).isEmpty();
        for (ChannelRef channel : List.of(other, direct)) {
            assertThat(library.members(channel)).containsExactlyInAnyOrder(ann, bob);
            assertThat(library.lastList(ann, channel)).containsExactly(paper);
            assertThat(library.follows(new Owner.Channel(channel))).containsExactly(pruning);
        }
        assertThat(library.saved(ann)).hasSize(1);
        assertThat(library.follows(new Owner.OnePerson(ann))).containsExactly(pruning);
        assertThat(rows("outbox")).as("what was sent is not sent again").isEqualTo(posted);
        assertThat(digests.of(bob)).contains(elsewhere);
        assertThat(digests.of(ann))
                .hasValueSatisfying(digest -> {
                    assertThat(digest.id()).isEqualTo(orderedThere.id());
                    assertThat(digest.home()).isEqualTo(new ChannelRef(Platform.DISCORD, "-", "5"));
                });
    }

    private Installation installation(String workspace, Instant at) {
        return new Installation(
                Platform.SLACK,
                workspace,
                "Lab",
                "U-bot",
                Optional.of(new UserRef(Platform.SLACK, workspace, "U-ann")),
                List.of("commands", "chat:write"),
                Optional.of(SEALED),
                at,
                Optional.empty());
    }

    /// Puts something into every table that belongs to workspaces.
    private void fill(String workspace, String name) {
        UserRef user = new UserRef(Platform.SLACK, workspace, "U-ann");
        ChannelRef channel = new ChannelRef(Platform.SLACK, workspace, "C-vision");
        PaperId paper = arxiv("2501.00001");
        installations.keep(installation(workspace, NOON));
        library.seen(user, channel, name, NOON);
        schedules.seen(user, channel, true, NOON);
        library.saveIn(channel, user, paper, NOON);
        library.lists().put(user, "Thesis", paper, NOON);
        library.upvote(user, paper, NOON);
        library.dismiss(user, paper, NOON);
        library.shown(user, List.of(paper), NOON);
        library.suggested(user, List.of(paper), NOON);
        library.rememberList(user, channel, List.of(paper), NOON);
        library.credit(user, arxiv("2501.%05d".formatted(2 + name.length())), NOON);
        library.follow(new Owner.OnePerson(user), new Interest.Topic("pruning"), NOON);
        library.follow(new Owner.Channel(channel), new Interest.Topic("pruning"), NOON);
        ledger.record(new Ledger.LedgerEntry(channel, paper, NOON, Ledger.Occasion.SHARED));
        store.links().open(channel, "vision", NOON);
        store.links().give(user, new FeedSubject.ShelfFeed(), NOON);
        FilledClub.of(store, channel, user, NOON);
        subscribe(user, new Subscription.Topics.Recommended(channel));
        Digest digest = digests.order(user, channel, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
        Schedule schedule =
                schedules.add(
                        channel,
                        name,
                        new Schedule.Plan(
                                new Cadence.Daily(LocalTime.NOON),
                                ZoneOffset.UTC,
                                Optional.empty(),
                                Schedule.EditionKind.PAPER,
                                Optional.empty()),
                        user,
                        NOON);
        store.paperMessages()
                .shown(new PaperMessages.PaperMessage(channel, "m1", paper, NOON, user));
        store.paperMessages().opened(channel, paper, "m1", NOON);
        schedules.refused(schedule.id(), Delivery.Refusal.CHANNEL_ARCHIVED, NOON);
        post(new Outbox.Job.OfSchedule(schedule.id()), new Outbox.Target.InChannel(channel), paper);
        post(new Outbox.Job.OfDigest(digest.id()), new Outbox.Target.ToPerson(user), paper);
        store.database()
                .write(handle ->
                        handle.execute(
                                "INSERT INTO scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                                        + " VALUES ('editions-slack', ?, '2026-03-04 12:00:00', ?, 1)",
                                "schedule/" + schedule.id(),
                                false));
    }

    private void post(Outbox.Job job, Outbox.Target target, PaperId paper) {
        Outbox.Key key = new Outbox.Key(job, LocalDate.of(2026, 3, 4), 0);
        Outbox.Claiming.Claimed claim =
                (Outbox.Claiming.Claimed)
                        outbox.claim(key, target, NOON, "w", NOON, Duration.ofSeconds(60));
        outbox.sending(
                claim,
                target,
                List.of(new Outbox.Pick(paper, "New")),
                NOON,
                Duration.ofSeconds(60));
        outbox.settle(claim, new PostOutcome.Confirmed("m"), NOON);
    }

    /// Every row of every table.
    private Map<String, List<String>> tables() {
        List<String> names = new ArrayList<>(StoreCopy.TABLES);
        names.add("scheduled_tasks");
        Map<String, List<String>> tables = new TreeMap<>();
        names.forEach(name -> tables.put(name, rows(name)));
        return tables;
    }

    private List<String> rows(String table) {
        return store.database()
                .read(handle ->
                        handle
                                .createQuery("SELECT * FROM " + table)
                                .map((row, _) -> line(row))
                                .stream()
                                .sorted()
                                .toList());
    }

    private static String line(java.sql.ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(String.valueOf(row.getObject(i)));
        }
        return String.join("|", values);
    }

    private String everything() {
        return tables().values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
    }
}
