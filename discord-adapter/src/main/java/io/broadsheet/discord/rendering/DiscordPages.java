package io.broadsheet.discord.rendering;

import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.actionrow.ActionRowChildComponent;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.section.Section;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/// Lays parts out over messages, each within Discord's limits.
final class DiscordPages {

    private static final int BLUE = 0x2F6FDE;
    private static final int AMBER = 0xE0A030;
    private static final int RED = 0xC83C3C;

    private static final String REST = "rest-of-the-answer.txt";

    private DiscordPages() {}

    /// What the first message has besides its parts.
    ///
    /// @param role the id of a role that it names, empty for none
    /// @param notifies whether whoever has the role is notified
    /// @param mark a number that it carries unseen, 0 for none
    record First(String role, boolean notifies, int mark) {
        static final First PLAIN = new First("", false, 0);
    }

    /// The messages, at least one.
    static List<MessageCreateData> of(List<Part> parts, Reply.Kind kind, First first) {
        String role = first.role();
        boolean mentions = role.matches("\\d{1,20}");
        List<Part> all = new ArrayList<>();
        if (mentions) {
            all.add(new Part.Prose("<@&" + role + ">", false));
        }
        all.addAll(parts);
        List<List<Part>> pages = paginate(all);
        if (pages.size() > DiscordLimits.MESSAGES) {
            pages = withRestAsFile(pages);
        }
        List<MessageCreateData> messages = new ArrayList<>();
        for (List<Part> page : pages) {
            MessageCreateBuilder message =
                    message(page, kind, messages.isEmpty() ? first.mark() : 0);
            if (mentions && first.notifies() && messages.isEmpty()) {
                message = message.mentionRoles(role);
            }
            messages.add(message.build());
        }
        return messages;
    }

    private static List<List<Part>> paginate(List<Part> parts) {
        List<List<Part>> pages = new ArrayList<>();
        List<Part> page = new ArrayList<>();
        for (Part part : parts) {
            page.add(part);
            if (!fits(page)) {
                int keep = page.size() - 1;
                // A heading goes along with what it is the heading of, where both fit.
                while (keep > 1
                        && page.get(keep - 1) instanceof Part.Prose prose
                        && prose.leads()
                        && fits(page.subList(keep - 1, page.size()))) {
                    keep--;
                }
                pages.add(List.copyOf(page.subList(0, keep)));
                page = new ArrayList<>(page.subList(keep, page.size()));
            }
        }
        if (!page.isEmpty() || pages.isEmpty()) {
            pages.add(page);
        }
        return pages;
    }

    private static boolean fits(List<Part> page) {
        int components = 1;
        int characters = 0;
        int files = 0;
        Part before = null;
        for (Part part : page) {
            boolean joins = part instanceof Part.Prose && before instanceof Part.Prose;
            components += joins ? 0 : part.components();
            characters += part.characters() + (joins ? 1 : 0);
            files += part instanceof Part.Attachment ? 1 : 0;
            before = part;
        }
        return components <= DiscordLimits.COMPONENTS
                && characters <= DiscordLimits.TEXT
                && files <= DiscordLimits.FILES;
    }

    /// The first pages as they are, and all that follows in a file; files stay files.
    private static List<List<Part>> withRestAsFile(List<List<Part>> pages) {
        List<List<Part>> kept = new ArrayList<>(pages.subList(0, DiscordLimits.MESSAGES - 1));
        StringJoiner rest = new StringJoiner("\n");
        List<Part> files = new ArrayList<>();
        pages.subList(DiscordLimits.MESSAGES - 1, pages.size())
                .forEach(page ->
                        page.forEach(part -> {
                            switch (part) {
                                case Part.Prose prose -> rest.add(prose.markdown());
                                case Part.Beside(String markdown, Button.Run button) -> {
                                    rest.add(markdown);
                                    rest.add(said(new Part.Labelled(button.label(), button)));
                                }
                                case Part.Row row ->
                                        row.buttons().forEach(button -> rest.add(said(button)));
                                case Part.Menu menu ->
                                        menu.choices()
                                                .forEach(choice ->
                                                        rest.add(
                                                                "["
                                                                        + menu.placeholder()
                                                                        + "] "
                                                                        + choice.label()));
                                case Part.Picture _ -> {}
                                case Part.Line _ -> rest.add("----");
                                case Part.Attachment attachment -> files.add(attachment);
                            }
                        }));
        List<Part> last = new ArrayList<>();
        last.add(
                new Part.Prose(
                        "-# This answer is too long for Discord. The rest of it is in the file.",
                        false));
        last.add(new Part.Attachment(REST, rest.toString().getBytes(StandardCharsets.UTF_8)));
        last.addAll(files);
        kept.addAll(paginate(last));
        return kept;
    }

    private static String said(Part.Labelled button) {
        String label = "[" + DiscordText.oneLine(button.label()) + "]";
        return switch (button.button()) {
            case Button.Run _ -> label;
            case Button.Open open -> label + " " + open.target();
        };
    }

