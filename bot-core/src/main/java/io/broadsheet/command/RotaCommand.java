package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Reply;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who takes turns at presenting.
///
/// @param text whom it is about and which day; `id:`, the club's id and a day where a button means
///   an offer
record RotaCommand(RotaVerb action, String text) implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "rota",
                            Group.TOGETHER,
                            "Who presents when: join, leave, skip a day, swap")
                    .usage("<order|join|leave|skip|swap|accept|decline> [person] [date]")
                    .option(
                            Option.choice(
                                            "action",
                                            "What to do",
                                            "order",
                                            "join",
                                            "leave",
                                            "skip",
                                            "swap",
                                            "accept",
                                            "decline")
                                    .needed())
                    .option(
                            Option.person("person", "Who is away, or who is asked for a swap")
                                    .optional())
                    .option(Option.text("day", "The day of a meeting, as 2026-03-05").optional())
                    .verb("order", "Whose turn comes when")
                    .verb("join", "Take turns at presenting")
                    .verb("leave", "Take no turns any more")
                    .verb(
                            "skip",
                            "Say that you, or somebody, cannot present on a day",
                            "person",
                            "day")
                    .verb("swap", "Offer your next turn to somebody for theirs", List.of("person"))
                    .verb("accept", "Take a turn that was offered to you")
                    .verb("decline", "Do not take a turn that was offered to you")
                    .example("rota order")
                    .example("rota join")
                    .example("rota skip me 2026-03-05")
                    .example("rota swap ben")
                    .note(
                            "Whoever presented longest ago is next, and who joins begins to wait then. Who is away keeps their place. A swap"
                                    + " counts when the other accepts it. Only channel admins say that others are away.")
                    .reads(RotaCommand::layout, RotaCommand::read);

    /// What to do about turns.
    enum RotaVerb {
        ORDER,
        JOIN,
        LEAVE,
        SKIP,
        /// Somebody can present on a day after all.
        UNSKIP,
        SWAP,
        ACCEPT,
        DECLINE
    }

    private static final String EXAMPLE = "rota join";
    private static final String LINE = "line";

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return (action.name().toLowerCase(Locale.ROOT) + " " + text).strip();
    }

    @Override
    public Effect effect() {
        return action == RotaVerb.ORDER ? Effect.NONE : Effect.ON_CHANNEL;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new RotaHandler(services).handle(this, caller);
    }

    private static Arguments layout(String text) {
        int blank = text.indexOf(' ');
        String action = blank < 0 ? text : text.substring(0, blank);
        return new Arguments(
                Map.of("action", action, LINE, blank < 0 ? "" : text.substring(blank + 1)));
    }

    private static RotaCommand read(Arguments arguments) throws Misunderstanding {
        try {
            RotaVerb verb = arguments.choice("action", RotaVerb.ORDER, EXAMPLE);
            String rest =
                    arguments
                            .get(LINE)
                            .orElseGet(() ->
                                    (arguments.text("person") + " " + arguments.text("day"))
                                            .strip());
            return new RotaCommand(verb, rest);
        } catch (Misunderstanding e) {
            String said = arguments.text("action").toLowerCase(Locale.ROOT);
            List<String> verbs = TYPE.spec().verbs().stream().map(CommandSpec.Verb::name).toList();
            Optional<String> meant =
                    verbs.stream().filter(verb -> CommandLine.isNear(said, verb)).findFirst();
            throw new Misunderstanding(
                    "There is no 'rota "
                            + arguments.text("action")
                            + "'; there are "
                            + Phrases.names(verbs, verbs.size())
                            + ".",
                    "rota " + meant.orElse("join"));
        }
    }
}
