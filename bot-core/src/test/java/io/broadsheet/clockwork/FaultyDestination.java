package io.broadsheet.clockwork;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A chat platform's server at its worst. A post is `POST /channel`, its first header line `Key`;
/// where it lets people read, `GET /channel` answers with the post of a `Key`, or 404. It answers
/// 200, 429 with `Retry-After`, 500 with or without having taken the post, cuts the connection
/// before or after, or says nothing, at random.
final class FaultyDestination implements AutoCloseable {

    /// What it does with a request.
    enum Fault {
        NONE,
        BUSY,
        FAILED_BEFORE,
        FAILED_AFTER,
        CUT_BEFORE,
        CUT_AFTER,
        SILENT_BEFORE,
        SILENT_AFTER
    }

    private final ServerSocket server;
    private final boolean knowsKeys;
    private final boolean readable;
    private final Random random;
    private final double faulty;

    /// How often each channel's members see a post, by channel.
    final Map<String, AtomicInteger> posts = new ConcurrentHashMap<>();

    final Map<Fault, AtomicInteger> faults = new EnumMap<>(Fault.class);
    private final Map<String, String> byKey = new ConcurrentHashMap<>();

    /// How often it was read, whatever came of it.
    final AtomicInteger reads = new AtomicInteger();

    private final AtomicInteger messages = new AtomicInteger();

    /// @param faulty how many of the requests meet a fault, 0 to 1
    FaultyDestination(boolean knowsKeys, boolean readable, double faulty, long seed)
            throws IOException {
        this.knowsKeys = knowsKeys;
        this.readable = readable;
        this.faulty = faulty;
        this.random = new Random(seed);
        for (Fault fault : Fault.values()) {
            faults.put(fault, new AtomicInteger());
        }
        server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(5_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String[] request = line(in).split(" ");
            String key = "";
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String[] parts = header.split(": ", 2);
                if (parts[0].equalsIgnoreCase("Key")) {
                    key = parts[1];
                } else if (parts[0].equalsIgnoreCase("Content-Length")) {
                    length = Integer.parseInt(parts[1]);
                }
            }
            in.readNBytes(length);
            if (request[0].equals("GET")) {
                read(socket, key);
            } else {
                answer(socket, request[1], key);
            }
        } catch (IOException | RuntimeException e) {
            // Whoever called is gone, which is what this test is about.
        }
    }

    private void answer(Socket socket, String channel, String key) throws IOException {
        Fault fault = fault();
        faults.get(fault).incrementAndGet();
        switch (fault) {
            case NONE -> write(socket, "200 OK", "", take(channel, key));
            case BUSY -> write(socket, "429 Too Many Requests", "Retry-After: 1\r\n", "");
            case FAILED_BEFORE -> write(socket, "500 Oops", "", "");
            case FAILED_AFTER -> {
                take(channel, key);
                write(socket, "500 Oops", "", "");
            }
            case CUT_BEFORE -> socket.setSoLinger(true, 0);
            case CUT_AFTER -> {
                take(channel, key);
                socket.setSoLinger(true, 0);
            }
            case SILENT_BEFORE -> sleep();
            case SILENT_AFTER -> {
                take(channel, key);
                sleep();
            }
        }
    }

    private void read(Socket socket, String key) throws IOException {
        if (!readable) {
            write(socket, "405 Method Not Allowed", "", "");
            return;
        }
        reads.incrementAndGet();
        switch (fault()) {
            case NONE -> {
                String there = byKey.get(key);
                write(socket, there == null ? "404 Not Found" : "200 OK", "", there);
            }
            case BUSY -> write(socket, "429 Too Many Requests", "Retry-After: 1\r\n", "");
            case FAILED_BEFORE, FAILED_AFTER -> write(socket, "500 Oops", "", "");
            case CUT_BEFORE, CUT_AFTER -> socket.setSoLinger(true, 0);
            case SILENT_BEFORE, SILENT_AFTER -> sleep();
        }
    }

    private synchronized Fault fault() {
        return random.nextDouble() >= faulty
                ? Fault.NONE
                : Fault.values()[1 + random.nextInt(Fault.values().length - 1)];
    }

    private String take(String channel, String key) {
        if (!knowsKeys) {
            String message = post(channel);
            byKey.put(key, message);
            return message;
        }
        return byKey.computeIfAbsent(key, _ -> post(channel));
    }

    private String post(String channel) {
        posts.computeIfAbsent(channel, _ -> new AtomicInteger()).incrementAndGet();
        return "m" + messages.incrementAndGet();
    }

    private static void sleep() {
        try {
            Thread.sleep(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Socket socket, String status, String headers, @Nullable String body)
            throws IOException {
        byte[] bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(
                ("HTTP/1.1 "
                                + status
                                + "\r\n"
                                + headers
                                + "Content-Length: "
                                + bytes.length
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
