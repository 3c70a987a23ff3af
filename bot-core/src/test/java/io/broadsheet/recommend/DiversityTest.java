package io.broadsheet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each pick maximises `0.7 × score / best − 0.3 × its greatest likeness to an earlier pick`, which
/// is how far a similarity lies above a half.
class DiversityTest {

    private final PaperSearch search = mock(PaperSearch.class);
    private final Diversity diversity = new Diversity(search);

    private static Candidate candidate(String title, double score) {
        return new Candidate(
                Paper.builder(PaperId.ofTitle(title), title).build(), score, new Reason.Fresh());
    }

    private void alike(String one, String other, double similarity) {
        when(search.similarity(PaperId.ofTitle(one), PaperId.ofTitle(other)))
                .thenReturn(similarity);
        when(search.similarity(PaperId.ofTitle(other), PaperId.ofTitle(one)))
                .thenReturn(similarity);
    }

    private static List<String> titles(List<Candidate> picks) {
        return picks.stream().map(pick -> pick.paper().title()).toList();
    }

    /// 0.7 × 0.9 − 0.3 × 1 = 0.33 for the copy, 0.7 × 0.5 = 0.35 for the other.
    @Test
    void aCopyOfTheBestComesAfterWhatIsUnlikeIt() {
        alike("Best", "Copy", 1);

        List<Candidate> picks =
                diversity.pick(
                        List.of(
                                candidate("Best", 20),
                                candidate("Copy", 18),
                                candidate("Other", 10)),
                        3);

        assertThat(titles(picks)).containsExactly("Best", "Other", "Copy");
    }

    /// 0.33 for the copy, 0.7 × 0.46 = 0.322 for the other.
    @Test
    void aCopyThatIsGoodEnoughStaysBeforeIt() {
        alike("Best", "Copy", 1);

        List<Candidate> picks =
                diversity.pick(
                        List.of(
                                candidate("Best", 20),
                                candidate("Copy", 18),
                                candidate("Other", 9.2)),
                        2);

        assertThat(titles(picks)).containsExactly("Best", "Copy");
    }

    /// What is like any earlier pick counts as like it, however unlike the latest one it is.
    @Test
    void theGreatestSimilarityToAnyPickCounts() {
        alike("First", "Like the first", 1);

        List<Candidate> picks =
                diversity.pick(
                        List.of(
                                candidate("First", 10),
                                candidate("Second", 10),
                                candidate("Like the first", 9),
                                candidate("Third", 7)),
                        4);

        assertThat(titles(picks)).containsExactly("First", "Second", "Third", "Like the first");
    }

    /// Two papers of one field are no copies.
    @Test
    void whatIsHalfAlikeCostsNothing() {
        alike("Best", "Of the same field", 0.5);

        List<Candidate> picks =
                diversity.pick(
                        List.of(
                                candidate("Best", 10),
                                candidate("Of the same field", 9),
                                candidate("Other", 8.9)),
                        2);

        assertThat(titles(picks)).containsExactly("Best", "Of the same field");
    }

    @Test
    void keepsTheOrderWhereNothingIsAlikeAndPicksNoMoreThanThereAre() {
        when(search.similarity(any(), any())).thenReturn(0.0);
        List<Candidate> ranked = List.of(candidate("One", 3), candidate("Two", 2));

        assertThat(titles(diversity.pick(ranked, 5))).containsExactly("One", "Two");
        assertThat(titles(diversity.pick(ranked, 1))).containsExactly("One");
        assertThat(diversity.pick(List.of(), 5)).isEmpty();
    }
}
