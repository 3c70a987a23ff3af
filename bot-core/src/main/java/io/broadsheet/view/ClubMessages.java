package io.broadsheet.view;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive.Remark;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRecord.MeetingPaper;
import io.broadsheet.club.Nomination;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Suggestion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a reading group's messages look.
public final class ClubMessages {

    private static final int QUESTIONS = 15;
    private static final int LEFT = 5;

    private final ClubActions actions;
    private final boolean pictures;

    /// @param pictures whether papers' pictures are shown
    public ClubMessages(ClubActions actions, boolean pictures) {
        this.actions = actions;
        this.pictures = pictures;
    }

    /// What is read and by whom it is presented, as far as that is known.
    ///
    /// @param paper what is read
    /// @param presenter the name of who presents
    public record Agenda(
            Club club, Meeting meeting, Optional<Paper> paper, Optional<String> presenter) {}

    /// The message that people vote on, with the counts of now; without buttons once it is closed.
    ///
    /// @param closes when it closes
    /// @param skipped whether the meeting does not take place
    /// @param title says what a candidate is
    public Reply vote(
            Club club,
            Meeting meeting,
            Ballot ballot,
            Instant closes,
            boolean skipped,
            Function<Nomination, Optional<Paper>> title) {
        List<Block> blocks = new ArrayList<>();
        boolean open = ballot.closed().isEmpty() && !skipped;
        blocks.add(
                new Block.Heading(
                        "What shall we read on " + Phrases.dayOfWeek(meeting.day()) + "?"));
        List<Span> state = new ArrayList<>();
        if (skipped) {
            state.add(Span.text("The meeting falls out, so this vote is void."));
        } else if (open) {
            state.add(Span.text("Vote for as many as you like until "));
            state.add(Phrases.minute(closes, club.plan().zone()));
            state.add(Span.text(" · " + voters(ballot.voters())));
        } else {
            state.add(Span.text("The vote is closed · " + voters(ballot.voters())));
        }
        blocks.add(new Block.Note(state));
        List<Block.PollChoice> choices = new ArrayList<>();
        for (Ballot.OnBallot each : ballot.candidates()) {
            Nomination nomination = each.nomination();
            Optional<Paper> paper = title.apply(nomination);
            choices.add(
                    new Block.PollChoice(
                            each.place(),
                            paper.map(Paper::title).orElse(nomination.paper().toString()),
                            paper.flatMap(Paper::abstractPage).orElse(null),
                            nominated(nomination),
                            each.votes(),
                            actions.vote(club.id(), meeting.day(), nomination.id())));
        }
        blocks.add(new Block.Poll(choices, open));
        if (open) {
            String cut =
                    ballot.cut() == 0
                            ? ""
                            : " "
                                    + Phrases.count(ballot.cut(), "younger nomination")
                                    + (ballot.cut() == 1 ? " waits" : " wait")
                                    + " for the next vote.";
            blocks.add(Block.note("Pressing again takes a vote back." + cut));
        }
        return Reply.of(blocks);
    }

    private static String voters(int voters) {
        return voters == 0
                ? "nobody voted yet"
                : voters == 1 ? "1 person voted" : Phrases.count(voters) + " people voted";
    }

    /// Who nominated it and why: `nominated by ana: it is short`.
    public static String nominated(Nomination nomination) {
        String by = nomination.byName().map(name -> "nominated by " + name).orElse("nominated");
        return nomination.because().isEmpty() ? by : by + ": " + nomination.because();
    }

