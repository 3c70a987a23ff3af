package io.broadsheet.ingest;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads an answer of arXiv's OAI-PMH interface in its format `arXivRaw`, the one that tells every
/// version.
///
/// @see <a href="https://info.arxiv.org/help/oa/index.html">arXiv's notes for harvesters</a>
/// @see <a href="https://www.openarchives.org/OAI/openarchivesprotocol.html">the protocol</a>
public final class OaiReader implements EntryReader {

    /// The format that is asked for.
    public static final String FORMAT = "arXivRaw";

    private final XMLStreamReader xml;
    private final String name;
    private final FieldWatch watch;
    private long record;
    private String token = "";
    private String error = "";
    private boolean broken;
    private boolean envelope;
    private boolean done;

    public OaiReader(Reader in, String name, FieldWatch watch) throws IOException {
        this.xml = Xml.open(in);
        this.name = name;
        this.watch = watch;
    }

    @Override
    public @Nullable ParsedEntry next() {
        if (done) {
            return null;
        }
        try {
            while (xml.hasNext()) {
                if (Xml.next(xml) != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (xml.getLocalName()) {
                    case "OAI-PMH" -> envelope = true;
                    case "record" -> {
                        record++;
                        ParsedEntry entry = record(name + ", record " + record);
                        if (entry != null) {
                            return entry;
                        }
                    }
                    case "resumptionToken" -> token = Xml.text(xml).strip();
                    case "error" -> {
                        String code = xml.getAttributeValue(null, "code");
                        String text = Draft.shortened(Xml.text(xml));
                        error = code == null ? text : (code + " " + text).strip();
                    }
                    default -> {}
                }
            }
            return envelope ? end() : breakOff("it is XML, but no answer of OAI-PMH");
        } catch (XMLStreamException | RuntimeException e) {
            return breakOff("the XML breaks off: " + Xml.reason(e));
        }
    }

    private @Nullable ParsedEntry end() {
        done = true;
        return null;
    }

    private ParsedEntry breakOff(String reason) {
        done = true;
        broken = true;
        return new ParsedEntry.UnreadableEntry(new Problem(name, reason));
    }

    @Override
    public boolean brokeOff() {
        return broken;
    }

    /// What goes on with the list, empty where it ends here. Known after the last record.
    public String token() {
        return token;
    }

    /// What was answered instead of records, such as `noRecordsMatch`; empty where nothing was.
    public String error() {
        return error;
    }

    /// @return null for a record that was deleted
    private @Nullable ParsedEntry record(String place) throws XMLStreamException {
        Draft draft = new Draft();
        Set<String> fields = new HashSet<>();
        TreeMap<Integer, Instant> versions = new TreeMap<>();
        String identifier = "";
        String id = "";
        boolean deleted = false;
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
                case "header" -> {
                    deleted = "deleted".equals(xml.getAttributeValue(null, "status"));
                    depth++;
                }
                case "metadata", FORMAT -> depth++;
                case "identifier" -> identifier = Xml.text(xml);
                case "datestamp", "setSpec" -> Xml.passOver(xml);
                default -> {
                    fields.add(element);
                    switch (element) {
                        case "id" -> id = Xml.text(xml);
                        case "version" -> version(versions, draft);
                        case "title" -> draft.title(Xml.text(xml));
                        case "abstract" -> draft.summary(Xml.text(xml));
                        case "authors" -> AuthorList.split(Xml.text(xml)).forEach(draft::author);
                        case "categories" -> {
                            for (String code : Xml.text(xml).strip().split("\\s+")) {
                                draft.category(code);
                            }
                        }
                        case "comments" -> draft.comment(Xml.text(xml));
                        case "journal-ref" -> draft.journal(Xml.text(xml));
                        case "doi" -> draft.doi(Xml.text(xml));
                        default -> Xml.passOver(xml);
                    }
                }
            }
        }
        if (deleted) {
            return null;
        }
        watch.record(fields);
        try {
            draft.arxiv(id.isBlank() ? bare(identifier) : id);
            if (!versions.isEmpty()) {
                draft.version(versions.lastKey());
                draft.published(versions.firstKey() == 1 ? versions.firstEntry().getValue() : null);
                draft.updated(versions.lastEntry().getValue());
            }
            return JsonPapers.read(draft, place);
        } catch (BadRecordException e) {
            return new ParsedEntry.UnreadableEntry(
                    new Problem(place, String.valueOf(e.getMessage())));
        }
    }

    /// `<version version="v2"><date>Mon, 4 Jan 1999 ...</date>...</version>`; they come in any
    /// order.
    private void version(TreeMap<Integer, Instant> versions, Draft draft)
            throws XMLStreamException {
        String number = xml.getAttributeValue(null, "version");
        String date = "";
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("date")) {
                    date = Xml.text(xml);
                } else {
                    depth++;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        Instant at = JsonPapers.instant(date, "version", draft);
        if (number != null && number.matches("v[1-9]\\d{0,2}") && at != null) {
            versions.put(Integer.parseInt(number.substring(1)), at);
        }
    }

    private static String bare(String identifier) {
        String id = identifier.strip();
        return id.toLowerCase(Locale.ROOT).startsWith("oai:arxiv.org:") ? id.substring(14) : id;
    }
}
