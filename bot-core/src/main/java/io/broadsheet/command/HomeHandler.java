package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
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
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.ScheduleText;
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
    private static final int ASKED = 30;

    private final Desk desk;

    HomeHandler(Desk desk) {
        this.desk = desk;
    }

    /// @param open whether everybody in the workspace may look into a channel; of others only those
    ///   that the person was seen in are shown
    Reply handle(Caller caller, Predicate<ChannelRef> open) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.OPEN,
                                        "Search",
                                        desk.codes().code(new Command.SearchForm()),
                                        Button.Style.PRIMARY),
                                run(
                                        Button.Role.OPEN,
                                        "Trending",
                                        new Command.Trending(Window.WEEK, 0)),
                                run(Button.Role.OTHER, "Help", new Command.Help("")))));
        int shown = shelf(blocks, caller);
        follows(blocks, caller);
        picks(blocks, shown, caller);
        digest(blocks, caller);
        schedules(blocks, caller, open);
        return Reply.of(blocks);
    }

    /// @return how many papers it shows
    private int shelf(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("Your shelf"));
        List<PaperId> saved =
                desk.library().saved(caller.user()).stream().map(Library.Saved::paper).toList();
        if (saved.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            "Your shelf is empty. Save on any paper puts it here, with its citation at hand."));
            return 0;
        }
        List<Paper> papers =
                desk.catalogue().findAll(saved.subList(0, Math.min(PAPERS, saved.size())));
        blocks.addAll(desk.list().shelf(papers, 1, desk.votesHere(papers, caller), caller));
        blocks.add(
                new Block.Buttons(
                        List.of(
                                run(
                                        Button.Role.OPEN,
                                        "All of it (" + saved.size() + ")",
                                        new Command.Saved("", 0)),
                                run(
                                        Button.Role.CITE,
                                        "Cite all",
                                        new Command.Cite("saved", Command.Cite.Format.BIBTEX)))));
        return papers.size();
    }

    private void follows(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("You follow"));
        List<Interest> follows = desk.library().follows(new Owner.Person(caller.user()));
        if (follows.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("Nothing yet. For example: "),
                            Span.code("/paper follow vision tokenizers"),
                            Span.text(" or "),
                            Span.code("/paper follow author:\"Kaiming He\""),
                            Span.text(".")));
            return;
        }
        blocks.add(
                Block.paragraph(
                        Phrases.names(
                                follows.stream().map(Interest::toString).toList(), INTERESTS)));
        blocks.add(
                new Block.Buttons(
                        List.of(
                                run(Button.Role.OPEN, "Change", new Command.Following()),
                                run(Button.Role.OTHER, "Muted", new Command.Muted()))));
    }

    private void picks(List<Block> blocks, int shown, Caller caller) {
        blocks.add(new Block.Heading("Picked for you"));
        List<Suggestion> picks =
                desk.recommender().knows(caller.user())
                        ? desk.recommender().personal(caller.user(), caller.channel(), PAPERS)
                        : List.of();
        if (picks.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            desk.recommender().knows(caller.user())
                                    ? Desk.NO_PICKS
                                    : "Save or upvote a paper, or follow a topic, and picks for you appear here."));
            return;
        }
        List<Paper> papers = picks.stream().map(Suggestion::paper).toList();
        blocks.addAll(
                desk.list().suggestions(picks, shown + 1, desk.votesHere(papers, caller), caller));
        blocks.add(
                new Block.Buttons(
                        List.of(
                                run(
                                        Button.Role.NEXT,
                                        "More picks",
                                        new Command.Recommend(Command.Recommend.Scope.ME)))));
    }

    private void digest(List<Block> blocks, Caller caller) {
        blocks.add(new Block.Heading("Your digest"));
        Optional<Digest> digest = desk.digests().of(caller.user());
        if (digest.isEmpty()) {
            blocks.add(Block.paragraph("Picks can come to you by direct message."));
            blocks.add(
                    new Block.Buttons(
                            List.of(
                                    run(
                                            Button.Role.OTHER,
                                            "Weekly",
                                            new Command.DigestOrder("weekly", "")),
                                    run(
                                            Button.Role.OTHER,
                                            "Daily",
                                            new Command.DigestOrder("daily", "")))));
            return;
        }
        Digest there = digest.get();
        String rhythm = DigestHandler.word(there.rhythm());
        blocks.add(
                there.stopped().isPresent()
                        ? Block.paragraph(
                                "It stopped, as I could not write to you: "
                                        + there.stopped().get()
                                        + ".")
                        : Block.paragraph(
                                Span.text("It comes "),
                                Span.strong(rhythm),
                                Span.text(", next on "),
                                Phrases.minute(
                                        there.rhythm()
                                                .cadence()
                                                .next(desk.now(), there.zone())
                                                .due(),
                                        there.zone()),
                                Span.text(".")));
        blocks.add(
                new Block.Buttons(
                        List.of(
                                there.stopped().isPresent()
                                        ? run(
                                                Button.Role.OTHER,
                                                "Try again",
                                                new Command.DigestOrder(rhythm, ""))
                                        : run(
                                                Button.Role.CANCEL,
                                                "Stop it",
                                                new Command.DigestOrder("off", "")))));
    }

    private void schedules(List<Block> blocks, Caller caller, Predicate<ChannelRef> open) {
        blocks.add(new Block.Heading("Schedules"));
        List<Schedule> all = seen(caller, open);
        if (all.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("No channel gets papers regularly yet. In a channel: "),
                            Span.code("/paper schedule add weekdays 09:00 Europe/Berlin"),
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
                desk.schedules().in(caller.channel().platform(), caller.channel().workspace())) {
            ChannelRef channel = schedule.channel();
            boolean visible =
                    known.containsKey(channel)
                            ? known.get(channel)
                            : desk.library().members(channel).contains(caller.user())
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

    private void schedule(List<Block> blocks, Schedule schedule, Caller caller) {
        List<Span> line = new ArrayList<>();
        line.add(Span.strong("#" + schedule.channelName()));
        line.add(Span.text(" " + ScheduleText.say(schedule.plan())));
        boolean paused = false;
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
            case Schedule.State.Paused(String reason, _, _) -> {
                paused = true;
                line.add(Span.text(", paused: " + reason));
            }
            case Schedule.State.Removed _ -> {}
        }
        blocks.add(new Block.Paragraph(line));
        // Its channel's admins may change it from anywhere.
        if (desk.schedules().isAdmin(caller.user(), schedule.channel())) {
            blocks.add(
                    new Block.Buttons(
                            List.of(
                                    paused
                                            ? run(
                                                    Button.Role.OTHER,
                                                    "Resume",
                                                    on(Command.Schedule.Action.RESUME, schedule))
                                            : run(
                                                    Button.Role.OTHER,
                                                    "Pause",
                                                    on(Command.Schedule.Action.PAUSE, schedule)),
                                    run(
                                            Button.Role.OPEN,
                                            "Preview",
                                            on(Command.Schedule.Action.PREVIEW, schedule)),
                                    run(
                                            Button.Role.OTHER,
                                            "Log",
                                            on(Command.Schedule.Action.LOG, schedule)))));
        }
    }

    private static Command on(Command.Schedule.Action action, Schedule schedule) {
        return new Command.Schedule(action, "id:" + schedule.id());
    }

    private Button run(Button.Role role, String label, Command command) {
        return new Button.Run(role, label, desk.codes().code(command));
    }
}
