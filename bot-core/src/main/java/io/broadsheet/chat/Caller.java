package io.broadsheet.chat;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;

/// Who asks, where, and what their platform can do.
///
/// @param name how the person is called here
/// @param channelName how the channel is called, without `#`
/// @param zone the person's own zone where the platform tells it, else the bot's configured one
/// @param administers whether the person may change what belongs to the channel
public record Caller(
        UserRef user,
        ChannelRef channel,
        String name,
        String channelName,
        ZoneId zone,
        Locale locale,
        boolean administers,
        Set<Feature> features) {

    /// Something a platform can do beyond showing blocks.
    public enum Feature {
        /// Discussions can be opened under a message.
        THREADS,
        /// An answer only the caller sees can be shared with the channel.
        SHARING,
        /// Forms can be shown.
        FORMS
    }

    public Caller {
        requireNonNull(user);
        requireNonNull(channel);
        requireNonNull(zone);
        requireNonNull(locale);
        features = Set.copyOf(features);
    }

    public boolean can(Feature feature) {
        return features.contains(feature);
    }
}
