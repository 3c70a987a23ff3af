package io.broadsheet.store;

import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.UserRef;
import io.broadsheet.library.ShelfLists;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/// Named lists in SQL.
final class SqlShelfLists implements ShelfLists {

    private final Database database;

    SqlShelfLists(Database database) {
        this.database = database;
    }

    private static final String LISTS =
            "SELECT MAX(name) AS name, COUNT(*) AS papers FROM list_entry WHERE person = :person"
                    + " GROUP BY folded ORDER BY folded";

    @Override
    public List<ShelfList> of(UserRef user) {
        return database.read(handle ->
                handle.createQuery(LISTS)
                        .bind("person", Columns.person(user))
                        .map((row, _) -> new ShelfList(row.getString("name"), row.getInt("papers")))
                        .list());
    }

    @Override
    public List<PaperId> papers(UserRef user, String name) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT paper FROM list_entry WHERE person = :person AND folded = :folded"
                                        + " ORDER BY at DESC, paper")
                        .bind("person", Columns.person(user))
                        .bind("folded", folded(name))
                        .mapTo(String.class)
                        .map(Columns::paper)
                        .list());
    }

    @Override
    public boolean put(UserRef user, String name, PaperId paper, Instant at) {
        String person = Columns.person(user);
        String written = Columns.text(name.strip());
        return database.write(handle -> {
            SqlLibrary.mark(handle, "shelf", user, paper, at);
            handle.execute(
                    "UPDATE list_entry SET name = ? WHERE person = ? AND folded = ?",
                    written,
                    person,
                    folded(name));
            return insert(handle, person, written, paper, at) > 0;
        });
    }

    private static int insert(
            Handle handle, String person, String name, PaperId paper, Instant at) {
        return handle.createUpdate(
                        "INSERT INTO list_entry (person, folded, paper, name, at) VALUES (:person, :folded, "
                                + SqlCatalogue.CURRENT_PAPER
                                + ", :name, :at) ON CONFLICT DO NOTHING")
                .bind("person", person)
                .bind("folded", folded(name))
                .bind("paper", Columns.paper(paper))
                .bind("name", name)
                .bind("at", millis(at))
                .execute();
    }

    @Override
    public boolean take(UserRef user, String name, PaperId paper) {
        String column = Columns.paper(paper);
        return database.write(handle ->
                handle.execute(
                                "DELETE FROM list_entry WHERE person = ? AND folded = ? AND paper = "
                                        + SqlCatalogue.CURRENT,
                                Columns.person(user),
                                folded(name),
                                column,
                                column)
                        > 0);
    }

    /// Takes a paper off every list of a person, as it leaves the shelf.
    static void takeFromAll(Handle handle, UserRef user, PaperId paper) {
        String column = Columns.paper(paper);
        handle.execute(
                "DELETE FROM list_entry WHERE person = ? AND paper = " + SqlCatalogue.CURRENT,
                Columns.person(user),
                column,
                column);
    }

    @Override
    public int end(UserRef user, String name) {
        return database.write(handle ->
                handle.execute(
                        "DELETE FROM list_entry WHERE person = ? AND folded = ?",
                        Columns.person(user),
                        folded(name)));
    }

    private static String folded(String name) {
        return Columns.text(name.strip()).toLowerCase(Locale.ROOT);
    }
}
