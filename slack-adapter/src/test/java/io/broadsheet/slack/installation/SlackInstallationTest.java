package io.broadsheet.slack.installation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.gson.JsonParser;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Installation;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.SlackBot;
import io.broadsheet.slack.Workspaces;
import io.broadsheet.slack.Workspaces.Page;
import io.broadsheet.slack.fake.FakeOAuth;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig.Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// From "Add to Slack" to the last row that is deleted: how workspaces come and go.
class SlackInstallationTest {

    private static final Person ANA = Person.administrator("ana");
    private static final String TEAM = FakeSlack.TEAM;
    private static final String SECOND = "T0SECOND01";

    @TempDir Path home;

    private final FakeSlack slack = FakeSlack.start();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private Level before = Level.WARN;
    private Level beforeThere = Level.WARN;
    private BotCore core;
    private Workspaces bot;

    @BeforeEach
    void start() throws Exception {
        logged.start();
        ours().addAppender(logged);
        before = ours().getLevel();
        beforeThere = adapters().getLevel();
        ours().setLevel(Level.INFO);
        adapters().setLevel(Level.INFO);
        core = SlackBot.core(home);
        bot = Workspaces.start(slack, Mode.SOCKET, core, Workspaces.KEY);
    }

    @AfterEach
    void stop() {
        bot.close();
        core.close();
        slack.close();
        ours().detachAppender(logged);
        ours().setLevel(before);
        adapters().setLevel(beforeThere);
        assertThat(slack.violations()).isEmpty();
    }

    /// Everything that is logged above DEBUG.
    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Logger adapters() {
        return (Logger) LoggerFactory.getLogger("io.broadsheet.slack");
    }

    // --- coming ---

    @Test
    void aWorkspaceInstallsTheBotAndUsesItInBothModes() throws Exception {
        installAndUse();
        core.close();
        bot.close();
        core = SlackBot.core(home.resolve("http"));
        bot = Workspaces.start(slack, Mode.HTTP, core, Workspaces.KEY);
        installAndUse();
    }

    private void installAndUse() {
        Page page = bot.install(slack, TEAM, ANA);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Broadsheet is in Lab now");
        assertThat(page.link()).contains("app=A02CLGNTJ3D").contains("team=" + TEAM);
        Installation kept = core.installations().find(Platform.SLACK, TEAM).orElseThrow();
        assertThat(kept.name()).isEqualTo("Lab");
        assertThat(kept.bot()).isEqualTo(FakeSlack.BOT_USER);
        assertThat(kept.installer()).contains(new UserRef(Platform.SLACK, TEAM, ANA.id()));
        assertThat(kept.scopes()).containsExactlyInAnyOrderElementsOf(SlackScope.asked(false));
        assertThat(slack.command(ANA, "general", "search vision tokenizers").message().shown())
                .contains("for vision tokenizers");
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
    }

    @Test
    void greetsTheInstallerOnceWithThreeThingsToTry() {
        bot.install(slack, TEAM, ANA);

        String direct = FakeSlack.directChannel(ANA.id());
        FakeSlack.await("a greeting", () -> !slack.messagesIn(direct).isEmpty());
        assertThat(slack.messagesIn(direct)).hasSize(1);
        assertThat(slack.messagesIn(direct).getFirst().shown())
                .contains("Hello, I am Broadsheet")
                .contains("/paper search vision tokenizers")
                .contains("/paper schedule add weekdays 09:00 Europe/Berlin")
                .contains("Find papers in message");
    }

    @Test
    void asksForTheScopesOfTheManifestAndExplainsThem() {
        Page page = bot.begin();

        assertThat(page.status()).isEqualTo(200);
        Map<String, String> asked = FakeOAuth.parameters(URI.create(page.link()).getRawQuery());
        assertThat(asked.get("scope").split(","))
                .containsExactlyInAnyOrderElementsOf(SlackScope.asked(false));
        assertThat(asked.get("redirect_uri"))
                .isEqualTo("https://bot.example.org/slack/oauth_redirect");
        assertThat(page.text())
                .contains("<code>commands</code>: ")
                .contains("<code>chat:write.public</code>")
                .contains("can be left out")
                .contains("cannot read your channels");
        String cookie = page.response().headers().get("set-cookie").getFirst();
        assertThat(cookie)
                .startsWith("__Host-broadsheet-install=")
                .contains("; Path=/;")
                .contains("; Max-Age=600;")
                .contains("; Secure;")
                .contains("; HttpOnly;")
                .endsWith("; SameSite=Lax");
        assertThat(page.response().headers().get("content-security-policy").getFirst())
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'");
        assertThat(page.response().headers())
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry("cache-control", List.of("no-store"));
    }

