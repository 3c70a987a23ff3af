package io.broadsheet.store;

import static io.broadsheet.store.Columns.instant;
import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.Platform;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Installations in SQL.
final class SqlInstallations implements Installations {

    private static final String SELECT =
            "SELECT i.platform, i.workspace, i.name, i.bot, p.person, i.scopes, i.sealed, i.installed, i.revoked"
                    + " FROM installation i LEFT JOIN installation_person p"
                    + " ON p.platform = i.platform AND p.workspace = i.workspace ";

    private final Database database;

    SqlInstallations(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Installation installation) {
        String platform = installation.platform().name();
        String workspace = Columns.text(installation.workspace());
        database.write(handle -> {
            handle.createUpdate(
                            "INSERT INTO installation (platform, workspace, name, bot, scopes, sealed, installed, revoked)"
                                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, workspace) DO UPDATE SET"
                                    + " name = excluded.name, bot = excluded.bot, scopes = excluded.scopes,"
                                    + " sealed = excluded.sealed, installed = excluded.installed,"
                                    + " revoked = excluded.revoked")
                    .bind(0, platform)
                    .bind(1, workspace)
                    .bind(2, Columns.text(installation.name()))
                    .bind(3, Columns.text(installation.bot()))
                    .bind(
                            4,
                            Columns.lines(
                                    installation.scopes().stream().map(Columns::line).toList()))
                    .bind(5, installation.sealed().orElse(null))
                    .bind(6, millis(installation.installed()))
                    .bind(7, installation.revoked().map(Columns::millis).orElse(null))
                    .execute();
            handle.execute(
                    "DELETE FROM installation_person WHERE platform = ? AND workspace = ?",
                    platform,
                    workspace);
            installation
                    .installer()
                    .ifPresent(person ->
                            handle.execute(
                                    "INSERT INTO installation_person (platform, workspace, person, at)"
                                            + " VALUES (?, ?, ?, ?)",
                                    platform,
                                    workspace,
                                    Columns.person(person),
                                    millis(installation.installed())));
            return true;
        });
    }

    @Override
    public Optional<Installation> find(Platform platform, String workspace) {
        return database.read(handle -> find(handle, platform, workspace));
    }

    private static Optional<Installation> find(Handle handle, Platform platform, String workspace) {
        return handle.createQuery(SELECT + "WHERE i.platform = ? AND i.workspace = ?")
                .bind(0, platform.name())
                .bind(1, Columns.text(workspace))
                .map((row, _) -> installation(row))
                .findOne();
    }

    @Override
    public List<Installation> all(Platform platform) {
        return database.read(handle ->
                handle.createQuery(
                                SELECT + "WHERE i.platform = ? ORDER BY i.installed, i.workspace")
                        .bind(0, platform.name())
                        .map((row, _) -> installation(row))
                        .list());
    }

    @Override
    public void present(Platform platform, Collection<String> workspaces, Instant at) {
        if (workspaces.isEmpty()) {
            return;
        }
        database.write(handle -> {
            PreparedBatch batch =
                    handle.prepareBatch(
                            "INSERT INTO installation (platform, workspace, name, bot, scopes, installed)"
                                    + " VALUES (?, ?, '', '', '', ?) ON CONFLICT (platform, workspace) DO UPDATE SET"
                                    + " installed = excluded.installed, revoked = NULL"
                                    + " WHERE installation.revoked IS NOT NULL");
            for (String workspace : workspaces) {
                batch.bind(0, platform.name())
                        .bind(1, Columns.text(workspace))
                        .bind(2, millis(at))
                        .add();
            }
            return batch.execute();
        });
    }

    @Override
    public boolean reseal(Platform platform, String workspace, String before, String after) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE installation SET sealed = ? WHERE platform = ? AND workspace = ? AND sealed = ?",
                                after,
                                platform.name(),
                                Columns.text(workspace),
                                before)
                        > 0);
    }

    @Override
    public boolean revoke(Platform platform, String workspace, Instant happened, Instant at) {
        return database.write(handle ->
                handle.execute(
                                "UPDATE installation SET sealed = NULL, revoked = ? WHERE platform = ? AND workspace = ?"
                                        + " AND revoked IS NULL AND installed <= ?",
                                millis(at),
                                platform.name(),
                                Columns.text(workspace),
                                millis(happened))
                        > 0);
    }

    @Override
    public int purge(Platform platform, String workspace, Instant revokedBefore) {
        return database.write(handle -> {
            // Takes the row first: whoever installs anew at this moment comes before or after.
            int rows =
                    handle.execute(
                            "DELETE FROM installation WHERE platform = ? AND workspace = ? AND revoked < ?",
                            platform.name(),
                            Columns.text(workspace),
                            millis(revokedBefore));
            return rows == 0 ? 0 : rows + WorkspaceRows.delete(handle, platform, workspace);
        });
    }

    @Override
    public boolean useOnce(String word, Instant until, Instant now) {
        return database.write(handle -> {
            handle.execute("DELETE FROM installation_word WHERE until <= ?", millis(now));
            return handle.execute(
                            "INSERT INTO installation_word (digest, until) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            PaperRow.digest(word),
                            millis(until))
                    > 0;
        });
    }

    private static Installation installation(ResultSet row) throws SQLException {
        long revoked = row.getLong("revoked");
        boolean active = row.wasNull();
        return new Installation(
                new Platform(row.getString("platform")),
                row.getString("workspace"),
                row.getString("name"),
                row.getString("bot"),
                Optional.ofNullable(row.getString("person")).map(Columns::person),
                Columns.lines(row.getString("scopes")),
                Optional.ofNullable(row.getString("sealed")),
                instant(row.getLong("installed")),
                active ? Optional.empty() : Optional.of(instant(revoked)));
    }
}
