package io.broadsheet.slack.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.broadsheet.command.CommandBook;
import io.broadsheet.slack.fake.FakeSlack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The app's manifest, against the limits of slackapi/manifest-schema 2.0.0 and against what the
/// bot does.
class SlackManifestTest {

    private static final URI HOST = URI.create("https://bot.example.org/");

    @Test
    void staysWithinSlacksLimits() {
        for (SlackManifest.Wishes wishes :
                List.of(
                        SlackManifest.Wishes.SHIPPED,
                        new SlackManifest.Wishes(
                                Optional.of(HOST),
                                "/slack/events",
                                Optional.of(HOST),
                                List.of("a.org", "b.org", "c.org", "d.org", "e.org")))) {
            JsonObject manifest = SlackManifest.manifest(wishes);
            JsonObject display = manifest.getAsJsonObject("display_information");
            assertThat(text(display, "name")).hasSizeBetween(1, 35);
            assertThat(text(display, "description")).hasSizeBetween(1, 140);
            assertThat(text(display, "long_description")).hasSizeBetween(175, 4_000);
            JsonObject features = manifest.getAsJsonObject("features");
            assertThat(text(features.getAsJsonObject("bot_user"), "display_name"))
                    .hasSizeBetween(1, 80);
            JsonArray commands = features.getAsJsonArray("slash_commands");
            assertThat(commands.size()).isBetween(1, 50);
            JsonObject command = commands.get(0).getAsJsonObject();
            assertThat(text(command, "command")).matches("/[a-z]{1,31}");
            assertThat(text(command, "usage_hint")).hasSizeBetween(1, 1_000);
            JsonObject shortcut = features.getAsJsonArray("shortcuts").get(0).getAsJsonObject();
            assertThat(text(shortcut, "name")).hasSizeBetween(1, 24);
            assertThat(text(shortcut, "description")).hasSizeBetween(1, 150);
            JsonArray events =
                    manifest.getAsJsonObject("settings")
                            .getAsJsonObject("event_subscriptions")
                            .getAsJsonArray("bot_events");
            assertThat(events.size()).isBetween(1, 100);
        }
    }

    @Test
    void followsTheCommandBook() {
        JsonObject manifest = SlackManifest.manifest(SlackManifest.Wishes.SHIPPED);
        JsonObject command =
                manifest.getAsJsonObject("features")
                        .getAsJsonArray("slash_commands")
                        .get(0)
                        .getAsJsonObject();
        CommandBook.typed()
                .forEach(spec -> {
                    assertThat(text(command, "usage_hint"))
                            .containsPattern("\\b" + spec.name() + "\\b");
                    assertThat(
                                    text(
                                            manifest.getAsJsonObject("display_information"),
                                            "long_description"))
                            .contains("/paper " + spec.name() + ": " + spec.summary());
                });
        assertThat(text(command, "command")).isEqualTo(SlackManifest.COMMAND);
    }

    @Test
    void socketModeNeedsNoAddress() {
        String json = SlackManifest.json(SlackManifest.Wishes.SHIPPED);

        assertThat(json)
                .contains("\"socket_mode_enabled\": true")
                .contains("\"home_tab_enabled\": true")
                .doesNotContain("request_url")
                .doesNotContain("redirect_urls");
    }

