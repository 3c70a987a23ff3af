package io.broadsheet.discord.rendering;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.EntitySelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;

/// Renders replies in Discord's Components V2.
///
/// A reply too long for one message becomes several, and what is too long even for those becomes a
/// file: nothing is refused, and nothing is left out without saying so.
public final class DiscordRenderer {

    private static final String BULLET = "- ";
    private static final String SMALL = "-# ";
    private static final String QUOTED = "> ";

    /// Room for a line's prefix and for what joins it to its neighbours.
    private static final int LINE = DiscordLimits.TEXT - 100;

    /// A section stands beside its button, so its text is kept short.
    private static final int SECTION = 1_500;

    private final CommandMentions mentions;

    /// @param mentions how commands are mentioned
    public DiscordRenderer(CommandMentions mentions) {
        this.mentions = mentions;
    }

    /// The messages of a reply that says something, at least one.
    public List<MessageCreateData> render(Reply reply) {
        return DiscordPages.of(parts(reply), reply.kind(), DiscordPages.First.PLAIN);
    }

    /// @param role the id of a role that the first message mentions, empty for none; the only
    ///   mention there is
    /// @param mark by which the first message is found again, 1 or more
    public List<MessageCreateData> render(Reply reply, String role, int mark) {
        return DiscordPages.of(
                parts(reply), reply.kind(), new DiscordPages.First(role, true, mark));
    }

    /// What a message that was posted is changed to: it names its role as before, and notifies
    /// nobody.
    ///
    /// @param mark as before
    public MessageCreateData renderAgain(Reply reply, String role, int mark) {
        return DiscordPages.of(
                        parts(reply), reply.kind(), new DiscordPages.First(role, false, mark))
                .getFirst();
    }

    private List<Part> parts(Reply reply) {
        List<Part> parts = new ArrayList<>();
        List<Block> blocks = reply.blocks();
        int i = 0;
        while (i < blocks.size()) {
            if (blocks.get(i) instanceof Block.Entry) {
                List<Block.Entry> run = new ArrayList<>();
                while (i < blocks.size() && blocks.get(i) instanceof Block.Entry entry) {
                    run.add(entry);
                    i++;
                }
                entries(run, parts);
            } else {
                block(blocks.get(i++), parts);
            }
        }
        return parts;
    }

    /// The dialogue of a form.
    ///
    /// @param id what its submission carries
    public static Modal modal(Form form, String id) {
        Modal.Builder modal =
                Modal.create(id, label(form.title(), DiscordLimits.MODAL_TITLE, "Broadsheet"));
        form.fields().stream()
                .limit(DiscordLimits.MODAL_FIELDS)
                .forEach(field -> modal.addComponents(labelled(field)));
        return modal.build();
    }

    private static Label labelled(Form.Field field) {
        String label = label(field.label(), DiscordLimits.MODAL_TITLE, field.option());
        if (field.kind() == Form.FieldKind.PERSON) {
            return Label.of(
                    label,
                    EntitySelectMenu.create(field.option(), EntitySelectMenu.SelectTarget.USER)
                            .setRequired(field.required())
                            .build());
        }
        TextInput.Builder input =
                TextInput.create(
                                field.option(),
                                field.kind() == Form.FieldKind.LINES
                                        ? TextInputStyle.PARAGRAPH
                                        : TextInputStyle.SHORT)
                        .setRequired(field.required());
        String placeholder =
                DiscordLimits.cut(
                        DiscordText.oneLine(field.placeholder()), DiscordLimits.PLACEHOLDER);
        if (!placeholder.isEmpty()) {
            input.setPlaceholder(placeholder);
        }
        return Label.of(label, input.build());
    }

    private void block(Block block, List<Part> parts) {
        switch (block) {
            case Block.Heading(String text, URI link) -> {
                String line = DiscordText.oneLine(text);
                prose(
                        parts,
                        "### ",
                        List.of(
                                link == null || line.isEmpty()
                                        ? Span.text(line)
                                        : Span.link(line, link)));
            }
            case Block.Aside(List<Span> spans, Button.Run button) -> aside(spans, button, parts);
            case Block.Picture(URI source, String alternative) ->
                    picture(source, alternative, parts);
            case Block.Paragraph(List<Span> spans) -> prose(parts, "", spans);
            case Block.Quote(List<Span> spans) -> prose(parts, QUOTED, spans);
            case Block.Note(List<Span> spans) -> prose(parts, SMALL, spans);
            case Block.Facts(List<Block.Fact> facts) ->
                    facts.forEach(fact -> {
                        List<Span> line = new ArrayList<>();
                        line.add(Span.strong(fact.label() + ":"));
                        line.add(Span.text(" "));
                        line.addAll(fact.value());
                        prose(parts, "", line);
                    });
            case Block.Entry entry -> entries(List.of(entry), parts);
            case Block.Bullets(List<List<Span>> lines) ->
                    lines.forEach(line -> prose(parts, BULLET, line));
            case Block.Verbatim(String text) -> verbatim(text, parts);
            case Block.Buttons buttons -> buttons(buttons, parts);
            case Block.Poll poll -> poll(poll, parts);
            case Block.Divider() -> parts.add(new Part.Line());
            case Block.File(String name, String _, String content) -> file(name, content, parts);
        }
    }

