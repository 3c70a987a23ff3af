package io.broadsheet.app;

import io.broadsheet.app.http.Probes;
import io.broadsheet.chat.Health;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.PlatformConnection;
import io.broadsheet.command.Checkup;
import io.broadsheet.core.BotCore;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How the running bot is: its store, and each platform's connection.
final class Watch implements Probes {

    private final BotCore core;
    private final List<? extends PlatformConnection> platforms;
    private final Supplier<List<Checkup.Finding>> findings;
    private final PrometheusMeterRegistry meters;
    private volatile boolean stopping;

    Watch(
            BotCore core,
            List<? extends PlatformConnection> platforms,
            Supplier<List<Checkup.Finding>> findings,
            PrometheusMeterRegistry meters) {
        this.core = core;
        this.findings = findings;
        this.platforms = List.copyOf(platforms);
        this.meters = meters;
    }

    /// From now on nothing new should be sent here.
    void stopping() {
        stopping = true;
    }

    @Override
    public Finding alive() {
        List<Platform> stuck = core.stuck();
        return new Finding(
                stuck.isEmpty(),
                stuck.stream().map(platform -> platform + ": schedules stand still").toList());
    }

    @Override
    public Finding ready() {
        List<String> details = new ArrayList<>();
        boolean store = core.healthy();
        details.add("store: " + (store ? "answers" : "does not answer"));
        boolean good = store && !stopping;
        for (PlatformConnection platform : platforms) {
            Health health = platform.health();
            details.add(
                    platform.platform()
                            + ": "
                            + (health.connected() ? "connected" : "not connected")
                            + (health.detail().isEmpty() ? "" : ", " + health.detail()));
            good &= health.connected();
        }
        for (Checkup.Finding finding : store ? findings.get() : List.<Checkup.Finding>of()) {
            if (finding.level() == Checkup.Level.BAD) {
                details.add(finding.what() + ": " + finding.detail());
                good = false;
            }
        }
        if (stopping) {
            details.add("stopping");
        }
        return new Finding(good, details);
    }

    @Override
    public String metrics() {
        return meters.scrape();
    }
}
