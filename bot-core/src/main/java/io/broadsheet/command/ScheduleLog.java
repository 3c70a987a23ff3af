package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.view.OutcomeWords;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Shows what became of a schedule's posts, and what was changed in a channel's schedules.
final class ScheduleLog {

    private static final int LOGGED = 10;
    private static final int CHANGES = 5;

    /// So many doubtful posts can be settled at a time: each has two buttons.
    private static final int DOUBTS = 3;

    private final CommandServices desk;
    private final ScheduleAccess access;
    private final ScheduleList list;

    ScheduleLog(CommandServices desk, ScheduleAccess access, ScheduleList list) {
        this.desk = desk;
        this.access = access;
        this.list = list;
    }

    /// What became of the posts of the schedule meant, or what was changed in the channel.
    Reply log(ScheduleCommand command, Caller caller) {
        if (command.text().isEmpty() && desk.schedules().of(caller.channel()).size() != 1) {
            return changes(caller);
        }
        return removed(command.text(), caller)
                .map(schedule -> log(schedule, caller, false))
                .orElseGet(() ->
                        access.looking(
                                command,
                                caller,
                                schedule -> log(schedule, caller, command.text().isEmpty())));
    }

    /// The removed schedule meant, for those who may look at it.
    private Optional<Schedule> removed(String which, Caller caller) {
        Optional<Schedule> meant =
                which.startsWith("id:")
                        ? access.known(which.substring(3))
                        : Optional.of(which)
                                .filter(number -> number.matches("\\d{1,9}"))
                                .flatMap(number ->
                                        desk.schedules()
                                                .find(caller.channel(), Integer.parseInt(number)));
        return meant.filter(schedule -> schedule.state() instanceof Schedule.State.Removed)
                .filter(schedule ->
                        access.mayKnow(schedule, caller) && access.mayLookAt(schedule, caller));
    }

    /// @param only whether it was not named, being the only one there
    private Reply log(Schedule schedule, Caller caller, boolean only) {
        List<OutboxEntry> entries =
                desk.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), LOGGED);
        List<Schedules.ScheduleChange> all = desk.schedules().changes(schedule.channel(), 100);
        List<Schedules.ScheduleChange> changes =
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
                    .map(Schedules.ScheduleChange::number)
                    .filter(number -> number != schedule.number())
                    .findFirst()
                    .ifPresent(number ->
                            blocks.add(
                                    Block.note(
                                            Span.text(
                                                    "A schedule that was removed has its log,"
                                                            + " too: "),
                                            Span.command("schedule log " + number))));
        }
        return Reply.of(blocks);
    }

    /// Posts that are in doubt, with the buttons that settle them, for those who may: whoever looks
    /// from elsewhere is an admin.
    private List<Block> doubts(Schedule schedule, Caller caller) {
        if (ScheduleAccess.isHere(schedule, caller) && !caller.administers()) {
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
    private static Block heading(
            Schedule schedule, List<Schedules.ScheduleChange> changes, Caller caller) {
        String what =
                ScheduleAccess.name(schedule, caller) + ", " + ScheduleText.say(schedule.plan());
        if (!(schedule.state() instanceof Schedule.State.Removed(Instant since))) {
            return Block.paragraph(what);
        }
        Optional<String> by = changes.stream().findFirst().flatMap(Schedules.ScheduleChange::by);
        return Block.paragraph(
                Span.text(what + ", was removed on "),
                Phrases.minute(since, schedule.plan().zone()),
                Span.text(by.map(name -> " by " + name).orElse("") + "."));
    }

    /// What was changed in a channel, also on schedules that are removed.
    private Reply changes(Caller caller) {
        List<Schedules.ScheduleChange> changes = desk.schedules().changes(caller.channel(), LOGGED);
        if (changes.isEmpty()) {
            return list.of(caller);
        }
        List<Schedule> there = desk.schedules().of(caller.channel());
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("What was changed in the schedules of "), Phrases.here(caller)));
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
                        Span.command("schedule log " + one)));
        return Reply.of(blocks);
    }

    private static List<Span> line(Schedules.ScheduleChange change, ZoneId zone, String which) {
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

    /// One occurrence, with the reason for its state and its first paper.
    List<Span> line(OutboxEntry entry) {
        return line(entry, word(entry.state()));
    }

    private List<Span> line(OutboxEntry entry, String state) {
        return line(desk, entry, Phrases.day(entry.key()) + ": " + state, entry.reason());
    }

    /// One occurrence in other words.
    ///
    /// @param said when it was, and its state
    static List<Span> line(
            CommandServices desk, OutboxEntry entry, String said, Optional<OutcomeReason> reason) {
        List<Span> line = new ArrayList<>();
        line.add(Span.text(said));
        reason.map(OutcomeWords::of)
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
    static String word(OccurrenceState state) {
        return switch (state) {
            case CLAIMED, SENDING -> "being posted";
            case RETRY -> "to be tried again";
            case POSTED -> "posted";
            case IN_DOUBT -> "in doubt";
            case BLOCKED -> "refused";
            case SKIPPED -> "not posted";
        };
    }
}
