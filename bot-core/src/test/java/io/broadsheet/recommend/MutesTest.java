package io.broadsheet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.library.Interest;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutesTest {

    private final Paper paper =
            Paper.builder(PaperId.ofTitle("a"), "Medical Imaging with X-Rays")
                    .summary("We segment naïvely.", "We segment naïvely.")
                    .authorNames(List.of("José García-López", "Ada Lovelace"))
                    .categories(List.of(new Category("eess.IV"), new Category("cs.CV")))
                    .build();

    @Test
    void mutesWholeWordsWithoutRegardToCaseAndAccents() {
        assertThat(muted(new Interest.Topic("medical"))).isTrue();
        assertThat(muted(new Interest.Topic("x-rays"))).isTrue();
        assertThat(muted(new Interest.Topic("naively"))).isTrue();
        assertThat(muted(new Interest.Topic("medic"))).isFalse();
        assertThat(muted(new Interest.Topic("!!!"))).isFalse();
    }

    @Test
    void mutesAuthorsByAnyOfTheirNames() {
        assertThat(muted(new Interest.ByAuthor("garcia"))).isTrue();
        assertThat(muted(new Interest.ByAuthor("Lovelace Ada"))).isTrue();
        assertThat(muted(new Interest.ByAuthor("José Lovelace"))).isFalse();
    }

    @Test
    void mutesCategoriesAndArchives() {
        assertThat(muted(new Interest.InCategory(new Category("cs.cv")))).isTrue();
        assertThat(muted(new Interest.InCategory(new Category("eess")))).isTrue();
        assertThat(muted(new Interest.InCategory(new Category("cs.C")))).isFalse();
    }

    private boolean muted(Interest interest) {
        return new Mutes(List.of(interest)).test(paper);
    }
}
