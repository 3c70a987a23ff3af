package io.broadsheet.discord.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.broadsheet.waiting.Waiting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalLimitTest {

    private static final int REQUESTS = 80;

    /// When each path was asked for, in nanoseconds.
    private final Map<String, Long> arrived = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final OkHttpClient http =
            new OkHttpClient.Builder().addInterceptor(new GlobalLimit()).build();
    private HttpServer server;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> {
                    arrived.put(exchange.getRequestURI().getPath(), System.nanoTime());
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdown();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    @Test
    void letsRequestsOfManyThreadsPassOneAfterTheOther() throws Exception {
        // The first takes longer, and the others are not measured by it.
        ask("/gateway/bot", 1);
        arrived.clear();
        ask("/channels/%d/messages", REQUESTS);

        List<Long> times = arrived.values().stream().sorted().toList();
        assertThat(times).hasSize(REQUESTS);
        // Never more than 50 within a second, however many come at once.
        for (int i = 50; i < REQUESTS; i++) {
            assertThat(times.get(i) - times.get(i - 50)).isGreaterThan(1_000_000_000L);
        }
    }

    @Test
    void holdsUpNoAnswerToAnInteraction() throws Exception {
        Future<?> crowd =
                threads.submit(() -> {
                    ask("/channels/%d/messages", REQUESTS);
                    return null;
                });
        Waiting.until("the first request", () -> !arrived.isEmpty());
        ask("/interactions/%d/token/callback", 60);
        ask("/webhooks/%d/token/messages/@original", 60);
        crowd.get();

        assertThat(last("/interactions/")).isLessThan(last("/channels/"));
        assertThat(last("/webhooks/")).isLessThan(last("/channels/"));
    }

    private long last(String path) {
        return arrived.entrySet().stream()
                .filter(each -> each.getKey().startsWith(path))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElseThrow();
    }

    private void ask(String path, int requests) throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            Request request =
                    new Request.Builder()
                            .url(
                                    "http://localhost:"
                                            + server.getAddress().getPort()
                                            + String.format(path, i))
                            .build();
            answers.add(
                    threads.submit(() -> {
                        try (Response response = http.newCall(request).execute()) {
                            return response.code();
                        }
                    }));
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(204);
        }
    }
}
