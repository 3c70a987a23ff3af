package io.broadsheet.discord.transport;

import java.io.IOException;
import java.time.Duration;
import net.dv8tion.jda.api.exceptions.ParsingException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Discord whether the bot is in a server.
///
/// The connection alone may be wrong: the SDK knows nothing of a server that became unavailable
/// while the session began, and forgets all of them a moment before it says that the session is
/// over.
public final class DiscordMembership {

    private static final Logger log = LoggerFactory.getLogger(DiscordMembership.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /// What Discord says.
    public enum Standing {
        MEMBER,
        GONE,
        /// Discord could not be asked.
        UNKNOWN
    }

    private final DiscordConfig config;
    private final OkHttpClient http;

    public DiscordMembership(DiscordConfig config, OkHttpClient http) {
        this.config = config;
        this.http = http.newBuilder().callTimeout(LONGEST).build();
    }

    /// Whether Discord says that the bot is not in the server; `false` where it cannot be asked.
    public boolean isGone(String server) {
        return standing(server) == Standing.GONE;
    }

    public Standing standing(String server) {
        try (Response response = http.newCall(config.get("/guilds/" + server)).execute()) {
            if (response.isSuccessful()) {
                return Standing.MEMBER;
            }
            if (response.code() != 403 && response.code() != 404) {
                return Standing.UNKNOWN;
            }
            int code = DataObject.fromJson(response.body().byteStream()).getInt("code", 0);
            return code == ErrorResponse.UNKNOWN_GUILD.getCode()
                            || code == ErrorResponse.MISSING_ACCESS.getCode()
                    ? Standing.GONE
                    : Standing.UNKNOWN;
        } catch (IOException | ParsingException e) {
            log.info("Discord could not be asked about server {}: {}", server, e.getMessage());
            return Standing.UNKNOWN;
        }
    }
}
