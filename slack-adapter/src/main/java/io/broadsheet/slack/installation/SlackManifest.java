package io.broadsheet.slack.installation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The app as Slack is to set it up, made from the commands' specifications, the scopes and the
/// events that are listened to. Its form and limits: docs.slack.dev/reference/app-manifest and
/// slackapi/manifest-schema 2.0.0.
public final class SlackManifest {

    /// Where a workspace begins to install the bot, on our HTTP server.
    public static final String INSTALL_PATH = "/slack/install";

    /// Where Slack sends people back to after they agreed.
    public static final String REDIRECT_PATH = "/slack/oauth_redirect";

    static final String NAME = "Broadsheet";

    /// The slash command.
    public static final String COMMAND = "/paper";

    /// The message shortcut's callback id.
    public static final String FIND_PAPERS = "find_papers";

    /// The message shortcut's name: a shortcut has 24 characters at most.
    static final String FIND_PAPERS_TITLE = "Find papers in message";

    /// The callback id of the shortcut that opens the form from anywhere.
    public static final String OPEN_FORM = "open_form";

    static final String OPEN_FORM_TITLE = "Find papers";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /// What Slack tells the bot of, besides what people ask.
    private static final List<String> EVENTS =
            List.of(
                    "app_home_opened",
                    "app_mention",
                    "app_uninstalled",
                    "channel_archive",
                    "channel_deleted",
                    "channel_left",
                    "channel_rename",
                    "channel_unarchive",
                    "group_archive",
                    "group_deleted",
                    "group_left",
                    "group_rename",
                    "group_unarchive",
                    "member_joined_channel",
                    "member_left_channel",
                    "message.im",
                    "reaction_added",
                    "reaction_removed",
                    "tokens_revoked");

    /// What differs from one operator to the next.
    ///
    /// @param http the bot's public address where Slack's requests come in over HTTP; empty for
    ///   Socket Mode
    /// @param eventsPath where they come in there
    /// @param install the bot's public address where workspaces install it by themselves
    /// @param unfurlDomains domains whose links are unfurled, at most five
    public record Wishes(
            Optional<URI> http,
            String eventsPath,
            Optional<URI> install,
            List<String> unfurlDomains) {

        /// Socket Mode, one workspace, nothing unfurled: what is shipped.
        public static final Wishes SHIPPED =
                new Wishes(Optional.empty(), "/slack/events", Optional.empty(), List.of());

        /// @throws IllegalArgumentException where an address is not `https` or a domain is none;
        ///   the message is for people
        public Wishes {
            unfurlDomains = List.copyOf(unfurlDomains);
            http.ifPresent(Wishes::requireHttps);
            install.ifPresent(Wishes::requireHttps);
            if (unfurlDomains.size() > 5) {
                throw new IllegalArgumentException(
                        "Slack unfurls links of 5 domains at most, not " + unfurlDomains.size());
            }
        }

        private static void requireHttps(URI address) {
            if (!"https".equals(address.getScheme()) || address.getHost() == null) {
                throw new IllegalArgumentException(
                        "Slack needs an https address, for example https://bot.example.org, not "
                                + address);
            }
        }
    }

    private SlackManifest() {}

    /// As JSON, with a line break at its end.
    public static String json(Wishes wishes) {
        return GSON.toJson(manifest(wishes)) + "\n";
    }

    static JsonObject manifest(Wishes wishes) {
        return tree(
                map(
                        "display_information",
                        map(
                                "name",
                                NAME,
                                "description",
                                "Finds research papers, keeps yours together and suggests what to read next",
                                "long_description",
                                description(),
                                "background_color",
                                "#1d3557"),
                        "features",
                        features(wishes),
                        "oauth_config",
                        oauth(wishes),
                        "settings",
                        settings(wishes)));
    }

