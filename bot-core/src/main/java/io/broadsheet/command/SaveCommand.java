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

/// Puts a paper on the shelf of who asks.
///
/// @param reference a paper, as [PaperFinder] reads it
record SaveCommand(String reference) implements OnePaperChange {

    static final CommandType TYPE =
            CommandType.named("save", Group.KEEP, "Put a paper on your shelf")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION)
                    .example("save 1")
                    .note(PaperFinder.NOTE)
                    .reads(LineLayout.rest("paper"), SaveCommand::read);

    private static SaveCommand read(Arguments arguments) throws Misunderstanding {
        return new SaveCommand(arguments.paper("save 1"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        SaveCommand::new,
                        paper -> answer(services, caller, paper));
    }

    private Reply answer(CommandServices services, Caller caller, Paper paper) {
        boolean fresh = save(services, paper, caller);
        int size = services.library().saved(caller.user()).size();
        return Reply.of(
                Block.paragraph(
                        Span.text(fresh ? "Saved " : "Already on your shelf: "),
                        Span.emphasis(paper.title()),
                        Span.text(". Your shelf holds " + Phrases.count(size, "paper") + ".")),
                new Block.Buttons(
                        services.button(
                                Button.Role.SIMILAR,
                                "Similar",
                                new SimilarCommand(paper.id().toString(), 0)),
                        services.button(
                                Button.Role.UNSAVE,
                                "Undo",
                                new UnsaveCommand(paper.id().toString()))));
    }

    private static boolean save(CommandServices services, Paper paper, Caller caller) {
        Library library = services.library();
        return caller.inSightOf()
                .map(channel -> library.saveIn(channel, caller.user(), paper.id(), services.now()))
                .orElseGet(() -> library.save(caller.user(), paper.id(), services.now()));
    }
}
