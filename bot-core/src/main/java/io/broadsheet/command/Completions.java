package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.Phrases;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// Completes commands, choices, papers, authors and topics while they are typed.
final class Completions {

    /// Discord's limit for offered choices.
    private static final int LIMIT = 25;

    /// What narrows a search, as it is typed.
    private static final List<String> FILTERS =
            List.of(
                    "author:",
                    "in:",
                    "since:",
                    "before:",
                    "has:code",
                    "sort:new",
                    "sort:top",
                    "sort:relevance");

    /// What can be followed or muted besides words.
    private static final List<String> KINDS = List.of("author:", "in:");

    /// So many letters of a name are enough to look for it.
    private static final int LETTERS = 3;

    private static final int AUTHORS = 5;

    /// What a channel wants most often; the language of times takes much more.
    static final List<String> CADENCES =
            List.of(
                    "weekdays 09:00",
                    "daily 09:00",
                    "monday 09:00",
                    "monday wednesday friday 09:00",
                    "weekdays 17:00",
                    "weekends 10:00");

    private final CommandServices services;
    private final Typeahead typeahead;
    private final PaperOffers papers;

    Completions(CommandServices services, Typeahead typeahead) {
        this.services = services;
        this.typeahead = typeahead;
        this.papers = new PaperOffers(services, typeahead);
    }

