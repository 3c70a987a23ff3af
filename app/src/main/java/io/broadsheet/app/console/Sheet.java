package io.broadsheet.app.console;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// Sets a reply in lines.
final class Sheet {

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle FAINT = PLAIN.faint();
    private static final AttributedStyle ACCENT = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle WARNING = PLAIN.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle ALARM = PLAIN.foreground(AttributedStyle.RED);

    /// A quotation of more lines than this is folded, and so many of it are shown.
    private static final int FOLDED = 8;

    private static final int SHOWN = 5;

    /// What is typed to see the rest.
    static final String MORE = "more";

    private static final AttributedString NOTHING = new AttributedString("");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm zzz", Locale.ENGLISH);

    private final Look look;
    private final ZoneId zone;
    private final Files files;
    private final Wrapping wrapping;
    private final List<AttributedString> lines = new ArrayList<>();

    /// Where files of a reply go.
    interface Files {

        /// Keeps a file for the person.
        ///
        /// @return a sentence that says where it is
        String keep(Block.File file);
    }

    private Sheet(Look look, ZoneId zone, Files files) {
        this.look = look;
        this.zone = zone;
        this.files = files;
        this.wrapping = look.wrapping();
    }

    /// @param channel the channel's name, for replies that everybody there sees
    static List<AttributedString> set(
            Reply reply, Menu menu, String channel, Look look, ZoneId zone, Files files) {
        Sheet sheet = new Sheet(look, zone, files);
        sheet.setReply(reply.spelledOut(), menu, channel);
        return sheet.lines;
    }

    private void setReply(Reply reply, Menu menu, String channel) {
        AttributedStyle body =
                switch (reply.kind()) {
                    case ANSWER -> PLAIN;
                    case REJECTION -> WARNING;
                    case FAILURE -> ALARM;
                };
        switch (reply.placement()) {
            case NEW, REPLACE, OVERLAY -> {}
            case CHANNEL ->
                    paragraph(
                            styled(
                                    "Posted in #"
                                            + Untrusted.line(channel)
                                            + ", for everybody there:",
                                    FAINT));
        }
        List<Block.Entry> pending = new ArrayList<>();
        int widest = widestNumber(reply.blocks());
        Block before = null;
        for (Block block : reply.blocks()) {
            if (before != null && isApart(before, block)) {
                space();
            }
            setBlock(block, menu, body, widest, pending);
            before = block;
        }
        if (!pending.isEmpty()) {
            space();
            choices(menu.entryChoices(pending));
        }
    }

    /// How many columns the numbers of a reply's entries need, so that all texts begin in one.
    private static int widestNumber(List<Block> blocks) {
        int widest = 1;
        for (Block block : blocks) {
            if (block instanceof Block.Entry entry) {
                widest = Math.max(widest, Integer.toString(entry.number()).length());
            }
        }
        return widest;
    }

    /// Writes one block.
    ///
    /// @param pending the entries since the last row of choices; that row offers them too
    private void setBlock(
            Block block, Menu menu, AttributedStyle body, int widest, List<Block.Entry> pending) {
        switch (block) {
            case Block.Heading(String text, URI link) -> heading(text, link);
            case Block.Aside(List<Span> spans, Button.Run button) -> {
                paragraph(line(spans, body));
                choices(menu.choices(List.of(button)));
            }
            // Whoever looks at a terminal does not see it.
            case Block.Picture _ -> {}
            case Block.Paragraph(List<Span> spans) -> {
                if (isRowOfLinks(spans) && !look.plain() && !look.hyperlinks()) {
                    addresses(spans);
                } else {
                    paragraph(line(spans, body));
                }
            }
            case Block.Quote(List<Span> spans) -> {
                AttributedString indent = look.plain() ? NOTHING : new AttributedString("  ");
                fold(wrapping.wrap(indent, indent, line(spans, PLAIN)));
            }
            case Block.Note(List<Span> spans) -> paragraph(line(spans, FAINT));
            case Block.Facts(List<Block.Fact> facts) -> facts(facts);
            case Block.Entry entry -> {
                entry(entry, widest);
                pending.add(entry);
            }
            case Block.Bullets(List<List<Span>> items) -> items.forEach(this::bullet);
            case Block.Verbatim(String text) ->
                    Untrusted.lines(text)
                            .lines()
                            .forEach(
                                    line -> lines.add(styled(line, look.plain() ? PLAIN : ACCENT)));
            case Block.Buttons(List<Button> buttons, int _) -> {
                List<Menu.Choice> choices = new ArrayList<>(menu.entryChoices(pending));
                pending.clear();
                choices.addAll(menu.choices(buttons));
                choices(choices);
                links(buttons);
            }
            case Block.Poll _ -> throw new IllegalStateException("polls are spelled out by now");
            case Block.Divider() ->
                    lines.add(
                            look.plain()
                                    ? new AttributedString("---")
                                    : styled("─".repeat(look.width()), FAINT));
            case Block.File file -> file(file);
        }
    }

