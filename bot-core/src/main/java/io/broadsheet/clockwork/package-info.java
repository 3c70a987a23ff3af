/// The clock that makes the press run: db-scheduler, in one process or in several on one database.
/// It may not know what is posted.
@NullMarked
package io.broadsheet.clockwork;

import org.jspecify.annotations.NullMarked;
