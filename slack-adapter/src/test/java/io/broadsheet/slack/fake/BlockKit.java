package io.broadsheet.slack.fake;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.broadsheet.slack.rendering.SlackText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Block Kit's rules as Slack documents them, and what a reader sees of blocks. Written from the
/// reference and not from our own limits, so that the one checks the other.
public final class BlockKit {

    private static final Pattern DATE =
            Pattern.compile("<!date\\^\\d{1,12}\\^[^|^<>]{1,60}\\|[^<>|]{1,300}>");
    private static final Pattern LINK = Pattern.compile("<(https?://[^|<>\\s]+)\\|([^<>|\\n]+)>");
    private static final Pattern GROUP =
            Pattern.compile(
                    "\\{\"type\":\"section\",\"text\":\\{\"type\":\"mrkdwn\",\"text\":\"<!subteam\\^S[A-Z0-9]+>\"}}");
    private static final Set<String> STYLES =
            Set.of(
                    "bold",
                    "italic",
                    "strike",
                    "code",
                    "highlight",
                    "client_highlight",
                    "underline",
                    "unlink");

    /// Each block's keys, the required ones with an exclamation mark.
    private static final Map<String, Set<String>> BLOCKS =
            Map.of(
                    "header", Set.of("text!", "block_id"),
                    "section", Set.of("text", "fields", "accessory", "block_id", "expand"),
                    "context", Set.of("elements!", "block_id"),
                    "actions", Set.of("elements!", "block_id"),
                    "divider", Set.of("block_id"),
                    "image", Set.of("image_url!", "alt_text!", "title", "block_id"),
                    "rich_text", Set.of("elements!", "block_id"),
                    "input",
                            Set.of(
                                    "label!",
                                    "element!",
                                    "hint",
                                    "optional",
                                    "dispatch_action",
                                    "block_id"));

    private static final Map<String, Set<String>> ELEMENTS =
            Map.of(
                    "button",
                            Set.of(
                                    "text!",
                                    "action_id",
                                    "url",
                                    "value",
                                    "style",
                                    "confirm",
                                    "accessibility_label"),
                    "overflow", Set.of("options!", "action_id", "confirm"),
                    "plain_text_input",
                            Set.of(
                                    "action_id",
                                    "initial_value",
                                    "multiline",
                                    "min_length",
                                    "max_length",
                                    "placeholder",
                                    "focus_on_load",
                                    "dispatch_action_config"),
                    "external_select",
                            Set.of(
                                    "action_id",
                                    "initial_option",
                                    "min_query_length",
                                    "placeholder",
                                    "confirm",
                                    "focus_on_load"),
                    "users_select",
                            Set.of(
                                    "action_id",
                                    "initial_user",
                                    "placeholder",
                                    "confirm",
                                    "focus_on_load"),
                    "static_select",
                            Set.of("action_id", "options!", "initial_option", "placeholder"));

    private final List<String> problems = new ArrayList<>();
    private int characters;

    private BlockKit() {}

    /// What Slack would refuse in a message's blocks; empty where nothing.
    public static List<String> messageProblems(JsonArray blocks) {
        return problems(blocks, 50, 13_200, false);
    }

    /// @param mentioning whether the first block may mention a user group, which is all it says
    public static List<String> messageProblems(JsonArray blocks, boolean mentioning) {
        JsonArray rest = blocks.deepCopy();
        if (mentioning && !rest.isEmpty() && GROUP.matcher(rest.get(0).toString()).matches()) {
            rest.remove(0);
        }
        return messageProblems(rest);
    }

    /// What Slack would refuse in the blocks of a modal or a Home tab.
    public static List<String> viewProblems(JsonArray blocks) {
        return problems(blocks, 100, 200_000, true);
    }

