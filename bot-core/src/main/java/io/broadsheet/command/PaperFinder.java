package io.broadsheet.command;

import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Finds the paper that a person names.
final class PaperFinder {

    /// What a command says of the paper that it is given.
    static final CommandSpec.Option OPTION =
            CommandSpec.Option.text(
                            "paper",
                            "arXiv id, DOI, address, number in the last list, or words of the title")
                    .completing(CommandSpec.Option.CompletedFrom.PAPER);

    /// The same, for help.
    static final String NOTE =
            "A paper can be an arXiv id, a DOI, an address of the paper, its number in the last list, or words of its title.";

    private static final int CHOICES = 5;

    /// `1 2 3`, `1, 2 and 3`, `all`: more than one paper.
    private static final Pattern SEVERAL =
            Pattern.compile(
                    "(?i)(?:#?\\d{1,3}(?:[\\s,;&-]+(?:and\\s+)?|$)){2,}|all|everything|all of them");

    private static final Pattern ZERO = Pattern.compile("#?0+");

    /// What came of looking for a paper.
    private sealed interface Lookup {

        record FoundPaper(Paper paper) implements Lookup {}

        /// Named by an identifier or a page, and not in the catalogue.
        record Absent(PaperReference named) implements Lookup {}

        /// Not found, or not only one; the reply says so and helps on.
        record Unclear(Reply reply) implements Lookup {}
    }

    private final CommandServices services;

    PaperFinder(CommandServices services) {
        this.services = services;
    }

    /// Answers with the paper that was named, or says why that cannot be. A paper that is not in
    /// the catalogue is looked up first.
    ///
    /// @param command makes the command to run on a paper's id, for buttons that offer a choice
    Reply withPaper(
            String reference,
            Caller caller,
            Function<String, Command> command,
            Function<Paper, Reply> answer) {
        return switch (find(reference, caller, command)) {
            case Lookup.FoundPaper(Paper paper) -> answer.apply(paper);
            case Lookup.Absent(PaperReference named) -> new Newcomers(services).look(named, answer);
            case Lookup.Unclear(Reply reply) -> reply;
        };
    }

    /// The same, of the papers that are in the catalogue.
    Reply withKnownPaper(
            String reference,
            Caller caller,
            Function<String, Command> command,
            Function<Paper, Reply> answer) {
        return switch (find(reference, caller, command)) {
            case Lookup.FoundPaper(Paper paper) -> answer.apply(paper);
            case Lookup.Absent(PaperReference named) -> Newcomers.notHere(named, "");
            case Lookup.Unclear(Reply reply) -> reply;
        };
    }

    private Lookup find(String reference, Caller caller, Function<String, Command> command) {
        if (ZERO.matcher(reference.strip()).matches()) {
            return unclear(
                    Span.text("Lists begin at 1, so there is no number 0. For example: "),
                    Span.command("show 1"),
                    Span.text("."));
        }
        Optional<PaperId> id = PaperId.parse(reference);
        if (id.isPresent() && id.get().scheme() == PaperId.Scheme.TITLE) {
            return found(
                    services.catalogue().find(id.get()),
                    "That paper is no longer in the catalogue.");
        }
        PaperReference named = PaperReferences.parse(reference);
        return switch (named) {
            case PaperReference.Identified _, PaperReference.Linked _ ->
                    known(named)
                            .<Lookup>map(Lookup.FoundPaper::new)
                            .orElseGet(() -> new Lookup.Absent(named));
            case PaperReference.Numbered(int number) -> numbered(number, caller);
            case PaperReference.Worded(String words) -> worded(words, caller, command);
        };
    }

    /// The catalogue's paper of this identifier, also where it is kept under a better one, or with
    /// this page.
    Optional<Paper> known(PaperReference named) {
        return switch (named) {
            case PaperReference.Identified(PaperId id) -> {
                Optional<Paper> paper = services.catalogue().find(id);
                yield paper.isEmpty() && id.scheme() == PaperId.Scheme.DOI
                        ? services.catalogue().findByDoi(new Doi(id.value()))
                        : paper;
            }
            case PaperReference.Linked linked -> services.catalogue().findByLink(linked.page());
            case PaperReference.Numbered _, PaperReference.Worded _ -> Optional.empty();
        };
    }

