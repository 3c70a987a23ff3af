package io.broadsheet.web.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.web.serving.Answer.Keeping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer of the website has, whatever stands on the page.
class SiteTest {

    private static final String LONG = "word ".repeat(400);

    private final List<Route> routes =
            List.of(
                    Route.get("/", Route.Access.PUBLIC, _ -> page("front", Keeping.SHARED)),
                    Route.get(
                            "/papers/{id...}",
                            Route.Access.PUBLIC,
                            visit -> page("paper " + visit.parameter("id"), Keeping.SHARED)),
                    Route.get(
                            "/channels/{secret}",
                            Route.Access.LINK,
                            visit -> {
                                if (!visit.parameter("secret").equals("right")) {
                                    throw new NothingHere();
                                }
                                return page("channel", Keeping.OWN);
                            }),
                    Route.get(
                            "/long",
                            Route.Access.ALWAYS,
                            _ ->
                                    page(LONG, Keeping.SHARED)
                                            .changed(Instant.parse("2026-03-04T05:06:07Z"))),
                    Route.get(
                            "/form",
                            Route.Access.LINK,
                            visit -> page(visit.formToken(), Keeping.SHARED)),
                    Route.post(
                            "/form",
                            Route.Access.LINK,
                            visit -> page("did " + visit.form("what").orElse(""), Keeping.NEVER)),
                    Route.postFromOutside(
                            "/unsubscribe",
                            Route.Access.LINK,
                            _ -> page("unsubscribed", Keeping.NEVER)),
                    Route.get(
                            "/broken",
                            Route.Access.ALWAYS,
                            _ -> {
                                throw new IllegalStateException("a secret of the machine");
                            }));

    private final Site site = site(true, 1_000, "https://papers.example.org");

    private static Answer page(String text, Keeping keeping) {
        return Answer.html(text, keeping);
    }

    private Site site(boolean isPublic, int perMinute, String address) {
        return new Site(
                new SiteSettings(
                        Optional.of(URI.create(address)),
                        isPublic,
                        perMinute,
                        List.of("127.0.0.1"),
                        List.of("pictures.example.org")),
                routes,
                (status, _) -> page("error " + status, Keeping.NEVER).with(status));
    }

    @ParameterizedTest
    @CsvSource({
        "/, front",
        "/papers/2503.11677, paper 2503.11677",
        "/papers/doi/10.1145/3292500, paper doi/10.1145/3292500",
        "/channels/right, channel"
    })
    void aPathLeadsToItsPage(String path, String shown) {
        assertThat(text(get(site, path))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/papers",
                "/papers/",
                "/channels/right/",
                "/channels/right/more",
                "/nothing",
                "//",
                "/channels/%72ight",
                "/channels/../",
                "/channels/wrong",
                ""
            })
    void everyOtherPathLeadsToTheSamePageThatSaysSo(String path) {
        WebResponse response = get(site, path);

        assertThat(response.status()).isEqualTo(404);
        assertThat(text(response)).isEqualTo("error 404");
        assertThat(response.headers()).containsEntry("cache-control", List.of("no-store"));
    }

    @Test
    void aSiteThatIsNotPublicShowsOnlyWhatALinkLeadsTo() {
        Site secret = site(false, 1_000, "https://papers.example.org");

        assertThat(get(secret, "/").status()).isEqualTo(404);
        assertThat(get(secret, "/papers/2503.11677").status()).isEqualTo(404);
        assertThat(post(secret, "/", "", Map.of()).status()).isEqualTo(404);
        assertThat(get(secret, "/channels/right").status()).isEqualTo(200);
    }

