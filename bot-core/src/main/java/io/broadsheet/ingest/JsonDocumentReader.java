package io.broadsheet.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one JSON document: a list of records, an object around such a list, or a single record.
/// Records may be JSON objects or strings that hold a Python dictionary.
public final class JsonDocumentReader implements EntryReader {

    /// Under which names answers keep their list.
    private static final Set<String> LISTS =
            Set.of("data", "papers", "items", "results", "entries");

    private enum Position {
        START,
        IN_LIST,
        DONE
    }

    private final JsonParser parser;
    private final String name;
    private Position state = Position.START;
    private final FieldWatch watch;
    private long entry;
    private boolean broken;

    public JsonDocumentReader(Reader in, String name) throws IOException {
        this(in, name, FieldWatch.NONE);
    }

    public JsonDocumentReader(Reader in, String name, FieldWatch watch) throws IOException {
        this.parser = Json.FACTORY.createParser(in);
        this.name = name;
        this.watch = watch;
    }

    @Override
    public boolean brokeOff() {
        return broken;
    }

    @Override
    public @Nullable ParsedEntry next() throws IOException {
        try {
            return switch (state) {
                case START -> first();
                case IN_LIST -> nextInList();
                case DONE -> null;
            };
        } catch (JsonProcessingException e) {
            state = Position.DONE;
            broken = true;
            var where = e.getLocation();
            String line =
                    where == null
                            ? ""
                            : ", line " + where.getLineNr() + ", column " + where.getColumnNr();
            String read = entry == 0 ? "" : "; the " + entry + " records before it were read";
            return new ParsedEntry.UnreadableEntry(
                    new Problem(name + line, "the JSON breaks off: " + Json.reason(e) + read));
        }
    }

    @Override
    public void skip(long records) throws IOException {
        try {
            long passed = 0;
            if (passed < records && state == Position.START) {
                passed += first() == null ? 0 : 1;
            }
            while (passed < records && state == Position.IN_LIST) {
                JsonToken token = parser.nextToken();
                if (token == null || token == JsonToken.END_ARRAY) {
                    state = Position.DONE;
                    return;
                }
                parser.skipChildren();
                entry++;
                passed++;
            }
        } catch (JsonProcessingException e) {
            state = Position.DONE;
        }
    }

    private @Nullable ParsedEntry first() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
            state = Position.IN_LIST;
            return nextInList();
        }
        if (token != JsonToken.START_OBJECT) {
            state = Position.DONE;
            return new ParsedEntry.UnreadableEntry(
                    new Problem(name, "it is JSON, but neither a list nor an object"));
        }
        ObjectNode single = JsonNodeFactory.instance.objectNode();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && LISTS.contains(field)) {
                state = Position.IN_LIST;
                return nextInList();
            }
            JsonNode node = Json.value(parser);
            if (node != null) {
                single.set(field, node);
            }
        }
        state = Position.DONE;
        if (!JsonPapers.isRecord(single)) {
            return new ParsedEntry.UnreadableEntry(
                    new Problem(name, "it is a JSON object without papers"));
        }
        entry++;
        watch.record(single);
        return JsonPapers.entry(single, name);
    }

    private @Nullable ParsedEntry nextInList() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            state = Position.DONE;
            return null;
        }
        if (token == null) {
            throw new com.fasterxml.jackson.core.io.JsonEOFException(
                    parser, null, "the file ends inside the list");
        }
        String place = name + ", entry " + (entry + 1);
        JsonNode node = Json.value(parser);
        entry++;
        if (node == null) {
            return new ParsedEntry.UnreadableEntry(new Problem(place, "it is larger than 16 MB"));
        }
        if (!node.isTextual()) {
            watch.record(node);
            return JsonPapers.entry(node, place);
        }
        try {
            JsonNode record = PythonLiteral.parse(node.textValue());
            watch.record(record);
            return JsonPapers.entry(record, place);
        } catch (BadRecordException e) {
            return new ParsedEntry.UnreadableEntry(new Problem(place, "it " + e.getMessage()));
        }
    }
}