    private Lookup numbered(int number, Caller caller) {
        services.afterwards().settle();
        List<PaperId> list = services.library().lastList(caller.user(), caller.channel());
        if (list.isEmpty()) {
            return unclear(
                    Span.text(
                            "There is no list to take number "
                                    + number
                                    + " from yet. Search first, for example "),
                    Span.command("search vision tokenizers"),
                    Span.text("."));
        }
        if (number < 1 || number > list.size()) {
            return unclear(
                    Span.text(
                            "The last list ended at "
                                    + list.size()
                                    + ", so it has no number "
                                    + number
                                    + ". For example: "),
                    Span.command("show 1"),
                    Span.text("."));
        }
        return found(
                services.catalogue().find(list.get(number - 1)),
                "That paper is no longer in the catalogue.");
    }

    private Lookup worded(String words, Caller caller, Function<String, Command> command) {
        List<Paper> titled = services.catalogue().findByTitleKey(PaperId.titleKey(words));
        if (titled.size() == 1) {
            return new Lookup.FoundPaper(titled.getFirst());
        }
        if (titled.size() > 1) {
            return choice("Several papers have that title. Which one?", titled, caller, command);
        }
        // Words of titles are numbers, too: "1 2 3" would save a paper that nobody asked for.
        if (SEVERAL.matcher(words.strip()).matches()) {
            return unclear(
                    Span.text(
                            "I take one paper at a time, not '"
                                    + Phrases.cut(words, 80)
                                    + "'. For example: "),
                    Span.code(command.apply("1").type().spec().name() + " 1"),
                    Span.text("."));
        }
        List<Paper> papers = papers(PaperQuery.words(words));
        List<Paper> whole = papers.stream().filter(paper -> titleHas(paper, words)).toList();
        if (whole.size() == 1) {
            return new Lookup.FoundPaper(whole.getFirst());
        }
        if (whole.isEmpty()) {
            Optional<Lookup> named = byPerson(words, caller, command);
            if (named.isPresent()) {
                return named.get();
            }
        }
        if (papers.isEmpty()) {
            return unclear(
                    Span.text(
                            "I know no paper called '"
                                    + Phrases.cut(words, 80)
                                    + "'. For example: "),
                    Span.command("show 2503.11677"),
                    Span.text("."));
        }
        return choice(
                whole.isEmpty()
                        ? "No title has the words '"
                                + Phrases.cut(words, 80)
                                + "'. The nearest papers:"
                        : "Several titles have those words. Which one?",
                whole.isEmpty() ? papers : whole,
                caller,
                command);
    }

    /// Where the words are a person's name: the one paper by that person, or which of them is
    /// meant.
    private Optional<Lookup> byPerson(
            String words, Caller caller, Function<String, Command> command) {
        PaperQuery query = PaperQuery.words(words);
        return NamedSearch.in(query, services.search())
                .flatMap(byName -> {
                    List<Paper> papers = papers(byName.filtering(query));
                    return switch (papers.size()) {
                        case 0 -> Optional.empty();
                        case 1 -> Optional.of(new Lookup.FoundPaper(papers.getFirst()));
                        default ->
                                Optional.of(
                                        choice(
                                                "Papers by "
                                                        + Phrases.people(byName.named())
                                                        + ". Which one?",
                                                papers,
                                                caller,
                                                command));
                    };
                });
    }

    /// The first papers that answer a query.
    private List<Paper> papers(PaperQuery query) {
        PaperSearch.Results results = services.search().search(query, Page.first(CHOICES));
        return services.catalogue()
                .findAll(results.hits().stream().map(PaperSearch.Hit::id).toList());
    }

    private static boolean titleHas(Paper paper, String words) {
        List<String> title = TypedText.words(paper.title());
        List<String> wanted = TypedText.words(words);
        return !wanted.isEmpty()
                && wanted.stream()
                        .allMatch(word -> title.stream().anyMatch(known -> known.startsWith(word)));
    }

    private Lookup choice(
            String question, List<Paper> papers, Caller caller, Function<String, Command> command) {
        services.remember(papers, caller);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(question));
        for (Block block :
                services.list().entries(papers, 1, services.votesHere(papers, caller), caller)) {
            if (block instanceof Block.Entry entry) {
                Command chosen = command.apply(papers.get(entry.number() - 1).id().toString());
                blocks.add(entry.offering(services.codes().code(chosen), List.of()));
            }
        }
        return new Lookup.Unclear(Reply.rejection(blocks));
    }

    private static Lookup found(Optional<Paper> paper, String otherwise) {
        return paper.<Lookup>map(Lookup.FoundPaper::new)
                .orElseGet(() -> unclear(Span.text(otherwise)));
    }

    private static Lookup unclear(Span... spans) {
        return new Lookup.Unclear(Reply.rejection(spans));
    }
}
