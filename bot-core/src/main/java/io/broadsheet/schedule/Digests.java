package io.broadsheet.schedule;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The port to people's digests, at most one a person.
public interface Digests {

    /// Orders a digest, or changes the one there is; either way it is taken to work again.
    ///
    /// @param time when it arrives, in whole minutes
    Digest order(
            UserRef user,
            ChannelRef home,
            Digest.Rhythm rhythm,
            LocalTime time,
            ZoneId zone,
            Instant at);

    /// The same at [Digest#HOUR].
    default Digest order(
            UserRef user, ChannelRef home, Digest.Rhythm rhythm, ZoneId zone, Instant at) {
        return order(user, home, rhythm, Digest.HOUR, zone, at);
    }

    /// @return whether there was one
    boolean stop(UserRef user);

    Optional<Digest> of(UserRef user);

    Optional<Digest> find(long id);

    /// A platform's digests that are not stopped by a refusal.
    List<Digest> active(Platform platform);

    /// A platform's digests that a refusal stopped.
    List<Digest> stopped(Platform platform);

    /// Those of a workspace's people, stopped by a refusal or not.
    List<Digest> in(Platform platform, String workspace);

    /// Lets one go on that a refusal stopped; what falls due after `at` counts again.
    ///
    /// @return whether a refusal had stopped it
    boolean readmit(long id, Instant at);

    /// Notes that one was sent, or that there was nothing to send.
    void sent(long id, Instant since);

    /// Notes that the platform refuses it.
    void refused(long id, Delivery.Refusal why);
}
