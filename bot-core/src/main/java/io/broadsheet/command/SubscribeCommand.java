package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.ScheduleText;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Orders papers by mail, or confirms an order.
///
/// @param address where they go; empty to confirm, or to see what there is to type
/// @param when days, time and zone as they were said; may be empty
/// @param to `trending`, `recommended`, `here`, a topic, or a search with filters; may be empty
/// @param code what a mail said to type; empty where nothing is confirmed
record SubscribeCommand(String address, String when, String to, String code) implements Command {

    static final CommandType TYPE =
            CommandType.named("subscribe", Group.OUTSIDE, "Papers by mail, when you want them")
                    .usage("<address> [when] [to trending|recommended|here|<topic>]")
                    .option(
                            Option.text("address", "Your address, for example ada@example.org")
                                    .optional())
                    .option(
                            Option.text(
                                            "when",
                                            "For example weekdays 8am, or weekly; else weekdays at 9")
                                    .optional())
                    .option(
                            Option.text("zone", "Your time zone, for example Europe/Berlin")
                                    .optional()
                                    .completing(CompletedFrom.ZONE))
                    .option(
                            Option.text(
                                            "to",
                                            "trending, recommended, here for this channel's, a topic, or a search with filters")
                                    .optional()
                                    .completing(CompletedFrom.TOPIC))
                    .option(
                            Option.text("code", "To confirm: the six digits of the mail")
                                    .optional())
                    .example("subscribe ada@example.org")
                    .example("subscribe ada@example.org weekly at 8:00 Europe/Berlin to trending")
                    .example("subscribe ada@example.org weekdays 8am to diffusion models")
                    .example("subscribe confirm 123456")
                    .note(
                            "A topic with a filter in it, as author:\"Kaiming He\" or diffusion in:cs.CV, is a search, whose new"
                                    + " papers come. It comes on weekdays at 09:00 unless you say when, weekly on Mondays, and not at all when there"
                                    + " is nothing new. A first mail asks whether you want it. subscriptions shows what you get,"
                                    + " unsubscribe ends it.")
                    .reads(SubscribeCommand::layout, SubscribeCommand::read);

    private static final String CONFIRM = "confirm";

    /// Nobody needs more for days, a time and a zone.
    private static final int LONGEST_WHEN = 200;

    /// Where what it is to may begin.
    private static final Pattern TO = Pattern.compile("(?i)(?:^|\\s)(?:to|about)\\s+(?=\\S)");

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return code.isEmpty()
                ? (address + (when.isEmpty() ? "" : " " + when) + (to.isEmpty() ? "" : " to " + to))
                        .strip()
                : CONFIRM + " " + code;
    }

    @Override
    public Effect effect() {
        return changes() ? Effect.ON_CALLER : Effect.NONE;
    }

    @Override
    public boolean changes() {
        return !rest().isEmpty();
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new SubscribeHandler(services).handle(this, caller);
    }

    private static Arguments layout(String text) {
        String line = text.strip();
        int blank = line.indexOf(' ');
        String first = blank < 0 ? line : line.substring(0, blank);
        String rest = blank < 0 ? "" : line.substring(blank + 1).strip();
        if (first.equalsIgnoreCase(CONFIRM)) {
            return new Arguments(Map.of("address", CONFIRM, "code", rest));
        }
        // Days may have a "to" in them, and so may topics: as much as can be read as days, time and
        // zone is.
        for (MatchResult to : TO.matcher(rest).results().toList().reversed()) {
            String when = rest.substring(0, to.start());
            if (when.length() <= LONGEST_WHEN && isWhen(when)) {
                return new Arguments(
                        Map.of("address", first, "when", when, "to", rest.substring(to.end())));
            }
        }
        return new Arguments(Map.of("address", first, "when", rest));
    }

    private static boolean isWhen(String text) {
        try {
            ScheduleText.when(text);
            return true;
        } catch (ScheduleText.Unreadable e) {
            return false;
        }
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        String address = arguments.text("address");
        String code = arguments.text("code").replaceAll("\\s", "");
        if (address.equalsIgnoreCase(CONFIRM) || (address.isEmpty() && !code.isEmpty())) {
            if (!code.matches("\\d{6}")) {
                throw new Misunderstanding(
                        "The code is the six digits of the mail.", "subscribe confirm 123456");
            }
            return new SubscribeCommand("", "", "", code);
        }
        String when = (arguments.text("when") + " " + arguments.text("zone")).strip();
        String to = arguments.text("to");
        if (address.isEmpty() && !(when + to).isEmpty()) {
            throw new Misunderstanding("Tell me your address.", "subscribe ada@example.org weekly");
        }
        return new SubscribeCommand(address, when, to, "");
    }
}
