package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.PaperSearch.Named;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines in which people name people: in any order, several of them, with a letter wrong.
class NamedLinesTest {

    @TempDir private static Path home;
    private static SearchBench bench;
    private static final List<Paper> PAPERS = new ArrayList<>();

    @BeforeAll
    static void fill() {
        bench = SearchBench.open(home, Embeddings.NONE);
        by("Seeing indoors", Author.person("Fei-Fei", "Li", ""));
        by("Seeing outdoors", Author.person("Li", "Feifei", ""));
        by("Currents", Author.person("Li", "Fei", ""));
        by("Stars", Author.person("Dupont", "Jean-Pierre", ""));
        by("Planets", Author.person("Dupont", "Jean", ""));
        by("Residues", Author.person("He", "Kaiming", ""), Author.person("Xie", "Saining", ""));
        by("Masks", Author.person("He", "Kaiming", ""));
        by("Waves", Author.person("He", "K.", ""));
        by("Worlds", Author.person("LeCun", "Yann", ""));
        by("Arms that learn", Author.person("Levine", "Sergey", ""));
        by("Legs that learn", Author.person("Levine", "Sergey", ""));
        by("Sergei's maps", Author.person("Orlov", "Sergei", ""));
        by("Yang's bridges", Author.person("Xie", "Yang", ""));
        for (int i = 0; i < 8; i++) {
            by(
                    "A survey of learning, part " + i,
                    Author.person("Doe" + (char) ('a' + i), "Ann", ""));
        }
        bench.put(PAPERS);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static void by(String title, Author... authors) {
        PaperId id = PaperId.of(ArxivId.parse("2503.8%04d".formatted(PAPERS.size())).orElseThrow());
        PAPERS.add(Paper.builder(id, title).authors(List.of(authors)).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Fei-Fei Li          | Seeing indoors; Seeing outdoors
                    Li Fei-Fei          | Seeing indoors; Seeing outdoors
                    Feifei Li           | Seeing indoors; Seeing outdoors
                    Fei Li              | Currents
                    Jean-Pierre Dupont  | Stars
                    Dupont Jean-Pierre  | Stars
                    J.-P. Dupont        | Stars
                    Jean Dupont         | Planets
                    Kaming He           | Masks; Residues
                    Sergei Levine       | Arms that learn; Legs that learn
                    """)
    void whatAHyphenJoinsIsOneNameAndOneLetterMayBeWrong(String name, String titles) {
        assertThat(bench.titles("author:\"" + name + "\""))
                .containsExactlyInAnyOrder(titles.split("; "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kaiming he and saining xie",
                "Kaiming He, Saining Xie",
                "Kaiming He & Saining Xie",
                "He Kaiming; Xie Saining",
                "kaiming he saining xie",
                "papers by Kaiming He and Saining Xie",
                "kaming he and saining xie",
            })
    void severalNamesAreSeveralPeople(String line) {
        Named named = bench.search.named(line).orElseThrow();
        assertThat(named.names()).hasSize(2);
        assertThat(bench.titles(filters(named))).containsExactly("Residues");
    }

    private static String filters(Named named) {
        return String.join(
                " ", named.names().stream().map(name -> "author:\"" + name + "\"").toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yann lecun saining xie leg",
                "a survey and learning",
                "learning, survey",
                "maps and bridges",
                "arms that learn",
            })
    void otherWordsAreNobodysNames(String line) {
        assertThat(bench.search.named(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Kaming He", "Sergei Levine", "Sergey Levin", "Yann LeCum", "Saning Xie"})
    void aNameThatNobodyHasIsSaidToBeNobodys(String line) {
        Named named = bench.search.named(line).orElseThrow();
        assertThat(named.isMistyped()).isTrue();
        assertThat(Stream.of(named.people().getFirst()))
                .containsAnyOf("Kaiming He", "Sergey Levine", "Yann LeCun", "Saining Xie");
    }
}
