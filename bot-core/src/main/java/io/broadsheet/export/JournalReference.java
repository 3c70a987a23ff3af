package io.broadsheet.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a paper was published, read from the one line that authors give arXiv: `Phys. Rev. D 76,
/// 013009 (2007)`.
///
/// @param container the journal, or the whole line where its parts cannot be told apart
/// @param volume empty where there is none
/// @param issue empty where there is none
/// @param pages a range or an article's number; empty where there are none
/// @param year empty where there is none
record JournalReference(String container, String volume, String issue, String pages, String year) {

    private static final String NAME = "(?<name>\\p{L}[\\p{L}\\p{M}&.,:()' -]*?),?";
    private static final String VOLUME =
            "(?:[Vv]ol\\.? ?)?(?<volume>[A-Z]?\\d{1,4}[A-Z]?)"
                    + "(?: ?\\((?<issue>\\d{1,5}(?:[-–]\\d{1,5})?)\\)"
                    + "|, ?(?:[Nn]o\\.?|[Ii]ssue) ?(?<number>\\d{1,3}))?";
    private static final String PAGES =
            "(?:pp?\\.? ?)?(?<pages>[A-Za-z]?\\d{1,7}(?: ?[-–]{1,2} ?[A-Za-z]?\\d{1,7})?)";
    private static final String YEAR = "\\(?(?<year>(?:19|20)\\d\\d)\\)?";

    /// The three orders that cover nearly all: pages before the year, after it, and no pages.
    private static final Pattern[] FORMS = {
        Pattern.compile(NAME + " " + VOLUME + "(?:,|:|;| ) ?" + PAGES + ",? ?" + YEAR + "\\.?"),
        Pattern.compile(NAME + " " + VOLUME + ",? ?" + YEAR + "(?:,|:|;|) ?" + PAGES + "\\.?"),
        Pattern.compile(NAME + " " + VOLUME + ",? " + YEAR + "\\.?"),
    };

    /// A line that is a name and a year: `CVPR 2025`.
    private static final Pattern NAME_AND_YEAR =
            Pattern.compile("(?<name>\\p{L}[^\\d]*?),? ?" + YEAR + "\\.?");

    /// The year of a line whose other parts stay together.
    private static final Pattern ANY_YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)");

    static JournalReference read(String line) {
        String text = line.replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ").strip();
        for (Pattern form : FORMS) {
            Matcher found = form.matcher(text);
            if (text.length() <= 200 && found.matches()) {
                String issue = found.group("issue");
                String number = found.group("number");
                return new JournalReference(
                        found.group("name").strip(),
                        found.group("volume"),
                        issue != null ? issue : number != null ? number : "",
                        form == FORMS[2]
                                ? ""
                                : found.group("pages").replaceAll(" ?[-–]{1,2} ?", "-"),
                        found.group("year"));
            }
        }
        Matcher named = NAME_AND_YEAR.matcher(text);
        if (named.matches()) {
            return new JournalReference(
                    named.group("name").strip(), "", "", "", named.group("year"));
        }
        Matcher year = ANY_YEAR.matcher(text);
        String first = year.find() ? year.group() : "";
        return new JournalReference(text, "", "", "", year.find() ? "" : first);
    }
}
