package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperReferencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "2503.11677; arxiv:2503.11677",
                "2503.11677v3; arxiv:2503.11677",
                "arXiv:2503.11677v3; arxiv:2503.11677",
                "arxiv 2503.11677; arxiv:2503.11677",
                "arXiv:2503.11677v1 [cs.CV]; arxiv:2503.11677",
                "(arXiv:2503.11677).; arxiv:2503.11677",
                "`2503.11677`; arxiv:2503.11677",
                "math.CA/0611800v2; arxiv:math/0611800",
                "hep-th/9901001; arxiv:hep-th/9901001",
                "10.1145/3292500.3330701; doi:10.1145/3292500.3330701",
                "doi:10.1145/3292500.3330701.; doi:10.1145/3292500.3330701",
                "DOI 10.1000/XYZ(12)3; doi:10.1000/xyz(12)3",
                "10.48550/arXiv.2503.11677; arxiv:2503.11677",
                "https://arxiv.org/abs/2503.11677; arxiv:2503.11677",
                "http://www.arxiv.org/abs/2503.11677v2/; arxiv:2503.11677",
                "arxiv.org/abs/2503.11677; arxiv:2503.11677",
                "ARXIV.ORG/abs/2503.11677; arxiv:2503.11677",
                "https://export.arxiv.org/abs/hep-th/9901001v1; arxiv:hep-th/9901001",
                "https://arxiv.org/pdf/2503.11677; arxiv:2503.11677",
                "https://arxiv.org/pdf/2503.11677v1.pdf; arxiv:2503.11677",
                "https://arxiv.org/pdf/2503.11677v1.pdf#page=3; arxiv:2503.11677",
                "https://arxiv.org/html/2503.11677v1?utm_source=x; arxiv:2503.11677",
                "https://arxiv.org/abs/math.CA%2F0611800; arxiv:math/0611800",
                "https://ar5iv.labs.arxiv.org/html/2503.11677; arxiv:2503.11677",
                "https://huggingface.co/papers/2503.11677; arxiv:2503.11677",
                "https://huggingface.co/papers/2503.11677.md; arxiv:2503.11677",
                "hf.co/papers/2503.11677; arxiv:2503.11677",
                "https://www.alphaxiv.org/abs/2503.11677v1; arxiv:2503.11677",
                "https://alphaxiv.org/overview/2503.11677; arxiv:2503.11677",
                "https://www.alphaxiv.org/pdf/2503.11677; arxiv:2503.11677",
                "https://doi.org/10.1145/3292500.3330701; doi:10.1145/3292500.3330701",
                "http://dx.doi.org/10.1145%2F3292500.3330701; doi:10.1145/3292500.3330701",
                "doi.org/10.48550/arXiv.2503.11677; arxiv:2503.11677",
                "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701; doi:10.1145/3292500.3330701",
                "https://aclanthology.org/2020.acl-main.447/; doi:10.18653/v1/2020.acl-main.447",
                "https://aclanthology.org/2023.findings-emnlp.1.pdf; doi:10.18653/v1/2023.findings-emnlp.1",
                "<https://arxiv.org/abs/2503.11677>; arxiv:2503.11677",
                "<https://arxiv.org/abs/2503.11677|Simulation of prosthetic vision>; arxiv:2503.11677",
                "<http://arxiv.org/abs/2503.11677|arxiv.org/abs/2503.11677>; arxiv:2503.11677",
            })
    void readsEveryFormOfIdentifier(String written, String id) {
        assertThat(PaperReferences.parse("  " + written + "\n"))
                .isEqualTo(new PaperReference.Identified(PaperId.parse(id).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://openreview.net/forum?id=rJ4km2R5t7, https://openreview.net/forum?id=rJ4km2R5t7",
        "http://www.openreview.net/pdf?id=rJ4km2R5t7&noteId=abc, https://openreview.net/forum?id=rJ4km2R5t7",
        "openreview.net/forum?noteId=q&id=rJ4km2R5t7#discussion, https://openreview.net/forum?id=rJ4km2R5t7",
        "https://aclanthology.org/P19-1001.pdf, https://aclanthology.org/P19-1001",
        "https://GitHub.com/Haiyang-W/TokenFormer.git, https://github.com/Haiyang-W/TokenFormer",
        "<https://example.org/a/?utm_source=slack&q=1|a page>, https://example.org/a?q=1",
        "https://arxiv.org/list/cs.CV/recent, https://arxiv.org/list/cs.CV/recent",
        "https://user:secret@example.org:8443/x, https://example.org/x",
    })
    void readsOtherAddressesAsLinks(String written, String page) {
        assertThat(PaperReferences.parse(written))
                .isEqualTo(new PaperReference.Linked(URI.create(page)));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "#2, 2", "' 17. ', 17", "999, 999", "#1234, 1234"})
    void readsNumbersOfTheLastList(String written, int number) {
        assertThat(PaperReferences.parse(written)).isEqualTo(new PaperReference.Numbered(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "vision   tokenizers; vision tokenizers",
                "\"Attention Is All You Need\"; Attention Is All You Need",
                "What do BPE Tokenizers Reveal?; What do BPE Tokenizers Reveal?",
                "0; 0",
                "#0; #0",
                "2024; 2024",
                "-1; -1",
                "2503.116777; 2503.116777",
                "1.5; 1.5",
                "http://; http://",
                "https://[::1]/x; https://[::1]/x",
                "javascript:alert(1); javascript:alert(1)",
                "ftp://arxiv.org/abs/2503.11677; ftp://arxiv.org/abs/2503.11677",
                "<SEG> token; <SEG> token",
            })
    void takesTheRestForWordsOfATitle(String written, String words) {
        assertThat(PaperReferences.parse(written)).isEqualTo(new PaperReference.Worded(words));
    }

    @Test
    void findsThePapersOfAMessageInOrderEachOnce() {
        String message =
                """
                Morning! <https://arxiv.org/abs/2503.11677v2|this one> (also arXiv:2503.11685) beats
                https://huggingface.co/papers/2503.11677, see [the forum](https://openreview.net/forum?id=rJ4km2R5t7).
                Old but gold: hep-th/9901001, math.CA/0611800v2 and doi:10.1145/3292500.3330701. Code: https://github.com/a/b,
                version 3.1415 of file src/1234567 costs 2503.50 on 2025-03-18; 1012.5 km, 10.1 times. alphaxiv.org/overview/2412.07730!
                """;
        assertThat(PaperReferences.findAll(message).stream().map(PaperReferencesTest::written))
                .containsExactly(
                        "arxiv:2503.11677",
                        "arxiv:2503.11685",
                        "https://openreview.net/forum?id=rJ4km2R5t7",
                        "arxiv:hep-th/9901001",
                        "arxiv:math/0611800",
                        "doi:10.1145/3292500.3330701",
                        "arxiv:2412.07730");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no papers here",
                "12503.11677",
                "2503.11677%",
                "x2503.11677",
                "2503.11677.5",
                "https://arxiv.org"
            })
    void findsNothingWhereThereIsNothing(String message) {
        assertThat(PaperReferences.findAll(message)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.Example.org:80/A/b.git/, https://example.org/A/b",
        "https://example.org, https://example.org",
        "https://example.org/?utm_medium=x&a=%20b#frag, https://example.org?a=%20b",
        "https://openreview.net/pdf?id=x, https://openreview.net/forum?id=x",
        "mailto:a@example.org, mailto:a@example.org",
        "https://www./, https://www.",
    })
    void normalisesAddressesAndNormalisingTwiceChangesNothing(URI page, URI normal) {
        assertThat(PaperReferences.normalise(page)).isEqualTo(normal);
        assertThat(PaperReferences.normalise(normal)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "(",
                ")",
                "<",
                "https://",
                "arxiv.org/",
                "arxiv:",
                "10.1234/",
                "2503.11677 ",
                "doi: ",
                "%",
                "&a",
                "\"",
                "hep-th/",
                "math-a.bb/",
                "\u0000",
                "\uD800",
                "💾",
                "https://a.b/?x=y&",
                "/",
                "-",
                "2503.",
                "abc-def.gh/123456"
            })
    void answersAMegabyteOfAnythingQuickly(String piece) {
        String text = piece.repeat(1_000_000 / piece.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    PaperReferences.parse(text);
                    PaperReferences.parse("doi" + text);
                    PaperReferences.findAll(text);
                });
    }

    @Test
    void neverThrowsOnGarbageMadeOfItsOwnSyntax() {
        String[] pieces = {
            "<",
            ">",
            "|",
            "https://",
            "www.",
            "arxiv.org/",
            "/abs/",
            "2503.11677",
            "v2",
            ".pdf",
            "?",
            "#",
            "%",
            "%2",
            "&",
            "=",
            "id=",
            "openreview.net",
            "/forum",
            "doi.org/",
            "10.1145/",
            "hep-th/9901001",
            " ",
            "\n",
            "[",
            "]",
            "(",
            ")",
            "@",
            ":",
            "\u0000",
            "\uDC00",
            "\u202E",
            "é",
            "aclanthology.org/",
            "P19-1001",
            "..",
            "\\",
            "^",
            "{"
        };
        Random random = new Random(20250318);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            PaperReference one = PaperReferences.parse(text.toString());
            List<PaperReference> all = PaperReferences.findAll(text.toString());
            assertThat(one).isNotNull();
            assertThat(all).doesNotHaveDuplicates();
            if (one instanceof PaperReference.Linked linked) {
                assertThat(PaperReferences.normalise(linked.page()))
                        .as("%s", text)
                        .isEqualTo(linked.page());
            }
        }
    }

    private static String written(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified identified -> identified.id().toString();
            case PaperReference.Linked linked -> linked.page().toString();
            case PaperReference.Numbered numbered -> "#" + numbered.number();
            case PaperReference.Worded worded -> worded.words();
        };
    }
}
