package io.broadsheet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.paper.Author;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists of authors as sources write them in one string.
class AuthorListTest {

    /// A star stands before a collaboration.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ATLAS Collaboration: G. Aad, B. Abbott                   | *ATLAS Collaboration;G. Aad;B. Abbott
                    The Q-Ray Collaboration : A. Bee and C. Dee              | *The Q-Ray Collaboration;A. Bee;C. Dee
                    A. Author, B. Writer for the XYZ Collaboration           | A. Author;B. Writer;*XYZ Collaboration
                    A. Author, for the XYZ Collaboration                     | A. Author;*XYZ Collaboration
                    A. Author (1), on behalf of the Deep Team ((1) Some Lab) | A. Author;*Deep Team
                    Team X, :, Ann Lee, et al.                               | *Team X;Ann Lee
                    NVIDIA, :, Ann Lee, Bo Xu                                | *NVIDIA;Ann Lee;Bo Xu
                    Ann Lee et al.                                           | Ann Lee
                    The LHCb and CMS Collaborations                          | *The LHCb and CMS Collaborations
                    B. Writer, Jr. and C. Last                               | B. Writer Jr.;C. Last
                    Loek van der Berg Holt & J. Doe                          | Loek van der Berg Holt;J. Doe
                    """)
    void readsALineOfAuthors(String line, String names) throws BadRecordException {
        Draft draft = new Draft();
        draft.title("A title");
        AuthorList.split(line).forEach(draft::author);

        List<Author> authors = draft.build().authors();
        assertThat(authors.stream().map(author -> (author.isPerson() ? "" : "*") + author.name()))
                .containsExactly(names.split(";"));
    }

    @Test
    void takesAuthorsApart() {
        assertThat(AuthorList.split("Ana Author")).containsExactly("Ana Author");
        assertThat(AuthorList.split("A. One, B. Two and C. Three"))
                .containsExactly("A. One", "B. Two", "C. Three");
        assertThat(
                        AuthorList.split(
                                "A. One (1 and 2), B. Two, Jr. (2), and\n"
                                        + " C. Three ((1) X, Y, (2) Z)"))
                .containsExactly("A. One", "B. Two Jr.", "C. Three");
        assertThat(AuthorList.split("Alexander Sandberg, Andy Rand"))
                .containsExactly("Alexander Sandberg", "Andy Rand");
        assertThat(AuthorList.split("A. One (never closed, B. Two")).containsExactly("A. One");
        assertThat(AuthorList.split(" , ;")).isEmpty();
    }
}
