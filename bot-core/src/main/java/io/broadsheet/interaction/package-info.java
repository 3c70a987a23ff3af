/// What every chat platform decides alike about something a person did there: who sees the answer,
/// how long it is waited for before the platform is told to wait, what comes twice and is done
/// once, and what all of them say. It may not know how a platform is spoken to or what it shows.
@NullMarked
package io.broadsheet.interaction;

import org.jspecify.annotations.NullMarked;
