package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import java.util.Optional;

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
                        reference,
                        caller,
                        DiscussCommand::new,
                        paper -> discuss(services, caller, paper));
    }

    private static Reply discuss(CommandServices services, Caller caller, Paper paper) {
        Optional<ChatPlatform> platform =
                services.dispatcher().platform(caller.channel().platform());
        if (!caller.can(Caller.Feature.THREADS) || platform.isEmpty()) {
            return Reply.say(
                    paper.arxivId()
                            .map(id ->
                                    "There are no threads here. The paper's public discussion is at https://huggingface.co/papers/"
                                            + id.value()
                                            + ".")
                            .orElse("There are no threads here."));
        }
        return new PaperDiscussion(services, caller, paper, platform.get()).lead();
    }
}
