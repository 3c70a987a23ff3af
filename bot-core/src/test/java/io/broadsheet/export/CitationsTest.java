package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationsTest {

    private final Paper paper =
            Paper.builder(
                            PaperId.of(new ArxivId("2111.06377", 0)),
                            "Masked Autoencoders & 100% Scalable_Learners")
                    .authorNames(List.of("Kaiming He", "Ross Girshick"))
                    .categories(List.of(new Category("cs.CV")))
                    .published(Instant.parse("2021-11-11T18:46:40Z"))
                    .build();
    private final Paper bare =
            Paper.builder(PaperId.ofTitle("=HYPERLINK(1)"), "=HYPERLINK(1)").build();

    @Test
    void writesBibtexAsArxivDoes() {
        assertThat(Citations.write(Citations.CitationFormat.BIBTEX, List.of(paper)))
                .isEqualTo(
                        """
                        @misc{he2021masked,
                          title = {{Masked Autoencoders \\& 100\\% Scalable\\_Learners}},
                          author = {He, Kaiming and Girshick, Ross},
                          year = {2021},
                          eprint = {2111.06377},
                          archivePrefix = {arXiv},
                          primaryClass = {cs.CV},
                          url = {https://arxiv.org/abs/2111.06377}
                        }
                        """);
    }

    @Test
    void givesTwoPapersWithOneKeyTwoKeys() {
        assertThat(Citations.write(Citations.CitationFormat.BIBTEX, List.of(paper, paper)))
                .contains("@misc{he2021masked,", "@misc{he2021masked-2,");
    }

    @Test
    void writesRis() {
        assertThat(Citations.write(Citations.CitationFormat.RIS, List.of(paper)))
                .startsWith("TY  - UNPB\n")
                .contains(
                        "AU  - He, Kaiming\n",
                        "PY  - 2021\n",
                        "DA  - 2021/11/11\n",
                        "KW  - cs.CV\n")
                .endsWith("ER  - \n");
    }

    @Test
    void keepsThePartsOfNamesInEveryFormat() {
        Paper named =
                Paper.builder(PaperId.ofTitle("Names"), "Names")
                        .authors(
                                List.of(
                                        Author.person("van der Berg Holt", "Loek", ""),
                                        Author.person("Ortega y Gasset", "José", ""),
                                        Author.person("Kingston", "Marcus Luther", "Jr."),
                                        Author.person("Plato", "", ""),
                                        Author.collaboration("The LHCb and CMS Collaborations")))
                        .build();
        assertThat(Citations.write(Citations.CitationFormat.BIBTEX, List.of(named)))
                .contains(
                        "author = {van der Berg Holt, Loek and {Ortega y Gasset}, José and"
                                + " Kingston, Jr., Marcus Luther and Plato and"
                                + " {The LHCb and CMS Collaborations}}");
        assertThat(Citations.write(Citations.CitationFormat.RIS, List.of(named)))
                .contains(
                        "AU  - van der Berg Holt, Loek\n",
                        "AU  - Ortega y Gasset, José\n",
                        "AU  - Kingston, Marcus Luther, Jr.\n",
                        "AU  - Plato\n",
                        "AU  - The LHCb and CMS Collaborations\n");
        assertThat(Citations.write(Citations.CitationFormat.JSON, List.of(named)))
                .contains(
                        "\"family\" : \"van der Berg Holt\"",
                        "\"suffix\" : \"Jr.\"",
                        "\"literal\" : \"The LHCb and CMS Collaborations\"");
    }

    @Test
    void writesCsvThatASpreadsheetDoesNotRun() {
        assertThat(Citations.write(Citations.CitationFormat.CSV, List.of(paper, bare)))
                .startsWith("\uFEFFid,title,authors,")
                .contains(
                        "\"2111.06377\",\"Masked Autoencoders & 100% Scalable_Learners\",\"Kaiming"
                                + " He; Ross Girshick\",\"2021-11-11\"")
                .contains("\"'=HYPERLINK(1)\"");
    }

    @Test
    void writesCslJson() {
        assertThat(Citations.write(Citations.CitationFormat.JSON, List.of(paper)))
                .contains(
                        "\"family\" : \"He\"",
                        "\"date-parts\" : [ [ 2021, 11, 11 ] ]",
                        "\"number\" : \"arXiv:2111.06377\"");
    }

    @Test
    void writesWhatItKnowsOfAPaperThatHasOnlyATitle() {
        for (Citations.CitationFormat form : Citations.CitationFormat.values()) {
            assertThat(Citations.write(form, List.of(bare))).contains("HYPERLINK(1)");
        }
    }
}
