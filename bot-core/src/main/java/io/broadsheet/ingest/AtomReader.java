package io.broadsheet.ingest;

import io.broadsheet.paper.ArxivId;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads arXiv's Atom: answers of its query API, and its Atom and RSS feeds of new papers. No
/// document type is accepted, so no entity can expand and nothing outside the file is ever opened.
///
/// @see <a href="https://info.arxiv.org/help/api/user-manual.html">the API's manual</a>
/// @see <a href="https://info.arxiv.org/help/rss_specifications.html">the feeds' specification</a>
final class AtomReader implements EntryReader {

    private static final int LONGEST_TEXT = 1 << 20;

    private static final XMLInputFactory FACTORY = factory();

    /// What the feeds put before an abstract.
    private static final Pattern ANNOUNCEMENT =
            Pattern.compile(
                    "^\\s*arXiv:\\S{1,40}\\s+Announce Type:\\s*\\S{1,30}\\s+Abstract:\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final String ERRORS = "arxiv.org/api/errors";

    private final XMLStreamReader xml;
    private final String name;
    private long entry;
    private boolean done;

    AtomReader(Reader in, String name) throws IOException {
        this.name = name;
        try {
            this.xml = FACTORY.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw new IOException("the XML cannot be read: " + reason(e), e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to something outside the file");
        });
        return factory;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        try {
            while (!done && xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new XMLStreamException(
                            "it has a document type, which no feed of arXiv has");
                }
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
            String read = entry == 0 ? "" : "; the records before it were read";
            return new Entry.Unreadable(
                    new Problem(
                            name + ", line " + Math.max(1, xml.getLocation().getLineNumber()),
                            "the XML breaks off: " + reason(e) + read));
        }
    }

    private Entry entry(String place) throws XMLStreamException {
        Draft draft = new Draft();
        String id = "";
        String link = "";
        String creators = "";
        String announced = "";
        boolean feed = false;
        String bad = null;
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
            switch (element) {
                case "id", "guid" -> id = text();
                case "title" -> draft.title(text());
                case "summary", "description" -> {
                    String summary = text();
                    Matcher announcement = ANNOUNCEMENT.matcher(summary);
                    feed |= announcement.find();
                    draft.summary(feed ? announcement.replaceFirst("") : summary);
                }
                case "published" -> announced = text();
                case "updated" -> draft.updated(JsonPapers.instant(text(), element, draft));
                case "author" -> author(draft);
                case "creator" -> creators = text();
                case "comment" -> draft.comment(text());
                case "journal_ref" -> draft.journal(text());
                case "doi", "DOI" -> draft.doi(text());
                case "announce_type" -> {
                    feed = true;
                    passOver();
                }
                case "category" -> {
                    String term = xml.getAttributeValue(null, "term");
                    String scheme = xml.getAttributeValue(null, "scheme");
                    String text = text();
                    String code = term == null ? text : term;
                    if (scheme == null || scheme.contains("arxiv.org")) {
                        draft.category(code);
                    }
                }
                case "primary_category" -> {
                    String term = xml.getAttributeValue(null, "term");
                    passOver();
                    draft.category(term == null ? "" : term);
                }
                case "link" -> {
                    String href = xml.getAttributeValue(null, "href");
                    String text = text();
                    link = link.isEmpty() ? href == null ? text : href : link;
                }
                default -> passOver();
            }
        }
        if (id.contains(ERRORS)) {
            return new Entry.Unreadable(
                    new Problem(
                            place,
                            "arXiv answered with an error: " + Draft.shortened(draft.summary())));
        }
        try {
            draft.arxiv(identifier(id.isBlank() ? link : id));
            if (feed) {
                // A feed's dates are those of the announcement.
                draft.updated(null);
            } else {
                draft.published(JsonPapers.instant(announced, "published", draft));
            }
            for (String creator : creators.isBlank() ? new String[0] : creators.split(",\\s+")) {
                draft.author(creator);
            }
            return JsonPapers.read(draft, place);
        } catch (BadRecordException e) {
            bad = e.getMessage();
        }
        return new Entry.Unreadable(new Problem(place, String.valueOf(bad)));
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

    private void author(Draft draft) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("name")) {
                    draft.author(text());
                } else {
                    depth++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void passOver() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth +=
                    event == XMLStreamConstants.START_ELEMENT
                            ? 1
                            : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /// The text of the element and of those inside it.
    private String text() throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE -> {
                    if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
                        throw new XMLStreamException(
                                "one of its texts is longer than a million characters");
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("it uses an entity that XML does not define");
                default -> {}
            }
        }
        return text.toString();
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        int at = message.indexOf("Message:");
        return Draft.shortened(at < 0 ? message : message.substring(at + 8));
    }
}
