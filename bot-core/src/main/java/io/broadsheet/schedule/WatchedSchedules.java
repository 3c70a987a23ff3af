package io.broadsheet.schedule;

import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Schedules that tell of their changes, whoever makes them.
public final class WatchedSchedules implements Schedules {

    private final Schedules schedules;
    private final ChangeListener listener;

    public WatchedSchedules(Schedules schedules, ChangeListener listener) {
        this.schedules = schedules;
        this.listener = listener;
    }

    @Override
    public Schedule add(
            ChannelRef channel, String channelName, Schedule.Plan plan, UserRef by, Instant at) {
        Schedule added = schedules.add(channel, channelName, plan, by, at);
        listener.changed(channel);
        return added;
    }

    @Override
    public boolean pause(long id, UserRef by, Instant at) {
        return told(id, schedules.pause(id, by, at));
    }

    @Override
    public boolean refused(long id, Delivery.Refusal why, Instant at) {
        return told(id, schedules.refused(id, why, at));
    }

    @Override
    public boolean resume(long id, UserRef by, Instant at) {
        return told(id, schedules.resume(id, by, at));
    }

    @Override
    public boolean readmit(long id, Instant at) {
        return told(id, schedules.readmit(id, at));
    }

    @Override
    public boolean remove(long id, UserRef by, Instant at) {
        return told(id, schedules.remove(id, by, at));
    }

    @Override
    public boolean rename(ChannelRef channel, String name) {
        boolean changed = schedules.rename(channel, name);
        if (changed) {
            listener.changed(channel);
        }
        return changed;
    }

    private boolean told(long id, boolean changed) {
        if (changed) {
            schedules.find(id).map(Schedule::channel).ifPresent(listener::changed);
        }
        return changed;
    }

    @Override
    public Optional<Schedule> find(long id) {
        return schedules.find(id);
    }

    @Override
    public Optional<Schedule> find(ChannelRef channel, int number) {
        return schedules.find(channel, number);
    }

    @Override
    public List<Schedule> of(ChannelRef channel) {
        return schedules.of(channel);
    }

    @Override
    public List<Schedule> in(Platform platform, String workspace) {
        return schedules.in(platform, workspace);
    }

    @Override
    public List<Schedule> active(Platform platform) {
        return schedules.active(platform);
    }

    @Override
    public List<Schedule> paused() {
        return schedules.paused();
    }

    @Override
    public Optional<UserRef> author(long id) {
        return schedules.author(id);
    }

    @Override
    public void seen(UserRef user, ChannelRef channel, boolean admin, Instant at) {
        schedules.seen(user, channel, admin, at);
    }

    @Override
    public boolean isAdmin(UserRef user, ChannelRef channel) {
        return schedules.isAdmin(user, channel);
    }

    @Override
    public List<UserRef> admins(ChannelRef channel, int limit) {
        return schedules.admins(channel, limit);
    }

    @Override
    public List<ScheduleChange> changes(ChannelRef channel, int limit) {
        return schedules.changes(channel, limit);
    }
}
