package io.broadsheet.view;

import io.broadsheet.chat.Caller;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.view.PaperActions.Action;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Papers to choose from, numbered.
public final class PaperList {

    private static final int CATEGORIES = 2;
    private static final int NAMES = 3;

    private final PaperActions actions;

    public PaperList(PaperActions actions) {
        this.actions = actions;
    }

    /// Entries without reasons.
    ///
    /// @param first number of the first entry, 1 or more
    public List<Block> entries(
            List<Paper> papers, int first, Map<PaperId, Integer> votesHere, Caller reader) {
        List<Block> blocks = new ArrayList<>();
        for (Paper paper : papers) {
            blocks.add(
                    entry(
                            paper,
                            first + blocks.size(),
                            votesHere,
                            List.of(),
                            "",
                            reader.zone(),
                            Action.SAVE));
        }
        return blocks;
    }

    /// Entries of somebody's own shelf.
    ///
    /// @param first number of the first entry, 1 or more
    public List<Block> shelf(
            List<Paper> papers, int first, Map<PaperId, Integer> votesHere, Caller reader) {
        List<Block> blocks = new ArrayList<>();
        for (Paper paper : papers) {
            blocks.add(
                    entry(
                            paper,
                            first + blocks.size(),
                            votesHere,
                            List.of(),
                            "",
                            reader.zone(),
                            Action.UNSAVE));
        }
        return blocks;
    }

    /// Entries with the reason for each.
    public List<Block> suggestions(
            List<Suggestion> suggestions,
            int first,
            Map<PaperId, Integer> votesHere,
            Caller reader) {
        List<Block> blocks = new ArrayList<>();
        for (Suggestion suggestion : suggestions) {
            List<Span> reason = says(suggestion) ? Phrases.reason(suggestion.reason()) : List.of();
            blocks.add(
                    entry(
                            suggestion.paper(),
                            first + blocks.size(),
                            votesHere,
                            reason,
                            Phrases.author(suggestion.reason()),
                            reader.zone(),
                            Action.SAVE));
        }
        return blocks;
    }

    /// Entries of a post for many, each with a line that says why, unless the line of facts says it
    /// already.
    ///
    /// @param first number of the first entry, 1 or more
    /// @param whys as many as papers
    public List<Block> posted(
            List<Paper> papers,
            int first,
            List<String> whys,
            Map<PaperId, Integer> votesHere,
            ZoneId zone) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < papers.size(); i++) {
            blocks.add(
                    entry(
                            papers.get(i),
                            first + i,
                            votesHere,
                            whys.get(i).isEmpty() ? List.of() : List.of(Span.text(whys.get(i))),
                            named(papers.get(i), whys.get(i)),
                            zone,
                            Action.SAVE));
        }
        return blocks;
    }

    /// Whether the reason goes into the list: the line of facts says the votes, and a paper without
    /// a date is not new.
    private static boolean says(Suggestion suggestion) {
        return switch (suggestion.reason()) {
            case Reason.Upvoted _, Reason.Unsaid _ -> false;
            case Reason.Fresh _ -> suggestion.paper().isDated();
            case Reason.Like _,
                    Reason.SavedTogether _,
                    Reason.Unlike _,
                    Reason.OnTopic _,
                    Reason.FollowedAuthor _,
                    Reason.FollowedCategory _,
                    Reason.Promising _,
                    Reason.PostedOn _,
                    Reason.Classic _ ->
                    true;
        };
    }

    private static boolean says(List<Span> line, String reason) {
        return Block.plain(line).toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
    }

    /// The author whom a written reason names; empty where it names none.
    private static String named(Paper paper, String why) {
        return paper.authorNames().stream().filter(why::contains).findFirst().orElse("");
    }

    /// @param author who must be among the names; empty for nobody
    private Block entry(
            Paper paper,
            int number,
            Map<PaperId, Integer> votesHere,
            List<Span> reason,
            String author,
            ZoneId zone,
            Action keep) {
        List<Span> facts = new ArrayList<>();
        String byline = Phrases.byline(paper, NAMES, author);
        if (!byline.isEmpty()) {
            facts.add(Span.text(byline));
        }
        facts.addAll(Phrases.facts(paper, zone, votesHere.getOrDefault(paper.id(), 0), CATEGORIES));
        boolean told = says(Phrases.joined(facts), Block.plain(reason));
        List<List<Span>> details = new ArrayList<>();
        List<Span> line = Phrases.joined(facts);
        if (!line.isEmpty()) {
            details.add(line);
        }
        if (!reason.isEmpty() && !told) {
            details.add(reason);
        }
        return new Block.Entry(
                number,
                paper.title(),
                paper.abstractPage().orElse(null),
                actions.code(Action.SHOW, paper.id()),
                Phrases.about(paper),
                details,
                List.of(
                        keep == Action.SAVE
                                ? new Button.Run(
                                        Button.Role.SAVE, "Save", actions.code(keep, paper.id()))
                                : new Button.Run(
                                        Button.Role.UNSAVE,
                                        "Unsave",
                                        actions.code(keep, paper.id())),
                        new Button.Run(
                                Button.Role.SIMILAR,
                                "Similar",
                                actions.code(Action.SIMILAR, paper.id()))));
    }
}
