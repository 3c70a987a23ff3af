package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Reply;

/// Lists what the person and the channel have muted.
record MutedCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named("muted", Group.TUNE, "What you and this channel have muted")
                    .example("muted")
                    .reads(LineLayout.nothing(), _ -> new MutedCommand());

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return InterestChanges.lists(
                caller,
                services.library().mutes(new Owner.OnePerson(caller.user())),
                services.library().mutes(new Owner.Channel(caller.channel())),
                "mute",
                "mute medical");
    }
}
