package io.broadsheet.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Fills the records of [Settings] from a configuration file and collects everything that does not
/// fit.
final class Binder {

    private final String file;
    private final Substitution substitution;
    private final Places places;
    private final List<Problem> problems;
    private final Map<String, String> effective = new LinkedHashMap<>();
    private final Map<String, String> keyPaths = new LinkedHashMap<>();

    /// @param file names the file in problems
    /// @param problems receives what does not fit
    Binder(String file, Substitution substitution, Places places, List<Problem> problems) {
        this.file = file;
        this.substitution = substitution;
        this.places = places;
        this.problems = problems;
    }

    /// The settings, or empty where a value was wrong; then there are problems.
    Optional<Settings> bind(Node.Keys root) {
        collectPaths(Settings.class, "");
        return Optional.ofNullable(record(Settings.class, root, ""));
    }

    /// Every key in the order of the records with the value that holds, secrets masked.
    Map<String, String> effective() {
        return effective;
    }

    private <R> @Nullable R record(Class<R> type, Node.@Nullable Keys keys, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        if (keys != null) {
            reportUnknown(components, keys, prefix);
        }
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Node node = keys == null ? null : keys.values().get(key(component));
            String path = prefix + key(component);
            values[i] =
                    component.getType().isRecord()
                            ? record(component.getType(), section(node, path), path + ".")
                            : value(component, node, path);
            complete &= values[i] != null;
        }
        return complete ? construct(type, components, values) : null;
    }

    private Node.@Nullable Keys section(@Nullable Node node, String path) {
        return switch (node) {
            case null -> null;
            case Node.Keys keys -> keys;
            case Node.Nothing _ -> null;
            case Node.Text(int line, String text) -> {
                report(
                        line,
                        path
                                + " is '"
                                + abbreviate(text)
                                + "', but must hold keys and values of its own.");
                yield null;
            }
            case Node.Items items -> {
                report(
                        items.line(),
                        path + " is a list, but must hold keys and values of its own.");
                yield null;
            }
        };
    }

    private @Nullable Object value(RecordComponent component, @Nullable Node node, String path) {
        Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalStateException(path + " has no @Setting");
        }
        Type type = component.getGenericType();
        return switch (node) {
            case null -> fallback(type, setting, path);
            case Node.Nothing _ -> fallback(type, setting, path);
            case Node.Keys keys -> {
                report(
                        keys.line(),
                        path
                                + " holds keys, but must be "
                                + must(type, setting)
                                + ", for example "
                                + setting.example()
                                + ".");
                yield null;
            }
            case Node.Items(_, List<Node> items) when type instanceof ParameterizedType list ->
                    list(list, setting, path, items);
            case Node.Items items -> {
                report(
                        items.line(),
                        path
                                + " is a list, but must be "
                                + must(type, setting)
                                + ", for example "
                                + setting.example()
                                + ".");
                yield null;
            }
            case Node.Text text when type instanceof ParameterizedType list ->
                    list(list, setting, path, List.of(text));
            case Node.Text(int line, String text) -> single(type, setting, path, line, text);
        };
    }

    private @Nullable Object fallback(Type type, Setting setting, String path) {
        return type instanceof ParameterizedType list
                ? list(
                        list,
                        setting,
                        path,
                        Pattern.compile(",")
                                .splitAsStream(setting.fallback())
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .<Node>map(item -> new Node.Text(0, item))
                                .toList())
                : single(type, setting, path, 0, setting.fallback());
    }

    private @Nullable List<Object> list(
            ParameterizedType type, Setting setting, String path, List<Node> items) {
        List<Object> values = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (Node item : items) {
            if (!(item instanceof Node.Text(int line, String text))) {
                report(
                        item.line(),
                        path
                                + " must be a list of plain values, for example "
                                + setting.example()
                                + ".");
                continue;
            }
            Object value = single(type.getActualTypeArguments()[0], setting, path, line, text);
            if (value != null) {
                values.add(value);
                shown.add(effective.getOrDefault(path, ""));
            }
        }
        effective.put(path, shown.toString());
        return values.size() == items.size() ? values : null;
    }

    private @Nullable Object single(
            Type type, Setting setting, String path, int line, String written) {
        Optional<Substitution.Value> substituted =
                substitution.apply(written, sentence -> report(line, path + ": " + sentence));
        if (substituted.isEmpty()) {
            return null;
        }
        String text = substituted.get().text().strip();
        boolean secret =
                setting.hidden() || substituted.get().secret() || Substitution.isSecret(path);
        Object value = convert(type, setting, text);
        if (value == null) {
            String shown =
                    secret
                            ? "set to something that is not shown here"
                            : "'" + abbreviate(text) + "'";
            report(
                    line,
                    path
                            + " is "
                            + shown
                            + ", but must be "
                            + must(type, setting)
                            + ", for example "
                            + setting.example()
                            + ".");
            return null;
        }
        effective.put(
                path, shown(value, substituted.get().secret() || Substitution.isSecret(path)));
        return value;
    }

    /// A right value; of a secret only whether there is one.
    private static String shown(Object value, boolean secret) {
        String text = value.toString();
        if (!secret) {
            return Secrets.without(text);
        }
        return text.isEmpty() ? "(not set)" : "(set)";
    }

    private @Nullable Object convert(Type type, Setting setting, String text) {
        if (type == String.class) {
            return setting.pattern().isEmpty() || Pattern.matches(setting.pattern(), text)
                    ? text
                    : null;
        }
        if (type == boolean.class) {
            return switch (text) {
                case "true", "yes", "on" -> Boolean.TRUE;
                case "false", "no", "off" -> Boolean.FALSE;
                default -> null;
            };
        }
        if (type == int.class) {
            try {
                int number = Integer.parseInt(text);
                return number >= setting.least() && number <= setting.most()
                        ? (Integer) number
                        : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
        if (type == ZoneId.class) {
            try {
                return text.equals("system") ? ZoneId.systemDefault() : ZoneId.of(text);
            } catch (DateTimeException e) {
                return null;
            }
        }
        if (type == Path.class) {
            try {
                return setting.fromWorkingDirectory() ? places.homeAt(text) : places.resolve(text);
            } catch (InvalidPathException e) {
                return null;
            }
        }
        throw new IllegalStateException("no setting can be a " + type);
    }

    private static String must(Type type, Setting setting) {
        if (!setting.must().isEmpty()) {
            return setting.must();
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class) {
            return "a whole number from " + setting.least() + " to " + setting.most();
        }
        if (type == ZoneId.class) {
            return "a time zone";
        }
        if (type == Path.class) {
            return "a path";
        }
        return type instanceof ParameterizedType list
                ? "a list, of which each is " + must(list.getActualTypeArguments()[0], setting)
                : "a text";
    }

    private void reportUnknown(RecordComponent[] components, Node.Keys keys, String prefix) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : components) {
            known.add(key(component));
        }
        keys.values()
                .keySet()
                .forEach(key -> {
                    if (!known.contains(key)) {
                        int line = keys.lines().getOrDefault(key, keys.line());
                        report(
                                line,
                                prefix
                                        + key
                                        + " is not a setting. "
                                        + suggestion(key, known, prefix));
                        substituteIn(keys.values().get(key), prefix + key);
                    }
                });
    }

    /// Finds variables without a value also where nothing is bound, so that everything is said at
    /// once.
    private void substituteIn(@Nullable Node node, String path) {
        switch (node) {
            case null -> {}
            case Node.Nothing _ -> {}
            case Node.Text(int line, String text) ->
                    substitution.apply(text, sentence -> report(line, path + ": " + sentence));
            case Node.Items(_, List<Node> items) -> items.forEach(item -> substituteIn(item, path));
            case Node.Keys keys ->
                    keys.values().forEach((key, value) -> substituteIn(value, path + "." + key));
        }
    }

    private String suggestion(String key, List<String> siblings, String prefix) {
        Optional<String> near = Spelling.nearest(key, siblings);
        if (near.isPresent()) {
            return "Did you mean " + prefix + near.get() + "?";
        }
        String elsewhere = keyPaths.get(key);
        if (elsewhere != null) {
            return "Did you mean " + elsewhere + "?";
        }
        return (prefix.isEmpty() ? "The settings are " : "Settings here are ")
                + String.join(", ", siblings)
                + ".";
    }

    private void collectPaths(Class<?> type, String prefix) {
        for (RecordComponent component : type.getRecordComponents()) {
            keyPaths.putIfAbsent(key(component), prefix + key(component));
            if (component.getType().isRecord()) {
                collectPaths(component.getType(), prefix + key(component) + ".");
            }
        }
    }

    private static String key(RecordComponent component) {
        Setting setting = component.getAnnotation(Setting.class);
        return setting == null || setting.key().isEmpty() ? component.getName() : setting.key();
    }

    private void report(int line, String sentence) {
        problems.add(new Problem(file, line, sentence));
    }

    private static String abbreviate(String text) {
        // Before anything is cut off by which a secret is known.
        String oneLine = Secrets.without(text).replaceAll("\\p{Cntrl}+", " ");
        return oneLine.length() <= 60 ? oneLine : oneLine.substring(0, 57) + "...";
    }

    private static <R> R construct(
            Class<R> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    type.getSimpleName() + " refused checked values", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a settings record has a public constructor", e);
        }
    }
}
