package io.broadsheet.command;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Right;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Layout;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.OutcomeWords;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A channel's schedules, and a person's digest.
final class ScheduleHandler {

    private static final int LOGGED = 10;
    private static final int CHANGES = 5;

    /// So many doubtful posts can be settled at a time: each has two buttons.
    private static final int DOUBTS = 3;

    private static final String BY_HAND = "an admin paused it";
    private static final String EXAMPLE = "schedule add " + ScheduleText.EXAMPLE;

    private final Desk desk;

    ScheduleHandler(Desk desk) {
        this.desk = desk;
    }

    Reply handle(Command.Schedule command, Caller caller) {
        return switch (command.action()) {
            case ADD -> add(command.text(), caller);
            case SET -> admins(caller, caller.channelName(), () -> set(command.text(), caller));
            case LIST -> list(caller);
            case PREVIEW -> looking(command, caller, schedule -> preview(schedule, caller));
            case LOG -> log(command, caller);
            case PAUSE -> changing(command, caller, schedule -> pause(schedule, caller));
            case RESUME -> changing(command, caller, schedule -> resume(schedule, caller));
            case REMOVE -> changing(command, caller, schedule -> remove(schedule, caller));
            case NOW -> changing(command, caller, this::now);
        };
    }

    // --- adding ---

    private Reply add(String text, Caller caller) {
        return admins(
                caller,
                caller.channelName(),
                () -> {
                    Schedule.Plan plan;
                    boolean noZone;
                    try {
                        ScheduleText.Wish wish = ScheduleText.read(text);
                        noZone = wish.zone().isEmpty();
                        plan = plan(wish, caller);
                    } catch (ScheduleText.Unreadable e) {
                        return unreadable(e, "schedule add " + text, "schedule add " + e.example());
                    }
                    List<List<Span>> dates = new ArrayList<>();
                    Instant after = desk.now();
                    for (int i = 0; i < 3; i++) {
                        Occurrence next = plan.cadence().next(after, plan.zone());
                        dates.add(List.of(Phrases.minute(next.due(), plan.zone())));
                        after = next.due();
                    }
                    String zone = noZone ? " (as you named no other time zone)" : "";
                    List<Block> blocks = new ArrayList<>();
                    blocks.add(
                            Block.paragraph(
                                    Span.text("#" + caller.channelName() + " would get "),
                                    Span.strong(what(plan)),
                                    Span.text(" "),
                                    Span.strong(
                                            ScheduleText.say(plan.cadence())
                                                    + " "
                                                    + plan.zone().getId()),
                                    Span.text(
                                            zone
                                                    + (plan.thread() ? "" : ", without a thread")
                                                    + plan.role()
                                                            .map(role ->
                                                                    ", and each post would mention"
                                                                            + " the role "
                                                                            + role)
                                                            .orElse("")
                                                    + ". The next times:")));
                    blocks.add(new Block.Bullets(dates));
                    plan.topic()
                            .flatMap(desk::unheardOf)
                            .map(sentence ->
                                    Block.note(
                                            sentence + " On days without one nothing is posted."))
                            .ifPresent(blocks::add);
                    blocks.add(
                            new Block.Buttons(
                                    List.of(
                                            new Button.Run(
                                                    Button.Role.CONFIRM,
                                                    "Set it up",
                                                    desk.codes()
                                                            .code(
                                                                    new Command.Schedule(
                                                                            Command.Schedule.Action
                                                                                    .SET,
                                                                            ScheduleText.say(
                                                                                    plan))),
                                                    Button.Style.PRIMARY))));
                    return Reply.of(blocks);
                });
    }

