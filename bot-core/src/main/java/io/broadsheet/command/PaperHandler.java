package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// Opens one paper, finds those like it, and opens a discussion of it.
final class PaperHandler {

    private final Desk desk;

    PaperHandler(Desk desk) {
        this.desk = desk;
    }

    Reply show(Command.Show command, Caller caller) {
        return desk.finder()
                .withPaper(
                        command.paper(),
                        caller,
                        Command.Show::new,
                        paper -> Reply.of(desk.card(paper, caller, true)));
    }

    Reply similar(Command.Similar command, Caller caller) {
        return desk.finder()
                .withPaper(
                        command.paper(),
                        caller,
                        paper -> new Command.Similar(paper, 0),
                        paper -> {
                            Command.Similar canonical =
                                    new Command.Similar(paper.id().toString(), command.offset());
                            return similar(paper, canonical, caller);
                        });
    }

    private Reply similar(Paper paper, Command.Similar command, Caller caller) {
        int offset = Math.min(command.offset(), Desk.DEPTH - Desk.PAGE);
        // One more than the page, to know whether there is a next one.
        List<Suggestion> suggestions = desk.recommender().similar(paper, offset + Desk.PAGE + 1);
        int end = Math.min(suggestions.size(), offset + Desk.PAGE);
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
                desk.list().suggestions(shown, offset + 1, desk.votesHere(page, caller), caller));
        blocks.addAll(
                desk.paging(
                        new Command.Similar(command.paper(), offset), suggestions.size(), caller));
        desk.remember(papers, page, caller);
        return Desk.paged(Reply.of(blocks), command);
    }

    Reply discuss(Command.Discuss command, Caller caller) {
        return desk.finder()
                .withKnownPaper(
                        command.paper(),
                        caller,
                        Command.Discuss::new,
                        paper -> {
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
                        });
    }
}
