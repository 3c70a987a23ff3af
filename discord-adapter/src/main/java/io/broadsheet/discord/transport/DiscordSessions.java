package io.broadsheet.discord.transport;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins sessions within what Discord allows. The SDK keeps the five seconds between them; the
/// number a day, 1,000 as a rule, is watched here, because Discord takes the token away from a bot
/// that begins more (events/gateway, Session Start Limit Object). Resuming a session is free.
///
/// It also connects to the configured gateway instead of the one that Discord names.
public final class DiscordSessions extends ConcurrentSessionController {

    private static final Logger log = LoggerFactory.getLogger(DiscordSessions.class);

    /// What Discord said is believed for this long: others may begin sessions with the same token,
    /// and it may be asked twice in five seconds only.
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final DiscordConfig config;
    private final OkHttpClient http;
    private final Executor threads;
    private final Consumer<String> state;
    private final Clock clock;

    private int left;
    private Instant asked = Instant.MIN;
    private Instant renewed = Instant.MIN;

    /// @param state is told in words what is waited for
    public DiscordSessions(
            DiscordConfig config,
            OkHttpClient http,
            Executor threads,
            Consumer<String> state,
            Clock clock) {
        this.config = config;
        this.http = http;
        this.threads = threads;
        this.state = state;
        this.clock = clock;
    }

    /// Waits until Discord allows a session more, as long as that takes.
    ///
    /// @throws IOException where Discord does not say
    /// @throws InvalidTokenException where it does not know the bot
    public synchronized void await() throws IOException, InterruptedException {
        while (true) {
            Instant now = clock.instant();
            if (left <= 0 ? !now.isBefore(renewed) : !now.isBefore(asked.plus(BELIEVED))) {
                ask();
                now = clock.instant();
            }
            if (left > 0) {
                return;
            }
            Duration wait = Duration.between(now, renewed);
            if (wait.isPositive()) {
                state.accept("Discord allows no new connection before " + renewed);
                log.warn(
                        "Discord allows no new connection for {} s, because there were too many",
                        wait.toSeconds());
                Thread.sleep(wait);
            } else {
                Thread.sleep(Duration.ofSeconds(5));
            }
        }
    }

    private void ask() throws IOException {
        try (Response response = http.newCall(config.get("/gateway/bot")).execute()) {
            if (response.code() == 401) {
                throw new InvalidTokenException();
            }
            if (!response.isSuccessful()) {
                throw new IOException("Discord answered " + response.code());
            }
            DataObject limit =
                    DataObject.fromJson(response.body().byteStream())
                            .getObject("session_start_limit");
            asked = clock.instant();
            left = limit.getInt("remaining");
            renewed = asked.plusMillis(limit.getLong("reset_after"));
        }
    }

    @Override
    public void appendSession(SessionConnectNode node) {
        threads.execute(() -> {
            try {
                await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                // The attempt itself finds out, and is repeated.
                log.warn("Discord did not say how many sessions are left: {}", e.getMessage());
            }
            synchronized (this) {
                left--;
            }
            super.appendSession(node);
        });
    }

    @Override
    public ShardedGateway getShardedGateway(JDA api) {
        ShardedGateway named = super.getShardedGateway(api);
        return config.gatewayUrl()
                .map(uri ->
                        new ShardedGateway(
                                uri.toString(), named.getShardTotal(), named.getConcurrency()))
                .orElse(named);
    }

    @Override
    public String getGateway() {
        return Optional.of(config)
                .flatMap(DiscordConfig::gatewayUrl)
                .map(URI::toString)
                .orElseGet(super::getGateway);
    }
}
