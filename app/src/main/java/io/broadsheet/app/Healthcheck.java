package io.broadsheet.app;

import io.broadsheet.app.config.BadConfiguration;
import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Places;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Tells a container platform whether the bot in the same home directory is alive, with nothing but
/// the JVM.
public final class Healthcheck {

    /// Exits with 0 if the bot is alive and 1 if not, with a sentence either way.
    public static void main(String[] args) {
        System.exit(check(Places.ofThisProcess(), Clock.systemUTC(), System.out));
    }

    static int check(Places places, Clock clock, PrintStream out) {
        try {
            Path home = Configuration.load(places, Optional.empty()).settings().home();
            Duration silence = Duration.between(Heartbeat.last(home), clock.instant());
            if (silence.compareTo(Heartbeat.STALE) > 0) {
                out.println("Broadsheet has not moved for " + silence.toSeconds() + " seconds.");
                return ExitCode.INCOMPLETE;
            }
            if (!Heartbeat.hasLivingProcess(home)) {
                out.println("Broadsheet is not running: its process has ended.");
                return ExitCode.INCOMPLETE;
            }
            out.println("Broadsheet is alive.");
            return ExitCode.OK;
        } catch (IOException e) {
            out.println(
                    "Broadsheet is not running: "
                            + e.getMessage()
                            + " does not exist or cannot be read.");
            return ExitCode.INCOMPLETE;
        } catch (BadConfiguration e) {
            out.println(e.getMessage());
            return ExitCode.INCOMPLETE;
        }
    }

    private Healthcheck() {}
}
