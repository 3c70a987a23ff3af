package io.broadsheet.core;

import io.broadsheet.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Which store the settings mean: the PostgreSQL database that they name, else the file in the home
/// directory.
final class StoreChoice {

    private StoreChoice() {}

    /// Opens it as it is.
    static Store open(CoreSettings settings) {
        return settings.database().isPresent()
                ? Store.open(settings.database().get())
                : Store.open(settings.home());
    }

    /// Opens it to be worked with, and so to be filled.
    ///
    /// @throws IllegalArgumentException where it is a new database beside a file that was in use:
    ///   filled, it could not take the file's contents any more, and schedules and shelves would
    ///   seem lost
    static Store openToFill(CoreSettings settings) {
        Store store = open(settings);
        Optional<String> forgotten = forgottenFile(settings, store);
        if (forgotten.isPresent()) {
            store.close();
            throw new IllegalArgumentException(forgotten.get());
        }
        return store;
    }

    /// What to do about a file that was in use and is not copied; empty where there is none.
    static Optional<String> forgottenFile(CoreSettings settings, Store store) {
        Path file = settings.home().resolve(Store.FILE);
        if (settings.database().isEmpty()
                || store.catalogue().size() > 0
                || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(
                "The database "
                        + settings.database().get()
                        + " is empty, and "
                        + file
                        + " holds what was kept so far. Copy it first: ./broadsheet migrate-store. To begin anew"
                        + " instead, move that file away.");
    }
}
