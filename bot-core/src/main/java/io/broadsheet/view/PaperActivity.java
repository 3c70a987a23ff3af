package io.broadsheet.view;

import io.broadsheet.edition.Ledger;

import java.util.List;
import java.util.Optional;

/// What people here have done with a paper, as far as whoever looks may know it.
///
/// @param upvotesHere votes by members of the channel
/// @param savers names of members of the channel who saved it, earliest first
/// @param postings when it came before the channel, latest first
/// @param submitter the name of the member who brought it in
/// @param saved whether whoever looks has saved it
/// @param upvoted whether whoever looks has voted for it
/// @param dismissed whether whoever looks has said it is not for them
public record PaperActivity(
        int upvotesHere,
        List<String> savers,
        List<Ledger.Posting> postings,
        Optional<String> submitter,
        boolean saved,
        boolean upvoted,
        boolean dismissed) {

    public PaperActivity {
        savers = List.copyOf(savers);
        postings = List.copyOf(postings);
    }
}
