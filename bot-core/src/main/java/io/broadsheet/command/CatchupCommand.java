package io.broadsheet.command;

import io.broadsheet.catalogue.PastDay;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The best papers of a span that the person has not been shown.
///
/// @param since a date, a weekday, `yesterday` or `3 days ago`; empty for the last seven days
record CatchupCommand(String since) implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "catchup",
                            Group.DISCOVER,
                            "The best papers of a span that you have not been shown")
                    .usage("[since <date|weekday>]")
                    .option(Option.text("since", "A date, a weekday or 3 days ago").optional())
                    .example("catchup since monday")
                    .example("catchup since 2025-06-01")
                    .example("catchup since 3 days ago")
                    .note("Without a date it looks at the last seven days.")
                    .reads(
                            text ->
                                    Arguments.of(
                                            "since", text.replaceFirst("(?i)^since\\b[:\\s]*", "")),
                            CatchupCommand::read);

    private static CatchupCommand read(Arguments arguments) throws Misunderstanding {
        return new CatchupCommand(arguments.text("since"));
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return since.isEmpty() ? "" : "since " + since;
    }

    @Override
    public Effect effect() {
        return Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        LocalDate today = LocalDate.ofInstant(services.now(), caller.zone());
        Optional<LocalDate> since =
                this.since.isEmpty()
                        ? Optional.of(today.minusDays(7))
                        : PastDay.parse(this.since, today);
        if (since.isEmpty()) {
            return Reply.rejection(
                    Span.text(
                            "I could not read the date '"
                                    + Phrases.cut(this.since, 60)
                                    + "'. For example: "),
                    Span.command("catchup since monday"),
                    Span.text(" or "),
                    Span.command("catchup since " + today.minusDays(10)),
                    Span.text("."));
        }
        if (since.get().isAfter(today)) {
            return Reply.rejection(
                    Span.text(Phrases.day(since.get()) + " has not come yet. For example: "),
                    Span.command("catchup since monday"),
                    Span.text("."));
        }
        services.afterwards().settle();
        Instant from = since.get().atStartOfDay(caller.zone()).toInstant();
        List<Suggestion> found =
                services.recommender()
                        .since(caller.user(), caller.channel(), from, CommandServices.PAGE + 1);
        List<Suggestion> missed = found.subList(0, Math.min(found.size(), CommandServices.PAGE));
        String span = "since " + Phrases.day(since.get());
        if (missed.isEmpty()) {
            return Reply.say("You have not missed anything " + span + ".");
        }
        return services.suggestions(
                List.of(Block.paragraph("The best " + span + " that you have not been shown")),
                missed,
                found.size() > missed.size()
                        ? PaperLists.more(
                                "More", new CatchupCommand(since.get().toString()), services)
                        : List.of(),
                caller);
    }
}
