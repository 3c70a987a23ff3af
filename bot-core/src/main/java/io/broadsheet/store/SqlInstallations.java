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

    private static final String KEEP =
            "INSERT INTO installation (platform, workspace, name, bot, scopes, sealed, installed, revoked)"
                    + " VALUES (:platform, :workspace, :name, :bot, :scopes, :sealed, :installed, :revoked) ON CONFLICT (platform, workspace) DO UPDATE SET"
                    + " name = excluded.name, bot = excluded.bot, scopes = excluded.scopes,"
                    + " sealed = excluded.sealed, installed = excluded.installed,"
                    + " revoked = excluded.revoked";

    private static final String KEEP_INSTALLER =
            "INSERT INTO installation_person (platform, workspace, person, at)"
                    + " VALUES (?, ?, ?, ?)";

    @Override
    public void keep(Installation installation) {
        String platform = installation.platform().name();
        String workspace = Columns.text(installation.workspace());
        database.write(handle -> {
            handle.createUpdate(KEEP)
                    .bind("platform", platform)
                    .bind("workspace", workspace)
                    .bind("name", Columns.text(installation.name()))
                    .bind("bot", Columns.text(installation.bot()))
                    .bind(
                            "scopes",
                            Columns.lines(
                                    installation.scopes().stream().map(Columns::line).toList()))
                    .bind("sealed", installation.sealed().orElse(null))
                    .bind("installed", millis(installation.installed()))
                    .bind("revoked", installation.revoked().map(Columns::millis).orElse(null))
                    .execute();
            handle.execute(
                    "DELETE FROM installation_person WHERE platform = ? AND workspace = ?",
                    platform,
                    workspace);
            installation
                    .installer()
                    .ifPresent(person ->
                            handle.execute(
                                    KEEP_INSTALLER,
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
        return handle.createQuery(
                        SELECT + "WHERE i.platform = :platform AND i.workspace = :workspace")
                .bind("platform", platform.name())
                .bind("workspace", Columns.text(workspace))
                .map((row, _) -> installation(row))
                .findOne();
    }

    private static final String ALL =
            SELECT + "WHERE i.platform = :platform ORDER BY i.installed, i.workspace";

    @Override
    public List<Installation> all(Platform platform) {
        return database.read(handle ->
                handle.createQuery(ALL)
                        .bind("platform", platform.name())
                        .map((row, _) -> installation(row))
                        .list());
    }

    private static final String PRESENT =
            "INSERT INTO installation (platform, workspace, name, bot, scopes, installed)"
                    + " VALUES (:platform, :workspace, '', '', '', :installed) ON CONFLICT (platform, workspace) DO UPDATE SET"
                    + " installed = excluded.installed, revoked = NULL"
                    + " WHERE installation.revoked IS NOT NULL";

    @Override
    public void present(Platform platform, Collection<String> workspaces, Instant at) {
        if (workspaces.isEmpty()) {
            return;
        }
        database.write(handle -> {
            PreparedBatch batch = handle.prepareBatch(PRESENT);
            for (String workspace : workspaces) {
                batch.bind("platform", platform.name())
                        .bind("workspace", Columns.text(workspace))
                        .bind("installed", millis(at))
                        .add();
            }
            return batch.execute();
        });
    }

    private static final String RESEAL =
            "UPDATE installation SET sealed = ? WHERE platform = ? AND workspace = ? AND sealed = ?";

    @Override
    public boolean reseal(Platform platform, String workspace, String before, String after) {
        return database.write(handle ->
                handle.execute(RESEAL, after, platform.name(), Columns.text(workspace), before)
                        > 0);
    }

    private static final String REVOKE =
            "UPDATE installation SET sealed = NULL, revoked = ? WHERE platform = ? AND workspace = ?"
                    + " AND revoked IS NULL AND installed <= ?";

    @Override
    public boolean revoke(Platform platform, String workspace, Instant happened, Instant at) {
        return database.write(handle ->
                handle.execute(
                                REVOKE,
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
