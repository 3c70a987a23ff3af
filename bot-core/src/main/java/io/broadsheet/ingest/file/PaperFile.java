package io.broadsheet.ingest.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.broadsheet.ingest.AtomReader;
import io.broadsheet.ingest.Draft;
import io.broadsheet.ingest.EntryReader;
import io.broadsheet.ingest.Json;
import io.broadsheet.ingest.JsonDocumentReader;
import io.broadsheet.ingest.JsonLinesReader;
import io.broadsheet.ingest.JsonPapers;
import io.broadsheet.ingest.PageTextReader;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.ingest.latex.Latex;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A file with papers, recognised by its content, read one record at a time in constant memory.
public final class PaperFile implements Closeable {

    /// The formats, named as a person would.
    public enum FileFormat {
        HUGGING_FACE_PAGE("captured Hugging Face page"),
        JSON_DOCUMENT("JSON list of papers"),
        JSON_LINES("JSON lines"),
        ATOM("arXiv Atom feed");

        private final String title;

        FileFormat(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static final String ACCEPTED =
            "the text of a captured Hugging Face Papers page, Hugging Face daily-papers JSON,"
                    + " arXiv's metadata snapshot (JSON lines), an arXiv Atom answer or feed, or"
                    + " Broadsheet's own catalogue lines, each plain or gzip";

    private static final int HEAD = 1 << 16;
    private static final int LONGEST_PAGE = 16 << 20;

    private final FileFormat format;
    private final long size;
    private final CountingStream counter;
    private final InputStream stream;
    private final EntryReader reader;
    private final String fingerprint;
    private final String name;
    private boolean broken;

    private PaperFile(
            FileFormat format,
            long size,
            CountingStream counter,
            InputStream stream,
            EntryReader reader,
            String fingerprint,
            String name) {
        this.format = format;
        this.size = size;
        this.counter = counter;
        this.stream = stream;
        this.reader = reader;
        this.fingerprint = fingerprint;
        this.name = name;
    }

    /// Opens a file and finds out what it is.
    ///
    /// @throws UnreadableFileException when it is missing, cannot be read, or is in none of the
    ///   formats; the message tells a person
    public static PaperFile open(Path file) throws UnreadableFileException {
        String name = Latex.readable(String.valueOf(file.getFileName()));
        CountingStream counter = null;
        try {
            if (Files.isDirectory(file)) {
                throw new UnreadableFileException("it is a directory; name the files in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new UnreadableFileException(
                        "it is a stream, which an interrupted import could not go on with; save it"
                                + " to a file first");
            }
            long size = Files.size(file);
            String fingerprint = fingerprint(file, size);
            counter = new CountingStream(Files.newInputStream(file));
            return open(counter, size, fingerprint, name);
        } catch (NoSuchFileException e) {
            throw closing(counter, new UnreadableFileException("there is no such file"));
        } catch (UnreadableFileException e) {
            throw closing(counter, e);
        } catch (IOException e) {
            throw closing(counter, new UnreadableFileException("it cannot be read: " + message(e)));
        }
    }

    private static UnreadableFileException closing(
            @Nullable CountingStream stream, UnreadableFileException reason) {
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
        return reason;
    }

    private static PaperFile open(
            CountingStream counter, long size, String fingerprint, String name)
            throws IOException, UnreadableFileException {
        if (size == 0) {
            throw new UnreadableFileException("it is empty");
        }
        InputStream raw = new BufferedInputStream(counter, HEAD);
        raw.mark(4);
        boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
        raw.reset();
        InputStream content = gzip ? new GZIPInputStream(raw, HEAD) : raw;
        byte[] head = head(content);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
        String start = new String(head, StandardCharsets.UTF_8);
        String text = start.startsWith("\uFEFF") ? start.substring(1) : start;
        FileFormat format = recognise(text);
        EntryReader reader =
                switch (format) {
                    case null -> null;
                    case JSON_LINES -> new JsonLinesReader(whole, name);
                    case JSON_DOCUMENT -> new JsonDocumentReader(reader(whole, start), name);
                    case ATOM -> new AtomReader(reader(whole, start), name);
                    case HUGGING_FACE_PAGE -> page(whole, name);
                };
        if (format == null || reader == null) {
            throw new UnreadableFileException("it is none of the formats read here: " + ACCEPTED);
        }
        return new PaperFile(format, size, counter, content, reader, fingerprint, name);
    }

    /// As much of the beginning as recognising takes; a stream that breaks within it says so when
    /// the records are read.
    private static byte[] head(InputStream in) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(HEAD);
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                head.write(buffer, 0, n);
                if (head.size() >= HEAD) {
                    break;
                }
            }
        } catch (IOException e) {
            // Told when the records are read.
        }
        return head.toByteArray();
    }

    private static Reader reader(InputStream in, String head) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        if (head.startsWith("\uFEFF")) {
            int mark = reader.read();
            assert mark == 0xFEFF;
        }
        return reader;
    }

    private static @Nullable FileFormat recognise(String head) {
        String start = head.stripLeading();
        if (start.isEmpty() || start.startsWith("\0")) {
            return null;
        }
        char first = start.charAt(0);
        if (first == '<') {
            String lower =
                    start.substring(0, Math.min(start.length(), 4_000)).toLowerCase(Locale.ROOT);
            boolean feed = lower.contains("<feed") || lower.contains("<rss");
            return feed && !lower.contains("<html") ? FileFormat.ATOM : null;
        }
        if (first == '[') {
            char second =
                    start.substring(1).stripLeading().isEmpty()
                            ? ']'
                            : start.substring(1).stripLeading().charAt(0);
            // "[CLS] Token Tells Everything" begins a page, not a list.
            return second == '{' || second == '"' || second == ']' || second == '['
                    ? FileFormat.JSON_DOCUMENT
                    : null;
        }
        if (isJsonLines(start)) {
            return FileFormat.JSON_LINES;
        }
        if (first == '{') {
            return start.substring(1).stripLeading().startsWith("\"")
                    ? FileFormat.JSON_DOCUMENT
                    : null;
        }
        return PageTextReader.recognises(head) ? FileFormat.HUGGING_FACE_PAGE : null;
    }

    /// Whether some line of the beginning is a record. Any other may be damaged, the first one too.
    private static boolean isJsonLines(String head) {
        int from = 0;
        for (int i = 0; i < 200 && from < head.length(); i++) {
            int end = head.indexOf('\n', from);
            boolean whole = end >= 0;
            String line = head.substring(from, whole ? end : head.length()).strip();
            from = whole ? end + 1 : head.length();
            if (line.startsWith("{\"") && line.endsWith("}")) {
                try {
                    if (JsonPapers.isRecord(Json.tree(line))) {
                        return true;
                    }
                } catch (JsonProcessingException e) {
                    // Another line may be one.
                }
            }
        }
        return false;
    }

    private static EntryReader page(InputStream in, String name)
            throws IOException, UnreadableFileException {
        byte[] bytes = in.readNBytes(LONGEST_PAGE + 1);
        if (bytes.length > LONGEST_PAGE) {
            throw new UnreadableFileException(
                    "it is text of more than 16 MB, which no captured page is");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new PageTextReader(text.startsWith("\uFEFF") ? text.substring(1) : text, name);
    }

    public FileFormat format() {
        return format;
    }

    /// Bytes on disk, compressed ones where the file is.
    public long size() {
        return size;
    }

    /// How many of [#size()] have been read.
    public long position() {
        return Math.min(size, counter.count);
    }

    /// Names the content, whatever the file is called and wherever it lies.
    public String fingerprint() {
        return fingerprint;
    }

    /// The next record, null after the last. A file that breaks off ends with an
    /// [ParsedEntry.UnreadableEntry] that says so.
    public @Nullable ParsedEntry next() {
        if (broken) {
            return null;
        }
        try {
            return reader.next();
        } catch (IOException e) {
            broken = true;
            return new ParsedEntry.UnreadableEntry(
                    new Problem(name, "the file breaks off: " + message(e)));
        }
    }

    /// Passes over records that were taken in earlier.
    void skip(long records) {
        try {
            reader.skip(records);
        } catch (IOException e) {
            broken = true;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        counter.close();
    }

    private static String message(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : Draft.shortened(message);
    }

    /// SHA-256 over size, beginning and end.
    private static String fingerprint(Path file, long size) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
            ByteBuffer part = ByteBuffer.allocate(1 << 18);
            fill(channel, part);
            digest.update(part.flip());
            if (size > part.capacity()) {
                part.clear();
                channel.position(Math.max(part.capacity(), size - part.capacity()));
                fill(channel, part);
                digest.update(part.flip());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void fill(SeekableByteChannel channel, ByteBuffer part) throws IOException {
        while (part.hasRemaining() && channel.read(part) > 0) {
            // read on
        }
    }

    /// Counts what is read from the disk.
    private static final class CountingStream extends FilterInputStream {
        private volatile long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            add(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            add(Math.max(0, n));
            return n;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes, others read.
        private void add(int n) {
            count += n;
        }
    }
}
