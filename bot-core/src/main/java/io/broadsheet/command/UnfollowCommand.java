package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.library.Interest;
import io.broadsheet.message.Reply;

/// Stops following something.
///
/// @param here whether for the channel instead of the person
record UnfollowCommand(Interest interest, boolean here) implements Command {

    static final CommandType TYPE =
            CommandType.named("unfollow", Group.TUNE, "Stop following something")
                    .usage("<topic|author:name|in:category> [here]")
                    .option(
                            Option.text("topic", "As following lists it")
                                    .completing(CompletedFrom.TOPIC))
                    .option(InterestChanges.HERE)
                    .example("unfollow token pruning")
                    .reads(
                            InterestChanges.LAYOUT,
                            arguments ->
                                    new UnfollowCommand(
                                            InterestChanges.interest(
                                                    arguments, "unfollow token pruning"),
                                            InterestChanges.isHere(arguments)));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return interest + (here ? " here" : "");
    }

    @Override
    public Effect effect() {
        return here ? Effect.ON_CHANNEL : Effect.ON_CALLER;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.change(
                here,
                caller,
                owner -> {
                    boolean was = services.library().unfollow(owner, interest);
                    return was
                            ? InterestChanges.sentence(
                                    InterestChanges.who(
                                            owner,
                                            caller,
                                            "You no longer follow ",
                                            " no longer follows "),
                                    interest)
                            : InterestChanges.missing(
                                    owner,
                                    caller,
                                    interest,
                                    "follow",
                                    services.library().follows(owner));
                });
    }
}
