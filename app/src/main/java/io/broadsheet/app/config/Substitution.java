package io.broadsheet.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the values of environment variables in place of `${ENV:NAME}` and `${ENV:NAME:default}`.
/// Where `NAME` is not set and `NAME_FILE` is, the value is the content of the file that
/// `NAME_FILE` names, the way container platforms mount secrets.
final class Substitution {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");
    private static final Pattern SECRET_NAME =
            Pattern.compile(
                    "(?i).*(?:TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|(?:^|[_.])KEYS?$|API_?KEY).*");

    private final Map<String, String> environment;

    Substitution(Map<String, String> environment) {
        this.environment = environment;
    }

    /// A text after substitution.
    ///
    /// @param secret whether part of it must not be shown: it came from a mounted file, or from a
    ///   variable named like a secret
    record Value(String text, boolean secret) {}

    /// @param problems gets a sentence for each variable that has no value
    /// @return the text with the values, or empty where one is missing
    Optional<Value> apply(String text, Consumer<String> problems) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder result = new StringBuilder();
        boolean secret = false;
        boolean complete = true;
        while (matcher.find()) {
            String name = matcher.group(1);
            String fallback = matcher.group(2);
            String direct = environment.get(name);
            String file = environment.get(name + "_FILE");
            String value;
            if (direct != null && !direct.isEmpty() && file != null && !file.isEmpty()) {
                problems.accept(
                        "Both " + name + " and " + name + "_FILE are set. Keep one of them.");
                complete = false;
                value = "";
            } else if (file != null && !file.isEmpty()) {
                Optional<String> content = read(name, file, problems);
                complete &= content.isPresent();
                value = content.orElse("");
                secret = true;
            } else if (direct != null && !direct.isEmpty()) {
                value = direct;
                secret |= isSecret(name);
            } else if (fallback != null) {
                value = fallback;
            } else {
                problems.accept(
                        "The environment variable "
                                + name
                                + " is not set. Set it, or set "
                                + name
                                + "_FILE to a file that holds its value, or write a default: ${ENV:"
                                + name
                                + ":default}.");
                complete = false;
                value = "";
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        matcher.appendTail(result);
        return complete ? Optional.of(new Value(result.toString(), secret)) : Optional.empty();
    }

    /// Whether something of this name should not be shown.
    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    private static Optional<String> read(String name, String file, Consumer<String> problems) {
        try {
            return Optional.of(Files.readString(Path.of(file)).stripTrailing());
        } catch (IOException | InvalidPathException e) {
            problems.accept("The file that " + name + "_FILE names cannot be read: " + file + ".");
            return Optional.empty();
        }
    }
}
