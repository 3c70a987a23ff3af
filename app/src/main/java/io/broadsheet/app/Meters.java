package io.broadsheet.app;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.PlatformConnection;
import io.broadsheet.chat.Traffic;
import io.broadsheet.core.BotCore;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.OutcomeListener;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.harvest.HarvestSummary;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/// What is measured while the bot runs.
final class Meters implements OutcomeListener, HarvestListener, Traffic, AutoCloseable {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /// Discord bans an address after 10,000 of these in ten minutes (topics/rate-limits).
    private static final Set<Integer> INVALID = Set.of(401, 403, 429);

    /// Between the words of a type's name: `TooLate` becomes `too_late`.
    private static final Pattern WORD_BREAK = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final Counter invalidRequests =
            Counter.builder("discord.invalid.requests")
                    .description("Requests that count towards Discord's ban of an address")
                    .register(registry);

    Meters() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void settled(Platform platform, PostOutcome outcome, Duration late) {
        Counter.builder("posts")
                .description("What became of what was due")
                .tag("platform", platform.name())
                .tag("outcome", name(outcome))
                .tag("reason", reason(outcome))
                .register(registry)
                .increment();
        if (outcome instanceof PostOutcome.Confirmed) {
            Timer.builder("post.lateness")
                    .description("How long after it was due a post was there")
                    .tag("platform", platform.name())
                    .serviceLevelObjectives(
                            Duration.ofSeconds(60), Duration.ofMinutes(10), Duration.ofHours(1))
                    .register(registry)
                    .record(late);
        }
    }

    @Override
    public void ended(PaperSource source, HarvestSummary summary) {
        papers(source, "added", summary.added());
        papers(source, "updated", summary.updated());
        papers(source, "merged", summary.merged());
        papers(source, "unchanged", summary.unchanged());
        papers(source, "rejected", summary.rejected());
        Counter.builder("harvests")
                .description("How harvests ended")
                .tag("source", source.name())
                .tag("outcome", summary.failure() == null ? "done" : "broken_off")
                .register(registry)
                .increment();
    }

    private void papers(PaperSource source, String outcome, long count) {
        Counter.builder("harvested.papers")
                .description("What became of papers that sources brought")
                .tag("source", source.name())
                .tag("outcome", outcome)
                .register(registry)
                .increment((double) count);
    }

