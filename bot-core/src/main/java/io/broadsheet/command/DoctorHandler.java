package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Delivery;
import io.broadsheet.edition.Press;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells admins how the bot is.
final class DoctorHandler {

    private final Desk desk;

    DoctorHandler(Desk desk) {
        this.desk = desk;
    }

    Reply handle(Caller caller) {
        if (!caller.administers()) {
            return Reply.rejection(
                    "Only admins of #" + caller.channelName() + " can look into the bot.");
        }
        List<Block.Fact> facts = new ArrayList<>();
        int bad = 0;
        for (Checkup.Finding finding : desk.checkup().findings()) {
            bad += finding.level() == Checkup.Level.BAD ? 1 : 0;
            facts.add(
                    new Block.Fact(
                            finding.what(),
                            List.of(
                                    finding.level() == Checkup.Level.BAD
                                            ? Span.strong(finding.detail())
                                            : Span.text(finding.detail()))));
        }
        List<Block> blocks = new ArrayList<>();
        List<List<Span>> here = new ArrayList<>();
        for (Schedule schedule : desk.schedules().of(caller.channel())) {
            String state =
                    switch (schedule.state()) {
                        case Schedule.State.Active _ -> trouble(schedule);
                        case Schedule.State.Paused(String reason, _, _) -> "paused, " + reason;
                        case Schedule.State.Removed _ -> "";
                    };
            bad += schedule.active() && !state.isEmpty() ? 1 : 0;
            here.add(
                    List.of(
                            Span.text(
                                    schedule.number()
                                            + ". "
                                            + ScheduleText.say(schedule.plan())
                                            + (state.isEmpty() ? ": fine" : ": " + state))));
        }
        blocks.add(
                Block.paragraph(
                        bad == 0
                                ? "Everything is fine."
                                : Phrases.count(bad, "thing") + " to look at."));
        blocks.add(new Block.Facts(facts));
        if (!here.isEmpty()) {
            blocks.add(Block.paragraph("Schedules of #" + caller.channelName()));
            blocks.add(new Block.Bullets(here));
        }
        return Reply.of(blocks);
    }

    private String trouble(Schedule schedule) {
        Optional<Delivery.Refused> refused =
                desk.press()
                        .platform(schedule.channel().platform())
                        .flatMap(platform -> platform.check(schedule.channel()));
        return refused.map(each -> Press.inWords(each.refusal())).orElse("");
    }
}
