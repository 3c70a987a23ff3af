package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The forms in which people have the name of a paper: what they paste from a page, a PDF, a
/// citation or another program.
class ReferenceFormsTest {

    private static final PaperReference PAPER =
            new PaperReference.Identified(PaperId.parse("arxiv:2201.00001").orElseThrow());

    @ParameterizedTest
    @ValueSource(
            strings = {
                // What is printed on a PDF.
                "arXiv:2201.00001v1 [cs.CV] 3 Jan 2022",
                "arXiv:2201.00001v12  [stat.ML]  31 Dec 2021",
                "arXiv:2201.00001v1[math.AG]3 Jan 2022",
                // Citations: Google Scholar's in three styles, BibTeX, arXiv's own, a reference
                // list.
                "Smith J, Lee A. Fresh five digit. arXiv preprint arXiv:2201.00001 (2022).",
                "Smith, John, and Ann Lee. \"Fresh five digit.\" arXiv preprint arXiv:2201.00001"
                        + " (2022).",
                "Smith, J., & Lee, A. (2022). Fresh five digit. arXiv preprint arXiv:2201.00001.",
                "[12] J. Smith and A. Lee, “Fresh five digit,” arXiv e-print 2201.00001, 2022.",
                "@misc{smith2022, title={Fresh}, eprint={2201.00001}, archivePrefix={arXiv},"
                        + " doi={10.1145/3292500.3330701}}",
                "CoRR abs/2201.00001 (2022)",
                "https://doi.org/10.48550/arXiv.2201.00001 Focus to learn more. arXiv:2201.00001"
                        + " [cs.CV]",
                // Names of files and records.
                "2201.00001v2.pdf",
                "2201.00001.pdf",
                "2201.00001v2 (1).pdf",
                "2201.00001.tar.gz",
                "oai:arXiv.org:2201.00001",
                "arXiv ID: 2201.00001",
                "ARXIV.2201.00001",
                "arXiv#2201.00001",
                // arXiv, its mirrors and its other pages.
                "https://rss.arxiv.org/abs/2201.00001",
                "https://lanl.arxiv.org/abs/2201.00001",
                "http://cn.arxiv.org/abs/2201.00001v1",
                "http://xxx.arxiv.org/pdf/2201.00001",
                "http://xxx.lanl.gov/abs/2201.00001",
                "es.arxiv.org/abs/2201.00001",
                "https://export.arxiv.org/pdf/2201.00001v3.pdf",
                "https://arxiv.org/html/2201.00001v1/x1.png",
                "https://arxiv.org/html/2201.00001v1#S3.SS2",
                "https://arxiv.org/abs/2201.00001?context=cs.LG",
                "https://arxiv.org/format/2201.00001",
                "https://arxiv.org/pdf/2201.00001v1.pdf?download=1",
                "https://web.archive.org/web/20230102030405/https://arxiv.org/abs/2201.00001",
                // Other sites.
                "https://www.alphaxiv.org/abs/2201.00001/sso-callback",
                "https://www.alphaxiv.org/zh/overview/2201.00001v2",
                "https://scirate.com/arxiv/2201.00001",
                "scirate.com/arxiv/2201.00001",
                "https://papers.cool/arxiv/2201.00001",
                "https://papers.cool/arxiv/kimi?paper=2201.00001",
                "https://www.semanticscholar.org/arxiv/2201.00001",
                "https://api.semanticscholar.org/arXiv:2201.00001",
                "https://api.semanticscholar.org/graph/v1/paper/arXiv:2201.00001?fields=title",
                "https://huggingface.co/papers/2201.00001#community",
                "https://huggingface.co/papers/2201.00001.md",
                "https://ar5iv.org/abs/2201.00001",
                "https://ar5iv.labs.arxiv.org/html/2201.00001v1",
                "https://www.arxiv-vanity.com/papers/2201.00001/",
                "https://www.emergentmind.com/papers/2201.00001",
                "https://ui.adsabs.harvard.edu/abs/arXiv:2201.00001/abstract",
                // Other keyboards, and characters that are not seen.
                "２２０１.００００１",
                "ａｒＸｉｖ：２２０１．００００１",
                "٢٢٠١.٠٠٠٠١",
                "arXiv:\u200B2201.00001\uFEFF",
                "https://arxiv.org/abs/2201.00001\u200E",
                "arXiv:\u00A02201.00001",
                // Punctuation of any script behind, quotes of any script around.
                "https://arxiv.org/abs/2201.00001.",
                "https://arxiv.org/abs/2201.00001。",
                "https://arxiv.org/abs/2201.00001、",
                "https://arxiv.org/abs/2201.00001！？",
                "https://arxiv.org/abs/2201.00001؟",
                "https://arxiv.org/abs/2201.00001।",
                "https://arxiv.org/abs/2201.00001…",
                "https://arxiv.org/abs/2201.00001—",
                "「https://arxiv.org/abs/2201.00001」",
                "《2201.00001》",
                "（https://arxiv.org/abs/2201.00001）",
                "https://arxiv.org/abs/2201.00001。很好的论文",
                "请看https://arxiv.org/abs/2201.00001这篇",
                "**2201.00001**",
                // What chat programs and pages make of a link.
                "<https://arxiv.org/abs/2201.00001|arxiv.org/abs/2201.00001>",
                "<https://arxiv.org/abs/2201.00001|Fresh five digit> :fire:",
                "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2201.00001&sa=D",
                "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2201.00001&data=05%7C02",
                "https://slack-redir.net/link?url=https://arxiv.org/abs/2201.00001",
                "https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fpdf%2F2201.00001.pdf&h=AT1",
                "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fhuggingface%2Eco%2Fpapers%2F2201%2E00001&urlhash=x",
                "<https://arxiv.org/abs/2201.00001>",
                "[Fresh five digit](https://arxiv.org/abs/2201.00001)",
                "[Fresh five digit](<https://arxiv.org/abs/2201.00001>)",
                "https:&#x2F;&#x2F;arxiv.org&#x2F;abs&#x2F;2201.00001",
                "&lt;https://arxiv.org/abs/2201.00001&gt;",
                "https://arxiv.org/abs/2201.00001?a=b&amp;amp;c=d",
                "&quot;2201.00001&quot;",
                "<a href=\"https://arxiv.org/abs/2201.00001\">Fresh</a>",
            })
    void meansTheOnePaper(String written) {
        assertThat(PaperReferences.parse(written)).isEqualTo(PAPER);
        assertThat(PaperReferences.findAll("Look: " + written)).contains(PAPER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "arXiv:hep-th/9901001v2 12 Jan 1999; arxiv:hep-th/9901001",
                "oai:arXiv.org:hep-th/9901001; arxiv:hep-th/9901001",
                "http://xxx.lanl.gov/abs/hep-th/9901001; arxiv:hep-th/9901001",
                "https://www.semanticscholar.org/paper/10.1145/3292500.3330701;"
                        + " doi:10.1145/3292500.3330701",
                "https://link.springer.com/article/10.1007/978-3-030-58452-8_13/full;"
                        + " doi:10.1007/978-3-030-58452-8_13",
                "https://onlinelibrary.wiley.com/doi/10.1002/adma.202001234?x=y;"
                        + " doi:10.1002/adma.202001234",
                "https://dl.acm.org/doi/10.1145/3292500.3330701。; doi:10.1145/3292500.3330701",
                "https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.061102;"
                        + " doi:10.1103/physrevlett.116.061102",
                "https://doi.org/10.1000/a%3Cb%3E; ''",
                "Lee (2019). KDD. https://doi.org/10.1145/3292500.3330701.;"
                        + " doi:10.1145/3292500.3330701",
                "https://aclanthology.org/2020.acl-main.447.bib; doi:10.18653/v1/2020.acl-main.447",
                "https://www.nature.com/articles/s41586-021-03819-2; doi:10.1038/s41586-021-03819-2",
                "https://nature.com/articles/nature14539.pdf; doi:10.1038/nature14539",
                "https://www.nature.com/articles/s41586-021-03819-2/figures/1;"
                        + " doi:10.1038/s41586-021-03819-2",
                "https://www.biorxiv.org/content/10.1101/2023.01.01.522345v1;"
                        + " doi:10.1101/2023.01.01.522345",
                "https://www.biorxiv.org/content/10.1101/2023.01.01.522345v2.full.pdf;"
                        + " doi:10.1101/2023.01.01.522345",
                "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001;"
                        + " doi:10.1371/journal.pone.0000001",
                "https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full;"
                        + " doi:10.3389/fnins.2020.00001",
                "https://www.aclweb.org/anthology/2020.acl-main.447/;"
                        + " doi:10.18653/v1/2020.acl-main.447",
            })
    void readsOtherIdentifiers(String written, String id) {
        if (id.isEmpty()) {
            assertThat(PaperReferences.parse(written))
                    .isNotInstanceOf(PaperReference.Identified.class);
        } else {
            assertThat(PaperReferences.parse(written))
                    .isEqualTo(new PaperReference.Identified(PaperId.parse(id).orElseThrow()));
        }
    }

