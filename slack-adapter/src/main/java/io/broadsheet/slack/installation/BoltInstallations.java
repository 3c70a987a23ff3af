package io.broadsheet.slack.installation;

import com.slack.api.bolt.model.Bot;
import com.slack.api.bolt.model.Installer;
import com.slack.api.bolt.model.builtin.DefaultBot;
import com.slack.api.bolt.model.builtin.DefaultInstaller;
import com.slack.api.bolt.service.InstallationService;
import io.broadsheet.chat.UserRef;
import io.broadsheet.installation.Installation;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The installations as Bolt knows such things, on the bot's own store.
public final class BoltInstallations implements InstallationService {

    private final SlackInstallations installations;
    private final Clock clock;

    public BoltInstallations(SlackInstallations installations, Clock clock) {
        this.installations = installations;
        this.clock = clock;
    }

    @Override
    public boolean isHistoricalDataEnabled() {
        return false;
    }

    /// One installation a workspace is kept, the newest.
    @Override
    public void setHistoricalDataEnabled(boolean isHistoricalDataEnabled) {}

    @Override
    public void saveInstallerAndBot(Installer installer) {
        installations.keep(
                installer.getTeamId(),
                installer instanceof DefaultInstaller named ? present(named.getTeamName()) : "",
                present(installer.getBotUserId()),
                Optional.ofNullable(installer.getInstallerUserId()),
                scopes(installer.getBotScope()),
                installer.getBotAccessToken(),
                at(installer.getInstalledAt()));
    }

    @Override
    public void saveBot(Bot bot) {
        installations.keep(
                bot.getTeamId(),
                bot instanceof DefaultBot named ? present(named.getTeamName()) : "",
                present(bot.getBotUserId()),
                installations
                        .active(bot.getTeamId())
                        .flatMap(Installation::installer)
                        .map(UserRef::id),
                scopes(bot.getBotScope()),
                bot.getBotAccessToken(),
                at(bot.getInstalledAt()));
    }

    @Override
    public void deleteBot(Bot bot) {
        installations.revoke(bot.getTeamId(), at(bot.getInstalledAt()));
    }

    /// Nothing that a person could revoke is kept: the bot has no user tokens.
    @Override
    public void deleteInstaller(Installer installer) {}

    @Override
    public void deleteAll(@Nullable String enterpriseId, String teamId) {
        installations.revoke(teamId, clock.instant());
    }

    @Override
    public @Nullable Bot findBot(@Nullable String enterpriseId, String teamId) {
        return installations
                .active(teamId)
                .flatMap(installation ->
                        installations.token(installation).map(token -> bot(installation, token)))
                .orElse(null);
    }

    private static Bot bot(Installation installation, String token) {
        DefaultBot bot = new DefaultBot();
        bot.setTeamId(installation.workspace());
        bot.setTeamName(installation.name());
        bot.setBotUserId(installation.bot());
        bot.setBotScope(String.join(",", installation.scopes()));
        bot.setBotAccessToken(token);
        bot.setInstalledAt(installation.installed().toEpochMilli());
        return bot;
    }

    @Override
    public @Nullable Installer findInstaller(
            @Nullable String enterpriseId, String teamId, String userId) {
        return installations
                .active(teamId)
                .filter(installation ->
                        installation
                                .installer()
                                .map(UserRef::id)
                                .filter(userId::equals)
                                .isPresent())
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
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .toList();
    }

    private static String present(@Nullable String text) {
        return text == null ? "" : text;
    }
}
