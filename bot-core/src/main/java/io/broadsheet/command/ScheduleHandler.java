package io.broadsheet.command;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Delivery;
import io.broadsheet.command.ScheduleCommand.ScheduleVerb;
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
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets up, shows and changes a channel's schedules.
final class ScheduleHandler {

    private final CommandServices desk;
    private final ScheduleAccess access;
    private final ScheduleList list;
    private final ScheduleLog log;

    ScheduleHandler(CommandServices desk, ScheduleAccess access, ScheduleList list) {
        this.desk = desk;
        this.access = access;
        this.list = list;
        this.log = new ScheduleLog(desk, access, list);
    }

    Reply handle(ScheduleCommand command, Caller caller) {
        return switch (command.action()) {
            case ADD ->
                    ScheduleAccess.admins(
                            caller, caller.channelName(), () -> add(command.text(), caller));
            case SET ->
                    ScheduleAccess.admins(
                            caller, caller.channelName(), () -> set(command.text(), caller));
            case LIST -> list.of(caller);
            case PREVIEW -> access.looking(command, caller, schedule -> preview(schedule, caller));
            case LOG -> log.log(command, caller);
            case PAUSE -> access.changing(command, caller, schedule -> pause(schedule, caller));
            case RESUME -> access.changing(command, caller, schedule -> resume(schedule, caller));
            case REMOVE -> access.changing(command, caller, schedule -> remove(schedule, caller));
            case NOW -> access.changing(command, caller, this::now);
        };
    }

    // --- adding ---

    /// Reads a wish back with its next times, and offers to set it up.
    private Reply add(String text, Caller caller) {
        ScheduleText.Wish wish;
        Schedule.Plan plan;
        try {
            wish = ScheduleText.read(text);
            plan = plan(wish, caller);
        } catch (ScheduleText.Unreadable e) {
            return UnreadableSchedule.reply(
                    e, "schedule add " + text, "schedule add " + e.example(), desk.now());
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(readBack(plan, wish.zone().isEmpty(), caller));
        blocks.add(new Block.Bullets(nextTimes(plan)));
        plan.topic()
                .flatMap(desk::unheardOf)
                .map(sentence -> Block.note(sentence + " On days without one nothing is posted."))
                .ifPresent(blocks::add);
        Command set = new ScheduleCommand(ScheduleVerb.SET, ScheduleText.say(plan));
        Button button =
                new Button.Run(
                        Button.Role.CONFIRM,
                        "Set it up",
                        desk.codes().code(set),
                        Button.Style.PRIMARY);
        blocks.add(new Block.Buttons(button));
        return Reply.of(blocks);
    }

    /// @param noZone whether the zone is the caller's, as none was typed
    private static Block readBack(Schedule.Plan plan, boolean noZone, Caller caller) {
        String role =
                plan.role()
                        .map(each -> ", and each post would mention the role " + each)
                        .orElse("");
        String rest =
                (noZone ? " (as you named no other time zone)" : "")
                        + (plan.thread() ? "" : ", without a thread")
                        + role
                        + ". The next times:";
        return Block.paragraph(
                Phrases.here(caller),
                Span.text(" would get "),
                Span.strong(what(plan)),
                Span.text(" "),
                Span.strong(ScheduleText.say(plan.cadence()) + " " + plan.zone().getId()),
                Span.text(rest));
    }

    private List<List<Span>> nextTimes(Schedule.Plan plan) {
        List<List<Span>> dates = new ArrayList<>();
        Instant after = desk.now();
        for (int i = 0; i < 3; i++) {
            Occurrence next = plan.cadence().next(after, plan.zone());
            dates.add(List.of(Phrases.minute(next.due(), plan.zone())));
            after = next.due();
        }
        return dates;
    }

    private Reply set(String text, Caller caller) {
        Schedule.Plan plan;
        try {
            plan = plan(ScheduleText.read(text), caller);
        } catch (ScheduleText.Unreadable e) {
            return UnreadableSchedule.reply(
                    e, "schedule add " + text, "schedule add " + e.example(), desk.now());
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
                        run(Button.Role.OPEN, "Preview", ScheduleVerb.PREVIEW, schedule),
                        run(Button.Role.CANCEL, "Undo", ScheduleVerb.REMOVE, schedule)));
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
        return (plan.kind() == Schedule.EditionKind.PAPER
                        ? "one paper"
                        : "a list of up to ten papers")
                + plan.topic().map(topic -> " about " + topic).orElse("");
    }

