package io.broadsheet.discord.installation;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.events.channel.ChannelDeleteEvent;
import net.dv8tion.jda.api.events.channel.update.ChannelUpdateArchivedEvent;
import net.dv8tion.jda.api.events.channel.update.ChannelUpdateLockedEvent;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.UnavailableGuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.member.GuildMemberRoleAddEvent;
import net.dv8tion.jda.api.events.guild.member.GuildMemberRoleRemoveEvent;
import net.dv8tion.jda.api.events.guild.member.update.GuildMemberUpdateTimeOutEvent;
import net.dv8tion.jda.api.events.guild.override.GenericPermissionOverrideEvent;
import net.dv8tion.jda.api.events.role.RoleDeleteEvent;
import net.dv8tion.jda.api.events.role.update.RoleUpdatePermissionsEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices where the bot's rights may have changed, and says so: a channel was deleted, the bot was
/// removed from a server or invited again, a permission was given or taken. A server that is only
/// unavailable for a while (`GuildUnavailableEvent`) is none of these.
///
/// An administrator who changes rights makes many events within a moment; they are told as one.
public final class DiscordDestinations extends ListenerAdapter {

    private static final Logger log = LoggerFactory.getLogger(DiscordDestinations.class);

    private static final Duration MOMENT = Duration.ofMillis(500);

    private final Reachability listener;
    private final Executor threads;
    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean telling = new AtomicBoolean();

    /// Whether what any refusal had stopped is to be looked at.
    private volatile boolean anew;

    private volatile boolean closed;

    public DiscordDestinations(Reachability listener, Executor threads) {
        this.listener = listener;
        this.threads = threads;
    }

    /// What changed while the bot was away brings no event.
    @Override
    public void onReady(ReadyEvent event) {
        all(event.getJDA());
    }

    @Override
    public void onSessionRecreate(SessionRecreateEvent event) {
        all(event.getJDA());
    }

    private void all(JDA shard) {
        shard.getGuildCache().forEach(guild -> pending.add(guild.getId()));
        anew = true;
        tellSoon();
    }

    /// Discord takes the token again.
    public void accepted() {
        anew = true;
        tellSoon();
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        changed(event.getGuild());
    }

    @Override
    public void onGuildAvailable(GuildAvailableEvent event) {
        changed(event.getGuild());
    }

    /// Before the connection stands this comes of every server, and all of them are told of when it
    /// does; afterwards, of those that were unavailable then.
    @Override
    public void onGuildReady(GuildReadyEvent event) {
        if (event.getJDA().getStatus() == JDA.Status.CONNECTED) {
            changed(event.getGuild());
        }
    }

    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
        changed(event.getGuild());
    }

    @Override
    public void onUnavailableGuildLeave(UnavailableGuildLeaveEvent event) {
        pending.add(event.getGuildId());
        tellSoon();
    }

    @Override
    public void onChannelDelete(ChannelDeleteEvent event) {
        if (event.isFromGuild()) {
            changed(event.getGuild());
        }
    }

    @Override
    public void onChannelUpdateArchived(ChannelUpdateArchivedEvent event) {
        changed(event.getGuild());
    }

    @Override
    public void onChannelUpdateLocked(ChannelUpdateLockedEvent event) {
        changed(event.getGuild());
    }

    @Override
    public void onGenericPermissionOverride(GenericPermissionOverrideEvent event) {
        Role role = event.getRole();
        if (role == null ? isSelf(event.getMember()) : isOwn(role)) {
            changed(event.getGuild());
        }
    }

    @Override
    public void onRoleUpdatePermissions(RoleUpdatePermissionsEvent event) {
        if (isOwn(event.getRole())) {
            changed(event.getGuild());
        }
    }

    @Override
    public void onRoleDelete(RoleDeleteEvent event) {
        changed(event.getGuild());
    }

    @Override
    public void onGuildMemberRoleAdd(GuildMemberRoleAddEvent event) {
        self(event.getMember());
    }

    @Override
    public void onGuildMemberRoleRemove(GuildMemberRoleRemoveEvent event) {
        self(event.getMember());
    }

    @Override
    public void onGuildMemberUpdateTimeOut(GuildMemberUpdateTimeOutEvent event) {
        self(event.getMember());
    }

    private void self(Member member) {
        if (isSelf(member)) {
            changed(member.getGuild());
        }
    }

    private static boolean isSelf(@Nullable Member member) {
        return member != null && member.equals(member.getGuild().getSelfMember());
    }

    /// Whether the bot has the role; everybody has the public one.
    private static boolean isOwn(Role role) {
        return role.isPublicRole() || role.getGuild().getSelfMember().getRoles().contains(role);
    }

    private void changed(Guild guild) {
        pending.add(guild.getId());
        tellSoon();
    }

    /// What is not told yet is found at the next start.
    public void close() {
        closed = true;
    }

    private void tellSoon() {
        if ((anew || !pending.isEmpty()) && telling.compareAndSet(false, true)) {
            threads.execute(this::tell);
        }
    }

    private void tell() {
        try {
            Thread.sleep(MOMENT);
            if (closed) {
                return;
            }
            Set<String> servers = new HashSet<>(pending);
            pending.removeAll(servers);
            listener.changed(Platform.DISCORD, servers);
            if (anew) {
                anew = false;
                listener.recheck(Platform.DISCORD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException e) {
            log.error("What changed in servers could not be looked at", e);
        } finally {
            telling.set(false);
        }
        tellSoon();
    }
}
