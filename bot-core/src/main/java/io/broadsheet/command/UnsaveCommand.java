package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;

/// Takes a paper off the shelf of who asks.
///
/// @param reference a paper, as [PaperFinder] reads it
record UnsaveCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named("unsave", Group.KEEP, "Take a paper off your shelf")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION)
                    .example("unsave 1")
                    .reads(
                            LineLayout.rest("paper"),
                            arguments -> new UnsaveCommand(arguments.paper("unsave 1")));

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
        return Effect.ON_CALLER;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withKnownPaper(
                        reference,
                        caller,
                        UnsaveCommand::new,
                        paper -> {
                            boolean was = services.library().unsave(caller.user(), paper.id());
                            return Reply.say(
                                    Span.text(
                                            was ? "Took off your shelf: " : "Not on your shelf: "),
                                    Span.emphasis(paper.title()),
                                    Span.text("."));
                        });
    }
}
