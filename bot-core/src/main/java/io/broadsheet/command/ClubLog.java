package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.Clubs;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Shows what was changed in a channel's reading group, and what became of its posts.
final class ClubLog {

    private static final int CHANGES = 10;
    private static final int OUTCOMES = 10;

    private final CommandServices services;

    ClubLog(CommandServices services) {
        this.services = services;
    }

    /// Also of a club that was stopped.
    Reply of(Caller caller) {
        Optional<Club> club = services.clubs().clubs().of(caller.channel());
        if (club.isEmpty()) {
            return ClubAccess.none(caller);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("What was changed in the reading group of "),
                        Phrases.here(caller)));
        List<List<Span>> lines = new ArrayList<>();
        for (Clubs.ClubChange change : services.clubs().clubs().changes(club.get().id(), CHANGES)) {
            lines.add(
                    List.of(
                            Phrases.minute(change.at(), club.get().plan().zone()),
                            Span.text(
                                    ", "
                                            + change.by().orElse("Broadsheet")
                                            + ": "
                                            + change.what())));
        }
        blocks.add(new Block.Bullets(lines));
        List<List<Span>> outcomes = outcomes(club.get());
        if (!outcomes.isEmpty()) {
            blocks.add(Block.paragraph("What became of its votes, reminders and meetings"));
            blocks.add(new Block.Bullets(outcomes));
        }
        return Reply.of(blocks);
    }

    /// The latest ones first.
    private List<List<Span>> outcomes(Club club) {
        return Arrays.stream(ClubMoment.values())
                .flatMap(moment ->
                        services
                                .outbox()
                                .log(new Outbox.Job.OfClub(club.id(), moment), OUTCOMES)
                                .stream())
                .sorted(Comparator.comparing(OutboxEntry::due).reversed())
                .limit(OUTCOMES)
                .map(entry -> outcome(entry, club))
                .toList();
    }

    private List<Span> outcome(OutboxEntry entry, Club club) {
        String said = ", " + what(entry) + ": " + ScheduleLog.word(entry.state());
        List<Span> line = new ArrayList<>();
        line.add(Phrases.minute(entry.due(), club.plan().zone()));
        Optional<String> own = entry.reason().flatMap(ClubLog::why);
        line.addAll(
                ScheduleLog.line(
                        services,
                        entry,
                        said + own.map(why -> ", " + why).orElse(""),
                        own.isPresent() ? Optional.empty() : entry.reason()));
        return line;
    }

    /// What means something else here than of a schedule's papers.
    private static Optional<String> why(OutcomeReason reason) {
        return switch (reason) {
            case OutcomeReason.HeldUp() -> Optional.of("missed: it would have come too late");
            case OutcomeReason.NothingToPost() -> Optional.of("as there was nothing to say");
            default -> Optional.empty();
        };
    }

    private static String what(OutboxEntry entry) {
        String day = " of " + Phrases.day(entry.key().day());
        return switch (((Outbox.Job.OfClub) entry.key().job()).moment()) {
            case VOTE -> "the vote" + day;
            case RESULT -> "its result" + day;
            case PRESENTER_WEEK -> "to the presenter, a week before the meeting" + day;
            case PRESENTER_DAY -> "to the presenter, a day before the meeting" + day;
            case NOBODY_PRESENTS -> "whether somebody presents at the meeting" + day;
            case CHANNEL_DAY -> "a day before the meeting" + day;
            case CHANNEL_SOON -> "ten minutes before the meeting" + day;
            case MEETING -> "the meeting" + day;
        };
    }
}