    private Reply set(String text, Caller caller) {
        Schedule.Plan plan;
        try {
            plan = plan(ScheduleText.read(text), caller);
        } catch (ScheduleText.Unreadable e) {
            return unreadable(e, "schedule add " + text, "schedule add " + e.example());
        }
        List<Schedule> there = desk.schedules().of(caller.channel());
        Optional<Schedule> same =
                there.stream().filter(each -> each.plan().equals(plan)).findFirst();
        if (same.isPresent()) {
            return Reply.say("That is schedule " + same.get().number() + " already.");
        }
        Optional<Delivery.Refused> refused =
                platform(caller).flatMap(platform -> platform.check(caller.channel()).denied());
        if (refused.isPresent()) {
            return Reply.rejection(
                    "I could not post there: " + refused.get().refusal().inWords() + ".");
        }
        Schedule schedule =
                desk.schedules()
                        .add(
                                caller.channel(),
                                caller.channelName(),
                                plan,
                                caller.user(),
                                desk.now());
        reschedule(schedule);
        Occurrence next = plan.cadence().next(desk.now(), plan.zone());
        return Reply.of(
                Block.paragraph(
                        Span.text("Schedule " + schedule.number() + " is set up: "),
                        Span.strong(ScheduleText.say(plan)),
                        Span.text(". First on "),
                        Phrases.minute(next.due(), plan.zone()),
                        Span.text(".")),
                new Block.Buttons(
                        List.of(
                                run(
                                        Button.Role.OPEN,
                                        "Preview",
                                        Command.Schedule.Action.PREVIEW,
                                        schedule),
                                run(
                                        Button.Role.CANCEL,
                                        "Undo",
                                        Command.Schedule.Action.REMOVE,
                                        schedule))));
    }

    private static Schedule.Plan plan(ScheduleText.Wish wish, Caller caller) {
        return new Schedule.Plan(
                wish.cadence(),
                wish.zone().orElseGet(() -> Zones.named(caller.zone())),
                wish.topic(),
                wish.kind(),
                wish.role(),
                wish.thread());
    }

    private static String what(Schedule.Plan plan) {
        return (plan.kind() == Schedule.Kind.PAPER ? "one paper" : "a list of up to ten papers")
                + plan.topic().map(topic -> " about " + topic).orElse("");
    }

    // --- looking ---

    private Reply list(Caller caller) {
        List<Schedule> schedules = desk.schedules().of(caller.channel());
        if (schedules.isEmpty()) {
            return Reply.say(
                    Span.text(
                            "#"
                                    + caller.channelName()
                                    + " has no schedule."
                                    + (caller.administers()
                                            ? " For example: "
                                            : " Its admins can set one up, for example: ")),
                    Span.code(EXAMPLE),
                    Span.text("."));
        }
        List<List<Span>> lines = new ArrayList<>();
        for (Schedule schedule : schedules) {
            List<Span> line = new ArrayList<>();
            line.add(Span.strong(schedule.number() + ". " + ScheduleText.say(schedule.plan())));
            switch (schedule.state()) {
                case Schedule.State.Active _ -> {
                    line.add(Span.text(", next on "));
                    line.add(
                            Phrases.minute(
                                    schedule.plan()
                                            .cadence()
                                            .next(desk.now(), schedule.plan().zone())
                                            .due(),
                                    schedule.plan().zone()));
                }
                case Schedule.State.Paused(String reason, _, Instant since) -> {
                    line.add(Span.text(", paused since "));
                    line.add(Phrases.day(since, schedule.plan().zone()));
                    line.add(Span.text(": " + reason));
                }
                case Schedule.State.Removed _ -> {}
            }
            lines.add(line);
        }
        return Reply.of(
                Block.paragraph("Schedules of #" + caller.channelName()),
                new Block.Bullets(lines),
                Block.note(
                        Span.text("To see what the first would post: "),
                        Span.code("schedule preview " + schedules.getFirst().number())));
    }

