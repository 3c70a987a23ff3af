package io.broadsheet.command;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Zones;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private final CommandServices services;
    private final Typeahead typeahead;

    Completions(CommandServices services, Typeahead typeahead) {
        this.services = services;
        this.typeahead = typeahead;
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
                case PAPER -> offers.addAll(papersInWords(typed));
                case NOTHING, TOPIC, AUTHOR, COMMAND, ZONE, SCHEDULE ->
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
            case ZONE ->
                    Zones.complete(typed, LIMIT).stream()
                            .map(zone -> new Completion(zone, zone))
                            .toList();
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
            case PAPER -> papers(typed);
            case TOPIC -> topics(typed, caller);
        };
    }

    private static List<Completion> commands(String typed) {
        String start = typed.toLowerCase(Locale.ROOT);
        return CommandBook.typed().stream()
                .filter(spec -> spec.name().startsWith(start))
                .map(spec -> new Completion(spec.name(), spec.summary()))
                .toList();
    }

    private List<Completion> papers(String typed) {
        if (typed.length() < 2) {
            return List.of();
        }
        List<Completion> offers = new ArrayList<>();
        for (PaperSearch.TitleMatch match : services.search().completeTitle(typed, LIMIT)) {
            offers.add(new Completion(match.id().toString(), Phrases.cut(match.title(), 100)));
        }
        return offers;
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
        List<Interest> known =
                new ArrayList<>(typeahead.follows(new Owner.OnePerson(caller.user())));
        known.addAll(typeahead.follows(new Owner.Channel(caller.channel())));
        return Stream.concat(known.stream().map(Interest::toString), KINDS.stream())
                .filter(topic -> topic.toLowerCase(Locale.ROOT).startsWith(start))
                .distinct()
                .limit(LIMIT)
                .map(topic -> new Completion(topic, topic))
                .toList();
    }
}
