package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StyledCitationsTest {

    private final Paper preprint =
            Paper.builder(
                            PaperId.of(new ArxivId("2111.06377", 0)),
                            "Masked Autoencoders Are Scalable Vision Learners")
                    .authorNames(List.of("Kaiming He", "Xinlei Chen", "Ross Girshick"))
                    .published(Instant.parse("2021-11-11T18:46:40Z"))
                    .build();

    /// Particles, a suffix, one name only, an apostrophe, a collaboration; words that no style may
    /// capitalise; no date.
    private final Paper undated =
            Paper.builder(
                            PaperId.of(new ArxivId("2201.00001", 0)),
                            "on <think> and \"k-NN\" in C++ & gpt-4o")
                    .authors(
                            List.of(
                                    Author.person("van der Berg Holt", "Jan-Peter A.", ""),
                                    Author.person("Kingston", "Marcus Luther", "Jr."),
                                    Author.person("Plato", "", ""),
                                    Author.person("O'Neill", "É.", ""),
                                    Author.collaboration("CMS Collaboration")))
                    .build();

    private final Paper article =
            Paper.builder(PaperId.of(new ArxivId("hep-th/9901001", 0)), "A quantum thing")
                    .authorNames(List.of("Ann Lee", "Bob Ray"))
                    .published(Instant.parse("1999-01-01T00:00:00Z"))
                    .doi(new Doi("10.1103/PhysRevD.76.013009"))
                    .journalReference("Phys. Rev. D 76, 013009 (2007)")
                    .build();

    /// Italics between underscores.
    private static final String PREPRINT =
            """
            apa       | He, K., Chen, X., & Girshick, R. (2021). _Masked Autoencoders Are Scalable Vision Learners_ (arXiv:2111.06377). arXiv. https://doi.org/10.48550/arXiv.2111.06377
            mla       | He, Kaiming, et al. “Masked Autoencoders Are Scalable Vision Learners.” arXiv:2111.06377, arXiv, 11 Nov. 2021, https://doi.org/10.48550/arXiv.2111.06377.
            chicago   | He, Kaiming, Xinlei Chen, and Ross Girshick. 2021. “Masked Autoencoders Are Scalable Vision Learners.” arXiv:2111.06377. Preprint, arXiv, November 11. https://doi.org/10.48550/arXiv.2111.06377.
            ieee      | K. He, X. Chen, and R. Girshick, “Masked Autoencoders Are Scalable Vision Learners,” Nov. 11, 2021, arXiv:2111.06377. doi: 10.48550/arXiv.2111.06377.
            vancouver | He K, Chen X, Girshick R. Masked Autoencoders Are Scalable Vision Learners [Internet]. arXiv; 2021. Available from: https://arxiv.org/abs/2111.06377
            harvard   | He, K., Chen, X. and Girshick, R. (2021) ‘Masked Autoencoders Are Scalable Vision Learners’. arXiv. Available at: https://doi.org/10.48550/arXiv.2111.06377.
            acm       | Kaiming He, Xinlei Chen, and Ross Girshick. 2021. Masked Autoencoders Are Scalable Vision Learners. https://doi.org/10.48550/arXiv.2111.06377
            acl       | Kaiming He, Xinlei Chen, and Ross Girshick. 2021. Masked Autoencoders Are Scalable Vision Learners. _arXiv preprint arXiv:2111.06377_.
            acs       | He, K.; Chen, X.; Girshick, R. Masked Autoencoders Are Scalable Vision Learners. arXiv November 11, 2021. https://doi.org/10.48550/arXiv.2111.06377.
            ama       | He K, Chen X, Girshick R. Masked Autoencoders Are Scalable Vision Learners. _arXiv_. Preprint posted online November 11, 2021. doi:10.48550/arXiv.2111.06377
            aps       | K. He, X. Chen, and R. Girshick, _Masked Autoencoders Are Scalable Vision Learners_, arXiv:2111.06377.
            lncs      | He, K., Chen, X., Girshick, R.: Masked Autoencoders Are Scalable Vision Learners, https://arxiv.org/abs/2111.06377, (2021). https://doi.org/10.48550/arXiv.2111.06377.
            nature    | He, K., Chen, X. & Girshick, R. Masked Autoencoders Are Scalable Vision Learners. Preprint at https://doi.org/10.48550/arXiv.2111.06377 (2021).
            science   | K. He, X. Chen, R. Girshick, Masked Autoencoders Are Scalable Vision Learners. arXiv:2111.06377 [Preprint] (2021). https://doi.org/10.48550/arXiv.2111.06377.
            """;

    private static final String UNDATED =
            """
            apa       | van der Berg Holt, J.-P. A., Kingston, M. L., Jr., Plato, O’Neill, É., & CMS Collaboration. (n.d.). _on <think> and “k-NN” in C++ & gpt-4o_ (arXiv:2201.00001). arXiv. https://doi.org/10.48550/arXiv.2201.00001
            mla       | van der Berg Holt, Jan-Peter A., et al. “On <think> and ‘k-NN’ in C++ & gpt-4o.” arXiv:2201.00001, arXiv, https://doi.org/10.48550/arXiv.2201.00001.
            chicago   | van der Berg Holt, Jan-Peter A., Marcus Luther Kingston Jr., Plato, É. O’Neill, and CMS Collaboration. n.d. “On <think> and ‘k-NN’ in C++ & gpt-4o.” arXiv:2201.00001. Preprint, arXiv. https://doi.org/10.48550/arXiv.2201.00001.
            ieee      | J.-P. A. van der Berg Holt, M. L. Kingston Jr., Plato, É. O’Neill, and CMS Collaboration, “on <think> and ‘k-NN’ in C++ & gpt-4o,” arXiv:2201.00001. doi: 10.48550/arXiv.2201.00001.
            vancouver | van der Berg Holt J-PA, Kingston ML Jr, Plato, O’Neill É, CMS Collaboration. on <think> and “k-NN” in C++ & gpt-4o [Internet]. arXiv; Available from: https://arxiv.org/abs/2201.00001
            """;

    private static final String ARTICLE =
            """
            apa       | Lee, A., & Ray, B. (2007). A quantum thing. _Phys. Rev. D_, _76_, 013009. https://doi.org/10.1103/PhysRevD.76.013009
            mla       | Lee, Ann, and Bob Ray. “A Quantum Thing.” _Phys. Rev. D_, vol. 76, 2007, p. 013009, https://doi.org/10.1103/PhysRevD.76.013009.
            chicago   | Lee, Ann, and Bob Ray. 2007. “A Quantum Thing.” _Phys. Rev. D_ 76: 013009. https://doi.org/10.1103/PhysRevD.76.013009.
            ieee      | A. Lee and B. Ray, “A quantum thing,” _Phys. Rev. D_, vol. 76, p. 013009, 2007, doi: 10.1103/PhysRevD.76.013009.
            vancouver | Lee A, Ray B. A quantum thing. Phys. Rev. D [Internet]. 2007;76:013009. Available from: https://doi.org/10.1103/PhysRevD.76.013009
            harvard   | Lee, A. and Ray, B. (2007) ‘A quantum thing’, _Phys. Rev. D_, 76, p. 013009. Available at: https://doi.org/10.1103/PhysRevD.76.013009.
            aps       | A. Lee and B. Ray, A quantum thing, Phys. Rev. D 76, 013009 (2007).
            nature    | Lee, A. & Ray, B. A quantum thing. _Phys. Rev. D_ 76, 013009 (2007).
            """;

    @Test
    void writesPreprints() {
        assertThat(written(PREPRINT, preprint)).isEqualTo(PREPRINT);
    }

    @Test
    void writesWhatHasNoDateAndNamesOfAllKinds() {
        assertThat(written(UNDATED, undated)).isEqualTo(UNDATED);
    }

    @Test
    void writesArticlesOfJournals() {
        assertThat(written(ARTICLE, article)).isEqualTo(ARTICLE);
    }

    @Test
    void leavesTheNamesOfConferencesAlone() {
        Paper shown = preprint.toBuilder().journalReference("CVPR 2022").build();
        assertThat(marked("mla", shown))
                .isEqualTo(
                        "He, Kaiming, et al. “Masked Autoencoders Are Scalable Vision Learners.”"
                                + " _CVPR_, 2022, https://arxiv.org/abs/2111.06377.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apa | A0, G., A1, G., A2, G., A3, G., A4, G., A5, G., A6, G., A7, G., A8, G., A9, G.,"
                        + " A10, G., A11, G., A12, G., A13, G., A14, G., A15, G., A16, G., A17, G.,"
                        + " A18, G., … A20, G. (n.d.).",
                "ieee | G. A0 et al., “Many.”",
                "vancouver | A0 G, A1 G, A2 G, A3 G, A4 G, A5 G, et al. Many",
                "mla | A0, G., et al. “Many.”",
                "chicago | A0, G., G. A1, G. A2, et al. n.d. “Many.”",
            })
    void namesSomeOfManyAuthors(String style, String begin) {
        Paper many =
                Paper.builder(PaperId.ofTitle("Many"), "Many")
                        .authors(
                                IntStream.rangeClosed(0, 20)
                                        .mapToObj(i -> Author.person("A" + i, "G.", ""))
                                        .toList())
                        .build();
        assertThat(
                        StyledCitations.plain(
                                StyledCitations.cite(
                                        CitationStyle.named(style).orElseThrow(), many)))
                .startsWith(begin);
    }

    @Test
    void listsAShelfInTheStylesOrder() {
        List<Paper> shelf = List.of(undated, preprint, article);
        assertThat(StyledCitations.list(CitationStyle.IEEE, shelf))
                .startsWith("[1] J.-P. A. van der Berg Holt,")
                .contains("\n[2] K. He, ", "\n[3] A. Lee and B. Ray, ");
        assertThat(StyledCitations.list(CitationStyle.APA, shelf).lines().map(l -> l.split(",")[0]))
                .containsExactly("He", "Lee", "van der Berg Holt");
    }

    @ParameterizedTest
    @EnumSource(CitationStyle.class)
    void keepsEveryHostileTitleAsItIs(CitationStyle style) {
        for (String title :
                List.of(
                        "A <i>B</i> & <script>alert(1)</script>",
                        "$x_2$ \\alpha {braces} 100%",
                        "视觉分词器：一种方法",
                        "𝔘nicode \uD83D\uDE00 and ꀀ",
                        "?")) {
            Paper paper = Paper.builder(PaperId.ofTitle(title), title).build();
            assertThat(StyledCitations.plain(StyledCitations.cite(style, paper)))
                    .containsIgnoringCase(title.equals("?") ? "?" : title);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Phys. Rev. D 76, 013009 (2007) | Phys. Rev. D | 76 | '' | 013009 | 2007",
                "Nature 521(7553), 436-444 (2015) | Nature | 521 | 7553 | 436-444 | 2015",
                "J. Chem. Phys. 120 (2004) 1234--1240 | J. Chem. Phys. | 120 | '' | 1234-1240 | 2004",
                "Astrophys.J. 500, 525, 1998 | Astrophys.J. | 500 | '' | 525 | 1998",
                "JHEP 0905:108, 2009 | JHEP | 0905 | '' | 108 | 2009",
                "Journal of Machine Learning Research 15, 2014 | Journal of Machine Learning Research | 15 | '' | '' | 2014",
                "CVPR 2025 | CVPR | '' | '' | '' | 2025",
                "ICML 2024 Workshop on Vision | ICML 2024 Workshop on Vision | '' | '' | '' | 2024",
                "In Proc. of the 12th Workshop, pp. 3-9 | In Proc. of the 12th Workshop, pp. 3-9 | '' | '' | '' | ''",
                "Int. J. Comput. Vis. vol. 128, no. 2, pp. 261-318, 2020 | Int. J. Comput. Vis. | 128 | 2 | 261-318 | 2020",
            })
    void readsWhereItWasPublished(
            String line, String container, String volume, String issue, String pages, String year) {
        assertThat(JournalReference.read(line))
                .isEqualTo(new JournalReference(container, volume, issue, pages, year));
    }

    @Test
    void namesTheNearestStyle() {
        assertThat(CitationStyle.named("APA")).contains(CitationStyle.APA);
        assertThat(CitationStyle.named("turabian")).contains(CitationStyle.CHICAGO);
        assertThat(CitationStyle.nearest("vancover")).contains(CitationStyle.VANCOUVER);
        assertThat(CitationStyle.nearest("chigaco")).contains(CitationStyle.CHICAGO);
        assertThat(CitationStyle.nearest("docx")).isEmpty();
    }

    /// What the styles of a table write for a paper, in the table's form.
    private static String written(String table, Paper paper) {
        return table.lines()
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .map(name -> "%-9s | %s\n".formatted(name, marked(name, paper)))
                .collect(Collectors.joining());
    }

    private static String marked(String style, Paper paper) {
        return StyledCitations.cite(CitationStyle.named(style).orElseThrow(), paper).stream()
                .map(run -> run.italic() ? "_" + run.text() + "_" : run.text())
                .collect(Collectors.joining());
    }
}