    /// On a terminal of 24 lines a whole abstract would push title and names off the screen.
    private void fold(List<AttributedString> quote) {
        if (look.plain() || quote.size() <= FOLDED) {
            lines.addAll(quote);
            return;
        }
        lines.addAll(quote.subList(0, SHOWN));
        lines.add(
                new AttributedStringBuilder()
                        .append("  … ", FAINT)
                        .append(MORE, ACCENT)
                        .append(" shows " + (quote.size() - SHOWN) + " more lines", FAINT)
                        .toAttributedString());
    }

    /// The quotations of a reply in full, where any of them was folded.
    static List<AttributedString> unfolded(Reply reply, Look look, ZoneId zone) {
        List<AttributedString> all = new ArrayList<>();
        for (Block block : reply.blocks()) {
            if (block instanceof Block.Quote(List<Span> spans)) {
                Sheet sheet = new Sheet(look, zone, Block.File::name);
                AttributedString indent = new AttributedString("  ");
                List<AttributedString> quote =
                        sheet.wrapping.wrap(indent, indent, sheet.line(spans, PLAIN));
                if (quote.size() > FOLDED) {
                    all.addAll(quote);
                }
            }
        }
        return look.plain() ? List.of() : all;
    }

    private static boolean isApart(Block before, Block block) {
        return switch (block) {
            case Block.Entry _ ->
                    !(before instanceof Block.Entry) && !(before instanceof Block.Heading);
            case Block.Note _ ->
                    before instanceof Block.Quote
                            || before instanceof Block.Entry
                            || before instanceof Block.Bullets;
            case Block.Heading _, Block.Buttons _, Block.Quote _ -> true;
            case Block.Picture _ -> false;
            case Block.Paragraph _,
                    Block.Aside _,
                    Block.Facts _,
                    Block.Poll _,
                    Block.Bullets _,
                    Block.Verbatim _,
                    Block.Divider _,
                    Block.File _ ->
                    !(before instanceof Block.Heading);
        };
    }

    private void space() {
        if (!look.plain() && !look.low()) {
            lines.add(NOTHING);
        }
    }

    private void paragraph(AttributedString text) {
        lines.addAll(wrapping.wrap(NOTHING, NOTHING, text));
    }

    private void facts(List<Block.Fact> facts) {
        int widest = 0;
        for (Block.Fact fact : facts) {
            widest =
                    Math.max(
                            widest,
                            wrapping.columns(new AttributedString(Untrusted.line(fact.label()))));
        }
        AttributedString rest = new AttributedString(" ".repeat(widest + 2));
        for (Block.Fact fact : facts) {
            String label = Untrusted.line(fact.label());
            if (look.plain()) {
                lines.add(join(new AttributedString(label + ": "), line(fact.value(), PLAIN)));
            } else {
                int gap = widest + 2 - wrapping.columns(new AttributedString(label));
                lines.addAll(
                        wrapping.wrap(
                                styled(label + " ".repeat(gap), FAINT),
                                rest,
                                line(fact.value(), PLAIN)));
            }
        }
    }

    private static boolean isRowOfLinks(List<Span> spans) {
        return spans.stream().filter(Span.Link.class::isInstance).count() > 1
                && spans.stream()
                        .allMatch(span ->
                                span instanceof Span.Link
                                        || span.plain()
                                                .chars()
                                                .noneMatch(Character::isLetterOrDigit));
    }

    /// Links with their addresses, a line each, because side by side they would break anywhere.
    private void addresses(List<Span> spans) {
        facts(
                spans.stream()
                        .filter(Span.Link.class::isInstance)
                        .map(Span.Link.class::cast)
                        .map(link ->
                                new Block.Fact(
                                        link.plain(),
                                        List.of(
                                                new Span.Link(
                                                        link.target().toString(), link.target()))))
                        .toList());
    }

