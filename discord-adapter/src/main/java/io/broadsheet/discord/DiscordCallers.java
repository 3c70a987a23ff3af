package io.broadsheet.discord;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Feature;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.exceptions.DetachedEntityException;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;

/// Says who asks, and where, from an interaction alone.
final class DiscordCallers {

    /// What stands for a server where there is none.
    static final String DIRECT = "@me";

    /// People are the same in every server.
    static final String EVERYWHERE = "-";

    private final ZoneId zone;

    DiscordCallers(ZoneId zone) {
        this.zone = zone;
    }

    Caller of(Interaction interaction) {
        Member member = interaction.getMember();
        String name =
                member == null
                        ? interaction.getUser().getEffectiveName()
                        : member.getEffectiveName();
        Channel channel = interaction.getChannel();
        return new Caller(
                new UserRef(Platform.DISCORD, EVERYWHERE, interaction.getUser().getId()),
                here(interaction),
                DiscordText.oneLine(name),
                channel == null ? "" : channel.getName(),
                zone,
                locale(interaction.getUserLocale()),
                administers(interaction),
                features(interaction));
    }

    static ChannelRef here(Interaction interaction) {
        String channel = String.valueOf(interaction.getChannelIdLong());
        Guild guild = interaction.getGuild();
        if (guild == null) {
            // A direct conversation with the bot is named by whom it is with: that is who a post
            // there is sent to.
            boolean withBot = interaction.getContext() == InteractionContextType.BOT_DM;
            return new ChannelRef(
                    Platform.DISCORD, DIRECT, withBot ? interaction.getUser().getId() : channel);
        }
        if (interaction.getChannel() instanceof ThreadChannel thread) {
            // What belongs to a channel holds in its threads as well.
            channel = parent(thread, channel);
        }
        return new ChannelRef(Platform.DISCORD, guild.getId(), channel);
    }

    private static String parent(ThreadChannel thread, String fallback) {
        try {
            return thread.getParentChannel().getId();
        } catch (IllegalStateException | DetachedEntityException e) {
            return fallback;
        }
    }

    private static Locale locale(DiscordLocale locale) {
        return locale == DiscordLocale.UNKNOWN ? Locale.ENGLISH : locale.toLocale();
    }

    /// Whoever may manage the server or the channel; everybody in a conversation of their own.
    private static boolean administers(Interaction interaction) {
        Member member = interaction.getMember();
        if (member == null) {
            return true;
        }
        try {
            if (member.hasPermission(Permission.MANAGE_SERVER)) {
                return true;
            }
        } catch (DetachedEntityException e) {
            // Where the bot is no member, Discord tells the rights in the channel only.
        }
        try {
            return interaction.getChannel() instanceof GuildChannel channel
                    && member.hasPermission(
                            channel instanceof ThreadChannel thread
                                    ? thread.getParentChannel()
                                    : channel,
                            Permission.MANAGE_CHANNEL);
        } catch (DetachedEntityException | IllegalStateException e) {
            return false;
        }
    }

    private static Set<Feature> features(Interaction interaction) {
        Set<Feature> features = EnumSet.of(Feature.FORMS);
        Guild guild = interaction.getGuild();
        if (guild == null || guild.isDetached()) {
            return features;
        }
        features.add(Feature.SHARING);
        if (interaction.getChannel() instanceof IThreadContainer container
                && guild.getSelfMember()
                        .hasPermission(
                                container,
                                Permission.VIEW_CHANNEL,
                                Permission.CREATE_PUBLIC_THREADS)) {
            features.add(Feature.THREADS);
        }
        return features;
    }
}
