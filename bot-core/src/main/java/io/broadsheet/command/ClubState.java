package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingText;
import io.broadsheet.club.Nomination;
import io.broadsheet.club.RotaMember;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.ClubMessages;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says in one answer how a reading group stands.
final class ClubState {

    private static final int NOMINATED = 10;

    private final CommandServices services;

    ClubState(CommandServices services) {
        this.services = services;
    }

    /// The meeting whose vote is open; empty where none is.
    static Optional<Meeting> openVote(CommandServices services, Club club) {
        return MeetingCalendar.of(club, services.clubs().clubs(), services.now())
                .next(services.now(), 5)
                .stream()
                .filter(meeting -> {
                    MeetingRecord known =
                            services.clubs().clubs().meeting(club.id(), meeting.day());
                    return known.opened().isPresent() && known.closed().isEmpty();
                })
                .findFirst();
    }

    Reply of(Club club, Caller caller) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("The reading group"));
        List<Span> when = new ArrayList<>();
        when.add(Span.text("Meets " + MeetingText.say(club.plan())));
        club.plan().place().ifPresent(place -> when.addAll(Phrases.place(place)));
        when.add(Span.text("."));
        blocks.add(new Block.Note(when));
        if (club.paused().isPresent()) {
            blocks.add(
                    Block.paragraph(
                            "It is paused: " + PauseWords.ofSchedule(club.paused().get()) + "."));
            return Reply.of(blocks);
        }
        MeetingCalendar calendar =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now());
        Meeting next = calendar.currentOrNext(services.now());
        blocks.add(new Block.Facts(facts(club, next, calendar)));
        vote(club, blocks);
        nominated(club, blocks);
        blocks.add(
                new Block.Buttons(
                        services.button(
                                Button.Role.OTHER,
                                "Join the rota",
                                new RotaCommand(RotaCommand.RotaVerb.JOIN, "")),
                        new Button.Run(
                                Button.Role.OTHER,
                                "Leave a question",
                                services.codes().leaveQuestion(club.id())),
                        services.button(
                                Button.Role.OPEN,
                                "Archive",
                                new ClubCommand(ClubCommand.ClubVerb.ARCHIVE, ""))));
        return Reply.of(blocks);
    }

    private List<Block.Fact> facts(Club club, Meeting next, MeetingCalendar calendar) {
        List<Block.Fact> facts = new ArrayList<>();
        boolean now = !next.start().isAfter(services.now());
        facts.add(
                new Block.Fact(
                        now ? "Meeting now" : "Next meeting",
                        List.of(Phrases.minute(next.start(), club.plan().zone()))));
        MeetingRecord record = services.clubs().clubs().meeting(club.id(), next.day());
        Optional<Paper> paper = services.clubPosts().desk().paper(record);
        facts.add(
                new Block.Fact(
                        "Paper",
                        List.of(paper.map(ClubState::title).orElse(Span.text("not chosen yet")))));
        Meeting after = calendar.next(next.start());
        Map<LocalDate, RotaMember> turns = services.clubPosts().desk().turns(club, after.day());
        facts.add(presents("Presents", turns.get(next.day())));
        facts.add(
                new Block.Fact(
                        "Then",
                        List.of(
                                Phrases.minute(after.start(), club.plan().zone()),
                                Span.text(
                                        Optional.ofNullable(turns.get(after.day()))
                                                .map(member -> ", " + member.name() + "'s turn")
                                                .orElse("")))));
        return facts;
    }

    private static Block.Fact presents(
            String label, @org.jspecify.annotations.Nullable RotaMember member) {
        return new Block.Fact(
                label, List.of(Span.text(member == null ? "nobody yet" : member.name())));
    }

    private static Span title(Paper paper) {
        Optional<URI> page = paper.abstractPage();
        return page.isPresent()
                ? Span.link(paper.title(), page.get())
                : Span.emphasis(paper.title());
    }

    /// The vote so far; looking at it also brings its message up to date, or back.
    private void vote(Club club, List<Block> blocks) {
        Optional<Meeting> meeting = openVote(services, club);
        if (meeting.isEmpty()) {
            return;
        }
        services.clubPosts().voted(club.id(), meeting.get().day());
        Ballot ballot = services.clubs().nominations().ballot(club.id(), meeting.get().day());
        blocks.add(
                Block.paragraph(
                        Span.text(
                                "The vote so far, by "
                                        + Phrases.count(ballot.voters())
                                        + (ballot.voters() == 1 ? " person" : " people")
                                        + ", until "),
                        Phrases.minute(
                                meeting.get()
                                        .start()
                                        .atZone(club.plan().zone())
                                        .minusDays(club.settings().closes())
                                        .toInstant(),
                                club.plan().zone())));
        List<Block.PollChoice> choices = new ArrayList<>();
        for (Ballot.OnBallot each : ballot.candidates()) {
            Optional<Paper> paper = services.catalogue().find(each.nomination().paper());
            choices.add(
                    new Block.PollChoice(
                            each.place(),
                            paper.map(Paper::title).orElse(each.nomination().paper().toString()),
                            paper.flatMap(Paper::abstractPage).orElse(null),
                            ClubMessages.nominated(each.nomination()),
                            each.votes(),
                            services.codes()
                                    .vote(club.id(), meeting.get().day(), each.nomination().id())));
        }
        blocks.add(new Block.Poll(choices, true));
    }

    /// What waits for a vote.
    private void nominated(Club club, List<Block> blocks) {
        Optional<Meeting> vote = openVote(services, club);
        List<Long> inVote =
                vote.map(meeting ->
                                services
                                        .clubs()
                                        .nominations()
                                        .ballot(club.id(), meeting.day())
                                        .candidates()
                                        .stream()
                                        .map(each -> each.nomination().id())
                                        .toList())
                        .orElse(List.of());
        List<Nomination> waiting =
                services.clubs().nominations().open(club.id()).stream()
                        .filter(each -> !inVote.contains(each.id()))
                        .toList();
        if (waiting.isEmpty()) {
            if (inVote.isEmpty()) {
                blocks.add(
                        Block.paragraph(
                                Span.text("Nothing is nominated. For example: "),
                                Span.command("nominate 2503.11677"),
                                Span.text(".")));
            }
            return;
        }
        blocks.add(Block.paragraph(inVote.isEmpty() ? "Nominated" : "Nominated for the next vote"));
        List<List<Span>> lines = new ArrayList<>();
        for (Nomination each : waiting.subList(0, Math.min(NOMINATED, waiting.size()))) {
            lines.add(
                    List.of(
                            services.catalogue()
                                    .find(each.paper())
                                    .map(ClubState::title)
                                    .orElse(Span.text(each.paper().toString())),
                            Span.text(" – " + ClubMessages.nominated(each) + waits(each))));
        }
        blocks.add(new Block.Bullets(lines));
        if (waiting.size() > NOMINATED) {
            blocks.add(Block.note("And " + (waiting.size() - NOMINATED) + " more."));
        }
    }

    private String waits(Nomination nomination) {
        long days = Duration.between(nomination.at(), services.now()).toDays();
        String waits = days == 0 ? "" : ", waits for " + Phrases.count(days, "day");
        return nomination.rounds() == 0
                ? waits
                : waits + ", lost " + Phrases.count(nomination.rounds(), "vote");
    }
}
