package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Reply;

/// Takes a mute back.
///
/// @param here whether for the channel instead of the person
record UnmuteCommand(Interest interest, boolean here) implements InterestCommand {

    static final CommandType TYPE =
            CommandType.named("unmute", Group.TUNE, "Take a mute back")
                    .usage("<word|author:name|in:category> [here]")
                    .option(
                            Option.text("topic", "As muted lists it")
                                    .completing(CompletedFrom.MUTED))
                    .option(InterestChanges.HERE)
                    .example("unmute medical")
                    .reads(InterestChanges.LAYOUT, UnmuteCommand::read);

    private static UnmuteCommand read(Arguments arguments) throws Misunderstanding {
        return new UnmuteCommand(
                InterestChanges.takenBack(arguments, "unmute medical"),
                InterestChanges.isHere(arguments));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.change(here, caller, owner -> unmute(services, caller, owner));
    }

    private Reply unmute(CommandServices services, Caller caller, Owner owner) {
        boolean was =
                InterestChanges.takeBack(interest, it -> services.library().unmute(owner, it));
        return was
                ? InterestChanges.sentence(
                        InterestChanges.who(
                                owner,
                                caller,
                                "No longer muted for you: ",
                                " may be suggested again "),
                        interest)
                : InterestChanges.missing(
                        owner, caller, interest, "have muted", services.library().mutes(owner));
    }
}
