package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingWordsTest {

    @ParameterizedTest
    @CsvSource({
        "new papers about diffusion llm, diffusion llm",
        "papers on graph neural networks, graph neural networks",
        "any good papers about token pruning please, token pruning",
        "show me recent work on world models, world models",
        "what are the best papers about RLHF, RLHF",
        "i am looking for papers on protein folding, protein folding",
        "can you recommend some literature on causal inference thanks, causal inference",
        "diffusion papers, diffusion",
        "is there research on time series, time series",
        // Titles and names begin with the same words.
        "Show and Tell, Show and Tell",
        "papers with code, papers with code",
        "work stealing schedulers, work stealing schedulers",
        "all you need is attention, all you need is attention",
        "research agents, research agents",
        "white papers, white",
        "papers, papers",
        "the paper, the paper",
    })
    void leavesWhatIsAskedAbout(String typed, String topic) {
        assertThat(
                        AskingWords.topic(TextAnalysis.words(typed)).stream()
                                .map(word -> typed.substring(word.start(), word.end()))
                                .collect(Collectors.joining(" ")))
                .isEqualTo(topic);
    }
}
