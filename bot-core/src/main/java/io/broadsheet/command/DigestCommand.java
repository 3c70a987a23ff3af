package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.message.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Orders, shows or stops a person's digest.
///
/// @param rhythm `daily`, `weekly`, `off`; empty to see what there is
/// @param zone may be empty
record DigestCommand(String rhythm, String zone) implements Command {

    static final CommandType TYPE =
            CommandType.named("digest", Group.CHANNEL, "Papers picked for you by direct message")
                    .usage("[daily|weekly|off] [time zone]")
                    .option(Option.choice("rhythm", "How often", "daily", "weekly", "off"))
                    .option(
                            Option.text("zone", "Your time zone, for example Europe/Berlin")
                                    .optional()
                                    .completing(CompletedFrom.ZONE))
                    .example("digest weekly")
                    .example("digest daily Europe/Berlin")
                    .example("digest off")
                    .note(
                            "It comes at 09:00, weekly on Mondays, and not at all when there is nothing new.")
                    .reads(DigestCommand::layout, DigestCommand::read);

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return (rhythm + " " + zone).strip();
    }

    @Override
    public Effect effect() {
        return Effect.ON_CALLER;
    }

    @Override
    public boolean changes() {
        return !rhythm.isEmpty();
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new DigestHandler(services).handle(this, caller);
    }

    /// The first word is the rhythm, what follows the zone.
    private static Arguments layout(String text) {
        int blank = text.indexOf(' ');
        return blank < 0
                ? Arguments.of("rhythm", text)
                : new Arguments(
                        Map.of(
                                "rhythm",
                                text.substring(0, blank),
                                "zone",
                                text.substring(blank + 1)));
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        String rhythm = arguments.text("rhythm").toLowerCase(Locale.ROOT);
        if (!List.of("", "daily", "weekly", "off").contains(rhythm)) {
            throw new Misunderstanding(
                    "A digest is daily, weekly or off, not '" + rhythm + "'.", "digest weekly");
        }
        return new DigestCommand(rhythm, arguments.text("zone"));
    }
}
