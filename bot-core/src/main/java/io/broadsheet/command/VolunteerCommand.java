package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.message.Reply;
import io.broadsheet.view.Phrases;
import java.util.Optional;

/// Takes the next turn at presenting that is nobody's yet.
///
/// @param club empty for the channel's
record VolunteerCommand(Optional<Long> club) implements Command {

    private static final int AHEAD = 60;

    static final CommandType TYPE =
            CommandType.named(
                            "volunteer", Group.TOGETHER, "Present at the next meeting that is free")
                    .example("volunteer")
                    .note(
                            "You take the first meeting to come for which nobody is settled. Whose turn it would have been comes next.")
                    .reads(
                            text -> Arguments.of("club", text),
                            arguments ->
                                    new VolunteerCommand(
                                            arguments
                                                    .get("club")
                                                    .filter(id -> id.matches("id:\\d{1,18}"))
                                                    .map(id -> Long.parseLong(id.substring(3)))));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return club.map(id -> "id:" + id).orElse("");
    }

    @Override
    public Effect effect() {
        return Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services)
                .with(club, caller, found -> volunteer(services, found, caller));
    }

    private static Reply volunteer(CommandServices services, Club club, Caller caller) {
        boolean joined = services.clubs().rota().join(club.id(), caller.user(), services.now());
        MeetingCalendar calendar =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now());
        for (Meeting meeting : calendar.next(services.now(), AHEAD)) {
            MeetingRecord known = services.clubs().clubs().meeting(club.id(), meeting.day());
            if (known.presenter().equals(Optional.of(caller.user()))) {
                return Reply.say("You present on " + Phrases.day(meeting.day()) + " already.");
            }
            if (known.presenter().isEmpty()) {
                services.clubs().rota().absent(club.id(), caller.user(), meeting.day(), false);
                services.clubs()
                        .clubs()
                        .present(club.id(), meeting.day(), Optional.of(caller.user()));
                return Reply.say(
                        "Thank you. You present on "
                                + Phrases.day(meeting.day())
                                + (joined ? ", and take turns from now on." : "."));
            }
        }
        return Reply.say("Every meeting to come has its presenter.");
    }
}
