package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArxivIdTest {

    @ParameterizedTest
    @CsvSource({
        "2503.11677, 2503.11677, 0",
        "2503.11677v2, 2503.11677, 2",
        "2503.11677V12, 2503.11677, 12",
        "arXiv:2503.11677v1, 2503.11677, 1",
        "ARXIV: 0704.0001, 0704.0001, 0",
        "1412.9999v3, 1412.9999, 3",
        "1501.00001, 1501.00001, 0",
        "hep-th/9901001, hep-th/9901001, 0",
        "hep-th/9901001v1, hep-th/9901001, 1",
        "math.CA/0611800v2, math/0611800, 2",
        "cond-mat/0102536, cond-mat/0102536, 0",
        "cond-mat.mtrl-sci/0102536, cond-mat/0102536, 0",
        "q-bio.NC/0703001, q-bio/0703001, 0",
        "Quant-Ph/0001001, quant-ph/0001001, 0",
        "cs/9107001, cs/9107001, 0",
        "physics.optics/0512345, physics/0512345, 0",
    })
    void readsBothStylesWithAndWithoutVersion(String written, String value, int version) {
        assertThat(ArxivId.parse(written)).contains(new ArxivId(value, version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "2503",
                "2503.",
                ".11677",
                "2513.11677",
                "2500.11677",
                "2503.116777",
                "2503.1167",
                "1412.99999",
                "1501.0001",
                "0612.0001",
                "2503.11677v0",
                "2503.11677v",
                "2503.11677v1234",
                "2503.11677 v2",
                "12503.11677",
                "hep-th/0704001",
                "hep-th/9106001",
                "hep-th/99010011",
                "hep-th/990100",
                "hep-th/9913001",
                "foo/9901001",
                "src/9901001",
                "/9901001",
                "math./0611800",
                "٢٥٠٣.١١٦٧٧",
                "2503,11677"
            })
    void takesNothingElseForAnIdentifier(String written) {
        assertThat(ArxivId.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2503.11677", "2503.11677v2", "math/0611800v2"})
    void writesItselfAsArxivDoes(String id) {
        assertThat(ArxivId.parse(id)).get().hasToString(id);
    }
}
