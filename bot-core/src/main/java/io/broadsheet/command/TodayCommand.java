package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The paper of the day of the channel: what it got today, or would get.
record TodayCommand() implements BareQuestion {

    static final CommandType TYPE =
            CommandType.named("today", Group.DISCOVER, "The paper of the day of this channel")
                    .example("today")
                    .reads(LineLayout.nothing(), _ -> new TodayCommand());

    /// So many of the latest posts are looked through for today's.
    private static final int RECENT = 20;

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        List<Schedule> schedules = services.schedules().of(caller.channel());
        // The channel's day is its schedules'; the reader's counts only where it has none.
        ZoneId zone =
                schedules.stream()
                        .min(Comparator.comparing(schedule -> !schedule.active()))
                        .map(schedule -> schedule.plan().zone())
                        .orElse(caller.zone());
        return posted(services, schedules)
                .or(() -> postedOtherwise(services, schedules, zone, caller))
                .flatMap(picks -> again(services, picks, caller))
                .orElseGet(() -> next(services, schedules, zone, caller));
    }

    private LocalDate today(CommandServices services, ZoneId zone) {
        return LocalDate.ofInstant(services.now(), zone);
    }

    /// What the channel's schedules posted last for today, each by its own day.
    private Optional<List<Outbox.Pick>> posted(CommandServices services, List<Schedule> schedules) {
        return schedules.stream()
                .flatMap(schedule ->
                        log(services, schedule)
                                .filter(entry -> entry.state() == OccurrenceState.POSTED)
                                .filter(entry ->
                                        entry.key()
                                                .day()
                                                .equals(today(services, schedule.plan().zone()))))
                .max(Comparator.comparing(OutboxEntry::at))
                .map(OutboxEntry::picks);
    }

    /// What schedules that the channel has no more posted today.
    private Optional<List<Outbox.Pick>> postedOtherwise(
            CommandServices services, List<Schedule> schedules, ZoneId zone, Caller caller) {
        Set<PaperId> ofOtherDays =
                schedules.stream()
                        .flatMap(schedule -> log(services, schedule))
                        .flatMap(entry -> entry.picks().stream())
                        .map(Outbox.Pick::paper)
                        .collect(Collectors.toUnmodifiableSet());
        return services.ledger().postings(caller.channel(), RECENT).stream()
                .filter(posting -> posting.occasion() == Ledger.Occasion.EDITION)
                .filter(posting ->
                        LocalDate.ofInstant(posting.at(), zone).equals(today(services, zone)))
                .filter(posting -> !ofOtherDays.contains(posting.paper()))
                .findFirst()
                .map(posting ->
                        services.outbox().postsOf(posting.paper(), posting.at()).stream()
                                .filter(entry ->
                                        entry.channel().equals(Optional.of(caller.channel())))
                                .findFirst()
                                .map(OutboxEntry::picks)
                                .orElse(List.of(new Outbox.Pick(posting.paper(), ""))));
    }

    private Stream<OutboxEntry> log(CommandServices services, Schedule schedule) {
        return services.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), RECENT).stream();
    }

    /// A post, as it is shown again; empty where its papers are gone.
    private Optional<Reply> again(
            CommandServices services, List<Outbox.Pick> picks, Caller caller) {
        List<Paper> papers = new ArrayList<>();
        List<String> whys = new ArrayList<>();
        for (Outbox.Pick pick : picks) {
            services.catalogue()
                    .find(pick.paper())
                    .ifPresent(paper -> {
                        papers.add(paper);
                        whys.add(pick.why());
                    });
        }
        if (papers.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        if (picks.size() == 1) {
            blocks.add(Block.paragraph(Span.text("Today's paper in "), Phrases.here(caller)));
            blocks.addAll(services.card(papers.getFirst(), caller));
        } else {
            services.remember(papers, papers, caller);
            blocks.add(Block.paragraph(Span.text("Today's papers in "), Phrases.here(caller)));
            blocks.addAll(
                    services.list()
                            .posted(
                                    papers,
                                    1,
                                    whys,
                                    services.votesHere(papers, caller),
                                    caller.zone()));
        }
        return Optional.of(Reply.of(blocks));
    }

    /// What the channel would get: by the schedule that is due next today, else without a topic.
    ///
    /// @param zone whose day it is where no schedule is due
    private Reply next(
            CommandServices services, List<Schedule> schedules, ZoneId zone, Caller caller) {
        Optional<Schedule.Plan> plan =
                schedules.stream()
                        .filter(Schedule::active)
                        .map(Schedule::plan)
                        .filter(each ->
                                next(services, each).day().equals(today(services, each.zone())))
                        .min(Comparator.comparing(each -> next(services, each).due()));
        LocalDate day = today(services, plan.map(Schedule.Plan::zone).orElse(zone));
        return plan.map(each -> services.dispatcher().choose(each, caller.channel(), day).stream())
                .orElseGet(() -> services.paperOfTheDay().choose(caller.channel(), day).stream())
                .findFirst()
                .map(pick -> {
                    List<Block> blocks = new ArrayList<>();
                    blocks.add(
                            Block.paragraph(
                                    Span.text("For " + Phrases.day(day) + ", "),
                                    Phrases.here(caller),
                                    Span.text(" would get this paper.")));
                    List<Span> why = Phrases.reason(pick.reason());
                    if (!why.isEmpty()) {
                        blocks.add(new Block.Note(why));
                    }
                    blocks.addAll(services.card(pick.paper(), caller));
                    return Reply.of(blocks);
                })
                .orElseGet(() ->
                        services.catalogue().size() == 0
                                ? PaperLists.emptyCatalogue()
                                : Reply.say(
                                        "This channel has had every paper that it has not muted and whose date is known."));
    }

    private Occurrence next(CommandServices services, Schedule.Plan plan) {
        return plan.cadence().next(services.now(), plan.zone());
    }
}
