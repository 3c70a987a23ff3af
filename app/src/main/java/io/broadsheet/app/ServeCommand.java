package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Settings;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.chat.Health;
import io.broadsheet.command.Checkup;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet serve`.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Run the bot on every chat platform that is configured, until it is told to stop.")
final class ServeCommand implements Callable<Integer> {

    /// How long the process may take to finish what is under way. Containers are killed after 30 s
    /// or less.
    private static final Duration GRACE = Duration.ofSeconds(25);

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireNonNull(main).serve();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            told.countDown();
                            try {
                                done.await(GRACE.toSeconds(), TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            serve(told);
        } finally {
            done.countDown();
        }
        return ExitCode.OK;
    }

    private void serve(CountDownLatch told) throws Exception {
        PrintWriter out = sentences();
        try (ServeLock _ = lock();
                Bot bot = Bot.start(requireNonNull(main));
                DailyBackups backups = DailyBackups.start(bot.settings(), Clock.systemUTC());
                Meters meters = new Meters();
                Platforms platforms = platforms(bot, meters)) {
            meters.watch(platforms.all(), bot.core());
            bot.core().dispatcher().listen(meters);
            bot.core().also(() -> health(platforms));
            bot.core().also(platforms::findings);
            bot.core().also(backups::findings);
            platforms.all().forEach(bot.core()::serve);
            bot.core().keepFresh(meters);
            Watch watch =
                    new Watch(bot.core(), platforms.all(), platforms::findings, meters.registry());
            Optional<HttpServer> http = http(bot.settings().http(), watch, platforms);
            Optional<HttpServer> web = Optional.empty();
            try {
                web = WebWiring.start(bot);
                platforms.all().forEach(each -> out.println("Serving " + each.platform() + "."));
                if (platforms.all().isEmpty()) {
                    out.println(
                            "No chat platform is configured, so nobody can reach the bot."
                                    + " config/.env.example lists the tokens to set.");
                }
                http.ifPresent(server ->
                        out.println(
                                "Probes and metrics: http://"
                                        + bot.settings().http().address()
                                        + ":"
                                        + server.port()
                                        + "/readyz"));
                http.filter(_ -> bot.settings().http().publicPort() >= 0)
                        .ifPresent(server ->
                                out.println("What is public: port " + server.publicPort() + "."));
                web.ifPresent(server ->
                        out.println(
                                "Pages and feeds: http://"
                                        + bot.settings().web().address()
                                        + ":"
                                        + server.port()
                                        + "/"));
                out.flush();
                told.await();
                watch.stopping();
            } finally {
                web.ifPresent(HttpServer::close);
                http.ifPresent(HttpServer::close);
            }
        }
    }

    /// Where to say what is served: not between lines that a program reads.
    private PrintWriter sentences() throws BadConfiguration, CannotStart {
        CommandLine line = requireNonNull(spec).commandLine();
        String to = requireNonNull(main).configuration().settings().logging().to();
        return to.equals("json") ? line.getErr() : line.getOut();
    }

    /// With PostgreSQL several processes may serve.
    private ServeLock lock() throws BadConfiguration, CannotStart {
        Settings settings = requireNonNull(main).configuration().settings();
        if (!settings.database().url().isEmpty()) {
            return ServeLock.NONE;
        }
        Bot.createHome(settings.home());
        return ServeLock.take(settings.home());
    }

    private static Platforms platforms(Bot bot, Meters meters) throws CannotStart {
        try {
            return Platforms.start(Platforms.ALL, bot.core(), bot.settings(), meters.registry());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }

    private static List<Checkup.Finding> health(Platforms platforms) {
        return platforms.all().stream()
                .map(platform -> {
                    Health health = platform.health();
                    String name = platform.platform().name();
                    String detail = health.detail().isEmpty() ? "" : ", " + health.detail();
                    return health.connected()
                            ? Checkup.Finding.good(name, "connected" + detail)
                            : Checkup.Finding.bad(name, "not connected" + detail);
                })
                .toList();
    }

    private static Optional<HttpServer> http(
            Settings.Http settings, Watch watch, Platforms platforms) throws CannotStart {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    HttpServer.start(
                            new Listener(settings.address(), settings.port(), "http.port"),
                            outside(settings),
                            watch,
                            platforms.mounts(),
                            Clock.systemUTC()));
        } catch (IllegalStateException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }

    private static Optional<Listener> outside(Settings.Http settings) {
        return settings.publicPort() < 0
                ? Optional.empty()
                : Optional.of(
                        new Listener(
                                settings.publicAddress().isEmpty()
                                        ? settings.address()
                                        : settings.publicAddress(),
                                settings.publicPort(),
                                "http.publicPort"));
    }
}
