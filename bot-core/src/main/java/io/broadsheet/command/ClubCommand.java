package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.MeetingText;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.message.Reply;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Begins, shows and changes a channel's reading group.
///
/// @param text for starting, when and where it meets; for skipping, a day; for setting, what and
///   how; `id:` and the club's id where a button elsewhere means it
record ClubCommand(ClubVerb action, String text) implements Command {

    private static final String EXAMPLE = "club start " + MeetingText.EXAMPLE;

    static final CommandType TYPE =
            CommandType.named(
                            "club",
                            Group.TOGETHER,
                            "This channel's reading group, and what is next")
                    .usage(
                            "[start|set|pause|resume|skip|stop|log|archive] [when] [zone] [in <place>]")
                    .option(
                            Option.choice(
                                    "action",
                                    "What to do",
                                    "show",
                                    "start",
                                    "set",
                                    "pause",
                                    "resume",
                                    "skip",
                                    "stop",
                                    "log",
                                    "archive"))
                    .option(
                            Option.text(
                                            "when",
                                            "To start: how often, day and time, for example weekly Thursday 16:00")
                                    .optional())
                    .option(
                            Option.text("zone", "To start: a time zone, for example Europe/Berlin")
                                    .optional()
                                    .completing(CompletedFrom.ZONE))
                    .option(Option.text("place", "To start: a room or a link").optional())
                    .option(
                            Option.text(
                                            "minutes",
                                            "To start: how long a meeting is, 60 minutes unless said")
                                    .optional())
                    .option(
                            Option.text(
                                            "day",
                                            "To skip: the day of a meeting, as 2026-03-05; else the next one")
                                    .optional())
                    .option(
                            Option.text(
                                            "what",
                                            "To set: vote 7, close 2, or a reminder and on or off")
                                    .optional())
                    .option(
                            Option.text(
                                            "words",
                                            "To look up in the archive; or csv, bibtex or ics for a file")
                                    .optional())
                    .verb("show", "What is next: meeting, paper, presenter, nominations, votes")
                    .verb(
                            "start",
                            "Begin one, or change when it meets; I read it back first (channel admins)",
                            List.of("when"),
                            "zone",
                            "place",
                            "minutes")
                    .verb(
                            "set",
                            "When votes open and close, and which reminders come (channel admins)",
                            "what")
                    .verb("pause", "No meetings for a while (channel admins)")
                    .verb("resume", "Meet again (channel admins)")
                    .verb(
                            "skip",
                            "One meeting falls out, such as on a holiday (channel admins)",
                            "day")
                    .verb("stop", "End it; its archive stays (channel admins)")
                    .verb("log", "What was changed, and what became of its posts")
                    .verb(
                            "archive",
                            "What was read, by whom it was presented, notes and ratings",
                            "words")
                    .example("club")
                    .example(
                            "club start weekly Thursday 16:00 Europe/Berlin in room 4.12 for 60 minutes")
                    .example("club start every two weeks Monday 9am in New York")
                    .example("club skip 2026-12-24")
                    .example("club set vote 7")
                    .example("club archive diffusion")
                    .example("club archive ics")
                    .note(
                            "A club meets weekly, every two weeks or monthly, as on the last Friday. People nominate papers, a vote opens"
                                    + " five days before each meeting and closes three days before it, presenters take turns, and I remind whom it concerns.")
                    .note(
                            "Set takes vote or close with days before a meeting, or a reminder (presenter-week, presenter-day,"
                                    + " nobody-presents, channel-day, channel-soon) with on or off.")
                    .reads(ClubCommand::layout, ClubCommand::read);

    /// What to do with a club.
    enum ClubVerb {
        SHOW,
        /// Reads a plan back.
        START,
        /// Begins it.
        BEGIN,
        SET,
        PAUSE,
        RESUME,
        SKIP,
        /// A skipped meeting takes place after all.
        UNSKIP,
        /// Asks whether to end it.
        STOP,
        /// Ends it.
        END,
        LOG,
        ARCHIVE
    }

