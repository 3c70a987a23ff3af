package io.broadsheet.discord.rendering;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.interactions.commands.Command;

/// Where Discord has the bot's commands: a command is mentioned by its id, and clicking the mention
/// begins it (reference, Message Formatting: `</NAME SUBCOMMAND:ID>`).
public final class CommandMentions {

    /// By what is typed first: `search`, `schedule add`.
    private volatile Map<String, String> mentions = Map.of();

    /// A line that begins with a command.
    ///
    /// @param mention in Discord's form
    /// @param rest what follows the command; may be empty
    record Mentioned(String mention, String rest) {}

    /// Takes in what Discord has registered.
    public void know(List<Command> commands) {
        Map<String, String> known = new HashMap<>();
        for (Command command : commands) {
            command.getSubcommands()
                    .forEach(sub -> put(known, sub.getName(), command, sub.getName()));
            // A group is no command by itself, so that nothing can be clicked.
            command.getSubcommandGroups()
                    .forEach(group ->
                            known.put(
                                    group.getName(),
                                    "`/" + command.getName() + " " + group.getName() + "`"));
            command.getSubcommandGroups()
                    .forEach(group ->
                            group.getSubcommands()
                                    .forEach(sub -> {
                                        String path = group.getName() + " " + sub.getName();
                                        put(known, path, command, path);
                                    }));
        }
        mentions = Map.copyOf(known);
    }

    private static void put(Map<String, String> known, String typed, Command command, String path) {
        known.put(typed, "</" + command.getName() + " " + path + ":" + command.getId() + ">");
    }

    /// Empty where the line begins with none of the commands, or they are not known yet.
    Optional<Mentioned> of(String line) {
        String[] words = line.strip().split("\\s+", 3);
        for (int taken = Math.min(2, words.length); taken > 0; taken--) {
            String typed = String.join(" ", List.of(words).subList(0, taken));
            String mention = mentions.get(typed.toLowerCase(Locale.ROOT));
            if (mention != null) {
                String rest = line.strip();
                for (int i = 0; i < taken; i++) {
                    rest = rest.substring(words[i].length()).strip();
                }
                return Optional.of(new Mentioned(mention, rest));
            }
        }
        return Optional.empty();
    }
}
