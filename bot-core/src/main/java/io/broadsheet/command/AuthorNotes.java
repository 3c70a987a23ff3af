package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PaperSearch.People;
import io.broadsheet.library.Interest;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.paper.AskedName;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What there is to say of an author's name: that nobody has it, and who comes nearest.
final class AuthorNotes {

    /// So many people are offered at most.
    static final int CHOICES = 4;

    /// A line of more words is no name.
    private static final int MOST_NAME_WORDS = 4;

    private AuthorNotes() {}

    /// What there is to say of the filters `author:` of a search. Nothing where somebody has each
    /// name as it was typed; buttons for the nearest where nobody has it.
    ///
    /// @param text the search as it was typed
    static List<Block> ofFilters(PaperQuery query, String text, CommandServices services) {
        PaperSearch search = services.search();
        List<Block> notes = new ArrayList<>();
        for (String author : query.authors()) {
            People people = search.people(author, CHOICES);
            if (people.people().isEmpty()) {
                List<People.NamedPerson> nearest = nearest(author, search);
                notes.add(Block.note(nobody(author, nearest)));
                notes.addAll(buttons(nearest, author, text, services));
            } else if (people.isMistyped()) {
                notes.add(
                        Block.note(
                                nobodyIs(author)
                                        + " These are papers by "
                                        + counted(people.people(), people.total())
                                        + "."));
            }
        }
        return notes;
    }

    /// What there is to say of a search whose words are a name, where no paper has them all: that
    /// nobody here is called so, and who is called nearly so. Nothing where the words are no name.
    static List<Block> ofName(PaperQuery query, String text, CommandServices services) {
        if (query.hasFilters() || !isName(query.words(), services.search())) {
            return List.of();
        }
        String name = query.words().strip();
        PaperSearch search = services.search();
        if (!search.people(name, 1).people().isEmpty()) {
            return List.of();
        }
        List<People.NamedPerson> nearest = nearest(name, search);
        List<Block> notes = new ArrayList<>();
        notes.add(Block.note(nobody(name, nearest)));
        notes.addAll(
                buttons(nearest, person -> new Interest.ByAuthor(person).toString(), services));
        return notes;
    }

    /// Whether words are written as a name is, and one of them is somebody's; or all of them are
    /// somebody's, and one is hardly ever anything else.
    private static boolean isName(String words, PaperSearch search) {
        List<String> parts = List.of(words.strip().split("\\s+"));
        if (parts.size() < 2
                || parts.size() > MOST_NAME_WORDS
                || !parts.stream().allMatch(part -> part.matches("[\\p{L}\\p{M}.'’-]+"))) {
            return false;
        }
        boolean isCapital = parts.stream().allMatch(part -> Character.isUpperCase(part.charAt(0)));
        List<String> written = parts.stream().filter(part -> part.length() > 1).toList();
        return isCapital
                ? written.stream().anyMatch(part -> isBorne(part, search))
                : written.stream().anyMatch(part -> search.named(part).isPresent())
                        && written.stream().allMatch(part -> isBorne(part, search));
    }

    /// Whether somebody has the word in their name.
    private static boolean isBorne(String word, PaperSearch search) {
        People people = search.people(word, 1);
        return !people.people().isEmpty() && !people.isMistyped();
    }

    /// The same search with somebody else's name, where the typed one can be found in it.
    private static List<Block> buttons(
            List<People.NamedPerson> people, String typed, String text, CommandServices services) {
        Matcher filter =
                Pattern.compile("\\p{L}+:\\s*[\"“”]?" + Pattern.quote(typed) + "[\"“”]?")
                        .matcher(text);
        if (!filter.find()) {
            return List.of();
        }
        return buttons(
                people,
                person ->
                        text.substring(0, filter.start())
                                + new Interest.ByAuthor(person)
                                + text.substring(filter.end()),
                services);
    }

    /// @param search the search for a person's name
    private static List<Block> buttons(
            List<People.NamedPerson> people,
            UnaryOperator<String> search,
            CommandServices services) {
        List<Button> buttons = new ArrayList<>();
        for (People.NamedPerson person : people) {
            buttons.add(
                    new Button.Run(
                            Button.Role.OPEN,
                            Phrases.cut(person.name(), 38),
                            services.codes()
                                    .code(new SearchCommand(search.apply(person.name()), 0))));
        }
        return buttons.isEmpty() ? List.of() : List.of(new Block.Buttons(buttons));
    }

    /// Says that nobody has the name, with the nearest; empty where somebody has it.
    static Optional<String> unheardOf(String name, PaperSearch search) {
        return search.people(name, 1).people().isEmpty()
                ? Optional.of(nobody(name, nearest(name, search)))
                : Optional.empty();
    }

    static String nobodyIs(String name) {
        return "Nobody here is called '" + Phrases.cut(name, 60) + "'.";
    }

    /// `Ann Lee (3 papers)`
    static String counted(People.NamedPerson person) {
        return person.name() + " (" + Phrases.count(person.papers(), "paper") + ")";
    }

    private static String counted(List<People.NamedPerson> people, int total) {
        List<String> names = people.stream().map(AuthorNotes::counted).toList();
        return total > people.size()
                ? String.join(", ", names) + " and " + (total - people.size()) + " more"
                : Phrases.names(names, names.size());
    }

    private static String nobody(String name, List<People.NamedPerson> nearest) {
        return nearest.isEmpty()
                ? nobodyIs(name)
                : nobodyIs(name) + " The nearest: " + counted(nearest, nearest.size()) + ".";
    }

    /// People whose name begins with what was typed, then those with one of the words in their
    /// name, or with a word a letter from it. The last words come first: they are family names more
    /// often.
    private static List<People.NamedPerson> nearest(String name, PaperSearch search) {
        Map<String, People.NamedPerson> nearest = new LinkedHashMap<>();
        for (String begun : search.completeAuthor(name, CHOICES)) {
            search.people(begun, 1)
                    .people()
                    .forEach(person -> nearest.putIfAbsent(person.name(), person));
        }
        List<String> words = AskedName.of(name).map(AskedName::words).orElse(List.of());
        for (String word : words.reversed()) {
            if (word.length() > 1) {
                search.people(word, 2)
                        .people()
                        .forEach(person -> nearest.putIfAbsent(person.name(), person));
            }
        }
        return nearest.values().stream()
                .sorted(
                        Comparator.comparingLong(
                                        (People.NamedPerson person) -> shared(person.name(), words))
                                .reversed())
                .limit(CHOICES)
                .toList();
    }

    /// How many of the words a name has.
    private static long shared(String name, List<String> words) {
        List<String> parts = AskedName.of(name).map(AskedName::words).orElse(List.of());
        return words.stream().filter(parts::contains).count();
    }
}
