package io.broadsheet.message;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One reply of every sort that the bot gives, for the tests of renderers: each platform keeps a
/// snapshot of each.
public final class Gallery {

    private static final Instant PUBLISHED = Instant.parse("2025-03-14T17:59:59Z");
    private static final URI ABSTRACT = URI.create("https://arxiv.org/abs/2503.11677");

    private static final String TITLE =
            "Token pruning & the art of <forgetting>: vision at α = 0.5";
    private static final String PAPER = "arxiv:2503.11677";
    private static final Block PICTURE =
            new Block.Picture(
                    URI.create(
                            "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2503.11677.png"),
                    TITLE);
    private static final Block LINKS =
            Block.paragraph(Span.link("PDF", URI.create("https://arxiv.org/pdf/2503.11677")));

    private Gallery() {}

    /// All replies by name, in a fixed order. A name is lower-case words joined by hyphens.
    public static Map<String, Reply> replies() {
        Map<String, Reply> replies = new LinkedHashMap<>();
        replies.put("sentence", Reply.say("Your shelf is empty, so there is nothing to cite."));
        replies.put(
                "rejection",
                Reply.rejection(
                        Span.text("Tell me which paper. You typed "),
                        Span.code("show"),
                        Span.text(". For example: "),
                        Span.command("show 2503.11677"),
                        Span.text(".")));
        replies.put(
                "rejection-with-a-way-out",
                Reply.rejection(
                        List.of(
                                Block.paragraph(
                                        Span.text("There is no command "),
                                        Span.code("serch"),
                                        Span.text(". Did you mean "),
                                        Span.command("search tokenizers"),
                                        Span.text("?")),
                                new Block.Buttons(
                                        List.of(
                                                new Button.Run(
                                                        Button.Role.CONFIRM,
                                                        "Yes, search",
                                                        code("search tokenizers"),
                                                        Button.Style.PRIMARY))))));
        replies.put("failure", Reply.failure("8f3a01bc"));
        replies.put("card", card());
        replies.put("card-shared", shared());
        replies.put("post", post());
        replies.put("digest", digest());
        replies.put("vote", vote(true));
        replies.put("vote-closed", vote(false));
        replies.put("abstract", unfolded());
        replies.put("list", list(5).placed(Reply.Placement.NEW));
        replies.put("list-second-page", list(5).placed(Reply.Placement.REPLACE));
        replies.put("confirmation", confirmation());
        replies.put("citation", citation());
        replies.put(
                "file",
                Reply.of(
                        Block.paragraph("Your shelf, 2 papers, as BibTeX"),
                        new Block.File(
                                "broadsheet-shelf.bib",
                                "application/x-bibtex",
                                "@misc{rethinking,\n  title = {Rethinking}\n}\n")));
        replies.put("long-file", longFile());
        replies.put("help", help());
        replies.put("facts", storedFacts());
        replies.put(
                "form",
                Reply.form(
                        new Form(
                                "Find papers",
                                "Search",
                                "search",
                                List.of(
                                        new Form.Field(
                                                "words",
                                                "Search for",
                                                "vision tokenizers since:2024 has:code",
                                                true)))));
        replies.put("discussion", discussion());
        replies.put("hostile-text", hostile());
        replies.put("every-span", everySpan());
        replies.put("long-list", list(40));
        replies.put("long-abstract", longAbstract());
        return replies;
    }

