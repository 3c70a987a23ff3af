package io.broadsheet.slack.installation;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.model.event.AppUninstalledEvent;
import com.slack.api.model.event.ChannelArchiveEvent;
import com.slack.api.model.event.ChannelDeletedEvent;
import com.slack.api.model.event.ChannelLeftEvent;
import com.slack.api.model.event.ChannelRenameEvent;
import com.slack.api.model.event.ChannelUnarchiveEvent;
import com.slack.api.model.event.Event;
import com.slack.api.model.event.GroupArchiveEvent;
import com.slack.api.model.event.GroupDeletedEvent;
import com.slack.api.model.event.GroupLeftEvent;
import com.slack.api.model.event.GroupRenameEvent;
import com.slack.api.model.event.GroupUnarchiveEvent;
import com.slack.api.model.event.MemberJoinedChannelEvent;
import com.slack.api.model.event.MemberLeftChannelEvent;
import com.slack.api.model.event.TokensRevokedEvent;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackDirectory;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what happens to the channels that the bot is in, and to the workspace's installation.
public final class SlackEvents {

    private static final Logger log = LoggerFactory.getLogger(SlackEvents.class);

    private final Reachability reachability;
    private final SlackCaretaker caretaker;
    private final SlackDirectory directory;
    private final InFlight inFlight;
    private final Clock clock;

    public SlackEvents(
            Reachability reachability,
            SlackCaretaker caretaker,
            SlackDirectory directory,
            InFlight inFlight,
            Clock clock) {
        this.reachability = reachability;
        this.caretaker = caretaker;
        this.directory = directory;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /// Has Bolt call this object for the events that the manifest subscribes to. Slack has two
    /// events for most things, one for public channels and one for private ones, which it calls
    /// groups.
    public void register(App app) {
        registerLosses(app);
        regained(app, ChannelUnarchiveEvent.class, ChannelUnarchiveEvent::getChannel);
        regained(app, GroupUnarchiveEvent.class, GroupUnarchiveEvent::getChannel);
        on(
                app,
                ChannelRenameEvent.class,
                (event, team) ->
                        renamed(team, event.getChannel().getId(), event.getChannel().getName()));
        on(
                app,
                GroupRenameEvent.class,
                (event, team) ->
                        renamed(team, event.getChannel().getId(), event.getChannel().getName()));
        registerMembership(app);
        registerRemoval(app);
    }

    private void registerLosses(App app) {
        lost(
                app,
                ChannelArchiveEvent.class,
                ChannelArchiveEvent::getChannel,
                Refusal.CHANNEL_ARCHIVED,
                "channel_archive");
        lost(
                app,
                GroupArchiveEvent.class,
                GroupArchiveEvent::getChannel,
                Refusal.CHANNEL_ARCHIVED,
                "group_archive");
        lost(
                app,
                ChannelDeletedEvent.class,
                ChannelDeletedEvent::getChannel,
                Refusal.CHANNEL_GONE,
                "channel_deleted");
        lost(
                app,
                GroupDeletedEvent.class,
                GroupDeletedEvent::getChannel,
                Refusal.CHANNEL_GONE,
                "group_deleted");
        lost(
                app,
                ChannelLeftEvent.class,
                ChannelLeftEvent::getChannel,
                Refusal.NOT_INVITED,
                "channel_left");
        lost(
                app,
                GroupLeftEvent.class,
                GroupLeftEvent::getChannel,
                Refusal.NOT_INVITED,
                "group_left");
    }

    /// The bot itself joins or leaves; other people's coming and going says nothing.
    private void registerMembership(App app) {
        app.event(
                MemberJoinedChannelEvent.class,
                (payload, context) -> {
                    MemberJoinedChannelEvent event = payload.getEvent();
                    if (event.getUser().equals(context.getBotUserId())) {
                        ChannelRef channel = channel(context.getTeamId(), event.getChannel());
                        later(() -> regained(channel));
                    }
                    return context.ack();
                });
        app.event(
                MemberLeftChannelEvent.class,
                (payload, context) -> {
                    MemberLeftChannelEvent event = payload.getEvent();
                    if (event.getUser().equals(context.getBotUserId())) {
                        ChannelRef channel = channel(context.getTeamId(), event.getChannel());
                        later(() -> lost(channel, Refusal.NOT_INVITED, "member_left_channel"));
                    }
                    return context.ack();
                });
    }

    private void registerRemoval(App app) {
        app.event(
                AppUninstalledEvent.class,
                (payload, context) -> {
                    removed(payload, context);
                    return context.ack();
                });
        app.event(
                TokensRevokedEvent.class,
                (payload, context) -> {
                    TokensRevokedEvent.Tokens tokens = payload.getEvent().getTokens();
                    // Tokens of people are none of ours.
                    if (tokens != null && tokens.getBot() != null && !tokens.getBot().isEmpty()) {
                        removed(payload, context);
                    }
                    return context.ack();
                });
    }

    private void removed(EventsApiPayload<?> payload, EventContext context) {
        String team = context.getTeamId() == null ? payload.getTeamId() : context.getTeamId();
        Instant happened =
                payload.getEventTime() == null
                        ? clock.instant()
                        : Instant.ofEpochSecond(payload.getEventTime());
        later(() -> caretaker.removed(team, happened));
    }

    private <E extends Event> void lost(
            App app, Class<E> type, Function<E, String> channel, Refusal refusal, String name) {
        on(app, type, (event, team) -> lost(channel(team, channel.apply(event)), refusal, name));
    }

    private void lost(ChannelRef channel, Refusal refusal, String name) {
        directory.forgetChannel(channel.workspace(), channel.id());
        reachability.lost(channel, new Delivery.Refused(refusal, "Slack says " + name));
    }

    private <E extends Event> void regained(App app, Class<E> type, Function<E, String> channel) {
        on(app, type, (event, team) -> regained(channel(team, channel.apply(event))));
    }

    private void regained(ChannelRef channel) {
        directory.forgetChannel(channel.workspace(), channel.id());
        reachability.regained(channel);
    }

    private void renamed(String team, String channel, String name) {
        directory.forgetChannel(team, channel);
        reachability.renamed(channel(team, channel), SlackText.line(name));
    }

    /// Something to do about an event, after it was acknowledged.
    @FunctionalInterface
    private interface Reaction<E> {
        void to(E event, String team);
    }

    private <E extends Event> void on(App app, Class<E> type, Reaction<E> reaction) {
        app.event(
                type,
                (payload, context) -> {
                    String team = context.getTeamId();
                    later(() -> reaction.to(payload.getEvent(), team));
                    return context.ack();
                });
    }

    private void later(Runnable work) {
        inFlight.join();
        Thread.ofVirtual()
                .name("slack-event")
                .start(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        log.error("An event could not be followed", e);
                    } finally {
                        inFlight.end();
                    }
                });
    }

    private static ChannelRef channel(String team, String id) {
        return new ChannelRef(Platform.SLACK, team, id);
    }
}
