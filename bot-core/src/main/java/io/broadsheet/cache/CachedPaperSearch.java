package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Remembers pages of results and lists of similar papers until the index changes.
public final class CachedPaperSearch implements PaperSearch {

    private final PaperSearch search;
    private final LongSupplier version;
    private final Cache<SearchKey, Object> answers;

    /// @param version a number that changes whenever an answer of `search` may change
    /// @param size how many answers are remembered, 1 or more; one takes up to some 10 kB
    public CachedPaperSearch(PaperSearch search, LongSupplier version, long size) {
        this.search = search;
        this.version = version;
        this.answers = Caffeine.newBuilder().maximumSize(size).build();
    }

    /// A question and the state it was asked in: an answer of an earlier state is never found
    /// again, and goes when its place is needed.
    private sealed interface SearchKey {}

    private record Searched(long version, PaperQuery query, Page page) implements SearchKey {}

    private record TopicSince(long version, String topic, Instant since, int limit)
            implements SearchKey {}

    private record Compared(long version, Map<PaperId, Double> papers, Instant since, int limit)
            implements SearchKey {}

    private record SharedWords(long version, PaperId one, PaperId other, int limit)
            implements SearchKey {}

    private record CachedWords(List<String> words) {}

    @Override
    public Results search(PaperQuery query, Page page) {
        Searched asked = new Searched(version.getAsLong(), query, page);
        if (answers.getIfPresent(asked) instanceof Results known) {
            return known;
        }
        Results results = search.search(query, page);
        if (!search.readiness().rebuilding()) {
            answers.put(asked, results);
        }
        return results;
    }

    @Override
    public List<Hit> onTopic(String topic, Instant since, int limit) {
        return remembered(
                new TopicSince(version.getAsLong(), topic, since, limit),
                () -> search.onTopic(topic, since, limit));
    }

    @Override
    public List<Hit> similar(Map<PaperId, Double> papers, Instant since, int limit) {
        return remembered(
                new Compared(version.getAsLong(), Map.copyOf(papers), since, limit),
                () -> search.similar(papers, since, limit));
    }

    /// Every click makes another question of it, so there is nothing to remember.
    @Override
    public List<Hit> suiting(Signals signals, Instant since, int limit) {
        return search.suiting(signals, since, limit);
    }

    private List<Hit> remembered(SearchKey asked, Supplier<List<Hit>> answer) {
        if (answers.getIfPresent(asked) instanceof CachedHits known) {
            return known.hits();
        }
        List<Hit> hits = answer.get();
        if (!search.readiness().rebuilding()) {
            answers.put(asked, new CachedHits(hits));
        }
        return hits;
    }

    private record CachedHits(List<Hit> hits) {}

    @Override
    public double similarity(PaperId one, PaperId other) {
        return search.similarity(one, other);
    }

    @Override
    public List<String> sharedWords(PaperId one, PaperId other, int limit) {
        SharedWords asked = new SharedWords(version.getAsLong(), one, other, limit);
        if (answers.getIfPresent(asked) instanceof CachedWords(List<String> known)) {
            return known;
        }
        List<String> words = search.sharedWords(one, other, limit);
        if (!search.readiness().rebuilding()) {
            answers.put(asked, new CachedWords(words));
        }
        return words;
    }

    @Override
    public List<TitleMatch> completeTitle(String typed, int limit) {
        return search.completeTitle(typed, limit);
    }

    @Override
    public List<String> completeAuthor(String typed, int limit) {
        return search.completeAuthor(typed, limit);
    }

    @Override
    public People people(String name, int limit) {
        return search.people(name, limit);
    }

    @Override
    public Optional<Foreign> foreign(String words) {
        return search.foreign(words);
    }

    @Override
    public Optional<Named> named(String line) {
        return search.named(line);
    }

    @Override
    public boolean saysSomething(String words) {
        return search.saysSomething(words);
    }

    @Override
    public List<PaperId> within(Collection<PaperId> papers, PaperQuery query) {
        return search.within(papers, query);
    }

    @Override
    public Readiness readiness() {
        return search.readiness();
    }
}
