package io.broadsheet.command;

import io.broadsheet.catalogue.Page;
import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Cadence.Occurrence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Suggests papers: to a person, to a channel, of the day, of a span missed, and what is trending.
final class SuggestionHandler {

    /// So many of the latest posts are looked through for today's.
    private static final int RECENT = 20;

    private final Desk desk;

    SuggestionHandler(Desk desk) {
        this.desk = desk;
    }

    Reply recommend(Command.Recommend command, Caller caller) {
        desk.afterwards().settle();
        return switch (command.scope()) {
            case ME -> forPerson(caller);
            case CHANNEL -> forChannel(caller);
        };
    }

    private Reply forPerson(Caller caller) {
        if (!desk.recommender().knows(caller.user())) {
            return withTrending(
                    List.of(
                            Block.paragraph(
                                    Span.text("I do not know your taste yet. Save a paper ("),
                                    Span.code("save 1"),
                                    Span.text("), upvote one, or follow a topic ("),
                                    Span.code("follow token pruning"),
                                    Span.text("), and picks for you will appear here."))),
                    caller);
        }
        List<Suggestion> picks =
                desk.recommender().personal(caller.user(), caller.channel(), Desk.PAGE);
        if (picks.isEmpty()) {
            return withTrending(List.of(Block.paragraph(Desk.NO_PICKS)), caller);
        }
        return desk.suggestions(
                List.of(Block.paragraph("Picked for you")),
                picks,
                more("More picks", new Command.Recommend(Command.Recommend.Scope.ME)),
                caller);
    }

    private Reply forChannel(Caller caller) {
        List<Suggestion> picks =
                desk.recommender().channel(caller.channel(), posted(caller), Desk.PAGE);
        if (picks.isEmpty()) {
            return withTrending(
                    List.of(
                            Block.paragraph(
                                    Span.text(
                                            "There is nothing to go by that this channel has not"
                                                    + " had: it follows nothing new, and nobody in it"
                                                    + " has saved or upvoted a paper lately. Channel"
                                                    + " admins can "),
                                    Span.code("follow token pruning here"),
                                    Span.text("."))),
                    caller);
        }
        return desk.suggestions(
                List.of(Block.paragraph("Picked for #" + caller.channelName())),
                picks,
                List.of(),
                caller);
    }

    Reply trending(Command.Trending command, Caller caller) {
        Page page = new Page(Math.min(command.offset(), Desk.DEPTH - Desk.PAGE), Desk.PAGE);
        Recommender.Trend trend =
                desk.recommender()
                        .trending(
                                caller.channel(), command.window(), page.offset() + Desk.PAGE + 1);
        if (trend.papers().isEmpty()) {
            return emptyCatalogue();
        }
        int end = Math.min(trend.papers().size(), page.offset() + Desk.PAGE);
        List<Suggestion> shown = trend.papers().subList(Math.min(page.offset(), end), end);
        List<Paper> upToHere =
                trend.papers().subList(0, end).stream().map(Suggestion::paper).toList();
        List<Paper> papers = shown.stream().map(Suggestion::paper).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(trendLead(trend, command.window()));
        blocks.addAll(
                desk.list()
                        .suggestions(
                                shown, page.offset() + 1, desk.votesHere(papers, caller), caller));
        blocks.addAll(
                desk.paging(
                        new Command.Trending(command.window(), page.offset()),
                        trend.papers().size(),
                        caller));
        blocks.addAll(AskHandler.offerTrending(desk));
        desk.remember(upToHere, papers, caller);
        return Desk.paged(Reply.of(blocks), command);
    }

    Reply today(Caller caller) {
        List<Schedule> schedules = desk.schedules().of(caller.channel());
        // The channel's day is its schedules'; the reader's counts only where it has none.
        ZoneId zone =
                schedules.stream()
                        .min(Comparator.comparing(schedule -> !schedule.active()))
                        .map(schedule -> schedule.plan().zone())
                        .orElse(caller.zone());
        return posted(schedules)
                .or(() -> postedOtherwise(schedules, zone, caller))
                .flatMap(picks -> posted(picks, caller))
                .orElseGet(() -> next(schedules, zone, caller));
    }