    private void heading(String text, @Nullable URI link) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        title(line, Untrusted.line(text), link);
        paragraph(line.toAttributedString());
        if (link != null && !look.hyperlinks()) {
            paragraph(new AttributedString(address(link), look.plain() ? PLAIN : FAINT));
        }
    }

    /// A title, which is a link where the terminal has links.
    private void title(AttributedStringBuilder line, String title, @Nullable URI link) {
        AttributedStyle style = look.plain() ? PLAIN : PLAIN.bold();
        if (link != null && look.hyperlinks()) {
            line.append("\u001b]8;;" + address(link) + "\u001b\\", AttributedStyle.HIDDEN);
            line.append(title, style);
            line.append("\u001b]8;;\u001b\\", AttributedStyle.HIDDEN);
        } else {
            line.append(title, style);
        }
    }

    /// An entry's small lines; the first one ends with the address of its page where the title
    /// cannot be a link.
    private static List<List<Span>> details(Block.Entry entry, Look look) {
        URI link = entry.link();
        if (look.hyperlinks()) {
            return entry.details();
        }
        // Of the addresses only that of the page: a list is scanned, and the card has the others.
        List<List<Span>> details = new ArrayList<>();
        for (List<Span> line : entry.details()) {
            details.add(
                    line.stream()
                            .map(span ->
                                    span instanceof Span.Link it ? Span.text(it.plain()) : span)
                            .toList());
        }
        // On a low screen a number opens the card, which has the address and the whole line.
        if (link == null || look.low()) {
            return details;
        }
        Span address = new Span.Link(link.toString(), link);
        if (details.isEmpty()) {
            details.add(List.of(address));
        } else {
            List<Span> first = new ArrayList<>(details.getFirst());
            first.add(Span.text(" · "));
            first.add(address);
            details.set(0, first);
        }
        return details;
    }

    private void entry(Block.Entry entry, int widest) {
        List<List<Span>> details = details(entry, look);
        String number = Integer.toString(entry.number());
        String title = Untrusted.line(entry.title());
        if (look.plain()) {
            lines.add(new AttributedString(number + ". " + title));
            if (!entry.about().isEmpty()) {
                lines.add(join(new AttributedString("   "), line(entry.about(), PLAIN)));
            }
            details.forEach(
                    detail -> lines.add(join(new AttributedString("   "), line(detail, PLAIN))));
        } else {
            AttributedString lead =
                    styled(" ".repeat(widest - number.length()) + number + ". ", ACCENT);
            AttributedString rest = new AttributedString(" ".repeat(widest + 2));
            AttributedStringBuilder head = new AttributedStringBuilder();
            title(head, title, entry.link());
            lines.addAll(wrapping.wrap(lead, rest, head.toAttributedString()));
            if (!entry.about().isEmpty()) {
                List<AttributedString> about =
                        wrapping.wrap(rest, rest, line(entry.about(), PLAIN));
                lines.addAll(look.low() && about.size() > 1 ? List.of(cut(about)) : about);
            }
            details.forEach(detail -> lines.addAll(wrapping.wrap(rest, rest, line(detail, FAINT))));
        }
        links(entry.buttons());
    }

    /// The first of several lines, with a sign that there are more.
    private AttributedString cut(List<AttributedString> wrapped) {
        AttributedString first = wrapped.getFirst();
        String text = first.toString();
        int end = text.length() < look.width() - 1 ? text.length() : text.lastIndexOf(' ');
        return new AttributedStringBuilder()
                .append(first.subSequence(0, Math.max(0, end)))
                .append("…")
                .toAttributedString();
    }

    private void bullet(List<Span> item) {
        AttributedString lead = look.plain() ? new AttributedString("- ") : styled("• ", ACCENT);
        AttributedString rest = new AttributedString("    ");
        if (item.size() == 2
                && (item.getFirst() instanceof Span.Code
                        || item.getFirst() instanceof Span.TypedCommand)
                && wrapping.wrap(lead, rest, line(item, PLAIN)).size() > 1) {
            // What is typed stands above what it does.
            lines.addAll(wrapping.wrap(lead, rest, line(item.subList(0, 1), PLAIN)));
            String meaning = item.getLast().plain().strip();
            lines.addAll(wrapping.wrap(rest, rest, line(List.of(Span.text(meaning)), PLAIN)));
        } else {
            lines.addAll(wrapping.wrap(lead, rest, line(item, PLAIN)));
        }
    }

    private void choices(List<Menu.Choice> choices) {
        if (choices.isEmpty()) {
            return;
        }
        AttributedStringBuilder row = new AttributedStringBuilder();
        int column = 0;
        for (Menu.Choice choice : choices) {
            AttributedStyle key =
                    switch (choice.style()) {
                        case PLAIN -> ACCENT;
                        case PRIMARY -> ACCENT.bold();
                        case DANGER -> ALARM;
                    };
            AttributedString next =
                    new AttributedStringBuilder()
                            .append("[", FAINT)
                            .append(choice.keys(), key)
                            .append("] ", FAINT)
                            .append(Untrusted.line(choice.label()))
                            .toAttributedString();
            int wide = wrapping.columns(next);
            if (column > 0 && !look.plain() && column + 2 + wide > look.width()) {
                lines.add(row.toAttributedString());
                row = new AttributedStringBuilder();
                column = 0;
            }
            if (column > 0) {
                row.append("  ");
                column += 2;
            }
            row.append(next);
            column += wide;
        }
        lines.add(row.toAttributedString());
    }

    /// Buttons that open a page: side by side where the terminal can link them, else with their
    /// addresses, a line each.
    private void links(List<Button> buttons) {
        AttributedStringBuilder row = new AttributedStringBuilder();
        for (Button button : buttons) {
            if (button instanceof Button.Open open) {
                if (look.hyperlinks()) {
                    row.append(row.length() == 0 ? "" : "  ");
                    link(row, open.label(), open.target(), PLAIN);
                } else {
                    paragraph(
                            new AttributedStringBuilder()
                                    .append(Untrusted.line(open.label()) + ": ")
                                    .append(
                                            address(open.target()),
                                            look.plain() ? PLAIN : PLAIN.underline())
                                    .toAttributedString());
                }
            }
        }
        if (row.length() > 0) {
            paragraph(row.toAttributedString());
        }
    }

    private void file(Block.File file) {
        if (look.plain()) {
            lines.add(new AttributedString("File " + Untrusted.line(file.name()) + ":"));
            Untrusted.lines(file.content())
                    .lines()
                    .forEach(line -> lines.add(new AttributedString(line)));
        } else {
            paragraph(new AttributedString(files.keep(file)));
        }
    }

    private AttributedString line(List<Span> spans, AttributedStyle base) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        for (Span span : spans) {
            String plain = Untrusted.piece(span.plain());
            switch (span) {
                case Span.Text _ -> text.append(plain, base);
                case Span.Strong _ -> text.append(plain, base.bold());
                case Span.Emphasis _ -> text.append(plain, base.italic());
                case Span.Code _, Span.TypedCommand _ -> {
                    if (look.plain()) {
                        text.append("`" + plain + "`");
                    } else {
                        text.append(plain, ACCENT);
                    }
                }
                case Span.Link(String label, URI target) -> link(text, label, target, base);
                case Span.Time time ->
                        text.append(
                                (time.precision() == Span.Time.Precision.DAY ? DAY : MINUTE)
                                        .format(time.instant().atZone(zone)),
                                base);
                case Span.Sign sign ->
                        text.append(look.plain() ? plain : Untrusted.piece(sign.shown()), base);
                case Span.ChannelMention _ -> text.append(plain, base);
                case Span.Person _ -> text.append(plain, base.bold());
            }
        }
        return text.toAttributedString();
    }

    private void link(
            AttributedStringBuilder text, String label, URI target, AttributedStyle base) {
        String shown = Untrusted.piece(label);
        String address = address(target);
        if (look.hyperlinks()) {
            text.append("\u001b]8;;" + address + "\u001b\\", AttributedStyle.HIDDEN);
            text.append(shown, base.underline());
            text.append("\u001b]8;;\u001b\\", AttributedStyle.HIDDEN);
        } else if (address.equals(shown)
                || address.equals("https://" + shown)
                || address.equals("http://" + shown)) {
            text.append(address, look.plain() ? base : base.underline());
        } else {
            text.append(shown + " <", base);
            text.append(address, look.plain() ? base : base.underline());
            text.append(">", base);
        }
    }

    /// An address in ASCII without white space or control characters, as `URI` guarantees for its
    /// ASCII form.
    private static String address(URI target) {
        return Untrusted.line(target.toASCIIString());
    }

    private static AttributedString styled(String text, AttributedStyle style) {
        return new AttributedString(text, style);
    }

    private static AttributedString join(AttributedString one, AttributedString other) {
        return AttributedString.join(NOTHING, one, other);
    }
}
