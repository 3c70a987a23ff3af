package io.broadsheet.app;

import static java.util.Objects.requireNonNull;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Settings;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.broadsheet.store.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `broadsheet doctor`.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Say how the bot is: configuration, store, schedules and, where it is running, its connections. Exit code"
                        + " 1 if something is wrong.")
final class DoctorCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @ParentCommand private @Nullable Main main;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws CannotStart, InterruptedException {
        List<Checkup.Finding> findings = new ArrayList<>();
        try {
            Configuration configuration = requireNonNull(main).configuration();
            findings.add(Checkup.Finding.good("configuration", configuration.file() + " is right"));
            Settings settings = configuration.settings();
            findings.addAll(store(settings));
            findings.addAll(running(settings.http()));
        } catch (BadConfiguration e) {
            findings.add(Checkup.Finding.bad("configuration", String.valueOf(e.getMessage())));
        }
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        out.println(Checkup.summary(findings, List.of()));
        boolean good = true;
        for (Checkup.Finding finding : findings) {
            String mark =
                    switch (finding.level()) {
                        case GOOD -> "ok   ";
                        case NOTE -> "note ";
                        case BAD -> "BAD  ";
                    };
            good &= finding.level() != Checkup.Level.BAD;
            out.println(mark + finding.what() + ": " + finding.detail());
        }
        out.flush();
        return good ? ExitCode.OK : ExitCode.INCOMPLETE;
    }

    private static List<Checkup.Finding> store(Settings settings) {
        try {
            Bot.createHome(settings.home());
            return BotCore.examine(Bot.coreSettings(settings), Clock.systemUTC());
        } catch (CannotStart | IllegalArgumentException | StoreException e) {
            return List.of(Checkup.Finding.bad(Checkup.STORE, String.valueOf(e.getMessage())));
        }
    }

    /// As `/readyz` words what keeps a process from being ready.
    private static boolean isBad(String line) {
        return line.contains(" not ") || line.contains("cannot") || line.contains("switched off");
    }

    /// Asks the process that runs the bot.
    private static List<Checkup.Finding> running(Settings.Http http) throws InterruptedException {
        if (!http.enabled() || http.port() == 0) {
            return List.of(
                    Checkup.Finding.note(
                            "process", "cannot be asked: http is off, or on any free port"));
        }
        String host = http.address().contains(":") ? "[" + http.address() + "]" : http.address();
        URI probe = URI.create("http://" + host + ":" + http.port() + "/readyz");
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(probe).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            List<Checkup.Finding> findings = new ArrayList<>();
            boolean ready = answer.statusCode() == 200;
            findings.add(
                    ready
                            ? Checkup.Finding.good("process", "is ready, says " + probe)
                            : Checkup.Finding.bad("process", "is not ready, says " + probe));
            answer.body()
                    .lines()
                    .skip(1)
                    .limit(20)
                    .map(line -> line.replaceAll("\\p{Cntrl}", " "))
                    .forEach(line ->
                            findings.add(
                                    isBad(line)
                                            ? Checkup.Finding.bad("process", line)
                                            : Checkup.Finding.good("process", line)));
            return findings;
        } catch (IOException e) {
            return List.of(
                    Checkup.Finding.note("process", "none answers at " + probe + ", so none runs"));
        }
    }
}
