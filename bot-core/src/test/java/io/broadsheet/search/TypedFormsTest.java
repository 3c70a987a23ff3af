package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.PaperSearch.Results;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same thing typed in several forms finds the same papers, and says the same count.
class TypedFormsTest {

    @TempDir private static Path home;
    private static SearchBench bench;
    private static final List<Paper> PAPERS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        bench = SearchBench.open(home, Embeddings.NONE);
        put("SAM 3: Segment Anything with Concepts", "We segment.");
        put("SAM3-I with instructions", "An extension of SAM3.");
        put("Memory for SAM-3", "It remembers.");
        put("Three tasks for SAM", "We report on 3 tasks.");
        put("GPT-4o in the clinic", "Doctors ask GPT-4o.");
        put("Asking GPT4o about rivers", "It knows.");
        put("Prompting gpt 4o", "Prompts matter.");
        put("DeepSeek-R1 explained", "How DeepSeek-R1 thinks.");
        put("DeepSeekR1 on phones", "Small and quick.");
        put("A kNN for graphs", "The kNN is simple.");
        put("A k-NN for text", "The k-NN is simple, too.");
        put("Co-training of parsers", "Two parsers teach each other by co-training.");
        put("Cotraining revisited", "We look at cotraining again.");
        put("Text-to-image for maps", "A text-to-image model draws.");
        put("LLMOps in practice", "How LLMOps is done.");
        put("Finnish church records", "Reading Finnish.");
        for (int i = 0; i < 12; i++) {
            put(
                    "BERT for task " + i,
                    "Bidirectional Encoder Representations from Transformers (BERT) is a BERT of"
                            + " BERTs. Loops, loops.");
        }
        put("Diffu-sion by a line's end", "Pasted from a page.");
        for (int i = 0; i < 120; i++) {
            put("Diffusion of kind " + i, "A diffusion model.");
        }
        put("Kubernetes for hospitals", "A cluster.");
        bench.put(PAPERS);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static void put(String title, String summary) {
        PaperId id = PaperId.of(ArxivId.parse("2502.8%04d".formatted(PAPERS.size())).orElseThrow());
        PAPERS.add(
                Paper.builder(id, title)
                        .summary(summary, summary)
                        .authors(List.of(Author.person("Doe", "Ann", "")))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "SAM3, 3",
        "SAM 3, 3",
        "sam-3, 3",
        "GPT4o, 3",
        "gpt-4o, 3",
        "GPT 4o, 3",
        "DeepSeek-R1, 2",
        "deepseek r1, 2",
        "deepseekr1, 2",
        "kNN, 2",
        "k-NN, 2",
        "co-training, 2",
        "cotraining, 2",
        "text2image, 1",
        "text-to-image, 1",
    })
    void countsTheSamePapersInEachForm(String typed, int papers) {
        assertThat(bench.find(typed).having()).isEqualTo(papers);
    }

    @ParameterizedTest
    @CsvSource({
        "finnish bert, Finnish church records",
        "bert finnish, Finnish church records",
        "finnish BERT parsing, Finnish church records",
        "kubernetes diffusion, Kubernetes for hospitals",
        "diffusion on kubernetes, Kubernetes for hospitals",
        "hospital diffusion, Kubernetes for hospitals",
    })
    void aRareWordCountsMoreThanACommonOne(String typed, String title) {
        assertThat(bench.titles(typed)).first().isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(strings = {"llmops", "cotraining", "diffusions", "kNN", "sam3"})
    void whatPapersHaveIsNoSlip(String typed) {
        assertThat(bench.find(typed))
                .extracting(Results::spelling)
                .isEqualTo(java.util.Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "finish bert, true",
        "difusion, true",
        "kubernettes, true",
        "hospitels, true",
        "segmnt, true"
    })
    void whatNoPaperHasIsCorrected(String typed, boolean isCorrected) {
        assertThat(bench.find(typed).spelling().isPresent()).isEqualTo(isCorrected);
    }

    @ParameterizedTest
    @CsvSource({
        "große Sprachmodelle, German",
        "straßen erkennen, German",
        "señales débiles, Spanish",
        "redução automática, Portuguese",
        "sinir ağları, Turkish",
        "modèle caché, French",
        "słowa kluczowe, Polish",
        "réseaux profonds, another language",
    })
    void lettersTellALanguageWhereSmallWordsDoNot(String typed, String language) {
        assertThat(bench.search.foreign(typed))
                .hasValueSatisfying(foreign -> assertThat(foreign.language()).isEqualTo(language));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"naïve diffusion", "τ-bench", "Ann Doe", "diffusion – a survey", "GPT‑4o"})
    void englishIsLeftAlone(String typed) {
        assertThat(bench.search.foreign(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, false",
        "the, false",
        "of, false",
        "'', false",
        "to be, false",
        "bert, true",
        "the bert, true"
    })
    void aSmallWordSaysNothing(String words, boolean says) {
        assertThat(bench.search.saysSomething(words)).isEqualTo(says);
    }
}
