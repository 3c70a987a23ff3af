package io.broadsheet.command;

import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds papers by words and filters.
///
/// @param text words and filters, see [QueryLanguage]
record SearchCommand(String text, int offset) implements Command.Paged {

    private static final Pattern SORT = Pattern.compile("(?i)(?:^|\\s)sort:\\S+");

    static final CommandType TYPE =
            CommandType.named("search", Group.FIND, "Find papers by words, with filters")
                    .usage("<words> [filters]")
                    .option(
                            Option.text(
                                    "words", "What to look for; filters may stand anywhere in it"))
                    .option(
                            Option.text("author", "Part of an author's name")
                                    .optional()
                                    .completing(CompletedFrom.AUTHOR))
                    .option(
                            Option.text("in", "A category, for example cs.CV")
                                    .optional()
                                    .completing(CompletedFrom.CATEGORY))
                    .option(Option.text("since", "First date, for example 2025-01").optional())
                    .option(
                            Option.text("before", "First date too late, for example 2025-06")
                                    .optional())
                    .option(Option.yesNo("code", "Only papers with code"))
                    .option(
                            Option.choice(
                                    "sort", "Order of the results", "relevance", "new", "top"))
                    .example("search vision tokenizers")
                    .example("search \"token pruning\" in:cs.CV since:2024 has:code")
                    .example("search diffusion -video author:\"Kaiming He\" sort:new")
                    .note(
                            "Filters, anywhere in the text: author:name, in:cs.CV, year:2025, since:2025-01, since:\"3 days ago\", before:2025-06,"
                                    + " to:2025-06, title:word, abs:word, venue:CVPR, id:2503.14476, has:code, \"a phrase\", sort:new, sort:top."
                                    + " A - leaves out: -word, -author:lee, -in:cs.CV.")
                    .shareable()
                    .reads(
                            LineLayout.rest("words"),
                            arguments -> new SearchCommand(text(arguments), 0));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return text;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Command from(int value) {
        return new SearchCommand(text, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        Optional<NamedPapers> several = NamedPapers.in(text);
        if (several.isPresent()) {
            return several.get().answer(services, caller);
        }
        Optional<ShowCommand> one = NamedPapers.one(text).map(ShowCommand::new);
        if (one.isPresent()) {
            return one.get().handle(services, caller);
        }
        LocalDate today = LocalDate.ofInstant(services.now(), caller.zone());
        QueryReading reading = QueryLanguage.parse(text, today);
        PaperQuery query = reading.query();
        Optional<Reply> refusal = refusal(reading);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        int offset = Math.min(this.offset, CommandServices.DEPTH - CommandServices.PAGE);
        NamedSearch.NamedResults found =
                NamedSearch.find(
                        query, new Page(0, offset + CommandServices.PAGE), services.search());
        PaperSearch.Results results = found.results();
        List<Paper> papers =
                services.catalogue()
                        .findAll(results.hits().stream().map(PaperSearch.Hit::id).toList());
        List<Paper> shown = papers.subList(Math.min(offset, papers.size()), papers.size());

        List<Block> blocks = new ArrayList<>();
        blocks.addAll(AuthorNotes.ofFilters(query, text, services));
        Optional<PaperSearch.Foreign> foreign =
                found.byName().isPresent()
                        ? Optional.empty()
                        : services.search().foreign(query.words());
        foreign.ifPresent(it -> blocks.add(language(it)));
        found.apart()
                .ifPresent(it ->
                        blocks.addAll(new PapersByName(it).nothingTogether(services.codes())));
        if (shown.isEmpty()) {
            blocks.addAll(withoutPapers(query, offset, results, services));
            return Reply.of(blocks);
        }
        blocks.addAll(said(found, query, new Shown(offset, shown.size()), foreign, services));
        blocks.addAll(
                services.list()
                        .entries(shown, offset + 1, services.votesHere(shown, caller), caller));
        if (services.search().readiness().rebuilding()) {
            blocks.add(Block.note("The index is being rebuilt, so there may be more than this."));
        }
        blocks.addAll(
                withOrders(
                        services.paging(new SearchCommand(text, offset), results.total(), caller),
                        query,
                        results,
                        services));
        blocks.addAll(foot(results, new Shown(offset, shown.size()), today, services));
        services.remember(papers, shown, caller);
        return CommandServices.paged(Reply.of(blocks), this);
    }

    /// Which part of the list is shown.
    private record Shown(int from, int count) {}

    /// What is said before the list.
    private List<Block> said(
            NamedSearch.NamedResults found,
            PaperQuery query,
            Shown shown,
            Optional<PaperSearch.Foreign> foreign,
            CommandServices services) {
        PaperSearch.Results results = found.results();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                found.byName()
                        .map(byName ->
                                new PapersByName(byName).lead(results, shown.from(), shown.count()))
                        .orElseGet(() -> lead(results, query, shown.from(), shown.count())));
        found.byName().map(it -> new PapersByName(it).notes()).ifPresent(blocks::addAll);
        List<Block> nobody =
                found.byName().isEmpty()
                                && found.apart().isEmpty()
                                && foreign.isEmpty()
                                && results.having() == 0
                        ? AuthorNotes.ofName(query, text, services)
                        : List.of();
        if (foreign.isEmpty()) {
            blocks.addAll(nobody.isEmpty() ? spelling(services, results) : nobody);
        }
        return blocks;
    }