    /// What can be chosen stands with its number, which needs no bullet before it.
    private void poll(Block.Poll poll, List<Part> parts) {
        for (Block block : poll.spelledOut()) {
            if (block instanceof Block.Bullets(List<List<Span>> choices)) {
                choices.forEach(line -> prose(parts, "", line));
            } else {
                block(block, parts);
            }
        }
    }

    private void aside(List<Span> spans, Button.Run button, List<Part> parts) {
        List<String> lines = DiscordText.lines(mentions, spans, SECTION);
        if (lines.size() == 1) {
            parts.add(new Part.Beside(lines.getFirst(), button));
        } else {
            prose(parts, "", spans);
            rows(List.of(new Part.Labelled(button.label(), button)), parts);
        }
    }

    /// The picture's alternative is a title that stands in the message anyhow, so that a picture
    /// with an address too long for Discord is left out.
    private void picture(URI source, String alternative, List<Part> parts) {
        String address = source.toASCIIString();
        String said =
                DiscordLimits.cut(DiscordText.oneLine(alternative), DiscordLimits.ALTERNATIVE);
        if (address.length() <= DiscordLimits.PICTURE_URL && !said.isEmpty()) {
            parts.add(new Part.Picture(address, said));
        }
    }

    /// Each line becomes a part of its own, so that a page may end after any of them.
    private void prose(List<Part> parts, String prefix, List<Span> spans) {
        boolean first = true;
        for (String line : DiscordText.lines(mentions, spans, LINE)) {
            // What goes on after a break is no further item of the list.
            String start = first || !prefix.equals(BULLET) ? prefix : "  ";
            parts.add(new Part.Prose(start + line, first && prefix.startsWith("#")));
            first = false;
        }
    }

    private void verbatim(String text, List<Part> parts) {
        String fenced = DiscordText.verbatim(text);
        if (fenced.length() <= LINE) {
            parts.add(new Part.Prose(fenced, false));
        } else {
            file("text.txt", text.replaceAll("\\p{Cs}", ""), parts);
        }
    }

