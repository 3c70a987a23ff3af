package io.broadsheet.bibliography;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lists as other programs export them.
class BibliographyTest {

    private static final PaperReference ATTENTION = arxiv("1706.03762");

    private static PaperReference arxiv(String id) {
        return PaperReferences.named("arXiv:" + id).orElseThrow();
    }

    private static ListedPaper only(String text) {
        Bibliography read = Bibliography.read(text);
        assertThat(read.unreadable()).isEmpty();
        assertThat(read.papers()).hasSize(1);
        return read.papers().getFirst();
    }

    @Test
    void bibtexAsZoteroExportsIt() {
        ListedPaper paper =
                only(
                        """
                        @misc{vaswani_attention_2017,
                          title = {Attention {Is} {All} {You} {Need}},
                          url = {http://arxiv.org/abs/1706.03762},
                          doi = {10.48550/arXiv.1706.03762},
                          author = {Vaswani, Ashish and Shazeer, Noam},
                          month = aug,
                          note = {arXiv:1706.03762 [cs]},
                          keywords = {Computer Science - Computation and Language},
                        }
                        """);

        assertThat(paper.title()).isEqualTo("Attention Is All You Need");
        assertThat(paper.family()).isEqualTo("Vaswani");
        assertThat(paper.named()).first().isEqualTo(ATTENTION);
    }

    @Test
    void bibtexAsScholarAndArxivGiveIt() {
        assertThat(
                        only("@article{vaswani2017attention,title={Attention is all you need},"
                                        + " author={Ashish Vaswani}, journal={arXiv preprint arXiv:1706.03762}, year={2017}}")
                                .named())
                .contains(ATTENTION);
        assertThat(
                        only("""
                        @misc{v, title={Attention}, eprint={1706.03762},
                          archivePrefix={arXiv}, primaryClass={cs.CL}}\
                        """)
                                .named())
                .containsExactly(ATTENTION);
        assertThat(
                        only(
                                "@inproceedings{x, title = {M{\\\"u}ller's {$\\alpha$} test}, author = \"Jos{\\'e} de la Vega\"}"))
                .extracting(ListedPaper::title, ListedPaper::family)
                .containsExactly("Müller's α test", "Vega");
    }

    @Test
    void abbreviationsAndCommentsAreNoPapers() {
        Bibliography read =
                Bibliography.read(
                        """
                        @string{nips = {Neural Information Processing Systems}}
                        @comment{jabref-meta: databaseType:bibtex;}
                        @inproceedings{a, title = {One two three}, booktitle = nips, journal = jmlr}
                        """);

        assertThat(read.papers()).extracting(ListedPaper::title).containsExactly("One two three");
        assertThat(read.unreadable()).isEmpty();
    }

    @Test
    void whatStandsBetweenEntriesIsNoPartOfThem() {
        Bibliography read =
                Bibliography.read(
                        """
                        My papers, 2026:
                        @misc{a, title = {One \\{ brace}}
                        % a comment
                        Read this one:
                        @misc{b, title = {Another \\} one}}
                        and nothing else\
                        """);

        assertThat(read.papers())
                .extracting(ListedPaper::title)
                .containsExactly("One brace", "Another one");
        assertThat(read.unreadable()).isEmpty();
    }

    @Test
    void aBrokenEntryTakesNoOtherWithIt() {
        Bibliography read =
                Bibliography.read(
                        """
                        @article{a, title = {The first of them}}
                        @article{b, title = {Never closed, doi = {10.1/x}
                        @article{c title = no comma}
                        @article{d, title = {The last of them}}
                        """);

        assertThat(read.papers())
                .extracting(ListedPaper::title)
                .containsExactly("The first of them", "The last of them");
        assertThat(read.unreadable()).hasSize(2).first().asString().startsWith("@article{b, title");
    }

    @Test
    void entriesWhoseLineBreaksWereLost() {
        assertThat(
                        Bibliography.read(
                                        "@misc{a, eprint={1706.03762}} @misc{b, eprint={2501.12948}}")
                                .papers())
                .flatExtracting(ListedPaper::named)
                .containsExactly(ATTENTION, arxiv("2501.12948"));
    }

