package io.broadsheet.view;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.summary.AbstractSentences;
import io.broadsheet.summary.OneLine;
import io.broadsheet.view.PaperActions.Action;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One paper: in full for one reader, with its abstract folded for a channel, in a few lines for a
/// link. What stands where, and why, is in `docs/design.md`.
public final class PaperCard {

    private static final int AUTHORS = 8;
    private static final int POSTED_AUTHORS = 5;
    private static final int CATEGORIES = 5;
    private static final int BRIEF_CATEGORIES = 2;

    private final PaperActions actions;
    private final boolean pictures;

    /// @param pictures whether papers' pictures are shown
    public PaperCard(PaperActions actions, boolean pictures) {
        this.actions = actions;
        this.pictures = pictures;
    }

    /// Title, names, the one line, facts, picture, abstract, links, what people here did with it,
    /// and what to do next.
    ///
    /// @param activity also what the reader did with it
    public List<Block> blocks(Paper paper, PaperActivity activity, Caller reader) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(paper.title(), paper.abstractPage().orElse(null)));
        names(blocks, paper, AUTHORS);
        // A reader sees at once what a short abstract says.
        if (AbstractSentences.of(paper.summary()).size() > 1 || paper.summary().isBlank()) {
            line(paper).ifPresent(blocks::add);
        }
        note(
                blocks,
                Phrases.joined(
                        Phrases.facts(paper, reader.zone(), activity.upvotesHere(), CATEGORIES)));
        picture(blocks, paper);
        summary(blocks, paper);
        List<Span> links = links(paper);
        if (!links.isEmpty()) {
            blocks.add(new Block.Paragraph(links));
        }
        note(blocks, publication(paper, reader.zone()));
        note(blocks, people(activity, reader.zone()));
        blocks.add(buttons(paper, activity, reader.features()));
        return blocks;
    }

    /// A card that a channel sees: short, the abstract behind a button, the same for everybody.
    ///
    /// @param features what the platform can do
    public List<Block> posted(
            Paper paper, PaperActivity activity, ZoneId zone, Set<Caller.Feature> features) {
        List<Block> blocks = new ArrayList<>();
        picture(blocks, paper);
        blocks.add(new Block.Heading(paper.title(), paper.abstractPage().orElse(null)));
        names(blocks, paper, POSTED_AUTHORS);
        Button.Run unfold = run(Button.Role.OPEN, "Abstract", Action.ABSTRACT, paper);
        List<Span> about = lineOf(paper);
        boolean known = !paper.summary().isBlank();
        if (known && !about.isEmpty()) {
            blocks.add(new Block.Aside(about, unfold));
        } else if (!about.isEmpty()) {
            blocks.add(new Block.Paragraph(about));
        }
        note(blocks, Phrases.joined(Phrases.facts(paper, zone, 0, BRIEF_CATEGORIES)));
        note(blocks, people(activity, zone));
        List<Button> row = new ArrayList<>();
        row.add(
                run(
                        Button.Role.UPVOTE,
                        activity.upvotesHere() == 0 ? "▲ Upvote" : "▲ " + activity.upvotesHere(),
                        Action.UPVOTE,
                        paper));
        row.add(run(Button.Role.SAVE, "Save", Action.SAVE, paper));
        discuss(paper, features).ifPresent(row::add);
        paper.abstractPage()
                .ifPresent(page -> row.add(new Button.Open(Button.Role.OTHER, "Paper", page)));
        int inRow = row.size();
        row.add(run(Button.Role.SIMILAR, "Similar papers", Action.SIMILAR, paper));
        nominate(paper, activity).ifPresent(row::add);
        row.add(run(Button.Role.CITE, "Cite", Action.CITE, paper));
        row.add(run(Button.Role.DISMISS, "Not for me", Action.DISMISS, paper));
        blocks.add(new Block.Buttons(row, inRow));
        return blocks;
    }

    /// What a posted card folds away: the abstract, and where to read on.
    public List<Block> unfolded(Paper paper, ZoneId zone) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(paper.title(), paper.abstractPage().orElse(null)));
        names(blocks, paper, AUTHORS);
        summary(blocks, paper);
        List<Span> links = links(paper);
        if (!links.isEmpty()) {
            blocks.add(new Block.Paragraph(links));
        }
        note(blocks, publication(paper, zone));
        return blocks;
    }

    /// A few lines about a paper, the same for everybody who sees them.
    public List<Block> brief(Paper paper, ZoneId zone) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(paper.title(), paper.abstractPage().orElse(null)));
        line(paper).ifPresent(blocks::add);
        List<Span> facts = new ArrayList<>();
        String byline = Phrases.byline(paper);
        if (!byline.isEmpty()) {
            facts.add(Span.text(byline));
        }
        facts.addAll(Phrases.facts(paper, zone, 0, BRIEF_CATEGORIES));
        note(blocks, Phrases.joined(facts));
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

    private static void names(List<Block> blocks, Paper paper, int shown) {
        String byline = Phrases.byline(paper, shown, "");
        if (!byline.isEmpty()) {
            blocks.add(Block.paragraph(byline));
        }
    }

    /// What it is about, in one line; a source's own words are said to be theirs.
    private static Optional<Block> line(Paper paper) {
        List<Span> line = lineOf(paper);
        return line.isEmpty() ? Optional.empty() : Optional.of(new Block.Paragraph(line));
    }

    private static List<Span> lineOf(Paper paper) {
        return OneLine.of(paper)
                .map(line ->
                        switch (line.origin()) {
                            case ABSTRACT -> List.of(Span.text(line.text()));
                            case SOURCE ->
                                    List.of(
                                            Span.text(line.text() + " – "),
                                            Span.emphasis("summary by Hugging Face"));
                        })
                .orElse(List.of());
    }

    private void picture(List<Block> blocks, Paper paper) {
        URI thumbnail = paper.thumbnail();
        if (pictures && thumbnail != null && "https".equals(thumbnail.getScheme())) {
            blocks.add(new Block.Picture(thumbnail, paper.title()));
        }
    }

    private static void summary(List<Block> blocks, Paper paper) {
        if (!paper.summary().isBlank()) {
            blocks.add(new Block.Quote(List.of(Span.text(paper.summary()))));
        } else {
            blocks.add(Block.note("No abstract is known."));
        }
    }

    /// Where to read on; the title leads to the paper's page.
    static List<Span> links(Paper paper) {
        List<Span> links = new ArrayList<>();
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

    /// What was done stands on the button that undoes it.
    private Block.Buttons buttons(
            Paper paper, PaperActivity activity, Set<Caller.Feature> features) {
        boolean changing = features.contains(Caller.Feature.CHANGING);
        List<Button> buttons = new ArrayList<>();
        buttons.add(
                activity.saved()
                        ? done(
                                changing,
                                Button.Role.UNSAVE,
                                "Saved",
                                "Unsave",
                                Action.UNSAVE,
                                paper)
                        : todo(changing, Button.Role.SAVE, "Save", Action.SAVE, paper));
        buttons.add(
                activity.upvoted()
                        ? done(
                                changing,
                                Button.Role.UPVOTE,
                                "Upvoted",
                                "Withdraw upvote",
                                Action.WITHDRAW_VOTE,
                                paper)
                        : todo(changing, Button.Role.UPVOTE, "▲ Upvote", Action.UPVOTE, paper));
        buttons.add(run(Button.Role.SIMILAR, "Similar", Action.SIMILAR, paper));
        discuss(paper, features).ifPresent(buttons::add);
        int inRow = buttons.size();
        nominate(paper, activity).ifPresent(buttons::add);
        buttons.add(run(Button.Role.CITE, "Cite", Action.CITE, paper));
        buttons.add(
                todo(
                        changing,
                        Button.Role.DISMISS,
                        activity.dismissed() ? "For me after all" : "Not for me",
                        activity.dismissed() ? Action.UNDISMISS : Action.DISMISS,
                        paper));
        if (features.contains(Caller.Feature.SHARING)) {
            buttons.add(run(Button.Role.SHARE, "Share here", Action.SHARE, paper));
        }
        return new Block.Buttons(buttons, inRow);
    }

    /// @param shown what it says where the card changes in its place: what was done
    /// @param label what it says elsewhere: what it does
    private Button done(
            boolean changing,
            Button.Role role,
            String shown,
            String label,
            Action action,
            Paper paper) {
        return changing
                ? new Button.Run(
                        role,
                        "✓ " + shown,
                        actions.inPlace(action, paper.id()),
                        Button.Style.PRIMARY)
                : run(role, label, action, paper);
    }

    private Button todo(
            boolean changing, Button.Role role, String label, Action action, Paper paper) {
        return changing
                ? new Button.Run(role, label, actions.inPlace(action, paper.id()))
                : run(role, label, action, paper);
    }

    private Optional<Button> nominate(Paper paper, PaperActivity activity) {
        return activity.club()
                ? Optional.of(run(Button.Role.OTHER, "Nominate", Action.NOMINATE, paper))
                : Optional.empty();
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

    private Button.Run run(Button.Role role, String label, Action action, Paper paper) {
        return new Button.Run(role, label, actions.code(action, paper.id()));
    }
}
