package io.broadsheet.paper;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The address of a web page, as a person or a program wrote it.
///
/// @param host in lower case, without `www.`
/// @param path as written, without slashes and `.git` at its end; it begins with a slash, or is
///   empty
/// @param query what follows the question mark, without the parameters that only follow people
///   about; empty where there is none
record PageAddress(String host, String path, String query) {

    private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8}");
    private static final Set<String> TRACKING = Set.of("fbclid", "gclid", "ref_src");

    static boolean hasScheme(String text) {
        return SCHEME.matcher(text).matches();
    }

    /// Reads an address that fills the whole text, with or without `https://`; empty where the host
    /// is none.
    static Optional<PageAddress> parse(String text) {
        String rest = hasScheme(text) ? text.substring(text.indexOf("//") + 2) : text;
        rest = before(rest, '#');
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String host = before(authority.substring(authority.lastIndexOf('@') + 1), ':');
        return HOST.matcher(host.toLowerCase(Locale.ROOT)).matches()
                ? Optional.of(of(host, slash < 0 ? "" : place.substring(slash), query))
                : Optional.empty();
    }

    /// @param query null where there is none
    static PageAddress of(String host, String path, @Nullable String query) {
        String lower = host.toLowerCase(Locale.ROOT);
        return new PageAddress(
                lower.startsWith("www.") && lower.length() > 4 ? lower.substring(4) : lower,
                withoutEnd(path),
                query == null ? "" : parameters(query));
    }

    /// The path with `%2F` and the like replaced.
    String decodedPath() {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return withoutEnd(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /// The value of a parameter, null where it has none.
    @Nullable String parameter(String name) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=") && parameter.length() > name.length() + 1) {
                return parameter.substring(name.length() + 1);
            }
        }
        return null;
    }

    /// The one spelling of this page's address; OpenReview's PDF becomes its forum page.
    Optional<URI> page() {
        boolean review =
                host.equals("openreview.net") && (path.equals("/pdf") || path.equals("/forum"));
        String id = review ? parameter("id") : null;
        String place = id == null ? path : "/forum";
        String asked = id == null ? query : "id=" + id;
        try {
            return Optional.of(
                    new URI("https://" + host + place + (asked.isEmpty() ? "" : "?" + asked)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String withoutEnd(String path) {
        int end = path.length();
        while (true) {
            if (end > 0 && path.charAt(end - 1) == '/') {
                end--;
            } else if (end > 4 && path.startsWith(".git", end - 4)) {
                end -= 4;
            } else {
                return path.substring(0, end);
            }
        }
    }

    private static String parameters(String query) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            String name = before(parameter, '=').toLowerCase(Locale.ROOT);
            boolean named = parameter.indexOf('=') >= 0;
            if (!parameter.isEmpty()
                    && !(named && (name.startsWith("utm_") || TRACKING.contains(name)))) {
                kept.add(parameter);
            }
        }
        return String.join("&", kept);
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
