package io.broadsheet.club.posting;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.club.Ballot;
import io.broadsheet.club.Club;
import io.broadsheet.club.ClubArchive.Remark;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.ClubPorts;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRecord.ChosenBy;
import io.broadsheet.club.MeetingRecord.MeetingPaper;
import io.broadsheet.club.RotaMember;
import io.broadsheet.club.Turns;
import io.broadsheet.edition.Chooser;
import io.broadsheet.library.Library;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.ClubMessages;
import io.broadsheet.view.ClubMessages.Agenda;
import io.broadsheet.view.PaperActivity;
import io.broadsheet.view.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Settles what a club's meetings need, and says it: who presents, what is read, and what of both
/// each message tells.
public final class ClubDesk {

    private static final int SIMILAR = 3;

    /// Of so many picks the best is proposed that the club has not read.
    private static final int PICKS = 10;

    /// No club met before this.
    private static final LocalDate BEGINNING = LocalDate.of(2000, 1, 1);

    private final ClubPorts ports;
    private final Catalogue catalogue;
    private final Library library;
    private final Chooser chooser;
    private final Recommender recommender;
    private final ClubMessages messages;
    private final Clock clock;

    public ClubDesk(
            ClubPorts ports,
            Catalogue catalogue,
            Library library,
            Chooser chooser,
            Recommender recommender,
            ClubMessages messages,
            Clock clock) {
        this.ports = ports;
        this.catalogue = catalogue;
        this.library = library;
        this.chooser = chooser;
        this.recommender = recommender;
        this.messages = messages;
        this.clock = clock;
    }

    ClubPorts ports() {
        return ports;
    }

    public ClubMessages messages() {
        return messages;
    }

    Instant now() {
        return clock.instant();
    }

    /// A club's calendar around a moment.
    MeetingCalendar calendar(Club club, Instant from) {
        return MeetingCalendar.of(club, ports.clubs(), from);
    }

    // --- turns ---

    /// Who presents at the meetings to come, up to and including a day, as things are.
    public Map<LocalDate, RotaMember> turns(Club club, LocalDate until) {
        Instant now = now();
        LocalDate today = LocalDate.ofInstant(now, club.plan().zone()).minusDays(1);
        List<MeetingRecord> known = ports.clubs().meetingsFrom(club.id(), today);
        MeetingCalendar calendar =
                new MeetingCalendar(
                        club,
                        known.stream()
                                .filter(MeetingRecord::skipped)
                                .map(MeetingRecord::day)
                                .collect(Collectors.toSet()));
        Map<LocalDate, io.broadsheet.chat.UserRef> settled = new HashMap<>();
        known.forEach(each -> each.presenter().ifPresent(who -> settled.put(each.day(), who)));
        List<LocalDate> days = new ArrayList<>();
        Meeting meeting = calendar.currentOrNext(now);
        while (!meeting.day().isAfter(until)) {
            days.add(meeting.day());
            meeting = calendar.next(meeting.start());
        }
        return Turns.of(ports.rota().members(club.id()), settled, days, club.plan().zone());
    }

    /// Who presents on a day.
    public Optional<RotaMember> presenter(Club club, LocalDate day) {
        return Optional.ofNullable(turns(club, day).get(day));
    }

    /// Settles who presents on a day, so that nobody who joins or comes back changes it.
    void settlePresenter(Club club, LocalDate day) {
        MeetingRecord known = ports.clubs().meeting(club.id(), day);
        if (known.presenter().isEmpty() && known.held().isEmpty()) {
            presenter(club, day)
                    .ifPresent(member ->
                            ports.clubs().present(club.id(), day, Optional.of(member.person())));
        }
    }

    // --- the paper ---

    /// Closes a meeting's vote where it is open, and says what is read.
    MeetingRecord closed(Club club, LocalDate day) {
        MeetingRecord known = ports.clubs().meeting(club.id(), day);
        if (known.closed().isPresent()) {
            return known;
        }
        Optional<MeetingPaper> proposal =
                ports.nominations().ballot(club.id(), day).winner().isPresent()
                        ? Optional.empty()
                        : proposal(club, day);
        MeetingRecord record = ports.nominations().close(club.id(), day, proposal, clock.instant());
        if (record.choice().isEmpty() && proposal.isEmpty()) {
            // The only votes were taken back meanwhile.
            return record;
        }
        return record;
    }

