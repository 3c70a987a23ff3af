package io.broadsheet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The store could not do what it was asked. The message is for people: it names the file and says
/// what to do. Nothing of the failed call was kept, everything acknowledged before it was.
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// What is wrong.
    public enum StoreFault {
        /// The disk has no room.
        FULL,
        /// The file is damaged, or no database.
        DAMAGED,
        /// Another process or a long import holds it.
        BUSY,
        /// The file or its directory cannot be read, written or made.
        NOT_ACCESSIBLE,
        /// A newer version of the program wrote it.
        NEWER,
        /// The disk failed, or something else did.
        FAILED
    }

    private final StoreFault kind;

    StoreException(StoreFault kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StoreFault kind() {
        return kind;
    }

    static StoreException newer(String place, String found, String known) {
        return new StoreException(
                StoreFault.NEWER,
                "The database "
                        + place
                        + " was written by a newer version of Broadsheet (its layout is version "
                        + found
                        + ", this program knows "
                        + known
                        + "). Start the newer program, or restore a backup made before the upgrade.",
                null);
    }

    static StoreException notAccessible(Path file, IOException cause) {
        return new StoreException(StoreFault.NOT_ACCESSIBLE, notAccessible(file), cause);
    }

    /// Says in words what SQLite reports.
    ///
    /// @see <a href="https://www.sqlite.org/rescode.html">SQLite's result codes</a>
    static StoreException of(Path file, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            switch (t) {
                case StoreException known -> {
                    return known;
                }
                case SQLiteException sqlite -> {
                    return ofCode(file, sqlite.getResultCode().code & 0xff, failure);
                }
                case SQLTransientConnectionException e when e.getCause() == null -> {
                    return new StoreException(StoreFault.BUSY, busy(file), failure);
                }
                // The driver reports some of the primary codes in a plain SQLException.
                case SQLException sql when sql.getErrorCode() > 0 && sql.getCause() == null -> {
                    return ofCode(file, sql.getErrorCode() & 0xff, failure);
                }
                default -> {}
            }
        }
        return new StoreException(StoreFault.FAILED, failed(file, failure), failure);
    }

    private static StoreException ofCode(Path file, int code, Throwable failure) {
        return switch (SQLiteErrorCode.getErrorCode(code)) {
            case SQLITE_FULL ->
                    new StoreException(
                            StoreFault.FULL,
                            "There is no room left on the disk for the database "
                                    + file
                                    + ". Free some space and try again; everything kept so far is still there.",
                            failure);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    new StoreException(
                            StoreFault.DAMAGED,
                            "The file "
                                    + file
                                    + " is damaged or is not a database. Restore a backup, or move the file away to start"
                                    + " with an empty one.",
                            failure);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    new StoreException(StoreFault.BUSY, busy(file), failure);
            case SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_AUTH ->
                    new StoreException(StoreFault.NOT_ACCESSIBLE, notAccessible(file), failure);
            case SQLITE_IOERR ->
                    new StoreException(
                            StoreFault.FAILED,
                            "The disk failed while the database "
                                    + file
                                    + " was read or written. Check the disk, then restart.",
                            failure);
            default -> new StoreException(StoreFault.FAILED, failed(file, failure), failure);
        };
    }

    private static String busy(Path file) {
        return "The database "
                + file
                + " is in use by another program or a long import. Wait for it or stop it, then try again.";
    }

    private static String notAccessible(Path file) {
        return "The database "
                + file
                + " cannot be opened or written. Check that its directory exists, belongs to the user that"
                + " runs Broadsheet, and is not on a read-only disk.";
    }

    private static String failed(Path file, Throwable failure) {
        return "The database " + file + " failed: " + failure.getMessage();
    }
}
