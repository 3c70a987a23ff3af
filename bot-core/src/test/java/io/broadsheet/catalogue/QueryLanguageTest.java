package io.broadsheet.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.Category;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryLanguageTest {

    private static final LocalDate WEDNESDAY = LocalDate.of(2025, 6, 11);

    private static QueryReading read(String text) {
        return QueryLanguage.parse(text, WEDNESDAY);
    }

    @Test
    void readsWordsAlone() {
        assertThat(read("vision tokenizers").query())
                .isEqualTo(PaperQuery.words("vision tokenizers"));
    }

    @Test
    void readsEveryFilterAnywhereAmongWords() {
        QueryReading reading =
                read(
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
    void readsACategoryThatStandsAlone() {
        PaperQuery query = read("lora cs.CV stat.ml -cs.RO math.log word.Word").query();

        assertThat(query.words()).isEqualTo("lora math.log word.Word");
        assertThat(query.categories())
                .containsExactly(new Category("cs.CV"), new Category("stat.ml"));
        assertThat(query.demands())
                .containsExactly(new PaperQuery.Demand(PaperQuery.Part.CATEGORY, "cs.RO", true));
    }

    @Test
    void readsCurlyQuotesAsQuotes() {
        PaperQuery query = read("“token pruning” author:“He”").query();

        assertThat(query.phrases()).containsExactly("token pruning");
        assertThat(query.authors()).containsExactly("He");
    }

    @Test
    void reportsWhatItCannotReadAndKeepsTheRest() {
        QueryReading reading = read("tokens since:someday sort:best has:data in:c++ in:cs.CV");

        assertThat(reading.problems())
                .containsExactly(
                        "I could not read the date 'someday'. Write it like since:2025-01.",
                        "I could not read the order 'best'. Write it like sort:new.",
                        "I could not read the filter has: 'data'. Write it like has:code.",
                        "I could not read the category 'c++'. Write it like in:cs.CV.");
        assertThat(reading.query().words()).isEqualTo("tokens");
        assertThat(reading.query().categories()).containsExactly(new Category("cs.CV"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vision-language C++ note: x",
                "FastMesh:Efficient Mesh Generation",
                "see https://arxiv.org/abs/2503.14476",
                "ratio 3:2",
                "The Death of the Author: Machines"
            })
    void takesWhatIsNoFilterForWords(String text) {
        assertThat(read(text)).isEqualTo(new QueryReading(PaperQuery.words(text), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "autor:lee|autor|author:\"Ann Lee\"",
                "categry:cs.CV|categry|in:cs.CV",
                "yeer:2025|yeer|year:2025",
                "titel:mesh|titel|title:tokenizers",
                "-autor:lee|autor|author:\"Ann Lee\""
            })
    void namesTheNearestOfWhatIsNoFilter(String text, String name, String nearest) {
        QueryReading reading = read("mesh " + text);

        assertThat(reading.problems())
                .containsExactly(
                        "I know no filter '"
                                + name
                                + ":'. The nearest that I know is "
                                + nearest
                                + "; for the words themselves put them in quotes.");
        assertThat(reading.query().words()).isEqualTo("mesh");
    }

    @ParameterizedTest
    @CsvSource({
        "year:2024, 2024-01-01, 2025-01-01",
        "from:2024-03 to:2024-05, 2024-03-01, 2024-06-01",
        "from:2024 until:2024, 2024-01-01, 2025-01-01",
        "since:yesterday, 2025-06-10,",
        "since:\"3 days ago\", 2025-06-08,",
        "since:3 days ago, 2025-06-08,",
        "since: 2 weeks ago, 2025-05-28,",
        "since:last monday, 2025-06-09,",
        "to:monday, , 2025-06-10",
        "before: 2025, , 2025-01-01"
    })
    void readsDaysAsPeopleNameThem(
            String text, @Nullable LocalDate since, @Nullable LocalDate before) {
        QueryReading reading = read(text + " mesh");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.query().words()).isEqualTo("mesh");
        assertThat(reading.query().since()).isEqualTo(since);
        assertThat(reading.query().before()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "title:mesh, TITLE, mesh, false",
        "ti:mesh, TITLE, mesh, false",
        "abs:mesh, ABSTRACT, mesh, false",
        "-abstract:mesh, ABSTRACT, mesh, true",
        "venue:CVPR, VENUE, CVPR, false",
        "id:2503.14476, ID, arxiv:2503.14476, false",
        "-id:2503.14476, ID, arxiv:2503.14476, true",
        "-author:lee, AUTHOR, lee, true",
        "-author:\"Ann Lee\", AUTHOR, Ann Lee, true",
        "-in:cs.CV, CATEGORY, cs.CV, true",
        "-cat:cs, CATEGORY, cs, true"
    })
    void readsDemandsOnParts(String text, PaperQuery.Part part, String value, boolean excludes) {
        QueryReading reading = read("tokens " + text);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.query().words()).isEqualTo("tokens");
        assertThat(reading.query().demands())
                .containsExactly(new PaperQuery.Demand(part, value, excludes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "author:\"Ann Lee\"",
                "author: \"Ann Lee\"",
                "au:\"Ann Lee\"",
                "AU:“Ann Lee”"
            })
    void readsNamesInQuotes(String text) {
        assertThat(read(text).query().authors()).containsExactly("Ann Lee");
    }

    @Test
    void readsCategoriesByEachName() {
        assertThat(read("cat:cs.CV category:cs.LG in: math.CO").query().categories())
                .containsExactly(
                        new Category("cs.CV"), new Category("cs.LG"), new Category("math.CO"));
    }

    @Test
    void leavesNothingOutByDate() {
        assertThat(read("mesh -since:2024").problems())
                .containsExactly("Nothing can be left out by since:2025-01. Write it without '-'.");
    }

    @Test
    void takesAnUnbalancedQuoteForPartOfAWord() {
        PaperQuery query = read("12\" \"token pruning").query();

        assertThat(query.words() + query.phrases()).contains("token", "pruning", "12");
    }

    @Test
    void findsNothingInPunctuationAlone() {
        assertThat(read("- -- \"\" ! ?").query().isEmpty()).isTrue();
    }

    @Test
    void readsAnythingInBoundedTime() {
        Random random = new Random(7);
        String alphabet = "\"“”-:() in:author:since:sort:has: abcé漢\uD83D\uDE00\u202E\u0000";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }

        QueryReading reading = read(text.toString());

        assertThat(reading.query().words().length()).isLessThanOrEqualTo(QueryLanguage.MAX_LENGTH);
        assertThat(reading.problems()).hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    author:            | 'author:' has no value. Write it like author:"Ann Lee".
                    mesh in:           | 'in:' has no value. Write it like in:cs.CV.
                    mesh since:        | 'since:' has no value. Write it like since:2025-01.
                    author:"" mesh     | 'author:""' has no value. Write it like author:"Ann Lee".
                    -in:               | '-in:' has no value. Write it like in:cs.CV.
                    in:CV              | There is no category 'CV'. The nearest: in:cs.CV, in:math.CV.
                    in:cscv            | There is no category 'cscv'. The nearest: in:cs.CV.
                    in:cs.CW           | There is no category 'cs.CW'. The nearest: in:cs.CC, in:cs.CE, in:cs.CG.
                    in:cs.ML           | There is no category 'cs.ML'. The nearest: in:stat.ML, in:cs.CL, in:cs.DL.
                    -cat:cl            | There is no category 'cl'. The nearest: in:cs.CL.
                    id:foo             | I could not read the id 'foo'. Write it like id:2503.14476.
                    id:arxiv:foo       | I could not read the id 'arxiv:foo'. Write it like id:2503.14476.
                    id:123             | I could not read the id '123'. Write it like id:2503.14476.
                    """)
    void namesWhatAFilterLacks(String text, String problem) {
        assertThat(read(text).problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in:cs",
                "in:cs.CV",
                "in:CS.cv",
                "in:hep-th",
                "in:astro-ph.GA",
                "in:cond-mat.soft",
                "in:neuroscience",
                "id:2503.14476",
                "id:2503.14476v2",
                "id:arXiv:2503.14476",
                "id:10.1000/182",
                "id:math/0611800"
            })
    void takesCategoriesAndIdsOfEachForm(String text) {
        assertThat(read(text).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "papers by Kaiming He from 2025, papers by Kaiming He, 2025-01-01, 2026-01-01",
        "diffusion papers from 2024, diffusion papers, 2024-01-01, 2025-01-01",
        "papers about agents since 2025-03, papers about agents, 2025-03-01,",
        "new papers on tokens since last week, new papers on tokens, 2025-06-04,",
        "agents since 3 days ago, agents, 2025-06-08,",
        "agents from the last week, agents, 2025-06-04,",
        "agents in the past 3 days, agents, 2025-06-08,",
        "agents since yesterday, agents, 2025-06-10,",
        "agents since 2025-03, agents, 2025-03-01,",
        "a history of agents since 2012, a history of agents since 2012,,",
        "agents in the last decade, agents in the last decade,,",
        "works by Ann Lee before 2020, works by Ann Lee, , 2020-01-01",
        "articles about mesh since yesterday, articles about mesh, 2025-06-10,",
        "papers on pruning of this year, papers on pruning, 2025-01-01,",
        "The State of the Art in 2023, The State of the Art in 2023, ,",
        "WiCV at CVPR 2025, WiCV at CVPR 2025, ,",
    })
    void readsOfWhenPapersAreWanted(
            String text, String words, @Nullable LocalDate since, @Nullable LocalDate before) {
        PaperQuery query = read(text).query();

        assertThat(query.words()).isEqualTo(words);
        assertThat(query.since()).isEqualTo(since);
        assertThat(query.before()).isEqualTo(before);
    }
}
