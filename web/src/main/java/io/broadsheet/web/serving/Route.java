package io.broadsheet.web.serving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which requests a page answers.
///
/// @param method `GET`, which answers `HEAD` as well, or `POST`
/// @param pattern the path: `/papers`, with `/{name}` for any one part of it, and `/{name...}` at
///   the end for one part or more
/// @param access who may see it
/// @param needsToken whether a POST must carry the token of a form of ours
public record Route(
        String method, String pattern, Access access, boolean needsToken, Handler handler) {

    /// Who may see a page.
    public enum Access {
        /// Everybody, where the site is public; else nobody.
        PUBLIC,
        /// Whoever has a link that nobody can guess, also where the site is not public. The page
        /// itself finds out whether the link is right.
        LINK,
        /// Everybody in any case: what says nothing of papers or people.
        ALWAYS
    }

    /// Answers a request.
    @FunctionalInterface
    public interface Handler {
        /// @throws NothingHere where the path leads to nothing; the reader gets a page that says so
        Answer answer(Visit visit) throws NothingHere;
    }

    public static Route get(String pattern, Access access, Handler handler) {
        return new Route("GET", pattern, access, true, handler);
    }

    /// A form of a page of ours, which carries [Visit#formToken].
    public static Route post(String pattern, Access access, Handler handler) {
        return new Route("POST", pattern, access, true, handler);
    }

    /// What other programs send, such as a mail client's one-click unsubscription (RFC 8058): the
    /// link alone must be proof enough.
    public static Route postFromOutside(String pattern, Access access, Handler handler) {
        return new Route("POST", pattern, access, false, handler);
    }

    boolean hasMethod(String asked) {
        return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }

    /// What the path has in the places of the names; empty where it is another path.
    Optional<Map<String, String>> match(String path) {
        List<String> wanted = List.of(pattern.split("/", -1));
        List<String> there = List.of(path.split("/", -1));
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String part = wanted.get(i);
            boolean isRest = part.endsWith("...}");
            if (i >= there.size() || (!isRest && i == wanted.size() - 1 && there.size() > i + 1)) {
                return Optional.empty();
            }
            if (!part.startsWith("{")) {
                if (!part.equals(there.get(i))) {
                    return Optional.empty();
                }
                continue;
            }
            String value = isRest ? String.join("/", there.subList(i, there.size())) : there.get(i);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            parameters.put(part.substring(1, part.length() - (isRest ? 4 : 1)), value);
        }
        return Optional.of(parameters);
    }
}
