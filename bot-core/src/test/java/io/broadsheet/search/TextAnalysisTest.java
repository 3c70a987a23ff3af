package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnalysisTest {

    @ParameterizedTest
    @CsvSource({
        "FastMesh:Efficient Artistic Mesh, fastmesh efficient artistic mesh",
        "one word.Word two, one word word two",
        "snake_case names, snake case names",
        "e.g. 3.5 and 1:2, e.g 3.5 and 1 2",
        "C++ and C# and F#, c++ and c# and f#",
        "vitamin C, vitamin c",
        "τ-bench, tau bench",
        "NF-κB, nf kappab",
        "µ and μ, mu and mu",
        "H₂O and x², h2o and x2",
        "a 3D scene, a 3d scene"
    })
    void takesApartHowTheFieldWrites(String text, String words) {
        assertThat(Fields.folded(TextAnalysis.words(text))).containsExactly(words.split(" "));
    }

    @Test
    void keepsGreekWords() {
        assertThat(Fields.folded(TextAnalysis.words("αβγδ"))).containsExactly("αβγδ");
    }

    @ParameterizedTest
    @CsvSource({
        "co-training, cotraining",
        "GPT-4, gpt4",
        "k-NN, knn",
        "text-to-image, texttoimage",
        "text2image, texttoimage",
        "τ-bench, taubench"
    })
    void joinsWhatHyphensJoin(String text, String joined) {
        TextAnalysis splitter = TextAnalysis.splitter();

        assertThat(splitter.joined(text, splitter.split(text))).contains(splitter.stem(joined));
    }

    @Test
    void joinsNothingWithoutHyphens() {
        TextAnalysis splitter = TextAnalysis.splitter();
        String text = "plain words - apart";

        assertThat(splitter.joined(text, splitter.split(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"LLMs, LLM", "VLMs, VLM", "CNNs, CNN", "GANs, GAN"})
    void findsAcronymsByTheirPlurals(String plural, String singular) {
        assertThat(TextAnalysis.stems(TextAnalysis.words(plural)))
                .isEqualTo(TextAnalysis.stems(TextAnalysis.words(singular)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We use low-rank adaptation (LoRA) here.|lora|low rank adaptation",
                "All large language models (LLMs) do.|llm|large language model",
                "We propose Retrieval-Augmented Generation (RAG).|rag|retrieval augment generation"
            })
    void learnsWhatAcronymsStandFor(String text, String acronym, String stems) {
        TextAnalysis splitter = TextAnalysis.splitter();

        assertThat(Acronyms.introduced(text, splitter))
                .extracting(Acronyms.Pair::acronym)
                .containsExactly(acronym);
        List<String> learnt = Acronyms.introduced(text, splitter).iterator().next().stems();
        assertThat(learnt).isEqualTo(TextAnalysis.stems(TextAnalysis.words(stems)));
    }

    @Test
    void learnsNothingFromOtherBrackets() {
        String text = "It wins (see Table 2), is fast (in 2024) and has shape (AB).";

        assertThat(Acronyms.introduced(text, TextAnalysis.splitter())).isEmpty();
    }
}
