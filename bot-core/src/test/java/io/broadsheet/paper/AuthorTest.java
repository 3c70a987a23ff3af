package io.broadsheet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    Kaiming He                 | He                | Kaiming        | -
                    He Kaiming                 | Kaiming           | He             | -
                    Loek van der Berg Holt     | van der Berg Holt | Loek           | -
                    José Ortega y Gasset       | Ortega y Gasset   | José           | -
                    Marcus Luther Kingston Jr. | Kingston          | Marcus Luther  | Jr.
                    Kingston, Jr., Marcus      | Kingston          | Marcus         | Jr.
                    Kingston, Marcus, Jr.      | Kingston          | Marcus         | Jr.
                    Marcus Kingston, III       | Kingston          | Marcus         | III
                    de la Cruz, Ana            | de la Cruz        | Ana            | -
                    Ana de la Cruz             | de la Cruz        | Ana            | -
                    Luc Van Gool               | Van Gool          | Luc            | -
                    Laurens Van Der Maaten     | Van Der Maaten    | Laurens        | -
                    Nguyen Van Linh            | Linh              | Nguyen Van     | -
                    Quoc V. Le                 | Le                | Quoc V.        | -
                    J.-L. Picard               | Picard            | J.-L.          | -
                    Timothy Barnes-Leigh       | Barnes-Leigh      | Timothy        | -
                    Seán O'Brien               | O'Brien           | Seán           | -
                    Nicolas R. -Peña           | Peña              | Nicolas R.     | -
                    -Peña, Nicolas             | Peña              | Nicolas        | -
                    Ann Lee ‐Moreau            | Moreau            | Ann Lee        | -
                    Plato                      | Plato             | -              | -
                    何恺明                      | 何恺明             | -              | -
                    """)
    void takesANameApartByRule(String name, String family, String given, String suffix) {
        Author author = Author.read(name).orElseThrow();
        assertThat(author)
                .isEqualTo(
                        Author.person(
                                family, given == null ? "" : given, suffix == null ? "" : suffix));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CMS Collaboration               | CMS Collaboration
                    The LHCb and CMS Collaborations | The LHCb and CMS Collaborations
                    for the XYZ Collaboration       | XYZ Collaboration
                    on behalf of the DUNE Team      | DUNE Team
                    Team X                          | Team X
                    Euclid Consortium               | Euclid Consortium
                    Shanghai AI Lab                 | Shanghai AI Lab
                    """)
    void keepsACollaborationWhole(String name, String whole) {
        assertThat(Author.read(name)).contains(Author.collaboration(whole));
    }

    @ParameterizedTest
    @CsvSource({":", "et al.", "et al", "...", "42"})
    void whatNamesNobodyIsNoAuthor(String name) {
        assertThat(Author.read(name)).isEmpty();
    }

    @Test
    void readsPartsAsTheSourceGivesThem() {
        assertThat(Author.read("-Peña", "Nicolas R.", ""))
                .contains(Author.person("Peña", "Nicolas R.", ""));
        assertThat(Author.read("Holt", "Anna van", ""))
                .contains(Author.person("Holt", "Anna van", ""));
        assertThat(Author.read("Collaboration", "Euclid", ""))
                .contains(Author.collaboration("Euclid Collaboration"));
        assertThat(Author.read("al.", "et", "")).isEmpty();
        assertThat(Author.read("He", "Kaiming", "").orElseThrow().isGuessed()).isTrue();
        assertThat(Author.read("Holt", "Anna van", "").orElseThrow().isGuessed()).isFalse();
    }

    @Test
    void aColonSaysThatATeamStandsBeforeIt() {
        assertThat(Author.readAll(List.of("NVIDIA", ":", "Ann Lee", "et al.")))
                .containsExactly(Author.collaboration("NVIDIA"), Author.person("Lee", "Ann", ""));
    }
}
