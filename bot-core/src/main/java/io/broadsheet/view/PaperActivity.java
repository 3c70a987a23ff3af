package io.broadsheet.view;

import io.broadsheet.edition.Ledger;
import java.util.List;
import java.util.Optional;

/// What people here have done with a paper, as far as whoever looks may know it.
///
/// @param upvotesHere votes given in the channel
/// @param savers names of those who saved or shared it in the channel, earliest first
/// @param postings when it came before the channel, latest first
/// @param submitter the name of whoever brought it in, in the channel
/// @param saved whether whoever looks has saved it
/// @param upvoted whether whoever looks has voted for it
/// @param dismissed whether whoever looks has said it is not for them
/// @param club whether the channel has a reading group that it can be nominated for
public record PaperActivity(
        int upvotesHere,
        List<String> savers,
        List<Ledger.LedgerEntry> postings,
        Optional<String> submitter,
        boolean saved,
        boolean upvoted,
        boolean dismissed,
        boolean club) {

    public PaperActivity {
        savers = List.copyOf(savers);
        postings = List.copyOf(postings);
    }
}
