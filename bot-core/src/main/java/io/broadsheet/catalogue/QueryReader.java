package io.broadsheet.catalogue;

import io.broadsheet.catalogue.PaperQuery.Demand;
import io.broadsheet.catalogue.PaperQuery.Part;
import io.broadsheet.catalogue.PaperQuery.Sort;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.PaperId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts a query together from the parts of a search text, in their order.
final class QueryReader {

    private static final int MAX_FILTERS = 20;
    private static final int MAX_PROBLEMS = 5;
    private static final Pattern CODE = Pattern.compile("[A-Za-z-]+(\\.[A-Za-z-]+)?");

    /// A category's code that stands alone: two letters behind the archive's name.
    private static final Pattern BARE_CATEGORY =
            Pattern.compile("(?i)(?:cs|econ|eess|math|nlin|q-bio|q-fin|stat)\\.[a-z]{2}");

    /// A name as filters have them, and a value that is no address: `lang:en`, but neither
    /// `FastMesh:Efficient` nor `https://…`.
    private static final Pattern LIKE_A_FILTER =
            Pattern.compile("-?[a-z]{2,12}:[\\p{L}\\p{N}\"“].*");

    private final LocalDate today;
    private final boolean prose;
    private final StringJoiner words = new StringJoiner(" ");
    private final List<String> phrases = new ArrayList<>();
    private final List<String> excluded = new ArrayList<>();
    private final List<String> authors = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final List<Demand> demands = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable LocalDate since;
    private @Nullable LocalDate before;
    private boolean hasCode;
    private Sort sort = Sort.RELEVANCE;

    /// @param prose whether the text is so long that colons and quotes in it mean nothing
    QueryReader(LocalDate today, boolean prose) {
        this.today = today;
        this.prose = prose;
    }

    /// @param written the whole part as it stands in the text
    void filter(String name, String value, boolean excludes, String written) {
        Optional<SearchFilter> filter = SearchFilter.named(name);
        if (filter.isPresent() && isWord(value) && !(prose && filter.get().isProse())) {
            if (excludes) {
                exclude(filter.get(), value);
            } else {
                demand(filter.get(), value);
            }
        } else if (!prose && filter.isEmpty() && LIKE_A_FILTER.matcher(written).matches()) {
            problem(
                    "I know no filter '"
                            + name
                            + ":'. "
                            + SearchFilter.nearest(name)
                                    .map(near -> "The nearest that I know is " + near.example())
                                    .orElseGet(() -> "I know " + SearchFilter.examples())
                            + "; for the words themselves put them in quotes.");
        } else if (prose) {
            add(written);
        } else if (filter.isPresent()) {
            withoutValue(filter.get(), written);
        } else {
            word(written);
        }
    }

    /// Reports a filter that has nothing to filter by: `author:`, `in:""`.
    void withoutValue(SearchFilter filter, String written) {
        problem("'" + written + "' has no value. Write it like " + filter.example() + ".");
    }

    private void demand(SearchFilter filter, String value) {
        switch (filter) {
            case AUTHOR -> add(authors, value);
            case CATEGORY -> {
                if (isCategory(value)) {
                    add(categories, new Category(value));
                }
            }
            case SINCE -> day(filter, value).ifPresent(day -> since = day);
            case BEFORE -> day(filter, value).ifPresent(day -> before = day);
            case UNTIL -> day(filter, value).ifPresent(day -> before = after(day, value));
            case YEAR -> year(value);
            case TITLE -> add(demands, new Demand(Part.TITLE, value, false));
            case ABSTRACT -> add(demands, new Demand(Part.ABSTRACT, value, false));
            case VENUE -> add(demands, new Demand(Part.VENUE, value, false));
            case ID -> id(value, false);
            case HAS -> {
                if (value.equalsIgnoreCase("code")) {
                    hasCode = true;
                } else {
                    unreadable("filter has:", value, filter);
                }
            }
            case SORT -> sort(value);
        }
    }