    private static List<String> problems(
            JsonArray blocks, int most, int mostCharacters, boolean inputs) {
        BlockKit check = new BlockKit();
        check.require(!blocks.isEmpty(), "no blocks");
        check.require(blocks.size() <= most, blocks.size() + " blocks");
        Set<String> ids = new HashSet<>();
        for (JsonElement each : blocks) {
            JsonObject block = each.getAsJsonObject();
            check.block(block, inputs);
            if (block.has("block_id")) {
                check.length(block, "block_id", 1, 255);
                check.require(
                        ids.add(block.get("block_id").getAsString()),
                        "two blocks with the id " + block.get("block_id"));
            }
        }
        check.require(
                check.characters <= mostCharacters,
                check.characters + " characters: msg_blocks_too_long");
        return check.problems;
    }

    private void block(JsonObject block, boolean inputs) {
        String type = string(block, "type");
        keys(block, BLOCKS, type);
        switch (type) {
            case "header" -> plainText(block.get("text"), 150);
            case "section" -> {
                require(block.has("text") || block.has("fields"), "a section without text");
                if (block.has("text")) {
                    anyText(block.get("text"), 3000);
                }
                if (block.has("accessory")) {
                    element(block.getAsJsonObject("accessory"), new HashSet<>());
                }
            }
            case "context" -> {
                JsonArray elements = block.getAsJsonArray("elements");
                require(
                        !elements.isEmpty() && elements.size() <= 10,
                        elements.size() + " elements in a context");
                elements.forEach(each -> anyText(each, 3000));
            }
            case "actions" -> {
                JsonArray elements = block.getAsJsonArray("elements");
                require(
                        !elements.isEmpty() && elements.size() <= 25,
                        elements.size() + " elements in actions");
                Set<String> ids = new HashSet<>();
                elements.forEach(each -> element(each.getAsJsonObject(), ids));
            }
            case "image" -> {
                length(block, "image_url", 1, 3000);
                length(block, "alt_text", 1, 2000);
                require(
                        string(block, "image_url").matches("https://[\\x21-\\x7e]+"),
                        "no picture: " + block.get("image_url"));
            }
            case "rich_text" -> richText(block.getAsJsonArray("elements"));
            case "input" -> {
                require(inputs, "an input outside a modal");
                plainText(block.get("label"), 2000);
                element(block.getAsJsonObject("element"), new HashSet<>());
            }
            default -> {}
        }
    }

    private void element(JsonObject element, Set<String> ids) {
        String type = string(element, "type");
        keys(element, ELEMENTS, type);
        if (element.has("action_id")) {
            length(element, "action_id", 1, 255);
            require(ids.add(string(element, "action_id")), "two elements with one action_id");
        }
        if (element.has("placeholder")) {
            plainText(element.get("placeholder"), 150);
        }
        switch (type) {
            case "button" -> {
                plainText(element.get("text"), 75);
                length(element, "value", 1, 2000);
                length(element, "url", 1, 3000);
                if (element.has("style")) {
                    require(
                            Set.of("primary", "danger").contains(string(element, "style")),
                            "style " + element.get("style"));
                }
            }
            case "overflow" -> options(element.getAsJsonArray("options"), 1, 5);
            case "static_select" -> options(element.getAsJsonArray("options"), 1, 100);
            default -> {}
        }
    }

    private void options(JsonArray options, int least, int most) {
        require(
                options.size() >= least && options.size() <= most,
                options.size() + " options in a menu");
        options.forEach(each -> option(each.getAsJsonObject()));
    }

    private void option(JsonObject option) {
        plainText(option.get("text"), 75);
        require(option.has("value"), "an option without value");
        length(option, "value", 1, 150);
        length(option, "url", 1, 3000);
    }

    /// What Slack would refuse as an answer to a select that asks for options.
    static List<String> optionProblems(JsonArray options) {
        BlockKit check = new BlockKit();
        check.require(options.size() <= 100, options.size() + " options");
        options.forEach(each -> check.option(each.getAsJsonObject()));
        return check.problems;
    }

