package io.broadsheet.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.Category;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueryLanguageTest {

    @Test
    void readsWordsAlone() {
        assertThat(QueryLanguage.parse("vision tokenizers").query())
                .isEqualTo(PaperQuery.words("vision tokenizers"));
    }

    @Test
    void readsEveryFilterAnywhereAmongWords() {
        QueryReading reading =
                QueryLanguage.parse(
                        "in:cs.CV token author:\"Kaiming He\" \"masked image\" since:2024-03 pruning -video before:2025 has:code sort:new");

        assertThat(reading.problems()).isEmpty();
        PaperQuery query = reading.query();
        assertThat(query.words()).isEqualTo("token pruning");
        assertThat(query.categories()).containsExactly(new Category("cs.CV"));
        assertThat(query.authors()).containsExactly("Kaiming He");
        assertThat(query.phrases()).containsExactly("masked image");
        assertThat(query.excludedWords()).containsExactly("video");
        assertThat(query.since()).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(query.before()).isEqualTo(LocalDate.of(2025, 1, 1));
        assertThat(query.hasCode()).isTrue();
        assertThat(query.sort()).isEqualTo(PaperQuery.Sort.NEW);
    }

    @Test
    void readsCurlyQuotesAsQuotes() {
        PaperQuery query = QueryLanguage.parse("“token pruning” author:“He”").query();

        assertThat(query.phrases()).containsExactly("token pruning");
        assertThat(query.authors()).containsExactly("He");
    }

    @Test
    void reportsWhatItCannotReadAndKeepsTheRest() {
        QueryReading reading =
                QueryLanguage.parse("tokens since:yesterday sort:best has:data in:c++ in:cs.CV");

        assertThat(reading.problems())
                .containsExactly(
                        "I could not read the date 'yesterday'. Write it like since:2025-01.",
                        "I could not read the order 'best'. Write it like sort:new.",
                        "I could not read the filter has: 'data'. Write it like has:code.",
                        "I could not read the category 'c++'. Write it like in:cs.CV.");
        assertThat(reading.query().words()).isEqualTo("tokens");
        assertThat(reading.query().categories()).containsExactly(new Category("cs.CV"));
    }

    @Test
    void takesWhatOnlyLooksLikeAFilterForWords() {
        assertThat(QueryLanguage.parse("vision-language C++ foo:bar note: x").query().words())
                .isEqualTo("vision-language C++ foo:bar note: x");
    }

    @Test
    void takesAnUnbalancedQuoteForPartOfAWord() {
        PaperQuery query = QueryLanguage.parse("12\" \"token pruning").query();

        assertThat(query.words() + query.phrases()).contains("token", "pruning", "12");
    }

    @Test
    void findsNothingInPunctuationAlone() {
        assertThat(QueryLanguage.parse("- -- \"\" ! ?").query().isEmpty()).isTrue();
    }

    @Test
    void readsAnythingInBoundedTime() {
        Random random = new Random(7);
        String alphabet = "\"“”-:() in:author:since:sort:has: abcé漢\uD83D\uDE00\u202E\u0000";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }

        QueryReading reading = QueryLanguage.parse(text.toString());

        assertThat(reading.query().words().length()).isLessThanOrEqualTo(QueryLanguage.MAX_LENGTH);
        assertThat(reading.problems()).hasSizeLessThanOrEqualTo(5);
    }
}
