package io.broadsheet.recommend;

import io.broadsheet.library.Interest;
import io.broadsheet.paper.Paper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/// Tells which papers somebody has muted. A muted word matches whole words of title and abstract,
/// without regard to case and accents; a muted author matches as [io.broadsheet.paper.AskedName]
/// reads names.
public final class Mutes implements Predicate<Paper> {

    private final List<Interest> interests;

    public Mutes(Collection<Interest> interests) {
        this.interests = List.copyOf(interests);
    }

    /// Mutes of several owners together.
    @SafeVarargs
    public static Mutes of(Collection<Interest>... interests) {
        List<Interest> all = new ArrayList<>();
        for (Collection<Interest> some : interests) {
            all.addAll(some);
        }
        return new Mutes(all);
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
                        case Interest.ByAuthor author -> Words.hasAuthor(paper, author.name());
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
