package io.broadsheet.slack.fake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// How much of each method the fake Slack takes: the tiers of docs.slack.dev, web-api/rate-limits,
/// each at its documented minimum, for each workspace alone.
final class FakeLimits {

    /// Messages a minute in a workspace. Slack says "several hundred"; this is the least that
    /// deserves the words.
    private static final int MESSAGES = 300;

    /// Calls a minute, from the methods' own pages. Those that are not here are not counted.
    private static final Map<String, Integer> A_MINUTE =
            Map.ofEntries(
                    Map.entry("chat.postMessage", MESSAGES),
                    Map.entry("chat.postEphemeral", 100),
                    Map.entry("chat.update", 50),
                    Map.entry("chat.unfurl", 50),
                    Map.entry("conversations.history", 50),
                    Map.entry("conversations.info", 50),
                    Map.entry("conversations.open", 50),
                    Map.entry("files.completeUploadExternal", 100),
                    Map.entry("files.getUploadURLExternal", 100),
                    Map.entry("users.info", 100),
                    Map.entry("views.open", 100),
                    Map.entry("views.publish", 100),
                    Map.entry("views.push", 100),
                    Map.entry("views.update", 100));

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Deque<Long>> lately = new ConcurrentHashMap<>();
    private final AtomicInteger tooMany = new AtomicInteger();

    /// Counts a call.
    ///
    /// @return whether it is one too many
    boolean isOver(String team, String method, Map<String, String> arguments) {
        boolean over = isOver(team + " " + method, A_MINUTE.getOrDefault(method, 0), MINUTE);
        if (method.equals("chat.postMessage")) {
            // "It's 1 per second per channel"; that short bursts pass is not counted on.
            String channel = team + " " + arguments.getOrDefault("channel", "");
            over |= isOver(channel, 1, Duration.ofSeconds(1));
        }
        if (over) {
            tooMany.incrementAndGet();
        }
        return over;
    }

    int tooMany() {
        return tooMany.get();
    }

    /// @param most 0 for any number
    private boolean isOver(String what, int most, Duration span) {
        if (most == 0) {
            return false;
        }
        Deque<Long> times = lately.computeIfAbsent(what, _ -> new ArrayDeque<>());
        synchronized (times) {
            long now = System.nanoTime();
            while (!times.isEmpty() && now - times.peek() > span.toNanos()) {
                times.poll();
            }
            if (times.size() >= most) {
                return true;
            }
            times.add(now);
            return false;
        }
    }
}
