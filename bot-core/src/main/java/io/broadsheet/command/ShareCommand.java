package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts an answer before the channel that only the caller saw.
record ShareCommand(Command answerTo) implements Command {

    static final CommandType TYPE =
            CommandType.named("share", Group.FIND, "Show an answer to everybody in the channel")
                    .pressedOnly()
                    .answeredToAll()
                    .example("share show 2503.11677")
                    .reads(LineLayout.rest("answer"), ShareCommand::read);

    private static ShareCommand read(Arguments arguments) throws Misunderstanding {
        return new ShareCommand(CommandLine.command(arguments.text("answer")));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return answerTo.line();
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public int offset() {
        return answerTo.offset();
    }

    @Override
    public Command from(int value) {
        return new ShareCommand(answerTo.from(value));
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {

        if (answerTo.type().spec().visibility() != CommandSpec.Visibility.CALLER_MAY_SHARE) {
            return Reply.rejection("That answer is for you alone and cannot be shared.");
        }
        Reply answer =
                answerTo instanceof ShowCommand show
                        ? card(services, show, caller)
                        : answerTo.handle(services, caller);
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

    private Reply card(CommandServices services, ShowCommand show, Caller caller) {
        return services.finder()
                .withPaper(
                        show.reference(),
                        caller,
                        ShowCommand::new,
                        paper -> {
                            Optional<ChannelRef> channel = caller.inSightOf();
                            // First, so that the card of a paper that the caller has says so.
                            channel.ifPresent(it -> share(services, it, paper, caller));
                            List<Block> card = services.card(paper, caller, false);
                            channel.ifPresent(it -> record(services, it, paper));
                            return Reply.of(card);
                        });
    }

    private static void share(
            CommandServices services, ChannelRef channel, Paper paper, Caller caller) {
        services.library().sharedIn(channel, caller.user(), paper.id(), services.now());
    }

    private static void record(CommandServices services, ChannelRef channel, Paper paper) {
        services.ledger()
                .record(
                        new Ledger.LedgerEntry(
                                channel, paper.id(), services.now(), Ledger.Occasion.SHARED));
    }
}
