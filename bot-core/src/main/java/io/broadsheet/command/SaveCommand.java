package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.util.List;

/// Puts a paper on the shelf of who asks.
///
/// @param reference a paper, as [PaperFinder] reads it
record SaveCommand(String reference) implements Command {

    static final CommandType TYPE =
            CommandType.named("save", Group.KEEP, "Put a paper on your shelf")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION)
                    .example("save 1")
                    .note(PaperFinder.NOTE)
                    .reads(
                            LineLayout.rest("paper"),
                            arguments -> new SaveCommand(arguments.paper("save 1")));

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
                .withPaper(
                        reference,
                        caller,
                        SaveCommand::new,
                        paper -> {
                            boolean fresh = save(services, paper, caller);
                            int size = services.library().saved(caller.user()).size();
                            return Reply.of(
                                    Block.paragraph(
                                            Span.text(fresh ? "Saved " : "Already on your shelf: "),
                                            Span.emphasis(paper.title()),
                                            Span.text(
                                                    ". Your shelf holds "
                                                            + Phrases.count(size, "paper")
                                                            + ".")),
                                    new Block.Buttons(
                                            List.of(
                                                    new Button.Run(
                                                            Button.Role.SIMILAR,
                                                            "Similar",
                                                            services.codes()
                                                                    .code(
                                                                            new SimilarCommand(
                                                                                    paper.id()
                                                                                            .toString(),
                                                                                    0))),
                                                    new Button.Run(
                                                            Button.Role.UNSAVE,
                                                            "Undo",
                                                            services.codes()
                                                                    .code(
                                                                            new UnsaveCommand(
                                                                                    paper.id()
                                                                                            .toString()))))));
                        });
    }

    private static boolean save(CommandServices services, Paper paper, Caller caller) {
        Library library = services.library();
        return caller.inSightOf()
                .map(channel -> library.saveIn(channel, caller.user(), paper.id(), services.now()))
                .orElseGet(() -> library.save(caller.user(), paper.id(), services.now()));
    }
}
