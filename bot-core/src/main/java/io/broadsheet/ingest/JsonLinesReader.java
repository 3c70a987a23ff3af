package io.broadsheet.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads one JSON object per line. A bad line costs that line only.
public final class JsonLinesReader implements EntryReader {

    private static final int LONGEST_LINE = 16 << 20;

    private final InputStream in;
    private final String name;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream spill = new ByteArrayOutputStream();
    private int at;
    private int filled;
    private long line;
    private boolean tooLong;

    public JsonLinesReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    @Override
    public @Nullable ParsedEntry next() throws IOException {
        while (true) {
            String text = line(true);
            if (text == null) {
                return null;
            }
            String place = name + ", line " + line;
            if (tooLong) {
                return new ParsedEntry.UnreadableEntry(
                        new Problem(place, "the line is longer than 16 MB"));
            }
            if (line == 1 && text.startsWith("\uFEFF")) {
                text = text.substring(1);
            }
            if (!text.isBlank()) {
                return entry(text, place);
            }
        }
    }

    private static ParsedEntry entry(String text, String place) {
        try {
            JsonNode node = Json.tree(text);
            return JsonPapers.entry(node, place);
        } catch (JsonProcessingException e) {
            return new ParsedEntry.UnreadableEntry(
                    new Problem(place, "it is no JSON: " + Json.reason(e)));
        }
    }

    @Override
    public void skip(long records) throws IOException {
        for (long i = 0; i < records; ) {
            String text = line(false);
            if (text == null) {
                return;
            }
            i += text.isBlank() ? 0 : 1;
        }
    }

    /// The next line without its end, null after the last; when not wanted, only whether it is
    /// blank.
    private @Nullable String line(boolean wanted) throws IOException {
        spill.reset();
        tooLong = false;
        boolean any = false;
        boolean blank = true;
        while (true) {
            if (at == filled) {
                at = 0;
                filled = Math.max(0, in.read(buffer));
                if (filled == 0) {
                    line += any ? 1 : 0;
                    return any ? text(wanted, blank, 0, 0) : null;
                }
            }
            any = true;
            int start = at;
            while (at < filled && buffer[at] != '\n') {
                blank &= buffer[at] <= ' ' && buffer[at] >= 0;
                at++;
            }
            if (at < filled) {
                line++;
                return text(wanted, blank, start, at++);
            }
            keep(wanted, start, at);
        }
    }

    private void keep(boolean wanted, int from, int to) {
        if (wanted && spill.size() + (to - from) <= LONGEST_LINE) {
            spill.write(buffer, from, to - from);
        } else if (wanted) {
            tooLong = true;
        }
    }

    private String text(boolean wanted, boolean blank, int from, int to) {
        if (!wanted || tooLong) {
            return blank ? "" : "x";
        }
        if (spill.size() == 0) {
            return new String(buffer, from, to - from, StandardCharsets.UTF_8);
        }
        keep(true, from, to);
        return spill.toString(StandardCharsets.UTF_8);
    }
}
