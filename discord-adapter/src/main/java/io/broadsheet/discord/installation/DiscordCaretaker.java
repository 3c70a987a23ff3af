package io.broadsheet.discord.installation;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.Platform;
import io.broadsheet.discord.transport.DiscordConfig;
import io.broadsheet.discord.transport.DiscordMembership;
import io.broadsheet.discord.transport.DiscordMembership.Standing;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.UnavailableGuildLeaveEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.MiscUtil;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after the servers that the bot is in: notes which they are, notices where it was removed,
/// finds that out where it was not heard, and deletes what belongs to a server a while after it
/// removed the bot.
///
/// Direct conversations, and servers in which only people have installed the bot for themselves,
/// are none of these; nothing is deleted there.
public final class DiscordCaretaker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DiscordCaretaker.class);

    /// An outage makes many events within a moment; they are looked at together.
    private static final Duration MOMENT = Duration.ofMillis(500);

    private static final Duration AFTER_READY = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration END = Duration.ofSeconds(5);

    /// About so many servers Discord is asked at a time: its answer about one that the bot is not
    /// in may count as an invalid request, and 10,000 of those in ten minutes are a ban
    /// (topics/rate-limits).
    private static final int QUESTIONS = 100;

    private final Installations kept;
    private final Duration retention;
    private final DiscordConfig config;
    private final Clock clock;
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean settling = new AtomicBoolean();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("discord-caretaker").factory());

    private volatile @Nullable ShardManager connections;
    private volatile @Nullable DiscordMembership membership;

    /// @param retention how long what belongs to a server is kept after it removed the bot
    public DiscordCaretaker(
            Installations kept, Duration retention, DiscordConfig config, Clock clock) {
        this.kept = kept;
        this.retention = retention;
        this.config = config;
        this.clock = clock;
    }

    /// Begins to look after them in the background.
    public void start(OkHttpClient client) {
        membership = new DiscordMembership(config, client);
        var unused =
                timer.scheduleWithFixedDelay(
                        guarded(() -> {
                            sweep();
                            purge();
                        }),
                        FIRST.toSeconds(),
                        EVERY.toSeconds(),
                        TimeUnit.SECONDS);
    }

    private Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                if (timer.isShutdown()) {
                    log.debug("Looking after servers was broken off", e);
                } else {
                    log.error("Servers could not be looked after", e);
                }
            }
        };
    }

    private void soon(AtomicBoolean pending, Duration pause, Runnable work) {
        if (!pending.compareAndSet(false, true)) {
            return;
        }
        try {
            var unused =
                    timer.schedule(
                            guarded(() -> {
                                pending.set(false);
                                work.run();
                            }),
                            pause.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("It is too late to look after servers");
        }
    }

    /// What tells of the servers.
    public ListenerAdapter listener() {
        return new Ear();
    }

    private final class Ear extends ListenerAdapter {

        @Override
        public void onReady(ReadyEvent event) {
            ready(event.getJDA());
        }

        @Override
        public void onSessionRecreate(SessionRecreateEvent event) {
            ready(event.getJDA());
        }

        private void ready(JDA shard) {
            connections = shard.getShardManager();
            soon(sweeping, AFTER_READY, DiscordCaretaker.this::sweep);
        }

        @Override
        public void onGuildJoin(GuildJoinEvent event) {
            heard(arrived, event.getJDA(), event.getGuild().getId());
        }

        @Override
        public void onGuildAvailable(GuildAvailableEvent event) {
            heard(arrived, event.getJDA(), event.getGuild().getId());
        }

        /// Before the connection stands this comes of every server, and all of them are looked at
        /// when it does; afterwards, of those that were unavailable then.
        @Override
        public void onGuildReady(GuildReadyEvent event) {
            if (event.getJDA().getStatus() == JDA.Status.CONNECTED) {
                heard(arrived, event.getJDA(), event.getGuild().getId());
            }
        }

        @Override
        public void onGuildLeave(GuildLeaveEvent event) {
            heard(left, event.getJDA(), event.getGuild().getId());
        }

        @Override
        public void onUnavailableGuildLeave(UnavailableGuildLeaveEvent event) {
            heard(left, event.getJDA(), event.getGuildId());
        }

        private void heard(Set<String> of, JDA shard, String server) {
            connections = shard.getShardManager();
            of.add(server);
            soon(settling, MOMENT, DiscordCaretaker.this::settle);
        }
    }

    /// Events are handled in any order, so of a server that went and came what holds now counts.
    private void settle() {
        Set<String> here = drain(arrived);
        for (String server : drain(left)) {
            if (presence(server) == Presence.HERE) {
                here.add(server);
            } else {
                stop(server);
            }
        }
        here.removeIf(server -> presence(server) != Presence.HERE);
        kept.present(Platform.DISCORD, here, clock.instant());
    }

    private static Set<String> drain(Set<String> pending) {
        Set<String> all = new HashSet<>(pending);
        pending.removeAll(all);
        return all;
    }

    private void stop(String server) {
        Instant now = clock.instant();
        if (kept.find(Platform.DISCORD, server).isEmpty()) {
            kept.keep(
                    new Installation(
                            Platform.DISCORD,
                            server,
                            "",
                            "",
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            now,
                            Optional.of(now)));
        } else if (!kept.revoke(Platform.DISCORD, server, now, now)) {
            return;
        }
        log.info(
                "Server {} removed the bot; what belongs to it is deleted after {}",
                server,
                retention);
    }

    /// Notes where the bot is by now, and where it is no longer.
    public void sweep() {
        ShardManager all = connections;
        if (all == null) {
            return;
        }
        Map<String, Installation> known = new HashMap<>();
        kept.all(Platform.DISCORD).forEach(each -> known.put(each.workspace(), each));
        List<String> here = new ArrayList<>();
        all.getGuildCache()
                .forEach(guild -> {
                    Installation there = known.get(guild.getId());
                    if (there == null || there.revoked().isPresent()) {
                        here.add(guild.getId());
                    }
                });
        kept.present(Platform.DISCORD, here, clock.instant());
        for (String server : away(known.values(), each -> each.revoked().isEmpty())) {
            if (standing(server) == Standing.GONE) {
                stop(server);
            }
        }
    }

    /// Deletes what belongs to servers that removed the bot long enough ago, unless they have it
    /// again.
    void purge() {
        Instant before = clock.instant().minus(retention);
        Predicate<Installation> due = each -> each.revoked().filter(before::isAfter).isPresent();
        for (String server : away(kept.all(Platform.DISCORD), due)) {
            switch (standing(server)) {
                case MEMBER -> kept.present(Platform.DISCORD, List.of(server), clock.instant());
                case GONE -> {
                    int rows = kept.purge(Platform.DISCORD, server, before);
                    log.info("Deleted the {} rows that belonged to server {}", rows, server);
                }
                case UNKNOWN -> {}
            }
        }
    }

    /// Servers that the bot is not in, as far as the connections know; of many some, others the
    /// next time.
    private List<String> away(
            Iterable<Installation> installations, Predicate<Installation> wanted) {
        List<String> away = new ArrayList<>();
        for (Installation each : installations) {
            if (wanted.test(each) && presence(each.workspace()) == Presence.AWAY) {
                away.add(each.workspace());
            }
        }
        Collections.shuffle(away);
        return away.subList(0, Math.min(QUESTIONS, away.size()));
    }

    /// Whether the bot is in a server, as its connection knows.
    private enum Presence {
        HERE,
        AWAY,
        /// Another process has the connection, it does not stand, or the server is unavailable.
        UNKNOWN
    }

    private Presence presence(String server) {
        ShardManager all = connections;
        if (all == null || !server.matches("\\d{1,19}")) {
            return Presence.UNKNOWN;
        }
        long id = Long.parseUnsignedLong(server);
        JDA shard = all.getShardById(MiscUtil.getShardForGuild(id, all.getShardsTotal()));
        if (shard == null || shard.getStatus() != JDA.Status.CONNECTED) {
            return Presence.UNKNOWN;
        }
        if (shard.getGuildById(id) != null) {
            return Presence.HERE;
        }
        return shard.isUnavailable(id) ? Presence.UNKNOWN : Presence.AWAY;
    }

    /// As Discord says.
    private Standing standing(String server) {
        return requireNonNull(membership).standing(server);
    }

    /// Breaks off what is under way, which is done again at the next start.
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(END.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Looking after servers did not end within {}", END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
