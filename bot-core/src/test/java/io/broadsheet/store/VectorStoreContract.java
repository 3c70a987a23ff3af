package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.catalogue.VectorStore] does.
abstract class VectorStoreContract extends StoreContract {

    private final Paper one = arxivPaper("2501.00001", "One").version(1).build();
    private final Paper two = arxivPaper("2501.00002", "Two").version(1).build();

    @Test
    void givesBackVectorsBitByBit() {
        put(one);
        float[] vector = {
            0,
            -0f,
            1.5f,
            Float.MIN_VALUE,
            -Float.MAX_VALUE,
            0.1f,
            Float.NaN,
            Float.NEGATIVE_INFINITY
        };
        vectors.keep("m", Map.of(one.id(), vector));
        reopen();
        assertThat(vectors.load("m", List.of(one.id(), two.id()))).containsOnlyKeys(one.id());
        assertThat(vectors.load("m", List.of(one.id())).get(one.id())).isEqualTo(vector);
        assertThat(vectors.load("other", List.of(one.id()))).isEmpty();
        assertThat(vectors.count("m")).isEqualTo(1);
        assertThat(vectors.count("other")).isZero();
    }

    @Test
    void namesPapersWithoutAVectorLatestChangeFirst() {
        catalogue.put(List.of(one, two), NOON);
        assertThat(vectors.missing("m", 10)).containsExactly(two.id(), one.id());
        assertThat(vectors.missing("m", 1)).containsExactly(two.id());
        vectors.keep("m", Map.of(two.id(), new float[] {1}));
        assertThat(vectors.missing("m", 10)).containsExactly(one.id());
        assertThat(vectors.missing("n", 10)).hasSize(2);
    }

    @Test
    void aVectorLapsesWhenTheTextChangesAndOnlyThen() {
        catalogue.put(List.of(one, two), NOON);
        vectors.keep("m", Map.of(one.id(), new float[] {1}, two.id(), new float[] {2}));
        catalogue.put(List.of(one.toBuilder().upvotes(5).comment("new").build()), NOON);
        assertThat(vectors.missing("m", 10)).isEmpty();
        catalogue.put(List.of(one.toBuilder().version(2).summary("Other", "Other").build()), NOON);
        assertThat(vectors.missing("m", 10)).containsExactly(one.id());
        assertThat(vectors.load("m", List.of(one.id(), two.id()))).containsOnlyKeys(two.id());
        assertThat(vectors.count("m")).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    private int rows() {
        return store.database()
                .read(handle ->
                        handle.createQuery("SELECT COUNT(*) FROM vector")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void dropsAVectorMadeOfATextThatChangedMeanwhile() {
        put(one);
        assertThat(vectors.missing("m", 10)).containsExactly(one.id());
        put(one.toBuilder().version(2).summary("Other", "Other").build());
        vectors.keep("m", Map.of(one.id(), new float[] {1}));
        assertThat(vectors.missing("m", 10)).containsExactly(one.id());
        vectors.keep("m", Map.of(one.id(), new float[] {2}));
        assertThat(vectors.load("m", List.of(one.id())).get(one.id())).containsExactly(2f);
    }

    @Test
    void papersOfOneTextShareTheirVector() {
        Paper twin =
                arxivPaper("2501.00009", "One")
                        .summary(one.summary(), one.rawSummary())
                        .authorNames(List.of("X Y"))
                        .build();
        catalogue.put(List.of(one, twin), NOON);
        vectors.keep("m", Map.of(one.id(), new float[] {1}));
        assertThat(vectors.load("m", List.of(one.id(), twin.id()))).hasSize(2);
        assertThat(vectors.count("m")).isEqualTo(2);
        put(one.toBuilder().version(2).title("Changed", "Changed").build());
        assertThat(vectors.load("m", List.of(one.id(), twin.id()))).containsOnlyKeys(twin.id());
    }

    @Test
    void keepsNothingForPapersThatAreNotThere() {
        vectors.keep("m", Map.of(one.id(), new float[] {1}));
        vectors.keep("m", Map.of());
        put(one);
        assertThat(vectors.load("m", List.of(one.id()))).isEmpty();
    }

    @Test
    void loadsThousandsAtOnce() {
        List<Paper> papers = new ArrayList<>();
        Map<PaperId, float[]> many = new HashMap<>();
        for (int i = 0; i < 1203; i++) {
            Paper paper = arxivPaper("2502.%05d".formatted(i), "Paper " + i).build();
            papers.add(paper);
            many.put(paper.id(), new float[] {i, 1});
        }
        catalogue.put(papers, NOON);
        vectors.keep("m", many);
        Map<PaperId, float[]> loaded = vectors.load("m", ids(papers));
        assertThat(loaded).hasSize(1203);
        assertThat(loaded.get(papers.get(777).id())).containsExactly(777f, 1f);
    }
}
