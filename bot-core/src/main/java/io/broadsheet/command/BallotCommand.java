package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.Nominations.Cast;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Votes for a candidate of a reading group's vote, or takes that back: what a button of the vote
/// does.
record BallotCommand(long club, LocalDate day, long nomination) implements Command {

    static final CommandType TYPE =
            CommandType.named("ballot", Group.TOGETHER, "Vote for what to read")
                    .pressedOnly()
                    .example("ballot 1 2026-03-05 1")
                    .reads(LineLayout.rest("which"), BallotCommand::read);

    private static BallotCommand read(Arguments arguments) throws Misunderstanding {
        String[] parts = arguments.text("which").split(" ");
        try {
            return new BallotCommand(
                    Long.parseLong(parts[0]), LocalDate.parse(parts[1]), Long.parseLong(parts[2]));
        } catch (RuntimeException e) {
            throw new Misunderstanding("I do not know that vote.", "club");
        }
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return club + " " + day + " " + nomination;
    }

    @Override
    public Effect effect() {
        return Effect.ON_CALLER;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubAccess(services)
                .with(Optional.of(club), caller, found -> vote(services, found, caller));
    }

    private Reply vote(CommandServices services, Club found, Caller caller) {
        Cast cast =
                services.clubs()
                        .nominations()
                        .vote(club, day, nomination, caller.user(), services.now());
        services.clubPosts().voted(club, day);
        if (cast == Cast.CLOSED) {
            return Reply.rejection(
                    Span.text("The vote for " + Phrases.day(day) + " is closed. "),
                    Span.command("club"),
                    Span.text(" says what we read."));
        }
        if (cast == Cast.UNKNOWN) {
            return Reply.rejection("That is no candidate of this vote any more.");
        }
        return Reply.say(said(services, found, cast, caller));
    }

    /// What was done, and whom the person votes for by now.
    private String said(CommandServices services, Club found, Cast cast, Caller caller) {
        Ballot ballot = services.clubs().nominations().ballot(found.id(), day);
        List<Long> votes = services.clubs().nominations().votes(club, day, caller.user());
        List<String> numbers =
                ballot.candidates().stream()
                        .filter(each -> votes.contains(each.nomination().id()))
                        .map(each -> Integer.toString(each.place()))
                        .toList();
        String now =
                numbers.isEmpty()
                        ? " You vote for none now."
                        : " You vote for " + Phrases.names(numbers, numbers.size()) + ".";
        return (cast == Cast.VOTED ? "Noted." : "Taken back.") + now;
    }
}
