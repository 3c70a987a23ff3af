package io.broadsheet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database engine under the store's contracts.
interface TestEngine {

    /// Opens the store of a directory; opening it again finds what was kept.
    Store open(Path directory);

    /// Names of the tables that have this column, as the engine's own schema tells.
    List<String> tablesWithColumnLike(Store store, String pattern);

    TestEngine SQLITE =
            new TestEngine() {
                private byte @Nullable [] empty;

                /// Migrating takes most of a test's time, so new directories get a copy of one
                /// empty database.
                @Override
                public synchronized Store open(Path directory) {
                    Path file = directory.resolve(Store.FILE);
                    try {
                        if (empty == null) {
                            Store.open(directory).close();
                            empty = Files.readAllBytes(file);
                        } else if (Files.notExists(file)) {
                            Files.createDirectories(directory);
                            Files.write(file, empty);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return Store.open(directory);
                }

                @Override
                public List<String> tablesWithColumnLike(Store store, String pattern) {
                    return store.database()
                            .read(handle ->
                                    handle.createQuery(
                                                    "SELECT DISTINCT m.name FROM sqlite_master m"
                                                            + " JOIN pragma_table_info(m.name) c"
                                                            + " WHERE m.type = 'table' AND c.name LIKE ?")
                                            .bind(0, pattern)
                                            .mapTo(String.class)
                                            .list());
                }
            };
}
