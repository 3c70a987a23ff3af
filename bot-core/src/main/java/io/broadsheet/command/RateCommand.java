package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive.Ratings;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.ClubPhrases;
import io.broadsheet.view.Phrases;
import java.util.Map;
import java.util.Optional;

/// Rates what was read at a meeting.
///
/// @param stars 1 to 5
/// @param day of an earlier meeting, as 2026-03-05; empty for the last one
record RateCommand(int stars, String day) implements Command {

    static final CommandType TYPE =
            CommandType.named("rate", Group.TOGETHER, "Say how good what was read was, 1 to 5")
                    .usage("<1-5>")
                    .option(Option.choice("stars", "5 is best", "1", "2", "3", "4", "5").needed())
                    .option(
                            Option.text("day", "The day of an earlier meeting, as 2026-03-05")
                                    .optional())
                    .example("rate 4")
                    .note(
                            "The archive shows how many rated and the average, nobody's own. I pick more for you of what you rate 4 or 5, and less of what you rate 1 or 2.")
                    .reads(RateCommand::layout, RateCommand::read);

    private static Arguments layout(String text) {
        String[] words = text.strip().split("\\s+", 2);
        return new Arguments(Map.of("stars", words[0], "day", words.length < 2 ? "" : words[1]));
    }

    private static RateCommand read(Arguments arguments) throws Misunderstanding {
        String stars = arguments.text("stars").replaceFirst("(?:/5|\\s*stars?)$", "");
        String day = arguments.text("day").replaceFirst("(?i)^(?:stars?|of 5|on)\\s*", "");
        if (!stars.matches("[1-5]") || !day.matches("|\\d{4}-\\d{2}-\\d{2}")) {
            throw new Misunderstanding("A rating is 1, 2, 3, 4 or 5.", "rate 4");
        }
        return new RateCommand(Integer.parseInt(stars), day);
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return (stars + " " + day).strip();
    }

    @Override
    public Effect effect() {
        return Effect.ON_CALLER;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services).with(caller, club -> rate(services, club, caller));
    }

    private Reply rate(CommandServices services, Club club, Caller caller) {
        Optional<MeetingRecord> meeting = NotesCommand.held(services, club, day);
        if (meeting.isEmpty()) {
            return NotesCommand.none(day);
        }
        services.clubs()
                .archive()
                .rate(club.id(), meeting.get().day(), stars, caller.user(), services.now());
        Ratings ratings = services.clubs().archive().ratings(club.id(), meeting.get().day());
        String what =
                meeting.get()
                        .choice()
                        .flatMap(choice -> services.catalogue().find(choice.paper()))
                        .map((Paper paper) -> Phrases.shortTitle(paper))
                        .orElse("the meeting of " + Phrases.day(meeting.get().day()));
        return Reply.say(
                "You rate " + what + " with " + stars + ". " + ClubPhrases.ratings(ratings) + ".");
    }
}
