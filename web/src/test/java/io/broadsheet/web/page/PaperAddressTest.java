package io.broadsheet.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.PaperId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperAddressTest {

    @ParameterizedTest
    @CsvSource({
        "arxiv:2503.11677, /papers/2503.11677",
        "arxiv:cs/0101010, /papers/cs/0101010",
        "doi:10.1145/3292500, /papers/doi/10.1145/3292500",
        "doi:10.1002/(sici)1097<1::aid>3.0.co;2-j,"
                + " /papers/doi/10.1002_2f_28sici_291097_3c1_3a_3aaid_3e3.0.co_3b2-j",
        "doi:10.1000/a_b/../c, /papers/doi/10.1000/a_5fb_2f_2e_2e_2fc",
        "title:9f86d081884c7d65, /papers/title/9f86d081884c7d65"
    })
    void aPaperHasOnePath(String id, String path) {
        PaperId paper = PaperId.parse(id).orElseThrow();

        assertThat(PaperAddress.path(paper)).isEqualTo(path);
        assertThat(PaperAddress.read(path.substring("/papers/".length()))).hasValue(paper);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "doi/",
                "title/",
                "2503_",
                "2503_zz",
                "2503_2e11677",
                "doi/10.1000/../x",
                "doi/10.1000/ä",
                "doi/10.1000/%28"
            })
    void whatNoPaperIsCalledNamesNone(String rest) {
        assertThat(PaperAddress.read(rest)).isEmpty();
    }

    @Test
    void whateverAnIdHoldsItsPathIsPlainAndLeadsBack() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = 1 + random.nextInt(20); length > 0; length--) {
                value.appendCodePoint(
                        random.nextInt(4) == 0
                                ? 0x20 + random.nextInt(0x2000)
                                : "a./_-%?#:<9".charAt(random.nextInt(11)));
            }
            if (value.toString().isBlank()) {
                continue;
            }
            PaperId id = new PaperId(PaperId.Scheme.DOI, value.toString());
            String path = PaperAddress.path(id);

            assertThat(path).matches("(?:/[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+)++");
            assertThat(PaperAddress.read(path.substring("/papers/".length()))).hasValue(id);
        }
    }
}
