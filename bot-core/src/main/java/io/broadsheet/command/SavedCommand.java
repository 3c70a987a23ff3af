package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Lists the shelf of who asks.
///
/// @param words to search the shelf for, empty for all of it
record SavedCommand(String words, int offset) implements Command.Paged {

    static final CommandType TYPE =
            CommandType.named("saved", Group.KEEP, "Your shelf, searchable")
                    .usage("[words] [filters]")
                    .option(
                            Option.text("words", "Only papers about this; filters as for search")
                                    .optional())
                    .example("saved")
                    .example("saved tokenizers")
                    .reads(LineLayout.rest("words"), SavedCommand::read);

    private static SavedCommand read(Arguments arguments) throws Misunderstanding {
        return new SavedCommand(arguments.text("words"), 0);
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return words;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Command from(int value) {
        return new SavedCommand(words, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        List<PaperId> shelf = services.shelf(caller);
        if (shelf.isEmpty()) {
            return Reply.say(
                    Span.text("Your shelf is empty. Put a paper on it with "),
                    Span.command("save 1"),
                    Span.text(" after a search, or with the Save button."));
        }
        QueryReading reading =
                QueryLanguage.parse(words, LocalDate.ofInstant(services.now(), caller.zone()));
        if (!reading.problems().isEmpty()) {
            return Reply.rejection(Span.text(String.join(" ", reading.problems())));
        }
        List<PaperId> matching =
                words.isEmpty() ? shelf : matching(shelf, reading.query(), services);
        if (matching.isEmpty()) {
            return Reply.say(
                    Span.text("Nothing on your shelf is about "),
                    Span.code(Phrases.cut(words, 80)),
                    Span.text(". It holds " + Phrases.count(shelf.size(), "paper") + "; "),
                    Span.command("saved"),
                    Span.text(" lists them."));
        }
        int offset =
                Math.min(
                        this.offset,
                        (matching.size() - 1) / CommandServices.PAGE * CommandServices.PAGE);
        List<Paper> upToHere =
                services.catalogue()
                        .findAll(
                                matching.subList(
                                        0,
                                        Math.min(matching.size(), offset + CommandServices.PAGE)));
        List<Paper> shown = upToHere.subList(Math.min(offset, upToHere.size()), upToHere.size());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        words.isEmpty()
                                ? Phrases.count(shelf.size(), "paper")
                                        + " on your shelf, latest first"
                                : matching.size()
                                        + " of "
                                        + Phrases.count(shelf.size(), "paper")
                                        + " on your shelf about '"
                                        + Phrases.cut(words, 80)
                                        + "'"));
        blocks.addAll(
                services.list()
                        .shelf(shown, offset + 1, services.votesHere(shown, caller), caller));
        blocks.addAll(services.paging(new SavedCommand(words, offset), matching.size(), caller));
        services.remember(upToHere, caller);
        return CommandServices.paged(Reply.of(blocks), this);
    }

    /// Papers of the shelf that pass the filters and whose title, abstract or authors have all the
    /// words; the index finds inflections, the text itself what the index has not yet.
    private static List<PaperId> matching(
            List<PaperId> shelf, PaperQuery query, CommandServices services) {
        Set<PaperId> found = Set.copyOf(services.search().within(shelf, query));
        List<String> wanted = query.hasFilters() ? List.of() : TypedText.words(query.words());
        Set<PaperId> literal =
                services.catalogue().findAll(shelf).stream()
                        .filter(paper -> !wanted.isEmpty() && said(paper).containsAll(wanted))
                        .map(Paper::id)
                        .collect(Collectors.toUnmodifiableSet());
        return shelf.stream().filter(id -> found.contains(id) || literal.contains(id)).toList();
    }

    private static List<String> said(Paper paper) {
        return TypedText.words(
                paper.title()
                        + " "
                        + paper.summary()
                        + " "
                        + String.join(" ", paper.authorNames()));
    }
}