    private void exclude(SearchFilter filter, String value) {
        switch (filter) {
            case AUTHOR -> add(demands, new Demand(Part.AUTHOR, value, true));
            case CATEGORY -> {
                if (isCategory(value)) {
                    add(demands, new Demand(Part.CATEGORY, value, true));
                }
            }
            case TITLE -> add(demands, new Demand(Part.TITLE, value, true));
            case ABSTRACT -> add(demands, new Demand(Part.ABSTRACT, value, true));
            case VENUE -> add(demands, new Demand(Part.VENUE, value, true));
            case ID -> id(value, true);
            case SINCE, BEFORE, UNTIL, YEAR, HAS, SORT ->
                    problem(
                            "Nothing can be left out by "
                                    + filter.example()
                                    + ". Write it without '-'.");
        }
    }

    private boolean isCategory(String value) {
        if (!CODE.matcher(value).matches()) {
            unreadable("category", value, SearchFilter.CATEGORY);
            return false;
        }
        List<String> meant = ArxivCategories.meant(value);
        if (!meant.isEmpty()) {
            problem(
                    "There is no category '"
                            + value
                            + "'. The nearest: in:"
                            + String.join(", in:", meant)
                            + ".");
        }
        return meant.isEmpty();
    }

    private Optional<LocalDate> day(SearchFilter filter, String value) {
        Optional<LocalDate> day = PastDay.parse(value, today);
        if (day.isEmpty()) {
            unreadable("date", value, filter);
        }
        return day;
    }

    /// The first day behind a day, a month or a year.
    private static LocalDate after(LocalDate day, String value) {
        return switch (value.length()) {
            case 4 -> value.matches("\\d+") ? day.plusYears(1) : day.plusDays(1);
            case 7 -> value.matches("\\d+-\\d+") ? day.plusMonths(1) : day.plusDays(1);
            default -> day.plusDays(1);
        };
    }

    private void year(String value) {
        if (value.matches("[12]\\d{3}")) {
            since = LocalDate.of(Integer.parseInt(value), 1, 1);
            before = since.plusYears(1);
        } else {
            unreadable("year", value, SearchFilter.YEAR);
        }
    }

    private void id(String value, boolean excludes) {
        Optional<PaperId> id =
                ArxivId.parse(value)
                        .map(PaperId::of)
                        .or(() -> Doi.parse(value).map(PaperId::of))
                        .or(() -> PaperId.parse(value).filter(it -> !value.startsWith("arxiv:")));
        if (id.isPresent()) {
            add(demands, new Demand(Part.ID, id.get().toString(), excludes));
        } else {
            unreadable("id", value, SearchFilter.ID);
        }
    }

    private void sort(String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "new" -> sort = Sort.NEW;
            case "top" -> sort = Sort.TOP;
            case "relevance" -> sort = Sort.RELEVANCE;
            default -> unreadable("order", value, SearchFilter.SORT);
        }
    }

    void phrase(String phrase, boolean not) {
        if (prose) {
            add(phrase);
        } else if (!phrase.isEmpty()) {
            add(not ? excluded : phrases, phrase);
        }
    }

    void word(String word) {
        boolean excludes =
                !prose
                        && word.length() > 1
                        && word.charAt(0) == '-'
                        && Character.isLetterOrDigit(word.codePointAt(1));
        String said = excludes ? word.substring(1) : word;
        if (!prose && BARE_CATEGORY.matcher(said).matches()) {
            // "lora cs.CV": nobody writes a category's code into an abstract.
            if (excludes) {
                exclude(SearchFilter.CATEGORY, said);
            } else {
                add(categories, new Category(said));
            }
        } else if (excludes) {
            add(excluded, said);
        } else {
            add(word);
        }
    }

    private void add(String text) {
        if (isWord(text)) {
            words.add(text.strip());
        }
    }

    private static boolean isWord(String text) {
        return QueryLanguage.isWord(text);
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
                        sort,
                        demands),
                problems);
    }

    private void unreadable(String what, String value, SearchFilter filter) {
        String shown = value.length() > 40 ? value.substring(0, 39) + "…" : value;
        problem(
                "I could not read the "
                        + what
                        + " '"
                        + shown
                        + "'. Write it like "
                        + filter.example()
                        + ".");
    }

    private void problem(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private static <T> void add(List<T> filters, T filter) {
        if (filters.size() < MAX_FILTERS) {
            filters.add(filter);
        }
    }
}
