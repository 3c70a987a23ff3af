package io.broadsheet.command;

import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// Finds papers by words and filters.
final class SearchHandler {

    private final Desk desk;

    SearchHandler(Desk desk) {
        this.desk = desk;
    }

    Reply form() {
        return Reply.form(
                new Form(
                        "Find papers",
                        "Search",
                        "search",
                        List.of(
                                new Form.Field(
                                        "words",
                                        "Search for",
                                        "vision tokenizers since:2024 has:code",
                                        true))));
    }

    Reply handle(Command.Search command, Caller caller) {
        QueryReading reading = QueryLanguage.parse(command.text());
        PaperQuery query = reading.query();
        if (query.isEmpty()) {
            String problem =
                    reading.problems().isEmpty()
                            ? "There is nothing to search for in '"
                                    + Phrases.cut(command.text(), 80)
                                    + "'."
                            : String.join(" ", reading.problems());
            return Reply.rejection(
                    Span.text(problem + " For example: "),
                    Span.code("search vision tokenizers"),
                    Span.text("."));
        }
        int offset = Math.min(command.offset(), Desk.DEPTH - Desk.PAGE);
        PaperSearch.Results results = desk.search().search(query, new Page(0, offset + Desk.PAGE));
        List<Paper> papers =
                desk.catalogue().findAll(results.hits().stream().map(PaperSearch.Hit::id).toList());
        List<Paper> shown = papers.subList(Math.min(offset, papers.size()), papers.size());

        List<Block> blocks = new ArrayList<>();
        reading.problems().forEach(problem -> blocks.add(Block.note(problem)));
        if (shown.isEmpty()) {
            blocks.add(nothing(query, command, offset));
            blocks.addAll(spelling(results, command));
            if (offset == 0) {
                blocks.addAll(AskHandler.offer(command.text(), true, desk));
            }
            return Reply.of(blocks);
        }
        blocks.add(lead(results, command, offset, shown.size()));
        blocks.addAll(spelling(results, command));
        blocks.addAll(
                desk.list().entries(shown, offset + 1, desk.votesHere(shown, caller), caller));
        if (desk.search().readiness().rebuilding()) {
            blocks.add(Block.note("The index is being rebuilt, so there may be more than this."));
        }
        blocks.addAll(
                desk.paging(new Command.Search(command.text(), offset), results.total(), caller));
        boolean last =
                offset + shown.size() >= Math.min(results.total(), Desk.DEPTH)
                        || results.match() == PaperSearch.Match.NEAREST;
        if (offset == 0 || last) {
            blocks.addAll(AskHandler.offer(command.text(), last, desk));
        }
        desk.remember(papers, shown, caller);
        return Desk.paged(Reply.of(blocks), command);
    }

    private Block nothing(PaperQuery query, Command.Search command, int offset) {
        Span text = Span.code(Phrases.cut(command.text(), 200));
        if (offset > 0) {
            return new Block.Paragraph(
                    List.of(Span.text("There are no further papers for "), text, Span.text(".")));
        }
        if (desk.search().readiness().rebuilding()) {
            return Block.paragraph(
                    "The search index is being rebuilt and has nothing like that so far. Please ask again in a moment.");
        }
        return query.hasFilters()
                ? new Block.Paragraph(
                        List.of(
                                Span.text("No paper passes "),
                                text,
                                Span.text(". Fewer filters find more.")))
                : new Block.Paragraph(
                        List.of(
                                Span.text("No paper has any of "),
                                text,
                                Span.text(". Other words may find it.")));
    }

    private static Block lead(
            PaperSearch.Results results, Command.Search command, int offset, int shown) {
        Span query = Span.code(Phrases.cut(command.text(), 200));
        if (results.match() == PaperSearch.Match.NEAREST) {
            return new Block.Paragraph(
                    List.of(
                            Span.text("No paper has the words "),
                            query,
                            Span.text(". These are the nearest:")));
        }
        String total =
                results.total() >= Desk.DEPTH
                        ? "the best " + Desk.DEPTH
                        : Integer.toString(results.total());
        String range =
                results.total() == 1
                        ? "1 paper for "
                        : (offset + 1) + "–" + (offset + shown) + " of " + total + " papers for ";
        return new Block.Paragraph(List.of(Span.text(range), query));
    }

    private List<Block> spelling(PaperSearch.Results results, Command.Search command) {
        return results.spelling()
                .map(better ->
                        List.<Block>of(
                                new Block.Paragraph(
                                        List.of(
                                                Span.text("Did you mean "),
                                                Span.strong(better),
                                                Span.text("?"))),
                                new Block.Buttons(
                                        List.of(
                                                new Button.Run(
                                                        Button.Role.CONFIRM,
                                                        "Search for that",
                                                        desk.codes()
                                                                .code(
                                                                        new Command.Search(
                                                                                respelled(
                                                                                        command
                                                                                                .text(),
                                                                                        better),
                                                                                0)))))))
                .orElse(List.of());
    }

    /// The corrected words; filters of the original text are kept by putting them behind.
    private static String respelled(String text, String better) {
        StringBuilder query = new StringBuilder(better);
        for (String part : text.split(" ")) {
            if (part.matches("(?i)(author|in|since|before|has|sort):.*")
                    && !better.contains(part)) {
                query.append(' ').append(part);
            }
        }
        return query.toString();
    }
}
