package io.broadsheet.web.page;

import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// The one style sheet, at an address that changes with it, so that browsers keep it for good.
public final class Styles {

    private final String sheet;
    private final String path;

    public Styles() {
        this.sheet = read("broadsheet.css");
        this.path = "/style/" + digest(sheet) + ".css";
    }

    /// Where it is.
    public String path() {
        return path;
    }

    /// The route to it, and to the site's icon.
    public List<Route> routes() {
        String icon = read("icon.svg");
        return List.of(
                Route.get(
                        path,
                        Route.Access.ALWAYS,
                        _ -> Answer.of("text/css; charset=utf-8", sheet, Keeping.FOREVER)),
                Route.get(
                        "/icon.svg",
                        Route.Access.ALWAYS,
                        _ -> Answer.of("image/svg+xml; charset=utf-8", icon, Keeping.SHARED)));
    }

    private static String read(String name) {
        try (InputStream file = Styles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }
}
