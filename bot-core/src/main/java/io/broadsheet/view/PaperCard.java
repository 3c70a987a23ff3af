package io.broadsheet.view;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.view.PaperActions.Action;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One paper in full.
public final class PaperCard {

    private static final int AUTHORS = 8;
    private static final int CATEGORIES = 5;
    private static final int BRIEF_CATEGORIES = 2;
    private static final int EXCERPT = 300;

    private final PaperActions actions;

    public PaperCard(PaperActions actions) {
        this.actions = actions;
    }

    /// Title, authors, facts, abstract, links, what people here did with it, and what to do next.
    public List<Block> blocks(Paper paper, PaperActivity activity, Caller reader) {
        return blocks(paper, activity, reader.zone(), reader.features());
    }

    /// The card for readers in a zone, on a platform that can do this much.
    public List<Block> blocks(
            Paper paper, PaperActivity activity, ZoneId zone, Set<Caller.Feature> features) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(paper.title()));
        if (!paper.authors().isEmpty()) {
            blocks.add(Block.paragraph(Phrases.names(paper.authorNames(), AUTHORS)));
        } else if (paper.organisation() != null) {
            blocks.add(Block.paragraph(paper.organisation()));
        }
        note(
                blocks,
                Phrases.joined(Phrases.facts(paper, zone, activity.upvotesHere(), CATEGORIES)));
        if (!paper.summary().isBlank()) {
            blocks.add(new Block.Quote(List.of(Span.text(paper.summary()))));
        } else {
            blocks.add(Block.note("No abstract is known."));
        }
        List<Span> links = links(paper);
        if (!links.isEmpty()) {
            blocks.add(new Block.Paragraph(links));
        }
        note(blocks, publication(paper, zone));
        note(blocks, people(activity, zone));
        blocks.add(new Block.Buttons(buttons(paper, activity, features)));
        return blocks;
    }

    /// A few lines about a paper, the same for everybody who sees them.
    public List<Block> brief(Paper paper, ZoneId zone) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(Span.strong(paper.title())));
        List<Span> facts = new ArrayList<>();
        String byline = Phrases.byline(paper);
        if (!byline.isEmpty()) {
            facts.add(Span.text(byline));
        }
        facts.addAll(Phrases.facts(paper, zone, 0, BRIEF_CATEGORIES));
        note(blocks, Phrases.joined(facts));
        if (!paper.summary().isBlank()) {
            blocks.add(new Block.Quote(List.of(Span.text(Phrases.cut(paper.summary(), EXCERPT)))));
        }
        blocks.add(
                new Block.Buttons(
                        List.of(
                                run(Button.Role.OPEN, "Open", Action.SHOW, paper),
                                run(Button.Role.SAVE, "Save", Action.SAVE, paper),
                                run(Button.Role.SIMILAR, "Similar", Action.SIMILAR, paper))));
        return blocks;
    }

    private static void note(List<Block> blocks, List<Span> spans) {
        if (!spans.isEmpty()) {
            blocks.add(new Block.Note(spans));
        }
    }

    private static List<Span> links(Paper paper) {
        List<Span> links = new ArrayList<>();
        paper.abstractPage().ifPresent(page -> links.add(Span.link("Abstract", page)));
        paper.pdf().ifPresent(pdf -> links.add(Span.link("PDF", pdf)));
        for (PaperLink link : paper.links()) {
            switch (link.kind()) {
                case CODE -> links.add(Span.link("Code", link.uri()));
                case PROJECT -> links.add(Span.link("Project", link.uri()));
                case MODEL -> links.add(Span.link("Model", link.uri()));
                case PUBLISHER -> links.add(Span.link("Publisher", link.uri()));
                case OTHER -> links.add(Span.link(host(link.uri()), link.uri()));
                case ABSTRACT, PDF -> {}
            }
        }
        paper.arxivId()
                .filter(id -> !id.value().contains("/"))
                .ifPresent(id ->
                        links.add(
                                Span.link(
                                        "Hugging Face",
                                        URI.create(
                                                "https://huggingface.co/papers/" + id.value()))));
        return Phrases.joined(links.size() > 8 ? links.subList(0, 8) : links);
    }

    private static String host(URI uri) {
        String host = uri.getHost();
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static List<Span> publication(Paper paper, ZoneId zone) {
        List<Span> remarks = new ArrayList<>();
        if (paper.journalReference() != null) {
            remarks.add(Span.text(paper.journalReference()));
        }
        if (paper.comment() != null) {
            remarks.add(Span.text(Phrases.cut(paper.comment(), 200)));
        }
        List<Span> spans = new ArrayList<>();
        if (paper.version() > 1) {
            spans.add(
                    Span.text(
                            "Version "
                                    + paper.version()
                                    + (paper.updated() == null ? "" : " of ")));
            if (paper.updated() != null) {
                spans.add(Phrases.day(paper.updated(), zone));
            }
            if (!remarks.isEmpty()) {
                spans.add(Span.text(" · "));
            }
        }
        spans.addAll(Phrases.joined(remarks));
        return spans;
    }

    private static List<Span> people(PaperActivity activity, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        if (!activity.savers().isEmpty()) {
            spans.add(Span.text("Saved by " + Phrases.names(activity.savers(), 5)));
        }
        activity.submitter().ifPresent(name -> spans.add(Span.text("Brought in by " + name)));
        if (!activity.postings().isEmpty()) {
            Ledger.LedgerEntry latest = activity.postings().getFirst();
            String how =
                    switch (latest.occasion()) {
                        case EDITION -> "Posted here on ";
                        case SHARED -> "Shared here on ";
                    };
            spans.add(Span.text(how));
            List<Span> joined = new ArrayList<>(Phrases.joined(spans));
            joined.add(Phrases.day(latest.at(), zone));
            return joined;
        }
        return Phrases.joined(spans);
    }

    private List<Button> buttons(
            Paper paper, PaperActivity activity, Set<Caller.Feature> features) {
        List<Button> buttons = new ArrayList<>();
        buttons.add(
                activity.saved()
                        ? run(Button.Role.UNSAVE, "Unsave", Action.UNSAVE, paper)
                        : run(Button.Role.SAVE, "Save", Action.SAVE, paper));
        buttons.add(
                activity.upvoted()
                        ? run(Button.Role.UPVOTE, "Withdraw upvote", Action.WITHDRAW_VOTE, paper)
                        : run(Button.Role.UPVOTE, "Upvote", Action.UPVOTE, paper));
        buttons.add(
                activity.dismissed()
                        ? run(Button.Role.DISMISS, "For me after all", Action.UNDISMISS, paper)
                        : run(Button.Role.DISMISS, "Not for me", Action.DISMISS, paper));
        buttons.add(run(Button.Role.SIMILAR, "Similar", Action.SIMILAR, paper));
        discuss(paper, features).ifPresent(buttons::add);
        buttons.add(run(Button.Role.CITE, "Cite", Action.CITE, paper));
        if (features.contains(Caller.Feature.SHARING)) {
            buttons.add(run(Button.Role.SHARE, "Share here", Action.SHARE, paper));
        }
        return buttons;
    }

    /// A thread where the platform has them, else the public discussion of the paper.
    private Optional<Button> discuss(Paper paper, Set<Caller.Feature> features) {
        if (features.contains(Caller.Feature.THREADS)) {
            return Optional.of(run(Button.Role.DISCUSS, "Discuss", Action.DISCUSS, paper));
        }
        return paper.arxivId()
                .filter(id -> !id.value().contains("/"))
                .map(id ->
                        new Button.Open(
                                Button.Role.DISCUSS,
                                "Discuss at Hugging Face",
                                URI.create(
                                        "https://huggingface.co/papers/"
                                                + id.value()
                                                + "#community")));
    }

    private Button run(Button.Role role, String label, Action action, Paper paper) {
        return new Button.Run(role, label, actions.code(action, paper.id()));
    }
}
