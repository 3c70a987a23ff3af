package io.broadsheet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.latex.Latex;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Optical waves in<mml:math xmlns:mml=\"http://www.w3.org/1998/Math/MathML\" display=\"inline\"><mml:mi>N</mml:mi></mml:math>-coupled <i>Xus</i> CO<sub>2</sub> &amp; more | Optical waves in N-coupled Xus CO₂ & more",
                "<jats:p>We study CO<sub>2</sub>.</jats:p> | We study CO₂.",
                "<jats:title>Abstract</jats:title><jats:p>One &lt; two.</jats:p> | Abstract One < two.",
                "The <i>E. coli</i> genome | The E. coli genome",
                "<scp>DeepEM</scp>: a <b>fast</b> solver | DeepEM: a fast solver",
                "10<sup>-3</sup> of the <em>whole</em> | 10⁻³ of the whole",
                "A bound on <mml:math><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup></mml:math> in time | A bound on x² in time",
                "<mml:math><mml:msub><mml:mi>H</mml:mi><mml:mn>2</mml:mn></mml:msub></mml:math>O sensors | H₂ O sensors",
                "<mml:math><mml:mfrac><mml:mn>1</mml:mn><mml:mi>f</mml:mi></mml:mfrac></mml:math> noise | 1/f noise",
                "<math><semantics><mi>k</mi><annotation encoding=\"application/x-tex\">k</annotation></semantics></math>-means | k-means",
                "Research &amp;amp; development | Research & development",
                "&lt;i&gt;In vivo&lt;/i&gt; imaging | In vivo imaging",
                "Caf&eacute; &#8211; a &#x3b1; test | Café – a α test",
                // What a title says itself.
                "Learning to <think> before acting | Learning to <think> before acting",
                "When a < b and c > d | When a < b and c > d",
                "The mean <p> of pions | The mean <p> of pions",
                "AT&T; and R&D in Q&A | AT&T; and R&D in Q&A",
                "[CLS] and <SEG> tokens | [CLS] and <SEG> tokens",
                "a &copy without its end | a &copy without its end",
            })
    void readsWhatRegistriesWrite(String written, String read) {
        assertThat(Latex.readable(Markup.removed(written))).isEqualTo(read);
    }

    @Test
    void takesTimeInProportionToTheLength() {
        for (String part :
                new String[] {"<i>", "</i>", "&amp;", "<mml:math>", "<", "&", "<p <p "}) {
            String long1 = part.repeat(100_000 / part.length());
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> Markup.removed(long1), part);
        }
    }
}
