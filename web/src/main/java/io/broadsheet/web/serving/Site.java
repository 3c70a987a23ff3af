package io.broadsheet.web.serving;

import io.broadsheet.web.serving.Answer.Keeping;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests: finds the page, and adds to its answer what every answer has. Safe for use by
/// many threads.
public final class Site {

    private static final Logger log = LoggerFactory.getLogger(Site.class);

    private final SiteSettings settings;
    private final List<Route> routes;
    private final ErrorPages errors;
    private final AddressLimit limit;
    private final Map<String, String> everywhere;

    /// @param routes the first that fits answers
    public Site(SiteSettings settings, List<Route> routes, ErrorPages errors) {
        this.settings = settings;
        this.routes = List.copyOf(routes);
        this.errors = errors;
        this.limit = new AddressLimit(settings.perMinute(), settings.proxies());
        this.everywhere = everywhere(settings);
    }

    /// Whether a path is one of a route's, so that a test can see that none is forgotten.
    public List<Route> routes() {
        return routes;
    }

    /// Answers one request. What goes wrong in a page becomes a page about it.
    public WebResponse answer(WebRequest request) {
        FormToken token = new FormToken(request, settings.isSecure());
        Visit stranger = new Visit(request, Map.of(), token, limit.network(request));
        Answer answer;
        try {
            answer =
                    limit.allows(request)
                            ? routed(request, token, stranger)
                            : errors.page(429, stranger)
                                    .with("retry-after", Long.toString(AddressLimit.pause()));
        } catch (RuntimeException e) {
            log.error("A page could not be made", e);
            answer = errors.page(500, stranger);
        }
        return finished(request, answer, token);
    }

    private Answer routed(WebRequest request, FormToken token, Visit stranger) {
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> parameters = route.match(request.path());
            if (parameters.isEmpty() || isHidden(route)) {
                continue;
            }
            if (!route.hasMethod(request.method())) {
                methods.add(route.method());
                continue;
            }
            Visit visit = new Visit(request, parameters.get(), token, limit.network(request));
            if (route.method().equals("POST")
                    && route.needsToken()
                    && !token.isRight(visit.form(FormToken.FIELD).orElse(""))) {
                return errors.page(403, visit);
            }
            try {
                return route.handler().answer(visit);
            } catch (NothingHere _) {
                return errors.page(404, visit);
            }
        }
        return methods.isEmpty()
                ? errors.page(404, stranger)
                : errors.page(405, stranger)
                        .with(
                                "allow",
                                methods.contains("GET")
                                        ? "HEAD, " + String.join(", ", methods)
                                        : String.join(", ", methods));
    }

    private boolean isHidden(Route route) {
        return route.access() == Route.Access.PUBLIC && !settings.isPublic();
    }

    private WebResponse finished(WebRequest request, Answer answer, FormToken token) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        everywhere.forEach((name, value) -> headers.put(name, List.of(value)));
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("content-type", List.of(answer.type()));
        Optional<String> cookie = token.header();
        cookie.ifPresent(it -> headers.put("set-cookie", List.of(it)));
        boolean isKept = answer.status() == 200 && cookie.isEmpty();
        Keeping keeping = isKept ? answer.keeping() : Keeping.NEVER;
        headers.put("cache-control", List.of(keeping.header()));
        if (!keeping.equals(Keeping.SHARED) && !keeping.equals(Keeping.FOREVER)) {
            headers.put("x-robots-tag", List.of("noindex"));
        }
        boolean isSmaller = Compression.isFor(request, answer.body());
        List<String> varying = new ArrayList<>(List.of("accept-encoding"));
        if (answer.type().equals(Answer.HTML)) {
            varying.add("accept-language");
        }
        headers.put("vary", List.of(String.join(", ", varying)));
        if (keeping != Keeping.NEVER) {
            String tag = tag(answer);
            headers.put("etag", List.of(tag));
            answer.changed().ifPresent(at -> headers.put("last-modified", List.of(date(at))));
            if (isKnown(request, tag, answer.changed())) {
                headers.remove("content-type");
                return new WebResponse(304, headers, new byte[0]);
            }
        }
        byte[] body = answer.body();
        if (isSmaller) {
            body = Compression.gzip(body);
            headers.put("content-encoding", List.of("gzip"));
        }
        return new WebResponse(answer.status(), headers, body);
    }

    /// Nothing is loaded but the style sheet and papers' pictures, nothing runs, no other site may
    /// frame a page, and no other site learns from where a reader came: a secret link would be none
    /// any more.
    private static Map<String, String> everywhere(SiteSettings settings) {
        StringBuilder pictures = new StringBuilder("'self'");
        settings.pictureHosts().forEach(host -> pictures.append(" https://").append(host));
        return Map.of(
                "content-security-policy",
                "default-src 'none'; style-src 'self'; img-src "
                        + pictures
                        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                "referrer-policy",
                "no-referrer",
                "x-content-type-options",
                "nosniff",
                "cross-origin-opener-policy",
                "same-origin",
                "permissions-policy",
                "camera=(), geolocation=(), microphone=()");
    }

    /// Weak, as a compressed answer is another sequence of bytes.
    private static String tag(Answer answer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(answer.type().getBytes(StandardCharsets.UTF_8));
            return "W/\"" + HexFormat.of().formatHex(digest.digest(answer.body()), 0, 12) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }

    /// RFC 9110, section 13.2.2: a date counts only where no tag is asked about.
    private static boolean isKnown(WebRequest request, String tag, Optional<Instant> changed) {
        List<String> known = request.headers().get("if-none-match");
        if (known != null) {
            return known.stream()
                    .flatMap(header -> Arrays.stream(header.split(",")))
                    .map(String::strip)
                    .anyMatch(each ->
                            each.equals("*") || each.equals(tag) || ("W/" + each).equals(tag));
        }
        Optional<Instant> since = request.header("if-modified-since").flatMap(Site::date);
        return changed.isPresent()
                && since.isPresent()
                && !changed.get().truncatedTo(ChronoUnit.SECONDS).isAfter(since.get());
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
