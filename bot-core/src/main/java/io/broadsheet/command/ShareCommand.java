package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts an answer before the channel that only the caller saw.
record ShareCommand(Command answerTo) implements Command {

    /// For so long a channel that has a card is not given it again.
    private static final Duration ONCE = Duration.ofHours(12);

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
        if (answerTo instanceof ShowCommand show) {
            Reply card = card(services, show, caller);
            return card.continues().isPresent() ? beside(card) : card;
        }
        Reply answer = answerTo.handle(services, caller);
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
        blocks.add(Block.note(Span.text("Shared by "), person(caller)));
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
                        paper ->
                                caller.inSightOf()
                                        .map(channel -> card(services, channel, paper, caller))
                                        .orElseGet(() ->
                                                services.layout()
                                                        .shared(
                                                                paper,
                                                                caller.channel(),
                                                                Optional.of(person(caller)),
                                                                caller.features())
                                                        .placed(Reply.Placement.CHANNEL)));
    }

    private static Reply card(
            CommandServices services, ChannelRef channel, Paper paper, Caller caller) {
        Instant now = services.now();
        Optional<PaperMessages.PaperMessage> before =
                services.paperMessages().sharedOf(paper.id(), now.minus(ONCE)).stream()
                        .filter(each -> each.channel().equals(channel))
                        .findFirst();
        if (before.isPresent()) {
            return Reply.rejection(
                    Span.text("This channel got the card of "),
                    Span.emphasis(paper.title()),
                    Span.text(" on "),
                    Phrases.day(before.get().at(), caller.zone()),
                    Span.text(" already. Please look a little above."));
        }
        // First, so that the card of a paper that the caller has says so.
        services.library().sharedIn(channel, caller.user(), paper.id(), now);
        Reply card =
                services.layout()
                        .shared(paper, channel, Optional.of(person(caller)), caller.features());
        services.ledger()
                .record(new Ledger.LedgerEntry(channel, paper.id(), now, Ledger.Occasion.SHARED));
        return card.placed(Reply.Placement.CHANNEL)
                .whenShown(message ->
                        services.paperMessages()
                                .shown(
                                        new PaperMessages.PaperMessage(
                                                channel, message, paper.id(), now, caller.user())));
    }

    private static Span.Person person(Caller caller) {
        return new Span.Person(caller.user().id(), caller.name());
    }
}
