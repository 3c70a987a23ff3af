package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Option.CompletedFrom;
import io.broadsheet.message.Reply;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sets up, lists and changes what a channel gets regularly.
///
/// @param text for adding, how the schedule was described; else its number, `id:` and its id, or
///   nothing where there is but one
record ScheduleCommand(ScheduleVerb action, String text) implements Command {

    static final CommandType TYPE =
            CommandType.named("schedule", Group.CHANNEL, "What this channel gets, and when")
                    .usage("<add|list|pause|resume|remove|preview|now|log> [when] [zone]")
                    .option(
                            Option.choice(
                                            "action",
                                            "What to do",
                                            "add",
                                            "list",
                                            "pause",
                                            "resume",
                                            "remove",
                                            "preview",
                                            "now",
                                            "log")
                                    .needed())
                    .option(
                            Option.text("when", "To add: days and time, for example weekdays 09:00")
                                    .optional()
                                    .completing(CompletedFrom.CADENCE))
                    .option(
                            Option.text("zone", "To add: a time zone, for example Europe/Berlin")
                                    .optional()
                                    .completing(CompletedFrom.ZONE))
                    .option(
                            Option.text("about", "To add: a topic")
                                    .optional()
                                    .completing(CompletedFrom.TOPIC))
                    .option(
                            Option.choice(
                                    "kind",
                                    "To add: one paper, or a list of up to ten",
                                    "paper",
                                    "digest"))
                    .option(Option.role("role", "To add: a role to mention"))
                    .option(
                            Option.yesNo(
                                    "thread",
                                    "To add: whether each paper gets a thread for discussion"))
                    .option(
                            Option.text("number", "Which one, as schedule list numbers them")
                                    .optional()
                                    .completing(CompletedFrom.SCHEDULE))
                    .verb(
                            "add",
                            "Set one up; I read it back before it counts (channel admins)",
                            List.of("when"),
                            "zone",
                            "about",
                            "kind",
                            "role",
                            "thread")
                    .verb("list", "What this channel gets, and when")
                    .verb("pause", "Stop one for a while (channel admins)", "number")
                    .verb("resume", "Let one go on (channel admins)", "number")
                    .verb("remove", "End one (channel admins)", "number")
                    .verb("preview", "What one would post next, for your eyes", "number")
                    .verb("now", "Post one now (channel admins)", "number")
                    .verb("log", "What became of one's posts, and why", "number")
                    .example("schedule add weekdays 09:00 Europe/Berlin about vision tokenizers")
                    .example("schedule add every Monday 8:30 Berlin as digest")
                    .example("schedule list")
                    .example("schedule preview 1")
                    .note(
                            "Days are daily, weekdays or names of days; about and a topic may follow, as digest for a"
                                    + " list of up to ten papers, and without thread for posts without one. Channel admins add, pause, resume and remove; everybody"
                                    + " may list, preview and log.")
                    .reads(ScheduleCommand::layout, ScheduleCommand::read);

    /// What to do with schedules.
    enum ScheduleVerb {
        /// Reads a description back.
        ADD,
        /// Sets it up.
        SET,
        LIST,
        PAUSE,
        RESUME,
        REMOVE,
        PREVIEW,
        NOW,
        LOG
    }

    private static final String EXAMPLE = "schedule add weekdays 09:00 Europe/Berlin";

    /// What people may call the verbs of schedules.
    private static final Map<String, String> OTHER_VERBS =
            Map.ofEntries(
                    Map.entry("create", "add"),
                    Map.entry("new", "add"),
                    Map.entry("delete", "remove"),
                    Map.entry("cancel", "remove"),
                    Map.entry("end", "remove"),
                    Map.entry("rm", "remove"),
                    Map.entry("stop", "pause"),
                    Map.entry("start", "resume"),
                    Map.entry("continue", "resume"),
                    Map.entry("show", "list"),
                    Map.entry("post", "now"),
                    Map.entry("history", "log"));

    /// A whole order in words, as it is typed in a line; where there are options, nobody gives this
    /// one.
    private static final String ORDER = "order";

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
        return Effect.NONE;
    }

    @Override
    public boolean changes() {
        return switch (action) {
            case SET, PAUSE, RESUME, REMOVE, NOW -> true;
            case ADD, LIST, PREVIEW, LOG -> false;
        };
    }

    /// A schedule is set up by the button under what was read back: whoever types it is read to
    /// first.
    @Override
    public Command whenTyped() {
        return action == ScheduleVerb.SET ? new ScheduleCommand(ScheduleVerb.ADD, text) : this;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        ScheduleList schedules = new ScheduleList(services);
        ScheduleAccess access = new ScheduleAccess(services, schedules);
        return new ScheduleHandler(services, access, schedules).handle(this, caller);
    }

    private static Arguments layout(String text) {
        int blank = text.indexOf(' ');
        String action = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1);
        boolean describes = action.equalsIgnoreCase("add") || action.equalsIgnoreCase("set");
        return new Arguments(Map.of("action", action, describes ? ORDER : "number", rest));
    }

    private static Command read(Arguments arguments) throws Misunderstanding {
        ScheduleVerb action = action(arguments);
        if (action != ScheduleVerb.ADD && action != ScheduleVerb.SET) {
            return new ScheduleCommand(
                    action, arguments.text("number").replaceFirst("^#\\s*(?=\\d)", ""));
        }
        Optional<String> line = arguments.get(ORDER);
        if (line.isPresent()) {
            return new ScheduleCommand(action, line.get());
        }
        String when = (arguments.text("when") + " " + arguments.text("zone")).strip();
        if (when.isEmpty()) {
            throw new Misunderstanding("Tell me when.", EXAMPLE);
        }
        // The platform checks the role that is picked, and no other one.
        if (ScheduleText.mentions(when)) {
            throw new Misunderstanding("Choose the role to mention with the option role.", EXAMPLE);
        }
        return new ScheduleCommand(
                action,
                ScheduleText.order(
                        when,
                        arguments.get("about"),
                        arguments.choice("kind", Schedule.EditionKind.PAPER, EXAMPLE),
                        !arguments.no("thread"),
                        arguments.get("role")));
    }

    private static ScheduleVerb action(Arguments arguments) throws Misunderstanding {
        try {
            return arguments.choice("action", ScheduleVerb.LIST, EXAMPLE);
        } catch (Misunderstanding e) {
            String said = arguments.text("action");
            String after = arguments.text("number");
            String order = said + " " + after;
            if (ScheduleText.isOrder(order)) {
                throw new Misunderstanding(
                        "A schedule is set up with add.",
                        Phrases.cut("schedule add " + order, 300));
            }
            List<String> verbs = TYPE.spec().verbs().stream().map(CommandSpec.Verb::name).toList();
            Optional<String> meant = verb(said.toLowerCase(Locale.ROOT), verbs);
            throw new Misunderstanding(
                    "There is no 'schedule "
                            + said
                            + "'; "
                            + meant.map(verb -> "did you mean " + verb + "?")
                                    .orElse(
                                            "there are "
                                                    + Phrases.names(verbs, verbs.size())
                                                    + "."),
                    meant.map(verb -> Phrases.cut("schedule " + verb + " " + after, 300).strip())
                            .orElse(EXAMPLE));
        }
    }

    /// The verb of schedules that a word may have meant.
    private static Optional<String> verb(String said, List<String> verbs) {
        return Optional.ofNullable(OTHER_VERBS.get(said))
                .or(() ->
                        verbs.stream().filter(verb -> CommandLine.isNear(said, verb)).findFirst());
    }
}
