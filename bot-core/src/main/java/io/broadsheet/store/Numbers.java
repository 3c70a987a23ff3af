package io.broadsheet.store;

import org.jdbi.v3.core.Handle;

/// Numbers that are never given out twice.
final class Numbers {

    /// The next number of a row of the table `counter`, in the transaction at hand, which holds
    /// that row from now on.
    static long next(Handle handle, String name) {
        handle.execute("UPDATE counter SET value = value + 1 WHERE name = ?", name);
        return handle.createQuery("SELECT value FROM counter WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .one();
    }

    private Numbers() {}
}
