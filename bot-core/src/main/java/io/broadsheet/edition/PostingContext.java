package io.broadsheet.edition;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.library.Library;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Subscriptions;
import java.time.Clock;
import java.time.Duration;

/// What the dispatcher works with.
///
/// @param worker names this process in the outbox
/// @param lease how long a claim holds; longer than any call of a platform takes
public record PostingContext(
        Schedules schedules,
        Digests digests,
        Subscriptions subscriptions,
        Outbox outbox,
        Catalogue catalogue,
        Library library,
        PaperMessages paperMessages,
        Chooser chooser,
        Layout layout,
        Clock clock,
        String worker,
        Duration lease) {}
