package io.broadsheet.recommend;

import io.broadsheet.paper.Paper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Why a paper is suggested.
public sealed interface Reason {

    /// It is like a paper the person, or somebody of the channel, liked.
    ///
    /// @param words what the two have in common, most telling first; may be empty
    record Like(Paper paper, Liking liking, List<String> words) implements Reason {
        public Like {
            words = List.copyOf(words);
        }
    }

    /// What was done with the paper that another one is like.
    enum Liking {
        SAVED,
        UPVOTED,
        SAVED_HERE,
        UPVOTED_HERE,
        /// A reading group of the person's read it.
        READ,
        /// The person rated it well when their reading group had read it.
        RATED,
        /// The channel's reading group read it.
        READ_HERE,
        ASKED
    }

    /// People of this channel have it who have a paper that the person likes too.
    ///
    /// @param paper what the person likes
    /// @param people how many of the channel have both, 1 or more
    record SavedTogether(Paper paper, int people) implements Reason {}

    /// It is unlike what the person likes, and others think well of it: the one place of a list
    /// that is kept for something else.
    ///
    /// @param upstream votes at its source
    record Unlike(int upstream) implements Reason {}

    /// It is about a followed topic.
    record OnTopic(String topic) implements Reason {}

    /// A followed author wrote it.
    record FollowedAuthor(String author) implements Reason {}

    /// It lies in a followed category.
    record FollowedCategory(String category) implements Reason {}

    /// People voted for it.
    record Upvoted(int here, int upstream) implements Reason {}

    /// It is new, and what one of its authors wrote before was voted for.
    ///
    /// @param papers how many papers of that author's have votes, 1 or more
    /// @param upvotes how many those have together at their source
    record Promising(String author, int papers, int upvotes) implements Reason {}

    /// It is new.
    record Fresh() implements Reason {}

    /// Nothing worth saying: it is not new, and nobody voted for it.
    record Unsaid() implements Reason {}

    /// How old a paper may be that is called new.
    Duration NEW = Duration.ofDays(14);

    /// That a paper is new, where it is.
    static Reason byAge(Paper paper, Instant now) {
        return paper.isDated() && paper.date().isAfter(now.minus(NEW)) ? new Fresh() : new Unsaid();
    }

    /// It was put before a channel.
    record PostedOn(LocalDate day) implements Reason {}

    /// It is old and good, for a day without anything new.
    ///
    /// @param because why this one of all the old ones; empty where nothing speaks for it but its
    ///   votes
    /// @param aged whether it is so old that it may be called a classic
    record Classic(boolean aged, Optional<Reason> because) implements Reason {

        /// How old a classic is at least.
        private static final Duration AGED = Duration.ofDays(365);

        /// For a paper that is shown at a moment.
        public static Classic of(Paper paper, Instant now, Optional<Reason> because) {
            return new Classic(paper.isDated() && paper.date().isBefore(now.minus(AGED)), because);
        }
    }
}
