package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.DaySpan;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.HarvestJournal.HarvestProgress;
import io.broadsheet.source.HarvestJournal.TitleAsked;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [HarvestJournal] does.
abstract class HarvestJournalContract extends StoreContract {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Test
    void knowsNothingOfASourceThatWasNeverHarvested() {
        HarvestJournal journal = store.harvests();
        assertThat(journal.progress("huggingface")).isEqualTo(HarvestProgress.NEVER);
        assertThat(journal.complete("huggingface", new DaySpan(MONDAY, MONDAY))).isEmpty();
    }

    @Test
    void remembersWhichDaysAreIn() {
        store.harvests().reachBack("huggingface", MONDAY);
        store.harvests().noteComplete("huggingface", MONDAY.plusDays(1), 40, NOON);
        store.harvests().noteComplete("huggingface", MONDAY.plusDays(3), 0, NOON);
        store.harvests().noteComplete("huggingface", MONDAY.plusDays(3), 7, NOON.plusSeconds(1));
        store.harvests().noteComplete("arxiv", MONDAY, 3, NOON);
        reopen();
        assertThat(
                        store.harvests()
                                .complete("huggingface", new DaySpan(MONDAY, MONDAY.plusDays(9))))
                .containsOnly(
                        Map.entry(MONDAY.plusDays(1), NOON),
                        Map.entry(MONDAY.plusDays(3), NOON.plusSeconds(1)));
        assertThat(
                        store.harvests()
                                .complete("huggingface", new DaySpan(MONDAY, MONDAY.plusDays(1))))
                .containsOnlyKeys(MONDAY.plusDays(1));
        assertThat(store.harvests().progress("huggingface"))
                .isEqualTo(new HarvestProgress(MONDAY, 2, MONDAY.plusDays(3), null, 0));
    }

    @Test
    void reachesBackToTheEarliestDayAskedFor() {
        HarvestJournal journal = store.harvests();
        assertThat(journal.reachBack("arxiv", MONDAY)).isEqualTo(MONDAY);
        assertThat(journal.reachBack("arxiv", MONDAY.plusDays(5))).isEqualTo(MONDAY);
        assertThat(journal.reachBack("arxiv", MONDAY.minusYears(1)))
                .isEqualTo(MONDAY.minusYears(1));
    }

    @Test
    void countsFailuresUntilAHarvestSucceeds() {
        HarvestJournal journal = store.harvests();
        assertThat(journal.noteFailed("arxiv")).isEqualTo(1);
        assertThat(journal.noteFailed("arxiv")).isEqualTo(2);
        assertThat(journal.noteFailed("huggingface")).isEqualTo(1);
        journal.noteDone("arxiv", NOON);
        assertThat(journal.progress("arxiv"))
                .isEqualTo(new HarvestProgress(null, 0, null, NOON, 0));
        assertThat(journal.noteFailed("arxiv")).isEqualTo(1);
        assertThat(journal.reachBack("arxiv", MONDAY)).isEqualTo(MONDAY);
    }

    @Test
    void offersTitlesToLookUpThoseOnShelvesFirstAndEachAtItsTime() {
        Paper one = titledPaper("One").build();
        Paper two = titledPaper("Two").build();
        Paper three = titledPaper("Three").build();
        catalogue.put(List.of(one, arxivPaper("2501.00001", "Known").build()), NOON);
        catalogue.put(List.of(two), NOON.plusSeconds(1));
        catalogue.put(List.of(three), NOON.plusSeconds(2));
        library.save(ANN, one.id(), NOON);
        HarvestJournal journal = store.harvests();
        assertThat(journal.titlesDue(NOON, 10)).containsExactly(one.id(), three.id(), two.id());
        assertThat(journal.titlesDue(NOON, 1)).containsExactly(one.id());

        TitleAsked tomorrow = new TitleAsked(1, NOON.plus(Duration.ofDays(1)));
        journal.noteTitle(one.id(), tomorrow);
        assertThat(journal.titleAsked(one.id())).contains(tomorrow);
        assertThat(journal.titleAsked(two.id())).isEmpty();
        assertThat(journal.titlesDue(NOON, 10)).containsExactly(three.id(), two.id());
        assertThat(journal.titlesDue(tomorrow.next(), 10)).hasSize(3);

        PaperId found = arxiv("2501.00002");
        catalogue.put(List.of(Paper.builder(found, "Three").build()), NOON);
        assertThat(journal.titlesDue(NOON, 10)).containsExactly(two.id());
    }
}
