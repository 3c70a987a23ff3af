package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.util.Optional;

/// Settles posts that are in doubt by what an admin saw.
final class DoubtHandler {

    private final CommandServices desk;
    private final ScheduleAccess access;

    DoubtHandler(CommandServices desk, ScheduleAccess access) {
        this.desk = desk;
        this.access = access;
    }

    /// Settles a post that is in doubt.
    Reply settle(SettleCommand command, Caller caller) {
        Outbox.Key key;
        try {
            key = Outbox.Key.parse(command.occurrence());
        } catch (RuntimeException e) {
            return Reply.rejection("I do not know that post.");
        }
        Optional<Schedule> schedule =
                key.job() instanceof Outbox.Job.OfSchedule(long id)
                        ? desk.schedules().find(id).filter(it -> access.mayKnow(it, caller))
                        : Optional.empty();
        if (schedule.isEmpty()) {
            return Reply.rejection("The schedule of that post is gone.");
        }
        return access.changing(
                schedule.get(), caller, it -> settle(key, command.there(), it, caller));
    }

    private Reply settle(Outbox.Key key, boolean there, Schedule schedule, Caller caller) {
        if (!desk.outbox().resolve(key, there, desk.now())) {
            return Reply.say("That is settled already.");
        }
        desk.rescheduler()
                .reschedule(
                        schedule.channel().platform(), new Outbox.Job.OfSchedule(schedule.id()));
        if (there) {
            return Reply.say("Thank you, it counts as posted.");
        }
        if (schedule.state() instanceof Schedule.State.Removed) {
            return Reply.say(
                    "Thank you. "
                            + ScheduleAccess.name(schedule, caller)
                            + " is removed, so it is not posted again.");
        }
        if (!schedule.active()) {
            return Reply.say(
                    "Thank you. "
                            + ScheduleAccess.name(schedule, caller)
                            + " is paused, so it is posted if somebody resumes that while "
                            + Phrases.day(key.day())
                            + " lasts.");
        }
        boolean late =
                desk.outbox()
                        .find(key)
                        .filter(entry ->
                                EditionDispatcher.isLate(
                                        key.day(), entry.due(), schedule.plan().zone(), desk.now()))
                        .isPresent();
        return Reply.say(
                late
                        ? "Thank you. By now it is too late to post it, so "
                                + Phrases.day(key.day())
                                + " stays without."
                        : "Thank you, it will be posted again in a moment.");
    }
}
