package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan.Meeting;
import io.broadsheet.club.MeetingText;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;

/// Says in one answer how a reading group stands.
final class ClubState {

    private final CommandServices services;

    ClubState(CommandServices services) {
        this.services = services;
    }

    Reply of(Club club, Caller caller) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading("The reading group of #" + club.channelName()));
        List<Span> when = new ArrayList<>();
        when.add(Span.text("Meets " + MeetingText.say(club.plan())));
        club.plan().place().ifPresent(place -> when.addAll(Phrases.place(place)));
        when.add(Span.text("."));
        blocks.add(new Block.Note(when));
        if (club.paused().isPresent()) {
            blocks.add(
                    Block.paragraph(
                            "It is paused: " + PauseWords.ofSchedule(club.paused().get()) + "."));
            return Reply.of(blocks);
        }
        MeetingCalendar calendar =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now());
        Meeting next = calendar.currentOrNext(services.now());
        blocks.add(
                new Block.Facts(
                        List.of(
                                new Block.Fact(
                                        "Next meeting",
                                        List.of(
                                                Phrases.minute(
                                                        next.start(), club.plan().zone()))))));
        return Reply.of(blocks);
    }
}
