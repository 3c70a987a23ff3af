package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.message.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Orders, shows or stops a person's digest.
///
/// @param rhythm `daily`, `weekdays`, `weekly`, `off`; empty to see what there is, or to change its
///   time alone
/// @param when time and zone as they were said, `8am Europe/Berlin`; may be empty
record DigestCommand(String rhythm, String when) implements Command {

    static final CommandType TYPE =
            CommandType.named("digest", Group.CHANNEL, "Papers picked for you by direct message")
                    .usage("[daily|weekdays|weekly|off] [time] [time zone]")
                    .option(
                            Option.choice(
                                    "rhythm", "How often", "daily", "weekdays", "weekly", "off"))
                    .option(Option.text("time", "At which time, for example 8am").optional())
                    .option(
                            Option.text("zone", "Your time zone, for example Europe/Berlin")
                                    .optional()
                                    .completing(CompletedFrom.ZONE))
                    .example("digest weekly")
                    .example("digest weekdays 8am")
                    .example("digest daily 7:30 Europe/Berlin")
                    .example("digest off")
                    .note(
                            "It comes at 09:00 unless you name a time, weekly on Mondays, and not at all when there is nothing new.")
                    .reads(DigestCommand::layout, DigestCommand::read);

    private static final List<String> RHYTHMS = List.of("daily", "weekdays", "weekly", "off");

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return (rhythm + " " + when).strip();
    }

    @Override
    public Effect effect() {
        return Effect.ON_CALLER;
    }

    @Override
    public boolean changes() {
        return !rest().isEmpty();
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new DigestHandler(services).handle(this, caller);
    }

    /// The first word is the rhythm, what follows time and zone; either may be missing.
    private static Arguments layout(String text) {
        String line = text.strip();
        int blank = line.indexOf(' ');
        String first = blank < 0 ? line : line.substring(0, blank);
        return line.isEmpty() || Character.isDigit(line.charAt(0)) || isTime(first)
                ? Arguments.of("time", line)
                : new Arguments(
                        Map.of("rhythm", first, "time", blank < 0 ? "" : line.substring(blank)));
    }

    private static boolean isTime(String word) {
        return Set.of("at", "noon", "midnight").contains(word.toLowerCase(Locale.ROOT));
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        String rhythm = arguments.text("rhythm").toLowerCase(Locale.ROOT);
        if (!rhythm.isEmpty() && !RHYTHMS.contains(rhythm)) {
            throw new Misunderstanding(
                    "A digest is daily, weekdays, weekly or off, not '" + rhythm + "'.",
                    "digest weekdays 8am");
        }
        return new DigestCommand(
                rhythm, (arguments.text("time") + " " + arguments.text("zone")).strip());
    }
}
