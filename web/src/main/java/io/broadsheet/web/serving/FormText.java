package io.broadsheet.web.serving;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what browsers write: `application/x-www-form-urlencoded` (WHATWG URL, section 5), the same
/// in a query and in a form's body.
final class FormText {

    /// More than any form here has; the rest is not looked at.
    private static final int MOST_FIELDS = 100;

    static final String TYPE = "application/x-www-form-urlencoded";

    /// The fields of a form that was sent; none where the body is something else.
    static Map<String, List<String>> of(WebRequest request) {
        return isForm(request)
                ? read(new String(request.body(), StandardCharsets.UTF_8))
                : Map.of();
    }

    static boolean isForm(WebRequest request) {
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals(TYPE) || type.startsWith(TYPE + ";");
    }

    /// @param text still encoded; what is wrongly encoded is left out
    static Map<String, List<String>> read(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        int read = 0;
        for (String field : text.split("&", MOST_FIELDS + 1)) {
            if (field.isEmpty() || read++ == MOST_FIELDS) {
                continue;
            }
            int equals = field.indexOf('=');
            try {
                String name = decoded(equals < 0 ? field : field.substring(0, equals));
                String value = equals < 0 ? "" : decoded(field.substring(equals + 1));
                fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException _) {
                // Nobody's browser writes that.
            }
        }
        return fields;
    }

    /// Without what nobody types and no page can hold: control characters, and what is no text.
    private static String decoded(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        return decoded.codePoints().allMatch(FormText::isText)
                ? decoded
                : decoded.codePoints()
                        .filter(FormText::isText)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    private static boolean isText(int c) {
        int type = Character.getType(c);
        return c == '\n'
                || c == '\r'
                || c == '\t'
                || (type != Character.CONTROL
                        && type != Character.SURROGATE
                        && type != Character.UNASSIGNED
                        && c != 0xFFFD);
    }

    private FormText() {}
}
