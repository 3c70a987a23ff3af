package io.broadsheet.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What was given with a command, by option: the same whether it was typed in a line or filled into
/// a platform's fields.
public record Arguments(Map<String, String> values) {

    public static final Arguments NONE = new Arguments(Map.of());

    public Arguments {
        Map<String, String> given = new LinkedHashMap<>();
        values.forEach((option, value) -> {
            if (!value.isBlank()) {
                given.put(option, value.strip());
            }
        });
        // In the order in which they were given, which what is said of them keeps.
        values = Collections.unmodifiableMap(given);
    }

    static Arguments of(String option, String value) {
        return new Arguments(Map.of(option, value));
    }

    /// The value of an option, without blanks around it; empty where nothing was given.
    public Optional<String> get(String option) {
        return Optional.ofNullable(values.get(option));
    }

    String text(String option) {
        return values.getOrDefault(option, "");
    }

    /// The paper that is meant, as people name papers.
    ///
    /// @param example a line that names one
    String paper(String example) throws Misunderstanding {
        String paper = text("paper");
        if (paper.isEmpty()) {
            throw new Misunderstanding("Tell me which paper.", example);
        }
        return paper;
    }

    /// The choice that was made, by its name in lower case.
    ///
    /// @param otherwise the choice where none was made
    <E extends Enum<E>> E choice(String option, E otherwise, String example)
            throws Misunderstanding {
        String value = text(option);
        if (value.isEmpty()) {
            return otherwise;
        }
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E choice : otherwise.getDeclaringClass().getEnumConstants()) {
            if (choice.name().equals(name)) {
                return choice;
            }
        }
        throw new Misunderstanding("I do not know the " + option + " '" + value + "'.", example);
    }

    boolean no(String option) {
        return text(option).equalsIgnoreCase("false") || text(option).equalsIgnoreCase("no");
    }

    boolean yes(String option) {
        return text(option).equalsIgnoreCase("true") || text(option).equalsIgnoreCase("yes");
    }
}
