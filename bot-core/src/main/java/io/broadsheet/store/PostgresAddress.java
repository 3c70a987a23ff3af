package io.broadsheet.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a PostgreSQL database is, and who asks.
///
/// @param sslMode as libpq names it, such as `require`; empty for the driver's own choice
public record PostgresAddress(
        String host, int port, String database, String user, String password, String sslMode) {

    private static final Pattern SSL_MODE =
            Pattern.compile("sslmode=(disable|allow|prefer|require|verify-ca|verify-full)");

    /// Reads `postgresql://host:5432/database`, with or without `jdbc:` before it and `?sslmode=`
    /// after it.
    ///
    /// @throws IllegalArgumentException where it is none; the message is for people
    public static PostgresAddress parse(String url, String user, String password) {
        URI uri;
        try {
            uri = new URI(url.startsWith("jdbc:") ? url.substring(5) : url);
        } catch (URISyntaxException _) {
            throw wrong();
        }
        boolean scheme = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (!scheme || uri.getHost() == null || path.length() < 2 || path.indexOf('/', 1) > 0) {
            throw wrong();
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "database.url must not contain user or password; set database.user and database.password");
        }
        String sslMode = "";
        if (uri.getQuery() != null) {
            Matcher matcher = SSL_MODE.matcher(uri.getQuery());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "database.url may have ?sslmode=... and no other option");
            }
            sslMode = matcher.group(1);
        }
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                path.substring(1),
                user,
                password,
                sslMode);
    }

    /// Says nothing of what stands there, which may hold a password; nor does it keep the cause,
    /// which quotes it.
    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "database.url must be empty or the address of a PostgreSQL database without user and password, for"
                        + " example postgresql://localhost:5432/broadsheet; what is there is not shown, since it may"
                        + " hold a password");
    }

    /// Without the password.
    @Override
    public String toString() {
        return host + ":" + port + "/" + database;
    }
}
