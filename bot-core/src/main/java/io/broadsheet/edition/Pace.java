package io.broadsheet.edition;

import io.broadsheet.chat.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Hands out moments for posts so that no limit of a platform is passed: in all, by workspace and
/// by channel.
final class Pace {

    private static final int FORGET_ABOVE = 20_000;

    private final Pacing pacing;
    private final Map<String, Instant> free = new HashMap<>();
    private final Map<String, Instant> kept = new HashMap<>();
    private Instant freeForAll = Instant.EPOCH;

    Pace(Pacing pacing) {
        this.pacing = pacing;
    }

    /// The moment at which a post may go out. Asking for the same post again gives the same moment,
    /// until [#done].
    ///
    /// @param place the channel or person
    synchronized Instant moment(String key, String workspace, String place, Instant now) {
        Instant known = kept.get(key);
        if (known != null) {
            return known;
        }
        Instant moment =
                later(
                        later(now, freeForAll),
                        later(
                                free.getOrDefault(workspace, Instant.EPOCH),
                                free.getOrDefault(place, Instant.EPOCH)));
        // A workspace that is behind holds up nobody else.
        freeForAll = later(now, freeForAll).plus(gap(pacing.perSecond()));
        free.put(workspace, moment.plus(gap(pacing.perSecondInWorkspace())));
        free.put(place, moment.plus(gap(pacing.perSecondInChannel())));
        if (free.size() > FORGET_ABOVE) {
            free.values().removeIf(each -> !each.isAfter(now));
        }
        kept.put(key, moment);
        return moment;
    }

    synchronized void done(String key) {
        kept.remove(key);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Duration gap(double perSecond) {
        return Duration.ofNanos(Math.round(1e9 / perSecond));
    }
}
