package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Reply;

/// Stops following something.
///
/// @param here whether for the channel instead of the person
record UnfollowCommand(Interest interest, boolean here) implements InterestCommand {

    static final CommandType TYPE =
            CommandType.named("unfollow", Group.TUNE, "Stop following something")
                    .usage("<topic|author:name|in:category> [here]")
                    .option(
                            Option.text("topic", "As following lists it")
                                    .completing(CompletedFrom.FOLLOWED))
                    .option(InterestChanges.HERE)
                    .example("unfollow token pruning")
                    .reads(InterestChanges.LAYOUT, UnfollowCommand::read);

    private static UnfollowCommand read(Arguments arguments) throws Misunderstanding {
        return new UnfollowCommand(
                InterestChanges.takenBack(arguments, "unfollow token pruning"),
                InterestChanges.isHere(arguments));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.change(here, caller, owner -> unfollow(services, caller, owner));
    }

    private Reply unfollow(CommandServices services, Caller caller, Owner owner) {
        boolean was =
                InterestChanges.takeBack(interest, it -> services.library().unfollow(owner, it));
        return was
                ? InterestChanges.sentence(
                        InterestChanges.who(
                                owner, caller, "You no longer follow ", " no longer follows "),
                        interest)
                : InterestChanges.missing(
                        owner, caller, interest, "follow", services.library().follows(owner));
    }
}
