package io.broadsheet.edition;

import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Cadence.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// When something that is posted again and again falls due, and until when it may come.
public interface DueTimes {

    /// The first time it falls due after a moment.
    Occurrence next(Instant after);

    /// Whether it is too late to post what was due at a moment and has been in hand since.
    boolean isLate(LocalDate day, Instant due, Instant now);

    /// Whether it is too late to begin with what was due at a moment while the bot was not running.
    boolean isMissed(Occurrence occurrence, boolean ranThen, Instant now);

    /// How long after its time it may come at the latest for others to take their turn.
    Duration slack(Occurrence occurrence);

    /// What falls due after a moment, up to and including another, oldest first.
    default List<Occurrence> due(Instant after, Instant until) {
        List<Occurrence> due = new ArrayList<>();
        Occurrence next = next(after);
        while (!next.due().isAfter(until)) {
            due.add(next);
            next = next(next.due());
        }
        return due;
    }

    /// Those of a cadence: on its local day, and within [EditionDispatcher#LATEST].
    static DueTimes of(Cadence cadence, ZoneId zone) {
        return new DueTimes() {
            @Override
            public Occurrence next(Instant after) {
                return cadence.next(after, zone);
            }

            @Override
            public boolean isLate(LocalDate day, Instant due, Instant now) {
                return EditionDispatcher.isLate(day, due, zone, now);
            }

            @Override
            public boolean isMissed(Occurrence occurrence, boolean ranThen, Instant now) {
                boolean dayIsOver = !now.isBefore(EditionDispatcher.end(occurrence.day(), zone));
                return now.isAfter(occurrence.due().plus(EditionDispatcher.LATEST))
                        || (dayIsOver && !ranThen);
            }

            @Override
            public Duration slack(Occurrence occurrence) {
                Instant last =
                        EditionDispatcher.end(occurrence.day(), zone)
                                .minus(EditionDispatcher.BEFORE_MIDNIGHT);
                Duration left = Duration.between(occurrence.due(), last);
                return left.isNegative() ? Duration.ZERO : left;
            }
        };
    }
}
