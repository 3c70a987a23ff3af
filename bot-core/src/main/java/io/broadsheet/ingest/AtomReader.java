package io.broadsheet.ingest;

import io.broadsheet.paper.ArxivId;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads arXiv's Atom: answers of its query API, and its Atom and RSS feeds of new papers.
///
/// @see <a href="https://info.arxiv.org/help/api/user-manual.html">the API's manual</a>
/// @see <a href="https://info.arxiv.org/help/rss_specifications.html">the feeds' specification</a>
public final class AtomReader implements EntryReader {

    /// What the feeds put before an abstract.
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile(
                    "^\\s*arXiv:\\S{1,40}\\s+Announce Type:\\s*(\\S{1,30})\\s+Abstract:\\s*",
                    Pattern.CASE_INSENSITIVE);

    /// Part of what is said of an entry that is an error.
    public static final String ERROR = "answered with an error";

    private static final String ERRORS = "arxiv.org/api/errors";

    /// An announcement is of a new paper when it is this near to the month its id was given out in.
    /// Cross-lists of old papers are announced too.
    private static final int MOST_MONTHS = 1;

    private final XMLStreamReader xml;
    private final String name;
    private final FieldWatch watch;
    private long entry;
    private boolean done;
    private boolean broken;

    public AtomReader(Reader in, String name) throws IOException {
        this(in, name, FieldWatch.NONE);
    }

    public AtomReader(Reader in, String name, FieldWatch watch) throws IOException {
        this.name = name;
        this.watch = watch;
        this.xml = Xml.open(in);
    }

    @Override
    public boolean brokeOff() {
        return broken;
    }

    @Override
    public @Nullable ParsedEntry next() throws IOException {
        try {
            while (!done && xml.hasNext()) {
                int event = Xml.next(xml);
                if (event == XMLStreamConstants.START_ELEMENT
                        && (xml.getLocalName().equals("entry")
                                || xml.getLocalName().equals("item"))) {
                    entry++;
                    return entry(name + ", entry " + entry);
                }
            }
            done = true;
            return null;
        } catch (XMLStreamException | RuntimeException e) {
            done = true;
            broken = true;
            String read = entry == 0 ? "" : "; the records before it were read";
            return new ParsedEntry.UnreadableEntry(
                    new Problem(
                            name + ", line " + Math.max(1, xml.getLocation().getLineNumber()),
                            "the XML breaks off: " + Xml.reason(e) + read));
        }
    }

    private ParsedEntry entry(String place) throws XMLStreamException {
        Draft draft = new Draft();
        String id = "";
        String link = "";
        String creators = "";
        String announced = "";
        String announcement = "";
        boolean feed = false;
        String bad = null;
        Set<String> fields = new HashSet<>();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                continue;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            fields.add(element);
            switch (element) {
                case "id", "guid" -> id = Xml.text(xml);
                case "title" -> draft.title(Xml.text(xml));
                case "summary", "description" -> {
                    String summary = Xml.text(xml);
                    Matcher matcher = ANNOUNCEMENT.matcher(summary);
                    if (matcher.find()) {
                        feed = true;
                        announcement = matcher.group(1);
                        draft.summary(matcher.replaceFirst(""));
                    } else {
                        draft.summary(summary);
                    }
                }
                case "published", "pubDate" -> announced = Xml.text(xml);
                case "updated" -> draft.updated(JsonPapers.instant(Xml.text(xml), element, draft));
                case "author" -> author(draft);
                case "creator" -> creators = Xml.text(xml);
                case "comment" -> draft.comment(Xml.text(xml));
                case "journal_ref" -> draft.journal(Xml.text(xml));
                case "doi", "DOI" -> draft.doi(Xml.text(xml));
                case "announce_type" -> {
                    feed = true;
                    announcement = Xml.text(xml);
                }
                case "category" -> {
                    String term = xml.getAttributeValue(null, "term");
                    String scheme = xml.getAttributeValue(null, "scheme");
                    String text = Xml.text(xml);
                    String code = term == null ? text : term;
                    if (scheme == null || scheme.contains("arxiv.org")) {
                        draft.category(code);
                    }
                }
                case "primary_category" -> {
                    String term = xml.getAttributeValue(null, "term");
                    Xml.passOver(xml);
                    draft.category(term == null ? "" : term);
                }
                case "link" -> {
                    String href = xml.getAttributeValue(null, "href");
                    String text = Xml.text(xml);
                    link = link.isEmpty() ? href == null ? text : href : link;
                }
                default -> Xml.passOver(xml);
            }
        }
        if (!id.contains(ERRORS)) {
            watch.record(fields);
        } else {
            return new ParsedEntry.UnreadableEntry(
                    new Problem(place, "arXiv " + ERROR + ": " + Draft.shortened(draft.summary())));
        }
        try {
            String identifier = identifier(id.isBlank() ? link : id);
            draft.arxiv(identifier);
            if (feed) {
                // A feed's dates are those of the announcement.
                draft.updated(null);
                Instant at = JsonPapers.instant(announced, "published", draft);
                draft.announced(at != null && isOfNew(announcement, identifier, at) ? at : null);
            } else {
                draft.published(JsonPapers.instant(announced, "published", draft));
            }
            AuthorList.split(creators).forEach(draft::author);
            return JsonPapers.read(draft, place);
        } catch (BadRecordException e) {
            bad = e.getMessage();
        }
        return new ParsedEntry.UnreadableEntry(new Problem(place, String.valueOf(bad)));
    }

    /// `http://arxiv.org/abs/hep-th/9901001v1` and `oai:arXiv.org:2508.13426v1`.
    private static String identifier(String id) {
        String stripped = id.strip();
        int abs = stripped.indexOf("/abs/");
        if (abs >= 0) {
            return stripped.substring(abs + 5);
        }
        String lower = stripped.toLowerCase(Locale.ROOT);
        return lower.startsWith("oai:arxiv.org:")
                        && ArxivId.parse(stripped.substring(14)).isPresent()
                ? stripped.substring(14)
                : stripped;
    }

    /// Whether an announcement is of a new paper, rather than of a new version or of an old paper
    /// in one more category.
    private static boolean isOfNew(String announcement, String id, Instant at) {
        return switch (announcement.strip()) {
            case "new" -> true;
            case "cross" ->
                    ArxivId.parse(id)
                            .map(arxiv -> {
                                YearMonth given = arxiv.month();
                                YearMonth told = YearMonth.from(at.atOffset(ZoneOffset.UTC));
                                return !given.plusMonths(MOST_MONTHS).isBefore(told);
                            })
                            .orElse(false);
            default -> false;
        };
    }

    private void author(Draft draft) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("name")) {
                    draft.author(Xml.text(xml));
                } else {
                    depth++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }
}
