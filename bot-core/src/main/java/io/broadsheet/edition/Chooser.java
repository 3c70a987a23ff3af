package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Subscription;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The port to what is good enough to be posted.
public interface Chooser {

    /// The papers of a day for a channel, best first, none that it has had; may be none.
    ///
    /// @param topic what they should be about
    /// @param limit the most to choose, 1 or more
    List<Suggestion> choose(ChannelRef channel, LocalDate day, Optional<String> topic, int limit);

    /// What a person has not been shown since their last digest, best first; may be none.
    List<Suggestion> choose(Digest digest, int limit);

    /// The papers of a day for a subscription, best first, none that it has had; may be none.
    List<Suggestion> choose(Subscription subscription, LocalDate day, int limit);
}
