package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;

/// Opens one paper.
///
/// @param reference a paper, as [PaperFinder] reads it
record ShowCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "show",
                            Group.FIND,
                            "Open one paper: abstract, links, votes, and who here saved it")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION)
                    .example("show 2503.11677")
                    .example("show 2")
                    .example("show https://arxiv.org/abs/2503.11677")
                    .note(PaperFinder.NOTE)
                    .shareable()
                    .reads(LineLayout.rest("paper"), ShowCommand::read);

    private static ShowCommand read(Arguments arguments) throws Misunderstanding {
        return new ShowCommand(arguments.paper("show 2503.11677"));
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
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        ShowCommand::new,
                        paper -> Reply.of(services.card(paper, caller)));
    }
}
