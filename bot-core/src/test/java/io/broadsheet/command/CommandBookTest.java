package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandBookTest {

    /// Discord counts names, descriptions and choices of one command together, up to 8,000
    /// characters, and allows 25 subcommands (Discord, "Application Commands").
    @Test
    void fitsIntoOneDiscordCommand() {
        int characters = 0;
        for (CommandSpec spec : CommandBook.typed()) {
            characters += spec.name().length() + spec.summary().length();
            for (CommandSpec.Option option : spec.options()) {
                characters += option.name().length() + option.description().length();
                characters +=
                        option.choices().stream().mapToInt(choice -> 2 * choice.length()).sum();
            }
        }

        assertThat(CommandBook.typed()).hasSizeLessThanOrEqualTo(25);
        assertThat(characters).isLessThanOrEqualTo(8_000);
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
