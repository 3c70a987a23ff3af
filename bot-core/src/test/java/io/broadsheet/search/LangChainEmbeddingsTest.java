package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The model that comes along.
class LangChainEmbeddingsTest {

    @Test
    void embedsAndTellsNobody() throws Exception {
        System.clearProperty("OPT_OUT_TRACKING");
        try (LangChainEmbeddings model = LangChainEmbeddings.bgeSmall(1)) {
            float[] vector = model.documents(List.of("Vision tokenizers")).getFirst().orElseThrow();

            assertThat(vector).hasSize(384);
            // What DJL's Ec2Utils goes by.
            assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
        }
    }
}
