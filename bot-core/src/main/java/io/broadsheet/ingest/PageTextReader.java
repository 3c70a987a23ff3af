package io.broadsheet.ingest;

import io.broadsheet.paper.PaperId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the text of a captured result page of Hugging Face Papers, in either form such captures
/// have: per paper the upvotes, title, abstract, authors or organisation, date and comment count;
/// or title and abstract alone, set apart by blank lines. What belongs to the page itself is passed
/// over. A paper the page shows twice is read once.
public final class PageTextReader implements EntryReader {

    private static final Pattern FURNITURE =
            Pattern.compile(
                    "(?i)AK and the research community|trending papers in your email"
                            + " inbox|^\\s*(?:daily|trending) papers\\s*$",
                    Pattern.MULTILINE);
    private static final Pattern COUNT = Pattern.compile("-|\\d{1,6}|\\d{1,3}(?:\\.\\d{1,2})?[kK]");
    private static final Pattern DATE =
            Pattern.compile(
                    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.? \\d{1,2},"
                            + " \\d{4}");
    private static final Pattern AUTHORS = Pattern.compile("[·•]?\\s*\\d{1,5} authors?");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.ENGLISH);
    private static final int SHORTEST_ABSTRACT = 200;
    private static final int LONGEST_TITLE = 300;

    private final Iterator<Draft> drafts;
    private final String name;
    private final Set<String> titles = new HashSet<>();
    private long entry;

    public PageTextReader(String page, String name) {
        this.name = name;
        List<Draft> complete = complete(page);
        this.drafts = (complete.isEmpty() ? pairs(page) : complete).iterator();
    }

    /// Whether a text is such a page: it names itself so, or has the shape of one.
    public static boolean recognises(String page) {
        return (FURNITURE.matcher(page).find() && !pairs(page).isEmpty())
                || complete(page).size() > 1;
    }

    @Override
    public @Nullable ParsedEntry next() {
        while (drafts.hasNext()) {
            Draft draft = drafts.next();
            String place = name + ", entry " + (entry + 1);
            try {
                ParsedEntry read = JsonPapers.read(draft, place);
                if (read instanceof ParsedEntry.Read(var paper, var note)
                        && !titles.add(PaperId.titleKey(paper.title()))) {
                    continue;
                }
                entry++;
                return read;
            } catch (BadRecordException e) {
                entry++;
                return new ParsedEntry.UnreadableEntry(
                        new Problem(place, String.valueOf(e.getMessage())));
            }
        }
        return null;
    }

    /// Papers that end with a date.
    private static List<Draft> complete(String page) {
        List<String> lines =
                page.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<Draft> drafts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() < 25 && DATE.matcher(lines.get(i)).matches()) {
                Draft draft = block(lines.subList(from, i), lines.get(i));
                if (draft != null) {
                    drafts.add(draft);
                }
                from = i + 1;
            }
        }
        return drafts;
    }

    /// Comment count of the paper before, furniture, upvotes, title, abstract, authors.
    private static @Nullable Draft block(List<String> lines, String date) {
        int upvotes = 0;
        while (upvotes < lines.size() && !COUNT.matcher(lines.get(upvotes)).matches()) {
            upvotes++;
        }
        while (upvotes + 1 < lines.size() && COUNT.matcher(lines.get(upvotes + 1)).matches()) {
            upvotes++;
        }
        int title = upvotes + 1;
        if (title >= lines.size()) {
            return null;
        }
        Draft draft = new Draft();
        draft.upvotes(count(lines.get(upvotes)));
        draft.title(lines.get(title));
        int last = lines.size() - 1;
        if (last > title) {
            String people = lines.get(last);
            if (!AUTHORS.matcher(people).matches()) {
                if (people.length() > 120) {
                    last++;
                } else {
                    draft.organisation(people);
                }
            }
        }
        draft.summary(title + 1 < last ? String.join("\n", lines.subList(title + 1, last)) : "");
        try {
            String[] parts = date.replace(".", "").split("[ ,]+");
            draft.published(
                    LocalDate.parse(
                                    parts[0].substring(0, 3) + " " + parts[1] + ", " + parts[2],
                                    DAY)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
        } catch (DateTimeException e) {
            draft.note("its date '" + date + "' cannot be read and was left out");
        }
        return draft;
    }

    private static int count(String written) {
        if (written.equals("-")) {
            return 0;
        }
        char last = written.charAt(written.length() - 1);
        return last == 'k' || last == 'K'
                ? (int)
                        Math.round(
                                Double.parseDouble(written.substring(0, written.length() - 1))
                                        * 1000)
                : Integer.parseInt(written);
    }

    /// Paragraphs of which one is short and the next is an abstract.
    private static List<Draft> pairs(String page) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : (Iterable<String>) page.lines()::iterator) {
            if (!line.isBlank()) {
                paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line.strip());
            } else if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString());
                paragraph.setLength(0);
            }
        }
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.toString());
        }
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i + 1 < paragraphs.size(); i++) {
            String title = paragraphs.get(i);
            String summary = paragraphs.get(i + 1);
            if (title.length() <= LONGEST_TITLE
                    && summary.length() >= SHORTEST_ABSTRACT
                    && title.indexOf('\n') < 0) {
                Draft draft = new Draft();
                draft.title(title);
                draft.summary(summary);
                drafts.add(draft);
                i++;
            }
        }
        return drafts;
    }
}
