package io.broadsheet.slack.installation;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import io.broadsheet.slack.transport.SlackTraffic;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after installations: stops at once where the bot was removed, finds out daily where that
/// was not heard, and deletes what belongs to a workspace a while after it left.
public final class SlackCaretaker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackCaretaker.class);

    /// What Slack says of a token that will never work again (docs.slack.dev, auth.test).
    private static final Set<String> DEAD =
            Set.of("account_inactive", "invalid_auth", "token_expired", "token_revoked");

    /// Slack's clock and ours may differ by this much, and events come with whole seconds: so close
    /// to the installation only Slack can say which of them was first.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration SWEEP_EVERY = Duration.ofDays(1);
    private static final Duration PURGE_EVERY = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofMinutes(2);

    private final Installations kept;
    private final Function<String, Optional<SlackTokens.Bot>> tokens;
    private final Reachability reachability;
    private final Duration retention;
    private final Clock clock;
    private final SlackClients clients;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("slack-caretaker").factory());

    /// @param tokens the bot in a workspace, of the configuration or the store
    /// @param retention how long what belongs to a workspace is kept after it left
    /// @param apiUrl Slack's Web API, ending before the methods' names
    public SlackCaretaker(
            Installations kept,
            SlackTokens tokens,
            Reachability reachability,
            Duration retention,
            URI apiUrl,
            Clock clock) {
        this.kept = kept;
        this.tokens = tokens::bot;
        this.reachability = reachability;
        this.retention = retention;
        this.clock = clock;
        this.clients = SlackClients.to(apiUrl, new SlackTraffic());
    }

    /// Begins to look after them in the background.
    public void start() {
        every(PURGE_EVERY, this::purge);
        every(SWEEP_EVERY, this::sweep);
    }

    private void every(Duration pause, Runnable work) {
        var unused =
                timer.scheduleWithFixedDelay(
                        guarded(work), FIRST.toSeconds(), pause.toSeconds(), TimeUnit.SECONDS);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                log.error("Installations could not be looked after", e);
            }
        };
    }

    /// The workspace removed the bot, or took its token back.
    ///
    /// @param happened when, as Slack says
    void removed(String team, Instant happened) {
        Optional<Installation> there = kept.find(Platform.SLACK, team);
        if (there.isPresent() && there.get().revoked().isPresent()) {
            return;
        }
        Instant installed = there.map(Installation::installed).orElse(Instant.EPOCH);
        boolean close = Duration.between(installed, happened).abs().compareTo(SKEW) < 0;
        Life life = close || there.isEmpty() ? life(team) : Life.UNKNOWN;
        if (life == Life.LIVING
                || (life == Life.UNKNOWN
                        && happened.isBefore(installed.truncatedTo(ChronoUnit.SECONDS)))) {
            log.info("Workspace {} removed an installation that a newer one replaced", team);
            return;
        }
        stop(team, there);
    }

    private void stop(String team, Optional<Installation> there) {
        Instant now = clock.instant();
        if (there.isEmpty()) {
            // With the token of the configuration nothing was kept so far.
            kept.keep(
                    new Installation(
                            Platform.SLACK,
                            team,
                            "",
                            "",
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            now,
                            Optional.of(now)));
        } else if (!kept.revoke(Platform.SLACK, team, there.get().installed(), now)) {
            return;
        }
        log.warn(
                "Workspace {} removed the bot; what belongs to it is deleted after {}",
                team,
                retention);
        reachability.lost(
                Platform.SLACK,
                team,
                new Delivery.Refused(
                        Delivery.Refusal.CREDENTIALS_REVOKED, "the workspace removed the bot"));
    }

    /// Slack refused a workspace's token: soon it is asked whether that is for good.
    public void doubt(String team) {
        try {
            timer.execute(() -> {
                try {
                    settle(team);
                } catch (RuntimeException e) {
                    log.error("Workspace {} could not be looked after", team, e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("It is too late to look after workspace {}", team);
        }
    }

    private void settle(String team) {
        Optional<Installation> there = kept.find(Platform.SLACK, team);
        if (there.isPresent() && there.get().revoked().isEmpty() && life(team) == Life.DEAD) {
            stop(team, there);
        }
    }

    /// Slack may take a token that it refused: soon it is asked which workspaces came back.
    public void lookAgain() {
        try {
            timer.execute(guarded(this::purge));
        } catch (RejectedExecutionException e) {
            log.debug("It is too late to look after installations");
        }
    }

    /// Asks Slack whether each installation still stands.
    void sweep() {
        kept.all(Platform.SLACK).forEach(installation -> settle(installation.workspace()));
    }

    /// Deletes what belongs to workspaces that left long enough ago, unless they came back.
    void purge() {
        Instant before = clock.instant().minus(retention);
        for (Installation installation : kept.all(Platform.SLACK)) {
            if (installation.revoked().isEmpty()) {
                continue;
            }
            String team = installation.workspace();
            if (life(team) == Life.LIVING) {
                returned(installation);
            } else if (before.isAfter(installation.revoked().get())) {
                int rows = kept.purge(Platform.SLACK, team, before);
                log.info("Deleted the {} rows that belonged to workspace {}", rows, team);
            }
        }
    }

    /// A workspace whose token stands in the configuration came back with a new one.
    private void returned(Installation installation) {
        kept.keep(
                new Installation(
                        Platform.SLACK,
                        installation.workspace(),
                        installation.name(),
                        installation.bot(),
                        installation.installer(),
                        installation.scopes(),
                        Optional.empty(),
                        clock.instant(),
                        Optional.empty()));
        reachability.regained(Platform.SLACK, installation.workspace());
    }

    /// Whether a token works.
    private enum Life {
        LIVING,
        DEAD,
        /// Slack could not be asked.
        UNKNOWN
    }

    private Life life(String team) {
        Optional<SlackTokens.Bot> bot = tokens.apply(team);
        if (bot.isEmpty()) {
            return Life.UNKNOWN;
        }
        try {
            AuthTestResponse answer =
                    clients.asking()
                            .methods()
                            .authTest(request -> request.token(bot.get().token()));
            if (answer.isOk()) {
                return team.equals(answer.getTeamId()) ? Life.LIVING : Life.UNKNOWN;
            }
            return DEAD.contains(answer.getError()) ? Life.DEAD : Life.UNKNOWN;
        } catch (SlackApiException e) {
            return DEAD.contains(SlackFailures.error(e)) ? Life.DEAD : Life.UNKNOWN;
        } catch (IOException e) {
            log.info(
                    "Slack could not be asked about workspace {}: {}",
                    team,
                    SlackFailures.describe(e));
            return Life.UNKNOWN;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        clients.close();
    }
}
