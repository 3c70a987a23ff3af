package io.broadsheet.edition;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Pauses schedules and digests where the bot cannot post any more, and lets those go on that only
/// a refusal had stopped; what a person paused stays paused.
public final class ScheduleReachability implements Reachability {

    private static final Logger log = LoggerFactory.getLogger(ScheduleReachability.class);

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
        String reason = why.refusal().inWords();
        safely(
                platform + "/" + workspace,
                () -> {
                    schedules.in(platform, workspace).stream()
                            .filter(Schedule::active)
                            .forEach(schedule ->
                                    schedules.pause(
                                            schedule.id(),
                                            reason,
                                            Optional.empty(),
                                            clock.instant()));
                    digests.in(platform, workspace).stream()
                            .filter(digest -> digest.stopped().isEmpty())
                            .forEach(digest -> digests.refused(digest.id(), reason));
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
        return schedule.state() instanceof Schedule.State.Paused(String reason, boolean refused, _)
                && refused
                && !reason.equals(Delivery.Refusal.INVALID_MESSAGE.inWords());
    }

    private static void safely(Object where, Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) {
            log.error("What changed at {} could not be followed", where, e);
        }
    }
}
