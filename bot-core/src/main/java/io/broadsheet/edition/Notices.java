package io.broadsheet.edition;

import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells by direct message what happens to schedules: whoever made one, and the admins of its
/// channel that are known. What does not arrive is logged.
final class Notices {

    /// More admins than this are not told.
    private static final int ADMINS_TOLD = 5;

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final Schedules schedules;
    private final Layout layout;
    private final Function<Platform, Optional<ChatPlatform>> platforms;
    private final Clock clock;

    /// @param platforms those that this process serves
    Notices(
            Schedules schedules,
            Layout layout,
            Function<Platform, Optional<ChatPlatform>> platforms,
            Clock clock) {
        this.schedules = schedules;
        this.layout = layout;
        this.platforms = platforms;
        this.clock = clock;
    }

    /// Pauses an active schedule that the platform refuses, and says so.
    void stop(Schedule schedule, Delivery.Refused refused) {
        Instant now = clock.instant();
        if (schedules.refused(schedule.id(), refused.refusal(), now)) {
            send(
                    schedule,
                    layout.refused(schedule, refused),
                    "refused/" + schedule.id() + "/" + now.toEpochMilli());
        }
    }

    /// Lets a schedule go on that a refusal had paused, and says so.
    ///
    /// @return whether a refusal had paused it
    boolean restart(Schedule schedule) {
        Instant now = clock.instant();
        if (!schedules.readmit(schedule.id(), now)) {
            return false;
        }
        send(
                schedule,
                layout.resumed(schedule),
                "resumed/" + schedule.id() + "/" + now.toEpochMilli());
        return true;
    }

    /// Asks whether a post is there.
    void inDoubt(Schedule schedule, Outbox.Key key) {
        send(schedule, layout.inDoubt(schedule, key), "doubt/" + key);
    }

    private void send(Schedule schedule, Reply notice, String key) {
        Optional<ChatPlatform> platform = platforms.apply(schedule.channel().platform());
        if (platform.isEmpty()) {
            return;
        }
        Set<UserRef> told = new LinkedHashSet<>();
        schedules.author(schedule.id()).ifPresent(told::add);
        told.addAll(schedules.admins(schedule.channel(), ADMINS_TOLD));
        for (UserRef person : told) {
            try {
                Delivery delivery = platform.get().send(person, notice, key);
                if (!(delivery instanceof Delivery.Posted)) {
                    log.warn("The notice {} did not arrive: {}", key, delivery);
                }
            } catch (RuntimeException e) {
                log.warn("The notice {} did not arrive", key, e);
            }
        }
    }
}
