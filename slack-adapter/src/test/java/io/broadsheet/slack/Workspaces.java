package io.broadsheet.slack;

import io.broadsheet.core.BotCore;
import io.broadsheet.installation.Keyring;
import io.broadsheet.slack.fake.FakeOAuth;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.installation.SlackCaretaker;
import io.broadsheet.slack.installation.SlackInstallations;
import io.broadsheet.slack.installation.SlackInstaller;
import io.broadsheet.slack.transport.SlackConfig;
import io.broadsheet.slack.transport.SlackTokens;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bot for several workspaces, or for one, with everything around it, as tests start it.
public final class Workspaces implements AutoCloseable {

    public static final String KEY = key(1);
    public static final String OTHER_KEY = key(2);
    private static final Pattern LINK = Pattern.compile("class=\"go\" href=\"([^\"]+)\"");

    /// A clock that tests move.
    public static final class Moved extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        public void ahead(Duration duration) {
            ahead = duration;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    public final Moved clock = new Moved();
    public final Optional<SlackInstallations> installations;
    public final Optional<SlackInstaller> installer;
    public final SlackCaretaker caretaker;
    final SlackBot bot;

    private Workspaces(
            FakeSlack slack,
            SlackConfig.Mode mode,
            BotCore core,
            List<String> unfurlDomains,
            List<String> keys)
            throws Exception {
        installations =
                keys.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new SlackInstallations(
                                        core.installations(), Keyring.of(keys), clock));
        installer =
                installations.map(it ->
                        new SlackInstaller(
                                new SlackInstaller.App(
                                        FakeOAuth.CLIENT_ID,
                                        FakeOAuth.CLIENT_SECRET,
                                        URI.create("https://bot.example.org")),
                                it,
                                core.reachability(),
                                !unfurlDomains.isEmpty(),
                                slack.apiUrl(),
                                clock));
        SlackTokens tokens =
                installations
                        .<SlackTokens>map(it -> it)
                        .orElseGet(() -> SlackTokens.single(slack.botToken()));
        caretaker =
                new SlackCaretaker(
                        core.installations(),
                        tokens,
                        core.reachability(),
                        Duration.ofDays(7),
                        slack.apiUrl(),
                        clock);
        SlackPlatform platform =
                SlackPlatform.start(
                        SlackBot.config(slack, mode),
                        tokens,
                        core.conversation(),
                        Clock.systemUTC(),
                        Optional.of(
                                new SlackSurroundings(
                                        core.reachability(),
                                        core::listen,
                                        caretaker,
                                        installer,
                                        installations,
                                        unfurlDomains)));
        bot = SlackBot.connect(slack, platform);
        FakeSlack.await(
                "the bot is there",
                () ->
                        platform.health().connected()
                                || platform.health().detail().contains("can be opened"));
        core.serve(platform);
    }

    /// Many workspaces.
    public static Workspaces start(
            FakeSlack slack, SlackConfig.Mode mode, BotCore core, String... keys) throws Exception {
        return new Workspaces(slack, mode, core, List.of(), Arrays.asList(keys));
    }

    /// The one of the configuration.
    public static Workspaces single(
            FakeSlack slack, SlackConfig.Mode mode, BotCore core, String... unfurlDomains)
            throws Exception {
        return new Workspaces(slack, mode, core, Arrays.asList(unfurlDomains), List.of());
    }

    public SlackPlatform platform() {
        return bot.platform();
    }

    // --- a browser ---

    /// A page as a browser gets it, with the cookie that it keeps.
    public record Page(SlackInstaller.Response response, String cookie) {
        public String text() {
            return response.body();
        }

        public int status() {
            return response.status();
        }

        /// Where the button leads.
        public String link() {
            Matcher link = LINK.matcher(response.body());
            if (!link.find()) {
                throw new AssertionError("there is no button: " + response.body());
            }
            return link.group(1).replace("&amp;", "&");
        }
    }

    public Page begin() {
        SlackInstaller.Response response =
                installer.orElseThrow().begin(new SlackInstaller.Request("GET", "", Map.of()));
        return new Page(response, cookie(response));
    }

    private static String cookie(SlackInstaller.Response response) {
        String set = response.headers().getOrDefault("set-cookie", List.of("")).getFirst();
        return set.split(";", 2)[0];
    }

    /// @param cookie as the browser sends it, empty for none
    public Page finish(URI back, String cookie) {
        SlackInstaller.Response response =
                installer
                        .orElseThrow()
                        .finish(
                                new SlackInstaller.Request(
                                        "GET",
                                        back.getRawQuery() == null ? "" : back.getRawQuery(),
                                        cookie.isEmpty()
                                                ? Map.of()
                                                : Map.of(
                                                        "cookie",
                                                        List.of("theme=dark; " + cookie))));
        return new Page(response, cookie(response));
    }

    /// Somebody installs the bot.
    public Page install(FakeSlack slack, String team, FakeSlack.Person person) {
        slack.know(person);
        Page page = begin();
        return finish(slack.oauth.agree(page.link(), team, person.id()), page.cookie());
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        bot.close();
    }
}
