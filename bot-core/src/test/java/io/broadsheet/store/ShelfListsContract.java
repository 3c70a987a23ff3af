package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.library.ShelfLists;
import io.broadsheet.library.ShelfLists.ShelfList;
import io.broadsheet.paper.PaperId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [ShelfLists] does.
abstract class ShelfListsContract extends StoreContract {

    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");

    private ShelfLists lists() {
        return library.lists();
    }

    @Test
    void holdsPapersUnderANameLatestFirst() {
        assertThat(lists().put(ANN, "Thesis", ONE, NOON)).isTrue();
        assertThat(lists().put(ANN, "thesis", TWO, NOON.plusSeconds(1))).isTrue();
        assertThat(lists().put(ANN, "THESIS", TWO, NOON.plusSeconds(2))).isFalse();
        lists().put(ANN, "another", ONE, NOON);
        reopen();

        assertThat(lists().papers(ANN, "thesis")).containsExactly(TWO, ONE);
        assertThat(lists().of(ANN))
                .containsExactly(new ShelfList("another", 1), new ShelfList("THESIS", 2));
    }

    @Test
    void isOnePersonsAlone() {
        lists().put(ANN, "thesis", ONE, NOON);

        assertThat(lists().of(BOB)).isEmpty();
        assertThat(lists().papers(BOB, "thesis")).isEmpty();
        assertThat(lists().take(BOB, "thesis", ONE)).isFalse();
        assertThat(lists().end(BOB, "thesis")).isZero();
        assertThat(lists().papers(ANN, "thesis")).containsExactly(ONE);
    }

    @Test
    void aPaperOnAListIsOnTheShelfAndLeavesBothTogether() {
        lists().put(ANN, "thesis", ONE, NOON);
        lists().put(ANN, "next", ONE, NOON);
        assertThat(library.saved(ANN)).extracting(saved -> saved.paper()).containsExactly(ONE);

        library.unsave(ANN, ONE);

        assertThat(lists().of(ANN)).isEmpty();
    }

    @Test
    void whatLeavesAListStaysOnTheShelf() {
        lists().put(ANN, "thesis", ONE, NOON);
        lists().put(ANN, "thesis", TWO, NOON);

        assertThat(lists().take(ANN, "Thesis", ONE)).isTrue();
        assertThat(lists().take(ANN, "Thesis", ONE)).isFalse();
        assertThat(lists().end(ANN, "thesis")).isOne();
        assertThat(lists().of(ANN)).isEmpty();
        assertThat(library.saved(ANN)).extracting(saved -> saved.paper()).contains(ONE, TWO);
    }

    @Test
    void namesAreTextAndNothingElse() {
        for (String name : List.of("'; DELETE FROM shelf; --", "日本語", "a\u0000b", "100 %_")) {
            lists().put(ANN, name, ONE, NOON);
            assertThat(lists().papers(ANN, name)).as(name).containsExactly(ONE);
        }
    }
}
