package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Reply;
import java.util.Locale;
import java.util.Map;

/// Shows what somebody gets by mail, what became of it, or lets one go on.
///
/// @param number which one; empty for all, or for the only one
record SubscriptionsCommand(SubscriptionsStep what, String number) implements Command {

    static final CommandType TYPE =
            CommandType.named("subscriptions", Group.OUTSIDE, "What you get by mail, and when")
                    .usage("[log|resume] [number]")
                    .option(Option.choice("what", "What to do", "list", "log", "resume"))
                    .option(
                            Option.text("number", "Which one, as subscriptions numbers them")
                                    .optional())
                    .example("subscriptions")
                    .example("subscriptions log 1")
                    .example("subscriptions resume 1")
                    .reads(SubscriptionsCommand.layout(), SubscriptionsCommand::read);

    /// What to do with them.
    enum SubscriptionsStep {
        LIST,
        /// What became of the mails.
        LOG,
        /// The mail server had refused it.
        RESUME
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return what == SubscriptionsStep.LIST
                ? ""
                : (what.name().toLowerCase(Locale.ROOT) + " " + number).strip();
    }

    @Override
    public Effect effect() {
        return what == SubscriptionsStep.RESUME ? Effect.ON_CALLER : Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new SubscriptionList(services).handle(this, caller);
    }

    private static LineLayout layout() {
        return text -> {
            String line = text.strip();
            int blank = line.indexOf(' ');
            return blank < 0
                    ? Arguments.of("what", line)
                    : new Arguments(
                            Map.of(
                                    "what",
                                    line.substring(0, blank),
                                    "number",
                                    line.substring(blank)));
        };
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        return new SubscriptionsCommand(
                arguments.choice("what", SubscriptionsStep.LIST, "subscriptions log 1"),
                arguments.text("number"));
    }
}