    private static String description() {
        return "Type /paper and a few words, get ranked papers with buttons: save, upvote, follow a topic, ask for similar"
                + " papers, get picks with a reason for each. Channels get a paper of the day or a digest at their own hour."
                + " Answers are seen by whoever asked until they share them.\n\n"
                + CommandBook.typed().stream()
                        .map(spec -> "/paper " + spec.name() + ": " + spec.summary())
                        .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> features(Wishes wishes) {
        Map<String, Object> command =
                map(
                        "command",
                        COMMAND,
                        "description",
                        "Research papers: find, keep, follow, discuss",
                        "usage_hint",
                        CommandBook.typed().stream()
                                .map(CommandSpec::name)
                                .collect(Collectors.joining(" | ", "[", "]")),
                        // Groups that are typed arrive as ids, by which a schedule mentions them.
                        "should_escape",
                        true);
        wishes.http().ifPresent(address -> command.put("url", address(address, wishes)));
        Map<String, Object> features =
                map(
                        "app_home",
                        map(
                                "home_tab_enabled",
                                true,
                                "messages_tab_enabled",
                                true,
                                // What is written there is read like what follows /paper.
                                "messages_tab_read_only_enabled",
                                false),
                        "bot_user",
                        map("display_name", NAME, "always_online", true),
                        "shortcuts",
                        List.of(
                                map(
                                        "name",
                                        OPEN_FORM_TITLE,
                                        "type",
                                        "global",
                                        "callback_id",
                                        OPEN_FORM,
                                        "description",
                                        "Search, or open a paper"),
                                map(
                                        "name",
                                        FIND_PAPERS_TITLE,
                                        "type",
                                        "message",
                                        "callback_id",
                                        FIND_PAPERS,
                                        "description",
                                        "Every paper that this message refers to")),
                        "slash_commands",
                        List.of(command));
        if (!wishes.unfurlDomains().isEmpty()) {
            features.put("unfurl_domains", wishes.unfurlDomains());
        }
        return features;
    }

    private static Map<String, Object> oauth(Wishes wishes) {
        boolean unfurling = !wishes.unfurlDomains().isEmpty();
        Map<String, Object> oauth = new LinkedHashMap<>();
        wishes.install()
                .ifPresent(
                        address -> oauth.put("redirect_urls", List.of(at(address, REDIRECT_PATH))));
        oauth.put(
                "scopes",
                map(
                        "bot",
                        unfurling
                                ? SlackScope.names(
                                        SlackScope.Need.REQUIRED, SlackScope.Need.UNFURLING)
                                : SlackScope.names(SlackScope.Need.REQUIRED),
                        "bot_optional",
                        wishes.install().isPresent()
                                ? SlackScope.names(SlackScope.Need.OPTIONAL)
                                : SlackScope.names(
                                        SlackScope.Need.OPTIONAL, SlackScope.Need.READING)));
        return oauth;
    }

    private static Map<String, Object> settings(Wishes wishes) {
        List<String> events = new ArrayList<>(EVENTS);
        if (!wishes.unfurlDomains().isEmpty()) {
            events.add("link_shared");
        }
        Map<String, Object> subscriptions = new LinkedHashMap<>();
        Map<String, Object> interactivity = map("is_enabled", true);
        wishes.http()
                .ifPresent(address -> {
                    subscriptions.put("request_url", address(address, wishes));
                    interactivity.put("request_url", address(address, wishes));
                    interactivity.put("message_menu_options_url", address(address, wishes));
                });
        subscriptions.put("bot_events", events.stream().sorted().toList());
        return map(
                "event_subscriptions",
                subscriptions,
                "interactivity",
                interactivity,
                "org_deploy_enabled",
                false,
                "socket_mode_enabled",
                wishes.http().isEmpty(),
                "token_rotation_enabled",
                false);
    }

    private static String address(URI http, Wishes wishes) {
        return at(http, wishes.eventsPath());
    }

    /// A path below a public address, which may have a path of its own.
    static String at(URI address, String path) {
        String base = address.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static JsonObject tree(Map<String, Object> map) {
        return GSON.toJsonTree(map).getAsJsonObject();
    }
}
