package io.broadsheet.app.config;

import java.util.List;

/// The pages and feeds of `broadsheet serve`, on a listener of their own.
///
/// @param address the interface it listens on
/// @param port 0 takes any free one
/// @param publicAddress under which people reach it, empty where nobody but this computer does
/// @param isPublic whether everybody may read what is trending, search, and look at papers; else
///   only secret links lead anywhere
/// @param requestsPerMinute how many requests one address may send
/// @param proxies IP addresses whose `X-Forwarded-For` is believed
public record WebSettings(
        @Setting(fallback = "false", example = "true") boolean enabled,
        @Setting(
                        fallback = "${ENV:BROADSHEET_WEB_ADDRESS:127.0.0.1}",
                        example = "127.0.0.1",
                        must = "the IP address of an interface of this computer, or localhost",
                        pattern = "localhost|[0-9a-fA-F.:]{2,45}")
                String address,
        @Setting(
                        fallback = "${ENV:BROADSHEET_WEB_PORT:8082}",
                        example = "8082",
                        least = 0,
                        most = 65535)
                int port,
        @Setting(
                        fallback = "${ENV:BROADSHEET_WEB_PUBLIC_ADDRESS:}",
                        example = "https://papers.example.org",
                        must =
                                "empty, or the https address under which people reach the pages, without a slash at the end",
                        pattern =
                                "|https://[A-Za-z0-9.-]{1,253}(?::\\d{1,5})?|http://(?:localhost|127\\.0\\.0\\.1)(?::\\d{1,5})?")
                String publicAddress,
        @Setting(key = "public", fallback = "false", example = "true") boolean isPublic,
        @Setting(fallback = "120", example = "120", least = 1, most = 1_000_000)
                int requestsPerMinute,
        @Setting(
                        fallback = "127.0.0.1, ::1",
                        example = "[127.0.0.1]",
                        must = "a list of IP addresses",
                        pattern = "[0-9a-fA-F.:]{2,45}")
                List<String> proxies) {
    public WebSettings {
        proxies = List.copyOf(proxies);
    }
}
