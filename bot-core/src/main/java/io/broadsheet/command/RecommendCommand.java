package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.edition.Ledger;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Picks papers for a person or for the channel, each with its reason.
record RecommendCommand(Scope scope) implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "recommend",
                            Group.DISCOVER,
                            "Picks for you or for this channel, each with its reason")
                    .usage("[me|channel]")
                    .option(Option.choice("scope", "For whom", "me", "channel"))
                    .example("recommend")
                    .example("recommend channel")
                    .note(
                            "Picks come from what was saved, upvoted and followed; muted, dismissed, saved and just shown"
                                    + " papers are left out.")
                    .reads(LineLayout.rest("scope"), RecommendCommand::read);

    private static RecommendCommand read(Arguments arguments) throws Misunderstanding {
        return new RecommendCommand(arguments.choice("scope", Scope.ME, "recommend me"));
    }

    /// For whom.
    enum Scope {
        ME,
        CHANNEL
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        services.afterwards().settle();
        return switch (scope) {
            case ME -> forPerson(services, caller);
            case CHANNEL -> forChannel(services, caller);
        };
    }

    private Reply forPerson(CommandServices services, Caller caller) {
        if (!services.recommender().knows(caller.user())) {
            return withTrending(
                    services,
                    List.of(
                            Block.paragraph(
                                    Span.text("I do not know your taste yet. Save a paper ("),
                                    Span.command("save 1"),
                                    Span.text("), upvote one, or follow a topic ("),
                                    Span.command("follow token pruning"),
                                    Span.text("), and picks for you will appear here.")),
                            new Block.Buttons(
                                    services.button(
                                            Button.Role.OTHER,
                                            "Rate a few papers",
                                            LibraryCommand.start()),
                                    services.button(
                                            Button.Role.OTHER,
                                            "Bring my library",
                                            LibraryCommand.importing()))),
                    caller);
        }
        List<Suggestion> picks =
                services.recommender()
                        .personal(caller.user(), caller.channel(), CommandServices.PAGE);
        if (picks.isEmpty()) {
            return withTrending(
                    services, List.of(Block.paragraph(CommandServices.NO_PICKS)), caller);
        }
        return services.suggestions(
                List.of(Block.paragraph("Picked for you")),
                picks,
                PaperLists.more("More picks", new RecommendCommand(Scope.ME), services),
                caller);
    }

    private Reply forChannel(CommandServices services, Caller caller) {
        List<Suggestion> picks =
                services.recommender()
                        .channel(caller.channel(), posted(services, caller), CommandServices.PAGE);
        if (picks.isEmpty()) {
            return withTrending(
                    services,
                    List.of(
                            Block.paragraph(
                                    Span.text(
                                            "There is nothing to go by that this channel has not"
                                                    + " had: it follows nothing new, and nobody in it"
                                                    + " has saved or upvoted a paper lately. Channel"
                                                    + " admins can "),
                                    Span.command("follow token pruning here"),
                                    Span.text("."))),
                    caller);
        }
        return services.suggestions(
                List.of(Block.paragraph(Span.text("Picked for "), Phrases.here(caller))),
                picks,
                List.of(),
                caller);
    }

    private Reply withTrending(CommandServices services, List<Block> lead, Caller caller) {
        Recommender.Trend trend =
                services.recommender()
                        .trending(caller.channel(), Window.WEEK, CommandServices.PAGE);
        if (trend.papers().isEmpty()) {
            return Reply.of(lead);
        }
        List<Block> blocks = new ArrayList<>(lead);
        blocks.add(PaperLists.trendLead(trend, Window.WEEK));
        return services.suggestions(blocks, trend.papers(), List.of(), caller);
    }

    private Set<PaperId> posted(CommandServices services, Caller caller) {
        return services.ledger().postings(caller.channel(), Integer.MAX_VALUE).stream()
                .map(Ledger.LedgerEntry::paper)
                .collect(Collectors.toUnmodifiableSet());
    }
}
