package io.broadsheet.catalogue;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads search texts: words, and anywhere among them `"a phrase"`, `-word` and the filters that
/// [SearchFilter] lists, each with a value behind a colon and with `-` in front where it excludes.
/// In a text of few words, what looks like a filter and is none is reported. In prose it counts as
/// words.
public final class QueryLanguage {

    /// Longer texts are cut: a query of this length names everything already.
    public static final int MAX_LENGTH = 4_000;

    /// From more words than this on, a text is prose.
    public static final int PROSE = 20;

    private static final String QUOTES = "\"“”„";

    private static final String DAY =
            "(?:\\d{1,4}|an?)\\s+(?:day|week|month|year)s?\\s+ago\\b|last\\s+\\p{Alpha}+";

    /// A day of several words; a filter with a quoted or bare value; a possibly excluded phrase; a
    /// run of anything but blanks. Between a filter and its value may be a blank where the value is
    /// a day or in quotes.
    private static final Pattern PART =
            Pattern.compile(
                    "(?<day>(?i:since|before|from|to|until)):\\s?(?<when>(?i:%2$s))|(?<minus>-?)(?<filter>[A-Za-z]+):(?:\\s?[%1$s](?<quoted>[^%1$s]*)[%1$s]|(?<bare>\\S+))|(?<not>-?)[%1$s](?<phrase>[^%1$s]*)[%1$s]|(?<word>\\S+)"
                            .formatted(QUOTES, DAY));

    /// A filter's name and nothing behind it: `author: lee`, where the value is the next word.
    private static final Pattern NAME_ALONE = Pattern.compile("(?<minus>-?)(?<filter>[a-z]+):");

    private static final Pattern NEXT = Pattern.compile("\\s+(?<value>[^\\s\"“”„]+)");

    /// A longer text is no question of somebody who types.
    private static final int MOST_ASKED = 300;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// `papers by Kaiming He from 2025`, `diffusion papers since last month`: who says what kind of
    /// thing is wanted may say of when, too. Without that, `in 2024` may be the end of a title.
    private static final Pattern ASKED_OF_TIME =
            Pattern.compile(
                    "(?i)^(?<asked>(?=.*?\\b(?:papers?|articles?|preprints?|publications?|works?|by)\\b).*\\S)\\s+"
                            + "(?<which>from|of|in|since|after|before|until)\\s+"
                            + "(?<when>[12]\\d{3}(?:-\\d{1,2}){0,2}|yesterday|today|(?:the )?(?:last|this|past) (?:\\d{1,3} )?(?:day|week|month|year)s?|%s)$"
                                    .formatted(DAY));

    /// `agents since 3 days ago`, `diffusion from the last week`: no title ends so.
    private static final Pattern RECENT =
            Pattern.compile(
                    "(?i)^(?<asked>.*\\S)\\s+(?<which>from|of|in|since|within|during)\\s+"
                            + "(?<when>yesterday|today|(?:the )?(?:last|this|past) (?:\\d{1,3} )?"
                            + "(?:day|week|month|year)s?|[12]\\d{3}-\\d{2}(?:-\\d{2})?"
                            + "|(?:\\d{1,3}|an?) (?:day|week|month|year)s? ago)$");

    /// `last 3 days`
    private static final Pattern LAST_FEW =
            Pattern.compile("(?:last|past) (?<count>\\d{1,3}) (?<unit>\\p{Alpha}+)");

    private QueryLanguage() {}

    static boolean isWord(String part) {
        return part.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /// Reads a search text. Never fails: what cannot be understood is reported beside what can.
    ///
    /// @param today where the asking person is; `since:yesterday` goes by it
    public static QueryReading parse(String text, LocalDate today) {
        String cut = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
        boolean prose =
                BLANKS.splitAsStream(cut).filter(QueryLanguage::isWord).limit(PROSE + 1L).count()
                        > PROSE;
        QueryReader reader = new QueryReader(today, prose);
        if (!prose) {
            cut = withFilterOfTime(cut.strip(), today);
        }
        Matcher part = PART.matcher(cut);
        int from = 0;
        while (part.find(from)) {
            from = part.end();
            if (part.group("day") != null) {
                reader.filter(part.group("day"), part.group("when"), false, part.group());
            } else if (part.group("filter") != null) {
                String quoted = part.group("quoted");
                String value = quoted != null ? quoted : part.group("bare");
                boolean excludes = !part.group("minus").isEmpty();
                reader.filter(part.group("filter"), value.strip(), excludes, part.group());
            } else if (part.group("phrase") != null) {
                reader.phrase(part.group("phrase").strip(), !part.group("not").isEmpty());
            } else {
                from = word(part.group("word"), cut, from, reader, prose);
            }
            if (from >= cut.length()) {
                break;
            }
        }
        return reader.reading();
    }

    /// The text with a filter in place of the words that say of when papers are wanted.
    private static String withFilterOfTime(String text, LocalDate today) {
        Matcher asked = ASKED_OF_TIME.matcher(text);
        if (text.length() > MOST_ASKED) {
            return text;
        }
        if (!asked.matches()) {
            asked = RECENT.matcher(text);
        }
        if (!asked.matches()) {
            return text;
        }
        String when = asked.group("when").toLowerCase(Locale.ROOT).replaceFirst("^the ", "");
        boolean isYear = when.matches("\\d{4}");
        String filter =
                switch (asked.group("which").toLowerCase(Locale.ROOT)) {
                    case "since", "after" -> "since";
                    case "before", "until" -> "before";
                    default -> isYear ? "year" : "since";
                };
        String value =
                switch (when) {
                    case "this year" -> String.valueOf(today.getYear());
                    case "this month" -> today.toString().substring(0, 7);
                    case "this week" -> "last monday";
                    default ->
                            LAST_FEW.matcher(when)
                                    .replaceFirst("${count} ${unit} ago")
                                    .replaceFirst("^past ", "last ");
                };
        return asked.group("asked") + ' ' + filter + ":\"" + value + '"';
    }

    /// Takes a run of anything but blanks, with the next one where that is a filter's value.
    ///
    /// @return where to go on
    private static int word(String word, String text, int end, QueryReader reader, boolean prose) {
        Matcher name = NAME_ALONE.matcher(word);
        if (!prose && name.matches()) {
            Optional<SearchFilter> filter = SearchFilter.named(name.group("filter"));
            Matcher next = NEXT.matcher(text).region(end, text.length());
            if (filter.isPresent() && !next.lookingAt()) {
                reader.withoutValue(filter.get(), word);
                return end;
            }
            if (filter.isPresent()) {
                reader.filter(
                        name.group("filter"),
                        next.group("value"),
                        !name.group("minus").isEmpty(),
                        word + ' ' + next.group("value"));
                return next.end();
            }
        }
        reader.word(word);
        return end;
    }
}
