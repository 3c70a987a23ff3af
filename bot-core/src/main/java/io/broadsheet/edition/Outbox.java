package io.broadsheet.edition;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence.Occurrence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The port to the record of what was due and what became of it: the one place that decides whether
/// something may be posted.
///
/// An occurrence is claimed before anything is done about it, and marked as being sent before the
/// platform is called, each in a transaction of its own. Of several workers, also in several
/// processes, one gets the claim; it holds it for a while, its lease. A worker that comes too late
/// cannot change what a later one did.
public interface Outbox {

    /// What somebody ordered once and gets again and again.
    sealed interface Job {

        /// @param id of a [io.broadsheet.schedule.Schedule]
        record OfSchedule(long id) implements Job {
            @Override
            public String toString() {
                return "schedule/" + id;
            }
        }

        /// @param id of a [io.broadsheet.schedule.Digest]
        record OfDigest(long id) implements Job {
            @Override
            public String toString() {
                return "digest/" + id;
            }
        }

        /// @param id of a [io.broadsheet.schedule.Subscription]
        record OfSubscription(long id) implements Job {
            @Override
            public String toString() {
                return "subscription/" + id;
            }
        }

        /// What a club posts for each meeting at one moment before it, or when it begins.
        ///
        /// @param id of a [io.broadsheet.club.Club]
        record OfClub(long id, ClubMoment moment) implements Job {
            @Override
            public String toString() {
                return "club/" + id + "-" + moment.code();
            }

            private static OfClub parse(String name) {
                int dash = name.indexOf('-');
                return new OfClub(
                        Long.parseLong(name.substring(0, dash)),
                        ClubMoment.parse(name.substring(dash + 1)));
            }
        }

        /// Reads what `toString` wrote.
        static Job parse(String text) {
            int slash = text.indexOf('/');
            String name = text.substring(slash + 1);
            return switch (text.substring(0, slash)) {
                case "schedule" -> new OfSchedule(Long.parseLong(name));
                case "digest" -> new OfDigest(Long.parseLong(name));
                case "subscription" -> new OfSubscription(Long.parseLong(name));
                case "club" -> OfClub.parse(name);
                default -> throw new IllegalArgumentException("no job is called " + text);
            };
        }
    }

    /// Where a post goes.
    sealed interface Target {

        Platform platform();

        String workspace();

        record InChannel(ChannelRef channel) implements Target {
            @Override
            public Platform platform() {
                return channel.platform();
            }

            @Override
            public String workspace() {
                return channel.workspace();
            }

            @Override
            public String toString() {
                return channel.toString();
            }
        }

        record ToPerson(UserRef user) implements Target {
            @Override
            public Platform platform() {
                return user.platform();
            }

            @Override
            public String workspace() {
                return user.workspace();
            }

            @Override
            public String toString() {
                return user.toString();
            }
        }
    }

    /// Names an occurrence.
    ///
    /// @param day the local day
    /// @param slot 0 for what the cadence brings, 1 and more for what was posted by hand that day
    record Key(Job job, LocalDate day, int slot) {
        public Key {
            requireNonNull(job);
            requireNonNull(day);
        }

        @Override
        public String toString() {
            return job + "/" + day + "/" + slot;
        }

        /// Reads what `toString` wrote.
        ///
        /// @throws RuntimeException where it did not
        public static Key parse(String text) {
            String[] parts = text.split("/");
            return new Key(
                    Job.parse(parts[0] + "/" + parts[1]),
                    LocalDate.parse(parts[2]),
                    Integer.parseInt(parts[3]));
        }
    }

    /// A paper of an occurrence.
    ///
    /// @param why one line, for people
    record Pick(PaperId paper, String why) {}

    /// What came of trying to claim an occurrence.
    sealed interface Claiming {

        /// It is the caller's to work on.
        ///
        /// @param fence tells this claim from later ones
        /// @param picks what was chosen already; empty where nothing was
        /// @param tries how often it was sent without success
        /// @param unsure since when it may have been posted; empty where it was not
        record Claimed(Key key, long fence, List<Pick> picks, int tries, Optional<Instant> unsure)
                implements Claiming {
            public Claimed {
                picks = List.copyOf(picks);
            }
        }

        /// Somebody else works on it, or it is to be tried again later.
        record NotYet(Instant at) implements Claiming {}

        /// It is over.
        record Settled(OccurrenceState state) implements Claiming {}
    }

    /// Whether an occurrence may be sent now.
    enum Sending {
        GO,
        /// The channel got one of the papers meanwhile; others must be chosen.
        PAPER_TAKEN,
        /// The claim lapsed and is somebody else's.
        CLAIM_LOST
    }

    /// Claims an occurrence, making it where it is new.
    ///
    /// @param worker who claims it, for whoever looks into the store
    /// @param lease how long the claim holds
    Claiming claim(Key key, Target target, Instant due, String worker, Instant now, Duration lease);

    /// Marks a claimed occurrence as being sent, and its papers as had by the channel.
    ///
    /// @param lease how long the sending may take
    Sending sending(
            Claiming.Claimed claim, Target target, List<Pick> picks, Instant now, Duration lease);

    /// Records what became of an attempt. A success is taken from a worker that is late as well,
    /// where the occurrence is in doubt.
    ///
    /// @return whether it was recorded
    boolean settle(Claiming.Claimed claim, PostOutcome outcome, Instant now);

    /// Records occurrences that were never tried; leaves alone those that are there.
    void skip(Job job, Target target, List<Occurrence> missed, OutcomeReason reason, Instant now);

    /// Settles an occurrence that is in doubt by what a person saw.
    ///
    /// @param there whether it was posted; where not, it is to be tried again, unless its schedule
    ///   is removed
    /// @return whether it was in doubt
    boolean resolve(Key key, boolean there, Instant now);

    Optional<OutboxEntry> find(Key key);

    /// When the latest recorded occurrence of a cadence that was due by a moment was due. Later
    /// ones are of a clock that was ahead, and say nothing of what falls due before them.
    Optional<Instant> latest(Job job, Instant until);

    /// A job's occurrences, latest first.
    List<OutboxEntry> log(Job job, int limit);

    /// A job's occurrences that are not over: claimed, being sent, or to be tried again.
    List<OutboxEntry> open(Job job);

    /// Jobs with an occurrence that is not over, whose claim lapsed or whose next try was due
    /// before a moment. None of schedules that are removed.
    List<Job> overdue(Instant before);

    /// All that are in doubt, latest first.
    List<OutboxEntry> inDoubt(int limit);

    /// A job's occurrences that are in doubt, latest first.
    List<OutboxEntry> inDoubt(Job job);

    /// Posts in channels that have a paper, made since a moment, latest first.
    List<OutboxEntry> postsOf(PaperId paper, Instant since);

    /// The slot for a post by hand.
    int nextSlot(Job job, LocalDate day);

    /// Papers that a channel had, or is about to get, in an edition.
    Set<PaperId> had(ChannelRef channel);

    /// How many occurrences are in each state, of those that are not over, in doubt or blocked, and
    /// whose schedule is not removed.
    Map<OccurrenceState, Integer> counts();
}
