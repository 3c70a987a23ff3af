package io.broadsheet.chat;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who asks, where, and what their platform can do.
///
/// @param name how the person is called here
/// @param channelName how the channel is called, without `#`
/// @param zone the person's own zone where the platform tells it, else the bot's configured one
/// @param right whether the person may change what belongs to the channel; in a direct conversation
///   that is whoever it is with
/// @param place whether others see what is done here
/// @param oversight what of the bot itself the person may look into: it serves others as well
public record Caller(
        UserRef user,
        ChannelRef channel,
        String name,
        String channelName,
        ZoneId zone,
        Locale locale,
        Right right,
        Place place,
        Oversight oversight,
        Set<Feature> features) {

    /// In a channel.
    public Caller(
            UserRef user,
            ChannelRef channel,
            String name,
            String channelName,
            ZoneId zone,
            Locale locale,
            Right right,
            boolean administersBot,
            Set<Feature> features) {
        this(
                user,
                channel,
                name,
                channelName,
                zone,
                locale,
                right,
                Place.CHANNEL,
                administersBot ? Oversight.BOT : Oversight.CHANNELS,
                features);
    }

    /// In a channel where whoever administers it may look into the bot as well.
    public Caller(
            UserRef user,
            ChannelRef channel,
            String name,
            String channelName,
            ZoneId zone,
            Locale locale,
            boolean administers,
            Set<Feature> features) {
        this(
                user,
                channel,
                name,
                channelName,
                zone,
                locale,
                administers ? Right.YES : Right.NO,
                administers,
                features);
    }

    /// What a conversation is to those who are not in it.
    public enum Place {
        /// A channel: its members may know what is done in it.
        CHANNEL,
        /// A direct conversation, or a private thread of a channel: nobody else may.
        PRIVATE
    }

    /// What of the bot itself somebody may look into. Each shows what the one before it shows.
    public enum Oversight {
        /// What belongs to the channels that they administer.
        CHANNELS,
        /// What concerns their workspace: its schedules, and whether the bot works for it; nothing
        /// of the operator's, nor figures of other workspaces.
        WORKSPACE,
        /// Everything: whoever runs the bot, and whom they named for it.
        BOT
    }

    /// Something a platform can do beyond showing blocks.
    public enum Feature {
        /// Discussions can be opened under a message.
        THREADS,
        /// An answer only the caller sees can be shared with the channel.
        SHARING,
        /// Forms can be shown.
        FORMS,
        /// A message that only the caller sees can be changed where it stands.
        CHANGING
    }

    public Caller {
        requireNonNull(user);
        requireNonNull(channel);
        requireNonNull(zone);
        requireNonNull(locale);
        requireNonNull(right);
        requireNonNull(place);
        requireNonNull(oversight);
        features = Set.copyOf(features);
    }

    /// Whether it is certain that the person may change what belongs to the channel.
    public boolean administers() {
        return right == Right.YES;
    }

    /// The channel whose members may know what is done here; empty in private.
    public Optional<ChannelRef> inSightOf() {
        return place == Place.CHANNEL ? Optional.of(channel) : Optional.empty();
    }

    public boolean can(Feature feature) {
        return features.contains(feature);
    }
}