    private static Reply card() {
        return Reply.of(
                new Block.Heading(TITLE, ABSTRACT),
                Block.paragraph("Ana Alves, Bo Bengtsson, Chen Chen, …, Eva Ek and 3 more"),
                Block.paragraph(
                        Span.text(
                                "Most tokens of a vision transformer are never read, so dropping them costs"
                                        + " little accuracy – "),
                        Span.emphasis("summary by Hugging Face")),
                facts(),
                PICTURE,
                new Block.Quote(
                        List.of(
                                Span.text(
                                        "We show that *most* tokens of a vision transformer are_never_read, and drop them. At"
                                                + " 40% of the cost accuracy falls by < 0.2%."))),
                LINKS,
                Block.note(Span.text("Posted here on "), time("17 Mar 2025")),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.UNSAVE,
                                        "✓ Saved",
                                        code("card unsave " + PAPER),
                                        Button.Style.PRIMARY),
                                run(Button.Role.UPVOTE, "Upvote", "card upvote " + PAPER),
                                run(Button.Role.SIMILAR, "Similar", "similar " + PAPER),
                                run(Button.Role.DISCUSS, "Discuss", "discuss " + PAPER),
                                run(Button.Role.OTHER, "Nominate", "nominate " + PAPER),
                                run(Button.Role.CITE, "Cite", "cite " + PAPER + " bibtex"),
                                run(Button.Role.DISMISS, "Not for me", "card dismiss " + PAPER),
                                run(Button.Role.SHARE, "Share here", "share show " + PAPER)),
                        4));
    }

    private static Block facts() {
        return Block.note(
                time("14 Mar 2025"),
                Span.text(" · cs.CV, cs.LG · "),
                new Span.Sign("▲ 28", "28 upvotes at Hugging Face"),
                Span.text(" · "),
                Span.link("code ★ 412", URI.create("https://github.com/ana/pruning")),
                Span.text(" · "),
                Span.strong("withdrawn by its authors"));
    }

    /// What a channel sees of a paper.
    private static List<Block> posted() {
        return List.of(
                PICTURE,
                new Block.Heading(TITLE, ABSTRACT),
                Block.paragraph("Ana Alves, Bo Bengtsson and 3 more"),
                new Block.Aside(
                        List.of(
                                Span.text(
                                        "Most tokens of a vision transformer are never read, so dropping them"
                                                + " costs little accuracy")),
                        new Button.Run(Button.Role.OPEN, "Abstract", code("abstract " + PAPER))),
                facts(),
                new Block.Buttons(
                        List.of(
                                run(Button.Role.UPVOTE, "▲ 3", "upvote " + PAPER),
                                run(Button.Role.SAVE, "Save", "save " + PAPER),
                                run(Button.Role.DISCUSS, "Discuss", "discuss " + PAPER),
                                new Button.Open(Button.Role.OTHER, "Paper", ABSTRACT),
                                run(Button.Role.SIMILAR, "Similar papers", "similar " + PAPER),
                                run(Button.Role.OTHER, "Nominate", "nominate " + PAPER),
                                run(Button.Role.CITE, "Cite", "cite " + PAPER + " bibtex"),
                                run(Button.Role.DISMISS, "Not for me", "dismiss " + PAPER)),
                        4));
    }

    private static Reply post() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Paper of the day about token pruning"));
        blocks.add(
                Block.note("Friday, 14 March 2025 · Like DAPO, saved here: vision transformers"));
        blocks.addAll(posted());
        return Reply.of(blocks).placed(Reply.Placement.CHANNEL);
    }

    private static Reply digest() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Papers of the day about token pruning"));
        blocks.add(Block.note("Friday, 14 March 2025 · 5 papers"));
        list(5).blocks().stream().filter(Block.Entry.class::isInstance).forEach(blocks::add);
        return Reply.of(blocks).placed(Reply.Placement.CHANNEL);
    }

    private static Reply unfolded() {
        return Reply.of(
                        new Block.Heading(TITLE, ABSTRACT),
                        Block.paragraph("Ana Alves, Bo Bengtsson and 3 more"),
                        new Block.Quote(
                                List.of(Span.text("We show that most tokens are never read."))),
                        LINKS)
                .placed(Reply.Placement.OVERLAY);
    }

    private static Reply shared() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.note(Span.text("Shared by "), new Span.Person("U2147483697", "Ana")));
        blocks.addAll(posted());
        return Reply.of(blocks).placed(Reply.Placement.CHANNEL);
    }

    private static Reply list(int entries) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("1–" + entries + " of 96 papers for "),
                        Span.code("vision tokenizers")));
        for (int i = 1; i <= entries; i++) {
            String id = "arxiv:2503.116" + (10 + i);
            blocks.add(
                    new Block.Entry(
                            i,
                            "Paper number " + i + ": tokens, and what they stand for",
                            URI.create("https://arxiv.org/abs/2503.116" + (10 + i)),
                            code("show " + id),
                            List.of(
                                    Span.text(
                                            "A tokenizer of "
                                                    + i
                                                    + " words that needs no training and keeps what a reader"
                                                    + " looks for")),
                            List.of(
                                    List.of(
                                            Span.text("Ana Alves, Bo Bengtsson · "),
                                            time("14 Mar 2025"),
                                            Span.text(" · cs.CV · "),
                                            new Span.Sign("▲ 28", "28 upvotes at Hugging Face"),
                                            Span.text(" · "),
                                            Span.link(
                                                    "code ★ 412",
                                                    URI.create("https://github.com/ana/pruning"))),
                                    List.of(
                                            Span.text("Like "),
                                            Span.emphasis("DAPO"),
                                            Span.text(", which you saved: token pruning"))),
                            List.of(
                                    run(Button.Role.SAVE, "Save", "save " + id),
                                    run(Button.Role.SIMILAR, "Similar", "similar " + id))));
        }
        blocks.add(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.NEXT,
                                        "Next",
                                        new CommandCode("1+5:search vision tokenizers")),
                                run(
                                        Button.Role.SHARE,
                                        "Share here",
                                        "share search vision tokenizers"))));
        return Reply.of(blocks);
    }

    private static Reply confirmation() {
        return Reply.of(
                Block.paragraph("This deletes everything stored about you, for good."),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.CONFIRM,
                                        "Yes, forget me",
                                        code("me forget-everything"),
                                        Button.Style.DANGER),
                                run(Button.Role.CANCEL, "Keep everything", "me"),
                                new Button.Open(
                                        Button.Role.OTHER,
                                        "Why",
                                        URI.create("https://example.org/privacy?a=1&b=2")))));
    }

    private static Reply citation() {
        return Reply.of(
                Block.paragraph(Span.text("BibTeX for "), Span.emphasis("Token pruning")),
                new Block.Verbatim(
                        "@misc{alves2025token,\n  title = {Token pruning \\& the art of <forgetting>},\n  year = {2025}\n}"),
                new Block.Buttons(
                        List.of(run(Button.Role.OTHER, "RIS", "cite arxiv:2503.11677 ris"))));
    }

    private static Reply longFile() {
        StringBuilder content = new StringBuilder();
        for (int i = 1; i <= 400; i++) {
            content.append("@misc{paper").append(i).append(",\n  title = {Paper number ");
            content.append(i).append(" & more},\n  year = {2025}\n}\n");
        }
        return Reply.of(
                Block.paragraph("Your shelf, 400 papers, as BibTeX"),
                new Block.File("broadsheet-shelf.bib", "application/x-bibtex", content.toString()));
    }

    private static Reply vote(boolean open) {
        List<Block.PollChoice> choices = new java.util.ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            choices.add(
                    new Block.PollChoice(
                            i,
                            i == 2 ? "Scaling & <!channel> at *test* time" : TITLE,
                            URI.create("https://arxiv.org/abs/2503.1167" + i % 10),
                            i % 3 == 0
                                    ? "nominated by ana"
                                    : "nominated by ben: it needs no attention",
                            11 - i,
                            code("ballot 1 2025-03-27 " + i)));
        }
        return Reply.of(
                new Block.Heading("What shall we read on Thursday, 27 March 2025?"),
                Block.note(
                        open
                                ? "Vote for as many as you like until Monday · 12 people voted"
                                : "The vote is closed · 12 people voted"),
                new Block.Poll(choices, open));
    }

    private static Reply help() {
        return Reply.of(
                new Block.Heading("Find papers"),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.command("search <words> [filters]"),
                                        Span.text(" Find papers by words, with filters")),
                                List.of(
                                        Span.command("show <paper>"),
                                        Span.text(" Open one paper")))),
                new Block.Divider(),
                new Block.Heading("Keep and cite"),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.command("save <paper>"),
                                        Span.text(" Put a paper on your shelf")))),
                Block.note(
                        Span.text("Type "),
                        Span.command("help search"),
                        Span.text(" for one command with examples.")));
    }

    private static Reply storedFacts() {
        return Reply.of(
                Block.paragraph("Stored about you, Ana"),
                new Block.Facts(
                        List.of(
                                new Block.Fact("saved", List.of(Span.text("12 entries"))),
                                new Block.Fact(
                                        "follows",
                                        List.of(
                                                Span.strong("token pruning"),
                                                Span.text(" since "),
                                                time("14 Mar 2025"))))),
                Block.note("Searches are not kept."));
    }

    /// What the thread of a paper begins with.
    private static Reply discussion() {
        return Reply.of(
                Block.note(
                        Span.text("Discussion opened by "), new Span.Person("U2147483697", "Ana")),
                new Block.Quote(
                        List.of(
                                Span.text(
                                        "Vision transformers spend most of their time on tokens that say nothing. We drop half of"
                                                + " them before the first block. On ImageNet accuracy falls by 0.2 points at twice the speed."))),
                Block.paragraph(Span.strong("Related, from this channel")),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.link(
                                                "Merging tokens",
                                                URI.create("https://arxiv.org/abs/2210.09461")),
                                        Span.text(" (token pruning), here on "),
                                        time("14 Mar 2025")))),
                Block.paragraph(Span.strong("To begin with")),
                new Block.Bullets(
                        List.of(
                                List.of(
                                        Span.text(
                                                "They report: “On ImageNet accuracy falls by 0.2 points at twice the speed.”"
                                                        + " What would convince you of it?")),
                                List.of(
                                        Span.text("What does it do that "),
                                        Span.emphasis("Merging tokens"),
                                        Span.text(" does not?")))));
    }

    private static Reply hostile() {
        String text =
                "<!channel> @everyone <@U2147483697> <#C2147483705> *bold* _it_ ~no~ `code` ```pre``` > quote [link](https://evil.example)"
                        + " <https://evil.example|click> &lt;!here&gt; :tada: \u202Ereversed\u202C zero\u200Bwidth\n# heading\n- item\u0007 <t:0:R>";
        return Reply.of(
                new Block.Heading(text),
                Block.paragraph(Span.text(text), Span.strong(text), Span.emphasis(text)),
                Block.note(Span.text(text)),
                new Block.Quote(List.of(Span.text(text))),
                new Block.Entry(
                        1,
                        text,
                        code("show 1"),
                        List.of(List.of(Span.text(text), time("14 Mar 2025"))),
                        List.of()),
                Block.paragraph(
                        Span.link(
                                "a|b> <!here>", URI.create("https://example.org/a?b=%3C!here%3E"))),
                new Block.Verbatim(text + "\n```\nafter"),
                new Block.Facts(List.of(new Block.Fact(text, List.of(Span.code(text))))));
    }

    private static Reply everySpan() {
        List<Span> spans =
                List.of(
                        Span.text("text "),
                        Span.strong("strong"),
                        Span.text(" "),
                        Span.emphasis("emphasis"),
                        Span.text(" "),
                        Span.code("code"),
                        Span.text(" "),
                        Span.link("link", ABSTRACT),
                        Span.text(" "),
                        time("14 Mar 2025"),
                        Span.text(" "),
                        new Span.Time(
                                PUBLISHED, Span.Time.Precision.MINUTE, "14 Mar 2025, 17:59 UTC"),
                        Span.text(" "),
                        new Span.Person("U2147483697", "Ana"),
                        Span.text(" "),
                        new Span.ChannelMention("C2147483705", "#reading"));
        return Reply.of(
                new Block.Paragraph(spans),
                new Block.Quote(spans),
                new Block.Note(spans),
                new Block.Bullets(List.of(spans, spans)),
                new Block.Facts(List.of(new Block.Fact("Spans", spans))),
                new Block.Entry(1, "An entry", code("show 1"), List.of(spans), List.of()));
    }

    private static Reply longAbstract() {
        return Reply.of(
                new Block.Heading("A title of many words, ".repeat(20).strip()),
                new Block.Quote(List.of(Span.text("A sentence of the abstract. ".repeat(700)))),
                new Block.Buttons(List.of(run(Button.Role.SAVE, "Save", "save 1"))));
    }

    private static Span time(String plain) {
        return new Span.Time(PUBLISHED, Span.Time.Precision.DAY, plain);
    }

    private static Button run(Button.Role role, String label, String line) {
        return new Button.Run(role, label, code(line));
    }

    private static CommandCode code(String line) {
        return new CommandCode("1:" + line);
    }
}
