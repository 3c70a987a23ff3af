package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;

/// Takes a paper off the shelf of who asks.
///
/// @param reference a paper, as [PaperFinder] reads it
record UnsaveCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("unsave", Group.KEEP, "Take a paper off your shelf")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION.completing(CompletedFrom.SHELF))
                    .example("unsave 1")
                    .reads(LineLayout.rest("paper"), UnsaveCommand::read);

    private static UnsaveCommand read(Arguments arguments) throws Misunderstanding {
        return new UnsaveCommand(arguments.paper("unsave 1"));
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
                        UnsaveCommand::new,
                        paper -> unsave(services, caller, paper));
    }

    private Reply unsave(CommandServices services, Caller caller, Paper paper) {
        boolean was = services.library().unsave(caller.user(), paper.id());
        return Reply.say(
                Span.text(was ? "Took off your shelf: " : "Not on your shelf: "),
                Span.emphasis(paper.title()),
                Span.text("."));
    }
}
