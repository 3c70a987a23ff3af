package io.broadsheet.catalogue;

import static java.util.Objects.requireNonNull;

import io.broadsheet.paper.Category;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody searches for: words, and filters that every result must pass.
///
/// @param words free words, possibly empty where filters alone select
/// @param phrases each must occur word for word in title or abstract
/// @param excludedWords none may occur in title or abstract
/// @param authors each must be (part of) an author's name
/// @param categories the paper must lie in one of them; empty means any
/// @param since first day of publication that counts, in UTC
/// @param before first day that no longer counts, in UTC
/// @param hasCode whether only papers with code count
/// @param demands what else a paper must have, or must not, in one of its parts
public record PaperQuery(
        String words,
        List<String> phrases,
        List<String> excludedWords,
        List<String> authors,
        List<Category> categories,
        @Nullable LocalDate since,
        @Nullable LocalDate before,
        boolean hasCode,
        Sort sort,
        List<Demand> demands) {

    /// What a paper must have in one part.
    ///
    /// @param value words; for [Part#ID] an id in its text form, for [Part#CATEGORY] a code
    /// @param excludes whether papers that have it are left out instead
    public record Demand(Part part, String value, boolean excludes) {
        public Demand {
            requireNonNull(part);
            requireNonNull(value);
        }
    }

    /// A part of a paper that can be asked for.
    public enum Part {
        TITLE,
        ABSTRACT,
        AUTHOR,
        CATEGORY,
        VENUE,
        ID
    }

    /// The order of results.
    public enum Sort {
        RELEVANCE,
        NEW,
        TOP
    }

    public PaperQuery {
        requireNonNull(words);
        requireNonNull(sort);
        phrases = List.copyOf(phrases);
        excludedWords = List.copyOf(excludedWords);
        authors = List.copyOf(authors);
        categories = List.copyOf(categories);
        demands = List.copyOf(demands);
    }

    /// Without further demands.
    public PaperQuery(
            String words,
            List<String> phrases,
            List<String> excludedWords,
            List<String> authors,
            List<Category> categories,
            @Nullable LocalDate since,
            @Nullable LocalDate before,
            boolean hasCode,
            Sort sort) {
        this(
                words,
                phrases,
                excludedWords,
                authors,
                categories,
                since,
                before,
                hasCode,
                sort,
                List.of());
    }

    /// Free words without any filter.
    public static PaperQuery words(String words) {
        return new PaperQuery(
                words,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                false,
                Sort.RELEVANCE);
    }

    /// The same of a day and later, or of a later one that was asked for; newest first.
    public PaperQuery newestSince(LocalDate day) {
        LocalDate from = since == null || since.isBefore(day) ? day : since;
        return new PaperQuery(
                words,
                phrases,
                excludedWords,
                authors,
                categories,
                from,
                before,
                hasCode,
                Sort.NEW,
                demands);
    }

    /// Whether it selects nothing at all: no words and no filter.
    public boolean isEmpty() {
        return words.isBlank() && !hasFilters();
    }

    /// How many filters there are, an order other than by relevance included.
    public int filters() {
        int ofDates = (since == null ? 0 : 1) + (before == null ? 0 : 1);
        int others = (hasCode ? 1 : 0) + (sort == Sort.RELEVANCE ? 0 : 1);
        return phrases.size()
                + excludedWords.size()
                + authors.size()
                + categories.size()
                + demands.size()
                + ofDates
                + others;
    }

    /// Whether anything but free words decides what is found.
    public boolean hasFilters() {
        return !phrases.isEmpty()
                || !excludedWords.isEmpty()
                || !authors.isEmpty()
                || !categories.isEmpty()
                || since != null
                || before != null
                || hasCode
                || !demands.isEmpty();
    }
}
