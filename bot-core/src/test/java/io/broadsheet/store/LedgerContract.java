package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.edition.Ledger.LedgerEntry;
import io.broadsheet.edition.Ledger.Occasion;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.edition.Ledger] does.
abstract class LedgerContract extends StoreContract {

    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void tellsWhatAChannelGotLatestFirst() {
        LedgerEntry first = new LedgerEntry(VISION, ONE, NOON, Occasion.EDITION);
        LedgerEntry second = new LedgerEntry(VISION, TWO, LATER, Occasion.SHARED);
        LedgerEntry again = new LedgerEntry(VISION, ONE, LATER.plusSeconds(1), Occasion.SHARED);
        LedgerEntry elsewhere = new LedgerEntry(AUDIO, ONE, NOON, Occasion.EDITION);
        for (LedgerEntry posting : new LedgerEntry[] {first, second, again, elsewhere}) {
            ledger.record(posting);
        }
        reopen();
        assertThat(ledger.postings(VISION, 10)).containsExactly(again, second, first);
        assertThat(ledger.postings(VISION, 1)).containsExactly(again);
        assertThat(ledger.postings(VISION, ONE)).containsExactly(again, first);
        assertThat(ledger.postings(AUDIO, TWO)).isEmpty();
        assertThat(ledger.postings(AUDIO, 10)).containsExactly(elsewhere);
    }

    @Test
    void recordsOnePostingOnce() {
        LedgerEntry posting = new LedgerEntry(VISION, ONE, NOON, Occasion.EDITION);
        ledger.record(posting);
        ledger.record(posting);
        assertThat(ledger.postings(VISION, 10)).containsExactly(posting);
    }

    @Test
    void namesPapersByTheirCurrentIds() {
        PaperId titled = titledPaper("A title").build().id();
        put(titledPaper("A title").build());
        put(arxivPaper("2501.00001", "A title").build());
        ledger.record(new LedgerEntry(VISION, titled, NOON, Occasion.EDITION));
        assertThat(ledger.postings(VISION, 10)).extracting(LedgerEntry::paper).containsExactly(ONE);
    }
}
