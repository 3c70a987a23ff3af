package io.broadsheet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Lists of authors as sources write them in one string.
class AuthorListTest {

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
