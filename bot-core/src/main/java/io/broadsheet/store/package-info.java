/// Keeps papers, people's libraries and the ledger in a SQLite file or in PostgreSQL, through Jdbi
/// and Flyway. It may not decide anything: no ranking, no wording.
@NullMarked
package io.broadsheet.store;

import org.jspecify.annotations.NullMarked;
