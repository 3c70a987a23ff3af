package io.broadsheet.edition;

import io.broadsheet.chat.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Hands out moments for posts so that no limit of a platform is passed: in all, by workspace and
/// by channel. Posts stand in a queue first, so that few of many make ready at a time; whoever is
/// ready passes a gate, so that those that were held up do not come all at once.
final class Pacer {

    /// Longer than this nobody waits in line; they come again.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /// Sleepers wake some milliseconds late. So much of what one lost the next makes up for; with
    /// more, posts would come in a bunch after every pause.
    private static final Duration SLEEPERS_WAKE = Duration.ofMillis(5);

    /// In a workspace, where posts are farther apart, sleepers wake within this part of a gap.
    private static final int WAKES_IN = 8;

    private static final int FORGET_ABOVE = 20_000;

    private final Pacing pacing;
    private final Map<String, Instant> places = new HashMap<>();
    private final Line queue = new Line();
    private final Line gate = new Line();
    private int sharers = 1;

    Pacer(Pacing pacing) {
        this.pacing = pacing;
    }

    /// A post that wants to go out.
    ///
    /// @param key names it
    /// @param place the channel or person
    /// @param requests how many of the platform's requests it takes, 1 or more
    record Post(String key, String workspace, String place, int requests) {}

    /// When a post may go out.
    sealed interface Turn {

        /// So soon that whoever asked should wait for it, and then make ready and [#pass].
        record Now(Duration after) implements Turn {}

        /// Not yet: come again then.
        record Later(Instant at) implements Turn {}
    }

    /// The turn of a post. Asking again for the same post keeps its place in the queue.
    synchronized Turn turn(Post post, Instant now) {
        Instant place = places.get(post.key());
        if (place == null) {
            place = queue.book(post, now);
            places.put(post.key(), place);
            prune(now);
        }
        if (place.isAfter(now.plus(LONGEST_WAIT))) {
            return new Turn.Later(place);
        }
        Instant free = gate.free(post, later(now, place));
        if (free.isAfter(now.plus(LONGEST_WAIT))) {
            // So many were held up that their times have passed. This one goes to the end.
            Instant end = queue.book(post, now);
            places.put(post.key(), end);
            return new Turn.Later(later(end, free));
        }
        return new Turn.Now(Duration.between(now, later(now, place)));
    }

    /// Passes the gate, which is where the limits are kept: right before a post is sent.
    ///
    /// @return zero where it may be sent now; else for how long to wait before asking again,
    ///   because whoever wakes too late must not come together with the next
    synchronized Duration pass(Post post, Instant now) {
        Duration wait = Duration.between(now, gate.free(post, now));
        if (wait.isZero()) {
            gate.book(post, now, SLEEPERS_WAKE);
            places.remove(post.key());
        }
        return wait;
    }

    /// The limits are shared among so many processes from now on.
    ///
    /// @param processes 1 or more
    synchronized void share(int processes) {
        sharers = Math.max(1, processes);
    }

    /// Nothing goes out before a moment.
    synchronized void holdUntil(Instant moment) {
        queue.hold(moment);
        gate.hold(moment);
    }

    private void prune(Instant now) {
        if (places.size() > FORGET_ABOVE) {
            // Whoever has not come for an hour after its time will not come.
            places.values().removeIf(each -> each.isBefore(now.minus(Duration.ofHours(1))));
        }
    }

    /// Moments that are taken.
    private final class Line {

        private final Map<String, Instant> free = new HashMap<>();
        private Instant freeForAll = Instant.EPOCH;

        Instant free(Post post, Instant now) {
            return later(
                    later(now, freeForAll),
                    later(
                            free.getOrDefault(post.workspace(), Instant.EPOCH),
                            free.getOrDefault(post.place(), Instant.EPOCH)));
        }

        Instant book(Post post, Instant now) {
            return book(post, now, Duration.ZERO);
        }

        /// @param late how much of the time since the last post was due still counts
        Instant book(Post post, Instant now, Duration late) {
            Instant moment = free(post, now);
            // A workspace that is behind holds up nobody else.
            freeForAll =
                    later(now.minus(late), freeForAll)
                            .plus(gap(pacing.perSecond(), post.requests()));
            free.put(post.workspace(), afterThere(post, moment, !late.isZero()));
            free.put(post.place(), moment.plus(gap(pacing.perSecondInChannel(), 1)));
            if (free.size() > FORGET_ABOVE) {
                free.values().removeIf(each -> !each.isAfter(now));
            }
            return moment;
        }

        /// When a post's workspace is free again. Whoever only woke late does not make the next one
        /// late as well.
        private Instant afterThere(Post post, Instant moment, boolean sleeperWoke) {
            Duration gap = gap(pacing.perSecondInWorkspace(), post.requests());
            Instant since = free.getOrDefault(post.workspace(), Instant.EPOCH);
            boolean onlyWokeLate =
                    sleeperWoke && !since.plus(gap.dividedBy(WAKES_IN)).isBefore(moment);
            return (onlyWokeLate ? since : moment).plus(gap);
        }

        void hold(Instant moment) {
            freeForAll = later(freeForAll, moment);
        }
    }

    private Duration gap(double perSecond, int requests) {
        return Duration.ofNanos(Math.round(requests * sharers * 1e9 / perSecond));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
