package io.broadsheet.ingest.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperLink;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes papers as lines of JSON, the format of the bundled catalogue, which [PaperFile] reads
/// back.
///
/// One object per line. `id` and `title` are always there, all else only where the paper has it:
///
/// | field | value |
/// |---|---|
/// | `id` | `arxiv:2503.11677`, `doi:10.1145/3292500`, or `title:` and the title's key |
/// | `version` | arXiv's, 1 or more |
/// | `doi` | of the published article |
/// | `title`, `abstract` | as the source wrote them; the readable forms are made when they are read |
/// | `authors` | list of names, `Given Family`; where that does not tell the parts, `{"family": "...", "given": "...", "suffix": "..."}` or `{"collaboration": "..."}` |
/// | `organisation` | |
/// | `categories` | list, primary first |
/// | `links` | list of `{"kind": "code", "url": "https://..."}`; kinds are those of [PaperLink.LinkKind] in lower case |
/// | `published`, `updated`, `announced`, `featured` | ISO 8601 in UTC; `published` is a month (`2025-03`) where no more is known. A day without a time is read as its noon in UTC, which is the same day nearly everywhere |
/// | `upvotes` | at the source |
/// | `stars` | of the code at GitHub |
/// | `comment`, `journal` | |
/// | `tldr` | a sentence about the paper, by its source |
/// | `thumbnail` | address of a picture at Hugging Face |
/// | `withdrawn` | `true` |
public final class CatalogueWriter implements Closeable {

    private final Writer out;
    private final JsonGenerator json;

    /// @param out closed with this writer
    public CatalogueWriter(Writer out) throws IOException {
        this.out = out;
        this.json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    public void write(Paper paper) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", paper.id().toString());
        if (paper.version() > 0) {
            json.writeNumberField("version", paper.version());
        }
        text("doi", paper.doi() == null ? null : paper.doi().value());
        json.writeStringField("title", paper.rawTitle());
        text("abstract", paper.rawSummary());
        authors(paper.authors());
        text("organisation", paper.organisation());
        list("categories", paper.categories().stream().map(Category::code).toList());
        if (!paper.links().isEmpty()) {
            json.writeArrayFieldStart("links");
            for (PaperLink link : paper.links()) {
                json.writeStartObject();
                json.writeStringField("kind", link.kind().name().toLowerCase(Locale.ROOT));
                json.writeStringField("url", link.uri().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        published(paper);
        time("updated", paper.updated());
        time("announced", paper.announced());
        time("featured", paper.featured());
        if (paper.upvotes() > 0) {
            json.writeNumberField("upvotes", paper.upvotes());
        }
        if (paper.stars() > 0) {
            json.writeNumberField("stars", paper.stars());
        }
        text("comment", paper.comment());
        text("journal", paper.journalReference());
        text("tldr", paper.tldr());
        text("thumbnail", paper.thumbnail() == null ? null : paper.thumbnail().toString());
        if (paper.withdrawn()) {
            json.writeBooleanField("withdrawn", true);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void text(String field, @Nullable String value) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(field, value);
        }
    }

    private void authors(List<Author> authors) throws IOException {
        if (authors.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("authors");
        for (Author author : authors) {
            if (author.isGuessed()) {
                json.writeString(author.name());
                continue;
            }
            json.writeStartObject();
            if (author.isPerson()) {
                text("family", author.family());
                text("given", author.given());
                text("suffix", author.suffix());
            } else {
                text("collaboration", author.name());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void list(String field, Iterable<String> values) throws IOException {
        if (values.iterator().hasNext()) {
            json.writeArrayFieldStart(field);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    /// A month, a day for its noon, or the instant: what is read back is the same.
    private void published(Paper paper) throws IOException {
        Instant published = paper.published();
        if (published == null) {
            return;
        }
        LocalDateTime at = LocalDateTime.ofInstant(published, ZoneOffset.UTC);
        if (paper.monthOnly()) {
            text("published", YearMonth.from(at).toString());
        } else if (at.toLocalTime().equals(LocalTime.NOON)) {
            text("published", at.toLocalDate().toString());
        } else {
            time("published", published);
        }
    }

    private void time(String field, @Nullable Instant value) throws IOException {
        text(field, value == null ? null : value.toString());
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.close();
    }

    /// Converts files to catalogue lines on standard output; problems go to standard error, and the
    /// exit code is 1 where there were any.
    public static void main(String[] files) throws IOException {
        System.exit(convert(files, System.out, System.err));
    }

    static int convert(String[] files, PrintStream out, PrintStream problems) throws IOException {
        int failed = 0;
        try (CatalogueWriter writer =
                new CatalogueWriter(
                        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)))) {
            for (String name : files) {
                try (PaperFile file = PaperFile.open(Path.of(name))) {
                    for (ParsedEntry entry = file.next(); entry != null; entry = file.next()) {
                        switch (entry) {
                            case ParsedEntry.Read(var paper, _) -> writer.write(paper);
                            case ParsedEntry.UnreadableEntry(var problem) -> {
                                failed = 1;
                                problems.println(problem);
                            }
                        }
                    }
                } catch (UnreadableFileException e) {
                    failed = 1;
                    problems.println(new Problem(name, String.valueOf(e.getMessage())));
                }
            }
        }
        return failed;
    }
}
