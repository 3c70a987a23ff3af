package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawTexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$\\frac{1}{f}$ noise; $\\frac{1}{f}$ noise",
                "$\\alpha$-helix and $10^{-3}$; $\\alpha$-helix and $10^{-3}$",
                "Schr\\\"odinger & Poincar\\'{e} at 5% of $x_1$; Schr\\\"odinger \\& Poincar\\'{e} at 5\\% of $x_1$",
                "From $a < b$ to c > d; From $a < b$ to c \\textgreater{} d",
                "\\emph{In vivo} imaging; \\emph{In vivo} imaging",
                "Erd\\H{o}s, Łukasik and $k$-means; Erd\\H{o}s, Łukasik and $k$-means",
            })
    void keepsWhatTheKernelSets(String raw, String written) {
        assertThat(RawTex.of(raw)).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No formulas at all",
                "$\\mathbb{R}^n$ needs a package",
                "costs $5",
                "a lone } brace and $x$",
                "\\input{secrets} $x$",
                "$x$ \\write18{rm}",
                "\\} $x$",
                "\\catcode`\\@=11",
                "$\\def\\x{}$",
                "x^2 outside, $x$ inside",
                "$α$ in Greek",
                "a backslash at the end \\",
            })
    void leavesTheRestToTheReadableTitle(String raw) {
        assertThat(RawTex.of(raw)).isEmpty();
    }
}
