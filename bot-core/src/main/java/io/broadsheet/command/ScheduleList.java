package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Lists a channel's schedules.
final class ScheduleList {

    private static final String EXAMPLE = "schedule add " + ScheduleText.EXAMPLE;

    private final CommandServices desk;

    ScheduleList(CommandServices desk) {
        this.desk = desk;
    }

    /// Says each schedule with its next time, or how to set one up.
    Reply of(Caller caller) {
        List<Schedule> schedules = desk.schedules().of(caller.channel());
        if (schedules.isEmpty()) {
            return Reply.say(
                    Phrases.here(caller),
                    Span.text(
                            " has no schedule."
                                    + (caller.administers()
                                            ? " For example: "
                                            : " Its admins can set one up, for example: ")),
                    Span.command(EXAMPLE),
                    Span.text("."));
        }
        List<List<Span>> lines = new ArrayList<>();
        for (Schedule schedule : schedules) {
            List<Span> line = new ArrayList<>();
            line.add(Span.strong(schedule.number() + ". " + ScheduleText.say(schedule.plan())));
            switch (schedule.state()) {
                case Schedule.State.Active _ -> {
                    line.add(Span.text(", next on "));
                    line.add(Phrases.nextPost(schedule.plan(), desk.now()));
                }
                case Schedule.State.Paused(PauseReason reason, Instant since) -> {
                    line.add(Span.text(", paused since "));
                    line.add(Phrases.day(since, schedule.plan().zone()));
                    line.add(Span.text(": " + PauseWords.ofSchedule(reason)));
                }
                case Schedule.State.Removed _ -> {}
            }
            lines.add(line);
        }
        return Reply.of(
                Block.paragraph(Span.text("Schedules of "), Phrases.here(caller)),
                new Block.Bullets(lines),
                Block.note(
                        Span.text("To see what the first would post: "),
                        Span.command("schedule preview " + schedules.getFirst().number())));
    }
}
