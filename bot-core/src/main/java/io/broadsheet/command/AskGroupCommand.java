package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Optional;

/// Leaves a question for the next meeting's thread.
///
/// @param text the question; empty for a form to write it into
record AskGroupCommand(String text) implements Command {

    /// How it is typed: `ask the group` and a question.
    static final String TYPED = "ask the group";

    static final CommandType TYPE =
            CommandType.named("askgroup", Group.TOGETHER, "Leave a question for the next meeting")
                    .usage("<question>")
                    .option(Option.text("question", "What to ask").optional())
                    .example("askgroup How does it compare with Mamba?")
                    .note(
                            "It can be typed as a sentence, too: ask the group how it compares with Mamba.")
                    .note("Questions stand in the meeting's thread, with your name.")
                    .reads(
                            text -> Arguments.of("question", text),
                            arguments -> new AskGroupCommand(question(arguments)));

    private static String question(Arguments arguments) {
        // A button names the club, which is the channel's.
        String text = arguments.text("question").replaceFirst("^id:\\d{1,18}$", "");
        return Phrases.cut(text, ClubArchive.LONGEST);
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return text;
    }

    @Override
    public Effect effect() {
        return text.isEmpty() ? Effect.NONE : Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services).with(caller, club -> ask(services, club, caller));
    }

    private Reply ask(CommandServices services, Club club, Caller caller) {
        if (text.isEmpty()) {
            return caller.can(Caller.Feature.FORMS)
                    ? form()
                    : Reply.rejection(
                            Span.text("Type it: "),
                            Span.command("askgroup How does it compare with Mamba?"));
        }
        Optional<Meeting> meeting =
                Optional.of(
                        MeetingCalendar.of(club, services.clubs().clubs(), services.now())
                                .next(services.now()));
        services.clubs()
                .archive()
                .ask(club.id(), meeting.get().day(), text, caller.user(), services.now());
        return Reply.say(
                "Your question stands in the thread of the meeting on "
                        + Phrases.day(meeting.get().day())
                        + ".");
    }

    private static Reply form() {
        return Reply.form(
                new Form(
                        "Leave a question",
                        "Leave it",
                        "askgroup",
                        List.of(
                                new Form.Field(
                                        "question",
                                        "Question for the group",
                                        "How does it compare with Mamba?",
                                        true))));
    }
}
