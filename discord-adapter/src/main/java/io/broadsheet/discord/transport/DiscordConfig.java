package io.broadsheet.discord.transport;

import static java.util.Objects.requireNonNull;

import io.broadsheet.interaction.Patience;
import java.net.URI;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.utils.MiscUtil;
import okhttp3.Request;

/// How the bot reaches Discord.
///
/// @param token the bot's token from Discord's developer portal
/// @param restUrl where Discord's REST interface is, ending before the routes:
///   `https://discord.com/api/v10`
/// @param gatewayUrl where the gateway is, empty for the one that Discord names
/// @param shards into how many connections the servers are divided; [Shards#AUTOMATIC] as many as
///   Discord recommends
/// @param crosspost whether posts in announcement channels are published to the channels that
///   follow them
/// @param heard what the bot is told of besides interactions
/// @param zone the time zone of people; Discord does not tell theirs
/// @param administrators ids of people who administer every channel besides those whom Discord
///   names, and look into the bot
/// @param patience how long an answer is waited for before Discord is told that one is coming
public record DiscordConfig(
        String token,
        URI restUrl,
        Optional<URI> gatewayUrl,
        Shards shards,
        boolean crosspost,
        Heard heard,
        ZoneId zone,
        Set<String> administrators,
        Patience patience) {

    /// Discord's own REST interface, in the version that the SDK speaks.
    public static final URI DISCORD = URI.create("https://discord.com/api/v10");

    public DiscordConfig {
        requireNonNull(token);
        requireNonNull(restUrl);
        requireNonNull(gatewayUrl);
        requireNonNull(shards);
        requireNonNull(heard);
        requireNonNull(zone);
        requireNonNull(patience);
        administrators = Set.copyOf(administrators);
    }

    /// A question to Discord's REST interface, where the SDK has none.
    ///
    /// @param route after the version, with its slash
    Request get(String route) {
        return new Request.Builder()
                .url(restUrl + route)
                .header("Authorization", "Bot " + token)
                .header("User-Agent", "DiscordBot (Broadsheet, 1)")
                .build();
    }

    /// What Discord tells the bot besides interactions. Each brings an event for every message, or
    /// reaction, in every server (events/gateway, Gateway Intents); neither is a privileged intent,
    /// and without that one the text comes only of messages that mention the bot, or are sent to
    /// it.
    ///
    /// @param messages those that mention the bot, and direct ones, are answered
    /// @param reactions those to the bot's posts and shared cards count as votes and saves
    public record Heard(boolean messages, boolean reactions) {

        public static final Heard ALL = new Heard(true, true);

        public static final Heard INTERACTIONS_ALONE = new Heard(false, false);
    }

    /// The connections of all processes together, and those that this one holds.
    ///
    /// @param total how many there are in all, 0 for as many as Discord recommends
    /// @param first the first one here, counted from 0
    /// @param last the last one here
    public record Shards(int total, int first, int last) {

        public static final Shards AUTOMATIC = new Shards(0, 0, 0);

        public Shards {
            if (total < 0 || (total > 0 && (first < 0 || last < first || last >= total))) {
                throw new IllegalArgumentException(
                        "shards " + first + " to " + last + " are none of " + total);
            }
        }

        /// All of so many.
        public static Shards all(int total) {
            return new Shards(total, 0, total - 1);
        }

        /// Whether a server's connection is one of these, as far as that is known before there are
        /// any.
        ///
        /// @see <a href="https://docs.discord.com/developers/events/gateway#sharding">Sharding</a>
        public boolean have(long server) {
            if (automatic()) {
                return true;
            }
            int shard = MiscUtil.getShardForGuild(server, total);
            return shard >= first && shard <= last;
        }

        public boolean automatic() {
            return total == 0;
        }

        /// Whether commands are registered from here: what the application has once is one
        /// process's to change.
        public boolean registers() {
            return first == 0;
        }
    }

    @Override
    public String toString() {
        return "DiscordConfig[" + restUrl + ", " + shards + "]";
    }
}
