package io.broadsheet.discord.fake;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// What Discord accepts as a message, a modal or a command, checked on the JSON that is sent: its
/// developer documentation's rules, also those that its published schema does not express.
public final class PayloadRules {

    private static final int V2 = 1 << 15;
    private static final int EPHEMERAL = 1 << 6;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> customIds = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private int mentionable;
    private int components;
    private int characters;

    private PayloadRules() {}

    /// What is wrong with a message.
    public static List<String> message(DataObject message) {
        PayloadRules rules = new PayloadRules();
        rules.checkMessage(message);
        return rules.problems;
    }

    /// What is wrong with a post of the bot's own, which may mention one role.
    static List<String> posted(DataObject message) {
        PayloadRules rules = new PayloadRules();
        rules.mentionable = 1;
        rules.checkMessage(message);
        return rules.problems;
    }

    public static List<String> modal(DataObject modal) {
        PayloadRules rules = new PayloadRules();
        rules.checkModal(modal);
        return rules.problems;
    }

    private void checkMessage(DataObject message) {
        long flags = message.getLong("flags", 0);
        require((flags & V2) != 0, "the message is of Components V2");
        require((flags & ~(V2 | EPHEMERAL)) == 0, "no other flags than V2 and EPHEMERAL: " + flags);
        require(message.getString("content", "").isEmpty(), "no content beside components");
        require(message.optArray("embeds").map(DataArray::isEmpty).orElse(true), "no embeds");
        DataObject mentions = message.optObject("allowed_mentions").orElse(null);
        require(mentions != null, "allowed_mentions is said");
        if (mentions != null) {
            require(
                    mentions.optArray("parse").map(DataArray::isEmpty).orElse(false),
                    "allowed_mentions.parse is []");
            require(
                    mentions.optArray("users").map(DataArray::isEmpty).orElse(true)
                            && mentions.optArray("roles").map(DataArray::length).orElse(0)
                                    <= mentionable,
                    "nobody is listed to be mentioned");
        }
        DataArray top = message.optArray("components").orElse(DataArray.empty());
        require(!top.isEmpty(), "there are components");
        each(top).forEach(component -> component(component, "message"));
        require(components <= 40, "at most 40 components, not " + components);
        require(characters <= 4_000, "at most 4,000 characters, not " + characters);
        message.optArray("attachments")
                .ifPresent(attachments -> {
                    require(attachments.length() <= 10, "at most 10 files");
                    Set<String> sent = new HashSet<>();
                    each(attachments).forEach(file -> sent.add(file.getString("filename")));
                    require(sent.size() == attachments.length(), "files have different names");
                    require(sent.equals(files), "every file is shown and exists: " + sent + files);
                });
    }

    private void component(DataObject component, String parent) {
        components++;
        int type = component.getInt("type");
        switch (type) {
            case 1 -> {
                within(parent, type, "message", "container");
                row(component.getArray("components"));
            }
            case 2 -> {
                within(parent, type, "row", "section");
                button(component);
            }
            case 3 -> {
                within(parent, type, "row", "label");
                menu(component);
            }
            case 9 -> {
                within(parent, type, "message", "container");
                DataArray texts = component.getArray("components");
                require(texts.length() >= 1 && texts.length() <= 3, "a section has 1 to 3 texts");
                each(texts).forEach(text -> component(text, "section"));
                component(component.getObject("accessory"), "section");
            }
            case 10 -> {
                within(parent, type, "message", "container", "section");
                String content = component.getString("content");
                require(!content.isBlank(), "a text says something");
                characters += content.length();
            }
            case 12 -> {
                within(parent, type, "message", "container");
                List<DataObject> items = each(component.getArray("items"));
                require(
                        !items.isEmpty() && items.size() <= 10,
                        "a gallery has 1 to 10 pictures, not " + items.size());
                for (DataObject item : items) {
                    String url = item.getObject("media").getString("url");
                    require(
                            url.startsWith("https://") && url.length() <= 2_048,
                            "a picture's address: " + url);
                    String description = item.getString("description", "");
                    require(
                            !description.isBlank() && description.length() <= 1_024,
                            "a picture has a description: " + description);
                }
            }
            case 13 -> {
                within(parent, type, "message", "container");
                String url = component.getObject("file").getString("url");
                require(url.startsWith("attachment://"), "a file is an attachment: " + url);
                files.add(url.substring("attachment://".length()));
            }
            case 14 -> within(parent, type, "message", "container");
            case 17 -> {
                within(parent, type, "message");
                DataArray children = component.getArray("components");
                require(!children.isEmpty(), "a container has children");
                each(children).forEach(child -> component(child, "container"));
            }
            default -> problems.add("component of type " + type);
        }
    }

