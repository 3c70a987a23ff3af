package io.broadsheet.store;

import io.broadsheet.paper.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How authors stand in the column `authors`: one a line. A name that reads back into its parts by
/// rule stands whole; any other has its parts between tabs: family, given, suffix, and `C` for a
/// collaboration. Rows written before parts were kept have whole names only and need no migration;
/// importing the papers again brings the parts.
final class AuthorColumn {

    private static final char BETWEEN = '\t';
    private static final String COLLABORATION = "C";

    private AuthorColumn() {}

    static List<Author> read(String column) {
        List<Author> authors = new ArrayList<>();
        for (String line : Columns.lines(column)) {
            if (Author.isColon(line)) {
                authors.replaceAll(Author::asCollaboration);
            } else {
                author(line).ifPresent(authors::add);
            }
        }
        return List.copyOf(authors);
    }

    static String write(List<Author> authors) {
        return Columns.lines(authors.stream().map(AuthorColumn::line).toList());
    }

    /// The authors as a row can hold them.
    static List<Author> storable(List<Author> authors) {
        return authors.stream().flatMap(author -> storable(author).stream()).toList();
    }

    private static Optional<Author> storable(Author author) {
        String family = part(author.family());
        return family.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Author(
                                family,
                                part(author.given()),
                                part(author.suffix()),
                                author.kind()));
    }

    private static String part(String part) {
        return Columns.line(part).replace(BETWEEN, ' ').strip();
    }

    private static String line(Author author) {
        if (author.isGuessed()) {
            return author.name();
        }
        return author.family()
                + BETWEEN
                + author.given()
                + BETWEEN
                + author.suffix()
                + (author.isPerson() ? "" : BETWEEN + COLLABORATION);
    }

    private static Optional<Author> author(String line) {
        if (line.indexOf(BETWEEN) < 0) {
            return Author.read(line);
        }
        String[] parts = line.split("\t", -1);
        if (parts.length == 4 && parts[3].equals(COLLABORATION)) {
            return Optional.of(Author.collaboration(parts[0]));
        }
        return Optional.of(Author.person(parts[0], parts[1], parts.length > 2 ? parts[2] : ""));
    }
}
