package io.broadsheet.app;

import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.core.BotCore;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PressListener;
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
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// What is measured while the bot runs.
final class Meters implements PressListener, HarvestListener, AutoCloseable {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

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
    public void settled(Platform platform, Outbox.Outcome outcome, Duration late) {
        Counter.builder("posts")
                .description("What became of what was due")
                .tag("platform", platform.name())
                .tag("outcome", name(outcome))
                .register(registry)
                .increment();
        if (outcome instanceof Outbox.Outcome.Posted) {
            Timer.builder("post.lateness")
                    .description("How long after it was due a post was there")
                    .tag("platform", platform.name())
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

    private static String name(Outbox.Outcome outcome) {
        return switch (outcome) {
            case Outbox.Outcome.Posted _ -> "posted";
            case Outbox.Outcome.Retry _ -> "retry";
            case Outbox.Outcome.Resend _ -> "resend";
            case Outbox.Outcome.InDoubt _ -> "in_doubt";
            case Outbox.Outcome.Blocked _ -> "refused";
            case Outbox.Outcome.Skipped _ -> "skipped";
        };
    }

    void watch(List<ChatPlatform> platforms, BotCore core) {
        gauge(
                "occurrences.in.doubt",
                "Posts that may or may not be there",
                core,
                Set.of(Outbox.State.IN_DOUBT));
        gauge(
                "outbox.pending",
                "Posts under way or to be tried again",
                core,
                Set.of(Outbox.State.CLAIMED, Outbox.State.SENDING, Outbox.State.RETRY));
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
        for (ChatPlatform platform : platforms) {
            Gauge.builder("platform_up", platform, each -> each.health().connected() ? 1 : 0)
                    .description("Whether the platform is connected")
                    .tag("platform", platform.platform().name())
                    .register(registry);
        }
    }

    private void gauge(String name, String description, BotCore core, Set<Outbox.State> states) {
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
