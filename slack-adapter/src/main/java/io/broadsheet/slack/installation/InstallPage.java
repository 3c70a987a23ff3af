package io.broadsheet.slack.installation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pages that people see while they install the bot: plain, with nothing loaded from anywhere.
///
/// @param title the page's one sentence
/// @param body below it, as HTML
/// @param cookie what to set, if anything
record InstallPage(int status, String title, String body, Optional<String> cookie) {

    private static final String STYLE =
            """
            :root{color-scheme:light dark}
            body{margin:0;font:17px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;background:#f4f1ea;color:#1d2733}
            main{max-width:34rem;margin:12vh auto 4rem;padding:0 1.5rem}
            .mark{font:600 .8rem/1 ui-monospace,Menlo,monospace;letter-spacing:.14em;text-transform:uppercase;color:#6b5d45}
            h1{font-size:1.7rem;line-height:1.25;margin:.6rem 0 1rem}
            p,ul{margin:0 0 1rem}li{margin:.2rem 0}code{font:.92em ui-monospace,Menlo,monospace}
            a.go{display:inline-block;margin-top:.4rem;padding:.7rem 1.2rem;border-radius:.5rem;background:#1d3557;color:#fff;text-decoration:none;font-weight:600}
            a.go:focus-visible,a.go:hover{outline:3px solid #c9a35a;outline-offset:2px}
            .small{font-size:.88rem;color:#5b6673}
            @media(prefers-color-scheme:dark){body{background:#14181f;color:#e8e6e1}.mark{color:#c9a35a}a.go{background:#c9a35a;color:#14181f}.small{color:#a3adb8}}
            """;

    private static final String POLICY =
            "default-src 'none'; style-src 'sha256-"
                    + digest(STYLE)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// Relative, so that it holds below any address.
    private static final String AGAIN = "<p><a class=\"go\" href=\"install\">Start again</a></p>";

    static InstallPage begin(String authorise, List<String> scopes) {
        String uses =
                SlackScope.all().stream()
                        .filter(scope -> scopes.contains(scope.name()))
                        .map(scope ->
                                "<li><code>"
                                        + escaped(scope.name())
                                        + "</code>: "
                                        + use(scope)
                                        + (scope.need() == SlackScope.Need.OPTIONAL
                                                ? " <span class=\"small\">(can be left out)</span>"
                                                : "")
                                        + "</li>")
                        .collect(Collectors.joining());
        return page(
                200,
                "Bring Broadsheet into your Slack workspace",
                "<p>Broadsheet finds research papers, keeps yours together and suggests what to read next, all under"
                        + " <code>/paper</code>.</p><p><a class=\"go\" href=\""
                        + escaped(authorise)
                        + "\">Add to Slack</a></p><p class=\"small\">Slack asks you to agree to this:</p><ul class=\"small\">"
                        + uses
                        + "</ul><p class=\"small\">It cannot read your channels' messages.</p>");
    }

    /// @param redirect opens an app in Slack
    static InstallPage installed(String team, String teamId, String appId, String redirect) {
        return page(
                200,
                "Broadsheet is in " + team + " now",
                "<p>It is sending you a direct message with three things to try. In any channel, <code>/paper</code> opens"
                        + " the search.</p><p><a class=\"go\" href=\""
                        + escaped(redirect)
                        + "?app="
                        + encoded(appId)
                        + "&amp;team="
                        + encoded(teamId)
                        + "\">Open Slack</a></p>");
    }

    static InstallPage declined() {
        return page(
                200,
                "Nothing was installed",
                "<p>You did not agree, so nothing has changed in your workspace.</p>" + AGAIN);
    }

    static InstallPage lapsed() {
        return page(
                400,
                "This attempt has lapsed",
                "<p>An attempt is good once, for ten minutes, in the browser in which it was started. Nothing was"
                        + " installed.</p>"
                        + AGAIN);
    }

    static InstallPage unreachable() {
        return page(
                502,
                "Slack cannot be reached at the moment",
                "<p>You agreed, but Slack did not answer us. Please start again in a few minutes.</p>"
                        + AGAIN);
    }

    static InstallPage wholeOrganisation() {
        return page(
                400,
                "Broadsheet is installed into single workspaces",
                "<p>You chose a whole organisation. Please choose one of its workspaces instead.</p>"
                        + AGAIN);
    }

    /// Slack's tokens expire after twelve hours where the app has token rotation
    /// (docs.slack.dev/authentication/using-token-rotation).
    static InstallPage expiring() {
        return page(
                500,
                "This app's tokens expire",
                "<p>Token rotation is switched on for this app at Slack. Broadsheet would stop working here after twelve"
                        + " hours, so nothing was installed. Tell whoever runs this bot: an app without token rotation is"
                        + " needed, for example one made from Broadsheet's manifest.</p>");
    }

    static InstallPage failed(String reference) {
        return page(
                500,
                "That did not work",
                "<p>Something is wrong on our side or in how the app is set up at Slack. Tell whoever runs this bot the"
                        + " reference <code>"
                        + escaped(reference)
                        + "</code>.</p>"
                        + AGAIN);
    }

    static InstallPage off() {
        return page(
                503,
                "Installing is switched off",
                "<p>Whoever runs this bot has to give it a key first, with which workspaces' tokens are encrypted:"
                        + " <code>slack.install.keys</code>. Its README says how.</p>");
    }

    static SlackInstaller.Response notRead() {
        return page(405, "This page is only read", AGAIN).response();
    }

    private static InstallPage page(int status, String title, String body) {
        return new InstallPage(status, title, body, Optional.empty());
    }

    InstallPage with(String value) {
        return new InstallPage(status, title, body, Optional.of(value));
    }

    SlackInstaller.Response response() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("content-type", List.of("text/html; charset=utf-8"));
        headers.put("content-security-policy", List.of(POLICY));
        headers.put("cache-control", List.of("no-store"));
        // Addresses here carry codes that nobody else should see.
        headers.put("referrer-policy", List.of("no-referrer"));
        headers.put("x-content-type-options", List.of("nosniff"));
        cookie.ifPresent(value -> headers.put("set-cookie", List.of(value)));
        String html =
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                        + " content=\"width=device-width,initial-scale=1\"><title>"
                        + escaped(title)
                        + "</title><style>"
                        + STYLE
                        + "</style></head><body><main><div class=\"mark\">Broadsheet</div><h1>"
                        + escaped(title)
                        + "</h1>"
                        + body
                        + "</main></body></html>\n";
        return new SlackInstaller.Response(status, headers, html);
    }

    /// A scope's use as HTML: words between backquotes are code, between asterisks emphasis.
    private static String use(SlackScope scope) {
        return escaped(scope.use())
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\*([^*]+)\\*", "<em>$1</em>");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        StringBuilder html = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> html.append("&amp;");
                        case '<' -> html.append("&lt;");
                        case '>' -> html.append("&gt;");
                        case '"' -> html.append("&quot;");
                        case '\'' -> html.append("&#39;");
                        default -> html.appendCodePoint(c);
                    }
                });
        return html.toString();
    }

    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }
}