    /// What came of a vote, with the paper's card.
    public Reply result(
            Agenda agenda,
            MeetingRecord record,
            Ballot ballot,
            List<String> left,
            PaperActivity activity,
            Set<Caller.Feature> features) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("We read on " + Phrases.dayOfWeek(agenda.meeting().day())));
        blocks.add(Block.note(chosen(record, ballot)));
        agenda.paper()
                .ifPresent(paper -> blocks.addAll(card(paper, activity, agenda.club(), features)));
        blocks.add(meets(agenda));
        blocks.add(new Block.Buttons(question(agenda.club())));
        if (!left.isEmpty()) {
            blocks.add(
                    Block.note(
                            "Nobody chose "
                                    + Phrases.names(left, LEFT)
                                    + " in "
                                    + Nomination.ROUNDS
                                    + " votes, so "
                                    + (left.size() == 1 ? "it leaves" : "they leave")
                                    + " the list. Nominating again is fine."));
        }
        return Reply.of(blocks);
    }

    /// How a paper was chosen, in one line.
    public static String chosen(MeetingRecord record, Ballot ballot) {
        if (record.choice().isEmpty()) {
            return "Nobody voted, and I have no paper to propose. Nominations are welcome.";
        }
        MeetingPaper choice = record.choice().get();
        return switch (choice.by()) {
            case VOTES ->
                    votes(ballot)
                            + " of "
                            + voters(record.voters()).replace(" voted", "")
                            + " chose it";
            case TIE ->
                    "A tie with "
                            + Phrases.count(votes(ballot), "vote")
                            + " each: this one waited longest";
            case PROPOSAL ->
                    (ballot.candidates().isEmpty() ? "Nothing was nominated" : "Nobody voted")
                            + ", so I propose the best pick for this channel"
                            + (choice.why().isEmpty() ? "" : " · " + choice.why());
        };
    }

    private static int votes(Ballot ballot) {
        return ballot.winner().map(Ballot.OnBallot::votes).orElse(0);
    }

    /// To the presenter, before a meeting.
    ///
    /// @param ahead `in a week`, `tomorrow`
    public Reply presenting(Agenda agenda, String ahead, Optional<Instant> voteCloses) {
        List<Block> blocks = new ArrayList<>();
        Club club = agenda.club();
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("You present " + ahead + " in the reading group of "));
        spans.add(new Span.ChannelMention(club.channel().id(), "#" + club.channelName()));
        spans.add(Span.text(", on "));
        spans.add(Phrases.minute(agenda.meeting().start(), club.plan().zone()));
        club.plan().place().ifPresent(place -> spans.addAll(Phrases.place(place)));
        spans.add(Span.text("."));
        blocks.add(new Block.Paragraph(spans));
        if (agenda.paper().isPresent()) {
            blocks.addAll(
                    new PaperCard(actions, pictures)
                            .brief(agenda.paper().get(), club.plan().zone()));
        } else {
            List<Span> open = new ArrayList<>();
            open.add(Span.text("The paper is not chosen yet"));
            voteCloses.ifPresent(at -> {
                open.add(Span.text("; its vote closes on "));
                open.add(Phrases.minute(at, club.plan().zone()));
            });
            open.add(Span.text("."));
            blocks.add(new Block.Paragraph(open));
        }
        blocks.add(
                Block.note(
                        Span.text("Cannot make it? In the channel: "),
                        Span.command("rota skip me " + agenda.meeting().day()),
                        Span.text(" or "),
                        Span.command("rota swap"),
                        Span.text(".")));
        return Reply.of(blocks);
    }

    /// Asks a channel who presents.
    public Reply wanted(Agenda agenda) {
        List<Block> blocks = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("Nobody presents on "));
        spans.add(Phrases.minute(agenda.meeting().start(), agenda.club().plan().zone()));
        agenda.paper()
                .ifPresent(paper -> {
                    spans.add(Span.text(", when we read "));
                    spans.add(Span.emphasis(Phrases.shortTitle(paper)));
                });
        spans.add(Span.text(". Who will?"));
        blocks.add(new Block.Paragraph(spans));
        blocks.add(
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.OTHER,
                                "I will",
                                actions.volunteer(agenda.club().id()))));
        return Reply.of(blocks);
    }

    /// Reminds a channel.
    ///
    /// @param ahead `Tomorrow`, `In ten minutes`
    public Reply soon(Agenda agenda, String ahead) {
        List<Block> blocks = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text(ahead + ", "));
        spans.add(Phrases.minute(agenda.meeting().start(), agenda.club().plan().zone()));
        agenda.club().plan().place().ifPresent(place -> spans.addAll(Phrases.place(place)));
        spans.add(Span.text(", the reading group "));
        if (agenda.paper().isPresent()) {
            Paper paper = agenda.paper().get();
            spans.add(Span.text("reads "));
            spans.add(
                    paper.abstractPage()
                            .<Span>map(page -> Span.link(Phrases.shortTitle(paper), page))
                            .orElse(Span.emphasis(Phrases.shortTitle(paper))));
        } else {
            spans.add(Span.text("meets"));
        }
        spans.add(Span.text("."));
        agenda.presenter().ifPresent(name -> spans.add(Span.text(" " + name + " presents.")));
        blocks.add(new Block.Paragraph(spans));
        blocks.add(new Block.Buttons(question(agenda.club())));
        return Reply.of(blocks);
    }

    private Button question(Club club) {
        return new Button.Run(
                Button.Role.OTHER, "Leave a question", actions.leaveQuestion(club.id()));
    }

    /// Opens a meeting: its paper, what is like it, and what people asked.
    ///
    /// @param similar papers like it
    public Reply meeting(
            Agenda agenda,
            PaperActivity activity,
            List<Suggestion> similar,
            List<Remark> questions,
            Set<Caller.Feature> features) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Heading("Reading group, " + Phrases.dayOfWeek(agenda.meeting().day())));
        String who = agenda.presenter().map(name -> name + " presents").orElse("Nobody presents");
        List<Span> note = new ArrayList<>(List.of(Span.text(who)));
        agenda.club().plan().place().ifPresent(place -> note.addAll(Phrases.place(place)));
        blocks.add(new Block.Note(note));
        if (agenda.paper().isPresent()) {
            blocks.addAll(card(agenda.paper().get(), activity, agenda.club(), features));
        } else {
            blocks.add(Block.paragraph("No paper was chosen for today."));
        }
        List<Block> opening = opening(similar, questions);
        if (!features.contains(Caller.Feature.THREADS)) {
            blocks.addAll(opening);
            return Reply.of(blocks);
        }
        String title =
                agenda.paper()
                        .map(paper -> Phrases.cut(paper.title(), 95))
                        .orElse("Reading group, " + Phrases.day(agenda.meeting().day()));
        return Reply.of(blocks).opening(new Reply.Thread(title, opening));
    }

    /// What stands first in a meeting's thread, or below its message where there are none.
    private static List<Block> opening(List<Suggestion> similar, List<Remark> questions) {
        List<Block> blocks = new ArrayList<>();
        if (!similar.isEmpty()) {
            blocks.add(Block.paragraph(Span.strong("Papers like it")));
            blocks.add(
                    new Block.Bullets(
                            similar.stream().map(each -> List.of(titled(each.paper()))).toList()));
        }
        if (!questions.isEmpty()) {
            blocks.add(Block.paragraph(Span.strong("Questions for the group")));
            List<List<Span>> lines = new ArrayList<>();
            for (Remark each : questions.subList(0, Math.min(QUESTIONS, questions.size()))) {
                String by = each.by().map(name -> " (" + name + ")").orElse("");
                lines.add(List.of(Span.text(each.text() + by)));
            }
            blocks.add(new Block.Bullets(lines));
        }
        blocks.add(
                Block.note(
                        Span.text("Afterwards: "),
                        Span.command("notes <link or text>"),
                        Span.text(" and "),
                        Span.command("rate 4"),
                        Span.text(".")));
        return blocks;
    }

    private static Span titled(Paper paper) {
        return paper.abstractPage()
                .<Span>map(page -> Span.link(paper.title(), page))
                .orElse(Span.emphasis(paper.title()));
    }

    private List<Block> card(
            Paper paper, PaperActivity activity, Club club, Set<Caller.Feature> features) {
        return new PaperCard(actions, pictures)
                .posted(paper, activity, club.plan().zone(), features);
    }

    private static Block meets(Agenda agenda) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("We meet on "));
        spans.add(Phrases.minute(agenda.meeting().start(), agenda.club().plan().zone()));
        agenda.club().plan().place().ifPresent(place -> spans.addAll(Phrases.place(place)));
        agenda.presenter().ifPresent(name -> spans.add(Span.text("; " + name + " presents")));
        spans.add(Span.text("."));
        return new Block.Note(spans);
    }

    /// Asks somebody whether they take a turn.
    ///
    /// @param from the name of whose turn it is
    /// @param instead the day of the turn that is given in return
    public Reply offer(Club club, Meeting meeting, String from, Optional<LocalDate> instead) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text(from + " asks you to present in the reading group of "));
        spans.add(new Span.ChannelMention(club.channel().id(), "#" + club.channelName()));
        spans.add(Span.text(" on "));
        spans.add(Phrases.minute(meeting.start(), club.plan().zone()));
        spans.add(
                Span.text(
                        instead.map(day ->
                                        ", and takes your turn on " + Phrases.day(day) + " for it.")
                                .orElse(".")));
        // Of no role: it waits until somebody has looked.
        return Reply.of(
                new Block.Paragraph(spans),
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.OTHER,
                                "Yes, I take it",
                                actions.answerOffer(club.id(), meeting.day(), true)),
                        new Button.Run(
                                Button.Role.OTHER,
                                "No",
                                actions.answerOffer(club.id(), meeting.day(), false))));
    }

    /// Tells a channel's admins that the platform refuses the club's posts.
    public Reply refused(Club club, Delivery.Refused refused) {
        return Reply.of(
                Block.paragraph(
                        "The reading group of #"
                                + club.channelName()
                                + " is paused: "
                                + refused.refusal().inWords()
                                + ". Once that is mended, resume it."),
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.OTHER,
                                "Check and resume",
                                actions.resumeClub(club.id()))));
    }
}