    @Test
    void ris() {
        Bibliography read =
                Bibliography.read(
                        """
                        TY  - JOUR
                        T1  - Attention is all you need
                        A1  - Vaswani, Ashish
                        DO  - 10.48550/arXiv.1706.03762
                        ER  -\s

                        TY  - CONF
                        TI  - A paper whose end is missing
                        AU  - de Groot Vries, S M
                        TY  - JOUR
                        TI  - The last one here
                        ER  - \
                        """);

        assertThat(read.papers())
                .extracting(ListedPaper::title, ListedPaper::family)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Attention is all you need", "Vaswani"),
                        org.assertj.core.groups.Tuple.tuple(
                                "A paper whose end is missing", "de Groot Vries"),
                        org.assertj.core.groups.Tuple.tuple("The last one here", ""));
        assertThat(read.papers().getFirst().named()).containsExactly(ATTENTION);
    }

    @Test
    void cslJson() {
        ListedPaper paper =
                only(
                        """
                        [{"id": "http://zotero.org/users/1/items/A", "type": "article",
                          "title": "Attention Is All You Need", "number": "arXiv:1706.03762",
                          "author": [{"family": "Vaswani", "given": "Ashish"}]}]
                        """);

        assertThat(paper)
                .isEqualTo(
                        new ListedPaper(
                                List.of(ATTENTION), "Attention Is All You Need", "Vaswani"));
        assertThat(Bibliography.read("[{\"title\": ").unreadable()).hasSize(1);
    }

    @Test
    void csvAsZoteroExportsIt() {
        ListedPaper paper =
                only(
                        """
                        "Key","Item Type","Author","Title","DOI","Url","Extra"
                        "A1","preprint","Vaswani, Ashish; Shazeer, Noam","Attention, ""all"" you need","","http://arxiv.org/abs/1706.03762","arXiv:1706.03762 [cs]"
                        """);

        assertThat(paper)
                .isEqualTo(
                        new ListedPaper(
                                List.of(ATTENTION), "Attention, \"all\" you need", "Vaswani"));
    }

    @Test
    void idsAddressesAndTitles() {
        Bibliography read =
                Bibliography.read(
                        """
                        My papers
                        1. https://arxiv.org/abs/1706.03762v5
                        - 2501.12948, arXiv:2503.14476
                        * Deep Residual Learning for Image Recognition
                        """);

        assertThat(read.papers())
                .containsExactly(
                        new ListedPaper(List.of(ATTENTION), "", ""),
                        new ListedPaper(List.of(arxiv("2501.12948")), "", ""),
                        new ListedPaper(List.of(arxiv("2503.14476")), "", ""),
                        new ListedPaper(
                                List.of(), "Deep Residual Learning for Image Recognition", ""));
    }

    @Test
    void moreThanIsReadIsCounted() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < Bibliography.MOST + 7; i++) {
            many.append("@misc{x")
                    .append(i)
                    .append(", title = {A title of number ")
                    .append(i)
                    .append("}}\n");
        }

        assertThat(Bibliography.read(many.toString()))
                .satisfies(read -> assertThat(read.papers()).hasSize(Bibliography.MOST))
                .extracting(Bibliography::more)
                .isEqualTo(7);
    }

    @Test
    void anythingIsReadWithoutAFailure() {
        Random random = new Random(7);
        String[] pieces = {
            "@article{",
            "title = {",
            "}",
            "{",
            "\"",
            "TY  - JOUR\n",
            "TI  - ",
            "ER  - \n",
            "[{",
            "\"title\":",
            "]",
            "Title,Author\n",
            ",",
            "\n",
            "\\\"",
            "$",
            "1706.03762",
            "doi:10.1/",
            "=",
            "#",
            "%",
            "\uFEFF",
            "é",
            "\u0000"
        };
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int j = 0; j < length; j++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Bibliography.read(text.toString())).isNotNull();
        }
    }
}
