package io.broadsheet.command;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.message.Block;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `doctor` finds out about schedules: whether they run, may post, and have posts in doubt.
///
/// @param lines those that were looked at, in words
/// @param troubles what somebody has to look at, as `doctor` names it
/// @param unchecked how many run and were not checked, because checking asks the platform each time
/// @param elsewhere how many are of channels that the caller has not used the bot in
/// @param refusedElsewhere how many of those a refusal stopped
/// @param doubts posts that may or may not be there
record DoctorSchedules(
        List<List<Span>> lines,
        List<String> troubles,
        int unchecked,
        int elsewhere,
        int refusedElsewhere,
        List<Doubt> doubts,
        Caller caller) {

    /// So many schedules' channels are asked about: on some platforms each is a request.
    private static final int CHECKED = 20;

    /// How many posts in doubt are named at most.
    private static final int NAMED = 5;

    /// A post that is in doubt, of a schedule that may be spoken of.
    private record Doubt(Schedule schedule, OutboxEntry post) {}

    /// How a schedule is.
    ///
    /// @param words as the end of its line, for example ": fine"
    private record Condition(String words, boolean isTrouble) {}

    /// Looks into schedules, those of the caller's channel first.
    static DoctorSchedules lookInto(
            List<Schedule> schedules, CommandServices services, Caller caller) {
        List<List<Span>> lines = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        List<Doubt> doubts = new ArrayList<>();
        int unchecked = 0;
        int elsewhere = 0;
        int refusedElsewhere = 0;
        List<Schedule> ordered = new ArrayList<>(schedules);
        ordered.sort(Comparator.comparing(each -> !each.channel().equals(caller.channel())));
        Map<ChannelRef, Boolean> seen = new HashMap<>();
        for (Schedule schedule : ordered) {
            if (!seen.computeIfAbsent(
                    schedule.channel(), channel -> isSeenIn(services, channel, caller))) {
                elsewhere++;
                refusedElsewhere += schedule.isRefused() ? 1 : 0;
                continue;
            }
            services.outbox().inDoubt(new Outbox.Job.OfSchedule(schedule.id())).stream()
                    .map(post -> new Doubt(schedule, post))
                    .forEach(doubts::add);
            boolean isShown = lines.size() < CHECKED;
            Condition condition = condition(schedule, isShown, services);
            if (condition.isTrouble()) {
                troubles.add("schedule " + schedule.number());
            }
            if (isShown || !schedule.active()) {
                lines.add(line(schedule, condition));
            } else {
                unchecked++;
            }
        }
        if (refusedElsewhere > 0) {
            troubles.add(Phrases.count(refusedElsewhere, "schedule") + " elsewhere");
        }
        return new DoctorSchedules(
                lines, troubles, unchecked, elsewhere, refusedElsewhere, doubts, caller);
    }

    /// A private channel's name and topics are nobody else's business.
    private static boolean isSeenIn(CommandServices services, ChannelRef channel, Caller caller) {
        return channel.equals(caller.channel())
                || services.library().members(channel).contains(caller.user());
    }

    /// @param asks whether the platform may be asked
    private static Condition condition(Schedule schedule, boolean asks, CommandServices services) {
        return switch (schedule.state()) {
            case Schedule.State.Active _ when asks ->
                    switch (access(services, schedule)) {
                        case Access.Given _ -> new Condition(": fine", false);
                        case Access.Denied(Delivery.Refused why) ->
                                new Condition(", cannot post: " + why.refusal().inWords(), true);
                        case Access.Unknown _ ->
                                new Condition(": runs, but could not be checked now", false);
                    };
            case Schedule.State.Active _, Schedule.State.Removed _ -> new Condition("", false);
            case Schedule.State.Paused(PauseReason reason, _) ->
                    new Condition(
                            ", is paused: " + PauseWords.ofSchedule(reason), reason.isRefusal());
        };
    }

    private static Access access(CommandServices services, Schedule schedule) {
        return services.dispatcher()
                .platform(schedule.channel().platform())
                .map(platform -> platform.check(schedule.channel()))
                .orElse(new Access.Unknown("its platform is not served here"));
    }

    private static List<Span> line(Schedule schedule, Condition condition) {
        return List.of(
                channel(schedule),
                Span.text(
                        " "
                                + schedule.number()
                                + ", "
                                + ScheduleText.say(schedule.plan())
                                + condition.words()));
    }

    private static Span channel(Schedule schedule) {
        return Phrases.channel(schedule.channel(), schedule.channelName());
    }

    boolean hasDoubts() {
        return !doubts.isEmpty();
    }

    /// What is shown of them.
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>(doubtsInWords());
        if (!lines.isEmpty()) {
            blocks.add(Block.paragraph("Schedules"));
            blocks.add(new Block.Bullets(lines));
        }
        if (elsewhere > 0) {
            blocks.add(Block.note(elsewhereInWords()));
        }
        if (unchecked > 0) {
            blocks.add(Block.note("and " + unchecked + " more that run and were not checked now"));
        }
        return blocks;
    }

    private String elsewhereInWords() {
        String refused =
                refusedElsewhere < elsewhere
                        ? refusedElsewhere + " of them"
                        : elsewhere == 1 ? "it" : "all of them";
        return Phrases.count(elsewhere, "schedule")
                + " of channels that you have not used me in"
                + (refusedElsewhere == 0 ? "" : "; a refusal stopped " + refused);
    }

    /// The latest posts in doubt, and how to settle them.
    private List<Block> doubtsInWords() {
        if (doubts.isEmpty()) {
            return List.of();
        }
        List<List<Span>> latest =
                doubts.stream()
                        .sorted(Comparator.comparing((Doubt doubt) -> doubt.post().at()).reversed())
                        .limit(NAMED)
                        .map(this::doubtInWords)
                        .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("Posts in doubt"));
        blocks.add(new Block.Bullets(latest));
        if (doubts.size() > NAMED) {
            blocks.add(Block.note("and " + (doubts.size() - NAMED) + " older"));
        }
        return blocks;
    }

    private List<Span> doubtInWords(Doubt doubt) {
        Schedule schedule = doubt.schedule();
        boolean isHere = schedule.channel().equals(caller.channel());
        return List.of(
                channel(schedule),
                Span.text(
                        " "
                                + schedule.number()
                                + ", "
                                + Phrases.day(doubt.post().key())
                                + ": it may be there, or not; "),
                Span.command("schedule log " + schedule.number()),
                Span.text(isHere ? "" : " in "),
                isHere ? Span.text("") : channel(schedule),
                Span.text(" settles it"));
    }
}
