package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Reply;

/// Lists what the person and the channel follow.
record FollowingCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named("following", Group.TUNE, "What you and this channel follow")
                    .example("following")
                    .reads(LineLayout.nothing(), _ -> new FollowingCommand());

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.lists(
                caller,
                services.library().follows(new Owner.OnePerson(caller.user())),
                services.library().follows(new Owner.Channel(caller.channel())),
                "follow",
                "follow token pruning");
    }
}