    /// What stands under the list.
    private List<Block> foot(
            PaperSearch.Results results, Shown shown, LocalDate today, CommandServices services) {
        boolean last =
                shown.from() + shown.count() >= Math.min(results.total(), CommandServices.DEPTH)
                        || results.match() == PaperSearch.Match.NEAREST;
        List<Block> blocks = new ArrayList<>();
        if (last && results.total() > CommandServices.DEPTH) {
            blocks.add(end(today));
        }
        if (shown.from() == 0 || last) {
            blocks.addAll(AskCommand.offer(text, last, services));
        }
        return blocks;
    }

    private List<Block> withoutPapers(
            PaperQuery query, int offset, PaperSearch.Results results, CommandServices services) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(nothing(query, offset, services));
        blocks.addAll(spelling(services, results));
        if (offset == 0) {
            blocks.addAll(AskCommand.offer(text, true, services));
        }
        return blocks;
    }

    private static Block end(LocalDate today) {
        return Block.note(
                Span.text(
                        "The list ends at "
                                + CommandServices.DEPTH
                                + ". More words or a filter bring others, for example "),
                Span.code("since:" + today.getYear()),
                Span.text("."));
    }

    /// What is said instead of searching for what cannot be read. A list that a misread filter did
    /// not narrow would look like an answer.
    private Optional<Reply> refusal(QueryReading reading) {
        if (!reading.problems().isEmpty()) {
            return Optional.of(Reply.rejection(Span.text(String.join(" ", reading.problems()))));
        }
        // In an order alone there is nothing to search for, but something to list.
        if (!reading.query().isEmpty() || reading.query().sort() != PaperQuery.Sort.RELEVANCE) {
            return Optional.empty();
        }
        String problem = "There is nothing to search for in '" + Phrases.cut(text, 80) + "'.";
        return Optional.of(
                Reply.rejection(
                        Span.text(problem + " For example: "),
                        Span.command("search vision tokenizers"),
                        Span.text(".")));
    }

    private static String text(Arguments arguments) throws Misunderstanding {
        StringBuilder text = new StringBuilder(arguments.text("words"));
        arguments
                .get("author")
                .ifPresent(name ->
                        text.append(" author:\"").append(name.replace("\"", "")).append('"'));
        for (String filter : List.of("in", "since", "before", "sort")) {
            arguments
                    .get(filter)
                    .ifPresent(value -> text.append(' ').append(filter).append(':').append(value));
        }
        if (arguments.yes("code")) {
            text.append(" has:code");
        }
        String query = text.toString().strip();
        if (query.isEmpty()) {
            throw new Misunderstanding("Tell me what to search for.", "search vision tokenizers");
        }
        return query;
    }

    private static Block language(PaperSearch.Foreign foreign) {
        String found = "The papers are in English, and this looks like " + foreign.language();
        return foreign.searched().isEmpty()
                ? Block.note(found + ". English words find more.")
                : Block.note(
                        Span.text(found + ". Searched for: "),
                        Span.code(Phrases.cut(foreign.searched(), 200)),
                        Span.text("."));
    }

    /// Whether no letter is one that English papers are written with.
    private static boolean isOtherScript(String words) {
        return words.codePoints().filter(Character::isLetter).findAny().isPresent()
                && words.codePoints()
                        .filter(Character::isLetter)
                        .mapToObj(Character.UnicodeScript::of)
                        .noneMatch(script ->
                                script == Character.UnicodeScript.LATIN
                                        || script == Character.UnicodeScript.GREEK);
    }

    private Block nothing(PaperQuery query, int offset, CommandServices services) {
        Span typed = Span.code(Phrases.cut(text, 200));
        if (offset > 0) {
            return new Block.Paragraph(
                    List.of(Span.text("There are no further papers for "), typed, Span.text(".")));
        }
        if (services.search().readiness().rebuilding()) {
            return Block.paragraph(
                    "The search index is being rebuilt and has nothing like that so far. Please ask again in a moment.");
        }
        return query.hasFilters()
                ? new Block.Paragraph(
                        List.of(
                                Span.text("No paper passes "),
                                typed,
                                Span.text(". Fewer filters find more.")))
                : new Block.Paragraph(
                        List.of(
                                Span.text("No paper has any of "),
                                typed,
                                Span.text(
                                        isOtherScript(query.words())
                                                ? ". The papers are in English, so English words find more."
                                                : ". Other words may find it.")));
    }

    private Block lead(PaperSearch.Results results, PaperQuery asked, int offset, int shown) {
        boolean isCounted =
                results.having() == results.total() || asked.sort() != PaperQuery.Sort.RELEVANCE;
        Span query = Span.code(Phrases.cut(text, 200));
        if (results.match() == PaperSearch.Match.NEAREST) {
            return new Block.Paragraph(
                    List.of(
                            Span.text("No paper has the words "),
                            query,
                            Span.text(". These are the nearest:")));
        }
        if (results.total() == 1) {
            return new Block.Paragraph(List.of(Span.text("1 paper for "), query));
        }
        if (isCounted) {
            String range = Phrases.range(offset, shown, results.total());
            return new Block.Paragraph(List.of(Span.text(range + " papers for "), query));
        }
        // Papers that are near in meaning follow those that have the words, down to the last one
        // of the catalogue: how many there are in all says nothing.
        return new Block.Paragraph(
                List.of(
                        Span.text((offset + 1) + "–" + (offset + shown) + " for "),
                        query,
                        Span.text("; " + having(results.having()))));
    }

    /// The buttons of a page, and beside them the other orders that the list can have.
    private List<Block> withOrders(
            List<Block> paging,
            PaperQuery asked,
            PaperSearch.Results results,
            CommandServices services) {
        if (offset > 0 || results.total() <= CommandServices.PAGE) {
            return paging;
        }
        List<Button> buttons = new ArrayList<>();
        for (Block block : paging) {
            if (block instanceof Block.Buttons some) {
                buttons.addAll(some.buttons());
            }
        }
        boolean hasWords = !asked.words().isBlank() || !asked.phrases().isEmpty();
        // Without words to rank by, the newest come first.
        boolean isByDate = !hasWords && asked.sort() == PaperQuery.Sort.RELEVANCE;
        for (PaperQuery.Sort order : PaperQuery.Sort.values()) {
            boolean isThisOrder =
                    order == asked.sort() || (order == PaperQuery.Sort.NEW && isByDate);
            if (!isThisOrder && (hasWords || order != PaperQuery.Sort.RELEVANCE)) {
                buttons.add(
                        services.button(
                                Button.Role.OTHER,
                                switch (order) {
                                    case RELEVANCE -> "Best match";
                                    case NEW -> "Latest";
                                    case TOP -> "Top voted";
                                },
                                new SearchCommand(sorted(order), 0)));
            }
        }
        return List.of(new Block.Buttons(buttons));
    }

    /// The same search in another order.
    private String sorted(PaperQuery.Sort order) {
        String unsorted = SORT.matcher(text).replaceAll(" ").strip();
        return switch (order) {
            case RELEVANCE -> unsorted;
            case NEW -> unsorted + " sort:new";
            case TOP -> unsorted + " sort:top";
        };
    }

    private static String having(int papers) {
        return switch (papers) {
            case 0 -> "no paper has all of the words.";
            case 1 -> "1 paper has all of the words.";
            default -> Phrases.count(papers) + " papers have all of the words.";
        };
    }

    private List<Block> spelling(CommandServices services, PaperSearch.Results results) {
        return results.spelling()
                .map(better ->
                        List.<Block>of(
                                new Block.Paragraph(
                                        List.of(
                                                Span.text("Did you mean "),
                                                Span.strong(better),
                                                Span.text("?"))),
                                new Block.Buttons(
                                        services.button(
                                                Button.Role.CONFIRM,
                                                "Search for that",
                                                new SearchCommand(respelled(text, better), 0)))))
                .orElse(List.of());
    }

    /// The corrected words; filters of the original text are kept by putting them behind.
    private static String respelled(String text, String better) {
        StringBuilder query = new StringBuilder(better);
        for (String part : text.split(" ")) {
            if (part.matches(
                            "(?i)-?(author|au|in|cat|category|since|from|before|to|until|year|title|ti|abs|abstract|id|venue|journal|has|sort):.*")
                    && !better.contains(part)) {
                query.append(' ').append(part);
            }
        }
        return query.toString();
    }
}
