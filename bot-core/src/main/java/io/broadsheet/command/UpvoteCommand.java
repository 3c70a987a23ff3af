package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Library;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.PaperActions.Action;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Votes for a paper.
///
/// @param reference a paper, as [PaperFinder] reads it
record UpvoteCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("upvote", Group.FIND, "Vote for a paper")
                    .pressedOnly()
                    .example("upvote 1")
                    .reads(LineLayout.rest("paper"), UpvoteCommand::read);

    private static UpvoteCommand read(Arguments arguments) throws Misunderstanding {
        return new UpvoteCommand(arguments.paper("upvote 1"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        UpvoteCommand::new,
                        paper -> upvote(services, caller, paper));
    }

    private Reply upvote(CommandServices services, Caller caller, Paper paper) {
        boolean fresh = vote(services, paper, caller);
        return Feedback.done(
                services,
                fresh ? "Upvoted " : "You have upvoted this already: ",
                paper,
                caller.inSightOf()
                        .map(channel -> count(services, channel, paper))
                        .orElse(". Nobody else learns of it."),
                Action.WITHDRAW_VOTE);
    }

    /// Whether this is the caller's first vote for it. Only votes in a channel count there.
    private static boolean vote(CommandServices services, Paper paper, Caller caller) {
        Library library = services.library();
        Optional<ChannelRef> channel = caller.inSightOf();
        if (channel.isEmpty()) {
            return library.upvote(caller.user(), paper.id(), services.now());
        }
        boolean fresh = library.upvoteIn(channel.get(), caller.user(), paper.id(), services.now());
        services.dispatcher().voted(Set.of(channel.get()), paper.id());
        return fresh;
    }

    private static String count(CommandServices services, ChannelRef channel, Paper paper) {
        int votes =
                services.library()
                        .voteCounts(channel, List.of(paper.id()))
                        .getOrDefault(paper.id(), 0);
        return ". It has " + Phrases.count(votes, "upvote") + " here.";
    }
}
