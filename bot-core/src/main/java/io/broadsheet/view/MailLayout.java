package io.broadsheet.view;

import io.broadsheet.edition.Layout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.view.PaperActions.Action;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How mails look: a list as a channel's digest is one, what can be done with each paper as links
/// to pages, and at the foot why it came and how it ends.
final class MailLayout {

    private final PaperList list;
    private final MailActions actions;

    MailLayout(PaperList list, MailActions actions) {
        this.list = list;
        this.actions = actions;
    }

    Reply papers(Subscription subscription, LocalDate day, List<Layout.Item> items) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(heading(subscription.content())));
        blocks.add(
                Block.note(Phrases.dayOfWeek(day) + " · " + Phrases.count(items.size(), "paper")));
        // A channel's votes are its members' to know, and whoever reads this may have left.
        List<Block> entries =
                list.posted(
                        items.stream().map(Layout.Item::paper).toList(),
                        1,
                        items.stream().map(Layout.Item::why).toList(),
                        Map.of(),
                        subscription.zone());
        for (int i = 0; i < items.size(); i++) {
            Block.Entry entry = (Block.Entry) entries.get(i);
            blocks.add(entry.offering(entry.open(), buttons(subscription, items.get(i))));
        }
        blocks.add(new Block.Divider());
        blocks.add(new Block.Note(foot(subscription)));
        return Reply.of(blocks);
    }

    private List<Button> buttons(Subscription subscription, Layout.Item item) {
        PaperId paper = item.paper().id();
        List<Button> buttons = new ArrayList<>();
        actions.page(subscription, Action.SAVE, paper)
                .ifPresent(page -> buttons.add(new Button.Open(Button.Role.SAVE, "Save", page)));
        actions.page(subscription, Action.DISMISS, paper)
                .ifPresent(page ->
                        buttons.add(new Button.Open(Button.Role.DISMISS, "Not for me", page)));
        actions.page(subscription, Action.SIMILAR, paper)
                .ifPresent(
                        page -> buttons.add(new Button.Open(Button.Role.SIMILAR, "Similar", page)));
        return buttons;
    }

    private static String heading(Topics content) {
        return switch (content) {
            case Topics.Trending _ -> "Trending papers";
            case Topics.Recommended _ -> "Papers picked for you";
            case Topics.OfChannel(_, String name) -> "What " + MailWords.place(name) + " got";
            case Topics.About(String words) -> "New about " + Phrases.cut(words, 80);
            case Topics.BySearch(String text) -> "New for " + Phrases.cut(text, 80);
        };
    }

    /// Why the mail came, and how it ends.
    private List<Span> foot(Subscription subscription) {
        List<Span> foot = new ArrayList<>();
        foot.add(
                Span.text(
                        "You get this because "
                                + (subscription.person().isPresent()
                                        ? "you subscribed in a chat"
                                        : "somebody with this address subscribed")
                                + " to "
                                + MailWords.content(subscription.content())
                                + ", "
                                + MailWords.when(subscription)
                                + ", and confirmed it. "));
        Optional<URI> end = actions.end(subscription);
        if (end.isPresent()) {
            foot.add(Span.link("Unsubscribe", end.get()));
            foot.add(Span.text("."));
        } else {
            foot.add(Span.text("To end it, type there "));
            foot.add(Span.command("unsubscribe " + subscription.number()));
            foot.add(Span.text("."));
        }
        return foot;
    }

    /// Says nothing of who asked, and no word of theirs: whoever gets it may not know them.
    Reply confirmation(Subscription subscription, Instant until) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("Do you want papers by mail?"));
        blocks.add(
                Block.paragraph(
                        "Somebody asked for "
                                + MailWords.safely(subscription.content())
                                + " to be sent to this address, "
                                + MailWords.when(subscription)
                                + ". If that was you, confirm it."));
        Span late = Phrases.minute(until, subscription.zone());
        Optional<URI> page = actions.confirmation(subscription);
        Optional<String> code = actions.code(subscription);
        if (page.isPresent()) {
            blocks.add(
                    new Block.Buttons(new Button.Open(Button.Role.CONFIRM, "Confirm", page.get())));
            blocks.add(Block.note(Span.text("The link is good until "), late, Span.text(".")));
        } else if (code.isPresent()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("Type this where you asked for it: "),
                            Span.command("subscribe confirm " + code.get())));
            blocks.add(Block.note(Span.text("The code is good until "), late, Span.text(".")));
        }
        blocks.add(new Block.Divider());
        blocks.add(
                Block.note(
                        "If it was not you, do nothing: without a confirmation no further mail comes, and the"
                                + " address is forgotten."));
        return Reply.of(blocks);
    }
}
