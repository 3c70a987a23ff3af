package io.broadsheet.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reads what Python's `repr` makes of a dictionary, which some recorded answers hold in place of
/// JSON.
///
/// @see <a href="https://docs.python.org/3/reference/lexical_analysis.html#literals">Python's
///   literals</a>
final class PythonLiteral {

    private static final int DEEPEST = 100;

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /// Dictionaries, lists, tuples, strings, numbers, `True`, `False`, `None`, and JSON's words for
    /// the last three.
    static JsonNode parse(String text) throws BadRecordException {
        PythonLiteral literal = new PythonLiteral(text);
        JsonNode value = literal.value(0);
        literal.space();
        if (literal.at < text.length()) {
            throw literal.wrong();
        }
        return value;
    }

    private BadRecordException wrong() {
        return new BadRecordException(
                "is text that is neither JSON nor a Python value (character " + (at + 1) + ")");
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() throws BadRecordException {
        space();
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private boolean take(char c) throws BadRecordException {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private JsonNode value(int depth) throws BadRecordException {
        if (depth > DEEPEST) {
            throw wrong();
        }
        char c = peek();
        return switch (c) {
            case '{' -> dictionary(depth);
            case '[' -> list(']', depth);
            case '(' -> list(')', depth);
            case '\'', '"' -> JsonNodeFactory.instance.textNode(strings());
            default -> word();
        };
    }

    private ObjectNode dictionary(int depth) throws BadRecordException {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        at++;
        while (!take('}')) {
            char c = peek();
            if (c != '\'' && c != '"') {
                throw wrong();
            }
            String key = strings();
            if (!take(':')) {
                throw wrong();
            }
            node.set(key, value(depth + 1));
            if (!take(',') && peek() != '}') {
                throw wrong();
            }
        }
        return node;
    }

    private ArrayNode list(char end, int depth) throws BadRecordException {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        at++;
        while (!take(end)) {
            node.add(value(depth + 1));
            if (!take(',') && peek() != end) {
                throw wrong();
            }
        }
        return node;
    }

    /// Strings that follow each other are one.
    private String strings() throws BadRecordException {
        StringBuilder out = new StringBuilder();
        do {
            string(out);
            space();
        } while (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"'));
        return out.toString();
    }

    private void string(StringBuilder out) throws BadRecordException {
        char quote = text.charAt(at++);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
        throw wrong();
    }

    private void escape(StringBuilder out) throws BadRecordException {
        if (at >= text.length()) {
            throw wrong();
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'a', 'b', 'f', 'v', '0' -> out.append(' ');
            case '\n' -> {}
            case 'x' -> out.append((char) hex(2));
            case 'u' -> out.append((char) hex(4));
            case 'U' -> {
                int point = hex(8);
                if (!Character.isValidCodePoint(point)) {
                    throw wrong();
                }
                out.appendCodePoint(point);
            }
            case '\\', '\'', '"', '/' -> out.append(c);
            default -> out.append('\\').append(c);
        }
    }

    private int hex(int digits) throws BadRecordException {
        if (at + digits > text.length()) {
            throw wrong();
        }
        try {
            int value = Integer.parseUnsignedInt(text, at, at + digits, 16);
            at += digits;
            return value;
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    private JsonNode word() throws BadRecordException {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
            case "True", "true" -> {
                return JsonNodeFactory.instance.booleanNode(true);
            }
            case "False", "false" -> {
                return JsonNodeFactory.instance.booleanNode(false);
            }
            case "None", "null" -> {
                return JsonNodeFactory.instance.nullNode();
            }
            default -> {
                try {
                    return word.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')
                            ? JsonNodeFactory.instance.numberNode(Double.parseDouble(word))
                            : JsonNodeFactory.instance.numberNode(Long.parseLong(word));
                } catch (NumberFormatException e) {
                    at = start;
                    throw wrong();
                }
            }
        }
    }
}
