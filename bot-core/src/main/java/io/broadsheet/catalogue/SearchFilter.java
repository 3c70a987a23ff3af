package io.broadsheet.catalogue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a search can be narrowed by. The first name is the one that help shows.
enum SearchFilter {
    AUTHOR("author:\"Ann Lee\"", "author", "au"),
    CATEGORY("in:cs.CV", "in", "cat", "category"),
    SINCE("since:2025-01", "since", "from"),
    BEFORE("before:2025-06", "before"),
    UNTIL("to:2025-06", "to", "until"),
    YEAR("year:2025", "year"),
    TITLE("title:tokenizers", "title", "ti"),
    ABSTRACT("abs:tokenizers", "abs", "abstract"),
    ID("id:2503.14476", "id", "arxiv"),
    VENUE("venue:CVPR", "venue", "journal"),
    HAS("has:code", "has"),
    SORT("sort:new", "sort");

    private final String example;

    /// With a blank between them.
    private final String names;

    SearchFilter(String example, String... names) {
        this.example = example;
        this.names = String.join(" ", names);
    }

    private List<String> names() {
        return List.of(names.split(" "));
    }

    String example() {
        return example;
    }

    /// Whether prose says it without meaning a filter: pasted records have `Title:`, `Abstract:`.
    boolean isProse() {
        return this != AUTHOR && this != CATEGORY && this != SINCE && this != BEFORE;
    }

    static Optional<SearchFilter> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(filter -> filter.names().contains(lower)).findFirst();
    }

    /// The filter that is meant where a name is misspelt or begun: at most half of its letters are
    /// wrong, or it is the beginning of one.
    static Optional<SearchFilter> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(filter -> filter.wrongLetters(lower) <= Math.max(1, lower.length() / 2))
                .min(Comparator.comparingInt(filter -> filter.wrongLetters(lower)));
    }

    private int wrongLetters(String name) {
        return names().stream()
                .mapToInt(known -> known.startsWith(name) ? 1 : distance(name, known))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /// All filters with a value each, as help shows them.
    static String examples() {
        return Arrays.stream(values()).map(SearchFilter::example).collect(Collectors.joining(", "));
    }

    /// In how many letters two names differ: added, missing, or another one.
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        Arrays.setAll(before, j -> j);
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[before.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(before[j - 1] + changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length()];
    }
}
