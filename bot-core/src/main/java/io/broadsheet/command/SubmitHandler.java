package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.PaperRequests;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Papers that people bring: by submitting them, and in their messages.
final class SubmitHandler {

    private static final int CARDS = 10;

    /// The most papers of a message that are looked up.
    private static final int LOOKED_UP = 10;

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
        Optional<Paper> known = desk.finder().known(reference);
        if (known.isPresent()) {
            return credited(known.get(), false, caller);
        }
        if (desk.requests().equals(PaperRequests.NONE)) {
            return Reply.rejection(
                    "That paper is not in the catalogue, and I have no source to look it up in: papers come in"
                            + " from files, which whoever runs this bot adds with ./broadsheet import FILE.");
        }
        return new Newcomers(desk).look(reference, paper -> credited(paper, true, caller));
    }

    private Reply credited(Paper paper, boolean fresh, Caller caller) {
        caller.inSightOf()
                .ifPresentOrElse(
                        channel ->
                                desk.library()
                                        .creditIn(channel, caller.user(), paper.id(), desk.now()),
                        () -> desk.library().credit(caller.user(), paper.id(), desk.now()));
        boolean credited =
                desk.library()
                        .submitter(caller.channel(), paper.id())
                        .filter(caller.name()::equals)
                        .isPresent();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        (fresh
                                        ? "This paper is in the catalogue now"
                                        : "This paper is in the catalogue"
                                                + (credited ? "" : " already"))
                                + (credited ? "; you are credited with bringing it in." : ".")
                                + (paper.withdrawn()
                                        ? " Its authors have withdrawn it, so it is never suggested."
                                        : "")));
        blocks.addAll(desk.card(paper, caller, true));
        return Reply.of(blocks);
    }

    Reply find(Command.FindIn command, Caller caller) {
        List<PaperReference> references = PaperReferences.findAll(command.message());
        if (references.isEmpty()) {
            return Reply.say(
                    "That message names no paper: no arXiv id, no DOI, and no address of a paper.");
        }
        Map<PaperReference, Paper> known = new LinkedHashMap<>();
        references.forEach(reference ->
                desk.finder().known(reference).ifPresent(paper -> known.put(reference, paper)));
        List<PaperReference> absent =
                references.stream().filter(reference -> !known.containsKey(reference)).toList();
        return new Newcomers(desk)
                .look(
                        absent.stream().limit(LOOKED_UP).toList(),
                        looked -> found(references, known, looked, caller));
    }

    private Reply found(
            List<PaperReference> references,
            Map<PaperReference, Paper> known,
            Newcomers.Looked looked,
            Caller caller) {
        Map<PaperId, Paper> found = new LinkedHashMap<>();
        List<PaperReference> unknown = new ArrayList<>();
        for (PaperReference reference : references) {
            Paper paper =
                    known.containsKey(reference)
                            ? known.get(reference)
                            : looked.found().get(reference);
            if (paper != null) {
                found.put(paper.id(), paper);
            } else if (!looked.later().contains(reference)) {
                unknown.add(reference);
            }
        }
        List<Paper> papers = found.values().stream().limit(CARDS).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Phrases.count(
                                        found.size() + unknown.size() + looked.later().size(),
                                        "paper")
                                + " in that message"));
        blocks.addAll(
                desk.list().entries(papers, 1, desk.votesHere(papers, caller), caller).stream()
                        .map(block ->
                                block instanceof Block.Entry entry
                                        ? withHistory(entry, papers.get(entry.number() - 1), caller)
                                        : block)
                        .toList());
        if (!unknown.isEmpty()) {
            blocks.add(
                    Block.note(
                            "Not in the catalogue: "
                                    + Phrases.names(Newcomers.names(unknown), 10)
                                    + "."));
        }
        if (!looked.later().isEmpty()) {
            blocks.add(
                    Block.note(
                            "Could not be looked up yet: "
                                    + Phrases.names(Newcomers.names(looked.later()), 10)
                                    + ". Try again in a few minutes."));
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
}
