package io.broadsheet.app.console;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/// Who sits at the console, and in which channel.
///
/// @param name the person's name, which is also their id
/// @param channel the channel's name without `#`, which is also its id
/// @param administers whether the person may change what belongs to the channel
public record Seat(String name, String channel, ZoneId zone, boolean administers) {

    /// The one workspace that the console has.
    private static final String WORKSPACE = "local";

    Seat as(String otherName) {
        return new Seat(otherName, channel, zone, administers);
    }

    Seat in(String otherChannel) {
        return new Seat(name, otherChannel, zone, administers);
    }

    Caller caller(Set<Caller.Feature> features) {
        return new Caller(
                new UserRef(Platform.CONSOLE, WORKSPACE, name.toLowerCase(Locale.ROOT)),
                new ChannelRef(Platform.CONSOLE, WORKSPACE, channel.toLowerCase(Locale.ROOT)),
                name,
                channel,
                zone,
                Locale.ENGLISH,
                administers,
                features);
    }
}
