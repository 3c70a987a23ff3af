package io.broadsheet.command;

import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PastDay;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.view.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The best papers of a span that the person has not been shown.
///
/// @param since a date, a weekday, `yesterday` or `3 days ago`; empty for the last seven days
/// @param about words and filters, see [QueryLanguage]; empty for all papers
record CatchupCommand(String since, String about) implements Command {

    private static final String SPAN =
            "(?:\\d{1,4}|an?) (?:day|week|month|year)s? ago|last \\p{Alpha}+|\\S+";
    private static final Pattern SINCE =
            Pattern.compile("(?i)(?:^|\\s)since[:\\s]\\s*(?<day>" + SPAN + ")");
    private static final Pattern BARE = Pattern.compile("(?i)^(?<day>" + SPAN + ")(?=\\s|$)");
    private static final Pattern ABOUT = Pattern.compile("(?i)^(?:about|on)\\s+");

    /// So many papers of a span are looked through for those that the words are about.
    private static final int LOOKED_AT = 1_000;

    /// Filters go by the day a paper appeared, spans by the day it was featured where it was:
    /// seldom more days later than this.
    private static final int FEATURED_LATER = 60;

    static final CommandType TYPE =
            CommandType.named(
                            "catchup",
                            Group.DISCOVER,
                            "The best papers of a span that you have not been shown")
                    .usage("[since <date|weekday>] [words and filters]")
                    .option(Option.text("since", "A date, a weekday or 3 days ago").optional())
                    .option(
                            Option.text("about", "Only these: words and filters as in search")
                                    .optional())
                    .example("catchup since monday")
                    .example("catchup since 2025-06-01 in:cs.CV")
                    .example("catchup diffusion since 3 days ago")
                    .note("Without a date it looks at the last seven days.")
                    .reads(CatchupCommand::read, CatchupCommand::new);

    private CatchupCommand(Arguments arguments) {
        this(arguments.text("since"), arguments.text("about"));
    }

    private static Arguments read(String line) {
        String text = line.strip();
        Matcher since = SINCE.matcher(text);
        if (since.find()) {
            // What is no day is reported whole: "since the beginning".
            return isDay(since.group("day"))
                    ? arguments(since, text)
                    : arguments(text.substring(since.start("day")), "");
        }
        Matcher bare = BARE.matcher(text);
        return bare.find() && isDay(bare.group("day"))
                ? arguments(bare, text)
                : arguments("", text);
    }

    private static Arguments arguments(Matcher since, String text) {
        String rest = text.substring(0, since.start()) + ' ' + text.substring(since.end());
        return arguments(since.group("day"), rest.strip());
    }

    private static Arguments arguments(String since, String about) {
        return new Arguments(
                Map.of("since", since, "about", ABOUT.matcher(about).replaceFirst("")));
    }

    /// Which day it is depends on today, whether it is one does not.
    private static boolean isDay(String text) {
        return PastDay.parse(text, LocalDate.EPOCH).isPresent();
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        String day = since.isEmpty() ? "" : "since " + since;
        return about.isEmpty() ? day : (day + " about " + about).strip();
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
        QueryReading reading = QueryLanguage.parse(about, today);
        if (!reading.problems().isEmpty()) {
            return Reply.rejection(Span.text(String.join(" ", reading.problems())));
        }
        // Whoever gives the days by a filter (`year:2025`) has said since when.
        LocalDate first = since.get();
        if (this.since.isEmpty() && reading.query().since() != null) {
            first = reading.query().since();
        }
        Instant from = first.atStartOfDay(caller.zone()).toInstant();
        Optional<Set<PaperId>> among =
                about.isEmpty()
                        ? Optional.empty()
                        : Optional.of(about(reading.query(), first, services.search()));
        return missed(first, from, among, services, caller);
    }

    private Reply missed(
            LocalDate since,
            Instant from,
            Optional<Set<PaperId>> among,
            CommandServices services,
            Caller caller) {
        List<Suggestion> found =
                services.recommender()
                        .since(
                                caller.user(),
                                caller.channel(),
                                from,
                                among,
                                CommandServices.PAGE + 1);
        List<Suggestion> missed = found.subList(0, Math.min(found.size(), CommandServices.PAGE));
        String span = "since " + Phrases.day(since);
        if (missed.isEmpty()) {
            List<Span> nothing = new ArrayList<>();
            nothing.add(Span.text("You have not missed anything " + span));
            if (!about.isEmpty()) {
                nothing.add(Span.text(" for "));
                nothing.add(Span.code(Phrases.cut(about, 80)));
            }
            nothing.add(Span.text("."));
            newest(services)
                    .filter(newest -> newest.date().isBefore(from))
                    .map(newest -> Phrases.day(newest.date(), caller.zone()))
                    .ifPresent(day -> {
                        nothing.add(Span.text(" The newest paper here is of "));
                        nothing.add(day);
                        nothing.add(Span.text("."));
                    });
            return Reply.say(nothing.toArray(Span[]::new));
        }
        List<Span> lead = new ArrayList<>();
        lead.add(Span.text("The best " + span + " that you have not been shown"));
        if (!about.isEmpty()) {
            lead.add(Span.text(", for "));
            lead.add(Span.code(Phrases.cut(about, 80)));
        }
        return services.suggestions(
                List.of(new Block.Paragraph(lead)),
                missed,
                found.size() > missed.size()
                        ? PaperLists.more(
                                "More", new CatchupCommand(since.toString(), about), services)
                        : List.of(),
                caller);
    }

    private static Optional<Paper> newest(CommandServices services) {
        PaperQuery all = PaperQuery.words("").newestSince(LocalDate.EPOCH);
        return services.search().search(all, Page.first(1)).hits().stream()
                .findFirst()
                .flatMap(hit -> services.catalogue().find(hit.id()));
    }

    /// The papers of the span that have all of the words and pass the filters; a name's are those
    /// by that person.
    private static Set<PaperId> about(PaperQuery asked, LocalDate since, PaperSearch search) {
        PaperQuery query =
                NamedSearch.in(asked, search)
                        .map(byName -> byName.filtering(asked))
                        .orElse(asked)
                        .newestSince(since.minusDays(FEATURED_LATER));
        Set<PaperId> about = new HashSet<>();
        for (int from = 0; from < LOOKED_AT; from += Page.MAX_SIZE) {
            PaperSearch.Results results = search.search(query, new Page(from, Page.MAX_SIZE));
            if (results.having() == 0 || results.hits().isEmpty()) {
                break;
            }
            results.hits().forEach(hit -> about.add(hit.id()));
        }
        return about;
    }
}