    /// Why it was refused or skipped, by the type of the reason or of the refusal; empty for
    /// others.
    private static String reason(PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Blocked(OutcomeReason reason) -> label(reason);
            case PostOutcome.Skipped(OutcomeReason reason) -> label(reason);
            case PostOutcome.Confirmed _,
                    PostOutcome.FoundPosted _,
                    PostOutcome.Retry _,
                    PostOutcome.Unsure _,
                    PostOutcome.StaysInDoubt _ ->
                    "";
        };
    }

    private static String label(OutcomeReason reason) {
        return reason instanceof OutcomeReason.RefusedByPlatform(Delivery.Refusal refusal, _)
                ? refusal.name().toLowerCase(Locale.ROOT)
                : WORD_BREAK
                        .matcher(reason.getClass().getSimpleName())
                        .replaceAll("_")
                        .toLowerCase(Locale.ROOT);
    }

    @Override
    public void acknowledged(Platform platform, Duration after) {
        Timer.builder("interaction.ack")
                .description("How long after it arrived an interaction was acknowledged")
                .tag("platform", platform.name())
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3))
                .register(registry)
                .record(after);
    }

    @Override
    public void answered(Platform platform, int status) {
        count("rest.requests", "Requests by status, 0 for none", platform, status);
        if (platform.equals(Platform.SLACK)) {
            count("slack.api.requests", "Calls of Slack's API by status", platform, status);
        }
        if (status == 429) {
            tooMany(platform).increment();
        }
        if (platform.equals(Platform.DISCORD) && INVALID.contains(status)) {
            invalidRequests.increment();
        }
    }

    private void count(String name, String description, Platform platform, int status) {
        Counter.builder(name)
                .description(description)
                .tag("platform", platform.name())
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }

    @Override
    public void reconnected(Platform platform) {
        reconnects(platform).increment();
    }

    private Counter tooMany(Platform platform) {
        return Counter.builder("rest.429")
                .description("Requests that a platform found too many")
                .tag("platform", platform.name())
                .register(registry);
    }

    private Counter reconnects(Platform platform) {
        return Counter.builder(
                        platform.equals(Platform.SLACK) ? "socketmode.reconnects" : "reconnects")
                .description("How often the connection for events had to be made again")
                .tag("platform", platform.name())
                .register(registry);
    }

    private static String name(PostOutcome outcome) {
        return switch (outcome) {
            case PostOutcome.Confirmed _ -> "posted";
            case PostOutcome.FoundPosted _ -> "found";
            case PostOutcome.Retry _ -> "retry";
            case PostOutcome.Unsure _ -> "unsure";
            case PostOutcome.StaysInDoubt _ -> "in_doubt";
            case PostOutcome.Blocked _ -> "refused";
            case PostOutcome.Skipped _ -> "skipped";
        };
    }

    void watch(List<? extends PlatformConnection> platforms, BotCore core) {
        gauge(
                "occurrences.in.doubt",
                "Posts that may or may not be there",
                core,
                Set.of(OccurrenceState.IN_DOUBT));
        gauge(
                "outbox.pending",
                "Posts under way or to be tried again",
                core,
                Set.of(OccurrenceState.CLAIMED, OccurrenceState.SENDING, OccurrenceState.RETRY));
        Gauge.builder("destinations.blocked", core, BotCore::refusedSchedules)
                .description("Schedules that a platform's refusal paused")
                .register(registry);
        for (SourceState source : core.sourceStates()) {
            gauge(
                    "source_up",
                    "Whether the source is asked, 0 while it is left alone",
                    core,
                    source.source(),
                    state -> state.circuit() == SourceState.Circuit.OPEN ? 0 : 1);
            gauge(
                    "source_last_answer_timestamp_seconds",
                    "When the source last gave an answer that could be used",
                    core,
                    source.source(),
                    state ->
                            state.lastAnswer() == null
                                    ? Double.NaN
                                    : state.lastAnswer().getEpochSecond());
            gauge(
                    "source_rejected_records",
                    "Records of the source that could not be taken, ever",
                    core,
                    source.source(),
                    SourceState::rejected);
            gauge(
                    "source_field_warnings",
                    "Fields that the source added or no longer sends",
                    core,
                    source.source(),
                    state -> state.warnings().size());
        }
        for (PlatformConnection platform : platforms) {
            platform.tell(this);
            // An alert on what never happened yet needs a zero to start from.
            tooMany(platform.platform());
            reconnects(platform.platform());
            Gauge.builder("gateway.up", platform, each -> each.health().connected() ? 1 : 0)
                    .description("Whether the platform is connected")
                    .tag("platform", platform.platform().name())
                    .register(registry);
        }
    }

    private void gauge(String name, String description, BotCore core, Set<OccurrenceState> states) {
        Gauge.builder(
                        name,
                        core,
                        each ->
                                each.postsOpen().entrySet().stream()
                                        .filter(count -> states.contains(count.getKey()))
                                        .mapToInt(Map.Entry::getValue)
                                        .sum())
                .description(description)
                .register(registry);
    }

    private void gauge(
            String name,
            String description,
            BotCore core,
            String source,
            ToDoubleFunction<SourceState> value) {
        Gauge.builder(
                        name,
                        core,
                        each ->
                                each.sourceStates().stream()
                                        .filter(state -> state.source().equals(source))
                                        .mapToDouble(value)
                                        .findFirst()
                                        .orElse(Double.NaN))
                .description(description)
                .tag("source", source)
                .register(registry);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
