package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Puts an answer before the channel that only the caller saw.
final class ShareHandler {

    private final Desk desk;
    private final BiFunction<Command, Caller, Reply> router;

    ShareHandler(Desk desk, BiFunction<Command, Caller, Reply> router) {
        this.desk = desk;
        this.router = router;
    }

    Reply handle(Command.Share command, Caller caller) {
        Command answerTo = command.answerTo();
        if (CommandRouter.spec(answerTo).visibility() != CommandSpec.Visibility.CALLER_MAY_SHARE) {
            return Reply.rejection("That answer is for you alone and cannot be shared.");
        }
        Reply answer =
                answerTo instanceof Command.Show show
                        ? card(show, caller)
                        : router.apply(answerTo, caller);
        // What is said meanwhile, and what goes wrong, takes the place of nothing: what is shared
        // stays where it was.
        Reply ours = answer.continues().isPresent() ? beside(answer) : answer;
        return ours.inTheEnd(reply -> shared(reply, caller));
    }

    private static Reply shared(Reply answer, Caller caller) {
        if (answer.kind() != Reply.Kind.ANSWER) {
            return beside(answer);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.note(
                        Span.text("Shared by "),
                        new Span.Person(caller.user().id(), caller.name())));
        blocks.addAll(answer.blocks());
        return Reply.of(blocks).placed(Reply.Placement.CHANNEL);
    }

    private static Reply beside(Reply reply) {
        return reply.placed(Reply.Placement.NEW);
    }

    private Reply card(Command.Show show, Caller caller) {
        return desk.finder()
                .withPaper(
                        show.paper(),
                        caller,
                        Command.Show::new,
                        paper -> {
                            // First, so that the card of a paper that the caller has says so.
                            caller.inSightOf()
                                    .ifPresent(channel ->
                                            desk.library()
                                                    .sharedIn(
                                                            channel,
                                                            caller.user(),
                                                            paper.id(),
                                                            desk.now()));
                            List<Block> card = desk.card(paper, caller, false);
                            caller.inSightOf().ifPresent(channel -> record(channel, paper));
                            return Reply.of(card);
                        });
    }

    private void record(ChannelRef channel, Paper paper) {
        desk.ledger()
                .record(
                        new Ledger.Posting(
                                channel, paper.id(), desk.now(), Ledger.Occasion.SHARED));
    }
}
