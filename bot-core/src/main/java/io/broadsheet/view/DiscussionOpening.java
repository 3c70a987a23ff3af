package io.broadsheet.view;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.summary.AbstractSentences;
import io.broadsheet.summary.SentenceRole;
import io.broadsheet.summary.SentenceRoles;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the discussion of a paper begins with: the abstract, papers like it that the channel had,
/// and questions that are about this paper.
public final class DiscussionOpening {

    /// A discussion's title, as long as Discord takes it with a mark of its own before it.
    private static final int TITLE = 95;

    /// How many of the channel's latest papers are looked at.
    private static final int LOOKED_AT = 40;

    private static final int RELATED = 2;

    /// Long enough to say something, short enough to be quoted.
    private static final int SHORTEST_RESULT = 40;

    private static final int LONGEST_RESULT = 260;

    private final Ledger ledger;
    private final Catalogue catalogue;
    private final PaperSearch search;

    public DiscussionOpening(Ledger ledger, Catalogue catalogue, PaperSearch search) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.search = search;
    }

    /// A paper that the channel had, and what both are about.
    private record Related(Ledger.LedgerEntry posting, Paper paper, List<String> terms) {}

    /// @param asker who wants to discuss it; empty where a schedule opens it
    public Reply.Thread of(
            Paper paper, ChannelRef channel, Optional<Span.Person> asker, ZoneId zone) {
        List<Block> blocks = new ArrayList<>();
        asker.ifPresent(
                person -> blocks.add(Block.note(Span.text("Discussion opened by "), person)));
        if (!paper.summary().isBlank()) {
            blocks.add(new Block.Quote(List.of(Span.text(paper.summary()))));
        }
        List<Related> related = related(paper, channel);
        if (!related.isEmpty()) {
            blocks.add(Block.paragraph(Span.strong("Related, from this channel")));
            blocks.add(new Block.Bullets(related.stream().map(each -> line(each, zone)).toList()));
        }
        List<List<Span>> questions = questions(paper, related);
        blocks.add(Block.paragraph(Span.strong("To begin with")));
        blocks.add(new Block.Bullets(questions));
        return new Reply.Thread(Phrases.cut(paper.title(), TITLE), blocks);
    }

    private static List<Span> line(Related related, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        spans.add(title(related.paper()));
        spans.add(Span.text(" (" + String.join(", ", related.terms()) + "), here on "));
        spans.add(Phrases.day(related.posting().at(), zone));
        return spans;
    }

    private static Span title(Paper paper) {
        return paper.abstractPage()
                .<Span>map(page -> Span.link(paper.title(), page))
                .orElseGet(() -> Span.emphasis(paper.title()));
    }

    /// The channel's latest papers that share a whole term with a paper, most alike first.
    private List<Related> related(Paper paper, ChannelRef channel) {
        Map<PaperId, Ledger.LedgerEntry> had = new HashMap<>();
        for (Ledger.LedgerEntry posting : ledger.postings(channel, LOOKED_AT)) {
            if (!posting.paper().equals(paper.id())) {
                had.putIfAbsent(posting.paper(), posting);
            }
        }
        Map<PaperId, Double> alike = new HashMap<>();
        had.keySet().forEach(id -> alike.put(id, search.similarity(paper.id(), id)));
        Comparator<Paper> mostAlike =
                Comparator.comparing((Paper each) -> alike.getOrDefault(each.id(), 0.0))
                        .reversed()
                        .thenComparing(each -> each.id().toString());
        return catalogue.findAll(had.keySet()).stream()
                .sorted(mostAlike)
                .limit(2L * RELATED)
                .flatMap(each ->
                        Optional.ofNullable(had.get(each.id())).stream()
                                .map(posting -> related(paper, each, posting)))
                .filter(each -> !each.terms().isEmpty())
                .limit(RELATED)
                .toList();
    }

    private Related related(Paper paper, Paper other, Ledger.LedgerEntry posting) {
        return new Related(posting, other, search.sharedWords(paper.id(), other.id(), 2));
    }

    /// At least one, each about what this paper says.
    private static List<List<Span>> questions(Paper paper, List<Related> related) {
        List<List<Span>> questions = new ArrayList<>();
        result(paper)
                .ifPresent(sentence ->
                        questions.add(
                                List.of(
                                        Span.text(
                                                "They report: “"
                                                        + sentence
                                                        + "” What would convince you of it?"))));
        if (!related.isEmpty()) {
            questions.add(
                    List.of(
                            Span.text("What does it do that "),
                            Span.emphasis(related.getFirst().paper().title()),
                            Span.text(" does not?")));
        }
        paper.links().stream()
                .filter(link -> link.kind() == PaperLink.LinkKind.CODE)
                .findFirst()
                .ifPresent(code ->
                        questions.add(
                                List.of(
                                        Span.text("Has anybody run "),
                                        Span.link("the code", code.uri()),
                                        Span.text("?"))));
        if (questions.isEmpty()) {
            questions.add(List.of(Span.text("Who has read it, and what should the others know?")));
        }
        return questions;
    }

    /// The first sentence of the abstract that says what came out.
    private static Optional<String> result(Paper paper) {
        List<String> sentences = AbstractSentences.of(paper.summary());
        List<SentenceRole> roles = SentenceRoles.of(sentences);
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            if (roles.get(i) == SentenceRole.RESULT
                    && sentence.length() >= SHORTEST_RESULT
                    && sentence.length() <= LONGEST_RESULT) {
                return Optional.of(sentence);
            }
        }
        return Optional.empty();
    }
}