    @Test
    void httpModeNamesItsAddressesEverywhere() {
        JsonObject manifest =
                SlackManifest.manifest(
                        new SlackManifest.Wishes(
                                Optional.of(HOST),
                                "/slack/events",
                                Optional.of(HOST),
                                List.of("papers.example.org")));
        String address = "https://bot.example.org/slack/events";
        JsonObject settings = manifest.getAsJsonObject("settings");
        assertThat(settings.get("socket_mode_enabled").getAsBoolean()).isFalse();
        assertThat(text(settings.getAsJsonObject("event_subscriptions"), "request_url"))
                .isEqualTo(address);
        assertThat(text(settings.getAsJsonObject("interactivity"), "request_url"))
                .isEqualTo(address);
        assertThat(text(settings.getAsJsonObject("interactivity"), "message_menu_options_url"))
                .isEqualTo(address);
        JsonObject features = manifest.getAsJsonObject("features");
        assertThat(text(features.getAsJsonArray("slash_commands").get(0).getAsJsonObject(), "url"))
                .isEqualTo(address);
        assertThat(features.getAsJsonArray("unfurl_domains").toString())
                .isEqualTo("[\"papers.example.org\"]");
        JsonObject oauth = manifest.getAsJsonObject("oauth_config");
        assertThat(oauth.getAsJsonArray("redirect_urls").toString())
                .isEqualTo("[\"https://bot.example.org/slack/oauth_redirect\"]");
        assertThat(strings(oauth.getAsJsonObject("scopes").getAsJsonArray("bot")))
                .contains("links:read", "links:write");
    }

    @Test
    void asksForWhatTheMethodsNeedAndNothingElse() {
        JsonObject scopes =
                SlackManifest.manifest(
                                new SlackManifest.Wishes(
                                        Optional.empty(),
                                        "/slack/events",
                                        Optional.empty(),
                                        List.of("example.org")))
                        .getAsJsonObject("oauth_config")
                        .getAsJsonObject("scopes");
        Set<String> all = new TreeSet<>(strings(scopes.getAsJsonArray("bot")));
        all.addAll(strings(scopes.getAsJsonArray("bot_optional")));
        Set<String> needed = new TreeSet<>(FakeSlack.needed());
        // A command needs it, private channels' details do, and posts where the bot is not; links
        // and what is written to the bot are heard of with it.
        needed.addAll(Set.of("commands", "groups:read", "chat:write.public", "links:read"));
        needed.addAll(Set.of("app_mentions:read", "im:history", "reactions:read"));

        assertThat(all).isEqualTo(needed);
    }

    @Test
    void readingMayBeLeftOutAndIsNotAskedOfOtherWorkspaces() {
        JsonObject scopes = scopes(Optional.empty());
        assertThat(strings(scopes.getAsJsonArray("bot"))).noneMatch(this::reads);
        assertThat(strings(scopes.getAsJsonArray("bot_optional")))
                .filteredOn(this::reads)
                .containsExactly("channels:history", "groups:history");

        assertThat(strings(scopes(Optional.of(HOST)).getAsJsonArray("bot_optional")))
                .noneMatch(this::reads);
        assertThat(strings(scopes(Optional.of(HOST)).getAsJsonArray("bot"))).noneMatch(this::reads);
        assertThat(SlackScope.asked(true)).noneMatch(this::reads);
    }

    /// Whether the bot may read what is not written to it: `im:history` is its own direct
    /// conversations alone.
    private boolean reads(String scope) {
        return scope.endsWith(":history") && !scope.equals("im:history");
    }

    private static JsonObject scopes(Optional<URI> install) {
        return SlackManifest.manifest(
                        new SlackManifest.Wishes(
                                Optional.empty(), "/slack/events", install, List.of()))
                .getAsJsonObject("oauth_config")
                .getAsJsonObject("scopes");
    }

    @Test
    void refusesWhatSlackWouldRefuse() {
        assertThatThrownBy(() ->
                        new SlackManifest.Wishes(
                                Optional.of(URI.create("http://bot.example.org")),
                                "/slack/events",
                                Optional.empty(),
                                List.of()))
                .hasMessageContaining("https://bot.example.org, not http://bot.example.org");
        assertThatThrownBy(() ->
                        new SlackManifest.Wishes(
                                Optional.empty(),
                                "/slack/events",
                                Optional.empty(),
                                List.of("a", "b", "c", "d", "e", "f")))
                .hasMessageContaining("5 domains");
    }

    private static String text(JsonObject object, String key) {
        return object.get(key).getAsString();
    }

    private static List<String> strings(JsonArray array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.getAsString()));
        return strings;
    }
}
