package io.broadsheet.view;

import io.broadsheet.edition.Outbox;
import io.broadsheet.message.CommandCode;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Schedule;
import java.util.Optional;

/// What can be done by pressing a button of a scheduled post, of a digest or of a notice about one.
public interface EditionActions extends PaperActions {

    /// The code of the button that ends a person's digests.
    CommandCode stopDigests();

    /// The code of the button that lets a paused schedule go on.
    CommandCode resume(Schedule schedule);

    /// The code of the button that says whether a post in doubt is there.
    ///
    /// @param there whether it is; where it is not, the button posts it again
    CommandCode settle(Outbox.Key post, boolean there);

    /// The paper that a button saves; empty where it does something else.
    Optional<PaperId> saves(CommandCode button);
}
