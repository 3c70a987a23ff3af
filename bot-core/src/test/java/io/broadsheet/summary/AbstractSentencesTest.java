package io.broadsheet.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbstractSentencesTest {

    @Test
    void endsSentencesWhereTheyEnd() {
        assertThat(
                        AbstractSentences.of(
                                "Attention is costly. We drop tokens!\nDoes it hurt? It does not."))
                .containsExactly(
                        "Attention is costly.", "We drop tokens!", "Does it hurt?", "It does not.");
    }

    @Test
    void doesNotEndOneAfterAnAbbreviation() {
        assertThat(
                        AbstractSentences.of(
                                "Vaswani et al. Propose this, e.g. BERT, i.e. GPT vs. T5 (see Sec. 3). It"
                                        + " costs 0.5 GPU hours per step, cf. Fig. 2 by J. Smith."))
                .hasSize(2)
                .first()
                .isEqualTo("Vaswani et al. Propose this, e.g. BERT, i.e. GPT vs. T5 (see Sec. 3).");
    }

    @Test
    void endsOneAfterAnAcronymAndBeforeADigit() {
        assertThat(
                        AbstractSentences.of(
                                "It helps in AL. Specifically, we ask. 3DTopia learns. No. 5 wins."))
                .containsExactly(
                        "It helps in AL.",
                        "Specifically, we ask.",
                        "3DTopia learns.",
                        "No. 5 wins.");
    }

    @Test
    void endsNoneWithinAWord() {
        assertThat(AbstractSentences.of("We ask Yahoo!Answers, <!tags> and more.")).hasSize(1);
    }

    @Test
    void findsNoneInNothing() {
        assertThat(AbstractSentences.of(" \n ")).isEmpty();
    }
}
