package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;

/// Ends what somebody gets by mail.
///
/// @param which a number, an address, or `all`; empty for the only one
record UnsubscribeCommand(String which) implements Command {

    static final CommandType TYPE =
            CommandType.named("unsubscribe", Group.OUTSIDE, "End what you get by mail")
                    .usage("[number|address|all]")
                    .option(
                            Option.text(
                                            "which",
                                            "A number, as subscriptions numbers them, an address, or all")
                                    .optional())
                    .example("unsubscribe")
                    .example("unsubscribe 2")
                    .example("unsubscribe all")
                    .reads(LineLayout.rest("which"), UnsubscribeCommand::read);

    private static Command read(Arguments arguments) {
        return new UnsubscribeCommand(arguments.text("which"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return which;
    }

    @Override
    public Effect effect() {
        return Effect.ON_CALLER;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new SubscriptionList(services).end(this, caller);
    }
}
