package io.broadsheet.publication;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to links that nobody can guess. A token has 192 random bits; one that was revoked leads
/// nowhere, and is never given again.
public interface SecretLinks {

    /// Makes a channel's link; where there is one, that one, with the channel's name as it is now.
    ChannelLink open(ChannelRef channel, String name, Instant at);

    Optional<ChannelLink> of(ChannelRef channel);

    /// The channel that a token leads to.
    Optional<ChannelLink> channel(String token);

    /// Says whether public pages name a channel that has a link.
    ///
    /// @return whether it has one
    boolean list(ChannelRef channel, boolean listed);

    /// Channels that public pages name.
    List<ChannelLink> listed();

    /// @return whether there was one
    boolean revoke(ChannelRef channel);

    /// Gives a person a link to a feed; where they have one to it, that one.
    PersonLink give(UserRef user, FeedSubject subject, Instant at);

    /// A person's links, oldest first.
    List<PersonLink> of(UserRef user);

    /// The feed that a token leads to.
    Optional<PersonLink> person(String token);

    /// @return whether the person had it
    boolean revoke(UserRef user, FeedSubject subject);

    /// @return how many there were
    int revokeAll(UserRef user);

    /// @param name how the channel was called when that was last heard, without `#`
    /// @param listed whether public pages name it
    record ChannelLink(
            ChannelRef channel, String token, String name, boolean listed, Instant since) {

        /// Where its page is.
        public String path() {
            return "/channels/" + token;
        }

        /// Where the feed of its posts is.
        public FeedSubject.FeedPath feed() {
            return new FeedSubject.FeedPath(path() + "/posts/", "");
        }

        /// Where the list of its feeds is.
        public String opml() {
            return path() + "/feeds.opml";
        }
    }

    record PersonLink(UserRef user, String token, FeedSubject subject, Instant since) {

        /// Where the feed is.
        public FeedSubject.FeedPath feed() {
            return new FeedSubject.FeedPath("/feeds/secret/" + token + "/", "");
        }

        /// Where it is as a calendar, if it is of meetings.
        public String calendar() {
            return "/feeds/secret/" + token + "/meetings.ics";
        }
    }
}
