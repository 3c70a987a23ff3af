package io.broadsheet.club;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The port to the channels' clubs and their meetings, at most one club a channel. Every change is
/// kept, with its line in the record of changes, when its method returns.
public interface Clubs {

    /// Begins a channel's club, or changes when it meets; a stopped or paused one meets again. What
    /// falls due after `at` counts.
    Club start(ChannelRef channel, String channelName, MeetingPlan plan, UserRef by, Instant at);

    Optional<Club> find(long id);

    /// A channel's club, stopped or not.
    Optional<Club> of(ChannelRef channel);

    /// A channel's club that is not stopped.
    default Optional<Club> current(ChannelRef channel) {
        return of(channel).filter(club -> !club.isStopped());
    }

    /// A workspace's clubs that are not stopped, by channel.
    List<Club> in(Platform platform, String workspace);

    /// A platform's clubs that meet.
    List<Club> meeting(Platform platform);

    /// All that a platform's refusal paused.
    List<Club> refused(Platform platform);

    /// Those of channels where somebody was seen, by channel; without stopped ones.
    List<Club> seenBy(UserRef person);

    /// What somebody does in clubs, stopped or not: those whose rota they are on, which they
    /// nominated for, or voted in.
    List<Participation> participations(UserRef person);

    /// @param nominations how many papers they nominated, 0 or more
    /// @param votes how many votes they have in all meetings' votes, 0 or more
    record Participation(Club club, boolean onRota, int nominations, int votes) {}

    /// @return whether it was meeting
    boolean pause(long id, UserRef by, Instant at);

    /// Pauses a club because the platform does not take its posts.
    ///
    /// @return whether it was meeting
    boolean refuse(long id, Delivery.Refusal why, Instant at);

    /// @param by empty where it was the platform that takes posts again
    /// @return whether it was paused
    boolean resume(long id, Optional<UserRef> by, Instant at);

    /// @return whether it was not stopped
    boolean stop(long id, UserRef by, Instant at);

    void set(long id, ClubSettings settings, String change, UserRef by, Instant at);

    /// Lets a meeting fall out, or take place after all.
    ///
    /// @return whether it was otherwise before
    boolean skip(long id, LocalDate day, boolean skipped, UserRef by, Instant at);

    /// What is known of a meeting.
    MeetingRecord meeting(long id, LocalDate day);

    /// What is known of meetings on a day or later, by day; others are as planned.
    List<MeetingRecord> meetingsFrom(long id, LocalDate day);

    /// The days of meetings that fall out, from a day on.
    Set<LocalDate> skippedFrom(long id, LocalDate day);

    /// Meetings that were held, latest first.
    List<MeetingRecord> held(long id);

    /// Settles who presents, in place of whoever that was.
    void present(long id, LocalDate day, Optional<UserRef> presenter);

    /// Notes that a meeting began, with whoever presents.
    ///
    /// @return whether that was not noted yet
    boolean hold(long id, LocalDate day, Optional<UserRef> presenter, Instant start);

    /// Notes how a channel is called now.
    ///
    /// @return whether its club had another name for it
    boolean rename(ChannelRef channel, String name);

    /// What was changed, latest first.
    List<ClubChange> changes(long id, int limit);

    /// How often a club was changed, and when last.
    CalendarRevision revision(long id);

    /// @param number goes up with every change
    record CalendarRevision(int number, Instant at) {}

    /// A line of the record of changes.
    ///
    /// @param by the name of who did it; empty where it was the bot, or somebody forgotten since
    /// @param what what holds since, for people
    record ClubChange(Instant at, Optional<String> by, String what) {}
}
