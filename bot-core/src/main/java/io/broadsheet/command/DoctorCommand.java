package io.broadsheet.command;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells admins how the bot is.
record DoctorCommand() implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "doctor",
                            Group.YOU,
                            "How the bot is: connections, store, schedules (channel admins)")
                    .example("doctor")
                    .forChannelAdmins()
                    .reads(LineLayout.nothing(), _ -> new DoctorCommand());

    /// So many schedules' channels are asked about: on some platforms each is a request.
    private static final int CHECKED = 20;

    /// So many of the things to look at are named at the beginning.
    private static final int NAMED = 5;

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return "";
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public boolean worksWithoutStore() {
        return true;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        if (!caller.administers()) {
            return AdminsOnly.refusal(
                    caller, "Only admins of #" + caller.channelName() + " can look into the bot.");
        }
        boolean all = caller.oversight() != Oversight.CHANNELS;
        List<Checkup.Finding> findings = findings(services, caller.oversight());
        List<String> bad = bad(findings);
        if (bad.contains(Checkup.STORE)) {
            return Reply.of(summary(bad), facts(findings));
        }
        List<Schedule> schedules =
                services
                        .schedules()
                        .in(caller.channel().platform(), caller.channel().workspace())
                        .stream()
                        .filter(schedule ->
                                all
                                        || schedule.channel().equals(caller.channel())
                                        || services.schedules()
                                                .isAdmin(caller.user(), schedule.channel()))
                        .toList();
        if (!all && schedules.isEmpty()) {
            return Reply.rejection(
                    "Only the bot's own admins can look into the bot. Others see the schedules of"
                            + " the channels that they administer, and there is none.");
        }
        List<Block> blocks = new ArrayList<>();
        List<List<Span>> lines = new ArrayList<>();
        // Whoever asks looks at this channel first.
        List<Schedule> ordered = new ArrayList<>(schedules);
        ordered.sort(Comparator.comparing(each -> !each.channel().equals(caller.channel())));
        int left = 0;
        int elsewhere = 0;
        int stoppedElsewhere = 0;
        Map<ChannelRef, Boolean> seen = new HashMap<>();
        List<Doubt> doubts = new ArrayList<>();
        for (Schedule schedule : ordered) {
            if (!seen.computeIfAbsent(
                    schedule.channel(), channel -> isSeenIn(services, channel, caller))) {
                elsewhere++;
                stoppedElsewhere += isRefused(schedule) ? 1 : 0;
                continue;
            }
            services.outbox().inDoubt(new Outbox.Job.OfSchedule(schedule.id())).stream()
                    .map(post -> new Doubt(schedule, post))
                    .forEach(doubts::add);
            String name = name(schedule);
            boolean trouble = isRefused(schedule);
            String state =
                    switch (schedule.state()) {
                        case Schedule.State.Active _ when lines.size() < CHECKED ->
                                switch (access(services, schedule)) {
                                    case Access.Given _ -> ": fine";
                                    case Access.Denied(Delivery.Refused why) -> {
                                        trouble = true;
                                        yield ", cannot post: " + why.refusal().inWords();
                                    }
                                    case Access.Unknown _ -> ": runs, but could not be checked now";
                                };
                        case Schedule.State.Active _ -> "";
                        case Schedule.State.Paused(String reason, _, _) -> ", is paused: " + reason;
                        case Schedule.State.Removed _ -> "";
                    };
            if (trouble) {
                bad.add(name);
            }
            if (lines.size() >= CHECKED && schedule.active()) {
                left++;
                continue;
            }
            lines.add(List.of(Span.text(name + ", " + ScheduleText.say(schedule.plan()) + state)));
        }
        if (stoppedElsewhere > 0) {
            bad.add(Phrases.count(stoppedElsewhere, "schedule") + " elsewhere");
        }
        if (!doubts.isEmpty() && !bad.contains(Checkup.POSTS)) {
            bad.add(Checkup.POSTS);
        }
        blocks.add(summary(bad));
        if (all) {
            blocks.add(facts(findings));
        }
        blocks.addAll(named(doubts, caller));
        if (!lines.isEmpty()) {
            blocks.add(Block.paragraph("Schedules"));
            blocks.add(new Block.Bullets(lines));
        }
        if (elsewhere > 0) {
            blocks.add(
                    Block.note(
                            Phrases.count(elsewhere, "schedule")
                                    + " of channels that you have not used me in"
                                    + (stoppedElsewhere == 0
                                            ? ""
                                            : "; a refusal stopped "
                                                    + (stoppedElsewhere == elsewhere
                                                            ? elsewhere == 1 ? "it" : "all of them"
                                                            : stoppedElsewhere + " of them"))));
        }
        if (left > 0) {
            blocks.add(Block.note("and " + left + " more that run and were not checked now"));
        }
        return Reply.of(blocks);
    }

    /// What is told of the bot itself, which serves others as well.
    private static List<Checkup.Finding> findings(CommandServices services, Oversight oversight) {
        return switch (oversight) {
            case CHANNELS -> List.of();
            case WORKSPACE ->
                    services.checkup().findings().stream()
                            .flatMap(finding -> finding.forWorkspaces().stream())
                            .toList();
            case BOT -> services.checkup().findings();
        };
    }

    /// A post that is in doubt, of a schedule that may be spoken of.
    private record Doubt(Schedule schedule, OutboxEntry post) {}

    /// The latest posts in doubt, and how to settle them.
    private static List<Block> named(List<Doubt> doubts, Caller caller) {
        if (doubts.isEmpty()) {
            return List.of();
        }
        List<List<Span>> lines =
                doubts.stream()
                        .sorted(Comparator.comparing((Doubt doubt) -> doubt.post().at()).reversed())
                        .limit(NAMED)
                        .map(doubt -> doubtful(doubt, caller))
                        .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("Posts in doubt"));
        blocks.add(new Block.Bullets(lines));
        if (doubts.size() > NAMED) {
            blocks.add(Block.note("and " + (doubts.size() - NAMED) + " older"));
        }
        return blocks;
    }

    private static List<Span> doubtful(Doubt doubt, Caller caller) {
        Schedule schedule = doubt.schedule();
        String there =
                schedule.channel().equals(caller.channel()) ? "" : " in #" + schedule.channelName();
        return List.of(
                Span.text(
                        name(schedule)
                                + ", "
                                + Phrases.day(doubt.post().key())
                                + ": it may be there, or not; "),
                Span.code("schedule log " + schedule.number()),
                Span.text(there + " settles it"));
    }

    private static String name(Schedule schedule) {
        return "#" + schedule.channelName() + " " + schedule.number();
    }

    private static List<String> bad(List<Checkup.Finding> findings) {
        List<String> bad = new ArrayList<>();
        findings.stream()
                .filter(finding -> finding.level() == Checkup.Level.BAD)
                .forEach(finding -> bad.add(finding.what()));
        return bad;
    }

    private static Block summary(List<String> bad) {
        return Block.paragraph(
                bad.isEmpty()
                        ? "Everything is fine."
                        : Phrases.count(bad.size(), "thing")
                                + " to look at: "
                                + Phrases.names(bad, NAMED)
                                + ".");
    }

    private static Block facts(List<Checkup.Finding> findings) {
        return new Block.Facts(
                findings.stream()
                        .map(finding ->
                                new Block.Fact(
                                        finding.what(),
                                        List.of(
                                                finding.level() == Checkup.Level.BAD
                                                        ? Span.strong(finding.detail())
                                                        : Span.text(finding.detail()))))
                        .toList());
    }

    /// A private channel's name and topics are nobody else's business.
    private boolean isSeenIn(CommandServices services, ChannelRef channel, Caller caller) {
        return channel.equals(caller.channel())
                || services.library().members(channel).contains(caller.user());
    }

    private static boolean isRefused(Schedule schedule) {
        return schedule.state() instanceof Schedule.State.Paused(_, boolean byRefusal, _)
                && byRefusal;
    }

    private Access access(CommandServices services, Schedule schedule) {
        return services.dispatcher()
                .platform(schedule.channel().platform())
                .map(platform -> platform.check(schedule.channel()))
                .orElse(new Access.Unknown("its platform is not served here"));
    }
}
