package io.broadsheet.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.FakeSource;
import io.broadsheet.source.HarvestJournal.HarvestProgress;
import io.broadsheet.source.Rejection;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked for, when, and that nothing is missing afterwards.
class HarvesterTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);
    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");

    @TempDir Path directory;

    private Store store;
    private FakeSource source;
    private Instant now = NOON;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        source = new FakeSource("fake", LocalDate.of(2023, 5, 4), 2, NOON);
        for (LocalDate day = LocalDate.of(2025, 12, 1);
                day.isBefore(TODAY.plusDays(120));
                day = day.plusDays(1)) {
            source.on(day, paper(day, 0), paper(day, 1));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void takesInTheLatestDaysFirstAndRemembersThoseThatAreOver() throws Exception {
        HarvestSummary summary = harvest();

        assertThat(source.asked).containsExactlyElementsOf(days(-6, 0, -9, -7));
        assertThat(summary.days()).isEqualTo(10);
        assertThat(summary.added()).isEqualTo(20);
        assertThat(summary.complete()).isTrue();
        assertThat(store.catalogue().size()).isEqualTo(20);
        assertThat(store.harvests().progress("fake"))
                .isEqualTo(new HarvestProgress(TODAY.minusDays(9), 9, TODAY.minusDays(1), NOON, 0));
    }

    @Test
    void asksForADayThatIsOverOnlyAgainForItsVotes() throws Exception {
        harvest();
        source.asked.clear();
        pass(Duration.ofHours(3));
        harvest();
        assertThat(source.asked).as("the day that may still grow").containsExactly(TODAY);

        source.asked.clear();
        pass(Duration.ofHours(21));
        source.on(TODAY, paper(TODAY, 0).toBuilder().upvotes(12).build(), paper(TODAY, 1));
        harvest();
        assertThat(source.asked)
                .as("and once a day those before")
                .containsExactlyElementsOf(days(-1, 1));
        assertThat(store.catalogue().find(paper(TODAY, 0).id()).orElseThrow().upvotes())
                .isEqualTo(12);
    }

    @Test
    void catchesUpHoweverLongItWasOff() throws Exception {
        harvest();
        source.asked.clear();
        pass(Duration.ofDays(100));
        harvest();
        List<LocalDate> sorted = source.asked.stream().sorted().toList();
        // The day that had not been over, and all that came since, each once.
        assertThat(sorted).containsExactlyElementsOf(days(0, 100));
        assertThat(source.asked.getFirst())
                .as("the latest week first")
                .isEqualTo(TODAY.plusDays(94));
        assertThat(store.catalogue().size()).isEqualTo(20 + 200);
    }

    @Test
    void reachesBackWhenItIsAskedToAndStaysThere() throws Exception {
        harvest();
        source.asked.clear();
        LocalDate since = TODAY.minusDays(40);
        new Harvester(store.catalogue(), store.harvests(), clock(), 10, false)
                .run(source, since, HarvestListener.NONE);
        assertThat(source.asked.stream().sorted().toList())
                .containsExactlyElementsOf(days(-40, -10, 0, 0));
        assertThat(store.harvests().progress("fake").since()).isEqualTo(since);
        source.asked.clear();
        pass(Duration.ofHours(1));
        harvest();
        assertThat(source.asked).containsExactly(TODAY);
    }

    @Test
    void keepsWhatABrokenHarvestBroughtAndGoesOnAfterIt() throws Exception {
        source.failures.put(
                TODAY.minusDays(3), source.failure("It is on fire.", Duration.ofMinutes(7)));
        HarvestSummary broken = harvest();
        assertThat(broken.failure()).isEqualTo("It is on fire.");
        assertThat(broken.retryAt()).isEqualTo(NOON.plus(Duration.ofMinutes(7)));
        assertThat(broken.complete()).isFalse();
        assertThat(store.catalogue().size()).isEqualTo(6);
        assertThat(store.harvests().progress("fake").failures()).isEqualTo(1);
        assertThat(store.harvests().progress("fake").lastDone()).isNull();

        source.asked.clear();
        harvest();
        assertThat(source.asked).containsExactlyElementsOf(days(-3, 0, -9, -7));
        assertThat(store.catalogue().size()).isEqualTo(20);
        assertThat(store.harvests().progress("fake").failures()).isZero();
    }

    @Test
    void endsLikeAnUndisturbedHarvestHoweverOftenItBreaksOff() throws Exception {
        harvest();
        List<Paper> expected = papers();
        close();
        store = Store.open(directory.resolve("disturbed"));
        source.asked.clear();

        Random random = new Random(20261124);
        int broken = 0;
        source.before =
                day -> {
                    if (random.nextInt(4) == 0) {
                        throw new IllegalStateException("killed at " + day);
                    }
                };
        while (true) {
            try {
                harvest();
                break;
            } catch (IllegalStateException e) {
                broken++;
            }
        }
        assertThat(broken).isPositive();
        assertThat(papers()).isEqualTo(expected);
        Map<LocalDate, Integer> asked = new HashMap<>();
        source.asked.forEach(day -> asked.merge(day, 1, Integer::sum));
        // A day is asked for again only where it was broken off, or is not over.
        assertThat(asked.values().stream().mapToInt(times -> times - 1).sum())
                .isLessThanOrEqualTo(2 * broken);
        asked.remove(TODAY);
        assertThat(asked.values().stream().mapToInt(times -> times - 1).sum())
                .isLessThanOrEqualTo(broken);
    }

    @Test
    void bringsKnownPapersUpToDateAndLeavesUnknownOnesBe() throws Exception {
        harvest();
        pass(Duration.ofDays(1));
        Paper newer = paper(TODAY.minusDays(5), 0).toBuilder().version(2).withdrawn(true).build();
        Paper strange = paper(LocalDate.of(2019, 1, 1), 0);
        source.changes(TODAY.plusDays(1), newer, strange);
        HarvestSummary summary = harvest();
        assertThat(summary.updated()).isEqualTo(1);
        assertThat(store.catalogue().find(newer.id()).orElseThrow().withdrawn()).isTrue();
        assertThat(store.catalogue().find(strange.id())).isEmpty();
    }

    @Test
    void countsWhatIsLeftOutAndTellsHowFarItIs() throws Exception {
        List<String> heard = new ArrayList<>();
        Harvester harvester = new Harvester(store.catalogue(), store.harvests(), clock(), 2, false);
        HarvestListener listener =
                new HarvestListener() {
                    @Override
                    public void started(io.broadsheet.source.PaperSource each, long days) {
                        heard.add("started " + days);
                    }

                    @Override
                    public void advanced(io.broadsheet.source.PaperSource each, Progress progress) {
                        heard.add(progress.toString());
                    }

                    @Override
                    public void ended(
                            io.broadsheet.source.PaperSource each, HarvestSummary summary) {
                        heard.add("ended " + summary.papers());
                    }
                };
        harvester.run(source, null, listener);
        assertThat(heard)
                .containsExactly(
                        "started 2",
                        "Progress[day=2026-03-19, days=1, of=2, papers=2]",
                        "Progress[day=2026-03-20, days=2, of=2, papers=4]",
                        "ended 4");
    }

    @Test
    void refusesToTakeInNoDayAtAll() {
        assertThatThrownBy(
                        () -> new Harvester(store.catalogue(), store.harvests(), clock(), 0, false))
                .hasMessageContaining("1 day or more");
        assertThat(new Rejection("here", "no").toString()).isEqualTo("here: no");
    }

    private HarvestSummary harvest() throws InterruptedException {
        return new Harvester(store.catalogue(), store.harvests(), clock(), 10, true)
                .run(source, null, HarvestListener.NONE);
    }

    private List<Paper> papers() {
        return store.catalogue().dated(Instant.EPOCH, Instant.MAX, 1_000);
    }

    private void pass(Duration span) {
        now = now.plus(span);
        source.now(now);
    }

    /// Days relative to today, from and to in turn.
    private static List<LocalDate> days(int... fromTo) {
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < fromTo.length; i += 2) {
            for (int day = fromTo[i]; day <= fromTo[i + 1]; day++) {
                days.add(TODAY.plusDays(day));
            }
        }
        return days;
    }

    private static Paper paper(LocalDate day, int number) {
        String id =
                String.format(
                        Locale.ROOT,
                        "%02d%02d.%05d",
                        day.getYear() % 100,
                        day.getMonthValue(),
                        day.getDayOfMonth() * 10 + number);
        return Paper.builder(PaperId.of(ArxivId.parse(id).orElseThrow()), "Paper " + id)
                .summary("About " + id, "About " + id)
                .version(1)
                .published(day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .build();
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }
}
