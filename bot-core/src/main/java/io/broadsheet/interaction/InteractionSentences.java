package io.broadsheet.interaction;

import io.broadsheet.command.Conversation;
import io.broadsheet.message.Reply;

/// What every platform says about an interaction that never reaches a command.
public final class InteractionSentences {

    private InteractionSentences() {}

    /// To a button whose code is no code.
    public static Reply unknownButton() {
        return Conversation.unknownButton();
    }

    /// To a form of a command that is none.
    public static Reply unknownForm() {
        return Reply.rejection(
                "This form is from a version of me that I do not remember. Please ask again.");
    }

    /// To whatever comes while the bot is stopping.
    public static Reply restarting() {
        return Reply.rejection("I am being restarted. Please try again in a minute.");
    }
}
