package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperPageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "arxiv:2503.11677 https://arxiv.org/abs/2503.11677",
                "doi:10.1145/3292500 https://doi.org/10.1145/3292500",
                // Wiley's, of the nineties.
                "doi:10.1002/(sici)1097<1::aid>3.0.co;2-j"
                        + " https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-j",
                "doi:10.1000/50%|a?b#c https://doi.org/10.1000/50%25%7Ca%3Fb%23c"
            })
    void whateverItsIdHoldsAPaperHasAnAddress(String id, String address) {
        Paper paper = Paper.builder(PaperId.parse(id).orElseThrow(), "A Title").build();

        assertThat(paper.abstractPage().orElseThrow()).hasToString(address);
    }
}
