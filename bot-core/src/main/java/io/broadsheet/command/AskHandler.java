package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.source.PaperDiscoveries;
import io.broadsheet.source.PaperDiscoveries.Found;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Asks a source what it finds and what trends there, which only a button does: searches stay with
/// the bot unless somebody wants otherwise.
final class AskHandler {

    private final Desk desk;

    AskHandler(Desk desk) {
        this.desk = desk;
    }

    /// A button that sends a query's words to the source, and what it does; nothing where no source
    /// searches, or where there are no words.
    static List<Block> offer(PaperQuery query, Desk desk) {
        PaperDiscoveries discoveries = desk.discoveries();
        String words = words(query);
        if (!discoveries.searches() || words.isEmpty()) {
            return List.of();
        }
        return discoveries
                .source()
                .map(source ->
                        List.<Block>of(
                                new Block.Buttons(
                                        List.of(
                                                new Button.Run(
                                                        Button.Role.OTHER,
                                                        "Ask " + source,
                                                        desk.codes()
                                                                .code(new Command.Ask(words, 0))))),
                                Block.note("Asking " + source + " sends it these words.")))
                .orElse(List.of());
    }

    /// A button that shows what trends at the source; nothing where there is none.
    static Optional<Button> offerTrending(Desk desk) {
        return desk.discoveries()
                .source()
                .map(source ->
                        new Button.Run(
                                Button.Role.OTHER,
                                "Trending at " + source,
                                desk.codes().code(new Command.Ask("", 0))));
    }

    /// What a source can be asked: it knows words and phrases, and none of the filters.
    private static String words(PaperQuery query) {
        List<String> words = new ArrayList<>();
        words.add(query.words());
        words.addAll(query.phrases());
        return String.join(" ", words).strip();
    }

    Reply handle(Command.Ask command, Caller caller) {
        Optional<String> source = desk.discoveries().source();
        boolean trending = command.words().isBlank();
        if (source.isEmpty() || (!trending && !desk.discoveries().searches())) {
            return Reply.rejection("I have no source that I may ask about that any more.");
        }
        CompletableFuture<Found> coming =
                trending
                        ? desk.discoveries().trending()
                        : desk.discoveries().search(command.words());
        if (coming.isDone()) {
            return answer(command, source.get(), Optional.of(coming.join()), caller);
        }
        return Desk.paged(Reply.say("Asking " + source.get() + "."), command)
                .until(
                        Newcomers.patiently(coming)
                                .thenApply(came -> answer(command, source.get(), came, caller)));
    }

    private Reply answer(Command.Ask command, String source, Optional<Found> came, Caller caller) {
        if (came.isEmpty()) {
            return Reply.rejection(source + " takes its time. Please press again in a minute.");
        }
        return switch (came.get()) {
            case Found.Papers found -> list(command, source, found, caller);
            case Found.Unreachable unreachable ->
                    Reply.rejection(
                            unreachable.reason()
                                    + " Please try again "
                                    + Newcomers.when(unreachable.retryAt(), desk.now())
                                    + ".");
        };
    }

    private Reply list(Command.Ask command, String source, Found.Papers found, Caller caller) {
        List<Paper> papers = desk.catalogue().findAll(found.papers());
        int begin = Math.min(command.offset(), papers.size());
        int end = Math.min(papers.size(), begin + Desk.PAGE);
        List<Paper> shown = papers.subList(begin, end);
        Span words = Span.code(Phrases.cut(command.words(), 200));
        boolean trending = command.words().isBlank();
        if (papers.isEmpty()) {
            return trending
                    ? Reply.say(source + " names no paper that trends.")
                    : Reply.say(Span.text(source + " finds nothing for "), words, Span.text("."));
        }
        List<Block> blocks = new ArrayList<>();
        String range =
                papers.size() == 1
                        ? "1 paper"
                        : (begin + 1) + "–" + end + " of " + Phrases.count(papers.size(), "paper");
        blocks.add(
                trending
                        ? Block.paragraph("Trending at " + source + ": " + range)
                        : new Block.Paragraph(
                                List.of(
                                        Span.text(range + " that " + source + " finds for "),
                                        words)));
        if (found.added() > 0 && begin == 0) {
            blocks.add(
                    Block.note(
                            found.added() == papers.size()
                                    ? "All of them are new to the catalogue."
                                    : found.added()
                                            + " of them "
                                            + (found.added() == 1 ? "is" : "are")
                                            + " new to the catalogue."));
        }
        blocks.addAll(desk.list().entries(shown, begin + 1, desk.votesHere(shown, caller), caller));
        blocks.addAll(desk.paging(command, papers.size(), caller));
        desk.remember(papers.subList(0, end), shown, caller);
        return Desk.paged(Reply.of(blocks), command);
    }
}
