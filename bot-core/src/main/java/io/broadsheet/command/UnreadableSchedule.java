package io.broadsheet.command;

import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.Phrases;
import java.time.Instant;

/// The answer to a time, zone or schedule that cannot be read.
final class UnreadableSchedule {

    private UnreadableSchedule() {}

    /// Says what could not be read, what was typed, and one right example.
    ///
    /// @param now decides which zones have an offset that was typed
    static Reply reply(ScheduleText.Unreadable problem, String typed, String example, Instant now) {
        String having =
                problem.offset()
                        .map(offset -> Zones.having(offset, now, 3))
                        .filter(zones -> !zones.isEmpty())
                        .map(zones -> " With it now: " + String.join(", ", zones) + ".")
                        .orElse("");
        return Reply.rejection(
                Span.text(Phrases.cut(problem.getMessage() + having, 400) + " You typed "),
                Span.code(Phrases.cut(typed, 100)),
                Span.text(". For example: "),
                Span.command(example),
                Span.text("."));
    }
}
