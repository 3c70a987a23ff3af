package io.broadsheet.slack.installation;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.api.ApiTestResponse;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Checkup;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import io.broadsheet.installation.Keyring;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workspaces that installed the bot, with their tokens. A token is sealed before it is kept
/// and opened when it is used; one that an older key sealed is sealed anew then.
public final class SlackInstallations implements SlackTokens {

    private static final Logger log = LoggerFactory.getLogger(SlackInstallations.class);

    private final Installations kept;
    private final Keyring keyring;
    private final Clock clock;
    private final Set<String> lamented = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> doubter = _ -> {};

    public SlackInstallations(Installations kept, Keyring keyring, Clock clock) {
        this.kept = kept;
        this.keyring = keyring;
        this.clock = clock;
    }

    /// What `doctor` says of installations.
    ///
    /// @param open empty where there is no key to open tokens with
    public static List<Checkup.Finding> findings(
            Installations kept, Optional<SlackInstallations> open) {
        List<Installation> active =
                kept.all(Platform.SLACK).stream().filter(Installation::active).toList();
        if (open.isEmpty()) {
            return List.of(
                    Checkup.Finding.bad(
                            "slack installations",
                            "switched off: there is no key; set SLACK_TOKEN_KEYS"));
        }
        long closed = active.stream().filter(it -> open.get().token(it).isEmpty()).count();
        return List.of(
                closed > 0
                        ? Checkup.Finding.bad(
                                "slack installations",
                                closed
                                        + " of "
                                        + active.size()
                                        + " tokens cannot be opened; put their key back into SLACK_TOKEN_KEYS")
                        : active.isEmpty()
                                ? Checkup.Finding.note(
                                        "slack installations", "no workspace has installed the bot")
                                : Checkup.Finding.good(
                                        "slack installations", active.size() + " workspaces"));
    }

    @Override
    public Optional<Bot> bot(String team) {
        try {
            return active(team)
                    .flatMap(it ->
                            token(it)
                                    .map(token ->
                                            new Bot(
                                                    token,
                                                    team,
                                                    it.bot(),
                                                    Set.copyOf(it.scopes()))));
        } catch (RuntimeException e) {
            log.error("The token of workspace {} could not be read", team, e);
            return Optional.empty();
        }
    }

    /// Asks only whether Slack is there. Every workspace's tokens are looked after one by one
    /// ([SlackCaretaker]), so that one that is revoked stops nobody else.
    @Override
    public Optional<Problem> verify(MethodsClient slack) {
        try {
            ApiTestResponse answer = slack.apiTest(request -> request);
            return answer.isOk()
                    ? locked()
                    : Optional.of(new Problem("Slack answered " + answer.getError(), true));
        } catch (SlackApiException e) {
            // Who is told to ask less often was heard.
            return e.getResponse() != null && e.getResponse().code() == 429
                    ? locked()
                    : Optional.of(new Problem("Slack answered " + SlackFailures.describe(e), true));
        } catch (IOException e) {
            return Optional.of(
                    new Problem("Slack cannot be reached: " + SlackFailures.describe(e), true));
        }
    }

    /// Whether there are tokens and none can be opened, so that nothing can be posted.
    private Optional<Problem> locked() {
        List<Installation> active =
                kept.all(Platform.SLACK).stream().filter(Installation::active).toList();
        boolean locked = !active.isEmpty() && active.stream().allMatch(it -> token(it).isEmpty());
        return locked
                ? Optional.of(
                        new Problem(
                                "None of "
                                        + active.size()
                                        + " workspaces' tokens can be opened: their key is missing."
                                        + " Put it back into SLACK_TOKEN_KEYS and start again.",
                                false))
                : Optional.empty();
    }

    @Override
    public void refused(String team, String error) {
        log.warn("Slack refused the token of workspace {}: {}", team, error);
        doubter.accept(team);
    }

    /// From now on somebody looks into it where Slack refuses a workspace's token.
    public void doubtThrough(Consumer<String> looking) {
        doubter = looking;
    }

    Optional<Installation> active(String team) {
        return kept.find(Platform.SLACK, team).filter(Installation::active);
    }

    /// The token of an active installation; empty where its key is not configured any more.
    Optional<String> token(Installation installation) {
        String team = installation.workspace();
        String sealed = installation.sealed().orElse("");
        String bound = Installation.seal(Platform.SLACK, team);
        try {
            String token = keyring.open(sealed, bound);
            if (!keyring.sealedByFirst(sealed)
                    && kept.reseal(Platform.SLACK, team, sealed, keyring.seal(token, bound))) {
                log.info("The token of workspace {} is sealed with the new key now", team);
            }
            return Optional.of(token);
        } catch (Keyring.CannotOpenException e) {
            if (lamented.add(team)) {
                log.error(
                        "The token of workspace {} cannot be opened: {}. Put its key back into slack.install.keys, or"
                                + " have the bot installed again there.",
                        team,
                        e.getMessage());
            }
            return Optional.empty();
        }
    }

    /// Seals every token with the first key that another one had sealed.
    ///
    /// @return how many tokens cannot be opened
    public int resealAll() {
        int closed = 0;
        for (Installation installation : kept.all(Platform.SLACK)) {
            if (installation.active() && token(installation).isEmpty()) {
                closed++;
            }
        }
        return closed;
    }

    void keep(
            String team,
            String teamName,
            String bot,
            Optional<String> installer,
            List<String> scopes,
            String token,
            Instant at) {
        kept.keep(
                new Installation(
                        Platform.SLACK,
                        team,
                        teamName,
                        bot,
                        installer.map(user -> new UserRef(Platform.SLACK, team, user)),
                        scopes,
                        Optional.of(keyring.seal(token, Installation.seal(Platform.SLACK, team))),
                        at,
                        Optional.empty()));
        lamented.remove(team);
    }

    /// Takes back an installation that is no newer.
    void revoke(String team, Instant installed) {
        kept.revoke(Platform.SLACK, team, installed, clock.instant());
    }

    /// Whether a word is good, and used up by this.
    boolean useOnce(String word, Instant until) {
        return kept.useOnce(word, until, clock.instant());
    }

    Keyring keyring() {
        return keyring;
    }
}
