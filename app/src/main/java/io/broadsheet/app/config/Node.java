package io.broadsheet.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A configuration file as it is written: every value a text, with the line it stands on. Jackson's
/// own tree forgets lines.
sealed interface Node {

    int line();

    record Text(int line, String text) implements Node {}

    /// A key without a value.
    record Nothing(int line) implements Node {}

    record Items(int line, List<Node> items) implements Node {}

    record Keys(int line, Map<String, Node> values, Map<String, Integer> lines) implements Node {

        /// The line of a key below others, or of the last of them that is there.
        int line(String... path) {
            int found = line;
            Keys at = this;
            for (String key : path) {
                found = at.lines.getOrDefault(key, found);
                if (!(at.values.get(key) instanceof Keys below)) {
                    return found;
                }
                at = below;
            }
            return found;
        }
    }

    /// Reads a YAML text; an empty one has no keys.
    ///
    /// @param problems gets what keeps the text from being read, and keys that stand twice
    static Node.Keys read(String file, String yaml, Consumer<Problem> problems) {
        Keys none = new Keys(1, Map.of(), Map.of());
        try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return none;
            }
            if (!(node(file, parser, problems) instanceof Keys keys)) {
                problems.accept(
                        new Problem(
                                file,
                                1,
                                "The file must hold keys and values, for example 'zone: UTC'."));
                return none;
            }
            return keys;
        } catch (JsonProcessingException e) {
            int noticed = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            // The parser's message has the sentence in lines of its own, between excerpts that are
            // indented.
            String reason =
                    e.getOriginalMessage()
                            .lines()
                            .filter(part ->
                                    !part.isBlank() && !Character.isWhitespace(part.charAt(0)))
                            .collect(Collectors.joining(", "));
            int line = OPEN.matcher(reason).find() ? began(e, noticed) : noticed;
            problems.accept(
                    new Problem(
                            file,
                            line,
                            "This is not YAML: "
                                    + Secrets.without(reason)
                                    + (line == noticed ? "" : " on line " + noticed)
                                    + "."));
            return none;
        } catch (IOException e) {
            throw new AssertionError("a text in memory can be read", e);
        }
    }

    /// What was begun and not ended: the mistake is where it began, not where that was noticed.
    Pattern OPEN = Pattern.compile("while (?:parsing a flow|scanning a quoted)");

    Pattern PLACE = Pattern.compile("line (\\d+), column");

    private static int began(JsonProcessingException e, int otherwise) {
        Matcher place = PLACE.matcher(e.getOriginalMessage());
        return place.find() ? Integer.parseInt(place.group(1)) : otherwise;
    }

    private static Node node(String file, YAMLParser parser, Consumer<Problem> problems)
            throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Node> values = new LinkedHashMap<>();
                Map<String, Integer> lines = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    int at = parser.currentTokenLocation().getLineNr();
                    parser.nextToken();
                    Node value = node(file, parser, problems);
                    Integer earlier = lines.put(key, at);
                    values.put(key, value);
                    if (earlier != null) {
                        problems.accept(
                                new Problem(
                                        file,
                                        at,
                                        key
                                                + " stands twice, first on line "
                                                + earlier
                                                + ". Keep one of them."));
                    }
                }
                return new Keys(line, values, lines);
            }
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(file, parser, problems));
                }
                return new Items(line, items);
            }
            case VALUE_NULL -> {
                return new Nothing(line);
            }
            default -> {
                return new Text(line, parser.getText());
            }
        }
    }
}