    @Test
    void keepsNoTokenInTheClearAndLogsNone() throws Exception {
        bot.install(slack, TEAM, ANA);
        assertThat(slack.command(ANA, "general", "help").message()).isNotNull();
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
        slack.oauth.revoke(TEAM, "token_revoked");
        post(TEAM);
        bot.close();
        core.close();

        List<String> secrets = new ArrayList<>(slack.oauth.tokens().keySet());
        secrets.add(FakeOAuth.CLIENT_SECRET);
        secrets.add(Workspaces.KEY);
        secrets.add(slack.signingSecret());
        secrets.add(slack.appToken());
        assertThat(secrets).hasSizeGreaterThan(4);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = read(file);
                secrets.forEach(secret ->
                        assertThat(content.contains(secret))
                                .as("%s in %s", secret, file)
                                .isFalse());
            }
        }
        String log = String.join("\n", logged.list.stream().map(this::everything).toList());
        assertThat(log).contains("installed the bot");
        secrets.forEach(secret -> assertThat(log).doesNotContain(secret));
        core = SlackBot.core(home);
        bot = Workspaces.start(slack, Mode.SOCKET, core, Workspaces.KEY);
    }

    private String everything(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    // --- what goes wrong on the way ---

    @Test
    void anAttemptIsGoodInItsOwnBrowserOnly() {
        Page mine = bot.begin();
        URI back = slack.oauth.agree(mine.link(), TEAM, ANA.id());

        for (String cookie : List.of("", bot.begin().cookie(), "__Host-broadsheet-install=")) {
            assertLapsed(bot.finish(back, cookie));
        }
        assertThat(bot.finish(back, mine.cookie()).status())
                .as("nothing used it up")
                .isEqualTo(200);
    }

    @Test
    void anAttemptIsGoodOnce() {
        Page mine = bot.begin();
        URI first = slack.oauth.agree(mine.link(), TEAM, ANA.id());
        URI second = slack.oauth.agree(mine.link(), SECOND, ANA.id());
        slack.know(ANA);

        assertThat(bot.finish(first, mine.cookie()).status()).isEqualTo(200);
        Page again = bot.finish(second, mine.cookie());

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("This attempt has lapsed");
        assertThat(core.installations().find(Platform.SLACK, SECOND)).isEmpty();
    }

    @Test
    void anAttemptIsGoodForTenMinutes() {
        Page mine = bot.begin();
        URI back = slack.oauth.agree(mine.link(), TEAM, ANA.id());
        bot.clock.ahead(Duration.ofMinutes(10));
        assertLapsed(bot.finish(back, mine.cookie()));
    }

    @Test
    void aStateThatIsNotOursIsRefused() {
        Page mine = bot.begin();
        String state = mine.cookie().split("=", 2)[1];
        String changed = state.substring(0, state.length() - 3) + "AAA";
        for (String other : List.of("", "x", changed, "1.00000000.AAAA", "%F0%9F%98%80")) {
            assertLapsed(
                    bot.finish(
                            URI.create(
                                    "https://bot.example.org/slack/oauth_redirect?code=c&state="
                                            + other),
                            "__Host-broadsheet-install=" + other));
        }
        assertLapsed(bot.finish(URI.create("https://bot.example.org/?a=%25"), ""));
        assertLapsed(bot.finish(URI.create("https://bot.example.org/"), mine.cookie()));
        assertThat(slack.calls("oauth\\.v2\\.access")).isZero();
    }

    @Test
    void somebodyWhoDoesNotAgreeIsTakenAtTheirWord() {
        Page mine = bot.begin();
        Page page = bot.finish(slack.oauth.decline(mine.link()), mine.cookie());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Nothing was installed");
        assertThat(page.link()).isEqualTo("install");
        assertThat(core.installations().all(Platform.SLACK)).isEmpty();
    }

    @Test
    void aCodeThatSlackDoesNotKnowIsALapsedAttempt() {
        Page mine = bot.begin();
        slack.refuse("oauth\\.v2\\.access", 1, "code_already_used");
        assertLapsed(bot.finish(slack.oauth.agree(mine.link(), TEAM, ANA.id()), mine.cookie()));
    }

    @Test
    void whatIsWrongWithTheAppIsSaidWithAReference() {
        Page mine = bot.begin();
        slack.refuse("oauth\\.v2\\.access", 1, "bad_client_secret");
        Page page = bot.finish(slack.oauth.agree(mine.link(), TEAM, ANA.id()), mine.cookie());

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text())
                .contains("That did not work")
                .containsPattern("<code>[0-9a-f]{8}</code>");
        Page other = bot.begin();
        String answer = slack.oauth.decline(other.link()).toString();
        Page strange =
                bot.finish(
                        URI.create(
                                answer.replace(
                                        "access_denied", "invalid_team_for_non_distributed_app")),
                        other.cookie());
        assertThat(strange.status()).isEqualTo(500);
        assertThat(core.installations().all(Platform.SLACK)).isEmpty();
    }

    @Test
    void aSlackThatDoesNotAnswerIsSaid() {
        Page mine = bot.begin();
        slack.cut("oauth\\.v2\\.access", 1);
        Page page = bot.finish(slack.oauth.agree(mine.link(), TEAM, ANA.id()), mine.cookie());

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.text()).contains("Slack cannot be reached");
        assertThat(slack.calls("oauth\\.v2\\.access")).as("it is not sent again").isEqualTo(1);
        assertThat(bot.install(slack, TEAM, ANA).status()).isEqualTo(200);
    }

    @Test
    void aWholeOrganisationIsAskedToChooseAWorkspace() {
        slack.oauth.wholeOrganisation = true;
        Page page = bot.install(slack, TEAM, ANA);
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text()).contains("single workspaces");
        assertThat(core.installations().all(Platform.SLACK)).isEmpty();
    }

    @Test
    void tokensThatExpireAreRefusedInWords() {
        slack.oauth.rotating = true;
        Page page = bot.install(slack, TEAM, ANA);
        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text()).contains("Token rotation is switched on", "nothing was installed");
        assertThat(core.installations().all(Platform.SLACK)).isEmpty();
        slack.oauth.rotating = false;
        assertThat(bot.install(slack, TEAM, ANA).status()).isEqualTo(200);
    }

    @Test
    void aWorkspacesNameIsTextAndNothingElse() {
        slack.oauth.teamName = "<script>alert(1)</script> & \"Söhne\"";
        Page page = bot.install(slack, TEAM, ANA);
        assertThat(page.text())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Söhne&quot;")
                .doesNotContain("<script>");
    }

    @Test
    void pagesAreOnlyRead() {
        SlackInstaller.Request posted = new SlackInstaller.Request("POST", "", Map.of());
        assertThat(bot.installer.orElseThrow().begin(posted).status()).isEqualTo(405);
        assertThat(bot.installer.orElseThrow().finish(posted).status()).isEqualTo(405);
        assertThat(SlackInstaller.off().status()).isEqualTo(503);
        assertThat(SlackInstaller.off().body()).contains("Installing is switched off");
    }

    private void assertLapsed(Page page) {
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.text())
                .contains("This attempt has lapsed")
                .contains("Nothing was installed");
        assertThat(page.link()).isEqualTo("install");
        assertThat(core.installations().all(Platform.SLACK)).isEmpty();
    }

    // --- keys ---

    @Test
    void aNewKeySealsEveryTokenAtTheStart() throws Exception {
        bot.install(slack, TEAM, ANA);
        bot.install(slack, SECOND, ANA);
        String before = sealed(TEAM);
        restart(Workspaces.OTHER_KEY, Workspaces.KEY);

        assertThat(sealed(TEAM)).isNotEqualTo(before);
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
        // The old key is not needed any more.
        restart(Workspaces.OTHER_KEY);
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
        assertThat(post(SECOND)).isInstanceOf(Delivery.Posted.class);
        assertThat(findings()).containsExactly("2 workspaces");
    }

    @Test
    void aLostKeyIsSaidAndComesBack() throws Exception {
        bot.install(slack, TEAM, ANA);
        restart(Workspaces.OTHER_KEY);

        assertThat(post(TEAM)).isInstanceOf(Delivery.Refused.class);
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("1 of 1 tokens cannot be opened");
        assertThat(log()).contains("cannot be opened: the key");
        assertThat(bot.platform().health().connected()).isFalse();
        assertThat(bot.platform().health().detail())
                .isEqualTo(
                        "None of 1 workspaces' tokens can be opened: their key is missing. Put it back into"
                                + " SLACK_TOKEN_KEYS and start again.");
        assertThat(slack.command(ANA, "general", "help").message().shown())
                .as("answers need no token")
                .contains("search");
        restart(Workspaces.OTHER_KEY, Workspaces.KEY);
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
        assertThat(bot.platform().health().connected()).isTrue();
    }

    private List<String> findings() {
        return SlackInstallations.findings(core.installations(), bot.installations).stream()
                .map(io.broadsheet.command.Checkup.Finding::detail)
                .toList();
    }

    private String sealed(String team) {
        return core.installations().find(Platform.SLACK, team).orElseThrow().sealed().orElseThrow();
    }

    private void restart(String... keys) throws Exception {
        bot.close();
        core.close();
        core = SlackBot.core(home);
        bot = Workspaces.start(slack, Mode.SOCKET, core, keys);
    }

    // --- going ---

    @Test
    void aRemovalStopsPostsAtOnceAndANewInstallationResumesThem() {
        bot.install(slack, TEAM, ANA);
        schedule(ANA, "general");
        slack.command(ANA, "general", "digest weekly").message();
        slack.oauth.revoke(TEAM, "account_inactive");

        event(TEAM, now() + 1, "{\"type\":\"app_uninstalled\"}");

        FakeSlack.await("the removal", () -> !active(TEAM));
        assertThat(core.installations().find(Platform.SLACK, TEAM).orElseThrow().sealed())
                .isEmpty();
        FakeSlack.await("the pause", () -> core.refusedSchedules() == 1);
        long posts = slack.calls("chat\\.postMessage");
        assertThat(post(TEAM)).isInstanceOf(Delivery.Refused.class);
        assertThat(slack.calls("chat\\.postMessage"))
                .as("Slack is not even asked")
                .isEqualTo(posts);

        assertThat(bot.install(slack, TEAM, ANA).status()).isEqualTo(200);
        FakeSlack.await("the resumption", () -> core.refusedSchedules() == 0);
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
        FakeSlack.await(
                "the digest",
                () ->
                        slack.command(ANA, "general", "digest")
                                .message()
                                .shown()
                                .contains("every Monday"));
    }

    @Test
    void revokedBotTokensAreARemovalAndPeoplesAreNot() {
        bot.install(slack, TEAM, ANA);
        String direct = FakeSlack.directChannel(ANA.id());
        FakeSlack.await("a greeting", () -> !slack.messagesIn(direct).isEmpty());
        slack.oauth.revoke(TEAM, "token_revoked");
        event(TEAM, now() + 1, "{\"type\":\"tokens_revoked\",\"tokens\":{\"oauth\":[\"U1\"]}}");
        event(TEAM, now() + 1, "{\"type\":\"tokens_revoked\",\"tokens\":{\"bot\":[]}}");
        assertThat(slack.command(ANA, "general", "help").message()).isNotNull();
        assertThat(active(TEAM)).isTrue();

        event(
                TEAM,
                now() + 1,
                "{\"type\":\"tokens_revoked\",\"tokens\":{\"bot\":[\"U0BROADSHT\"]}}");
        FakeSlack.await("the removal", () -> !active(TEAM));
    }

    @Test
    void aLateRevocationDoesNotHarmANewerInstallation() throws Exception {
        bot.install(slack, TEAM, ANA);
        Function<Long, FakeSlackAnswer> revoked =
                time ->
                        event(
                                TEAM,
                                time,
                                "{\"type\":\"tokens_revoked\",\"tokens\":{\"bot\":[\"U0BROADSHT\"]}}");
        // Long before it: the times tell. Close to it, by whichever clock: Slack is asked.
        for (long time : new long[] {now() - 3_600, now() - 60, now(), now() + 60}) {
            revoked.apply(time).acknowledgement();
        }
        event(TEAM, now() - 3_600, "{\"type\":\"app_uninstalled\"}").acknowledgement();
        FakeSlack.await(
                "the doubts", () -> log().split("that a newer one replaced", -1).length > 5);
        assertThat(active(TEAM)).isTrue();
        // Slack cannot be asked: then the times decide.
        slack.refuse("auth\\.test", 1, "internal_error");
        revoked.apply(now() - 60);
        FakeSlack.await("the doubt", () -> log().split("that a newer one replaced", -1).length > 6);
        assertThat(active(TEAM)).isTrue();
        assertThat(post(TEAM)).isInstanceOf(Delivery.Posted.class);
    }

    @Test
    void aRemovalThatWasNotHeardIsFoundByTheSweep() {
        bot.install(slack, TEAM, ANA);
        bot.install(slack, SECOND, ANA);
        slack.oauth.revoke(TEAM, "account_inactive");

        bot.caretaker.sweep();

        assertThat(active(TEAM)).isFalse();
        assertThat(active(SECOND)).isTrue();
        slack.fail("auth\\.test", 1, 500);
        bot.caretaker.sweep();
        assertThat(active(SECOND)).as("a failure of Slack's is no removal").isTrue();
    }

    @Test
    void aRefusedTokenIsLookedInto() {
        bot.install(slack, TEAM, ANA);
        slack.oauth.revoke(TEAM, "token_revoked");
        assertThat(post(TEAM)).isInstanceOf(Delivery.Refused.class);
        FakeSlack.await("the removal", () -> !active(TEAM));
    }

    @Test
    void whatBelongsToAWorkspaceIsDeletedAfterSevenDays() {
        bot.install(slack, TEAM, ANA);
        bot.install(slack, SECOND, ANA);
        slack.command(ANA, "general", "save Planting a SEED of Vision in Large Language Model")
                .message();
        schedule(ANA, "general");
        slack.oauth.revoke(TEAM, "account_inactive");
        event(TEAM, now() + 1, "{\"type\":\"app_uninstalled\"}");
        FakeSlack.await("the removal", () -> core.refusedSchedules() == 1);

        bot.clock.ahead(Duration.ofDays(7).minusMinutes(1));
        bot.caretaker.purge();
        assertThat(core.installations().find(Platform.SLACK, TEAM)).isPresent();
        assertThat(core.refusedSchedules()).isEqualTo(1);

        bot.clock.ahead(Duration.ofDays(7).plusMinutes(1));
        bot.caretaker.purge();

        assertThat(core.installations().find(Platform.SLACK, TEAM)).isEmpty();
        assertThat(core.refusedSchedules()).isZero();
        assertThat(active(SECOND)).isTrue();
        assertThat(log()).contains("rows that belonged to workspace " + TEAM);
        String shelf = slack.command(ANA, "general", "saved").message().shown();
        assertThat(shelf).contains("empty");
    }

    @Test
    void theOneWorkspaceOfTheConfigurationIsForgottenAsWellUnlessItComesBack() throws Exception {
        bot.close();
        bot = Workspaces.single(slack, Mode.SOCKET, core);
        slack.command(ANA, "general", "follow vision tokens").message();
        slack.revokeToken("account_inactive");
        event(TEAM, now(), "{\"type\":\"app_uninstalled\"}");
        FakeSlack.await(
                "the removal", () -> core.installations().find(Platform.SLACK, TEAM).isPresent());

        // With a new token it comes back, and needs not wait for that.
        slack.restoreToken();
        bot.caretaker.purge();
        assertThat(core.installations().find(Platform.SLACK, TEAM).orElseThrow().revoked())
                .isEmpty();
        bot.clock.ahead(Duration.ofDays(8));
        bot.caretaker.purge();
        assertThat(slack.command(ANA, "general", "following").message().shown())
                .contains("vision tokens");

        slack.revokeToken("account_inactive");
        event(TEAM, now() + 700_000, "{\"type\":\"app_uninstalled\"}");
        FakeSlack.await(
                "the removal",
                () ->
                        core.installations()
                                .find(Platform.SLACK, TEAM)
                                .orElseThrow()
                                .revoked()
                                .isPresent());
        bot.clock.ahead(Duration.ofDays(16));
        bot.caretaker.purge();
        assertThat(core.installations().find(Platform.SLACK, TEAM)).isEmpty();
        assertThat(slack.command(ANA, "general", "following").message().shown())
                .contains("You follow nothing");
    }

    // --- steps ---

    private void schedule(Person person, String channel) {
        FakeSlack.Message asked =
                slack.command(person, channel, "schedule add daily 09:00 UTC").message();
        slack.press(person, asked, "Set it up").message();
    }

    private FakeSlackAnswer event(String team, long time, String event) {
        return slack.event(
                "Ev" + System.nanoTime(),
                team,
                time,
                JsonParser.parseString(event).getAsJsonObject());
    }

    private boolean active(String team) {
        return core.installations()
                .find(Platform.SLACK, team)
                .map(Installation::active)
                .orElse(false);
    }

    private Delivery post(String team) {
        return bot.platform()
                .post(
                        new ChannelRef(Platform.SLACK, team, slack.channel("general").id()),
                        Reply.say("A post"),
                        "key");
    }

    private long now() {
        return bot.clock.instant().getEpochSecond();
    }

    private String log() {
        return String.join("\n", List.copyOf(logged.list).stream().map(this::everything).toList());
    }
}