    /// The channel's best pick that the club has not read.
    private Optional<MeetingPaper> proposal(Club club, LocalDate day) {
        Set<PaperId> read = read(club);
        ChannelRef channel = club.channel();
        // What is new goes first; then what suits the channel, and what others think well of.
        return Stream.<Supplier<List<Suggestion>>>of(
                        () -> chooser.choose(channel, day, Optional.empty(), PICKS),
                        () -> recommender.channel(channel, read, PICKS),
                        () ->
                                recommender
                                        .trending(channel, Window.YEAR, read.size() + PICKS)
                                        .papers())
                .flatMap(picks -> picks.get().stream())
                .filter(pick -> !read.contains(pick.paper().id()))
                .findFirst()
                .map(pick ->
                        new MeetingPaper(
                                pick.paper().id(),
                                ChosenBy.PROPOSAL,
                                Phrases.reasonHere(pick.reason())));
    }

    /// What the club has read, or is about to.
    public Set<PaperId> read(Club club) {
        Set<PaperId> read = new java.util.HashSet<>();
        ports.clubs()
                .meetingsFrom(club.id(), BEGINNING)
                .forEach(each -> each.choice().ifPresent(choice -> read.add(choice.paper())));
        return read;
    }

    public Optional<Paper> paper(MeetingRecord record) {
        return record.choice().flatMap(choice -> catalogue.find(choice.paper()));
    }

    public Agenda agenda(Club club, Meeting meeting) {
        MeetingRecord record = ports.clubs().meeting(club.id(), meeting.day());
        return new Agenda(
                club, meeting, paper(record), presenter(club, meeting.day()).map(RotaMember::name));
    }

    // --- messages ---

    Reply vote(Club club, ClubTimes times, Meeting meeting, boolean skipped) {
        Ballot ballot = ports.nominations().ballot(club.id(), meeting.day());
        return messages.vote(
                club,
                meeting,
                ballot,
                times.due(ClubMoment.RESULT, meeting),
                skipped,
                nomination -> catalogue.find(nomination.paper()));
    }

    Reply result(Club club, Meeting meeting, Set<Caller.Feature> features) {
        MeetingRecord record = closed(club, meeting.day());
        List<String> left =
                ports.nominations().left(club.id(), meeting.day()).stream()
                        .map(each ->
                                catalogue
                                        .find(each.paper())
                                        .map(Phrases::shortTitle)
                                        .orElse(each.paper().toString()))
                        .toList();
        Agenda agenda = agenda(club, meeting);
        return messages.result(
                agenda,
                record,
                ports.nominations().ballot(club.id(), meeting.day()),
                left,
                activity(club.channel(), agenda.paper()),
                features);
    }

    Reply meeting(Club club, Meeting meeting, Set<Caller.Feature> features) {
        closed(club, meeting.day());
        Agenda agenda = agenda(club, meeting);
        List<Suggestion> similar =
                agenda.paper().map(paper -> recommender.similar(paper, SIMILAR)).orElse(List.of());
        return messages.meeting(
                agenda,
                activity(club.channel(), agenda.paper()),
                similar,
                questions(club, meeting.day()),
                features);
    }

    /// What was asked for a meeting, after what was asked for those that fell out since the last.
    private List<Remark> questions(Club club, LocalDate day) {
        LocalDate last =
                ports.clubs().held(club.id()).stream()
                        .map(MeetingRecord::day)
                        .filter(day::isAfter)
                        .findFirst()
                        .orElse(BEGINNING);
        Stream<LocalDate> fellOut =
                ports.clubs().skippedFrom(club.id(), last).stream().filter(day::isAfter).sorted();
        return Stream.concat(fellOut, Stream.of(day))
                .flatMap(each -> ports.archive().questions(club.id(), each).stream())
                .toList();
    }

    private PaperActivity activity(ChannelRef channel, Optional<Paper> paper) {
        return new PaperActivity(
                paper.map(it ->
                                library.voteCounts(channel, List.of(it.id()))
                                        .getOrDefault(it.id(), 0))
                        .orElse(0),
                paper.map(it -> library.savers(channel, it.id())).orElse(List.of()),
                List.of(),
                Optional.empty(),
                false,
                false,
                false,
                // It is chosen already.
                false);
    }

    /// Notes that a meeting began, with whoever presents then.
    void hold(Club club, Meeting meeting) {
        closed(club, meeting.day());
        ports.clubs()
                .hold(
                        club.id(),
                        meeting.day(),
                        presenter(club, meeting.day()).map(RotaMember::person),
                        meeting.start());
    }
}
