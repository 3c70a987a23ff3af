package io.broadsheet.club.posting;

import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.ClubSettings;
import io.broadsheet.edition.Announcement;
import io.broadsheet.edition.Announcements;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Rescheduler;
import io.broadsheet.schedule.Schedules;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all clubs post.
public final class ClubPosts implements Announcements {

    private static final Logger log = LoggerFactory.getLogger(ClubPosts.class);

    /// More admins than this are not told.
    private static final int ADMINS_TOLD = 5;

    private final ClubDesk desk;
    private final Schedules schedules;
    private final EditionDispatcher dispatcher;
    private final Rescheduler rescheduler;

    /// @param schedules knows the admins of channels
    public ClubPosts(
            ClubDesk desk,
            Schedules schedules,
            EditionDispatcher dispatcher,
            Rescheduler rescheduler) {
        this.desk = desk;
        this.schedules = schedules;
        this.dispatcher = dispatcher;
        this.rescheduler = rescheduler;
    }

    public ClubDesk desk() {
        return desk;
    }

    @Override
    public Optional<Announcement> find(Job job) {
        return job instanceof Job.OfClub(long id, ClubMoment moment)
                ? desk.ports()
                        .clubs()
                        .find(id)
                        .filter(Club::meets)
                        .filter(club -> isOn(moment, club.settings()))
                        .map(club -> announcement(club, moment))
                : Optional.empty();
    }

    private Announcement announcement(Club club, ClubMoment moment) {
        ClubTimes times =
                new ClubTimes(
                        club,
                        moment,
                        // Far enough back for what was due before an outage.
                        desk.calendar(club, club.from()));
        return new ClubAnnouncement(club, moment, times, desk, this);
    }

    private static boolean isOn(ClubMoment moment, ClubSettings settings) {
        return moment.reminder().map(settings.reminders()::contains).orElse(true);
    }

    @Override
    public List<Job> jobs(Platform platform) {
        return desk.ports().clubs().meeting(platform).stream()
                .flatMap(club -> jobs(club).stream())
                .toList();
    }

    private static List<Job> jobs(Club club) {
        return Arrays.stream(ClubMoment.values())
                .filter(moment -> isOn(moment, club.settings()))
                .<Job>map(moment -> new Job.OfClub(club.id(), moment))
                .toList();
    }

    /// A club is new or has changed: what it posts is looked at when it is next due.
    public void changed(Club club) {
        jobs(club).forEach(job -> rescheduler.reschedule(club.channel().platform(), job));
    }

    /// Somebody voted, or the vote changed: its message will be changed. Returns at once.
    public void voted(long club, LocalDate day) {
        Job job = new Job.OfClub(club, ClubMoment.VOTE);
        dispatcher.changed(new Key(job, day, 0));
    }

    /// Pauses a club that the platform refuses, and tells its channel's admins.
    void refused(Club club, Delivery.Refused refused) {
        if (!desk.ports().clubs().refuse(club.id(), refused.refusal(), desk.now())) {
            return;
        }
        Optional<ChatPlatform> platform = dispatcher.platform(club.channel().platform());
        if (platform.isEmpty()) {
            return;
        }
        String key = "club-refused/" + club.id() + "/" + desk.now().toEpochMilli();
        for (UserRef admin : schedules.admins(club.channel(), ADMINS_TOLD)) {
            try {
                Delivery delivery =
                        platform.get().send(admin, desk.messages().refused(club, refused), key);
                if (!(delivery instanceof Delivery.Posted)) {
                    log.warn("The notice {} did not arrive: {}", key, delivery);
                }
            } catch (RuntimeException e) {
                log.warn("The notice {} did not arrive", key, e);
            }
        }
    }
}
