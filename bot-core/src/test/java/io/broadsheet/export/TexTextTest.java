package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Titles and abstracts that would break a file of citations.
class TexTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "α-helix and 10⁻³ in ℝⁿ; \\ensuremath{\\alpha}-helix and 10\\textsuperscript{-3} in \\ensuremath{\\mathbf{R}}\\textsuperscript{n}",
                "CO₂ & H₂O; CO\\textsubscript{2} \\& H\\textsubscript{2}O",
                "Learning to <think>; Learning to \\textless{}think\\textgreater{}",
                "50% of $5 is #1_a; 50\\% of \\$5 is \\#1\\_a",
                "a ≤ b → ∞; a \\ensuremath{\\leq} b \\ensuremath{\\to} \\ensuremath{\\infty}",
                "Ω and ∥x∥; \\ensuremath{\\Omega} and \\ensuremath{\\parallel}x\\ensuremath{\\parallel}",
                "−1 ∗ ~x^2; \\ensuremath{-}1 \\ensuremath{\\ast} \\textasciitilde{}x\\textasciicircum{}2",
                "Łukasik é 中文; Łukasik é 中文",
                "Nguyễn Thế x\u0302; Nguy{\\~{\\^{e}}}n Th{\\'{\\^{e}}} {\\^{x}}",
                "e\u0301 a\u2009b\u00A0c\u200B; é a b~c",
                "\\input{x}; \\textbackslash{}input\\textbraceleft{}x\\textbraceright{}",
            })
    void writesWhatPdflatexSetsWithoutPackages(String text, String tex) {
        assertThat(TexText.of(text)).isEqualTo(tex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "视觉 tokens 视 | % pdflatex has no letters for 视觉: compile with lualatex or xelatex and a font that has them.",
                "Обучение | % pdflatex has no letters for Обучени: compile with lualatex or xelatex and a font that has them.",
                "🤗 Hub | % pdflatex has no letters for 🤗: compile with lualatex or xelatex and a font that has them.",
                "Wałęsa „x“ | % pdflatex has ę„ with \\usepackage[T1]{fontenc}.",
                "Müller, Łukasik, Nguyễn, α, ℝ, <think> | -",
            })
    void saysWhichLettersPdflatexLacks(String title, String comment) {
        Paper paper = Paper.builder(PaperId.ofTitle(title), title).build();
        String file = Citations.write(Citations.CitationFormat.BIBTEX, List.of(paper));
        assertThat(file.startsWith("%") ? file.substring(0, file.indexOf('\n')) : null)
                .isEqualTo(comment);
    }

    /// Braces are counted as BibTeX counts them: with no regard to backslashes.
    @ParameterizedTest
    @ValueSource(
            strings = {"a } b", "a { b", "}}}", "{{{", "\\}", "\\{", "x\uE002y", "\uE000", "⁻{³"})
    void keepsATitlesBracesFromSwallowingTheNextEntry(String title) {
        Paper hostile = Paper.builder(PaperId.ofTitle(title), title).build();
        Paper next = Paper.builder(PaperId.ofTitle("Next"), "Next").build();
        String file =
                Citations.write(Citations.CitationFormat.BIBTEX, List.of(hostile, next, hostile));
        assertThat(entries(file)).hasSize(3);
        assertThat(entries(file).get(1)).contains("title = {{Next}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000B", "\f"})
    void keepsAnAbstractsLinesFromEndingARisRecord(String lineBreak) {
        Paper paper =
                Paper.builder(PaperId.ofTitle("A title"), "A title")
                        .summary(
                                "First." + lineBreak + "ER  - " + lineBreak + "TY  - JOUR",
                                "a test")
                        .build();
        String file = Citations.write(Citations.CitationFormat.RIS, List.of(paper));
        assertThat(file.split("\\R|\\f")).filteredOn(line -> line.startsWith("ER")).hasSize(1);
        assertThat(file.split("\\R|\\f")).filteredOn(line -> line.startsWith("TY")).hasSize(1);
    }

    @Test
    void namesTheJournalInRisAndCsl() throws Exception {
        Paper paper =
                Paper.builder(PaperId.ofTitle("A title"), "A title")
                        .journalReference("J. Lattice Stud. 12 (2024) 34-56")
                        .build();
        assertThat(Citations.write(Citations.CitationFormat.RIS, List.of(paper)))
                .contains("T2  - J. Lattice Stud. 12 (2024) 34-56\n");
        assertThat(
                        JsonMapper.builder()
                                .build()
                                .readTree(
                                        Citations.write(
                                                Citations.CitationFormat.JSON, List.of(paper)))
                                .at("/0/container-title")
                                .textValue())
                .isEqualTo("J. Lattice Stud. 12 (2024) 34-56");
    }

    private static List<String> entries(String file) {
        List<String> entries = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < file.length(); i++) {
            char c = file.charAt(i);
            if (c == '@' && depth == 0) {
                start = i;
            }
            depth += c == '{' ? 1 : 0;
            if (c == '}' && --depth == 0) {
                entries.add(file.substring(start, i + 1));
            }
        }
        return entries;
    }
}
