package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.lines;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A paper as a row of the table `paper`.
final class PaperRow {

    private static final List<String> NAMES =
            List.of(
                    "id",
                    "version",
                    "doi",
                    "title",
                    "raw_title",
                    "summary",
                    "raw_summary",
                    "authors",
                    "organisation",
                    "categories",
                    "links",
                    "published",
                    "month_only",
                    "updated",
                    "announced",
                    "featured",
                    "upvotes",
                    "stars",
                    "comment",
                    "journal_reference",
                    "tldr",
                    "thumbnail",
                    "withdrawn",
                    "added");

    /// The columns that [#read] reads, of the table called `p`.
    static final String COLUMNS = "p." + String.join(", p.", NAMES);

    static final String INSERT =
            "INSERT INTO paper ("
                    + String.join(", ", NAMES)
                    + ", dated, title_key, text_key, changed) VALUES ("
                    + Database.marks(NAMES.size() + 4)
                    + ")";

    /// Binds like [#INSERT], and the id once more.
    static final String UPDATE =
            "UPDATE paper SET "
                    + String.join(" = ?, ", NAMES)
                    + " = ?, dated = ?, title_key = ?, text_key = ?, changed = ? WHERE id = ?";

    static Paper read(ResultSet row, int first) throws SQLException {
        int c = first;
        Paper.Builder paper;
        PaperId id = Columns.paper(row.getString(c++));
        int version = row.getInt(c++);
        String doi = row.getString(c++);
        String title = row.getString(c++);
        String rawTitle = row.getString(c++);
        String summary = row.getString(c++);
        String rawSummary = row.getString(c++);
        paper =
                Paper.builder(id, title)
                        .version(version)
                        .doi(doi == null ? null : new Doi(doi))
                        .title(title, rawTitle == null ? title : rawTitle)
                        .summary(summary, rawSummary == null ? summary : rawSummary)
                        .authors(AuthorColumn.read(row.getString(c++)))
                        .organisation(row.getString(c++))
                        .categories(lines(row.getString(c++)).stream().map(Category::new).toList())
                        .links(links(row.getString(c++)))
                        .published(time(row, c++))
                        .monthOnly(row.getInt(c++) != 0)
                        .updated(time(row, c++))
                        .announced(time(row, c++))
                        .featured(time(row, c++))
                        .upvotes(row.getInt(c++))
                        .stars(row.getInt(c++))
                        .comment(row.getString(c++))
                        .journalReference(row.getString(c++))
                        .tldr(row.getString(c++))
                        .thumbnail(address(row.getString(c++)))
                        .withdrawn(row.getInt(c++) != 0)
                        .added(instant(row.getLong(c)));
        return paper.build();
    }

    /// @return the index of the next parameter
    static int bind(PreparedStatement statement, Paper paper, long changed) throws SQLException {
        int c = 1;
        statement.setString(c++, paper.id().toString());
        statement.setInt(c++, paper.version());
        statement.setString(c++, paper.doi() == null ? null : paper.doi().value());
        statement.setString(c++, paper.title());
        statement.setString(c++, paper.rawTitle().equals(paper.title()) ? null : paper.rawTitle());
        statement.setString(c++, paper.summary());
        statement.setString(
                c++, paper.rawSummary().equals(paper.summary()) ? null : paper.rawSummary());
        statement.setString(c++, AuthorColumn.write(paper.authors()));
        statement.setString(c++, paper.organisation());
        statement.setString(c++, lines(paper.categories().stream().map(Category::code).toList()));
        statement.setString(
                c++,
                lines(paper.links().stream().map(link -> link.kind() + " " + link.uri()).toList()));
        time(statement, c++, paper.published());
        statement.setInt(c++, paper.monthOnly() ? 1 : 0);
        time(statement, c++, paper.updated());
        time(statement, c++, paper.announced());
        time(statement, c++, paper.featured());
        statement.setInt(c++, paper.upvotes());
        statement.setInt(c++, paper.stars());
        statement.setString(c++, paper.comment());
        statement.setString(c++, paper.journalReference());
        statement.setString(c++, paper.tldr());
        statement.setString(c++, paper.thumbnail() == null ? null : paper.thumbnail().toString());
        statement.setInt(c++, paper.withdrawn() ? 1 : 0);
        statement.setLong(c++, millis(paper.added()));
        statement.setLong(c++, millis(paper.date()));
        statement.setString(c++, PaperId.titleKey(paper.title()));
        statement.setString(c++, textKey(paper));
        statement.setLong(c++, changed);
        return c;
    }

