package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingCalendar;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingText;
import io.broadsheet.command.ScheduleCommand.ScheduleVerb;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A person's page on platforms that have one: what they keep, what they follow, what they might
/// read next, and what their workspace gets. Looking at it notes nothing, so that it shows the same
/// when it is made anew.
final class HomeHandler {

    private static final int PAPERS = 3;
    private static final int INTERESTS = 12;
    private static final int SCHEDULES = 10;
    private static final int CLUBS = 10;
    private static final int ASKED = 30;

    private final CommandServices services;

    HomeHandler(CommandServices services) {
        this.services = services;
    }

    /// @param open whether everybody in the workspace may look into a channel; of others only those
    ///   that the person was seen in are shown
    Reply handle(Caller caller, Predicate<ChannelRef> open) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.OPEN,
                                "Search",
                                services.codes().code(new FormCommand()),
                                Button.Style.PRIMARY),
                        run(Button.Role.OPEN, "Trending", new TrendingCommand(Window.WEEK, 0)),
                        run(Button.Role.OTHER, "Help", new HelpCommand(""))));
        int shown = shelf(blocks, caller);
        follows(blocks, caller);
        picks(blocks, shown, caller);
        digest(blocks, caller);
        schedules(blocks, caller, open);
        clubs(blocks, caller);
        return Reply.of(blocks);
    }

    /// @return how many papers it shows
    private int shelf(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("Your shelf"));
        List<PaperId> saved =
                services.library().saved(caller.user()).stream().map(Library.Saved::paper).toList();
        if (saved.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            "Your shelf is empty. Save on any paper puts it here, with its citation at hand."));
            return 0;
        }
        List<Paper> papers =
                services.catalogue().findAll(saved.subList(0, Math.min(PAPERS, saved.size())));
        blocks.addAll(services.list().shelf(papers, 1, services.votesHere(papers, caller), caller));
        blocks.add(
                new Block.Buttons(
                        run(
                                Button.Role.OPEN,
                                "All of it (" + saved.size() + ")",
                                new SavedCommand("", 0)),
                        run(
                                Button.Role.CITE,
                                "Cite all",
                                new CiteCommand("saved", CitationForm.BIBTEX))));
        return papers.size();
    }

    private void follows(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("You follow"));
        List<Interest> follows = services.library().follows(new Owner.OnePerson(caller.user()));
        if (follows.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("Nothing yet. For example: "),
                            Span.command("follow vision tokenizers"),
                            Span.text(" or "),
                            Span.command("follow author:\"Kaiming He\""),
                            Span.text(".")));
            return;
        }
        blocks.add(
                Block.paragraph(
                        Phrases.names(
                                follows.stream().map(Interest::toString).toList(), INTERESTS)));
        blocks.add(
                new Block.Buttons(
                        run(Button.Role.OPEN, "Change", new FollowingCommand()),
                        run(Button.Role.OTHER, "Muted", new MutedCommand())));
    }

    private void picks(List<Block> blocks, int shown, Caller caller) {
        blocks.add(new Block.Heading("Picked for you"));
        List<Suggestion> picks =
                services.recommender().knows(caller.user())
                        ? services.recommender().personal(caller.user(), caller.channel(), PAPERS)
                        : List.of();
        if (picks.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            services.recommender().knows(caller.user())
                                    ? CommandServices.NO_PICKS
                                    : "Save or upvote a paper, or follow a topic, and picks for you appear here."));
            return;
        }
        List<Paper> papers = picks.stream().map(Suggestion::paper).toList();
        blocks.addAll(
                services.list()
                        .suggestions(picks, shown + 1, services.votesHere(papers, caller), caller));
        blocks.add(
                new Block.Buttons(
                        run(
                                Button.Role.NEXT,
                                "More picks",
                                new RecommendCommand(RecommendCommand.Scope.ME))));
    }

    private void digest(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("Your digest"));
        Optional<Digest> digest = services.digests().of(caller.user());
        if (digest.isEmpty()) {
            blocks.add(Block.paragraph("Picks can come to you by direct message."));
            blocks.add(
                    new Block.Buttons(
                            run(Button.Role.OTHER, "Weekly", new DigestCommand("weekly", "")),
                            run(Button.Role.OTHER, "Daily", new DigestCommand("daily", ""))));
            return;
        }
        Digest there = digest.get();
        String rhythm = Phrases.rhythm(there.rhythm());
        blocks.add(
                there.stopped().isPresent()
                        ? Block.paragraph(
                                "It stopped, as I could not write to you: "
                                        + PauseWords.ofDigest(there.stopped().get())
                                        + ".")
                        : Block.paragraph(
                                Span.text("It comes "),
                                Span.strong(rhythm),
                                Span.text(", next on "),
                                Phrases.minute(
                                        there.cadence().next(services.now(), there.zone()).due(),
                                        there.zone()),
                                Span.text(".")));
        blocks.add(
                new Block.Buttons(
                        there.stopped().isPresent()
                                ? run(Button.Role.OTHER, "Try again", new DigestCommand(rhythm, ""))
                                : run(
                                        Button.Role.CANCEL,
                                        "Stop it",
                                        new DigestCommand("off", ""))));
    }

    private void schedules(List<Block> blocks, Caller caller, Predicate<ChannelRef> open) {
        blocks.add(new Block.Heading("Schedules"));
        List<Schedule> all = seen(caller, open);
        if (all.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("No channel gets papers regularly yet. In a channel: "),
                            Span.command("schedule add weekdays 09:00 Europe/Berlin"),
                            Span.text(".")));
            return;
        }
        for (Schedule schedule : all.subList(0, Math.min(SCHEDULES, all.size()))) {
            schedule(blocks, schedule, caller);
        }
        if (all.size() > SCHEDULES) {
            blocks.add(
                    Block.note(
                            "There are more. In a channel, /paper schedule list shows its own."));
        }
    }

    /// The workspace's schedules that the person may see, so many that it is known whether there
    /// are more than are shown. Whether a channel is open may have to be asked, so not of many.
    private List<Schedule> seen(Caller caller, Predicate<ChannelRef> open) {
        Map<ChannelRef, Boolean> known = new HashMap<>();
        List<Schedule> seen = new ArrayList<>();
        for (Schedule schedule :
                services.schedules()
                        .in(caller.channel().platform(), caller.channel().workspace())) {
            ChannelRef channel = schedule.channel();
            boolean visible =
                    known.containsKey(channel)
                            ? known.get(channel)
                            : services.library().members(channel).contains(caller.user())
                                    || (known.size() < ASKED && open.test(channel));
            known.put(channel, visible);
            if (visible) {
                seen.add(schedule);
            }
            if (seen.size() > SCHEDULES) {
                break;
            }
        }
        return seen;
    }

    /// The reading groups of the channels where the person was seen: of no others, as a group's
    /// name, place and time are its channel's.
    private void clubs(List<Block> blocks, Caller caller) {
        List<Club> clubs = services.clubs().clubs().seenBy(caller.user());
        if (clubs.isEmpty()) {
            return;
        }
        blocks.add(new Block.Heading("Reading groups"));
        for (Club club : clubs.subList(0, Math.min(CLUBS, clubs.size()))) {
            blocks.add(new Block.Paragraph(club(club, caller)));
        }
        if (clubs.size() > CLUBS) {
            blocks.add(
                    Block.note(
                            Span.text("There are more. In a channel, "),
                            Span.command("club"),
                            Span.text(" shows its own.")));
        }
    }

    private List<Span> club(Club club, Caller caller) {
        List<Span> line = new ArrayList<>();
        line.add(Phrases.channel(club.channel(), club.channelName()));
        line.add(Span.text(" meets " + MeetingText.say(club.plan())));
        if (!club.meets()) {
            line.add(Span.text(", paused"));
            return line;
        }
        MeetingPlan.Meeting next =
                MeetingCalendar.of(club, services.clubs().clubs(), services.now())
                        .next(services.now());
        line.add(Span.text(", next on "));
        line.add(Phrases.minute(next.start(), club.plan().zone()));
        services.clubPosts()
                .desk()
                .presenter(club, next.day())
                .filter(member -> member.person().equals(caller.user()))
                .ifPresent(_ -> line.add(Span.text("; you present")));
        return line;
    }

    private void schedule(List<Block> blocks, Schedule schedule, Caller caller) {
        List<Span> line = new ArrayList<>();
        line.add(Phrases.channel(schedule.channel(), schedule.channelName()));
        line.add(Span.text(" " + ScheduleText.say(schedule.plan())));
        boolean paused = false;
        switch (schedule.state()) {
            case Schedule.State.Active _ -> {
                line.add(Span.text(", next on "));
                line.add(Phrases.nextPost(schedule.plan(), services.now()));
            }
            case Schedule.State.Paused(PauseReason reason, _) -> {
                paused = true;
                line.add(Span.text(", paused: " + PauseWords.ofSchedule(reason)));
            }
            case Schedule.State.Removed _ -> {}
        }
        blocks.add(new Block.Paragraph(line));
        // Its channel's admins may change it from anywhere.
        if (services.schedules().isAdmin(caller.user(), schedule.channel())) {
            blocks.add(
                    new Block.Buttons(
                            paused
                                    ? run(
                                            Button.Role.OTHER,
                                            "Resume",
                                            on(ScheduleVerb.RESUME, schedule))
                                    : run(
                                            Button.Role.OTHER,
                                            "Pause",
                                            on(ScheduleVerb.PAUSE, schedule)),
                            run(Button.Role.OPEN, "Preview", on(ScheduleVerb.PREVIEW, schedule)),
                            run(Button.Role.OTHER, "Log", on(ScheduleVerb.LOG, schedule))));
        }
    }

    private static Command on(ScheduleVerb action, Schedule schedule) {
        return new ScheduleCommand(action, "id:" + schedule.id());
    }

    private Button run(Button.Role role, String label, Command command) {
        return services.button(role, label, command);
    }
}