    @Test
    void everyAnswerKeepsOthersOut() {
        for (String path : List.of("/", "/channels/right", "/nothing", "/broken")) {
            assertThat(get(site, path).headers())
                    .as(path)
                    .containsEntry(
                            "content-security-policy",
                            List.of(
                                    "default-src 'none'; style-src 'self'; img-src 'self'"
                                            + " https://pictures.example.org; form-action 'self';"
                                            + " base-uri 'none'; frame-ancestors 'none'"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .doesNotContainKey("set-cookie");
        }
        assertThat(get(site, "/").headers()).doesNotContainKey("x-robots-tag");
        assertThat(get(site, "/channels/right").headers())
                .containsEntry("x-robots-tag", List.of("noindex"))
                .containsEntry("cache-control", List.of("private, no-cache"));
    }

    @Test
    void aFailureSaysNothingOfItself() {
        WebResponse response = get(site, "/broken");

        assertThat(response.status()).isEqualTo(500);
        assertThat(text(response)).isEqualTo("error 500");
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        WebResponse first = get(site, "/long");
        String tag = first.headers().get("etag").getFirst();
        String changed = first.headers().get("last-modified").getFirst();

        assertThat(changed).isEqualTo("Wed, 4 Mar 2026 05:06:07 GMT");
        assertThat(status("/long", "if-none-match", tag)).isEqualTo(304);
        assertThat(status("/long", "if-none-match", "\"x\", " + tag)).isEqualTo(304);
        assertThat(status("/long", "if-none-match", "*")).isEqualTo(304);
        assertThat(status("/long", "if-none-match", "\"other\"")).isEqualTo(200);
        assertThat(status("/long", "if-modified-since", changed)).isEqualTo(304);
        assertThat(status("/long", "if-modified-since", "Wed, 04 Mar 2026 05:06:06 GMT"))
                .isEqualTo(200);
        assertThat(status("/long", "if-modified-since", "yesterday")).isEqualTo(200);
    }

    @Test
    void longAnswersAreCompressedForThoseWhoCanReadThem() throws IOException {
        WebResponse plain = get(site, "/long");
        WebResponse small = get(site, "/long", Map.of("accept-encoding", "br, GZIP;q=0.5"));

        assertThat(text(plain)).isEqualTo(LONG);
        assertThat(small.headers()).containsEntry("content-encoding", List.of("gzip"));
        assertThat(small.body().length).isLessThan(LONG.length() / 10);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(small.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(get(site, "/long", Map.of("accept-encoding", "gzip;q=0")).headers())
                .doesNotContainKey("content-encoding");
        assertThat(get(site, "/", Map.of("accept-encoding", "gzip")).headers())
                .doesNotContainKey("content-encoding");
    }

    @Test
    void aFormIsTakenOnlyFromAPageOfOurs() {
        WebResponse form = get(site, "/form");
        String token = text(form);
        String cookie = form.headers().get("set-cookie").getFirst();
        Map<String, String> right = Map.of("cookie", "a=b; __Host-form=" + token);

        assertThat(cookie)
                .isEqualTo("__Host-form=" + token + "; Path=/; HttpOnly; SameSite=Strict; Secure");
        assertThat(form.headers()).containsEntry("cache-control", List.of("no-store"));
        assertThat(text(post(site, "/form", "token=" + token + "&what=all+of+it", right)))
                .isEqualTo("did all of it");
        assertThat(post(site, "/form", "what=all", right).status()).isEqualTo(403);
        assertThat(post(site, "/form", "token=" + token, Map.of()).status()).isEqualTo(403);
        assertThat(post(site, "/form", "token=", Map.of("cookie", "__Host-form=")).status())
                .isEqualTo(403);
        assertThat(post(site, "/form", "token=x" + token.substring(1), right).status())
                .isEqualTo(403);
        // A page that was opened twice has one token.
        assertThat(text(get(site, "/form", right))).isEqualTo(token);
    }

    @Test
    void aMailProgramNeedsNoFormAndAScannerChangesNothing() {
        assertThat(text(post(site, "/unsubscribe", "List-Unsubscribe=One-Click", Map.of())))
                .isEqualTo("unsubscribed");
        WebResponse scanned = get(site, "/unsubscribe");
        assertThat(scanned.status()).isEqualTo(405);
        assertThat(scanned.headers()).containsEntry("allow", List.of("POST"));
        assertThat(post(site, "/", "", Map.of()).headers())
                .containsEntry("allow", List.of("HEAD, GET"));
    }

    @Test
    void oneAddressMayAskOnlySoOften() {
        Site narrow = site(true, 2, "https://papers.example.org");
        Map<String, String> one = Map.of("x-forwarded-for", "203.0.113.9, 198.51.100.1");
        Map<String, String> forged = Map.of("x-forwarded-for", "192.0.2.77, 198.51.100.1");

        assertThat(get(narrow, "/", one).status()).isEqualTo(200);
        assertThat(get(narrow, "/", forged).status()).isEqualTo(200);
        WebResponse refused = get(narrow, "/", one);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("retry-after", List.of("60"));
        assertThat(get(narrow, "/", Map.of("x-forwarded-for", "198.51.100.2")).status())
                .isEqualTo(200);
        // Whoever is no proxy of ours can say what they like.
        assertThat(narrow.answer(request("GET", "/", "", one, "203.0.113.1")).status())
                .isEqualTo(200);
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        Site narrow = site(true, 1, "https://papers.example.org");

        assertThat(get(narrow, "/", Map.of("x-forwarded-for", "2001:db8:0:1::1")).status())
                .isEqualTo(200);
        assertThat(get(narrow, "/", Map.of("x-forwarded-for", "2001:db8:0:1:9::2")).status())
                .isEqualTo(429);
        assertThat(get(narrow, "/", Map.of("x-forwarded-for", "2001:db8:0:2::1")).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-AT, de;q=0.9, en;q=0.8|de-AT",
                "|en",
                "xx, fr;q=0.5|fr",
                "ja|ja",
                "*|en",
                ";;;q=|en"
            })
    void datesAreInTheReadersLanguage(String accepted, String tag) {
        assertThat(Reader.of(accepted == null ? "" : accepted).locale().toLanguageTag())
                .isEqualTo(tag);
    }

    private int status(String path, String header, String value) {
        return get(site, path, Map.of(header, value)).status();
    }

    private static WebResponse get(Site site, String path) {
        return get(site, path, Map.of());
    }

    private static WebResponse get(Site site, String path, Map<String, String> headers) {
        return site.answer(request("GET", path, "", headers, "127.0.0.1"));
    }

    private static WebResponse post(
            Site site, String path, String body, Map<String, String> headers) {
        return site.answer(request("POST", path, body, headers, "127.0.0.1"));
    }

    private static WebRequest request(
            String method, String path, String body, Map<String, String> headers, String peer) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        if (method.equals("POST")) {
            all.put("content-type", List.of("application/x-www-form-urlencoded"));
        }
        return new WebRequest(method, path, "", all, body.getBytes(StandardCharsets.UTF_8), peer);
    }

    private static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
