package io.broadsheet.catalogue;

import io.broadsheet.paper.Category;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads search texts: words, and anywhere among them the filters `author:`, `in:`, `since:`,
/// `before:`, `has:code`, `sort:`, `"a phrase"` and `-word`. What looks like a filter and is none
/// counts as words.
public final class QueryLanguage {

    /// Longer texts are cut: a query of this length names everything already.
    public static final int MAX_LENGTH = 4_000;

    /// From more words than this on, a text is prose.
    public static final int PROSE = 20;

    private static final int MAX_FILTERS = 20;
    private static final String QUOTES = "\"“”„";

    /// A filter with a quoted or bare value, a possibly excluded phrase, or a run of anything but
    /// blanks.
    private static final Pattern PART =
            Pattern.compile(
                    "(?<filter>[A-Za-z]+):(?:[%1$s](?<quoted>[^%1$s]*)[%1$s]|(?<bare>\\S+))|(?<not>-?)[%1$s](?<phrase>[^%1$s]*)[%1$s]|(?<word>\\S+)"
                            .formatted(QUOTES));

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private QueryLanguage() {}

    private static boolean isWord(String part) {
        return part.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /// Reads a search text. Never fails: what cannot be understood is reported beside what can.
    public static QueryReading parse(String text) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        boolean prose =
                BLANKS.splitAsStream(cut).filter(QueryLanguage::isWord).limit(PROSE + 1L).count()
                        > PROSE;
        Reader reader = new Reader();
        Matcher part = PART.matcher(cut);
        while (part.find()) {
            if (part.group("filter") != null) {
                String quoted = part.group("quoted");
                String value = quoted != null ? quoted : part.group("bare");
                if (value.isBlank()
                        || !reader.filter(
                                part.group("filter").toLowerCase(Locale.ROOT), value.strip())) {
                    reader.words.add(part.group());
                }
            } else if (part.group("phrase") != null) {
                if (prose) {
                    reader.words(part.group("phrase"));
                } else {
                    reader.phrase(part.group("phrase").strip(), !part.group("not").isEmpty());
                }
            } else if (prose) {
                reader.words(part.group("word"));
            } else {
                reader.word(part.group("word"));
            }
        }
        return reader.reading();
    }

    private static final class Reader {
        private final StringJoiner words = new StringJoiner(" ");
        private final List<String> phrases = new ArrayList<>();
        private final List<String> excluded = new ArrayList<>();
        private final List<String> authors = new ArrayList<>();
        private final List<Category> categories = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private @Nullable LocalDate since;
        private @Nullable LocalDate before;
        private boolean hasCode;
        private PaperQuery.Sort sort = PaperQuery.Sort.RELEVANCE;

        /// @return whether there is such a filter
        boolean filter(String name, String value) {
            switch (name) {
                case "author" -> add(authors, value);
                case "in" -> {
                    if (value.matches("[A-Za-z-]+(\\.[A-Za-z-]+)?")) {
                        add(categories, new Category(value));
                    } else {
                        problem("category", value, "in:cs.CV");
                    }
                }
                case "since" -> since = date(value, "since:2025-01");
                case "before" -> before = date(value, "before:2025-06");
                case "has" -> {
                    if (value.equalsIgnoreCase("code")) {
                        hasCode = true;
                    } else {
                        problem("filter has:", value, "has:code");
                    }
                }
                case "sort" -> {
                    switch (value.toLowerCase(Locale.ROOT)) {
                        case "new" -> sort = PaperQuery.Sort.NEW;
                        case "top" -> sort = PaperQuery.Sort.TOP;
                        case "relevance" -> sort = PaperQuery.Sort.RELEVANCE;
                        default -> problem("order", value, "sort:new");
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        void phrase(String phrase, boolean not) {
            if (!phrase.isEmpty()) {
                add(not ? excluded : phrases, phrase);
            }
        }

        /// Words that filter nothing, whatever they begin with.
        void words(String text) {
            if (isWord(text)) {
                words.add(text.strip());
            }
        }

        void word(String word) {
            boolean excludes =
                    word.length() > 1
                            && word.charAt(0) == '-'
                            && Character.isLetterOrDigit(word.codePointAt(1));
            if (excludes) {
                add(excluded, word.substring(1));
            } else if (isWord(word)) {
                words.add(word);
            }
        }

        QueryReading reading() {
            return new QueryReading(
                    new PaperQuery(
                            words.toString(),
                            phrases,
                            excluded,
                            authors,
                            categories,
                            since,
                            before,
                            hasCode,
                            sort),
                    problems);
        }

        private @Nullable LocalDate date(String value, String example) {
            try {
                return switch (value.length()) {
                    case 4 -> Year.parse(value).atDay(1);
                    case 7 -> YearMonth.parse(value).atDay(1);
                    default -> LocalDate.parse(value);
                };
            } catch (DateTimeException e) {
                problem("date", value, example);
                return null;
            }
        }

        private void problem(String what, String value, String example) {
            String shown = value.length() > 40 ? value.substring(0, 39) + "…" : value;
            if (problems.size() < 5) {
                problems.add(
                        "I could not read the "
                                + what
                                + " '"
                                + shown
                                + "'. Write it like "
                                + example
                                + ".");
            }
        }

        private static <T> void add(List<T> filters, T filter) {
            if (filters.size() < MAX_FILTERS) {
                filters.add(filter);
            }
        }
    }
}
