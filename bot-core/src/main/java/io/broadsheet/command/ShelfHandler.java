package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.export.Citations;
import io.broadsheet.library.Library;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// A person's shelf: putting papers on it, looking through it, citing from it.
final class ShelfHandler {

    private final Desk desk;

    ShelfHandler(Desk desk) {
        this.desk = desk;
    }

    Reply save(Command.Save command, Caller caller) {
        return desk.finder()
                .withPaper(
                        command.paper(),
                        caller,
                        Command.Save::new,
                        paper -> {
                            boolean fresh =
                                    desk.library().save(caller.user(), paper.id(), desk.now());
                            int size = desk.library().saved(caller.user()).size();
                            return Reply.of(
                                    Block.paragraph(
                                            Span.text(fresh ? "Saved " : "Already on your shelf: "),
                                            Span.emphasis(paper.title()),
                                            Span.text(
                                                    ". Your shelf holds "
                                                            + Phrases.count(size, "paper")
                                                            + ".")),
                                    new Block.Buttons(
                                            List.of(
                                                    new Button.Run(
                                                            Button.Role.SIMILAR,
                                                            "Similar",
                                                            desk.codes()
                                                                    .code(
                                                                            new Command.Similar(
                                                                                    paper.id()
                                                                                            .toString(),
                                                                                    0))),
                                                    new Button.Run(
                                                            Button.Role.UNSAVE,
                                                            "Undo",
                                                            desk.codes()
                                                                    .code(
                                                                            new Command.Unsave(
                                                                                    paper.id()
                                                                                            .toString()))))));
                        });
    }

    Reply unsave(Command.Unsave command, Caller caller) {
        return desk.finder()
                .withKnownPaper(
                        command.paper(),
                        caller,
                        Command.Unsave::new,
                        paper -> {
                            boolean was = desk.library().unsave(caller.user(), paper.id());
                            return Reply.say(
                                    Span.text(
                                            was ? "Took off your shelf: " : "Not on your shelf: "),
                                    Span.emphasis(paper.title()),
                                    Span.text("."));
                        });
    }

    Reply saved(Command.Saved command, Caller caller) {
        List<PaperId> shelf = shelf(caller);
        if (shelf.isEmpty()) {
            return Reply.say(
                    Span.text("Your shelf is empty. Put a paper on it with "),
                    Span.code("save 1"),
                    Span.text(" after a search, or with the Save button."));
        }
        List<PaperId> matching =
                command.words().isEmpty() ? shelf : matching(shelf, command.words());
        if (matching.isEmpty()) {
            return Reply.say(
                    Span.text("Nothing on your shelf is about "),
                    Span.code(Phrases.cut(command.words(), 80)),
                    Span.text(". It holds " + Phrases.count(shelf.size(), "paper") + "; "),
                    Span.code("saved"),
                    Span.text(" lists them."));
        }
        int offset = Math.min(command.offset(), (matching.size() - 1) / Desk.PAGE * Desk.PAGE);
        List<Paper> upToHere =
                desk.catalogue()
                        .findAll(
                                matching.subList(0, Math.min(matching.size(), offset + Desk.PAGE)));
        List<Paper> shown = upToHere.subList(Math.min(offset, upToHere.size()), upToHere.size());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        command.words().isEmpty()
                                ? Phrases.count(shelf.size(), "paper")
                                        + " on your shelf, latest first"
                                : matching.size()
                                        + " of "
                                        + Phrases.count(shelf.size(), "paper")
                                        + " on your shelf about '"
                                        + Phrases.cut(command.words(), 80)
                                        + "'"));
        blocks.addAll(desk.list().shelf(shown, offset + 1, desk.votesHere(shown, caller), caller));
        blocks.addAll(
                desk.paging(new Command.Saved(command.words(), offset), matching.size(), caller));
        desk.remember(upToHere, caller);
        return Desk.paged(Reply.of(blocks), command);
    }

    Reply cite(Command.Cite command, Caller caller) {
        if (command.paper().equalsIgnoreCase("saved")) {
            return citeShelf(command.format(), caller);
        }
        return desk.finder()
                .withPaper(
                        command.paper(),
                        caller,
                        paper -> new Command.Cite(paper, command.format()),
                        paper -> cite(paper, command.format()));
    }

    private Reply cite(Paper paper, Command.Cite.Format format) {
        List<Button> others = new ArrayList<>();
        for (Command.Cite.Format other : Command.Cite.Format.values()) {
            if (other != format) {
                others.add(
                        new Button.Run(
                                Button.Role.OTHER,
                                label(other),
                                desk.codes().code(new Command.Cite(paper.id().toString(), other))));
            }
        }
        return Reply.of(
                Block.paragraph(Span.text(label(format) + " for "), Span.emphasis(paper.title())),
                new Block.Verbatim(Citations.write(kind(format), List.of(paper))),
                new Block.Buttons(others));
    }

    private Reply citeShelf(Command.Cite.Format format, Caller caller) {
        List<Paper> papers = desk.catalogue().findAll(shelf(caller));
        if (papers.isEmpty()) {
            return Reply.say("Your shelf is empty, so there is nothing to cite.");
        }
        Citations.Form form = kind(format);
        return Reply.of(
                Block.paragraph(
                        "Your shelf, "
                                + Phrases.count(papers.size(), "paper")
                                + ", as "
                                + label(format)),
                new Block.File(
                        "broadsheet-shelf." + form.extension(),
                        form.mediaType(),
                        Citations.write(form, papers)));
    }

    private List<PaperId> shelf(Caller caller) {
        return desk.library().saved(caller.user()).stream().map(Library.Saved::paper).toList();
    }

    /// Papers of the shelf whose title, abstract or authors have all the words; the index finds
    /// inflections, the text itself what the index has not yet.
    private List<PaperId> matching(List<PaperId> shelf, String words) {
        Set<PaperId> found = Set.copyOf(desk.search().withWords(shelf, words));
        List<String> wanted = Text.words(words);
        Set<PaperId> literal =
                desk.catalogue().findAll(shelf).stream()
                        .filter(paper ->
                                !wanted.isEmpty()
                                        && Text.words(
                                                        paper.title()
                                                                + " "
                                                                + paper.summary()
                                                                + " "
                                                                + String.join(
                                                                        " ", paper.authorNames()))
                                                .containsAll(wanted))
                        .map(Paper::id)
                        .collect(Collectors.toUnmodifiableSet());
        return shelf.stream().filter(id -> found.contains(id) || literal.contains(id)).toList();
    }

    private static Citations.Form kind(Command.Cite.Format format) {
        return switch (format) {
            case BIBTEX -> Citations.Form.BIBTEX;
            case RIS -> Citations.Form.RIS;
            case CSV -> Citations.Form.CSV;
            case JSON -> Citations.Form.JSON;
        };
    }

    private static String label(Command.Cite.Format format) {
        return format == Command.Cite.Format.BIBTEX
                ? "BibTeX"
                : format.name().toUpperCase(Locale.ROOT);
    }
}
