package io.broadsheet.command;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Mutes;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/// Draws one paper that the person has not been shown.
record RandomCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named("random", Group.DISCOVER, "One paper that you have not been shown")
                    .example("random")
                    .note(
                            "It is drawn from all papers here, whatever you follow; muted ones are left out.")
                    .reads(LineLayout.nothing(), _ -> new RandomCommand());

    /// So many papers are read at a time.
    private static final int BATCH = 100;

    /// So many times, from a point drawn in the catalogue: all of it where it holds a thousand
    /// papers.
    private static final int BATCHES = 10;

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        // What was shown a moment ago counts.
        services.afterwards().settle();
        long size = services.catalogue().size();
        if (size == 0) {
            return PaperLists.emptyCatalogue();
        }
        Random random = new Random(Objects.hash(caller.user(), services.now()));
        return draw(services.catalogue(), random, fresh(services, caller))
                .map(paper -> card(paper, size, services, caller))
                .orElseGet(() ->
                        Reply.say(
                                "I drew no paper that you have not been shown. Please try again later."));
    }

    private static Reply card(Paper paper, long size, CommandServices services, Caller caller) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("Drawn from " + Phrases.count(size, "paper")));
        blocks.addAll(services.card(paper, caller));
        blocks.addAll(PaperLists.more("Another", new RandomCommand(), services));
        return Reply.of(blocks);
    }

    /// What may be drawn: nothing that the person knows, or wants to hear nothing of.
    private static Predicate<Paper> fresh(CommandServices services, Caller caller) {
        Set<PaperId> known =
                new HashSet<>(services.library().shownSince(caller.user(), Instant.EPOCH));
        known.addAll(services.library().dismissed(caller.user()));
        known.addAll(services.shelf(caller));
        Mutes mutes =
                Mutes.of(
                        services.search(),
                        services.library().mutes(new Owner.OnePerson(caller.user())),
                        services.library().mutes(new Owner.Channel(caller.channel())));
        return paper -> !paper.withdrawn() && !known.contains(paper.id()) && !mutes.test(paper);
    }

    /// Reads on from a point drawn, at the end from the beginning. Papers beside many known ones
    /// come a little more often than others.
    private static Optional<Paper> draw(
            Catalogue catalogue, Random random, Predicate<Paper> fresh) {
        long last = catalogue.lastChange();
        long after = random.nextLong(last);
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Catalogue.Change> changes = catalogue.changesAfter(after, BATCH);
            List<Paper> papers =
                    new ArrayList<>(
                            changes.stream()
                                    .flatMap(change -> change.paper().stream())
                                    .filter(fresh)
                                    .toList());
            if (!papers.isEmpty()) {
                Collections.shuffle(papers, random);
                return Optional.of(papers.getFirst());
            }
            after = changes.size() < BATCH ? 0 : changes.getLast().sequence();
        }
        return Optional.empty();
    }
}