    private void richText(JsonArray elements) {
        require(!elements.isEmpty(), "an empty rich text");
        for (JsonElement each : elements) {
            JsonObject element = each.getAsJsonObject();
            String type = string(element, "type");
            switch (type) {
                case "rich_text_section", "rich_text_quote" ->
                        inline(element.getAsJsonArray("elements"), false);
                case "rich_text_preformatted" -> inline(element.getAsJsonArray("elements"), true);
                case "rich_text_list" -> {
                    require(
                            Set.of("bullet", "ordered").contains(string(element, "style")),
                            "list style");
                    JsonArray items = element.getAsJsonArray("elements");
                    require(!items.isEmpty(), "an empty list");
                    for (JsonElement item : items) {
                        require(
                                string(item.getAsJsonObject(), "type").equals("rich_text_section"),
                                "a list's item is a section");
                        inline(item.getAsJsonObject().getAsJsonArray("elements"), false);
                    }
                }
                default -> problems.add("unknown rich text element " + type);
            }
        }
    }

    private void inline(JsonArray elements, boolean preformatted) {
        require(!elements.isEmpty(), "an empty rich text section");
        for (JsonElement each : elements) {
            JsonObject element = each.getAsJsonObject();
            String type = string(element, "type");
            switch (type) {
                case "text" -> length(element, "text", 1, 3000);
                case "link" -> {
                    require(!preformatted || element.has("url"), "a link without url");
                    length(element, "url", 1, 3000);
                    length(element, "text", 1, 3000);
                    require(
                            string(element, "url").matches("https?://[\\x21-\\x7e]+"),
                            "no web address: " + element.get("url"));
                }
                case "channel" ->
                        require(
                                string(element, "channel_id").matches("[CG][A-Z0-9]+"),
                                "channel_id");
                case "date" -> {
                    require(!preformatted, "a date in preformatted text");
                    require(element.get("timestamp").getAsLong() > 0, "timestamp");
                    length(element, "format", 1, 200);
                    length(element, "fallback", 1, 3000);
                }
                default -> problems.add("unknown or mentioning rich text element " + type);
            }
            if (element.has("style")) {
                element.getAsJsonObject("style")
                        .keySet()
                        .forEach(style -> require(STYLES.contains(style), "text style " + style));
            }
        }
    }

    private void anyText(JsonElement text, int most) {
        if (string(text.getAsJsonObject(), "type").equals("mrkdwn")) {
            length(text.getAsJsonObject(), "text", 1, most);
            markup(string(text.getAsJsonObject(), "text"));
        } else {
            plainText(text, most);
        }
    }

    /// Nothing in markup may mention, link, or be an entity that was not meant.
    private void markup(String text) {
        String rest =
                LINK.matcher(DATE.matcher(text).replaceAll(""))
                        .replaceAll("$2")
                        .replaceAll("<#[CG][A-Z0-9]+>", "");
        LINK.matcher(text)
                .results()
                .forEach(link ->
                        require(
                                link.group(1).length() <= 3000
                                        && !link.group(1).replaceAll("&amp;", "").contains("&"),
                                "a link's address: " + link.group(1)));
        require(
                rest.indexOf('<') < 0 && rest.indexOf('>') < 0,
                "markup that is not a date: " + text);
        require(
                !rest.replaceAll("&(?:amp|lt|gt);", "").contains("&"),
                "an unescaped ampersand: " + text);
        require(!rest.contains("://"), "an address that Slack would link: " + text);
    }

    private void plainText(JsonElement element, int most) {
        JsonObject text = element.getAsJsonObject();
        require(string(text, "type").equals("plain_text"), "plain_text is wanted");
        length(text, "text", 1, most);
    }