    @Test
    void keepsSeveralOfAMessageApart() {
        assertThat(
                        PaperReferences.findAll(
                                "<https://arxiv.org/abs/2201.00001|a>,"
                                        + " <https://scirate.com/arxiv/2201.00002>。arXiv:2201.00003v1"
                                        + " [cs.CV]"))
                .extracting(reference -> ((PaperReference.Identified) reference).id().value())
                .containsExactly("2201.00001", "2201.00002", "2201.00003");
        assertThat(PaperReferences.parse("2201.00001 or 2201.00002"))
                .isEqualTo(new PaperReference.Worded("2201.00001 or 2201.00002"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2201.00001",
                "arXiv:2201.00001v1 [cs.CV] 3 Jan 2022",
                "https://arxiv.org/abs/2201.00001",
                "Smith J, Lee A. Fresh five digit. arXiv preprint arXiv:2201.00001 (2022).",
                "<https://arxiv.org/abs/2201.00001>",
                "2201.00001v2.pdf",
                "paper 2201.00001 please",
                "please find me the paper 2201.00001v2",
            })
    void knowsALineThatNamesAPaper(String line) {
        assertThat(PaperReferences.named(line)).contains(PAPER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "#12",
                "vision tokenizers",
                "convergence rate 2201.00001 of descent",
                "papers after 2201.00001",
                "https://github.com/a/b",
                "https://arxiv.org/list/cs.CV/recent",
                "arXiv:2201.00001 or arXiv:2201.00002",
                "arxiv 2022",
            })
    void knowsALineThatIsToBeSearchedFor(String line) {
        assertThat(PaperReferences.named(line)).isEmpty();
    }

    @Test
    void readsPagesThatNameNoIdentifierAsLinks() {
        assertThat(PaperReferences.parse("https://openreview.net/forum?id=a&amp;noteId=b。"))
                .isEqualTo(
                        new PaperReference.Linked(URI.create("https://openreview.net/forum?id=a")));
    }

    /// Twelve times the text may take forty times as long: quadratic reading would take 144 times.
    /// Time is the processor's for this thread, the least of several runs, so that a busy machine
    /// does not decide.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "&amp;",
                "&#",
                "<",
                "(",
                "https://web.archive.org/web/1/",
                "arxiv.org/abs/",
                "a.",
                "/10.1000/",
                "dl.acm.org/10.1000/a/",
                "arxiv preprint ",
                "a\u0301",
                "２",
                "2201.0000",
                "hep-th/",
                "。",
                "\u200B",
                "?a=b&",
                "oai:arxiv.org:",
            })
    void takesTimeThatGrowsWithTheLengthOnly(String piece) {
        String shorter = piece.repeat(8_000 / piece.length());
        String longer = piece.repeat(96_000 / piece.length());
        for (String before : List.of("", "https://", "arxiv:", "<")) {
            for (Consumer<String> reading : readings()) {
                long quick = leastNanos(reading, before + shorter);
                long slow = leastNanos(reading, before + longer);
                assertThat(slow)
                        .as("%s%s..., short: %d ns, long: %d", before, piece, quick, slow)
                        .isLessThan(40 * Math.max(quick, 200_000));
            }
        }
    }

    private static List<Consumer<String>> readings() {
        return List.of(PaperReferences::parse, PaperReferences::named, PaperReferences::findAll);
    }

    private static long leastNanos(Consumer<String> reading, String text) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[5];
        for (int i = 0; i < nanos.length; i++) {
            long start = clock.getCurrentThreadCpuTime();
            reading.accept(text);
            nanos[i] = clock.getCurrentThreadCpuTime() - start;
        }
        return Arrays.stream(nanos).min().orElseThrow();
    }
}
