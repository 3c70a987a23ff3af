package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;

/// Shows the abstract that a post folds away, to whoever asks and nobody else.
///
/// @param reference a paper, as [PaperFinder] reads it
record AbstractCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named("abstract", Group.FIND, "Show a paper's abstract")
                    .pressedOnly()
                    .example("abstract 1")
                    .reads(
                            LineLayout.rest("paper"),
                            arguments -> new AbstractCommand(arguments.paper("abstract 1")));

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
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        AbstractCommand::new,
                        paper ->
                                Reply.of(services.paperCard().unfolded(paper, caller.zone()))
                                        .placed(Reply.Placement.OVERLAY));
    }
}
