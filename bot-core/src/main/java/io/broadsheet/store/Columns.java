package io.broadsheet.store;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How values of the domain stand in columns.
final class Columns {

    private static final char REPLACEMENT = '\uFFFD';

    /// Text as every engine can keep it: PostgreSQL refuses NUL, and lone surrogates have no UTF-8.
    /// Both become U+FFFD, all other characters stay.
    static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return cleaned(text);
            }
        }
        return text;
    }

    static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    private static String cleaned(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c ->
                        c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                                ? REPLACEMENT
                                : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// Text that fits one line of a list.
    static String line(String text) {
        String clean = text(text);
        return clean.indexOf('\n') < 0 ? clean : clean.replace('\n', ' ');
    }

    static String lines(List<String> entries) {
        return String.join("\n", entries);
    }

    static List<String> lines(String column) {
        return column.isEmpty() ? List.of() : List.of(column.split("\n", -1));
    }

    /// Milliseconds since the epoch; what lies beyond them becomes the first or the last one there
    /// is.
    static long millis(Instant at) {
        try {
            return at.toEpochMilli();
        } catch (ArithmeticException e) {
            return at.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    static String paper(PaperId id) {
        return text(id.toString());
    }

    static PaperId paper(String column) {
        return PaperId.parse(column)
                .orElseThrow(() ->
                        new IllegalStateException("the store names a paper '" + column + "'"));
    }

    static String person(UserRef user) {
        return reference(user.platform(), user.workspace(), user.id());
    }

    static String channel(ChannelRef channel) {
        return reference(channel.platform(), channel.workspace(), channel.id());
    }

    /// Days of the week as digits; 1 is Monday.
    static String days(Cadence cadence) {
        return Arrays.stream(DayOfWeek.values())
                .filter(cadence::fallsOn)
                .map(day -> Integer.toString(day.getValue()))
                .collect(Collectors.joining());
    }

    static Set<DayOfWeek> days(String column) {
        return column.chars().mapToObj(c -> DayOfWeek.of(c - '0')).collect(Collectors.toSet());
    }

    static UserRef person(String column) {
        List<String> parts = parts(column);
        return new UserRef(new Platform(parts.get(0)), parts.get(1), parts.get(2));
    }

    static ChannelRef channel(String column) {
        List<String> parts = parts(column);
        return new ChannelRef(new Platform(parts.get(0)), parts.get(1), parts.get(2));
    }

    /// What the people and channels of a workspace begin with, and nobody else's.
    static String workspace(Platform platform, String workspace) {
        return escaped(platform.name()) + "/" + escaped(workspace) + "/";
    }

    private static String reference(Platform platform, String workspace, String id) {
        return escaped(platform.name()) + "/" + escaped(workspace) + "/" + escaped(id);
    }

    private static List<String> parts(String column) {
        List<String> parts = List.of(column.split("/", -1));
        if (parts.size() != 3) {
            throw new IllegalStateException("the store names a person or channel '" + column + "'");
        }
        return parts.stream().map(Columns::unescaped).toList();
    }

    /// What would be taken for a separator, and what an engine cannot keep, becomes `%` and four
    /// hexadecimal digits, so that two ids never become one.
    private static String escaped(String part) {
        if (part.chars().noneMatch(Columns::isSpecial)) {
            return part;
        }
        return part.chars()
                .mapToObj(c ->
                        isSpecial(c)
                                ? String.format(Locale.ROOT, "%%%04x", c)
                                : Character.toString((char) c))
                .collect(Collectors.joining());
    }

    private static boolean isSpecial(int c) {
        return c == '%' || c == '/' || c < ' ' || c == 0x7f || Character.isSurrogate((char) c);
    }

    private static String unescaped(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        StringBuilder text = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '%') {
                text.append((char) Integer.parseInt(part, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(part.charAt(i));
            }
        }
        return text.toString();
    }

    private Columns() {}
}
