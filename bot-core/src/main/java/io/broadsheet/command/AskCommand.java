package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Window;
import io.broadsheet.source.PaperDiscoveries;
import io.broadsheet.source.PaperDiscoveries.Discovery;
import io.broadsheet.source.Unreachable;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Asks a source for what it finds or for what trends there, which sends the words there. Only a
/// button does it: searches stay with the bot unless somebody wants otherwise.
///
/// @param text what was searched for here, as in [SearchCommand]; blank for what trends there
record AskCommand(String text, int offset) implements Command.Paged {

    static final CommandType TYPE =
            CommandType.named("ask", Group.FIND, "Ask a source what it finds, or what trends there")
                    .pressedOnly()
                    .shareable()
                    .example("ask vision tokenizers")
                    .reads(
                            LineLayout.rest("words"),
                            arguments -> new AskCommand(arguments.text("words"), 0));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return text.isBlank() ? "" : text;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Command from(int value) {
        return new AskCommand(text, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        Optional<String> source = services.discoveries().source();
        boolean trending = text.isBlank();
        String words = words(text);
        if (source.isEmpty() || (!trending && !services.discoveries().searches())) {
            return Reply.rejection("I have no source that I may ask about that any more.");
        }
        if (!trending && words.isEmpty()) {
            return Reply.rejection(source.get() + " can only be asked for words.");
        }
        OpenQuestion answer = new OpenQuestion(words, source.get(), caller);
        CompletableFuture<Discovery> coming =
                trending ? services.discoveries().trending() : services.discoveries().search(words);
        if (coming.isDone()) {
            return say(services, answer, Optional.of(coming.join()));
        }
        return Reply.say("Asking " + source.get() + ".")
                .placed(Reply.Placement.REPLACE)
                .until(Newcomers.patiently(coming).thenApply(came -> say(services, answer, came)));
    }

    /// What is answered, to whom.
    ///
    /// @param words blank for what trends
    private record OpenQuestion(String words, String source, Caller caller) {}

    private Reply say(CommandServices services, OpenQuestion answer, Optional<Discovery> came) {
        List<Block> blocks = new ArrayList<>();
        boolean answered = came.isPresent() && came.get() instanceof Discovery.Papers;
        if (came.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            answer.source() + " takes its time. Please ask again in a minute."));
        } else {
            switch (came.get()) {
                case Discovery.Papers found -> blocks.addAll(list(services, answer, found));
                case Unreachable unreachable ->
                        blocks.add(
                                Block.paragraph(
                                        unreachable.reason()
                                                + " Please try again "
                                                + Newcomers.when(
                                                        unreachable.retryAt(), services.now())
                                                + "."));
            }
        }
        blocks.add(
                answer.words().isBlank()
                        ? button(
                                Button.Role.CANCEL,
                                "Trending here",
                                new TrendingCommand(Window.WEEK, 0),
                                services)
                        : button(
                                Button.Role.CANCEL,
                                "Look here instead",
                                new SearchCommand(text, 0),
                                services));
        return (answered ? Reply.of(blocks) : Reply.rejection(blocks))
                .placed(Reply.Placement.REPLACE);
    }

    private List<Block> list(
            CommandServices services, OpenQuestion answer, Discovery.Papers found) {
        List<Paper> papers = services.catalogue().findAll(found.papers());
        int begin = Math.min(offset, papers.size());
        int end = Math.min(papers.size(), begin + CommandServices.PAGE);
        List<Paper> shown = papers.subList(begin, end);
        Span words = Span.code(Phrases.cut(answer.words(), 200));
        boolean trending = answer.words().isBlank();
        if (papers.isEmpty()) {
            return List.of(
                    trending
                            ? Block.paragraph(answer.source() + " names no paper that trends.")
                            : new Block.Paragraph(
                                    List.of(
                                            Span.text(answer.source() + " finds nothing for "),
                                            words,
                                            Span.text("."))));
        }
        List<Block> blocks = new ArrayList<>();
        String range =
                papers.size() == 1
                        ? "1 paper"
                        : (begin + 1) + "–" + end + " of " + Phrases.count(papers.size(), "paper");
        blocks.add(
                trending
                        ? Block.paragraph("Trending at " + answer.source() + ": " + range)
                        : new Block.Paragraph(
                                List.of(
                                        Span.text(
                                                range + " that " + answer.source() + " finds for "),
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
        Caller caller = answer.caller();
        blocks.addAll(
                services.list()
                        .entries(shown, begin + 1, services.votesHere(shown, caller), caller));
        blocks.addAll(services.paging(this, papers.size(), caller));
        services.remember(papers.subList(0, end), shown, caller);
        return blocks;
    }

    /// A button that sends a search's words to the source; nothing where no source searches, or
    /// where there are no words.
    ///
    /// @param last whether the bot itself has no more to show, so that the button matters and is
    ///   explained
    static List<Block> offer(String text, boolean last, CommandServices services) {
        PaperDiscoveries discoveries = services.discoveries();
        if (!discoveries.searches() || words(text).isEmpty()) {
            return List.of();
        }
        return discoveries
                .source()
                .map(source -> {
                    Block button =
                            button(
                                    Button.Role.OTHER,
                                    "Ask " + source,
                                    new AskCommand(text, 0),
                                    services);
                    return last
                            ? List.of(
                                    button,
                                    Block.note("Asking " + source + " sends it these words."))
                            : List.of(button);
                })
                .orElse(List.of());
    }

    /// A button that shows what trends at the source; nothing where there is none.
    static List<Block> offerTrending(CommandServices services) {
        return services.discoveries()
                .source()
                .map(source ->
                        List.of(
                                button(
                                        Button.Role.OTHER,
                                        "Trending at " + source,
                                        new AskCommand("", 0),
                                        services)))
                .orElse(List.of());
    }

    private static Block button(
            Button.Role role, String label, Command command, CommandServices services) {
        return new Block.Buttons(services.button(role, label, command));
    }

    /// What a source can be asked: it knows words and phrases, and none of the filters.
    private static String words(String text) {
        // No date reaches a source, so any day will do.
        PaperQuery query = QueryLanguage.parse(text, LocalDate.EPOCH).query();
        List<String> words = new ArrayList<>();
        words.add(query.words());
        words.addAll(query.phrases());
        return String.join(" ", words).strip();
    }
}
