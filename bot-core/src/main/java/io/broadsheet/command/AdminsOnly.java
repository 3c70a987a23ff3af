package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Right;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.Locale;

/// What only a channel's admins may do.
final class AdminsOnly {

    private AdminsOnly() {}

    /// Refuses it to somebody who is not known to be an admin of the channel.
    ///
    /// @param no why, where the platform says that they are none
    static Reply refusal(Caller caller, Span... no) {
        if (caller.right() != Right.UNKNOWN) {
            return Reply.rejection(no);
        }
        String platform = caller.channel().platform().name();
        return Reply.rejection(
                Span.text(
                        platform.substring(0, 1).toUpperCase(Locale.ROOT)
                                + platform.substring(1)
                                + " did not tell me whether you administer "),
                Phrases.here(caller),
                Span.text("; try again in a moment."));
    }
}
