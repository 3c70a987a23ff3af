package io.broadsheet.recommend;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.library.Interest;
import io.broadsheet.paper.Paper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Tells which papers somebody has muted. A muted word matches whole words of title and abstract,
/// without regard to case and accents; a muted author matches as [io.broadsheet.paper.AskedName]
/// reads names, and by initials where the filter `author:` finds the paper.
public final class Mutes implements Predicate<Paper> {

    /// So many people of one full name are looked for; most are one, in a few spellings.
    private static final int SPELLINGS = 50;

    private final List<Interest> interests;

    /// Names by which papers here have the muted authors.
    private final Set<String> names;

    private Mutes(Collection<Interest> interests, Set<String> names) {
        this.interests = List.copyOf(interests);
        this.names = Set.copyOf(names);
    }

    /// Mutes that know no other papers, so that no initial at a paper stands for a name.
    public Mutes(Collection<Interest> interests) {
        this(interests, Set.of());
    }

    /// Mutes of several owners together.
    ///
    /// @param search says who is meant by an initial
    @SafeVarargs
    public static Mutes of(PaperSearch search, Collection<Interest>... interests) {
        List<Interest> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Collection<Interest> some : interests) {
            all.addAll(some);
        }
        for (Interest interest : all) {
            if (interest instanceof Interest.ByAuthor(String name) && Words.isWrittenOut(name)) {
                PaperSearch.People people = search.people(name, SPELLINGS);
                if (!people.isMistyped()) {
                    people.people().forEach(person -> names.add(person.name()));
                }
            }
        }
        return new Mutes(all, names);
    }

    /// Whether the paper is muted.
    @Override
    public boolean test(Paper paper) {
        if (interests.isEmpty()) {
            return false;
        }
        String text = null;
        for (Interest interest : interests) {
            boolean muted =
                    switch (interest) {
                        case Interest.Topic topic -> {
                            text =
                                    text == null
                                            ? Words.normalise(paper.title() + " " + paper.summary())
                                            : text;
                            yield Words.contains(text, Words.normalise(topic.words()));
                        }
                        case Interest.ByAuthor author ->
                                Words.hasAuthor(paper, author.name())
                                        || paper.authorNames().stream().anyMatch(names::contains);
                        case Interest.InCategory in ->
                                paper.categories().stream()
                                        .anyMatch(category -> category.isWithin(in.category()));
                    };
            if (muted) {
                return true;
            }
        }
        return false;
    }
}