    private Reply preview(Schedule schedule, Caller caller) {
        LocalDate day = schedule.plan().cadence().next(desk.now(), schedule.plan().zone()).day();
        List<Suggestion> chosen =
                desk.dispatcher().choose(schedule.plan(), schedule.channel(), day);
        if (chosen.isEmpty()) {
            return Reply.say(
                    ScheduleAccess.name(schedule, caller)
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
                                + ScheduleAccess.name(schedule, caller)
                                + " would post, as things are:"));
        blocks.addAll(layout.edition(schedule, day, items, caller.features()).blocks());
        return Reply.of(blocks);
    }

    // --- changing ---

    private Reply pause(Schedule schedule, Caller caller) {
        if (!desk.schedules().pause(schedule.id(), caller.user(), desk.now())) {
            return Reply.say(ScheduleAccess.name(schedule, caller) + " is paused already.");
        }
        return done(
                ScheduleAccess.name(schedule, caller) + " is paused.",
                "Resume",
                ScheduleVerb.RESUME,
                schedule);
    }

    private Reply resume(Schedule schedule, Caller caller) {
        if (schedule.active()) {
            return Reply.say(ScheduleAccess.name(schedule, caller) + " runs already.");
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
                                            + ScheduleAccess.name(schedule, caller)
                                            + " stays paused."),
                            new Block.Buttons(
                                    run(
                                            Button.Role.OTHER,
                                            "Check again",
                                            ScheduleVerb.RESUME,
                                            schedule))));
        }
        desk.schedules().resume(schedule.id(), caller.user(), desk.now());
        reschedule(schedule);
        Occurrence next = schedule.plan().cadence().next(desk.now(), schedule.plan().zone());
        return Reply.say(
                Span.text(ScheduleAccess.name(schedule, caller) + " runs again, next on "),
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
                        Span.text(
                                ScheduleAccess.name(schedule, caller)
                                        + " is removed. To have it again: "),
                        Span.command("schedule add " + ScheduleText.say(schedule.plan()))));
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
                    Span.text("It is paused, and another process of the bot posts in "),
                    Phrases.channel(schedule.channel(), schedule.channelName()),
                    Span.text(". Type this there: "),
                    Span.command("schedule now " + schedule.number()),
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
                    Span.text("Another process of the bot posts in "),
                    Phrases.channel(schedule.channel(), schedule.channelName()),
                    Span.text(" and takes this up in a moment. What became of it: "),
                    Span.command("schedule log " + schedule.number()),
                    Span.text(" there."));
        }
        OutboxEntry entry = desk.outbox().find(key).orElseThrow();
        Block line = new Block.Bullets(List.of(log.line(entry)));
        return entry.state() == OccurrenceState.POSTED
                ? Reply.of(line)
                : Reply.rejection(List.of(line));
    }

    private Optional<ChatPlatform> platform(Caller caller) {
        return desk.dispatcher().platform(caller.channel().platform());
    }

    private void reschedule(Schedule schedule) {
        desk.rescheduler()
                .reschedule(
                        schedule.channel().platform(), new Outbox.Job.OfSchedule(schedule.id()));
    }

    private Reply done(String sentence, String label, ScheduleVerb action, Schedule schedule) {
        return Reply.of(
                Block.paragraph(sentence),
                new Block.Buttons(run(Button.Role.CANCEL, label, action, schedule)));
    }

    private Button run(Button.Role role, String label, ScheduleVerb action, Schedule schedule) {
        return new Button.Run(
                role,
                label,
                // Its number means another one elsewhere.
                desk.codes().code(new ScheduleCommand(action, "id:" + schedule.id())));
    }
}