    /// Names a paper's title and abstract: 22 characters, equal for equal texts.
    static String textKey(Paper paper) {
        return digest(paper.title() + "\n" + paper.summary());
    }

    /// The first 128 bits of a text's SHA-256, in 22 characters that are safe in an address.
    static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            byte[] half = java.util.Arrays.copyOf(digest, 16);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// The paper as a row can hold it: cleaned text, times to the millisecond, links without
    /// repetition. Reading a row gives exactly what this gives for the paper that was written.
    static Paper storable(Paper paper) {
        List<PaperLink> links = new ArrayList<>(paper.links().size());
        for (PaperLink link : paper.links()) {
            String address = Columns.text(link.uri().toString());
            PaperLink clean =
                    address.equals(link.uri().toString())
                            ? link
                            : new PaperLink(link.kind(), URI.create(address));
            if (!links.contains(clean)) {
                links.add(clean);
            }
        }
        String title = Columns.text(paper.title());
        String summary = Columns.text(paper.summary());
        Doi doi = paper.doi();
        return Paper.builder(Columns.paper(Columns.paper(paper.id())), title)
                .version(paper.version())
                .doi(doi == null ? null : new Doi(Columns.text(doi.value())))
                .title(title, Columns.text(paper.rawTitle()))
                .summary(summary, Columns.text(paper.rawSummary()))
                .authors(AuthorColumn.storable(paper.authors()))
                .organisation(Columns.textOrNull(paper.organisation()))
                .categories(
                        paper.categories().stream()
                                .map(category -> new Category(Columns.line(category.code())))
                                .distinct()
                                .toList())
                .links(links)
                .published(storable(paper.published()))
                .monthOnly(paper.monthOnly())
                .updated(storable(paper.updated()))
                .announced(storable(paper.announced()))
                .featured(storable(paper.featured()))
                .upvotes(paper.upvotes())
                .stars(paper.stars())
                .comment(Columns.textOrNull(paper.comment()))
                .journalReference(Columns.textOrNull(paper.journalReference()))
                .tldr(Columns.textOrNull(paper.tldr()))
                .thumbnail(
                        paper.thumbnail() == null
                                ? null
                                : address(Columns.text(paper.thumbnail().toString())))
                .withdrawn(paper.withdrawn())
                .added(instant(millis(paper.added())))
                .build();
    }

    private static @Nullable Instant storable(@Nullable Instant at) {
        return at == null ? null : instant(millis(at));
    }

    private static @Nullable URI address(@Nullable String column) {
        return column == null ? null : URI.create(column);
    }

    private static List<PaperLink> links(String column) {
        return lines(column).stream()
                .map(line -> {
                    int space = line.indexOf(' ');
                    return new PaperLink(
                            PaperLink.LinkKind.valueOf(line.substring(0, space)),
                            URI.create(line.substring(space + 1)));
                })
                .toList();
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : instant(millis);
    }

    private static void time(PreparedStatement statement, int parameter, @Nullable Instant at)
            throws SQLException {
        if (at == null) {
            statement.setNull(parameter, java.sql.Types.BIGINT);
        } else {
            statement.setLong(parameter, millis(at));
        }
    }

    private PaperRow() {}
}
