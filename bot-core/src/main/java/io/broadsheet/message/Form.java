package io.broadsheet.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Something to fill in: a dialogue on Slack and Discord, a prompt in the console.
///
/// @param submit the name of the command that is run with what was filled in
/// @param given options of the command that are not asked for, because they are known: words of
///   small letters
public record Form(
        String title,
        String submitLabel,
        String submit,
        List<Field> fields,
        Map<String, String> given) {

    private static final Pattern WORD = Pattern.compile("[a-z]{1,32}");
    private static final Pattern CODE =
            Pattern.compile("([a-z]{1,32})((?:;[a-z]{1,32}=[a-z]{1,32}){0,5})");

    /// How a field is filled in.
    public enum FieldKind {
        LINE,
        /// Text of several lines.
        LINES,
        /// A person of the platform, picked from all where there is a picker; the value is their
        /// id.
        PERSON
    }

    /// @param option the command's option that the field fills
    /// @param placeholder an example shown while the field is empty
    public record Field(
            String option, String label, String placeholder, boolean required, FieldKind kind) {

        /// A field of one line.
        public Field(String option, String label, String placeholder, boolean required) {
            this(option, label, placeholder, required, FieldKind.LINE);
        }
    }

    /// What was filled in, with what was known.
    ///
    /// @param command the name of the command to run
    public record Purpose(String command, Map<String, String> given) {

        public Purpose {
            given = Map.copyOf(given);
        }

        /// The options of the command.
        ///
        /// @param values by the fields' options
        public Map<String, String> with(Map<String, String> values) {
            Map<String, String> all = new LinkedHashMap<>(given);
            all.putAll(values);
            return all;
        }
    }

    /// @throws IllegalArgumentException if what is given is not words of small letters
    public Form {
        fields = List.copyOf(fields);
        given = Map.copyOf(given);
        given.forEach((option, value) -> {
            if (!WORD.matcher(option).matches() || !WORD.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "a form knows words of small letters, not '" + option + "=" + value + "'");
            }
        });
    }

    /// A form that knows nothing yet.
    public Form(String title, String submitLabel, String submit, List<Field> fields) {
        this(title, submitLabel, submit, fields, Map.of());
    }

    public Purpose purpose() {
        return new Purpose(submit, given);
    }

    /// What a platform keeps with the form, to know later what it was for: `rota;action=swap`.
    public String code() {
        StringBuilder code = new StringBuilder(submit);
        new TreeMap<>(given)
                .forEach((option, value) ->
                        code.append(';').append(option).append('=').append(value));
        return code.toString();
    }

    /// What a form's code says; empty where it is none of this version's.
    public static Optional<Purpose> purpose(String code) {
        Matcher matcher = CODE.matcher(code);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String pair : matcher.group(2).split(";")) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                given.put(pair.substring(0, sign), pair.substring(sign + 1));
            }
        }
        return Optional.of(new Purpose(matcher.group(1), given));
    }
}
