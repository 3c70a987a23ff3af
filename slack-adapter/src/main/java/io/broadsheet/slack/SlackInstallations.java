package io.broadsheet.slack;

import com.slack.api.bolt.model.Bot;
import com.slack.api.bolt.model.Installer;
import com.slack.api.bolt.model.builtin.DefaultBot;
import com.slack.api.bolt.model.builtin.DefaultInstaller;
import com.slack.api.bolt.service.InstallationService;
import com.slack.api.methods.MethodsClient;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.installation.Installation;
import io.broadsheet.installation.Installations;
import io.broadsheet.installation.Keyring;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workspaces that installed the bot, with their tokens: Bolt's view of what the store keeps,
/// and the bot's own. Tokens are sealed before they are kept and opened when they are used; a token
/// sealed with an older key is sealed anew then.
public final class SlackInstallations implements InstallationService, SlackTokens {

    private static final Logger log = LoggerFactory.getLogger(SlackInstallations.class);

    private final Installations kept;
    private final Keyring keyring;
    private final Clock clock;
    private final Set<String> lamented = ConcurrentHashMap.newKeySet();

    public SlackInstallations(Installations kept, Keyring keyring, Clock clock) {
        this.kept = kept;
        this.keyring = keyring;
        this.clock = clock;
    }

    // --- the bot's own view ---

    @Override
    public Optional<SlackTokens.Bot> bot(String team) {
        try {
            return active(team)
                    .flatMap(it ->
                            token(it)
                                    .map(token ->
                                            new SlackTokens.Bot(
                                                    token,
                                                    team,
                                                    it.bot(),
                                                    Set.copyOf(it.scopes()))));
        } catch (RuntimeException e) {
            log.error("The token of workspace {} could not be read", team, e);
            return Optional.empty();
        }
    }

    /// Every workspace's tokens are looked after one by one ([SlackCaretaker]), so that one that is
    /// revoked stops nobody else.
    @Override
    public Optional<Problem> verify(MethodsClient slack) {
        return Optional.empty();
    }

    @Override
    public void refused(String team, String error) {
        log.warn("Slack refused the token of workspace {}: {}", team, error);
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
    int resealAll() {
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
                        Optional.of(
                                keyring.seal(token, Installation.seal(Platform.SLACK, team))),
                        at,
                        Optional.empty()));
        lamented.remove(team);
    }

    /// Whether a word is good, and used up by this.
    boolean useOnce(String word, Instant until) {
        return kept.useOnce(word, until, clock.instant());
    }

    Keyring keyring() {
        return keyring;
    }

    // --- Bolt's view ---

    @Override
    public boolean isHistoricalDataEnabled() {
        return false;
    }

    /// One installation a workspace is kept, the newest.
    @Override
    public void setHistoricalDataEnabled(boolean isHistoricalDataEnabled) {}

    @Override
    public void saveInstallerAndBot(Installer installer) {
        keep(
                installer.getTeamId(),
                present(installer.getTeamName()),
                present(installer.getBotUserId()),
                Optional.ofNullable(installer.getInstallerUserId()),
                scopes(installer.getBotScope()),
                installer.getBotAccessToken(),
                at(installer.getInstalledAt()));
    }

    @Override
    public void saveBot(Bot bot) {
        keep(
                bot.getTeamId(),
                present(bot.getTeamName()),
                present(bot.getBotUserId()),
                active(bot.getTeamId()).flatMap(Installation::installer).map(UserRef::id),
                scopes(bot.getScope()),
                bot.getBotAccessToken(),
                at(bot.getInstalledAt()));
    }

    @Override
    public void deleteBot(Bot bot) {
        kept.revoke(
                Platform.SLACK, bot.getTeamId(), at(bot.getInstalledAt()), clock.instant());
    }

    /// Nothing that a person could revoke is kept: the bot has no user tokens.
    @Override
    public void deleteInstaller(Installer installer) {}

    @Override
    public void deleteAll(@Nullable String enterpriseId, String teamId) {
        kept.revoke(Platform.SLACK, teamId, clock.instant(), clock.instant());
    }

    @Override
    public @Nullable Bot findBot(@Nullable String enterpriseId, String teamId) {
        return active(teamId)
                .flatMap(installation -> token(installation).map(token -> bot(installation, token)))
                .orElse(null);
    }

    private static Bot bot(Installation installation, String token) {
        DefaultBot bot = new DefaultBot();
        bot.setTeamId(installation.workspace());
        bot.setTeamName(installation.name());
        bot.setBotUserId(installation.bot());
        bot.setScope(String.join(",", installation.scopes()));
        bot.setBotAccessToken(token);
        bot.setInstalledAt(installation.installed().toEpochMilli());
        return bot;
    }

    @Override
    public @Nullable Installer findInstaller(
            @Nullable String enterpriseId, String teamId, String userId) {
        return active(teamId)
                .filter(installation ->
                        installation.installer().map(UserRef::id).filter(userId::equals).isPresent())
                .map(installation -> {
                    DefaultInstaller installer = new DefaultInstaller();
                    installer.setTeamId(teamId);
                    installer.setTeamName(installation.name());
                    installer.setInstallerUserId(userId);
                    installer.setInstalledAt(installation.installed().toEpochMilli());
                    return installer;
                })
                .orElse(null);
    }

    private Instant at(@Nullable Long millis) {
        return millis == null ? clock.instant() : Instant.ofEpochMilli(millis);
    }

    private static List<String> scopes(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
    }

    private static String present(@Nullable String text) {
        return text == null ? "" : text;
    }
}
