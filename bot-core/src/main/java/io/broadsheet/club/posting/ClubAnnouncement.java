package io.broadsheet.club.posting;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.RotaMember;
import io.broadsheet.edition.Announcement;
import io.broadsheet.edition.DueTimes;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.message.Reply;
import io.broadsheet.view.ClubMessages.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// What a club posts at one moment of each of its meetings.
final class ClubAnnouncement implements Announcement {

    /// A vote that has no candidates yet is looked at again after this.
    private static final Duration WAITS_FOR_CANDIDATES = Duration.ofMinutes(10);

    private final Club club;
    private final ClubMoment moment;
    private final ClubTimes times;
    private final ClubDesk desk;
    private final ClubPosts posts;

    ClubAnnouncement(
            Club club, ClubMoment moment, ClubTimes times, ClubDesk desk, ClubPosts posts) {
        this.club = club;
        this.moment = moment;
        this.times = times;
        this.desk = desk;
        this.posts = posts;
    }

    @Override
    public Job job() {
        return new Job.OfClub(club.id(), moment);
    }

    @Override
    public Instant from() {
        return club.from();
    }

    @Override
    public DueTimes times() {
        return times;
    }

    @Override
    public Target target(LocalDate day) {
        Target channel = new Target.InChannel(club.channel());
        return switch (moment) {
            case PRESENTER_WEEK, PRESENTER_DAY ->
                    desk.presenter(club, day)
                            .<Target>map(member -> new Target.ToPerson(member.person()))
                            .orElse(channel);
            case VOTE, RESULT, NOBODY_PRESENTS, CHANNEL_DAY, CHANNEL_SOON, MEETING -> channel;
        };
    }

    @Override
    public Optional<Reply> message(LocalDate day, Set<Caller.Feature> features) {
        Optional<Meeting> meeting = times.meeting(day);
        return meeting.isEmpty() ? Optional.empty() : message(meeting.get(), features);
    }

    private Optional<Reply> message(Meeting meeting, Set<Caller.Feature> features) {
        LocalDate day = meeting.day();
        return switch (moment) {
            case VOTE -> vote(meeting);
            case RESULT -> {
                Reply result = desk.result(club, meeting, features);
                posts.voted(club.id(), day);
                yield Optional.of(result);
            }
            case PRESENTER_WEEK -> presenting(meeting, "in a week");
            case PRESENTER_DAY -> presenting(meeting, "tomorrow");
            case NOBODY_PRESENTS -> {
                desk.settlePresenter(club, day);
                Agenda agenda = desk.agenda(club, meeting);
                yield agenda.presenter().isPresent()
                        ? Optional.empty()
                        : Optional.of(desk.messages().wanted(agenda));
            }
            case CHANNEL_DAY ->
                    Optional.of(desk.messages().soon(desk.agenda(club, meeting), "Tomorrow"));
            case CHANNEL_SOON ->
                    Optional.of(desk.messages().soon(desk.agenda(club, meeting), "In ten minutes"));
            case MEETING -> {
                Reply reply = desk.meeting(club, meeting, features);
                desk.hold(club, meeting);
                yield Optional.of(reply);
            }
        };
    }

    private Optional<Reply> vote(Meeting meeting) {
        MeetingRecord known = desk.ports().clubs().meeting(club.id(), meeting.day());
        if (known.closed().isPresent()) {
            return Optional.empty();
        }
        Ballot ballot = desk.ports().nominations().open(club.id(), meeting.day(), desk.now());
        return ballot.candidates().isEmpty()
                ? Optional.empty()
                : Optional.of(desk.vote(club, times, meeting, false));
    }

    @Override
    public Optional<Instant> again(LocalDate day) {
        return moment == ClubMoment.VOTE
                        && times.meeting(day).isPresent()
                        && desk.ports().clubs().meeting(club.id(), day).closed().isEmpty()
                ? Optional.of(desk.now().plus(WAITS_FOR_CANDIDATES))
                : Optional.empty();
    }

    private Optional<Reply> presenting(Meeting meeting, String ahead) {
        desk.settlePresenter(club, meeting.day());
        Optional<RotaMember> presenter = desk.presenter(club, meeting.day());
        if (presenter.isEmpty()) {
            return Optional.empty();
        }
        Instant closes = times.due(ClubMoment.RESULT, meeting);
        return Optional.of(
                desk.messages()
                        .presenting(
                                desk.agenda(club, meeting),
                                ahead,
                                closes.isAfter(desk.now())
                                        ? Optional.of(closes)
                                        : Optional.empty()));
    }

    /// The vote with its counts of now.
    @Override
    public Optional<Reply> renewed(LocalDate day, Set<Caller.Feature> features) {
        if (moment != ClubMoment.VOTE) {
            return Optional.empty();
        }
        boolean skipped = desk.ports().clubs().meeting(club.id(), day).skipped();
        return club.plan()
                .start(day)
                .map(start -> desk.vote(club, times, new Meeting(day, start), skipped));
    }

    /// A vote that is open must be there to be voted on.
    @Override
    public boolean isReplaced(LocalDate day) {
        return moment == ClubMoment.VOTE
                && times.meeting(day).isPresent()
                && desk.ports().clubs().meeting(club.id(), day).closed().isEmpty();
    }

    @Override
    public void missed(LocalDate day) {
        times.meeting(day)
                .filter(_ -> moment == ClubMoment.MEETING)
                .ifPresent(meeting -> desk.hold(club, meeting));
    }

    @Override
    public void refused(LocalDate day, Delivery.Refused refused) {
        // That one person takes no messages is nothing between the bot and the channel.
        if (target(day) instanceof Target.InChannel) {
            posts.refused(club, refused);
        }
    }
}