    /// What people may call the verbs.
    private static final Map<String, String> OTHER_VERBS =
            Map.ofEntries(
                    Map.entry("add", "start"),
                    Map.entry("create", "start"),
                    Map.entry("new", "start"),
                    Map.entry("setup", "start"),
                    Map.entry("status", "show"),
                    Map.entry("state", "show"),
                    Map.entry("next", "show"),
                    Map.entry("list", "show"),
                    Map.entry("settings", "set"),
                    Map.entry("continue", "resume"),
                    Map.entry("cancel", "skip"),
                    Map.entry("remove", "stop"),
                    Map.entry("delete", "stop"),
                    Map.entry("history", "log"));

    /// All that follows the verb, as it is typed in a line.
    private static final String LINE = "line";

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return action == ClubVerb.SHOW && text.isEmpty()
                ? ""
                : (action.name().toLowerCase(Locale.ROOT) + " " + text).strip();
    }

    @Override
    public Effect effect() {
        return changes() ? Effect.ON_CHANNEL : Effect.NONE;
    }

    @Override
    public boolean changes() {
        return switch (action) {
            case BEGIN, SET, PAUSE, RESUME, SKIP, UNSKIP, END -> true;
            case SHOW, START, STOP, LOG, ARCHIVE -> false;
        };
    }

    /// A club begins and ends by the button under what was read back.
    @Override
    public Command whenTyped() {
        return switch (action) {
            case BEGIN -> new ClubCommand(ClubVerb.START, text);
            case END -> new ClubCommand(ClubVerb.STOP, text);
            default -> this;
        };
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        return new ClubHandler(services).handle(this, caller);
    }

    private static Arguments layout(String text) {
        int blank = text.indexOf(' ');
        String action = blank < 0 ? text : text.substring(0, blank);
        return new Arguments(
                Map.of("action", action, LINE, blank < 0 ? "" : text.substring(blank + 1)));
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        ClubVerb action = action(arguments);
        Optional<String> line = arguments.get(LINE);
        if (line.isPresent()) {
            return new ClubCommand(action, line.get());
        }
        String rest =
                switch (action) {
                    case START, BEGIN ->
                            (arguments.text("when")
                                            + " "
                                            + arguments.text("zone")
                                            + arguments
                                                    .get("place")
                                                    .map(place -> " place: " + place)
                                                    .orElse("")
                                            + arguments
                                                    .get("minutes")
                                                    .map(ClubCommand::length)
                                                    .orElse(""))
                                    .strip();
                    case SKIP, UNSKIP -> arguments.text("day");
                    case SET -> arguments.text("what");
                    case ARCHIVE -> arguments.text("words");
                    default -> "";
                };
        if (action == ClubVerb.START && rest.isEmpty()) {
            throw new Misunderstanding("Tell me when.", EXAMPLE);
        }
        return new ClubCommand(action, rest);
    }

    /// A length as somebody fills it in: `90`, `90 minutes`, `2 hours`.
    private static String length(String minutes) {
        return " for " + minutes + (minutes.matches("\\d+") ? " minutes" : "");
    }

    private static ClubVerb action(Arguments arguments) throws Misunderstanding {
        try {
            return arguments.choice("action", ClubVerb.SHOW, EXAMPLE);
        } catch (Misunderstanding e) {
            String said = arguments.text("action");
            String after = arguments.text(LINE);
            try {
                MeetingText.read(said + " " + after);
                throw new Misunderstanding(
                        "A club begins with start.",
                        Phrases.cut("club start " + said + " " + after, 300));
            } catch (MeetingText.UnreadableMeeting unreadable) {
                // Not meant as a plan.
            }
            List<String> verbs = TYPE.spec().verbs().stream().map(CommandSpec.Verb::name).toList();
            String lower = said.toLowerCase(Locale.ROOT);
            Optional<String> meant =
                    Optional.ofNullable(OTHER_VERBS.get(lower))
                            .or(() ->
                                    verbs.stream()
                                            .filter(verb -> CommandLine.isNear(lower, verb))
                                            .findFirst());
            throw new Misunderstanding(
                    "There is no 'club "
                            + said
                            + "'; "
                            + meant.map(verb -> "did you mean " + verb + "?")
                                    .orElse(
                                            "there are "
                                                    + Phrases.names(verbs, verbs.size())
                                                    + "."),
                    meant.map(verb -> Phrases.cut("club " + verb + " " + after, 300).strip())
                            .orElse(EXAMPLE));
        }
    }
}
