package io.broadsheet.store;

import static io.broadsheet.store.Columns.millis;

import io.broadsheet.chat.Platform;
import io.broadsheet.edition.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The processes that post, in SQL.
final class SqlProcesses implements Processes {

    private final Database database;

    SqlProcesses(Database database) {
        this.database = database;
    }

    @Override
    public int beat(String process, Platform platform, Instant now, Duration silent) {
        return database.write(handle -> {
            handle.execute(
                    "INSERT INTO process (name, platform, seen) VALUES (?, ?, ?)"
                            + " ON CONFLICT (name, platform) DO UPDATE SET seen = excluded.seen",
                    process,
                    platform.name(),
                    millis(now));
            handle.execute("DELETE FROM process WHERE seen < ?", millis(now.minus(silent)));
            handle.execute(
                    "INSERT INTO platform_alive AS known (platform, seen, resumed) VALUES (?, ?, ?)"
                            + " ON CONFLICT (platform) DO UPDATE SET resumed ="
                            + " CASE WHEN known.seen < ? THEN excluded.seen ELSE known.resumed END,"
                            + " seen = excluded.seen",
                    platform.name(),
                    millis(now),
                    millis(now),
                    millis(now.minus(SILENCE)));
            return handle.createQuery("SELECT COUNT(*) FROM process WHERE platform = :platform")
                    .bind("platform", platform.name())
                    .mapTo(Integer.class)
                    .one();
        });
    }

    @Override
    public void leave(String process) {
        database.write(handle -> handle.execute("DELETE FROM process WHERE name = ?", process));
    }

    @Override
    public Optional<Instant> resumed(Platform platform) {
        return database.read(handle ->
                handle.createQuery("SELECT resumed FROM platform_alive WHERE platform = :platform")
                        .bind("platform", platform.name())
                        .mapTo(Long.class)
                        .findOne()
                        .map(Columns::instant));
    }
}
