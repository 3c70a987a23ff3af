package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
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

/// Finds the papers that a message refers to.
record FindCommand(String message) implements Command {

    static final CommandType TYPE =
            CommandType.named("find", Group.FIND, "Find the papers that a message refers to")
                    .pressedOnly()
                    .example("find see arxiv.org/abs/2503.11677")
                    .reads(LineLayout.rest("message"), FindCommand::read);

    private static FindCommand read(Arguments arguments) throws Misunderstanding {
        return new FindCommand(arguments.text("message"));
    }

    private static final int CARDS = 10;

    /// The most papers of a message that are looked up.
    private static final int LOOKED_UP = 10;

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return message;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        List<PaperReference> references = PaperReferences.findAll(message);
        if (references.isEmpty()) {
            return Reply.say(
                    "That message names no paper: no arXiv id, no DOI, and no address of a paper.");
        }
        Map<PaperReference, Paper> known = new LinkedHashMap<>();
        references.forEach(reference ->
                services.finder().known(reference).ifPresent(paper -> known.put(reference, paper)));
        List<PaperReference> absent =
                references.stream().filter(reference -> !known.containsKey(reference)).toList();
        return new Newcomers(services)
                .look(
                        absent.stream().limit(LOOKED_UP).toList(),
                        "that message",
                        looked -> found(services, references, known, looked, caller));
    }

    private Reply found(
            CommandServices services,
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
                services
                        .list()
                        .entries(papers, 1, services.votesHere(papers, caller), caller)
                        .stream()
                        .map(block ->
                                block instanceof Block.Entry entry
                                        ? withHistory(
                                                services,
                                                entry,
                                                papers.get(entry.number() - 1),
                                                caller)
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
            services.remember(papers, papers, caller);
        }
        return Reply.of(blocks);
    }

    /// An entry with who here saved the paper and when it was posted here.
    private Block withHistory(
            CommandServices services, Block.Entry entry, Paper paper, Caller caller) {
        List<List<Span>> details = new ArrayList<>(entry.details());
        List<String> savers = services.library().savers(caller.channel(), paper.id());
        if (!savers.isEmpty()) {
            details.add(List.of(Span.text("Saved by " + Phrases.names(savers, 5))));
        }
        services.ledger().postings(caller.channel(), paper.id()).stream()
                .findFirst()
                .ifPresent(posting ->
                        details.add(
                                List.of(
                                        Span.text("Already posted here on "),
                                        Phrases.day(posting.at(), caller.zone()))));
        return entry.detailed(details);
    }
}
