package io.broadsheet.command;

import io.broadsheet.catalogue.Page;
import io.broadsheet.chat.Caller;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Suggests papers: to a person, to a channel, of the day, of a span missed, and what is trending.
final class SuggestionHandler {

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
            return withTrending(
                    List.of(
                            Block.paragraph(
                                    "You have been shown all that suits you lately. New papers, saves and follows"
                                            + " bring new picks.")),
                    caller);
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
                                            "There is nothing to go by that this channel has not had: it follows nothing new, and nobody"
                                                    + " in it has saved or upvoted a paper lately. Channel admins can "),
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
        LocalDate today = LocalDate.ofInstant(desk.now(), caller.zone());
        Optional<Ledger.Posting> posted =
                desk.ledger().postings(caller.channel(), 20).stream()
                        .filter(posting -> posting.occasion() == Ledger.Occasion.EDITION)
                        .filter(posting ->
                                LocalDate.ofInstant(posting.at(), caller.zone()).equals(today))
                        .findFirst();
        Optional<Paper> paper = posted.flatMap(posting -> desk.catalogue().find(posting.paper()));
        if (paper.isPresent()) {
            List<Block> blocks = new ArrayList<>();
            blocks.add(Block.paragraph("Today's paper in #" + caller.channelName()));
            blocks.addAll(desk.card(paper.get(), caller, true));
            return Reply.of(blocks);
        }
        return next(caller, today)
                .map(pick -> {
                    List<Block> blocks = new ArrayList<>();
                    blocks.add(
                            Block.paragraph(
                                    "For "
                                            + Phrases.day(today)
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

    /// What the channel would get: by the schedule that is due next today, else without a topic.
    private Optional<Suggestion> next(Caller caller, LocalDate today) {
        Optional<Schedule.Plan> plan =
                desk.schedules().of(caller.channel()).stream()
                        .filter(Schedule::active)
                        .map(Schedule::plan)
                        .filter(each -> due(each, caller).filter(today::equals).isPresent())
                        .min(
                                Comparator.comparing(each ->
                                        each.cadence().next(desk.now(), each.zone()).due()));
        return plan.map(each -> desk.press().choose(each, caller.channel(), today).stream())
                .orElseGet(() -> desk.paperOfTheDay().choose(caller.channel(), today).stream())
                .findFirst();
    }

    private Optional<LocalDate> due(Schedule.Plan plan, Caller caller) {
        return Optional.of(
                LocalDate.ofInstant(
                        plan.cadence().next(desk.now(), plan.zone()).due(), caller.zone()));
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
        List<Suggestion> missed =
                desk.recommender().since(caller.user(), caller.channel(), from, Desk.PAGE);
        String span = "since " + Phrases.day(since.get());
        if (missed.isEmpty()) {
            return Reply.say("You have not missed anything " + span + ".");
        }
        return desk.suggestions(
                List.of(Block.paragraph("The best " + span + " that you have not been shown")),
                missed,
                more("More", new Command.CatchUp(since.get().toString())),
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
                "The catalogue is empty. Whoever runs this bot can fill it with ./broadsheet import FILE.");
    }
}