    List<Completion> complete(String text, Caller caller) {
        String line = text.stripLeading();
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return commands(line);
        }
        return CommandBook.spec(line.substring(0, blank).toLowerCase(Locale.ROOT))
                .map(spec -> rest(spec, line.substring(blank + 1), caller))
                .orElse(List.of());
    }

    /// Completes what follows a command's name: the first option whole, and the word being typed
    /// where it is a choice.
    private List<Completion> rest(CommandSpec spec, String typed, Caller caller) {
        List<Completion> offers = new ArrayList<>();
        int blank = typed.lastIndexOf(' ');
        String before = typed.substring(0, blank + 1);
        String word = typed.substring(blank + 1);
        for (CommandSpec.Option option : spec.options()) {
            option.choices().stream()
                    .filter(choice -> choice.startsWith(word.toLowerCase(Locale.ROOT)))
                    .map(choice -> new Completion(before + choice, choice))
                    .forEach(offers::add);
        }
        if (word.toLowerCase(Locale.ROOT).startsWith("author:")) {
            String name = word.substring("author:".length()).replace("\"", "");
            services.search().completeAuthor(name, LIMIT).stream()
                    .map(author -> new Completion(before + "author:\"" + author + "\"", author))
                    .forEach(offers::add);
        } else if (spec.name().equals("search")) {
            FILTERS.stream()
                    .filter(filter -> filter.startsWith(word.toLowerCase(Locale.ROOT)))
                    .map(filter -> new Completion(before + filter, filter))
                    .forEach(offers::add);
        } else if (!spec.options().isEmpty()) {
            CommandSpec.Option first = spec.options().getFirst();
            switch (first.completion()) {
                case PAPER, SHELF -> offers.addAll(papersInWords(typed));
                case NOTHING,
                        TOPIC,
                        FOLLOWED,
                        MUTED,
                        AUTHOR,
                        CATEGORY,
                        CADENCE,
                        COMMAND,
                        ZONE,
                        SCHEDULE ->
                        complete(first, typed, caller).stream()
                                .filter(offer -> !offers.contains(offer))
                                .forEach(offers::add);
            }
        }
        return offers.size() > LIMIT ? offers.subList(0, LIMIT) : offers;
    }

    List<Completion> complete(CommandSpec.Option option, String typed, Caller caller) {
        if (!option.choices().isEmpty()) {
            return option.choices().stream()
                    .filter(choice -> choice.startsWith(typed.toLowerCase(Locale.ROOT)))
                    .map(choice -> new Completion(choice, choice))
                    .toList();
        }
        return switch (option.completion()) {
            case NOTHING -> List.of();
            case COMMAND -> commands(typed);
            case AUTHOR ->
                    services.search().completeAuthor(typed, LIMIT).stream()
                            .map(author -> new Completion(author, author))
                            .toList();
            case ZONE -> zones(typed, caller);
            case CATEGORY -> categories(typed).map(it -> new Completion(it, it)).toList();
            case CADENCE -> cadences(typed);
            case SCHEDULE ->
                    typeahead.schedules(caller.channel()).stream()
                            .limit(LIMIT)
                            .map(schedule ->
                                    new Completion(
                                            Integer.toString(schedule.number()),
                                            Phrases.cut(
                                                    schedule.number()
                                                            + ". "
                                                            + ScheduleText.say(schedule.plan()),
                                                    100)))
                            .filter(offer -> offer.value().startsWith(typed.strip()))
                            .toList();
            case PAPER -> papers.offer(typed, caller);
            case SHELF -> papers.offerShelf(typed, caller);
            case TOPIC -> topics(typed, caller);
            case FOLLOWED -> known(typed, caller, typeahead::follows);
            case MUTED -> known(typed, caller, typeahead::mutes);
        };
    }

    /// Those that the person and the channel use first.
    private List<Completion> zones(String typed, Caller caller) {
        String start = typed.strip().toLowerCase(Locale.ROOT);
        Stream<String> used =
                Stream.concat(
                                Stream.of(caller.zone()),
                                typeahead.schedules(caller.channel()).stream()
                                        .map(schedule -> schedule.plan().zone()))
                        .map(ZoneId::getId)
                        .filter(zone -> zone.toLowerCase(Locale.ROOT).contains(start));
        return Stream.concat(used, Zones.complete(typed, LIMIT).stream())
                .distinct()
                .limit(LIMIT)
                .map(zone -> new Completion(zone, zone))
                .toList();
    }

    private static Stream<String> categories(String typed) {
        String start = typed.strip().toLowerCase(Locale.ROOT);
        return Category.taxonomy().stream()
                .filter(code -> code.toLowerCase(Locale.ROOT).startsWith(start))
                .limit(LIMIT);
    }

    private static List<Completion> cadences(String typed) {
        String start = typed.strip().toLowerCase(Locale.ROOT);
        return CADENCES.stream()
                .filter(cadence -> cadence.startsWith(start))
                .map(cadence -> new Completion(cadence, cadence))
                .toList();
    }

    /// What there is of the person's and the channel's own.
    private static List<Completion> known(
            String typed, Caller caller, Function<Owner, List<Interest>> of) {
        String start = typed.strip().toLowerCase(Locale.ROOT);
        return Stream.of(new Owner.OnePerson(caller.user()), new Owner.Channel(caller.channel()))
                .flatMap(owner -> of.apply(owner).stream())
                .map(Interest::toString)
                .filter(interest -> interest.toLowerCase(Locale.ROOT).startsWith(start))
                .distinct()
                .limit(LIMIT)
                .map(interest -> new Completion(interest, interest))
                .toList();
    }

    private static List<Completion> commands(String typed) {
        String start = typed.toLowerCase(Locale.ROOT);
        return CommandBook.typed().stream()
                .filter(spec -> spec.name().startsWith(start))
                .map(spec -> new Completion(spec.name(), spec.summary()))
                .toList();
    }

    /// Papers as people type them in a line: by an identifier that means something outside, else by
    /// the title.
    private List<Completion> papersInWords(String typed) {
        if (typed.strip().length() < 2) {
            return List.of();
        }
        return services.search().completeTitle(typed, LIMIT).stream()
                .map(match ->
                        new Completion(
                                match.id().scheme() == PaperId.Scheme.TITLE
                                        ? match.title()
                                        : match.id().toString(),
                                Phrases.cut(match.title(), 100)))
                .toList();
    }

    private List<Completion> topics(String typed, Caller caller) {
        String start = typed.toLowerCase(Locale.ROOT);
        if (start.startsWith("author:")) {
            String name = typed.substring("author:".length()).replace("\"", "");
            return services.search().completeAuthor(name, LIMIT).stream()
                    .map(author -> new Completion("author:" + author, "author:" + author))
                    .toList();
        }
        Stream<Completion> kinds =
                KINDS.stream()
                        .filter(kind -> kind.startsWith(start))
                        .map(kind -> new Completion(kind, kind));
        Stream<Completion> categories =
                start.startsWith("in:")
                        ? categories(start.substring(3))
                                .map(code -> new Completion("in:" + code, "in:" + code))
                        : Stream.empty();
        Stream<Completion> authors =
                start.length() < LETTERS || start.startsWith("in:")
                        ? Stream.empty()
                        : services.search().completeAuthor(typed.strip(), AUTHORS).stream()
                                .map(name -> new Completion("author:" + name, "author:" + name));
        return Stream.of(
                        known(typed, caller, typeahead::follows).stream(),
                        kinds,
                        categories,
                        authors)
                .flatMap(offers -> offers)
                .distinct()
                .limit(LIMIT)
                .toList();
    }
}
