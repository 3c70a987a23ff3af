package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// Tells admins how the bot is.
record DoctorCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named(
                            "doctor",
                            Group.YOU,
                            "How the bot is: connections, store, schedules (channel admins)")
                    .example("doctor")
                    .forChannelAdmins()
                    .reads(LineLayout.nothing(), _ -> new DoctorCommand());

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public boolean worksWithoutStore() {
        return true;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        if (!caller.administers()) {
            return AdminsOnly.refusal(
                    caller,
                    Span.text("Only admins of "),
                    Phrases.here(caller),
                    Span.text(" can look into the bot."));
        }
        boolean all = caller.oversight() != Oversight.CHANNELS;
        List<Checkup.Finding> findings = findings(services, caller.oversight());
        List<String> bad = bad(findings);
        if (bad.contains(Checkup.STORE)) {
            return Reply.of(summary(findings, List.of()), facts(findings));
        }
        List<Schedule> visible = visible(services, caller, all);
        if (!all && visible.isEmpty()) {
            return Reply.rejection(
                    "Only the bot's own admins can look into the bot. Others see the schedules of"
                            + " the channels that they administer, and there is none.");
        }
        DoctorSchedules schedules = DoctorSchedules.lookInto(visible, services, caller);
        List<String> more = new ArrayList<>(schedules.troubles());
        if (schedules.hasDoubts() && !bad.contains(Checkup.POSTS)) {
            more.add(Checkup.POSTS);
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(summary(findings, more));
        if (all) {
            blocks.add(facts(findings));
        }
        blocks.addAll(schedules.blocks());
        return Reply.of(blocks);
    }

    /// The workspace's schedules that may be spoken of: all of them to those who look after the bot
    /// there, to others those of the channels that they administer and of the one they ask in.
    private static List<Schedule> visible(CommandServices services, Caller caller, boolean all) {
        return services
                .schedules()
                .in(caller.channel().platform(), caller.channel().workspace())
                .stream()
                .filter(schedule -> all || isOpenTo(services, caller, schedule.channel()))
                .toList();
    }

    private static boolean isOpenTo(CommandServices services, Caller caller, ChannelRef channel) {
        return channel.equals(caller.channel())
                || services.schedules().isAdmin(caller.user(), channel);
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

    private static List<String> bad(List<Checkup.Finding> findings) {
        List<String> bad = new ArrayList<>();
        findings.stream()
                .filter(finding -> finding.level() == Checkup.Level.BAD)
                .forEach(finding -> bad.add(finding.what()));
        return bad;
    }

    private static Block summary(List<Checkup.Finding> findings, List<String> more) {
        return Block.paragraph(Checkup.summary(findings, more));
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
}
