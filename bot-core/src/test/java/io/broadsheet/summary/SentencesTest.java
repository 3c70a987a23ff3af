package io.broadsheet.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void endsSentencesWhereTheyEnd() {
        assertThat(Sentences.of("Attention is costly. We drop tokens!\nDoes it hurt? It does not."))
                .containsExactly(
                        "Attention is costly.", "We drop tokens!", "Does it hurt?", "It does not.");
    }

    @Test
    void doesNotEndOneAfterAnAbbreviation() {
        assertThat(
                        Sentences.of(
                                "Vaswani et al. Propose this, e.g. BERT, i.e. GPT vs. T5 (see Sec. 3). It"
                                        + " costs 0.5 GPU hours per step, cf. Fig. 2 by J. Smith."))
                .hasSize(2)
                .first()
                .isEqualTo("Vaswani et al. Propose this, e.g. BERT, i.e. GPT vs. T5 (see Sec. 3).");
    }

    @Test
    void endsOneAfterAnAcronymAndBeforeADigit() {
        assertThat(
                        Sentences.of(
                                "It helps in AL. Specifically, we ask. 3DTopia learns. No. 5 wins."))
                .containsExactly(
                        "It helps in AL.",
                        "Specifically, we ask.",
                        "3DTopia learns.",
                        "No. 5 wins.");
    }

    @Test
    void findsNoneInNothing() {
        assertThat(Sentences.of(" \n ")).isEmpty();
    }
}
