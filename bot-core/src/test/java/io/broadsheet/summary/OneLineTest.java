package io.broadsheet.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    private static String line(String title, String summary) {
        return OneLine.of(title, summary).orElseThrow().text();
    }

    @Test
    void takesTheSentenceThatSaysWhatWasDone() {
        assertThat(
                        line(
                                "DAPO: An Open-Source RL System at Scale",
                                "Reasoning is a long-standing challenge for language models. In this paper, we"
                                        + " propose DAPO, an algorithm for reinforcement learning at scale. It uses four"
                                        + " techniques. Our code is available at https://github.com/x/y."))
                .isEqualTo("DAPO, an algorithm for reinforcement learning at scale");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    In this paper, we propose a router that learns which expert to ask, and how often to ask it. | A router that learns which expert to ask, and how often to ask it
                    We show that most tokens of a vision transformer are never read by any later layer. | Most tokens of a vision transformer are never read by any later layer
                    To address these issues, we study how attention heads move during training of large models. | Studies how attention heads move during training of large models
                    This paper investigates the linear merging of models in the context of continual learning. | Investigates the linear merging of models in the context of continual learning
                    We introduce a benchmark of 900 proofs and evaluate twelve provers on it under one budget. | Introduces a benchmark of 900 proofs and evaluates twelve provers on it under one budget
                    Motivated by this, we train a single policy on data from forty different kinds of robots. | Trains a single policy on data from forty different kinds of robots
                    This work bridges this gap by introducing a multi-purpose dataset of videos of gait. | A multi-purpose dataset of videos of gait
                    Conclusion: Small models with tools can be as good as large models without any tools. | Small models with tools can be as good as large models without any tools
                    """)
    void saysItWithoutTheLead(String sentence, String line) {
        assertThat(line("A title", sentence)).isEqualTo(line);
    }

    @Test
    void endsALongSentenceWhereAClauseEnds() {
        assertThat(
                        line(
                                "A title",
                                "We present a controllable generator of molecules for drug design that needs no labels,"
                                        + " which combines a diffusion prior over graphs with a verifier of synthetic routes and"
                                        + " was trained on forty million compounds."))
                .isEqualTo(
                        "A controllable generator of molecules for drug design that needs no labels,"
                                + " which combines a diffusion prior over graphs");
    }

    @Test
    void prefersTheSourcesSentence() {
        Paper paper =
                Paper.builder(PaperId.of(ArxivId.parse("2503.14476").orElseThrow()), "DAPO")
                        .summary("We propose DAPO.", "We propose DAPO.")
                        .tldr("DAPO trains reasoning models at scale.")
                        .build();
        assertThat(OneLine.of(paper))
                .contains(
                        new OneLine(
                                "DAPO trains reasoning models at scale", OneLine.Origin.SOURCE));
    }

    @Test
    void saysNothingOfAPaperWithoutWords() {
        assertThat(OneLine.of("A title", "  ")).isEmpty();
    }

    @Test
    void readsFormulasAndDegrees() {
        assertThat(
                        line(
                                "A title",
                                "We present a method for coherent 360^circ scenes from one input image."))
                .isEqualTo("A method for coherent 360° scenes from one input image");
    }

    @Test
    void makesOneLineOfAnything() {
        Random random = new Random(7);
        String alphabet = "ab we propose, . ; ( ) — \uD83D\uDE00 e.g. et al. 3.5 \n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(600);
            while (text.length() < length) {
                int from = random.nextInt(alphabet.length());
                text.append(
                        alphabet, from, Math.min(alphabet.length(), from + 1 + random.nextInt(12)));
            }
            OneLine.of("A title", text.toString())
                    .ifPresent(line -> {
                        assertThat(line.text().length()).isBetween(0, OneLine.LENGTH);
                        assertThat(line.text()).doesNotContain("\n");
                    });
        }
    }
}