    private Reply preview(Schedule schedule, Caller caller) {
        LocalDate day = schedule.plan().cadence().next(desk.now(), schedule.plan().zone()).day();
        List<Suggestion> chosen =
                desk.dispatcher().choose(schedule.plan(), schedule.channel(), day);
        if (chosen.isEmpty()) {
            return Reply.say(
                    name(schedule, caller)
                            + " would find nothing to post on "
                            + Phrases.day(day)
                            + ", as things are.");
        }
        Layout layout = desk.layout();
        List<Layout.Item> items =
                chosen.stream()
                        .map(pick -> new Layout.Item(pick.paper(), layout.why(pick.reason())))
                        .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.note(
                        "Only you see this. "
                                + name(schedule, caller)
                                + " would post, as things are:"));
        blocks.addAll(layout.edition(schedule, day, items, caller.features()).blocks());
        return Reply.of(blocks);
    }

    private Reply log(Command.Schedule command, Caller caller) {
        if (command.text().isEmpty() && desk.schedules().of(caller.channel()).size() != 1) {
            return changes(caller);
        }
        return removed(command.text(), caller)
                .map(schedule -> log(schedule, caller, false))
                .orElseGet(() ->
                        looking(
                                command,
                                caller,
                                schedule -> log(schedule, caller, command.text().isEmpty())));
    }

    /// The removed schedule meant, for those who may look at it.
    private Optional<Schedule> removed(String which, Caller caller) {
        Optional<Schedule> meant =
                which.startsWith("id:")
                        ? known(which.substring(3))
                        : Optional.of(which)
                                .filter(number -> number.matches("\\d{1,9}"))
                                .flatMap(number ->
                                        desk.schedules()
                                                .find(caller.channel(), Integer.parseInt(number)));
        return meant.filter(schedule -> schedule.state() instanceof Schedule.State.Removed)
                .filter(schedule -> mayKnow(schedule, caller) && mayLookAt(schedule, caller));
    }

    /// @param only whether it was not named, being the only one there
    private Reply log(Schedule schedule, Caller caller, boolean only) {
        List<OutboxEntry> entries =
                desk.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), LOGGED);
        List<Schedules.Change> all = desk.schedules().changes(schedule.channel(), 100);
        List<Schedules.Change> changes =
                all.stream()
                        .filter(change -> change.number() == schedule.number())
                        .limit(CHANGES)
                        .toList();
        boolean removed = schedule.state() instanceof Schedule.State.Removed;
        List<Block> blocks = new ArrayList<>();
        blocks.add(heading(schedule, changes, caller));
        if (entries.isEmpty()) {
            blocks.add(
                    Block.note(removed ? "Nothing was due before that." : "Nothing was due yet."));
        } else {
            blocks.add(
                    new Block.Bullets(
                            entries.stream()
                                    .map(entry ->
                                            line(
                                                    entry,
                                                    // Nobody comes back to find out.
                                                    removed
                                                                    && entry.state()
                                                                            == OccurrenceState
                                                                                    .SENDING
                                                            ? "perhaps posted"
                                                            : word(entry.state())))
                                    .toList()));
        }
        if (!removed) {
            blocks.addAll(doubts(schedule, caller));
        }
        if (!changes.isEmpty()) {
            blocks.add(Block.paragraph("What was changed"));
            blocks.add(
                    new Block.Bullets(
                            changes.stream()
                                    .map(change -> line(change, schedule.plan().zone(), ""))
                                    .toList()));
        }
        if (only) {
            all.stream()
                    .map(Schedules.Change::number)
                    .filter(number -> number != schedule.number())
                    .findFirst()
                    .ifPresent(number ->
                            blocks.add(
                                    Block.note(
                                            Span.text(
                                                    "A schedule that was removed has its log,"
                                                            + " too: "),
                                            Span.code("schedule log " + number))));
        }
        return Reply.of(blocks);
    }

    /// Posts that are in doubt, with the buttons that settle them, for those who may: whoever looks
    /// from elsewhere is an admin.
    private List<Block> doubts(Schedule schedule, Caller caller) {
        if (isHere(schedule, caller) && !caller.administers()) {
            return List.of();
        }
        List<OutboxEntry> doubtful =
                desk.outbox().inDoubt(new Outbox.Job.OfSchedule(schedule.id()));
        List<Block> blocks = new ArrayList<>();
        doubtful.stream()
                .limit(DOUBTS)
                .map(entry -> desk.layout().inDoubt(schedule, entry.key()))
                .forEach(question -> blocks.addAll(question.blocks()));
        if (doubtful.size() > DOUBTS) {
            blocks.add(
                    Block.note(
                            Phrases.count(doubtful.size() - DOUBTS, "older post")
                                    + " in doubt can be settled after these."));
        }
        return blocks;
    }

    /// @param changes the schedule's, latest first: that of a removed one is its removal
    private static Block heading(Schedule schedule, List<Schedules.Change> changes, Caller caller) {
        String what = name(schedule, caller) + ", " + ScheduleText.say(schedule.plan());
        if (!(schedule.state() instanceof Schedule.State.Removed(Instant since))) {
            return Block.paragraph(what);
        }
        Optional<String> by = changes.stream().findFirst().flatMap(Schedules.Change::by);
        return Block.paragraph(
                Span.text(what + ", was removed on "),
                Phrases.minute(since, schedule.plan().zone()),
                Span.text(by.map(name -> " by " + name).orElse("") + "."));
    }

    /// What was changed in a channel, also on schedules that are removed.
    private Reply changes(Caller caller) {
        List<Schedules.Change> changes = desk.schedules().changes(caller.channel(), LOGGED);
        if (changes.isEmpty()) {
            return list(caller);
        }
        List<Schedule> there = desk.schedules().of(caller.channel());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph("What was changed in the schedules of #" + caller.channelName()));
        blocks.add(
                new Block.Bullets(
                        changes.stream()
                                .map(change ->
                                        line(
                                                change,
                                                caller.zone(),
                                                "schedule " + change.number() + " "))
                                .toList()));
        int one = there.isEmpty() ? changes.getFirst().number() : there.getFirst().number();
        blocks.add(
                Block.note(
                        Span.text("What became of the posts of one: "),
                        Span.code("schedule log " + one)));
        return Reply.of(blocks);
    }

    private static List<Span> line(Schedules.Change change, ZoneId zone, String which) {
        List<Span> line = new ArrayList<>();
        line.add(Phrases.minute(change.at(), zone));
        line.add(
                Span.text(
                        ", "
                                + change.by().orElse("Broadsheet")
                                + ": "
                                + which
                                + (change.before().isEmpty()
                                        ? "set up, " + change.after()
                                        : change.after())));
        return line;
    }

    private List<Span> line(OutboxEntry entry) {
        return line(entry, word(entry.state()));
    }

    private List<Span> line(OutboxEntry entry, String state) {
        List<Span> line = new ArrayList<>();
        line.add(Span.text(day(entry.key()) + ": " + state));
        entry.reason()
                .map(OutcomeWords::of)
                .filter(words -> !words.isEmpty())
                .ifPresent(words -> line.add(Span.text(", " + words)));
        if (entry.state() != OccurrenceState.SKIPPED && !entry.picks().isEmpty()) {
            Outbox.Pick first = entry.picks().getFirst();
            line.add(Span.text(", "));
            line.add(
                    Span.emphasis(
                            desk.catalogue()
                                    .find(first.paper())
                                    .map(Phrases::shortTitle)
                                    .orElse(first.paper().toString())));
            if (entry.picks().size() > 1) {
                line.add(Span.text(" and " + (entry.picks().size() - 1) + " more"));
            }
            if (!first.why().isEmpty()) {
                line.add(Span.text(" (" + first.why() + ")"));
            }
        }
        return line;
    }

    /// Which post of a schedule it is.
    static String day(Outbox.Key key) {
        return Phrases.day(key.day()) + (key.slot() > 0 ? " (by hand)" : "");
    }

    private static String word(OccurrenceState state) {
        return switch (state) {
            case CLAIMED, SENDING -> "being posted";
            case RETRY -> "to be tried again";
            case POSTED -> "posted";
            case IN_DOUBT -> "in doubt";
            case BLOCKED -> "refused";
            case SKIPPED -> "not posted";
        };
    }

    // --- changing ---

    private Reply pause(Schedule schedule, Caller caller) {
        if (!desk.schedules()
                .pause(schedule.id(), BY_HAND, Optional.of(caller.user()), desk.now())) {
            return Reply.say(name(schedule, caller) + " is paused already.");
        }
        return done(
                name(schedule, caller) + " is paused.",
                "Resume",
                Command.Schedule.Action.RESUME,
                schedule);
    }

    private Reply resume(Schedule schedule, Caller caller) {
        if (schedule.active()) {
            return Reply.say(name(schedule, caller) + " runs already.");
        }
        Access access =
                desk.dispatcher()
                        .platform(schedule.channel().platform())
                        .map(platform -> platform.check(schedule.channel()))
                        .orElse(new Access.Unknown("its platform is not served here"));
        Optional<Delivery.Refused> refused = access.denied();
        if (refused.isPresent()) {
            return Reply.rejection(
                    List.of(
                            Block.paragraph(
                                    "Not yet: "
                                            + refused.get().refusal().inWords()
                                            + ". "
                                            + name(schedule, caller)
                                            + " stays paused."),
                            new Block.Buttons(
                                    List.of(
                                            run(
                                                    Button.Role.OTHER,
                                                    "Check again",
                                                    Command.Schedule.Action.RESUME,
                                                    schedule)))));
        }
        desk.schedules().resume(schedule.id(), caller.user(), desk.now());
        reschedule(schedule);
        Occurrence next = schedule.plan().cadence().next(desk.now(), schedule.plan().zone());
        return Reply.say(
                Span.text(name(schedule, caller) + " runs again, next on "),
                Phrases.minute(next.due(), schedule.plan().zone()),
                Span.text(
                        access instanceof Access.Unknown
                                ? ". Whether I may post there could not be checked from here;"
                                        + " if I may not, it is paused again and you hear of it."
                                : "."));
    }

    private Reply remove(Schedule schedule, Caller caller) {
        desk.schedules().remove(schedule.id(), caller.user(), desk.now());
        return Reply.of(
                Block.paragraph(
                        Span.text(name(schedule, caller) + " is removed. To have it again: "),
                        Span.code("schedule add " + ScheduleText.say(schedule.plan()))));
    }

    private Reply now(Schedule schedule) {
        Optional<ChatPlatform> platform = desk.dispatcher().platform(schedule.channel().platform());
        if (platform.isEmpty()) {
            return Reply.rejection(
                    "This process does not post; the one that does is not reachable from here.");
        }
        boolean elsewhere = !platform.get().serves(schedule.channel());
        if (elsewhere && !schedule.active()) {
            return Reply.rejection(
                    Span.text(
                            "It is paused, and another process of the bot posts in #"
                                    + schedule.channelName()
                                    + ". Type this there: "),
                    Span.code("schedule now " + schedule.number()),
                    Span.text("."));
        }
        Outbox.Key key;
        try {
            key = desk.dispatcher().postNow(schedule);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.rejection("The bot is stopping. Please try again in a minute.");
        }
        reschedule(schedule);
        if (elsewhere) {
            return Reply.say(
                    Span.text(
                            "Another process of the bot posts in #"
                                    + schedule.channelName()
                                    + " and takes this up in a moment. What became of it: "),
                    Span.code("schedule log " + schedule.number()),
                    Span.text(" there."));
        }
        OutboxEntry entry = desk.outbox().find(key).orElseThrow();
        Block line = new Block.Bullets(List.of(line(entry)));
        return entry.state() == OccurrenceState.POSTED
                ? Reply.of(line)
                : Reply.rejection(List.of(line));
    }

    /// Settles a post that is in doubt.
    Reply settle(Command.Settle command, Caller caller) {
        Outbox.Key key;
        try {
            key = Outbox.Key.parse(command.occurrence());
        } catch (RuntimeException e) {
            return Reply.rejection("I do not know that post.");
        }
        Optional<Schedule> schedule =
                key.job() instanceof Outbox.Job.OfSchedule(long id)
                        ? desk.schedules().find(id).filter(it -> mayKnow(it, caller))
                        : Optional.empty();
        if (schedule.isEmpty()) {
            return Reply.rejection("The schedule of that post is gone.");
        }
        return changing(schedule.get(), caller, it -> settle(key, command.there(), it, caller));
    }

    private Reply settle(Outbox.Key key, boolean there, Schedule schedule, Caller caller) {
        if (!desk.outbox().resolve(key, there, desk.now())) {
            return Reply.say("That is settled already.");
        }
        reschedule(schedule);
        if (there) {
            return Reply.say("Thank you, it counts as posted.");
        }
        if (schedule.state() instanceof Schedule.State.Removed) {
            return Reply.say(
                    "Thank you. "
                            + name(schedule, caller)
                            + " is removed, so it is not posted again.");
        }
        if (!schedule.active()) {
            return Reply.say(
                    "Thank you. "
                            + name(schedule, caller)
                            + " is paused, so it is posted if somebody resumes that while "
                            + Phrases.day(key.day())
                            + " lasts.");
        }
        boolean late =
                desk.outbox()
                        .find(key)
                        .filter(entry ->
                                EditionDispatcher.isLate(
                                        key.day(), entry.due(), schedule.plan().zone(), desk.now()))
                        .isPresent();
        return Reply.say(
                late
                        ? "Thank you. By now it is too late to post it, so "
                                + Phrases.day(key.day())
                                + " stays without."
                        : "Thank you, it will be posted again in a moment.");
    }

    // --- digests ---

    Reply digest(Command.DigestOrder command, Caller caller) {
        Optional<Digest> there = desk.digests().of(caller.user());
        switch (command.rhythm()) {
            case "off" -> {
                return Reply.say(
                        desk.digests().stop(caller.user())
                                ? "You get no digest any more."
                                : "You get no digest.");
            }
            case "" -> {
                return there.map(digest -> state(digest))
                        .orElseGet(() ->
                                Reply.say(
                                        Span.text("You get no digest. For example: "),
                                        Span.code("digest weekly"),
                                        Span.text(".")));
            }
            default -> {}
        }
        ZoneId zone = there.map(Digest::zone).orElseGet(() -> Zones.named(caller.zone()));
        if (!command.zone().isEmpty()) {
            try {
                zone =
                        ScheduleText.zone(command.zone())
                                .orElseGet(() -> Zones.named(caller.zone()));
            } catch (ScheduleText.Unreadable e) {
                return unreadable(
                        e, command.line(), "digest " + command.rhythm() + " Europe/Berlin");
            }
        }
        Digest digest =
                desk.digests()
                        .order(
                                caller.user(),
                                caller.channel(),
                                Digest.Rhythm.valueOf(command.rhythm().toUpperCase(Locale.ROOT)),
                                zone,
                                desk.now());
        desk.rescheduler()
                .reschedule(caller.user().platform(), new Outbox.Job.OfDigest(digest.id()));
        return state(digest);
    }

    private Reply state(Digest digest) {
        if (digest.stopped().isPresent()) {
            return Reply.of(
                    Block.paragraph(
                            "Your digest stopped, as I could not write to you: "
                                    + digest.stopped().get()
                                    + "."),
                    new Block.Buttons(
                            List.of(
                                    new Button.Run(
                                            Button.Role.CONFIRM,
                                            "Try again",
                                            desk.codes()
                                                    .code(
                                                            new Command.DigestOrder(
                                                                    word(digest.rhythm()), ""))))));
        }
        Occurrence next = digest.rhythm().cadence().next(desk.now(), digest.zone());
        return Reply.of(
                Block.paragraph(
                        Span.text("You get a digest of papers picked for you by direct message, "),
                        Span.strong(
                                ScheduleText.say(digest.rhythm().cadence())
                                        + " "
                                        + digest.zone().getId()),
                        Span.text(". Next on "),
                        Phrases.minute(next.due(), digest.zone()),
                        Span.text("; none is sent when there is nothing new.")),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.CANCEL,
                                        "Stop it",
                                        desk.codes().code(new Command.DigestOrder("off", ""))))));
    }

    static String word(Digest.Rhythm rhythm) {
        return rhythm.name().toLowerCase(Locale.ROOT);
    }

    // --- steps shared ---

    private interface Answer {
        Reply give();
    }

    private interface OnSchedule {
        Reply give(Schedule schedule);
    }

    private static Reply admins(Caller caller, String channelName, Answer answer) {
        return caller.administers()
                ? answer.give()
                : AdminsOnly.refusal(caller, notAnAdmin(channelName));
    }

    private static String notAnAdmin(String channel) {
        return "Only admins of #" + channel + " can change its schedules.";
    }

    private Reply looking(Command.Schedule command, Caller caller, OnSchedule answer) {
        return one(
                command,
                caller,
                schedule -> mayLookAt(schedule, caller) ? answer.give(schedule) : notHere());
    }

    private boolean mayLookAt(Schedule schedule, Caller caller) {
        return isHere(schedule, caller) || administersElsewhere(schedule, caller);
    }

    private Reply changing(Command.Schedule command, Caller caller, OnSchedule answer) {
        return one(command, caller, schedule -> changing(schedule, caller, answer));
    }

    private Reply changing(Schedule schedule, Caller caller, OnSchedule answer) {
        if (isHere(schedule, caller)) {
            return admins(caller, schedule.channelName(), () -> answer.give(schedule));
        }
        return administersElsewhere(schedule, caller)
                ? answer.give(schedule)
                : Reply.rejection(notAnAdmin(schedule.channelName()));
    }

    private static boolean isHere(Schedule schedule, Caller caller) {
        return caller.channel().equals(schedule.channel());
    }

    /// Whether somebody who is elsewhere, such as at a notice that they were sent, administers its
    /// channel now; where the platform does not say, whether they did when it last said.
    private boolean administersElsewhere(Schedule schedule, Caller caller) {
        Right now =
                desk.dispatcher()
                        .platform(schedule.channel().platform())
                        .map(platform -> platform.administers(caller.user(), schedule.channel()))
                        .orElse(Right.UNKNOWN);
        if (now != Right.UNKNOWN) {
            desk.schedules().seen(caller.user(), schedule.channel(), now == Right.YES, desk.now());
        }
        return desk.schedules().isAdmin(caller.user(), schedule.channel());
    }

    /// Whether somebody is in its channel, or used the bot there. Others learn nothing of it.
    private boolean mayKnow(Schedule schedule, Caller caller) {
        return isHere(schedule, caller)
                || desk.library().members(schedule.channel()).contains(caller.user());
    }

    private static Reply notHere() {
        return Reply.rejection(
                Span.text("That schedule is gone, or it is another channel's. "),
                Span.code("schedule list"),
                Span.text(" shows this channel's."));
    }

    /// How a schedule is called: with its channel where that is another one.
    private static String name(Schedule schedule, Caller caller) {
        return "Schedule "
                + schedule.number()
                + (isHere(schedule, caller) ? "" : " of #" + schedule.channelName());
    }

    /// The schedule meant: by its number here, or the only one.
    private Reply one(Command.Schedule command, Caller caller, OnSchedule answer) {
        String which = command.text();
        List<Schedule> here = desk.schedules().of(caller.channel());
        if (which.startsWith("id:")) {
            return known(which.substring(3))
                    .filter(schedule -> !(schedule.state() instanceof Schedule.State.Removed))
                    .filter(schedule -> mayKnow(schedule, caller))
                    .map(answer::give)
                    .orElseGet(ScheduleHandler::notHere);
        }
        String verb = command.action().name().toLowerCase(Locale.ROOT);
        if (here.isEmpty()) {
            return list(caller);
        }
        if (which.isEmpty() && here.size() == 1) {
            return answer.give(here.getFirst());
        }
        return here.stream()
                .filter(schedule -> which.equals(Integer.toString(schedule.number())))
                .findFirst()
                .map(answer::give)
                .orElseGet(() ->
                        Reply.rejection(
                                Span.text(
                                        (which.isEmpty()
                                                        ? "Tell me which schedule."
                                                        : "#"
                                                                + caller.channelName()
                                                                + " has no schedule '"
                                                                + Phrases.cut(which, 40)
                                                                + "'.")
                                                + " For example: "),
                                Span.code("schedule " + verb + " " + here.getFirst().number()),
                                Span.text("; "),
                                Span.code("schedule list"),
                                Span.text(" shows them.")));
    }

    private Optional<Schedule> known(String id) {
        return id.matches("\\d{1,18}")
                ? desk.schedules().find(Long.parseLong(id))
                : Optional.empty();
    }

    private Optional<ChatPlatform> platform(Caller caller) {
        return desk.dispatcher().platform(caller.channel().platform());
    }

    private void reschedule(Schedule schedule) {
        desk.rescheduler()
                .reschedule(
                        schedule.channel().platform(), new Outbox.Job.OfSchedule(schedule.id()));
    }

    private Reply done(
            String sentence, String label, Command.Schedule.Action action, Schedule schedule) {
        return Reply.of(
                Block.paragraph(sentence),
                new Block.Buttons(List.of(run(Button.Role.CANCEL, label, action, schedule))));
    }

    private Button run(
            Button.Role role, String label, Command.Schedule.Action action, Schedule schedule) {
        return new Button.Run(
                role,
                label,
                // Its number means another one elsewhere.
                desk.codes().code(new Command.Schedule(action, "id:" + schedule.id())));
    }

    private Reply unreadable(ScheduleText.Unreadable problem, String typed, String example) {
        String having =
                problem.offset()
                        .map(offset -> Zones.having(offset, desk.now(), 3))
                        .filter(zones -> !zones.isEmpty())
                        .map(zones -> " With it now: " + String.join(", ", zones) + ".")
                        .orElse("");
        return Reply.rejection(
                Span.text(Phrases.cut(problem.getMessage() + having, 400) + " You typed "),
                Span.code(Phrases.cut(typed, 100)),
                Span.text(". For example: "),
                Span.code(example),
                Span.text("."));
    }
}