    private void file(String name, String content, List<Part> parts) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > DiscordLimits.FILE_BYTES) {
            prose(
                    parts,
                    "",
                    List.of(
                            Span.text("The file "),
                            Span.code(name),
                            Span.text(
                                    " has "
                                            + (bytes.length >> 20)
                                            + " MB, and Discord takes no more than "
                                            + (DiscordLimits.FILE_BYTES >> 20)
                                            + ".")));
            return;
        }
        parts.add(new Part.Attachment(name, bytes));
    }

    /// Entries, each with its button beside it; what else can be done with them follows as menus.
    private void entries(List<Block.Entry> run, List<Part> parts) {
        for (Block.Entry entry : run) {
            entry(entry, parts);
        }
        Map<String, List<Offer>> offers = new LinkedHashMap<>();
        List<Part.Labelled> links = new ArrayList<>();
        for (Block.Entry entry : run) {
            for (Button button : entry.buttons()) {
                switch (button) {
                    case Button.Run it ->
                            offers.computeIfAbsent(it.label(), _ -> new ArrayList<>())
                                    .add(new Offer(entry, it));
                    case Button.Open it -> links.add(labelled(it, entry, run.size() == 1));
                }
            }
        }
        List<Part.Labelled> single = new ArrayList<>();
        offers.values().forEach(same -> menus(same, run.size() == 1, single, parts));
        single.addAll(links);
        rows(single, parts);
    }

    private record Offer(Block.Entry entry, Button.Run button) {}

    private void entry(Block.Entry entry, List<Part> parts) {
        List<String> lines = new ArrayList<>();
        lines.addAll(
                DiscordText.title(
                        mentions,
                        entry.number() + ". ",
                        DiscordText.oneLine(entry.title()),
                        entry.link(),
                        SECTION));
        lines.addAll(DiscordText.lines(mentions, entry.about(), SECTION));
        for (List<Span> detail : entry.details()) {
            DiscordText.lines(mentions, detail, SECTION).forEach(line -> lines.add(SMALL + line));
        }
        StringBuilder beside = new StringBuilder(lines.getFirst());
        int next = 1;
        while (next < lines.size() && beside.length() + 1 + lines.get(next).length() <= SECTION) {
            beside.append('\n').append(lines.get(next++));
        }
        parts.add(
                new Part.Beside(
                        beside.toString(),
                        new Button.Run(Button.Role.OTHER, "Open", entry.open())));
        lines.subList(next, lines.size()).forEach(line -> parts.add(new Part.Prose(line, false)));
    }

    /// The same thing to do with several entries: a menu to choose the entry from.
    private void menus(
            List<Offer> same, boolean alone, List<Part.Labelled> single, List<Part> parts) {
        if (same.size() == 1) {
            single.add(labelled(same.getFirst().button(), same.getFirst().entry(), alone));
            return;
        }
        List<Part.Choice> choices = new ArrayList<>();
        Set<String> values = new LinkedHashSet<>();
        for (Offer offer : same) {
            if (!values.add(offer.button().code().value())) {
                // A menu takes a value once.
                single.add(labelled(offer.button(), offer.entry(), alone));
                continue;
            }
            String title = DiscordText.oneLine(offer.entry().title());
            choices.add(
                    new Part.Choice(
                            offer.button().role(),
                            DiscordLimits.cut(
                                    offer.entry().number() + ". " + title,
                                    DiscordLimits.SELECT_TEXT),
                            offer.button().code()));
        }
        Button.Run first = same.getFirst().button();
        for (int from = 0; from < choices.size(); from += DiscordLimits.SELECT_OPTIONS) {
            parts.add(
                    new Part.Menu(
                            DiscordLimits.cut(
                                    DiscordText.oneLine(first.label()) + "…",
                                    DiscordLimits.PLACEHOLDER),
                            choices.subList(
                                    from,
                                    Math.min(
                                            choices.size(), from + DiscordLimits.SELECT_OPTIONS))));
        }
    }

    /// A button that says which entry it belongs to, unless there is only one.
    private static Part.Labelled labelled(Button button, Block.Entry entry, boolean alone) {
        return new Part.Labelled(
                alone ? button.label() : entry.number() + ". " + button.label(), button);
    }

    /// A menu holds commands only, each once; what else is folded stands in the row after all.
    private void buttons(Block.Buttons buttons, List<Part> parts) {
        List<Button> row = new ArrayList<>(buttons.row());
        List<Part.Choice> choices = new ArrayList<>();
        Set<String> values = new LinkedHashSet<>();
        for (Button button : buttons.more()) {
            if (button instanceof Button.Run run && values.add(run.code().value())) {
                choices.add(
                        new Part.Choice(
                                run.role(),
                                label(run.label(), DiscordLimits.SELECT_TEXT, "Open"),
                                run.code()));
            } else {
                row.add(button);
            }
        }
        rows(row.stream().map(button -> new Part.Labelled(button.label(), button)).toList(), parts);
        for (int from = 0; from < choices.size(); from += DiscordLimits.SELECT_OPTIONS) {
            parts.add(
                    new Part.Menu(
                            Block.Buttons.MORE + "…",
                            choices.subList(
                                    from,
                                    Math.min(
                                            choices.size(), from + DiscordLimits.SELECT_OPTIONS))));
        }
    }

    private void rows(List<Part.Labelled> buttons, List<Part> parts) {
        List<Part.Labelled> row = new ArrayList<>();
        for (Part.Labelled button : buttons) {
            if (button.button() instanceof Button.Open open
                    && open.target().toASCIIString().length() > DiscordLimits.BUTTON_URL) {
                prose(parts, "", List.of(Span.link(button.label(), open.target())));
                continue;
            }
            row.add(button);
            if (row.size() == DiscordLimits.BUTTONS_IN_ROW) {
                parts.add(new Part.Row(row));
                row = new ArrayList<>();
            }
        }
        if (!row.isEmpty()) {
            parts.add(new Part.Row(row));
        }
    }

    private static String label(String text, int most, String fallback) {
        String label = DiscordLimits.cut(DiscordText.oneLine(text), most);
        return label.isEmpty() ? fallback : label;
    }
}
