package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommandBookTest {

    /// Discord counts names, descriptions and choices of one command together, up to 8,000
    /// characters, and allows 25 subcommands (Discord, "Application Commands").
    @Test
    void fitsIntoDiscordsCommands() {
        // Those of a reading group, and of what leaves Discord, are commands of their own.
        Map<CommandSpec.Group, Integer> commands = new EnumMap<>(CommandSpec.Group.class);
        Map<CommandSpec.Group, Integer> characters = new EnumMap<>(CommandSpec.Group.class);
        for (CommandSpec spec : CommandBook.typed()) {
            CommandSpec.Group group =
                    switch (spec.group()) {
                        case TOGETHER, OUTSIDE, SHELF -> spec.group();
                        default -> CommandSpec.Group.FIND;
                    };
            commands.merge(group, 1, Integer::sum);
            int length = spec.name().length() + spec.summary().length();
            for (CommandSpec.Option option : spec.options()) {
                length += option.name().length() + option.description().length();
                length += option.choices().stream().mapToInt(choice -> 2 * choice.length()).sum();
            }
            characters.merge(group, length, Integer::sum);
        }

        // The form is one more.
        assertThat(commands.values()).allMatch(count -> count <= 24);
        assertThat(characters.values()).allMatch(length -> length <= 8_000);
    }

    @Test
    void namesNothingTwice() {
        Set<String> names = new HashSet<>();
        for (CommandSpec spec : CommandBook.specs()) {
            assertThat(names.add(spec.name())).as(spec.name()).isTrue();
            Set<String> options = new HashSet<>();
            spec.options().forEach(option -> assertThat(options.add(option.name())).isTrue());
        }
    }

    /// What a channel sees, or what changes something, shows where it is done twice.
    @Test
    void knowsWhichCommandsChangeSomething() {
        Set<String> changing = new TreeSet<>();
        for (CommandSpec spec : CommandBook.typed()) {
            for (String example : spec.examples()) {
                if (CommandLine.parse(example)
                        instanceof CommandLine.Parsed.Understood(Command command)) {
                    if (command.changes()) {
                        changing.add(spec.name());
                    }
                    boolean reads =
                            command.effect() == Command.Effect.NONE
                                    && spec.visibility() != CommandSpec.Visibility.CHANNEL;
                    assertThat(command.changes() || reads || example.equals("digest"))
                            .as(example)
                            .isTrue();
                }
            }
        }
        assertThat(changing)
                .contains(
                        "save",
                        "unsave",
                        "follow",
                        "unfollow",
                        "mute",
                        "unmute",
                        "submit",
                        "digest")
                .doesNotContain("search", "show", "similar", "saved", "trending", "help");
        assertThat(new ScheduleCommand(ScheduleCommand.ScheduleVerb.NOW, "1").changes()).isTrue();
        assertThat(new ScheduleCommand(ScheduleCommand.ScheduleVerb.LIST, "").changes()).isFalse();
        assertThat(new DiscussCommand("1").changes()).isTrue();
        assertThat(new ShareCommand(new ShowCommand("1")).changes()).isTrue();
        assertThat(new UpvoteCommand("1").changes()).isTrue();
    }

    @Test
    void leavesSingleLettersToButtons() {
        assertThat(CommandBook.specs())
                .allSatisfy(spec -> assertThat(spec.name()).hasSizeGreaterThan(1));
    }

    @Test
    void writesSummariesAsPlainSentences() {
        assertThat(CommandBook.typed())
                .allSatisfy(spec -> {
                    assertThat(spec.summary()).doesNotEndWith(".").doesNotContain("!");
                    assertThat(Character.isUpperCase(spec.summary().charAt(0))).isTrue();
                });
    }
}
