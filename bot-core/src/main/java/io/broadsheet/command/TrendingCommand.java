package io.broadsheet.command;

import io.broadsheet.catalogue.Page;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is upvoted, here and at Hugging Face.
record TrendingCommand(Window window, int offset) implements Command.Paged {

    static final CommandType TYPE =
            CommandType.named(
                            "trending", Group.DISCOVER, "What is upvoted, here and at Hugging Face")
                    .usage("[day|week|month|year]")
                    .option(
                            Option.choice(
                                    "window",
                                    "How far to look back",
                                    "day",
                                    "week",
                                    "month",
                                    "year"))
                    .example("trending")
                    .example("trending month")
                    .reads(LineLayout.rest("window"), TrendingCommand::read);

    private static TrendingCommand read(Arguments arguments) throws Misunderstanding {
        return new TrendingCommand(arguments.choice("window", Window.WEEK, "trending week"), 0);
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return window.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Command from(int value) {
        return new TrendingCommand(window, value);
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        Page page =
                new Page(
                        Math.min(this.offset, CommandServices.DEPTH - CommandServices.PAGE),
                        CommandServices.PAGE);
        Recommender.Trend trend =
                services.recommender()
                        .trending(
                                caller.channel(), window, page.offset() + CommandServices.PAGE + 1);
        if (trend.papers().isEmpty()) {
            return PaperLists.emptyCatalogue();
        }
        int end = Math.min(trend.papers().size(), page.offset() + CommandServices.PAGE);
        List<Suggestion> shown = trend.papers().subList(Math.min(page.offset(), end), end);
        List<Paper> upToHere =
                trend.papers().subList(0, end).stream().map(Suggestion::paper).toList();
        List<Paper> papers = shown.stream().map(Suggestion::paper).toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(PaperLists.trendLead(trend, window));
        Map<PaperId, Integer> votes = services.votesHere(papers, caller);
        // What is listed for want of anything recent is not new.
        blocks.addAll(
                trend.window() == Window.ALL_TIME
                        ? services.list().entries(papers, page.offset() + 1, votes, caller)
                        : services.list().suggestions(shown, page.offset() + 1, votes, caller));
        blocks.addAll(
                services.paging(
                        new TrendingCommand(window, page.offset()), trend.papers().size(), caller));
        blocks.addAll(AskCommand.offerTrending(services));
        services.remember(upToHere, papers, caller);
        return CommandServices.paged(Reply.of(blocks), this);
    }
}
