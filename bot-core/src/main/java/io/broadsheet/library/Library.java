package io.broadsheet.library;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The port to what people did with papers. Every change is kept when its method returns. Ids given
/// may be ones a paper had before it was merged; ids returned are current.
public interface Library {

    /// Notes that somebody is here, and how they are called: whoever used the bot in a channel
    /// counts as its member.
    void seen(UserRef user, ChannelRef channel, String name, Instant at);

    /// People seen in a channel.
    Set<UserRef> members(ChannelRef channel);

    /// How somebody is called in a channel; empty where they were not seen there.
    Optional<String> name(ChannelRef channel, UserRef user);

    // --- the shelf ---

    /// Puts a paper on a person's shelf in private: nobody else learns of it.
    ///
    /// @return whether it was not on the shelf before
    boolean save(UserRef user, PaperId paper, Instant at);

    /// Puts a paper on a person's shelf in the sight of a channel: its members may know.
    ///
    /// @return whether it was not on the shelf before
    boolean saveIn(ChannelRef channel, UserRef user, PaperId paper, Instant at);

    /// Notes that a person put a paper before a channel: that they have it on their shelf, where
    /// they do, is no secret there.
    void sharedIn(ChannelRef channel, UserRef user, PaperId paper, Instant at);

    /// @return whether it was on the shelf
    boolean unsave(UserRef user, PaperId paper);

    /// A person's shelf, latest first.
    List<Saved> saved(UserRef user);

    /// Names of those who have a paper on their shelf and saved or shared it in the channel,
    /// earliest first.
    List<String> savers(ChannelRef channel, PaperId paper);

    /// What [#savers] says of all papers: each once, with when it was saved or shared last.
    List<Saved> savedIn(ChannelRef channel);

    /// Who else has one of these papers on their shelf and saved or shared it in the channel, with
    /// all that is known there of their shelves. Those who have most of the papers where there are
    /// more than `limit`.
    Map<UserRef, Set<PaperId>> kindred(
            ChannelRef channel, UserRef user, Collection<PaperId> papers, int limit);

    /// The named lists on people's shelves.
    ShelfLists lists();

    // --- votes ---

    /// Votes in private: it counts in no channel.
    ///
    /// @return whether the person had not voted for it before
    boolean upvote(UserRef user, PaperId paper, Instant at);

    /// Votes in the sight of a channel, where it counts.
    ///
    /// @return whether the person had not voted for it before
    boolean upvoteIn(ChannelRef channel, UserRef user, PaperId paper, Instant at);

    /// Takes a vote back wherever it counts.
    ///
    /// @return whether the person had voted for it
    boolean withdrawVote(UserRef user, PaperId paper);

    List<Vote> votes(UserRef user);

    /// The channels where a person's vote for a paper counts.
    Set<ChannelRef> votedIn(UserRef user, PaperId paper);

    /// Votes given in a channel since a point in time, per paper.
    List<Vote> votesIn(ChannelRef channel, Instant since);

    /// How many people voted for each of these papers in a channel; papers without votes are left
    /// out.
    Map<PaperId, Integer> voteCounts(ChannelRef channel, Collection<PaperId> papers);

    // --- read together ---

    /// Papers that a channel's reading group read, latest first, with the average of the ratings.
    List<GroupReading> readIn(ChannelRef channel);

    /// Papers that reading groups read in which somebody takes turns at presenting, and those that
    /// they rated, latest first, with their own rating.
    List<GroupReading> readWith(UserRef user);

    // --- not for me ---

    /// @return whether the person had not dismissed it before
    boolean dismiss(UserRef user, PaperId paper, Instant at);

    boolean undismiss(UserRef user, PaperId paper);

    Set<PaperId> dismissed(UserRef user);

    // --- follows and mutes ---

    /// @return whether it was not followed before; spelling that differs only in case counts as the
    ///   same
    boolean follow(Owner owner, Interest interest, Instant at);

    boolean unfollow(Owner owner, Interest interest);

    /// Latest first.
    List<Interest> follows(Owner owner);

    boolean mute(Owner owner, Interest interest, Instant at);

    boolean unmute(Owner owner, Interest interest);

    List<Interest> mutes(Owner owner);

    // --- what people have seen ---

    /// Notes that papers were shown to a person, in a list or as cards.
    void shown(UserRef user, Collection<PaperId> papers, Instant at);

    /// Papers shown to a person since a point in time.
    Set<PaperId> shownSince(UserRef user, Instant since);

    /// Notes that papers were put forward to a person: picked for them, or opened by them.
    void suggested(UserRef user, Collection<PaperId> papers, Instant at);

    /// Papers put forward to a person since a point in time.
    Set<PaperId> suggestedSince(UserRef user, Instant since);

    /// Keeps the list a person was shown last in a channel, so that they can name its entries by
    /// number.
    void rememberList(UserRef user, ChannelRef channel, List<PaperId> papers, Instant at);

    /// The list last remembered; empty where there is none.
    List<PaperId> lastList(UserRef user, ChannelRef channel);

    // --- submissions ---

    /// Credits a person with bringing a paper in, in private; the first one keeps the credit.
    void credit(UserRef user, PaperId paper, Instant at);

    /// As [#credit], in the sight of a channel.
    void creditIn(ChannelRef channel, UserRef user, PaperId paper, Instant at);

    /// The name of whoever brought a paper in, where they submitted it in the channel.
    Optional<String> submitter(ChannelRef channel, PaperId paper);

    // --- the person's own data ---

    /// Everything stored about a person, by kind, each entry as named values in a readable form.
    Map<String, List<Map<String, String>>> export(UserRef user);

    /// Where nobody but this person was seen: channels that they used the bot in, or set schedules
    /// up for.
    Set<ChannelRef> aloneIn(UserRef user);

    /// Removes every row that names the person, what their digest posted, and everything that
    /// belongs to their direct conversations, in one transaction. The schedules of those end, and
    /// nothing of what is due there is posted any more.
    ///
    /// @param conversations the person's direct conversations with the bot
    /// @return how many rows were removed
    int forget(UserRef user, Set<ChannelRef> conversations);

    /// The same for somebody without direct conversations.
    default int forget(UserRef user) {
        return forget(user, Set.of());
    }

    record Saved(PaperId paper, Instant at) {}

    record Vote(PaperId paper, Instant at) {}

    /// @param at when the group met
    /// @param rating 1 to 5; 0 where nobody rated it
    record GroupReading(PaperId paper, Instant at, double rating) {}
}
