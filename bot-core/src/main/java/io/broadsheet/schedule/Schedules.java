package io.broadsheet.schedule;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to the channels' schedules. Every change is kept, with its line in the record of
/// changes, when its method returns.
public interface Schedules {

    /// @param by who asked for it; they are told when it stops working
    Schedule add(
            ChannelRef channel, String channelName, Schedule.Plan plan, UserRef by, Instant at);

    /// The schedule, removed or not.
    Optional<Schedule> find(long id);

    /// A channel's schedule of a number, removed or not.
    Optional<Schedule> find(ChannelRef channel, int number);

    /// A channel's schedules that are not removed, by number.
    List<Schedule> of(ChannelRef channel);

    /// A workspace's schedules that are not removed, by channel and number.
    List<Schedule> in(Platform platform, String workspace);

    /// A platform's active schedules.
    List<Schedule> active(Platform platform);

    /// All that are paused, those paused last first.
    List<Schedule> paused();

    /// Pauses an active schedule by hand.
    ///
    /// @return whether it was active
    boolean pause(long id, UserRef by, Instant at);

    /// Pauses an active schedule because the platform does not take its posts.
    ///
    /// @return whether it was active
    boolean refused(long id, Delivery.Refusal why, Instant at);

    /// Resumes a paused schedule; what falls due after `at` counts again.
    ///
    /// @return whether it was paused
    boolean resume(long id, UserRef by, Instant at);

    /// Resumes a schedule that the platform's refusal paused; what falls due after `at` counts
    /// again.
    ///
    /// @return whether a refusal had paused it
    boolean readmit(long id, Instant at);

    /// Notes how a channel is called now.
    ///
    /// @param name without `#`
    /// @return whether one of its schedules had another name for it
    boolean rename(ChannelRef channel, String name);

    /// Removes a schedule. What it was about to post and has not sent is given up, and its papers
    /// are free for others.
    ///
    /// @return whether it was there
    boolean remove(long id, UserRef by, Instant at);

    /// Who made a schedule, unless they have been forgotten since.
    Optional<UserRef> author(long id);

    /// Notes what the platform said of somebody who uses the bot: whether they are an admin of a
    /// channel.
    void seen(UserRef user, ChannelRef channel, boolean admin, Instant at);

    /// Whether somebody was an admin of a channel when that was last noted.
    boolean isAdmin(UserRef user, ChannelRef channel);

    /// A channel's admins, as far as they have used the bot there, those seen last first.
    List<UserRef> admins(ChannelRef channel, int limit);

    /// What was changed in a channel, latest first.
    List<ScheduleChange> changes(ChannelRef channel, int limit);

    /// A line of the record of changes.
    ///
    /// @param number the schedule's
    /// @param by the name of who did it; empty where it was the bot, or somebody forgotten since
    /// @param before what held before; empty for a new one
    /// @param after what holds since
    record ScheduleChange(
            Instant at, int number, Optional<String> by, String before, String after) {}
}
