package io.broadsheet.discord.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/// What Discord accepts as a command (interactions/application-commands), checked on what is sent.
final class CommandRules {

    private final List<String> problems = new ArrayList<>();

    private CommandRules() {}

    static List<String> problems(DataObject command) {
        CommandRules rules = new CommandRules();
        int type = command.getInt("type", 1);
        if (type == 1) {
            rules.named(command);
            rules.options(command.optArray("options").orElse(DataArray.empty()), 0);
            rules.require(length(command) <= 8_000, "a command has up to 8,000 characters in all");
        } else {
            String name = command.getString("name");
            rules.require(!name.isBlank() && name.length() <= 32, "a name has 1 to 32 characters");
            rules.require(
                    command.getString("description", "").isEmpty(), "a menu's command has no text");
        }
        return rules.problems;
    }

    private void named(DataObject object) {
        String name = object.getString("name");
        require(name.matches("[-_'\\p{Ll}\\p{N}]{1,32}"), "a name is lower case: " + name);
        String description = object.getString("description");
        require(
                !description.isBlank() && description.length() <= 100,
                "a description has 1 to 100 characters: " + description);
    }

    private void options(DataArray array, int depth) {
        List<DataObject> options = PayloadRules.each(array);
        require(options.size() <= 25, "up to 25 options");
        Set<String> names = new HashSet<>();
        boolean optional = false;
        for (DataObject option : options) {
            named(option);
            require(names.add(option.getString("name")), "options have different names");
            int type = option.getInt("type");
            if (type <= 2) {
                require(depth < 2, "subcommands are nested twice at most");
                options(option.optArray("options").orElse(DataArray.empty()), depth + 1);
                continue;
            }
            boolean required = option.getBoolean("required", false);
            require(!(required && optional), "required options come first");
            optional |= !required;
            List<DataObject> choices =
                    PayloadRules.each(option.optArray("choices").orElse(DataArray.empty()));
            require(choices.size() <= 25, "up to 25 choices");
            require(
                    choices.isEmpty() || !option.getBoolean("autocomplete", false),
                    "choices exclude autocomplete");
        }
    }

    private static int length(DataObject object) {
        int length =
                object.getString("name", "").length()
                        + object.getString("description", "").length();
        for (String list : List.of("options", "choices")) {
            for (DataObject each :
                    PayloadRules.each(object.optArray(list).orElse(DataArray.empty()))) {
                length += length(each) + each.getString("value", "").length();
            }
        }
        return length;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            problems.add("not so: " + rule);
        }
    }
}
