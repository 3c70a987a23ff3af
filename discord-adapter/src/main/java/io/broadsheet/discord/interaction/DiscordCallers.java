package io.broadsheet.discord.interaction;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Feature;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.Caller.Place;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.discord.rendering.DiscordText;
import io.broadsheet.discord.transport.DiscordIds;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.DetachedEntityException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.sharding.ShardManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says who asks, and where, from an interaction alone, and who administers a channel.
public final class DiscordCallers {

    /// People are the same in every server.
    static final String EVERYWHERE = "-";

    private static final Logger log = LoggerFactory.getLogger(DiscordCallers.class);

    /// How long Discord is waited for.
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /// What Discord says of somebody who is not in the server.
    private static final Set<ErrorResponse> GONE =
            Set.of(ErrorResponse.UNKNOWN_MEMBER, ErrorResponse.UNKNOWN_USER);

    private final ZoneId zone;
    private final Set<String> administrators;

    /// @param administrators ids of people who administer every channel, and the bot
    public DiscordCallers(ZoneId zone, Set<String> administrators) {
        this.zone = zone;
        this.administrators = Set.copyOf(administrators);
    }

    Caller of(Interaction interaction) {
        Member member = interaction.getMember();
        String name =
                member == null
                        ? interaction.getUser().getEffectiveName()
                        : member.getEffectiveName();
        Channel channel = interaction.getChannel();
        // Who may manage a server or a channel has no right to look into what serves others too.
        boolean administersBot = administrators.contains(interaction.getUser().getId());
        return new Caller(
                new UserRef(Platform.DISCORD, EVERYWHERE, interaction.getUser().getId()),
                here(interaction),
                DiscordText.oneLine(name),
                channel == null ? "" : channel.getName(),
                zone,
                locale(interaction.getUserLocale()),
                administersBot ? Right.YES : right(interaction),
                place(interaction),
                administersBot ? Oversight.BOT : Oversight.CHANNELS,
                features(interaction));
    }

    /// Somebody who did something in a channel, or in our direct conversation with them, without an
    /// interaction: Discord then tells neither their language nor, of reactions, their rights.
    ///
    /// @param name how they are called where there is no member; empty where Discord does not say
    /// @param member empty where that is a direct conversation, or Discord does not say
    Caller of(String user, String name, Optional<Member> member, MessageChannel channel) {
        boolean administersBot = administrators.contains(user);
        Optional<GuildChannel> room =
                channel instanceof GuildChannel guild ? Optional.of(guild) : Optional.empty();
        Right right =
                administersBot || room.isEmpty()
                        ? Right.YES
                        : member.map(it -> right(it, room)).orElse(Right.UNKNOWN);
        boolean hidden = channel.getType() == ChannelType.GUILD_PRIVATE_THREAD;
        return new Caller(
                new UserRef(Platform.DISCORD, EVERYWHERE, user),
                room.map(it -> here(it, channel))
                        .orElseGet(() -> new ChannelRef(Platform.DISCORD, DiscordIds.DIRECT, user)),
                DiscordText.oneLine(member.map(Member::getEffectiveName).orElse(name)),
                channel.getName(),
                zone,
                Locale.ENGLISH,
                right,
                room.isEmpty() || hidden ? Place.PRIVATE : Place.CHANNEL,
                administersBot ? Oversight.BOT : Oversight.CHANNELS,
                written(room));
    }

    private static ChannelRef here(GuildChannel room, MessageChannel channel) {
        // What belongs to a channel holds in its threads as well.
        String id =
                channel instanceof ThreadChannel thread
                        ? parent(thread, channel.getId())
                        : channel.getId();
        return new ChannelRef(Platform.DISCORD, room.getGuild().getId(), id);
    }

    /// What an answer can do that is a message like any other.
    private static Set<Feature> written(Optional<GuildChannel> room) {
        boolean threads =
                room.filter(IThreadContainer.class::isInstance)
                        .filter(it ->
                                it.getGuild()
                                        .getSelfMember()
                                        .hasPermission(
                                                it,
                                                Permission.VIEW_CHANNEL,
                                                Permission.CREATE_PUBLIC_THREADS))
                        .isPresent();
        return threads ? Set.of(Feature.THREADS) : Set.of();
    }

    /// What belongs to a channel holds in its private threads, but who is not in those must not
    /// learn what is done there.
    private static Place place(Interaction interaction) {
        boolean hidden =
                interaction.getChannel() != null
                        && interaction.getChannel().getType() == ChannelType.GUILD_PRIVATE_THREAD;
        return interaction.getGuild() == null || hidden ? Place.PRIVATE : Place.CHANNEL;
    }

    static ChannelRef here(Interaction interaction) {
        String channel = String.valueOf(interaction.getChannelIdLong());
        Guild guild = interaction.getGuild();
        if (guild == null) {
            // A direct conversation with the bot is named by whom it is with: that is who a post
            // there is sent to.
            boolean withBot = interaction.getContext() == InteractionContextType.BOT_DM;
            return new ChannelRef(
                    Platform.DISCORD,
                    DiscordIds.DIRECT,
                    withBot ? interaction.getUser().getId() : channel);
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

    /// Whether somebody administers a channel now, as far as Discord says.
    public Right right(ShardManager discord, UserRef user, ChannelRef ref) {
        if (administrators.contains(user.id())) {
            return Right.YES;
        }
        Guild guild = discord.getGuildById(DiscordIds.number(ref.workspace()));
        GuildChannel channel =
                guild == null ? null : guild.getGuildChannelById(DiscordIds.number(ref.id()));
        if (guild == null || channel == null) {
            return Right.UNKNOWN;
        }
        CompletableFuture<Member> member =
                guild.retrieveMemberById(DiscordIds.number(user.id()))
                        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .submit();
        try {
            return right(
                    member.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), Optional.of(channel));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ErrorResponseException failure
                    && GONE.contains(failure.getErrorResponse())) {
                return Right.NO;
            }
            log.info(
                    "Discord does not say who administers {}: {}",
                    ref,
                    String.valueOf(e.getCause()));
            return Right.UNKNOWN;
        } catch (TimeoutException e) {
            return Right.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Right.UNKNOWN;
        }
    }

    /// Everybody administers a conversation of their own.
    private static Right right(Interaction interaction) {
        Member member = interaction.getMember();
        if (member == null) {
            return Right.YES;
        }
        return right(
                member,
                Optional.ofNullable(interaction.getChannel())
                        .filter(GuildChannel.class::isInstance)
                        .map(GuildChannel.class::cast));
    }

    /// Whoever may manage the server or the channel administers it.
    private static Right right(Member member, Optional<GuildChannel> channel) {
        try {
            if (member.hasPermission(Permission.MANAGE_SERVER)) {
                return Right.YES;
            }
        } catch (DetachedEntityException e) {
            // Where the bot is no member, Discord tells the rights in the channel only.
        }
        try {
            return channel.map(it ->
                            it instanceof ThreadChannel thread ? thread.getParentChannel() : it)
                            .filter(it -> member.hasPermission(it, Permission.MANAGE_CHANNEL))
                            .isPresent()
                    ? Right.YES
                    : Right.NO;
        } catch (DetachedEntityException | IllegalStateException e) {
            return Right.UNKNOWN;
        }
    }

    private static Set<Feature> features(Interaction interaction) {
        Set<Feature> features = EnumSet.of(Feature.FORMS, Feature.CHANGING);
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
