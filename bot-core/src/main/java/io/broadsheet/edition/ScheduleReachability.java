package io.broadsheet.edition;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pauses schedules and digests where the bot cannot post any more, and lets those go on that only
/// a refusal had stopped; what a person paused stays paused.
public final class ScheduleReachability implements Reachability {

    private static final Logger log = LoggerFactory.getLogger(ScheduleReachability.class);

    /// Some platforms do not tell whether a permission that a post lacked is there by now. It is
    /// tried this long after the refusal.
    private static final Duration UNTOLD = Duration.ofDays(7);

    /// Why a digest stops that is nothing between the bot and one person.
    private static final Set<PauseReason> OF_THE_BOT =
            Set.of(
                    new PauseReason.PlatformRefuses(Delivery.Refusal.CREDENTIALS_REVOKED),
                    new PauseReason.PlatformRefuses(Delivery.Refusal.WORKSPACE_GONE));

    private final Schedules schedules;
    private final Digests digests;
    private final EditionDispatcher dispatcher;
    private final Rescheduler rescheduler;
    private final Clock clock;

    public ScheduleReachability(
            Schedules schedules,
            Digests digests,
            EditionDispatcher dispatcher,
            Rescheduler rescheduler,
            Clock clock) {
        this.schedules = schedules;
        this.digests = digests;
        this.dispatcher = dispatcher;
        this.rescheduler = rescheduler;
        this.clock = clock;
    }

    @Override
    public void lost(ChannelRef channel, Delivery.Refused why) {
        safely(
                channel,
                () ->
                        schedules.of(channel).stream()
                                .filter(Schedule::active)
                                .forEach(schedule -> dispatcher.stop(schedule, why)));
    }

    @Override
    public void regained(ChannelRef channel) {
        safely(channel, () -> regained(channel, schedules.of(channel), false));
    }

    @Override
    public void lost(Platform platform, String workspace, Delivery.Refused why) {
        safely(
                platform + "/" + workspace,
                () -> {
                    schedules.in(platform, workspace).stream()
                            .filter(Schedule::active)
                            .forEach(schedule ->
                                    schedules.refused(
                                            schedule.id(), why.refusal(), clock.instant()));
                    digests.in(platform, workspace).stream()
                            .filter(digest -> digest.stopped().isEmpty())
                            .forEach(digest -> digests.refused(digest.id(), why.refusal()));
                });
    }

    @Override
    public void regained(Platform platform, String workspace) {
        safely(
                platform + "/" + workspace,
                () -> {
                    schedules.in(platform, workspace).stream()
                            .map(Schedule::channel)
                            .distinct()
                            .forEach(channel -> regained(channel, schedules.of(channel), false));
                    for (Digest digest : digests.in(platform, workspace)) {
                        if (digests.readmit(digest.id(), clock.instant())) {
                            rescheduler.reschedule(platform, new Outbox.Job.OfDigest(digest.id()));
                        }
                    }
                });
    }

    @Override
    public void changed(Platform platform, Set<String> workspaces) {
        Optional<ChatPlatform> served = dispatcher.platform(platform);
        if (served.isEmpty() || workspaces.isEmpty()) {
            return;
        }
        Stream.concat(schedules.active(platform).stream(), schedules.paused().stream())
                .filter(schedule -> schedule.channel().platform().equals(platform))
                .filter(schedule -> workspaces.contains(schedule.channel().workspace()))
                .forEach(schedule ->
                        safely(
                                schedule.channel(),
                                () -> {
                                    if (schedule.active()) {
                                        served.get()
                                                .check(schedule.channel())
                                                .denied()
                                                .ifPresent(why -> dispatcher.stop(schedule, why));
                                    } else {
                                        regained(schedule.channel(), List.of(schedule), true);
                                    }
                                }));
    }

    @Override
    public void recheck(Platform platform) {
        Optional<ChatPlatform> served = dispatcher.platform(platform);
        if (served.isEmpty()) {
            return;
        }
        safely(
                platform,
                () ->
                        schedules.paused().stream()
                                .filter(each -> each.channel().platform().equals(platform))
                                .filter(this::mayBeOver)
                                .forEach(each ->
                                        safely(
                                                each.channel(),
                                                () ->
                                                        regained(
                                                                each.channel(),
                                                                List.of(each),
                                                                true))));
        safely(
                platform,
                () ->
                        digests.stopped(platform).stream()
                                .filter(each -> isTaken(served.get(), each))
                                .filter(each -> digests.readmit(each.id(), clock.instant()))
                                .forEach(each ->
                                        rescheduler.reschedule(
                                                platform, new Outbox.Job.OfDigest(each.id()))));
    }

    private boolean mayBeOver(Schedule schedule) {
        return schedule.state() instanceof Schedule.State.Paused(PauseReason reason, Instant since)
                && (!reason.is(Delivery.Refusal.NO_PERMISSION)
                        || !clock.instant().isBefore(since.plus(UNTOLD)));
    }

    /// Whether a digest stopped because the bot could do nothing there, and now it can.
    private static boolean isTaken(ChatPlatform platform, Digest digest) {
        return OF_THE_BOT.contains(digest.stopped().orElseThrow())
                && platform.check(digest.home()).denied().isEmpty();
    }

    @Override
    public void renamed(ChannelRef channel, String name) {
        safely(channel, () -> schedules.rename(channel, name));
    }

    /// @param surely whether schedules stay paused where it is not known if the bot may post: where
    ///   nobody said that it may again, and whoever changes that says so
    private void regained(ChannelRef channel, List<Schedule> there, boolean surely) {
        List<Schedule> stopped =
                there.stream().filter(ScheduleReachability::isStoppedByRefusal).toList();
        if (stopped.isEmpty()) {
            return;
        }
        Optional<ChatPlatform> platform = dispatcher.platform(channel.platform());
        Access access =
                platform.map(each -> each.check(channel))
                        .orElse(new Access.Unknown("its platform is not served here"));
        Optional<String> against =
                switch (access) {
                    case Access.Given _ -> Optional.empty();
                    case Access.Denied(Delivery.Refused why) -> Optional.of(why.detail());
                    case Access.Unknown(String reason) ->
                            surely || platform.isEmpty() ? Optional.of(reason) : Optional.empty();
                };
        if (against.isPresent()) {
            log.info("{} stays without its schedules: {}", channel, against.get());
            return;
        }
        for (Schedule schedule : stopped) {
            if (dispatcher.restart(schedule)) {
                log.info("Schedule {} of {} goes on", schedule.number(), channel);
                rescheduler.reschedule(
                        channel.platform(), new Outbox.Job.OfSchedule(schedule.id()));
            }
        }
    }

    /// Whether what paused a schedule may have been mended by giving the bot its rights.
    private static boolean isStoppedByRefusal(Schedule schedule) {
        return schedule.state() instanceof Schedule.State.Paused(PauseReason reason, _)
                && reason.isRefusal()
                && !reason.is(Delivery.Refusal.INVALID_MESSAGE);
    }

    private static void safely(Object where, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            log.error("What changed at {} could not be followed", where, e);
        }
    }
}
