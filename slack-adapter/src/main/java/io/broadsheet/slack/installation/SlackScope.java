package io.broadsheet.slack.installation;

import java.util.Arrays;
import java.util.List;

/// What the bot asks Slack to be allowed, and why: the least that its functions need
/// (docs.slack.dev/reference/scopes).
///
/// @param name as Slack calls it
/// @param use what it is for, for whoever installs the bot
/// @param need whether the bot works without it
public record SlackScope(String name, String use, Need need) {

    /// Whether the bot works without a scope.
    public enum Need {
        /// It does not.
        REQUIRED,
        /// It does, with less comfort; whoever installs it may leave this out.
        OPTIONAL,
        /// The same, and it lets the bot read. Workspaces that install the bot by themselves are
        /// not asked for it.
        READING,
        /// It is asked for only where links are unfurled, which is off by default.
        UNFURLING
    }

    private static final List<SlackScope> ALL =
            List.of(
                    new SlackScope(
                            "commands",
                            "`/paper`, and *Find papers in message* in a message's menu",
                            Need.REQUIRED),
                    new SlackScope(
                            "app_mentions:read",
                            "messages that mention the bot, which are read like what follows `/paper`; the only way to ask in a thread",
                            Need.REQUIRED),
                    new SlackScope(
                            "im:history",
                            "what people write to the bot directly, read in the same way; nobody else's direct messages",
                            Need.REQUIRED),
                    new SlackScope(
                            "chat:write",
                            "posting where it was invited: what is shared, schedules, discussions",
                            Need.REQUIRED),
                    new SlackScope(
                            "im:write",
                            "direct messages: digests, notices to whoever set up a schedule and to its channel's admins, files",
                            Need.REQUIRED),
                    new SlackScope(
                            "users:read",
                            "people's time zone and language, and who administers the workspace",
                            Need.REQUIRED),
                    new SlackScope(
                            "channels:read",
                            "public channels' names, and whether the bot is in them; it hears that one was archived or renamed",
                            Need.REQUIRED),
                    new SlackScope(
                            "groups:read",
                            "the same for private channels that it was invited to, and no others",
                            Need.REQUIRED),
                    new SlackScope(
                            "chat:write.public",
                            "schedules in public channels without inviting the bot there first",
                            Need.OPTIONAL),
                    new SlackScope(
                            "files:write",
                            "a long citation list or export as a file instead of text",
                            Need.OPTIONAL),
                    new SlackScope(
                            "reactions:read",
                            "reactions to its own messages, which count as votes and saves; those to others' are dropped unread",
                            Need.OPTIONAL),
                    new SlackScope(
                            "channels:history",
                            "looking in a public channel for a post of the bot's own that it is not sure of, and whether it has replies; used for nothing else",
                            Need.READING),
                    new SlackScope("groups:history", "the same in private channels", Need.READING),
                    new SlackScope(
                            "links:read",
                            "hearing of links to the domains of `slack.unfurlDomains`",
                            Need.UNFURLING),
                    new SlackScope(
                            "links:write", "showing the paper below such a link", Need.UNFURLING));

    /// Every scope that the bot may ask for.
    public static List<SlackScope> all() {
        return ALL;
    }

    static List<String> names(Need... needs) {
        return ALL.stream()
                .filter(scope -> Arrays.asList(needs).contains(scope.need()))
                .map(SlackScope::name)
                .toList();
    }

    /// What is asked for when a workspace installs the bot.
    static List<String> asked(boolean unfurling) {
        return unfurling
                ? names(Need.REQUIRED, Need.UNFURLING, Need.OPTIONAL)
                : names(Need.REQUIRED, Need.OPTIONAL);
    }
}
