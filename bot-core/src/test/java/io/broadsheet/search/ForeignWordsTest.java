package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch.Foreign;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignWordsTest {

    @ParameterizedTest
    @CsvSource({
        "was ist diffusion in bildern, German, diffusion bildern",
        "lernen mit wenigen beispielen und bildern, German, lernen wenigen beispielen bildern",
        "modèles de diffusion pour la génération d'images, French, modèles diffusion génération images",
        "redes neuronales para la segmentación de imágenes, Spanish, redes neuronales segmentación imágenes",
        "modelli per la generazione dell'immagine, Italian, modelli generazione immagine",
        "leren van een model met weinig data, Dutch, leren model weinig data",
    })
    void saysWhichLanguageAndWhatIsSearchedFor(String typed, String language, String searched) {
        assertThat(Wording.of(PaperQuery.words(typed)).foreign())
                .contains(new Foreign(language, searched));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diffusion models",
                "what is attention",
                "models that die in the wild",
                "in the wild",
                "de novo protein design",
                "la la land",
                "van der Waals forces",
                "Kaiming He et al.",
                "He et al. 2025",
                "C. D. Manning",
                "Geng, Z. et al. (2025). Mean flows for one-step generative modeling",
                "war and peace in language models",
                "El Niño forecasting",
                "no free lunch for a man in a van",
            })
    void leavesEnglishAlone(String typed) {
        assertThat(Wording.of(PaperQuery.words(typed)).foreign()).isEmpty();
    }
}
