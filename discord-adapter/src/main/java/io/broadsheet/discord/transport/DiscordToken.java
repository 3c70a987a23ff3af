package io.broadsheet.discord.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether Discord takes the bot's token. Once it was refused, Discord is asked now and then until
/// it is taken again.
///
/// Each question that is answered with 401 counts towards a ban at 10,000 in ten minutes
/// (topics/rate-limits); these are ten.
public final class DiscordToken implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DiscordToken.class);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofMinutes(1));

    private static final int UNAUTHORIZED = 401;

    private final DiscordConfig config;
    private final OkHttpClient http;
    private final Runnable accepted;
    private final AtomicBoolean refused = new AtomicBoolean();
    private volatile Thread asking = Thread.ofVirtual().unstarted(() -> {});
    private volatile boolean closed;

    /// @param accepted is called where the token is taken again, on a thread of its own
    public DiscordToken(DiscordConfig config, OkHttpClient http, Runnable accepted) {
        this.config = config;
        this.http = http;
        this.accepted = accepted;
    }

    /// Whether it was refused and has not been taken since.
    public boolean isRefused() {
        return refused.get();
    }

    /// Discord refused the token.
    public void refuse() {
        if (!closed && refused.compareAndSet(false, true)) {
            log.error(
                    "Discord does not accept the bot's token. Copy it anew from the developer"
                            + " portal (Bot, Reset Token) into DISCORD_TOKEN and start again.");
            asking = Thread.ofVirtual().name("discord-token").start(this::ask);
        }
    }

    private void ask() {
        try {
            for (int attempt = 0; !isTaken(attempt); attempt++) {
                log.debug("Discord does not take the token yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        refused.set(false);
        log.info("Discord takes the bot's token again");
        accepted.run();
    }

    private boolean isTaken(int attempt) throws InterruptedException {
        Thread.sleep(PAUSES.get(Math.min(attempt, PAUSES.size() - 1)));
        try (Response response = http.newCall(config.get("/users/@me")).execute()) {
            if (!response.isSuccessful() && response.code() != UNAUTHORIZED) {
                log.info("Discord answered {} when asked about the token", response.code());
            }
            return response.isSuccessful();
        } catch (IOException e) {
            log.info("Discord could not be asked about the token: {}", e.getMessage());
            return false;
        }
    }

    /// Asks no more.
    @Override
    public void close() {
        closed = true;
        asking.interrupt();
    }
}
