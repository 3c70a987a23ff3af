package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;

/// Opens a discussion about a paper.
///
/// @param reference a paper, as [PaperFinder] reads it
record DiscussCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named("discuss", Group.FIND, "Open a discussion about a paper")
                    .pressedOnly()
                    .example("discuss 1")
                    .reads(LineLayout.rest("paper"), DiscussCommand::read);

    private static DiscussCommand read(Arguments arguments) throws Misunderstanding {
        return new DiscussCommand(arguments.paper("discuss 1"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return reference;
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
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withKnownPaper(
                        reference, caller, DiscussCommand::new, paper -> discuss(caller, paper));
    }

    private Reply discuss(Caller caller, Paper paper) {
        if (!caller.can(Caller.Feature.THREADS)) {
            return Reply.say(
                    paper.arxivId()
                            .map(id ->
                                    "There are no threads here. The paper's public discussion is at https://huggingface.co/papers/"
                                            + id.value()
                                            + ".")
                            .orElse("There are no threads here."));
        }
        return Reply.say(
                        Span.text("What do you think of "),
                        Span.emphasis(paper.title()),
                        Span.text("?"))
                .opening(new Reply.Thread(Phrases.cut(paper.title(), 100)))
                .placed(Reply.Placement.CHANNEL);
    }
}
