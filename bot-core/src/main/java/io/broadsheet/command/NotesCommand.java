package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Keeps notes of a meeting in the archive.
///
/// @param text a link or text; a day before it names an earlier meeting
record NotesCommand(String text) implements Command {

    private static final Pattern OF_DAY =
            Pattern.compile("(?s)^(\\d{4}-\\d{2}-\\d{2})[:,]?\\s+(.+)$");

    static final CommandType TYPE =
            CommandType.named("notes", Group.TOGETHER, "Keep notes of the last meeting")
                    .usage("<link or text>")
                    .option(
                            Option.text(
                                    "text",
                                    "A link, or what was said; a day before it for an earlier meeting"))
                    .answeredToAll()
                    .example("notes https://docs.example.org/rwkv-7")
                    .example("notes 2026-03-05 The proof of lemma 2 has a gap.")
                    .reads(LineLayout.rest("text"), NotesCommand::read);

    private static NotesCommand read(Arguments arguments) throws Misunderstanding {
        String text = arguments.text("text");
        if (text.isEmpty()) {
            throw new Misunderstanding(
                    "Tell me what to note.", "notes https://docs.example.org/rwkv-7");
        }
        return new NotesCommand(text);
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
        return Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services).with(caller, club -> note(services, club, caller));
    }

    private Reply note(CommandServices services, Club club, Caller caller) {
        Matcher ofDay = OF_DAY.matcher(text);
        boolean dated = ofDay.matches();
        Optional<MeetingRecord> meeting = held(services, club, dated ? ofDay.group(1) : "");
        if (meeting.isEmpty()) {
            return none(dated ? ofDay.group(1) : "");
        }
        services.clubs()
                .archive()
                .note(
                        club.id(),
                        meeting.get().day(),
                        Phrases.cut(dated ? ofDay.group(2) : text, ClubArchive.LONGEST),
                        caller.user(),
                        services.now());
        return Reply.say("Kept with the meeting of " + Phrases.day(meeting.get().day()) + ".");
    }

    /// The meeting meant: the last one, or that of a day.
    static Optional<MeetingRecord> held(CommandServices services, Club club, String day) {
        List<MeetingRecord> held = services.clubs().clubs().held(club.id());
        return held.stream()
                .filter(each -> day.isEmpty() || each.day().toString().equals(day))
                .findFirst();
    }

    static Reply none(String day) {
        return Reply.rejection(
                Span.text(
                        day.isEmpty()
                                ? "The reading group has not met yet. "
                                : "The reading group did not meet on " + day + ". "),
                Span.command("club archive"),
                Span.text(" lists its meetings."));
    }

    /// For the archive: a day that a text may begin with.
    static Optional<LocalDate> day(String text) {
        return text.matches("\\d{4}-\\d{2}-\\d{2}")
                ? Optional.of(LocalDate.parse(text))
                : Optional.empty();
    }
}
