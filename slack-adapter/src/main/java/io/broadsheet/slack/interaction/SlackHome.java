package io.broadsheet.slack.interaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.bolt.App;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsPublishResponse;
import com.slack.api.model.event.AppHomeOpenedEvent;
import com.slack.api.model.view.View;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.transport.SlackDirectory;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Each person's Home tab: published when they open it, and anew when something that it shows has
/// changed since. Changes that come close together are published once.
public final class SlackHome implements ChangeListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackHome.class);

    /// Changes within this time are published together.
    private static final Duration TOGETHER = Duration.ofMillis(700);

    /// Between two tabs that are published on the bot's own account: Slack takes a hundred a minute
    /// and more in a workspace (docs.slack.dev, views.publish, tier 4).
    private static final Duration BETWEEN = Duration.ofMillis(600);

    /// Who opened the tab longer ago than so many others sees it anew when they open it again.
    private static final int MOST = 10_000;

    private static final String MORE =
            "There is more of this: /paper saved, /paper following, /paper schedule list.";

    private final Conversation conversation;
    private final SlackCallers callers;
    private final SlackDirectory directory;
    private final SlackAnswer.Means means;

    /// Who has the tab; the value says nothing.
    private final Cache<UserRef, Boolean> open = Caffeine.newBuilder().maximumSize(MOST).build();

    /// Whose tab is to be published anew. It is also the lock of what changes that.
    private final Set<UserRef> stale = new LinkedHashSet<>();

    /// One person's tab is made and published by one thread at a time, so that the latest wins.
    private final Object[] turns = Stream.generate(Object::new).limit(64).toArray();

    private final ScheduledExecutorService publisher =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("slack-home").factory());

    public SlackHome(
            Conversation conversation,
            SlackCallers callers,
            SlackDirectory directory,
            SlackAnswer.Means means) {
        this.conversation = conversation;
        this.callers = callers;
        this.directory = directory;
        this.means = means;
    }

    public void register(App app) {
        app.event(
                AppHomeOpenedEvent.class,
                (payload, context) -> {
                    AppHomeOpenedEvent event = payload.getEvent();
                    if ("home".equals(event.getTab())) {
                        UserRef user =
                                new UserRef(Platform.SLACK, context.getTeamId(), event.getUser());
                        open.put(user, true);
                        means.inFlight().join();
                        Thread.ofVirtual()
                                .name("slack-home-opened")
                                .start(() -> {
                                    try {
                                        publish(user);
                                    } catch (RuntimeException e) {
                                        log.error("A Home tab could not be published", e);
                                    } finally {
                                        means.inFlight().end();
                                    }
                                });
                    }
                    return context.ack();
                });
    }

    @Override
    public void changed(UserRef user) {
        if (open.asMap().containsKey(user)) {
            outdated(List.of(user));
        }
    }

    /// Everybody in the workspace may see the schedules of its channels.
    @Override
    public void changed(ChannelRef channel) {
        if (!channel.platform().equals(Platform.SLACK)) {
            return;
        }
        outdated(
                open.asMap().keySet().stream()
                        .filter(user -> user.workspace().equals(channel.workspace()))
                        .toList());
    }

    private void outdated(List<UserRef> users) {
        synchronized (stale) {
            boolean idle = stale.isEmpty();
            stale.addAll(users);
            if (idle && !stale.isEmpty() && !publisher.isShutdown()) {
                publishNextAfter(TOGETHER);
            }
        }
    }

    private void publishNextAfter(Duration pause) {
        var unused = publisher.schedule(this::publishNext, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void publishNext() {
        UserRef next;
        synchronized (stale) {
            if (stale.isEmpty()) {
                return;
            }
            next = stale.iterator().next();
            stale.remove(next);
        }
        Duration pause = BETWEEN;
        try {
            pause = publish(next).map(after -> again(next, after)).orElse(BETWEEN);
        } catch (RuntimeException e) {
            log.error("A Home tab could not be published", e);
        }
        synchronized (stale) {
            if (!stale.isEmpty() && !publisher.isShutdown()) {
                publishNextAfter(pause);
            }
        }
    }

    private Duration again(UserRef user, Duration after) {
        synchronized (stale) {
            stale.add(user);
        }
        return after;
    }

    /// @return after which time to try again, where Slack wants to be left alone
    private Optional<Duration> publish(UserRef user) {
        synchronized (turns[Math.floorMod(user.hashCode(), turns.length)]) {
            return publishNow(user);
        }
    }

    private Optional<Duration> publishNow(UserRef user) {
        Optional<SlackTokens.Bot> bot = means.tokens().bot(user.workspace());
        if (bot.isEmpty()) {
            return Optional.empty();
        }
        Caller caller =
                callers.of(new SlackRequester(user.workspace(), user.id(), "", user.id(), ""));
        // The core computes on the workers, see SlackPlatform.
        Reply reply =
                CompletableFuture.supplyAsync(
                                () -> conversation.home(caller, this::isOpen), means.workers())
                        .join();
        View view = View.builder().type("home").blocks(SlackRenderer.view(reply, MORE)).build();
        try {
            ViewsPublishResponse answer =
                    means.clients()
                            .asking()
                            .methods(bot.get().token(), bot.get().team())
                            .viewsPublish(request -> request.userId(user.id()).view(view));
            if (!answer.isOk()) {
                if (SlackFailures.REVOKED.contains(answer.getError())) {
                    means.tokens().refused(user.workspace(), answer.getError());
                }
                log.info("A Home tab could not be published: {}", answer.getError());
            }
        } catch (SlackApiException e) {
            if (e.getResponse() != null && e.getResponse().code() == 429) {
                return Optional.of(SlackFailures.retryAfter(e));
            }
            log.info("A Home tab could not be published: {}", SlackFailures.describe(e));
        } catch (IOException e) {
            log.info("A Home tab could not be published: {}", SlackFailures.describe(e));
        }
        return Optional.empty();
    }

    /// Whether everybody in the workspace may look into a channel.
    private boolean isOpen(ChannelRef channel) {
        return directory
                .channel(channel.workspace(), channel.id())
                .map(SlackDirectory.Channel::open)
                .orElse(false);
    }

    @Override
    public void close() {
        publisher.shutdownNow();
    }
}
