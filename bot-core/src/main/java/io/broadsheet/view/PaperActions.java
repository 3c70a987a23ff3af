package io.broadsheet.view;

import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.PaperId;

/// What can be done with a paper by pressing a button.
public interface PaperActions {

    /// What a button does.
    enum Action {
        SHOW,
        SAVE,
        UNSAVE,
        UPVOTE,
        WITHDRAW_VOTE,
        DISMISS,
        UNDISMISS,
        SIMILAR,
        DISCUSS,
        CITE,
        SHARE,
        ABSTRACT,
        NOMINATE
    }

    /// The code that a button for this carries.
    CommandCode code(Action action, PaperId paper);

    /// The same for a button of a card that is there for one reader: what changes the card answers
    /// with the changed card in its place.
    CommandCode inPlace(Action action, PaperId paper);
}
