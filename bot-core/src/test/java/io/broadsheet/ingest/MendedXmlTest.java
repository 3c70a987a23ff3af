package io.broadsheet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One bad character costs no more than itself.
class MendedXmlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT&T | AT&amp;T",
                "a && b | a &amp;&amp; b",
                "R&amp;D | R&amp;D",
                "Poincar&eacute; | Poincaré",
                "a&unknown;b | a&amp;unknown;b",
                "a&#1;b | a b",
                "a&#x0B;b | a b",
                "&#233;&#xe9; | &#233;&#xe9;",
                "p < 0.05 | p &lt; 0.05",
                "<b>x</b> | <b>x</b>",
                "<![CDATA[R&D < x]]>&D | <![CDATA[R&D < x]]>&amp;D",
                "ends with & | ends with &amp;",
                "ends with &amp | ends with &amp;amp"
            })
    void mends(String given, String mended) throws IOException {
        assertThat(new MendedXml(new StringReader(given)).readAllAsString()).isEqualTo(mended);
    }

    @Test
    void forbiddenCharactersBecomeSpaces() throws IOException {
        assertThat(new MendedXml(new StringReader("a\u0000b\u000bc\uFFFFd\te\n")).readAllAsString())
                .isEqualTo("a b c d\te\n");
    }

    @Test
    void aDayWithBadCharactersIsReadWhole() throws IOException {
        String day =
                "<OAI-PMH><ListRecords>"
                        + record("2501.00001", "Plain")
                        + record("2501.00002", "Form\u000bfeed & p < 0.05 &eacute;&nope;")
                        + record("2501.00003", "Last")
                        + "</ListRecords></OAI-PMH>";
        OaiReader reader = new OaiReader(new StringReader(day), "day", FieldWatch.NONE);
        List<String> titles = new ArrayList<>();
        for (ParsedEntry entry = reader.next(); entry != null; entry = reader.next()) {
            titles.add(String.valueOf(entry));
        }
        assertThat(reader.brokeOff()).isFalse();
        assertThat(titles).hasSize(3);
        assertThat(titles.get(1)).contains("Form feed & p < 0.05 é");
        assertThat(titles.get(2)).contains("Last");
    }

    private static String record(String id, String title) {
        return "<record><metadata><arXivRaw><id>"
                + id
                + "</id><version version=\"v1\"><date>Mon, 6 Jan 2025 10:00:00 GMT</date></version>"
                + "<title>"
                + title
                + "</title><authors>Ann Lee</authors><categories>cs.CL</categories>"
                + "<abstract>About something.</abstract></arXivRaw></metadata></record>";
    }
}
