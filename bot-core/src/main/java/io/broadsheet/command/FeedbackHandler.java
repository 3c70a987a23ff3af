package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.PaperActions.Action;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Set;

/// Takes what people think of a paper: a vote, or that it is not for them. Doing it twice does it
/// once.
final class FeedbackHandler {

    private final Desk desk;

    FeedbackHandler(Desk desk) {
        this.desk = desk;
    }

    Reply upvote(Command.Upvote command, Caller caller) {
        return desk.finder()
                .withPaper(
                        command.paper(),
                        caller,
                        Command.Upvote::new,
                        paper -> {
                            boolean fresh =
                                    caller.inSightOf()
                                            .map(channel -> voteIn(channel, paper, caller))
                                            .orElseGet(() ->
                                                    desk.library()
                                                            .upvote(
                                                                    caller.user(),
                                                                    paper.id(),
                                                                    desk.now()));
                            return done(
                                    fresh ? "Upvoted " : "You have upvoted this already: ",
                                    paper,
                                    caller.inSightOf()
                                            .map(channel -> countIn(channel, paper))
                                            .orElse(". Nobody else learns of it."),
                                    Action.WITHDRAW_VOTE);
                        });
    }

    private boolean voteIn(ChannelRef channel, Paper paper, Caller caller) {
        boolean fresh = desk.library().upvoteIn(channel, caller.user(), paper.id(), desk.now());
        desk.dispatcher().voted(Set.of(channel), paper.id());
        return fresh;
    }

    private String countIn(ChannelRef channel, Paper paper) {
        int votes =
                desk.library().voteCounts(channel, List.of(paper.id())).getOrDefault(paper.id(), 0);
        return ". It has " + Phrases.count(votes, "upvote") + " here.";
    }

    Reply withdrawVote(Command.WithdrawVote command, Caller caller) {
        return desk.finder()
                .withKnownPaper(
                        command.paper(),
                        caller,
                        Command.WithdrawVote::new,
                        paper -> {
                            Set<ChannelRef> counted =
                                    desk.library().votedIn(caller.user(), paper.id());
                            boolean was = desk.library().withdrawVote(caller.user(), paper.id());
                            desk.dispatcher().voted(counted, paper.id());
                            return plain(
                                    was ? "Took your upvote back from " : "You have not upvoted ",
                                    paper,
                                    ".");
                        });
    }

    Reply dismiss(Command.Dismiss command, Caller caller) {
        return desk.finder()
                .withKnownPaper(
                        command.paper(),
                        caller,
                        Command.Dismiss::new,
                        paper -> {
                            boolean fresh =
                                    desk.library().dismiss(caller.user(), paper.id(), desk.now());
                            return done(
                                    fresh
                                            ? "I will not suggest "
                                            : "Already not suggested to you: ",
                                    paper,
                                    fresh ? " to you." : ".",
                                    Action.UNDISMISS);
                        });
    }

    Reply undismiss(Command.Undismiss command, Caller caller) {
        return desk.finder()
                .withKnownPaper(
                        command.paper(),
                        caller,
                        Command.Undismiss::new,
                        paper -> {
                            boolean was = desk.library().undismiss(caller.user(), paper.id());
                            return plain(
                                    was
                                            ? "I may suggest papers like this again: "
                                            : "You had not dismissed ",
                                    paper,
                                    ".");
                        });
    }

    private Reply done(String before, Paper paper, String after, Action undo) {
        return Reply.of(
                Block.paragraph(Span.text(before), Span.emphasis(paper.title()), Span.text(after)),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.CANCEL,
                                        "Undo",
                                        desk.codes().code(undo, paper.id())))));
    }

    private static Reply plain(String before, Paper paper, String after) {
        return Reply.say(Span.text(before), Span.emphasis(paper.title()), Span.text(after));
    }
}
