package io.broadsheet.command;

import io.broadsheet.library.Interest;

/// A command that changes what somebody follows or has muted, or, with `here` at its end, what
/// their channel does: `follow token pruning here`.
interface InterestCommand extends Command {

    /// What is followed or muted.
    Interest interest();

    /// Whether it is for the channel instead of the person.
    boolean here();

    @Override
    default String rest() {
        return interest() + (here() ? " here" : "");
    }

    @Override
    default Effect effect() {
        return here() ? Effect.ON_CHANNEL : Effect.ON_CALLER;
    }
}
