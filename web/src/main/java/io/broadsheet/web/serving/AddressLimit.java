package io.broadsheet.web.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How often one address may ask.
final class AddressLimit {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /// More than a small computer has to remember.
    private static final int ADDRESSES = 50_000;

    private final RateLimiterConfig config;
    private final Set<String> proxies;
    private final Cache<String, RateLimiter> limiters =
            Caffeine.newBuilder()
                    .maximumSize(ADDRESSES)
                    .expireAfterAccess(PERIOD.multipliedBy(2))
                    .build();

    /// @param perMinute 1 or more
    /// @param proxies whose `X-Forwarded-For` is believed
    AddressLimit(int perMinute, List<String> proxies) {
        this.config =
                RateLimiterConfig.custom()
                        .limitForPeriod(perMinute)
                        .limitRefreshPeriod(PERIOD)
                        .timeoutDuration(Duration.ZERO)
                        .build();
        this.proxies = Set.copyOf(proxies);
    }

    /// Counts the request.
    boolean allows(WebRequest request) {
        return limiters.get(network(request), each -> RateLimiter.of(each, config))
                .acquirePermission();
    }

    /// From where a request was sent.
    String network(WebRequest request) {
        return network(origin(request));
    }

    /// When somebody who was refused may ask again, in seconds at most.
    static long pause() {
        return PERIOD.toSeconds();
    }

    /// The last address that no proxy of ours added: what stands before it, anybody can write.
    private String origin(WebRequest request) {
        if (!proxies.contains(request.peer())) {
            return request.peer();
        }
        List<String> way = new ArrayList<>();
        request.headers()
                .getOrDefault("x-forwarded-for", List.of())
                .forEach(header -> way.addAll(List.of(header.split(",", -1))));
        for (String each : way.reversed()) {
            String address = each.strip();
            if (!proxies.contains(address)) {
                return address;
            }
        }
        return request.peer();
    }

    /// A household has a whole /64 of IPv6 (RFC 6177), so that its addresses count as one.
    private static String network(String address) {
        if (address.indexOf(':') < 0 || address.startsWith("::ffff:")) {
            return address;
        }
        String[] halves = address.toLowerCase(Locale.ROOT).split("::", 2);
        List<String> groups = new ArrayList<>(List.of(halves[0].split(":")));
        while (groups.size() < 4) {
            groups.add("0");
        }
        return String.join(":", groups.subList(0, 4));
    }
}
