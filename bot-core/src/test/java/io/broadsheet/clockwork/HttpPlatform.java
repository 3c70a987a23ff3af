package io.broadsheet.clockwork;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Posts to a [FaultyDestination] as the adapters post to theirs.
final class HttpPlatform extends PlainPlatform {

    static final Platform NAME = new Platform("http");

    private final int port;
    private final Duration remembersKeysFor;
    private final HttpClient client = HttpClient.newHttpClient();

    HttpPlatform(int port, Duration remembersKeysFor) {
        this.port = port;
        this.remembersKeysFor = remembersKeysFor;
    }

    @Override
    public Platform platform() {
        return NAME;
    }

    @Override
    public Delivery post(ChannelRef channel, Reply message, String key, String role) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + channel.id()))
                        .timeout(Duration.ofMillis(700))
                        .header("Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(message.plain()))
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> new Delivery.Posted(response.body());
                case 429 ->
                        new Delivery.RetryAfter(
                                Duration.ofSeconds(
                                        response.headers()
                                                .firstValueAsLong("Retry-After")
                                                .orElseThrow()),
                                "too many requests");
                default -> new Delivery.InDoubt("status " + response.statusCode());
            };
        } catch (ConnectException e) {
            return new Delivery.RetryAfter(Duration.ZERO, "nobody answers");
        } catch (IOException e) {
            return new Delivery.InDoubt("the connection failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.InDoubt("interrupted");
        }
    }

    @Override
    public boolean readsBack() {
        return true;
    }

    @Override
    public ReadBack find(ChannelRef channel, String key, Instant since) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + channel.id()))
                        .timeout(Duration.ofMillis(700))
                        .header("Key", key)
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> new ReadBack.There(response.body(), List.of());
                case 404 -> new ReadBack.NotThere();
                case 405 -> new ReadBack.CannotTell("nobody may read there");
                default -> new ReadBack.LookAgain(Duration.ZERO, "" + response.statusCode());
            };
        } catch (IOException e) {
            return new ReadBack.LookAgain(Duration.ZERO, "the connection failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ReadBack.LookAgain(Duration.ZERO, "interrupted");
        }
    }

    @Override
    public Delivery send(UserRef user, Reply message, String key) {
        return new Delivery.Posted(key);
    }

    @Override
    public Duration remembersKeysFor() {
        return remembersKeysFor;
    }
}