    private void keys(JsonObject object, Map<String, Set<String>> known, String type) {
        Set<String> keys = known.get(type);
        if (keys == null) {
            problems.add("unknown type " + type);
            return;
        }
        for (String key : object.keySet()) {
            require(
                    key.equals("type") || keys.contains(key) || keys.contains(key + "!"),
                    type + " has no " + key);
        }
        for (String key : keys) {
            require(
                    !key.endsWith("!") || object.has(key.substring(0, key.length() - 1)),
                    type + " needs " + key);
        }
    }

    private void length(JsonObject object, String key, int least, int most) {
        if (object.has(key)) {
            int length = string(object, key).length();
            characters += length;
            require(length >= least && length <= most, key + " of " + length + " characters");
            require(!string(object, key).isBlank() || key.equals("text"), key + " is blank");
        }
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    private static String string(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    // --- reading ---

    /// The addresses that a piece of markup links to.
    public static List<String> links(String markup) {
        return LINK.matcher(markup)
                .results()
                .map(link -> SlackText.unescape(link.group(1)))
                .toList();
    }

    /// All that a reader sees apart from what can be pressed, in order, a line for each text.
    public static List<String> visible(JsonElement blocks) {
        List<String> lines = new ArrayList<>();
        visible(blocks, lines);
        return lines;
    }

    private static void visible(JsonElement element, List<String> lines) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> visible(each, lines));
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            String type = object.has("type") ? string(object, "type") : "";
            switch (type) {
                case "rich_text_section", "rich_text_quote", "rich_text_preformatted" -> {
                    StringBuilder line = new StringBuilder();
                    object.getAsJsonArray("elements")
                            .forEach(each -> line.append(inlineText(each)));
                    lines.addAll(line.toString().lines().toList());
                }
                case "button", "overflow" -> {}
                case "plain_text" -> lines.add(string(object, "text"));
                case "mrkdwn" -> lines.add(readable(string(object, "text")));
                case "context" -> {
                    List<String> parts = new ArrayList<>();
                    visible(object.get("elements"), parts);
                    lines.add(String.join(" ", parts));
                }
                default -> object.entrySet().forEach(entry -> visible(entry.getValue(), lines));
            }
        }
    }

    private static String inlineText(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        if (object.has("channel_id")) {
            return "<#" + string(object, "channel_id") + ">";
        }
        return string(object, object.has("text") ? "text" : "fallback");
    }

    /// Markup as it is read: a date's fallback, no bold and italic marks.
    private static String readable(String markup) {
        return SlackText.unescape(
                LINK.matcher(markup.replaceAll("<!date\\^[^|]*\\|([^>]*)>", "$1"))
                        .replaceAll("$2")
                        .replaceAll("(?<![\\p{L}\\p{N}])[*_`](?=[\\p{L}\\p{N}])", "")
                        .replaceAll("(?<=[\\p{L}\\p{N}.])[*_`](?![\\p{L}\\p{N}])", ""));
    }

    /// A button, or an option of a menu.
    public record Pressable(
            String blockType, String actionId, String label, String value, String url) {}

    /// All that can be pressed, in order.
    public static List<Pressable> pressables(JsonElement blocks) {
        List<Pressable> found = new ArrayList<>();
        pressables(blocks, found);
        return found;
    }

    private static void pressables(JsonElement element, List<Pressable> found) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> pressables(each, found));
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            String type = object.has("type") ? string(object, "type") : "";
            switch (type) {
                case "button" ->
                        found.add(pressable("button", string(object, "action_id"), object));
                case "overflow" ->
                        object.getAsJsonArray("options")
                                .forEach(option ->
                                        found.add(
                                                pressable(
                                                        "overflow",
                                                        string(object, "action_id"),
                                                        option.getAsJsonObject())));
                default -> object.entrySet().forEach(entry -> pressables(entry.getValue(), found));
            }
        }
    }

    private static Pressable pressable(String type, String id, JsonObject object) {
        return new Pressable(
                type,
                id,
                string(object.getAsJsonObject("text"), "text"),
                object.has("value") ? string(object, "value") : "",
                object.has("url") ? string(object, "url") : "");
    }
}
