package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to which message in a channel shows which paper, and where a paper is discussed.
///
/// A paper has one discussion a channel: whoever is first begins it and says when it is open, and
/// everybody else is led there. Ids returned are current.
public interface PaperMessages {

    /// A message that somebody put before a channel, and that shows one paper.
    ///
    /// @param message the platform's own id
    /// @param sharer who put it there
    record PaperMessage(
            ChannelRef channel, String message, PaperId paper, Instant at, UserRef sharer) {}

    /// What came of beginning a discussion.
    sealed interface Beginning {
        /// It is the caller's to open, who calls [#opened] or [#notOpened] after that.
        record Ours() implements Beginning {}

        /// Somebody else is opening it.
        record SomebodyElses() implements Beginning {}

        /// It is under a message.
        record AlreadyOpen(String message) implements Beginning {}
    }

    /// Notes a message. One that is known already stays as it is.
    void shown(PaperMessage message);

    /// The one paper that a message shows: a shared card, a scheduled post of one paper, the
    /// beginning of a discussion. Empty where it shows none, or several.
    Optional<PaperId> paper(ChannelRef channel, String message);

    /// Messages that people put before channels and that show a paper, latest first.
    List<PaperMessage> sharedOf(PaperId paper, Instant since);

    /// The latest message in a channel that shows a paper and no other; a post of a schedule or a
    /// shared card.
    Optional<String> latest(ChannelRef channel, PaperId paper);

    /// Begins the discussion of a paper in a channel, unless there is one.
    ///
    /// @param lapsed whoever began before this and did not open it is not waited for
    Beginning begin(ChannelRef channel, PaperId paper, Instant now, Instant lapsed);

    /// The discussion is under this message. Where it is under another one, that stays.
    void opened(ChannelRef channel, PaperId paper, String message, Instant at);

    /// The discussion that was begun could not be opened.
    void notOpened(ChannelRef channel, PaperId paper);

    /// The discussion at this message is gone.
    void closed(ChannelRef channel, PaperId paper, String message);
}
