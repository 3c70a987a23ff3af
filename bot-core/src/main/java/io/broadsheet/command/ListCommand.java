package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.library.ShelfLists;
import io.broadsheet.library.ShelfLists.ShelfList;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The named lists on the shelf of who asks: `list add 3 to thesis`, `list thesis`.
///
/// @param name the list's; empty for all lists
/// @param reference the paper to put on it or to take off, as [PaperFinder] reads it
/// @param offset how many papers come before the page
record ListCommand(ListVerb action, String name, String reference, int offset)
        implements Command.Paged {

    static final CommandType TYPE =
            CommandType.named("list", Group.SHELF, "Named lists on your shelf")
                    .usage(
                            "[name] | add <paper> to <name> | remove <paper> from <name> | end <name>")
                    .option(
                            Option.choice("action", "What to do", "show", "add", "remove", "end")
                                    .needed())
                    .option(Option.text("name", "The list").optional())
                    .option(PaperFinder.OPTION.optional())
                    .verb("show", "Your lists, or the papers on one", "name")
                    .verb("add", "Put a paper on a list, new or old", List.of("name", "paper"))
                    .verb("remove", "Take a paper off a list", List.of("name", "paper"))
                    .verb("end", "End a list; its papers stay on your shelf", List.of("name"))
                    .example("list")
                    .example("list add 1 to thesis")
                    .example("list thesis")
                    .example("list end thesis")
                    .note("A paper on a list is on your shelf, too. Nobody else sees your lists.")
                    .note("cite list:thesis makes a file of one.")
                    .reads(ListCommand::layout, ListCommand::read);

    private static final String ADD = "list add 1 to thesis";

    /// What to do with lists.
    enum ListVerb {
        SHOW,
        ADD,
        REMOVE,
        END
    }

    private static Arguments layout(String rest) {
        int blank = rest.indexOf(' ');
        String first = (blank < 0 ? rest : rest.substring(0, blank)).toLowerCase(Locale.ROOT);
        String others = blank < 0 ? "" : rest.substring(blank + 1).strip();
        return switch (first) {
            case "add" -> split(first, others, " to ");
            case "remove" -> split(first, others, " from ");
            case "end" -> new Arguments(Map.of("action", first, "name", others));
            case "show" -> new Arguments(Map.of("action", first, "name", others));
            default -> new Arguments(Map.of("action", "show", "name", rest));
        };
    }

    /// Titles have the word, and lists are called "to read": it parts the paper from the list where
    /// a number, an id or a link stands before it, else where it stands last.
    private static Arguments split(String action, String rest, String between) {
        String line = rest.toLowerCase(Locale.ROOT);
        int first = line.indexOf(between);
        boolean named = first > 0 && isReference(rest.substring(0, first));
        int at = named ? first : line.lastIndexOf(between);
        return at < 0
                ? new Arguments(Map.of("action", action, "paper", rest))
                : new Arguments(
                        Map.of(
                                "action",
                                action,
                                "paper",
                                rest.substring(0, at),
                                "name",
                                rest.substring(at + between.length())));
    }

    private static boolean isReference(String paper) {
        return PaperId.parse(paper).isPresent()
                || !(PaperReferences.parse(paper) instanceof PaperReference.Worded);
    }

    private static ListCommand read(Arguments arguments) throws Misunderstanding {
        ListVerb action = arguments.choice("action", ListVerb.SHOW, "list");
        String name = arguments.text("name").replaceAll("\\s+", " ");
        String paper = arguments.text("paper");
        if (name.length() > ShelfLists.LONGEST_NAME) {
            throw new Misunderstanding(
                    "A list's name has up to " + ShelfLists.LONGEST_NAME + " characters.", ADD);
        }
        if (action != ListVerb.SHOW && name.isEmpty()) {
            throw new Misunderstanding("Tell me which list.", example(action));
        }
        if ((action == ListVerb.ADD || action == ListVerb.REMOVE) && paper.isEmpty()) {
            throw new Misunderstanding("Tell me which paper.", example(action));
        }
        return new ListCommand(action, name, paper, 0);
    }

    private static String example(ListVerb action) {
        return switch (action) {
            case SHOW -> "list";
            case ADD -> ADD;
            case REMOVE -> "list remove 1 from thesis";
            case END -> "list end thesis";
        };
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return switch (action) {
            case SHOW -> name.isEmpty() ? "" : "show " + name;
            case ADD -> "add " + reference + " to " + name;
            case REMOVE -> "remove " + reference + " from " + name;
            case END -> "end " + name;
        };
    }

    @Override
    public Effect effect() {
        return action == ListVerb.SHOW ? Effect.NONE : Effect.ON_CALLER;
    }

    @Override
    public Command from(int value) {
        return new ListCommand(action, name, reference, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return switch (action) {
            case SHOW -> name.isEmpty() ? all(services, caller) : papers(services, caller);
            case ADD -> withPaper(services, caller, paper -> add(services, caller, paper));
            case REMOVE -> withPaper(services, caller, paper -> remove(services, caller, paper));
            case END -> end(services, caller);
        };
    }

    private Reply withPaper(
            CommandServices services,
            Caller caller,
            java.util.function.Function<Paper, Reply> answer) {
        return services.finder()
                .withPaper(
                        reference,
                        caller,
                        paper -> new ListCommand(action, name, paper, 0),
                        answer);
    }

    private static Reply all(CommandServices services, Caller caller) {
        List<ShelfList> lists = services.library().lists().of(caller.user());
        if (lists.isEmpty()) {
            return Reply.say(
                    Span.text("You have no lists yet. Begin one with "),
                    Span.command(ADD),
                    Span.text(" after a search."));
        }
        List<Span> spans = new ArrayList<>();
        spans.add(Span.text("Your lists: "));
        for (ShelfList list : lists) {
            spans.add(Span.text(spans.size() == 1 ? "" : ", "));
            spans.add(Span.command("list " + list.name()));
            spans.add(Span.text(" (" + list.papers() + ")"));
        }
        spans.add(Span.text("."));
        return Reply.of(new Block.Paragraph(spans));
    }

    private Reply papers(CommandServices services, Caller caller) {
        List<PaperId> ids = services.library().lists().papers(caller.user(), name);
        if (ids.isEmpty()) {
            return noSuchList(name, services, caller);
        }
        int start =
                Math.min(offset, (ids.size() - 1) / CommandServices.PAGE * CommandServices.PAGE);
        List<Paper> upToHere =
                services.catalogue()
                        .findAll(
                                ids.subList(0, Math.min(ids.size(), start + CommandServices.PAGE)));
        List<Paper> shown = upToHere.subList(Math.min(start, upToHere.size()), upToHere.size());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Phrases.count(ids.size(), "paper")
                                + " on your list '"
                                + Phrases.cut(name, ShelfLists.LONGEST_NAME)
                                + "', latest first"));
        blocks.addAll(
                services.list().shelf(shown, start + 1, services.votesHere(shown, caller), caller));
        blocks.addAll(services.paging(this, ids.size(), caller));
        services.remember(upToHere, caller);
        return CommandServices.paged(Reply.of(blocks), this);
    }

    /// What somebody reads who names a list that they do not have.
    static Reply noSuchList(String name, CommandServices services, Caller caller) {
        List<ShelfList> lists = services.library().lists().of(caller.user());
        Optional<ShelfList> nearest =
                lists.stream()
                        .filter(list ->
                                CommandLine.isNear(
                                        name.toLowerCase(Locale.ROOT),
                                        list.name().toLowerCase(Locale.ROOT)))
                        .findFirst();
        return nearest.map(list ->
                        Reply.rejection(
                                Span.text("You have no list '" + name + "'. Did you mean "),
                                Span.command("list " + list.name()),
                                Span.text("?")))
                .orElseGet(() ->
                        Reply.rejection(
                                Span.text("You have no list '" + name + "'. Begin it with "),
                                Span.command("list add 1 to " + name),
                                Span.text(". To search for these words, type "),
                                Span.command("search list " + name),
                                Span.text(".")));
    }

    private Reply add(CommandServices services, Caller caller, Paper paper) {
        ShelfLists lists = services.library().lists();
        List<ShelfList> present = lists.of(caller.user());
        boolean begun = present.stream().noneMatch(list -> list.name().equalsIgnoreCase(name));
        if (begun && present.size() >= ShelfLists.MOST) {
            return Reply.rejection(
                    Span.text(
                            "You have " + ShelfLists.MOST + " lists, and more are none. End one: "),
                    Span.command("list end " + present.getFirst().name()));
        }
        boolean fresh = lists.put(caller.user(), name, paper.id(), services.now());
        int size = lists.papers(caller.user(), name).size();
        return changed(
                services,
                List.of(
                        Span.text(fresh ? "Put " : "Already on your list '" + name + "': "),
                        Span.emphasis(paper.title()),
                        Span.text(
                                (fresh ? " on your list '" + name + "'" : "")
                                        + ". It holds "
                                        + Phrases.count(size, "paper")
                                        + ".")),
                new ListCommand(ListVerb.REMOVE, name, paper.id().toString(), 0));
    }

    private Reply remove(CommandServices services, Caller caller, Paper paper) {
        if (services.library().lists().papers(caller.user(), name).isEmpty()) {
            return noSuchList(name, services, caller);
        }
        boolean was = services.library().lists().take(caller.user(), name, paper.id());
        if (!was) {
            return Reply.rejection(
                    Span.text("Your list '" + name + "' has no paper "),
                    Span.emphasis(paper.title()),
                    Span.text(". "),
                    Span.command("list " + name),
                    Span.text(" shows what it has."));
        }
        return changed(
                services,
                List.of(
                        Span.text("Took "),
                        Span.emphasis(paper.title()),
                        Span.text(" off your list '" + name + "'. It stays on your shelf.")),
                new ListCommand(ListVerb.ADD, name, paper.id().toString(), 0));
    }

    private Reply changed(CommandServices services, List<Span> said, ListCommand undo) {
        return Reply.of(
                new Block.Paragraph(said),
                new Block.Buttons(
                        services.button(
                                Button.Role.OTHER,
                                "The list",
                                new ListCommand(ListVerb.SHOW, name, "", 0)),
                        services.button(Button.Role.OTHER, "Undo", undo)));
    }

    private Reply end(CommandServices services, Caller caller) {
        int papers = services.library().lists().end(caller.user(), name);
        return papers == 0
                ? noSuchList(name, services, caller)
                : Reply.say(
                        "Your list '"
                                + name
                                + "' is no more; "
                                + (papers == 1
                                        ? "its paper stays"
                                        : "its " + papers + " papers stay")
                                + " on your shelf.");
    }
}
