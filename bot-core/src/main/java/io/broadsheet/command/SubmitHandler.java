package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Papers that people bring: by submitting them, and in their messages.
final class SubmitHandler {

    private static final int CARDS = 10;

    private final Desk desk;

    SubmitHandler(Desk desk) {
        this.desk = desk;
    }

    Reply submit(Command.Submit command, Caller caller) {
        PaperReference reference = PaperReferences.parse(command.paper());
        if (reference instanceof PaperReference.Worded
                || reference instanceof PaperReference.Numbered) {
            return Reply.rejection(
                    Span.text(
                            "'"
                                    + Phrases.cut(command.paper(), 80)
                                    + "' is no address or id of a paper. For example: "),
                    Span.code("submit https://arxiv.org/abs/2503.11677"),
                    Span.text("."));
        }
        Optional<Paper> known = lookup(reference);
        if (known.isEmpty()) {
            return Reply.rejection(
                    "That paper is not in the catalogue, and I have no source to look it up in: papers come in"
                            + " from files, which whoever runs this bot adds with ./broadsheet import FILE.");
        }
        Paper paper = known.get();
        desk.library().credit(caller.user(), paper.id(), desk.now());
        boolean credited =
                desk.library()
                        .submitter(caller.channel(), paper.id())
                        .filter(caller.name()::equals)
                        .isPresent();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        credited
                                ? "This paper is in the catalogue; you are credited with bringing it in."
                                : "This paper is in the catalogue already."));
        blocks.addAll(desk.card(paper, caller, true));
        return Reply.of(blocks);
    }

    Reply find(Command.FindIn command, Caller caller) {
        List<PaperReference> references = PaperReferences.findAll(command.message());
        if (references.isEmpty()) {
            return Reply.say(
                    "That message names no paper: no arXiv id, no DOI, and no address of a paper.");
        }
        Map<PaperId, Paper> found = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (PaperReference reference : references) {
            lookup(reference)
                    .ifPresentOrElse(
                            paper -> found.put(paper.id(), paper),
                            () -> unknown.add(name(reference)));
        }
        List<Paper> papers = found.values().stream().limit(CARDS).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Phrases.count(found.size() + unknown.size(), "paper")
                                + " in that message"));
        blocks.addAll(
                desk.list().entries(papers, 1, desk.votesHere(papers, caller), caller).stream()
                        .map(block ->
                                block instanceof Block.Entry entry
                                        ? withHistory(entry, papers.get(entry.number() - 1), caller)
                                        : block)
                        .toList());
        if (!unknown.isEmpty()) {
            blocks.add(Block.note("Not in the catalogue: " + Phrases.names(unknown, 10) + "."));
        }
        if (!papers.isEmpty()) {
            desk.remember(papers, papers, caller);
        }
        return Reply.of(blocks);
    }

    /// An entry with who here saved the paper and when it was posted here.
    private Block withHistory(Block.Entry entry, Paper paper, Caller caller) {
        List<List<Span>> details = new ArrayList<>(entry.details());
        List<String> savers = desk.library().savers(caller.channel(), paper.id());
        if (!savers.isEmpty()) {
            details.add(List.of(Span.text("Saved by " + Phrases.names(savers, 5))));
        }
        desk.ledger().postings(caller.channel(), paper.id()).stream()
                .findFirst()
                .ifPresent(posting ->
                        details.add(
                                List.of(
                                        Span.text("Already posted here on "),
                                        Phrases.day(posting.at(), caller.zone()))));
        return new Block.Entry(
                entry.number(), entry.title(), entry.open(), details, entry.buttons());
    }

    private Optional<Paper> lookup(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified(PaperId id) -> desk.finder().byId(id);
            case PaperReference.Linked linked -> desk.catalogue().findByLink(linked.page());
            case PaperReference.Numbered _, PaperReference.Worded _ -> Optional.empty();
        };
    }

    private static String name(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified(PaperId id) -> id.toString();
            case PaperReference.Linked linked -> linked.page().toString();
            case PaperReference.Numbered(int number) -> Integer.toString(number);
            case PaperReference.Worded(String words) -> words;
        };
    }
}