    private LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(desk.now(), zone);
    }

    /// What the channel's schedules posted last for today, each by its own day.
    private Optional<List<Outbox.Pick>> posted(List<Schedule> schedules) {
        return schedules.stream()
                .flatMap(schedule ->
                        log(schedule)
                                .filter(entry -> entry.state() == OccurrenceState.POSTED)
                                .filter(entry ->
                                        entry.key().day().equals(today(schedule.plan().zone()))))
                .max(Comparator.comparing(OutboxEntry::at))
                .map(OutboxEntry::picks);
    }

    /// What schedules that the channel has no more posted today.
    private Optional<List<Outbox.Pick>> postedOtherwise(
            List<Schedule> schedules, ZoneId zone, Caller caller) {
        Set<PaperId> ofOtherDays =
                schedules.stream()
                        .flatMap(this::log)
                        .flatMap(entry -> entry.picks().stream())
                        .map(Outbox.Pick::paper)
                        .collect(Collectors.toUnmodifiableSet());
        return desk.ledger().postings(caller.channel(), RECENT).stream()
                .filter(posting -> posting.occasion() == Ledger.Occasion.EDITION)
                .filter(posting -> LocalDate.ofInstant(posting.at(), zone).equals(today(zone)))
                .filter(posting -> !ofOtherDays.contains(posting.paper()))
                .findFirst()
                .map(posting ->
                        desk.outbox().postsOf(posting.paper(), posting.at()).stream()
                                .filter(entry ->
                                        entry.channel().equals(Optional.of(caller.channel())))
                                .findFirst()
                                .map(OutboxEntry::picks)
                                .orElse(List.of(new Outbox.Pick(posting.paper(), ""))));
    }

    private Stream<OutboxEntry> log(Schedule schedule) {
        return desk.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), RECENT).stream();
    }

    /// A post, as it is shown again; empty where its papers are gone.
    private Optional<Reply> posted(List<Outbox.Pick> picks, Caller caller) {
        List<Paper> papers = new ArrayList<>();
        List<String> whys = new ArrayList<>();
        for (Outbox.Pick pick : picks) {
            desk.catalogue()
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
            blocks.add(Block.paragraph("Today's paper in #" + caller.channelName()));
            blocks.addAll(desk.card(papers.getFirst(), caller, true));
        } else {
            desk.remember(papers, papers, caller);
            blocks.add(Block.paragraph("Today's papers in #" + caller.channelName()));
            blocks.addAll(
                    desk.list()
                            .posted(
                                    papers,
                                    1,
                                    whys,
                                    desk.votesHere(papers, caller),
                                    caller.zone()));
        }
        return Optional.of(Reply.of(blocks));
    }

    /// What the channel would get: by the schedule that is due next today, else without a topic.
    ///
    /// @param zone whose day it is where no schedule is due
    private Reply next(List<Schedule> schedules, ZoneId zone, Caller caller) {
        Optional<Schedule.Plan> plan =
                schedules.stream()
                        .filter(Schedule::active)
                        .map(Schedule::plan)
                        .filter(each -> next(each).day().equals(today(each.zone())))
                        .min(Comparator.comparing(each -> next(each).due()));
        LocalDate day = today(plan.map(Schedule.Plan::zone).orElse(zone));
        return plan.map(each -> desk.dispatcher().choose(each, caller.channel(), day).stream())
                .orElseGet(() -> desk.paperOfTheDay().choose(caller.channel(), day).stream())
                .findFirst()
                .map(pick -> {
                    List<Block> blocks = new ArrayList<>();
                    blocks.add(
                            Block.paragraph(
                                    "For "
                                            + Phrases.day(day)
                                            + ", #"
                                            + caller.channelName()
                                            + " would get this paper."));
                    blocks.add(new Block.Note(Phrases.reason(pick.reason())));
                    blocks.addAll(desk.card(pick.paper(), caller, true));
                    return Reply.of(blocks);
                })
                .orElseGet(() ->
                        desk.catalogue().size() == 0
                                ? emptyCatalogue()
                                : Reply.say(
                                        "This channel has had every paper that it has not muted."));
    }

    private Occurrence next(Schedule.Plan plan) {
        return plan.cadence().next(desk.now(), plan.zone());
    }

    Reply catchUp(Command.CatchUp command, Caller caller) {
        LocalDate today = LocalDate.ofInstant(desk.now(), caller.zone());
        Optional<LocalDate> since =
                command.since().isEmpty()
                        ? Optional.of(today.minusDays(7))
                        : PastDay.parse(command.since(), today);
        if (since.isEmpty()) {
            return Reply.rejection(
                    Span.text(
                            "I could not read the date '"
                                    + Phrases.cut(command.since(), 60)
                                    + "'. For example: "),
                    Span.code("catchup since monday"),
                    Span.text(" or "),
                    Span.code("catchup since " + today.minusDays(10)),
                    Span.text("."));
        }
        if (since.get().isAfter(today)) {
            return Reply.rejection(
                    Span.text(Phrases.day(since.get()) + " has not come yet. For example: "),
                    Span.code("catchup since monday"),
                    Span.text("."));
        }
        desk.afterwards().settle();
        Instant from = since.get().atStartOfDay(caller.zone()).toInstant();
        List<Suggestion> found =
                desk.recommender().since(caller.user(), caller.channel(), from, Desk.PAGE + 1);
        List<Suggestion> missed = found.subList(0, Math.min(found.size(), Desk.PAGE));
        String span = "since " + Phrases.day(since.get());
        if (missed.isEmpty()) {
            return Reply.say("You have not missed anything " + span + ".");
        }
        return desk.suggestions(
                List.of(Block.paragraph("The best " + span + " that you have not been shown")),
                missed,
                found.size() > missed.size()
                        ? more("More", new Command.CatchUp(since.get().toString()))
                        : List.of(),
                caller);
    }

    private Reply withTrending(List<Block> lead, Caller caller) {
        Recommender.Trend trend =
                desk.recommender().trending(caller.channel(), Window.WEEK, Desk.PAGE);
        if (trend.papers().isEmpty()) {
            return Reply.of(lead);
        }
        List<Block> blocks = new ArrayList<>(lead);
        blocks.add(trendLead(trend, Window.WEEK));
        return desk.suggestions(blocks, trend.papers(), List.of(), caller);
    }

    private static Block trendLead(Recommender.Trend trend, Window asked) {
        String lead = "Trending, " + Phrases.window(trend.window());
        return Block.paragraph(
                trend.window() == asked
                        ? lead
                        : lead + " (nothing is dated in " + Phrases.window(asked) + ")");
    }

    private List<Block> more(String label, Command command) {
        return List.of(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.NEXT, label, desk.codes().code(command)))));
    }

    private Set<PaperId> posted(Caller caller) {
        return desk.ledger().postings(caller.channel(), Integer.MAX_VALUE).stream()
                .map(Ledger.Posting::paper)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Reply emptyCatalogue() {
        return Reply.say(
                "The catalogue is empty. Whoever runs this bot can fill it with ./broadsheet import"
                        + " FILE.");
    }
}
