package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.edition.Ledger.Occasion;
import io.broadsheet.edition.Ledger.Posting;
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
        Posting first = new Posting(VISION, ONE, NOON, Occasion.EDITION);
        Posting second = new Posting(VISION, TWO, LATER, Occasion.SHARED);
        Posting again = new Posting(VISION, ONE, LATER.plusSeconds(1), Occasion.SHARED);
        Posting elsewhere = new Posting(AUDIO, ONE, NOON, Occasion.EDITION);
        for (Posting posting : new Posting[] {first, second, again, elsewhere}) {
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
        Posting posting = new Posting(VISION, ONE, NOON, Occasion.EDITION);
        ledger.record(posting);
        ledger.record(posting);
        assertThat(ledger.postings(VISION, 10)).containsExactly(posting);
    }

    @Test
    void namesPapersByTheirCurrentIds() {
        PaperId titled = titledPaper("A title").build().id();
        put(titledPaper("A title").build());
        put(arxivPaper("2501.00001", "A title").build());
        ledger.record(new Posting(VISION, titled, NOON, Occasion.EDITION));
        assertThat(ledger.postings(VISION, 10)).extracting(Posting::paper).containsExactly(ONE);
    }
}