    private void row(DataArray children) {
        List<DataObject> all = each(children);
        require(!all.isEmpty(), "a row is not empty");
        long buttons = all.stream().filter(child -> child.getInt("type") == 2).count();
        require(
                buttons == all.size() ? buttons <= 5 : all.size() == 1,
                "a row has up to 5 buttons or 1 menu");
        all.forEach(child -> component(child, "row"));
    }

    private void button(DataObject button) {
        String label = button.getString("label", "");
        require(!label.isBlank() && label.length() <= 80, "a label has 1 to 80 characters");
        int style = button.getInt("style");
        if (style == 5) {
            String url = button.getString("url");
            require(url.length() <= 512, "an address has up to 512 characters");
            require(isAddress(url), "an address is one: " + url);
            require(!button.hasKey("custom_id"), "a link has no id");
        } else {
            require(style >= 1 && style <= 4, "a style is known");
            customId(button.getString("custom_id"));
        }
    }

    private void menu(DataObject menu) {
        customId(menu.getString("custom_id"));
        require(menu.getString("placeholder", "").length() <= 150, "a placeholder is short");
        List<DataObject> options = each(menu.getArray("options"));
        require(!options.isEmpty() && options.size() <= 25, "a menu has 1 to 25 options");
        Set<String> values = new HashSet<>();
        for (DataObject option : options) {
            String label = option.getString("label");
            String value = option.getString("value");
            require(!label.isBlank() && label.length() <= 100, "an option's label is 1 to 100");
            require(!value.isEmpty() && value.length() <= 100, "an option's value is 1 to 100");
            require(values.add(value), "options have different values");
        }
    }

    private void checkModal(DataObject modal) {
        String title = modal.getString("title");
        require(!title.isBlank() && title.length() <= 45, "a title has 1 to 45 characters");
        customId(modal.getString("custom_id"));
        List<DataObject> labels = each(modal.getArray("components"));
        require(!labels.isEmpty() && labels.size() <= 5, "a modal has 1 to 5 fields");
        for (DataObject label : labels) {
            require(label.getInt("type") == 18, "a field is in a label");
            require(label.getString("label").length() <= 45, "a label has up to 45 characters");
            DataObject input = label.getObject("component");
            require(input.getInt("type") == 4, "a field is a text input");
            customId(input.getString("custom_id"));
            require(input.getString("placeholder", "").length() <= 100, "a placeholder is short");
        }
    }

    private void customId(String id) {
        require(!id.isEmpty() && id.length() <= 100, "a custom_id has 1 to 100 characters");
        require(customIds.add(id), "a custom_id is used once: " + id);
    }

    private void within(String parent, int type, String... parents) {
        require(List.of(parents).contains(parent), "a component " + type + " in a " + parent);
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = URI.create(url);
            return List.of("http", "https", "discord").contains(uri.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            problems.add("not so: " + rule);
        }
    }

    public static List<DataObject> each(DataArray array) {
        List<DataObject> objects = new ArrayList<>();
        for (int i = 0; i < array.length(); i++) {
            objects.add(array.getObject(i));
        }
        return objects;
    }
}