    private static MessageCreateBuilder message(List<Part> page, Reply.Kind kind, int mark) {
        Ids ids = new Ids();
        Set<String> fileNames = new HashSet<>();
        List<ContainerChildComponent> components = new ArrayList<>();
        StringBuilder prose = new StringBuilder();
        for (Part part : page) {
            if (!(part instanceof Part.Prose)) {
                flush(prose, components);
            }
            switch (part) {
                case Part.Prose(String markdown, boolean _) -> {
                    if (!prose.isEmpty()) {
                        prose.append('\n');
                    }
                    prose.append(markdown);
                }
                case Part.Beside(String markdown, Button.Run button) ->
                        components.add(
                                Section.of(
                                        button(new Part.Labelled(button.label(), button), ids),
                                        TextDisplay.of(markdown)));
                case Part.Picture(String address, String alternative) ->
                        components.add(
                                MediaGallery.of(
                                        MediaGalleryItem.fromUrl(address)
                                                .withDescription(alternative)));
                case Part.Row(List<Part.Labelled> buttons) -> {
                    List<ActionRowChildComponent> row = new ArrayList<>();
                    buttons.forEach(button -> row.add(button(button, ids)));
                    components.add(ActionRow.of(row));
                }
                case Part.Menu menu -> components.add(ActionRow.of(menu(menu, ids)));
                case Part.Line() ->
                        components.add(Separator.createDivider(Separator.Spacing.SMALL));
                case Part.Attachment(String name, byte[] content) -> {
                    FileUpload file =
                            FileUpload.fromData(
                                    content.length == 0 ? new byte[] {'\n'} : content,
                                    fileName(name, fileNames));
                    components.add(FileDisplay.fromFile(file));
                }
            }
        }
        flush(prose, components);
        if (components.isEmpty()) {
            components.add(TextDisplay.of("-# There is nothing to show."));
        }
        Container container = Container.of(components);
        if (mark != 0) {
            // A component's id is the bot's to choose, and comes back with the message
            // (components/reference); nobody sees it.
            container = container.withUniqueId(mark);
        }
        return new MessageCreateBuilder()
                .useComponentsV2()
                .setComponents(container.withAccentColor(accent(kind)))
                .setAllowedMentions(Set.of())
                .mentionRepliedUser(false);
    }

    private static void flush(StringBuilder prose, List<ContainerChildComponent> components) {
        if (!prose.isEmpty()) {
            components.add(TextDisplay.of(prose.toString()));
            prose.setLength(0);
        }
    }

    private static int accent(Reply.Kind kind) {
        return switch (kind) {
            case ANSWER -> BLUE;
            case REJECTION -> AMBER;
            case FAILURE -> RED;
        };
    }

    /// Ids that are used once in a message.
    private static final class Ids {
        private final Map<String, Integer> positions = new HashMap<>();
        private int buttons;
        private int repeated;
        private int menus;

        String ofButton(String code) {
            int position = buttons++;
            Integer earlier = positions.putIfAbsent(code, position);
            return earlier == null ? code : PressCode.repeated(repeated++, earlier);
        }

        String ofMenu() {
            return PressCode.menu(menus++);
        }
    }

    private static net.dv8tion.jda.api.components.buttons.Button button(
            Part.Labelled labelled, Ids ids) {
        String label =
                DiscordLimits.cut(
                        DiscordText.oneLine(labelled.label()), DiscordLimits.BUTTON_LABEL);
        String shown = label.isEmpty() ? "Open" : label;
        return switch (labelled.button()) {
            case Button.Run run ->
                    net.dv8tion.jda.api.components.buttons.Button.of(
                            style(run.style()),
                            ids.ofButton(run.code().value()),
                            shown,
                            icon(run.role()));
            case Button.Open open ->
                    net.dv8tion.jda.api.components.buttons.Button.of(
                            ButtonStyle.LINK,
                            open.target().toASCIIString(),
                            shown,
                            icon(open.role()));
        };
    }

    private static StringSelectMenu menu(Part.Menu menu, Ids ids) {
        return StringSelectMenu.create(ids.ofMenu())
                .setPlaceholder(menu.placeholder())
                .addOptions(
                        menu.choices().stream()
                                .map(choice ->
                                        SelectOption.of(choice.label(), choice.code().value())
                                                .withEmoji(icon(choice.role())))
                                .toList())
                .build();
    }

    private static ButtonStyle style(Button.Style style) {
        return switch (style) {
            case PLAIN -> ButtonStyle.SECONDARY;
            case PRIMARY -> ButtonStyle.PRIMARY;
            case DANGER -> ButtonStyle.DANGER;
        };
    }

    private static @Nullable Emoji icon(Button.Role role) {
        String icon =
                switch (role) {
                    case OPEN -> "📄";
                    case SAVE -> "🔖";
                    case UNSAVE -> "🔖";
                    case DISMISS -> "🚫";
                    case SIMILAR -> "🔎";
                    case DISCUSS -> "💬";
                    case CITE -> "📋";
                    case SHARE -> "📣";
                    case NEXT -> "▶️";
                    case PREVIOUS -> "◀️";
                    case CONFIRM -> "✅";
                    case CANCEL -> "✖️";
                    // A vote's label has its sign, with the count.
                    case UPVOTE, OTHER -> "";
                };
        return icon.isEmpty() ? null : Emoji.fromUnicode(icon);
    }

    /// A name that is safe everywhere, once in a message.
    private static String fileName(String name, Set<String> taken) {
        String safe =
                DiscordLimits.cut(name, 80)
                        .replaceAll("[^A-Za-z0-9._-]+", "_")
                        .replaceAll("^[._]+", "");
        String base = safe.isEmpty() ? "file" : safe;
        String unique = base;
        for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
            unique = i + "-" + base;
        }
        return unique;
    }
}
