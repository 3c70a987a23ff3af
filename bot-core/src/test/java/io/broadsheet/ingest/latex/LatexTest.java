package io.broadsheet.ingest.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "$\\alpha$-blending;α-blending",
                "$10^{-3}$ and $10^5$;10⁻³ and 10⁵",
                "p < 1.33 x 10^-240;p < 1.33 x 10⁻²⁴⁰",
                "GlobalCom^2 in O(n^2), O(L^{{4}/{3}});GlobalCom² in O(n²), O(L^(4/3))",
                "$\\mathcal{O}(n\\log n)$;O(n log n)",
                "$\\frac{a+b}{c}$ of $\\frac12$;(a+b)/c of 1/2",
                "$\\sqrt{n}$, $\\sqrt[3]{x+1}$;√n, ³√(x+1)",
                "$L_{\\max}$ $x_{ij}^2$ $Q_\\psi^*$;L_max xᵢⱼ² Q_ψ*",
                "$1024\\times1024$, 4.64$\\times$ faster;1024×1024, 4.64× faster",
                "$\\mathbb{R}^d$, $\\mathbb{E}[x]$;ℝᵈ, E[x]",
                "\\(X\\)-evolve, (\\(C \\ge 2.2203\\));X-evolve, (C ≥ 2.2203)",
                "Co$^4$: G$^{2}$D, SE(3)$^N$;Co⁴: G²D, SE(3)ᴺ",
                "the $19^{th}$ century at 360{\\deg} or $0.1^\\circ$;the 19th century at 360° or"
                        + " 0.1°",
                "$20\\mu m$ of $\\hat{x}$, $\\bar y$;20μm of x̂, ȳ",
                "$\\textbf{DA}$$^{\\textbf{2}}$;DA²",
                "$$ h_i = \\sigma \\Big( W \\Big) $$;hᵢ = σ ( W )",
                "90$\\unicode{x00b0}$ \\ding{51} \\ding{55};90° ✓ ✗",
                "a $\\rightarrow$ b, $\\leq 5$, $\\nabla f \\in \\Omega$;a → b, ≤ 5, ∇ f ∈ Ω",
            })
    void writesFormulasInUnicode(String latex, String readable) {
        assertThat(Latex.readable(latex)).isEqualTo(readable);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "\\textit{de novo} \\emph{and} \\textbf{D}epth-aware {\\bf bold} {\\em soft};de"
                        + " novo and Depth-aware bold soft",
                "Erd\\H{o}s, Poincar\\'e, M\\\"uller, Ko\\v{s}ice, na\\\"{\\i}ve, Mand\\`e;Erdős,"
                        + " Poincaré, Müller, Košice, naïve, Mandè",
                "{\\o}re, Stra\\ss e, \\AA ngstr\\\"om, \\L{}\\'od\\'z, \\c{c}a, \\~nandu;øre,"
                        + " Straße, Ångström, Łódź, ça, ñandu",
                "the object\\'s \\\"own\\\" name;the object's \"own\" name",
                "7.2\\% of R\\&D at \\$5 \\#1 a\\_b \\{x\\};7.2% of R&D at $5 #1 a_b {x}",
                "pages 3--7 --- and left--right -- well;pages 3–7 — and left–right – well",
                "``critical tokens'' and `same' or `gpt-4o`;“critical tokens” and ‘same’ or"
                        + " `gpt-4o`",
                "GPT~4 is ~5 times, 75%~89%, {~}ok;GPT 4 is ~5 times, 75%~89%, ok",
                "\\eg, DINO, \\ie the \\etc. of Smith \\etal;e.g., DINO, i.e. the etc. of Smith et"
                        + " al.",
                "We present \\method{}, or \\ours: \\sys{Foo};We present method, or ours: Foo",
                "Large~\\cite{sd3}, see [\\citep[p. 3]{a,b}] and (\\ref{x}).;Large, see and.",
                "at \\url{https://a.b/~c_d%20e}.;at https://a.b/~c_d%20e.",
                "code \\href{https://github.com/a/b_c}{here}.;code here"
                        + " (https://github.com/a/b_c).",
                "\\href{https://a.io/}{https://a.io/};https://a.io/",
                "https://github.com/a/b\\_c~and;https://github.com/a/b_c~and",
                "available\\footnote{https://github.com/a/b};available (https://github.com/a/b)",
                "available at https://a.b/c{this https URL}.;available at https://a.b/c.",
                "\\textcolor{red}{new} {\\color{blue} x};new x",
                "{scriptsize CODE2SEQ} and \\textless2MB;CODE2SEQ and <2MB",
                "classes {low, medium, high} of {BERT}: x;classes {low, medium, high} of BERT: x",
                "DESIGN-R\\textsuperscript{\\textregistered} H\\textsubscript{2}O;DESIGN-R® H₂O",
                "by **25.63%** over x**y;by 25.63% over x**y",
                "Policy (H$^3$DP}), a novel;Policy (H³DP), a novel",
                "Self-Representation A}lignment (SRA);Self-Representation Alignment (SRA)",
                "SocraticBench}comprises 29;SocraticBench comprises 29",
                "is available}{ here;is available here",
                "smaller effectiveness{Our code;smaller effectiveness Our code",
                "by 28.5%→71.4%} and 78.6%};by 28.5%→71.4% and 78.6%",
                "GRPO {OraPO) with;GRPO OraPO) with",
            })
    void readsCommandsOfRunningText(String latex, String readable) {
        assertThat(Latex.readable(latex)).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "costs $5 and $10 in total",
                "fell from $0.398 to $0.228, by 28%",
                "$100M-$200M, US$5 to US$6",
                "about $4000 and fine-tune it ($3 for 50k pairs)",
                "a lone $ sign, a lone } brace and { another",
                "snake_case, a*b, x^y and C&A",
                "How <SEG> Token Works",
                "it's the models' own",
                "Byte-level 3D!"
            })
    void leavesAloneWhatIsNoLatex(String text) {
        assertThat(Latex.readable(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1920times1080, 1920×1080",
        "20times faster, 20× faster",
        "(4096 times 2048), (4096 × 2048)",
        "3 times as many, 3 times as many",
        "a ktimes k grid, a ktimes k grid",
        "timestep 5timesteps, timestep 5timesteps",
    })
    void restoresAMultiplicationSignOnlyWhereItIsSafe(String captured, String readable) {
        assertThat(Latex.readable(captured)).isEqualTo(readable);
    }

    @Test
    void putsEverythingOnOneLineAndMendsWordsBrokenAtAHyphen() {
        assertThat(
                        Latex.readable(
                                "  Long-\n"
                                        + "range, state-of-\n"
                                        + "  the-art,\r\n"
                                        + "\tpre-\n"
                                        + "and post-training\n\n"
                                        + "responses--\n"
                                        + "human -- real\n"
                                        + "--fake "))
                .isEqualTo(
                        "Long-range, state-of-the-art, pre- and post-training responses–human –"
                                + " real–fake");
    }

    @Test
    void dropsWhatIsInvisibleOrReordersText() {
        assertThat(
                        Latex.readable(
                                "a\u202Eb\u200Bc\u0000d\u001Be\uFEFFf\u2066g\u00ADh\uD800i\u200D\u0007"
                                        + " \u00A0\u2003j\u2028k 😀\uDB40\uDC41"))
                .isEqualTo("abcdefghi j k 😀");
    }

    @Test
    void composesAccentsSoThatEqualNamesAreEqual() {
        assertThat(Latex.readable("Poincare\u0301")).isEqualTo("Poincaré");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "$",
                "$a",
                "$5 ",
                "\\",
                "\\frac{",
                "\\sqrt",
                "^",
                "_{",
                "\\'",
                "\\\"a",
                "`",
                "`a'",
                "``",
                "--",
                "{a}",
                "{a,",
                "\\(",
                "\\verb|",
                "\\begin{",
                "~",
                "\\cite[",
                "\\href{",
                "http://",
                "\\textbf{",
                "$$",
                "\\\\[",
                "-\n",
                " ",
                "\uD800",
                "\\unicode{x",
                "\\mathbb{R}",
                "**a",
                "x"
            })
    void readsAnythingOfGreatLengthQuickly(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(8),
                () -> {
                    assertThat(Latex.readable(text)).isNotNull();
                    assertThat(Latex.readable("$" + text + "$")).isNotNull();
                });
    }

    @Test
    void neverThrowsOnGarbageMadeOfItsOwnSyntax() {
        String[] pieces = {
            "\\",
            "{",
            "}",
            "$",
            "$$",
            "^",
            "_",
            "~",
            "`",
            "'",
            "\"",
            "-",
            "\\frac",
            "\\sqrt[",
            "]",
            "\\textbf",
            "\\'",
            "\\v",
            "\\i",
            "\\href",
            "\\url",
            "\\cite",
            "\\unicode{x",
            "D800}",
            "110000}",
            "\\mathbb",
            "\\not",
            "\\hat",
            "\\left.",
            "\\verb",
            "|",
            "a",
            "5",
            " ",
            "\n",
            "http://",
            "www.",
            "\\(",
            "\\)",
            "\\[",
            "\\ding{",
            "\\deg",
            "é",
            "\uD83D",
            "\uDE00",
            "\u202E",
            ",",
            "."
        };
        Random random = new Random(42);
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(16); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Latex.readable(text.toString()))
                    .as("%s", text)
                    .doesNotContain("\n", "\u202E", "  ");
        }
    }
}
