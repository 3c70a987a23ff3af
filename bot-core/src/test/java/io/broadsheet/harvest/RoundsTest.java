package io.broadsheet.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library.Saved;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.source.FakeSource;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When sources are harvested, and how titles find their papers.
class RoundsTest {

    private static final Instant NOON = Instant.parse("2026-03-20T12:00:00Z");
    private static final Duration MINUTES = Duration.ofMinutes(10);

    @TempDir Path directory;

    private Store store;
    private Instant now = NOON;
    private final FakeSource source = new FakeSource("fake", LocalDate.of(2023, 5, 4), 0, NOON);

    @BeforeEach
    void open() {
        store = Store.open(directory);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void harvestsAtOnceWhatWasNeverHarvestedAndThenAtTheSourcesRhythm() throws Exception {
        assertThat(round().due()).isEqualTo(NOON);
        Instant renewal = Instant.parse("2026-03-21T00:00:00Z");
        assertThat(round().run()).isBetween(renewal, renewal.plus(MINUTES));
        assertThat(round().due()).isBetween(renewal, renewal.plus(MINUTES));

        // What was missed is due at once, in that its time is over.
        now = Instant.parse("2026-05-01T00:00:00Z");
        assertThat(round().due()).isBefore(now);
    }

    @Test
    void comesBackAtEverLongerDistancesFromASourceThatFails() throws Exception {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            source.failures.put(
                    LocalDate.of(2026, 3, 20), source.failure("It is down.", Duration.ZERO));
            pauses.add(Duration.between(now, round().run()));
        }
        assertThat(pauses.getFirst()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(8));
        assertThat(pauses.get(3)).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(60));
        assertThat(pauses.getLast()).isBetween(Duration.ofHours(6), Duration.ofHours(9));
    }

    @Test
    void leavesASourceAloneForAsLongAsItWants() throws Exception {
        source.failures.put(
                LocalDate.of(2026, 3, 20), source.failure("Too many.", Duration.ofHours(2)));
        assertThat(round().run())
                .isBetween(NOON.plus(Duration.ofHours(2)), NOON.plus(Duration.ofMinutes(125)));
    }

    @Test
    void findsOutWhatATitleIsAndKeepsWhatPeopleDidWithIt() throws Exception {
        UserRef ann = new UserRef(new Platform("fake"), "w", "ann");
        ChannelRef home = new ChannelRef(new Platform("fake"), "w", "c");
        store.library().seen(ann, home, "ann", NOON);
        Paper titled =
                Paper.builder(PaperId.ofTitle("Attention, again"), "Attention, again").build();
        Paper strange =
                Paper.builder(PaperId.ofTitle("Nobody knows it"), "Nobody knows it").build();
        store.catalogue().put(List.of(titled, strange), NOON);
        store.library().save(ann, titled.id(), NOON);
        Paper known =
                Paper.builder(
                                PaperId.of(ArxivId.parse("2503.00001").orElseThrow()),
                                "Attention, Again")
                        .version(1)
                        .build();
        Titles titles = new Titles(Map.of("Attention, again", new Outcome.Found(List.of(known))));

        assertThat(titleRound(titles).run()).isEqualTo(NOON.plus(TitleRound.EVERY));

        assertThat(titles.asked).containsExactly("Attention, again", "Nobody knows it");
        assertThat(store.catalogue().find(titled.id()).orElseThrow().id()).isEqualTo(known.id());
        assertThat(store.library().saved(ann)).extracting(Saved::paper).containsExactly(known.id());

        // A title in vain is not asked for again that day, nor soon after a second time in vain.
        titles.asked.clear();
        pass(Duration.ofHours(23));
        titleRound(titles).run();
        assertThat(titles.asked).isEmpty();
        pass(Duration.ofHours(2));
        titleRound(titles).run();
        assertThat(titles.asked).containsExactly("Nobody knows it");
        pass(Duration.ofHours(26));
        titleRound(titles).run();
        assertThat(titles.asked).hasSize(1);
    }

    @Test
    void asksForFewTitlesAtATimeAndForNoneWhileNobodyAnswers() throws Exception {
        List<Paper> papers = new ArrayList<>();
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            papers.add(Paper.builder(PaperId.ofTitle("Title " + i), "Title " + i).build());
            outcomes.put("Title " + i, new Unreachable("It is down.", null));
        }
        store.catalogue().put(papers, NOON);
        Titles down = new Titles(outcomes);
        titleRound(down).run();
        assertThat(down.asked).hasSize(1);
        Titles up = new Titles(Map.of());
        titleRound(up).run();
        assertThat(up.asked).hasSize(TitleRound.AT_A_TIME).doesNotHaveDuplicates();
    }

    private HarvestRound round() {
        return new HarvestRound(
                source,
                new Harvester(store.catalogue(), store.harvests(), clock(), 1, true),
                store.harvests(),
                HarvestListener.NONE,
                clock(),
                RandomGenerator.getDefault());
    }

    private TitleRound titleRound(PaperLookup lookup) {
        return new TitleRound(
                store.catalogue(), store.harvests(), lookup, clock(), RandomGenerator.getDefault());
    }

    private void pass(Duration span) {
        now = now.plus(span);
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    /// Knows papers by their titles.
    private static final class Titles implements PaperLookup {

        final List<String> asked = new ArrayList<>();
        private final Map<String, Outcome> known;

        Titles(Map<String, Outcome> known) {
            this.known = known;
        }

        @Override
        public Outcome find(PaperReference reference) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Outcome findByTitle(String title) {
            asked.add(title);
            return known.getOrDefault(title, new UnknownPaper(List.of("arXiv")));
        }

        @Override
        public Map<ArxivId, Outcome> findAll(Collection<ArxivId> ids) {
            throw new UnsupportedOperationException();
        }
    }
}
