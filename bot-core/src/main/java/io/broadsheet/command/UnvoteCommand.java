package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import java.util.Set;

/// Takes a vote back.
///
/// @param reference a paper, as [PaperFinder] reads it
record UnvoteCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("unvote", Group.FIND, "Take a vote back")
                    .pressedOnly()
                    .example("unvote 1")
                    .reads(LineLayout.rest("paper"), UnvoteCommand::read);

    private static UnvoteCommand read(Arguments arguments) throws Misunderstanding {
        return new UnvoteCommand(arguments.paper("unvote 1"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        UnvoteCommand::new,
                        paper -> unvote(services, caller, paper));
    }

    private Reply unvote(CommandServices services, Caller caller, Paper paper) {
        Set<ChannelRef> counted = services.library().votedIn(caller.user(), paper.id());
        boolean was = services.library().withdrawVote(caller.user(), paper.id());
        services.dispatcher().voted(counted, paper.id());
        return Feedback.plain(
                was ? "Took your upvote back from " : "You have not upvoted ", paper, ".");
    }
}
