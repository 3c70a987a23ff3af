package io.broadsheet.discord.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.utils.data.DataObject;

/// Files that people hand over, kept and given out as Discord's content network does, and what else
/// the options of a command stand for.
public final class FakeFiles {

    private static final String PATH = "/attachments/";

    private static final int ROLE = 8;
    private static final int ATTACHMENT = 11;

    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeFiles(HttpServer server) {
        this.server = server;
        server.createContext(PATH, this::give);
    }

    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] content = contents.get(exchange.getRequestURI().getPath().split("/")[2]);
            exchange.sendResponseHeaders(
                    content == null ? 404 : 200, content == null ? -1 : content.length);
            if (content != null) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    /// Puts what an option stands for into a command's `resolved`.
    ///
    /// @param value a role's id; a file's text
    /// @return the value as Discord gives it: an id for a file
    Object resolve(int type, String name, Object value, String id, DataObject resolved) {
        return switch (type) {
            case ROLE -> {
                of("roles", resolved)
                        .put(value.toString(), FakeEntities.role(value.toString(), name, 0, true));
                yield value;
            }
            case ATTACHMENT -> {
                byte[] content = value.toString().getBytes(StandardCharsets.UTF_8);
                contents.put(id, content);
                String url =
                        "http://127.0.0.1:" + server.getAddress().getPort() + PATH + id + "/list";
                of("attachments", resolved)
                        .put(
                                id,
                                DataObject.empty()
                                        .put("id", id)
                                        .put("filename", "papers.bib")
                                        .put("size", content.length)
                                        .put("url", url)
                                        .put("proxy_url", url));
                yield id;
            }
            default -> value;
        };
    }

    /// Forgets what a file holds, as Discord does when a message is deleted.
    public void lose() {
        contents.clear();
    }

    private static DataObject of(String kind, DataObject resolved) {
        if (!resolved.hasKey(kind)) {
            resolved.put(kind, DataObject.empty());
        }
        return resolved.getObject(kind);
    }
}
