package io.broadsheet.interaction;

import io.broadsheet.message.Reply;

/// Where an answer goes.
///
/// @param asked who sees what was asked for, where nothing goes wrong
/// @param replaceable whether a button was pressed in a message that is there for the presser
///   alone, so that the answer may take its place
public record AnswerRule(Audience asked, boolean replaceable) {

    /// Who sees a reply. What goes wrong concerns only whoever asked.
    public Audience audience(Reply reply) {
        boolean forAll =
                asked == Audience.EVERYBODY || reply.placement() == Reply.Placement.CHANNEL;
        return forAll && reply.kind() == Reply.Kind.ANSWER ? Audience.EVERYBODY : Audience.ASKER;
    }

    /// Who sees a reply that is shown now. What is said for the time being concerns only whoever
    /// asked: it may go wrong yet.
    public Audience audienceNow(Reply reply) {
        return reply.continues().isPresent() ? Audience.ASKER : audience(reply);
    }

    /// Whether a reply takes the place of the message whose button was pressed.
    public boolean replaces(Reply reply) {
        return replaceable && reply.placement() == Reply.Placement.REPLACE;
    }
}
