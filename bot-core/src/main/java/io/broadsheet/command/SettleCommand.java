package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;

/// Says whether a post that is in doubt is there.
///
/// @param occurrence as [io.broadsheet.edition.Outbox.Key] writes it
record SettleCommand(String occurrence, boolean there) implements Command {

    static final CommandType TYPE =
            CommandType.named("settle", Group.FIND, "Say whether a post in doubt is there")
                    .pressedOnly()
                    .example("settle 7/2026-03-04/0 there")
                    .reads(
                            LineLayout.lastWord("occurrence", "verdict", "there", "again"),
                            SettleCommand::read);

    private static SettleCommand read(Arguments arguments) throws Misunderstanding {
        return new SettleCommand(
                arguments.text("occurrence"), arguments.text("verdict").equals("there"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return occurrence + (there ? " there" : " again");
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        ScheduleAccess access = new ScheduleAccess(services, new ScheduleList(services));
        return new DoubtHandler(services, access).settle(this, caller);
    }
}
