package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Right;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who may look at a schedule and who may change it, and which one is meant.
final class ScheduleAccess {

    private final CommandServices desk;
    private final ScheduleList list;

    ScheduleAccess(CommandServices desk, ScheduleList list) {
        this.desk = desk;
        this.list = list;
    }

    interface ForAdmins {
        Reply give();
    }

    interface OnSchedule {
        Reply give(Schedule schedule);
    }

    static Reply admins(Caller caller, String channelName, ForAdmins answer) {
        return caller.administers()
                ? answer.give()
                : AdminsOnly.refusal(caller, notAnAdmin(Phrases.here(caller)));
    }

    static Span[] notAnAdmin(Span channel) {
        return new Span[] {
            Span.text("Only admins of "), channel, Span.text(" can change its schedules.")
        };
    }

    Reply looking(ScheduleCommand command, Caller caller, OnSchedule answer) {
        return one(
                command,
                caller,
                schedule -> mayLookAt(schedule, caller) ? answer.give(schedule) : notHere());
    }

    boolean mayLookAt(Schedule schedule, Caller caller) {
        return isHere(schedule, caller) || administersElsewhere(schedule, caller);
    }

    Reply changing(ScheduleCommand command, Caller caller, OnSchedule answer) {
        return one(command, caller, schedule -> changing(schedule, caller, answer));
    }

    Reply changing(Schedule schedule, Caller caller, OnSchedule answer) {
        if (isHere(schedule, caller)) {
            return admins(caller, schedule.channelName(), () -> answer.give(schedule));
        }
        return administersElsewhere(schedule, caller)
                ? answer.give(schedule)
                : Reply.rejection(
                        notAnAdmin(Phrases.channel(schedule.channel(), schedule.channelName())));
    }

    static boolean isHere(Schedule schedule, Caller caller) {
        return caller.channel().equals(schedule.channel());
    }

    /// Whether somebody who is elsewhere, such as at a notice that they were sent, administers its
    /// channel now; where the platform does not say, whether they did when it last said.
    boolean administersElsewhere(Schedule schedule, Caller caller) {
        Right now =
                desk.dispatcher()
                        .platform(schedule.channel().platform())
                        .map(platform -> platform.administers(caller.user(), schedule.channel()))
                        .orElse(Right.UNKNOWN);
        if (now != Right.UNKNOWN) {
            desk.schedules().seen(caller.user(), schedule.channel(), now == Right.YES, desk.now());
        }
        return desk.schedules().isAdmin(caller.user(), schedule.channel());
    }

    /// Whether somebody is in its channel, or used the bot there. Others learn nothing of it.
    boolean mayKnow(Schedule schedule, Caller caller) {
        return isHere(schedule, caller)
                || desk.library().members(schedule.channel()).contains(caller.user());
    }

    static Reply notHere() {
        return Reply.rejection(
                Span.text("That schedule is gone, or it is another channel's. "),
                Span.command("schedule list"),
                Span.text(" shows this channel's."));
    }

    /// How a schedule is called: with its channel where that is another one.
    static String name(Schedule schedule, Caller caller) {
        return "Schedule "
                + schedule.number()
                + (isHere(schedule, caller) ? "" : " of #" + schedule.channelName());
    }

    /// The schedule meant: by its number here, or the only one.
    Reply one(ScheduleCommand command, Caller caller, OnSchedule answer) {
        String which = command.text();
        List<Schedule> here = desk.schedules().of(caller.channel());
        if (which.startsWith("id:")) {
            return known(which.substring(3))
                    .filter(schedule -> !(schedule.state() instanceof Schedule.State.Removed))
                    .filter(schedule -> mayKnow(schedule, caller))
                    .map(answer::give)
                    .orElseGet(ScheduleAccess::notHere);
        }
        String verb = command.action().name().toLowerCase(Locale.ROOT);
        if (here.isEmpty()) {
            return list.of(caller);
        }
        if (which.isEmpty() && here.size() == 1) {
            return answer.give(here.getFirst());
        }
        return here.stream()
                .filter(schedule -> which.equals(Integer.toString(schedule.number())))
                .findFirst()
                .map(answer::give)
                .orElseGet(() ->
                        Reply.rejection(
                                which.isEmpty() ? Span.text("") : Phrases.here(caller),
                                Span.text(
                                        (which.isEmpty()
                                                        ? "Tell me which schedule."
                                                        : " has no schedule '"
                                                                + Phrases.cut(which, 40)
                                                                + "'.")
                                                + " For example: "),
                                Span.command("schedule " + verb + " " + here.getFirst().number()),
                                Span.text("; "),
                                Span.command("schedule list"),
                                Span.text(" shows them.")));
    }

    Optional<Schedule> known(String id) {
        return id.matches("\\d{1,18}")
                ? desk.schedules().find(Long.parseLong(id))
                : Optional.empty();
    }
}
