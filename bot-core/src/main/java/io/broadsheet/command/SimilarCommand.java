package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.view.PaperActions.Action;
import java.util.ArrayList;
import java.util.List;

/// Finds papers like one paper.
///
/// @param reference a paper, as [PaperFinder] reads it
record SimilarCommand(String reference, int offset) implements Command.Paged {

    static final CommandType TYPE =
            CommandType.named(
                            "similar",
                            Group.FIND,
                            "Papers like one paper, each with what they share")
                    .usage("<paper>")
                    .option(PaperFinder.OPTION)
                    .example("similar 1")
                    .example("similar 2503.11677")
                    .note(PaperFinder.NOTE)
                    .shareable()
                    .reads(LineLayout.rest("paper"), SimilarCommand::read);

    private static SimilarCommand read(Arguments arguments) throws Misunderstanding {
        return new SimilarCommand(arguments.paper("similar 1"), 0);
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
    public Command from(int value) {
        return new SimilarCommand(reference, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        paper -> new SimilarCommand(paper, 0),
                        paper -> similar(services, caller, paper));
    }

    private Reply similar(CommandServices services, Caller caller, Paper paper) {
        SimilarCommand canonical = new SimilarCommand(paper.id().toString(), this.offset);
        return canonical.like(paper, services, caller);
    }

    private Reply like(Paper paper, CommandServices services, Caller caller) {
        int offset = Math.min(this.offset, CommandServices.DEPTH - CommandServices.PAGE);
        // One more than the page, to know whether there is a next one.
        List<Suggestion> suggestions =
                services.recommender().similar(paper, offset + CommandServices.PAGE + 1);
        int end = Math.min(suggestions.size(), offset + CommandServices.PAGE);
        List<Suggestion> shown = suggestions.subList(Math.min(offset, end), end);
        if (shown.isEmpty()) {
            return Reply.say(
                    Span.text("Nothing in the catalogue is like "),
                    Span.emphasis(paper.title()),
                    Span.text(" yet."));
        }
        List<Paper> papers = suggestions.subList(0, end).stream().map(Suggestion::paper).toList();
        List<Paper> page = shown.stream().map(Suggestion::paper).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(Span.text("Papers like "), Span.emphasis(paper.title())));
        blocks.addAll(
                services.list()
                        .suggestions(shown, offset + 1, services.votesHere(page, caller), caller));
        if (caller.can(Caller.Feature.CHANGING)) {
            // The list takes the place of the card it was asked for from.
            blocks.add(
                    new Block.Buttons(
                            List.of(
                                    new Button.Run(
                                            Button.Role.PREVIOUS,
                                            "Back to the paper",
                                            services.codes().inPlace(Action.SHOW, paper.id())))));
        }
        blocks.addAll(
                services.paging(new SimilarCommand(reference, offset), suggestions.size(), caller));
        services.remember(papers, page, caller);
        return CommandServices.paged(Reply.of(blocks), this);
    }
}
