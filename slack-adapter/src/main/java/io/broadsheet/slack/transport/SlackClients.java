package io.broadsheet.slack.transport;

import com.slack.api.Slack;
import com.slack.api.util.http.SlackHttpClient;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The two ways in which Slack is called.
///
/// The HTTP client below the SDK sends a request again by itself where a kept connection breaks in
/// the middle of the answer; Slack would post it twice, since it knows no idempotency keys. So what
/// must not be done twice has a client of its own, which sends nothing again and keeps no
/// connection that could turn out to be dead.
///
/// @param asking for what may be done twice
/// @param posting for what may not
public record SlackClients(Slack asking, Slack posting) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackClients.class);

    /// Longest for a request that somebody waits for.
    private static final Duration ASKING = Duration.ofSeconds(10);

    /// Longest for a post, which nobody waits for and whose end must be known.
    private static final Duration POSTING = Duration.ofSeconds(30);

    /// @param traffic hears of every request and its answer
    public static SlackClients to(URI apiUrl, SlackTraffic traffic) {
        com.slack.api.SlackConfig asking = config(apiUrl, ASKING);
        com.slack.api.SlackConfig posting = config(apiUrl, POSTING);
        OkHttpClient once =
                SlackHttpClient.buildOkHttpClient(posting)
                        .newBuilder()
                        .addInterceptor(traffic)
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                        .build();
        OkHttpClient usual =
                SlackHttpClient.buildOkHttpClient(asking)
                        .newBuilder()
                        .addInterceptor(traffic)
                        .build();
        return new SlackClients(
                Slack.getInstance(asking, client(asking, usual)),
                Slack.getInstance(posting, client(posting, once)));
    }

    private static SlackHttpClient client(com.slack.api.SlackConfig config, OkHttpClient http) {
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        return client;
    }

    private static com.slack.api.SlackConfig config(URI apiUrl, Duration longest) {
        com.slack.api.SlackConfig config = new com.slack.api.SlackConfig();
        config.setMethodsEndpointUrlPrefix(apiUrl.toString());
        config.setHttpClientCallTimeoutMillis((int) longest.toMillis());
        config.setHttpClientReadTimeoutMillis((int) longest.toMillis());
        config.setHttpClientWriteTimeoutMillis((int) longest.toMillis());
        // Its statistics cost a request for each token.
        config.getMethodsConfig().setStatsEnabled(false);
        if (isHere(apiUrl)) {
            // The SDK takes a proxy from the environment, which does not lead here.
            config.setProxyUrl(null);
        }
        return config;
    }

    private static boolean isHere(URI apiUrl) {
        return "localhost".equals(apiUrl.getHost()) || "127.0.0.1".equals(apiUrl.getHost());
    }

    @Override
    public void close() {
        for (Slack slack : new Slack[] {asking, posting}) {
            try {
                slack.close();
            } catch (Exception e) {
                log.warn("A client could not be closed: {}", SlackFailures.describe(e));
            }
        }
    }
}
