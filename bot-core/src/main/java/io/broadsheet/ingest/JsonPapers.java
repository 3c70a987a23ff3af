package io.broadsheet.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes papers of JSON objects: entries of Hugging Face's daily list and search answers (wrapped
/// and flat), lines of arXiv's metadata snapshot, and lines of our own catalogue format (see
/// `CatalogueWriter`).
public final class JsonPapers {

    private JsonPapers() {}

    /// Whether an object looks like a record at all, whatever its defects.
    public static boolean isRecord(JsonNode node) {
        return node.isObject()
                && (node.path("paper").isObject()
                        || (node.has("title")
                                && (node.has("summary")
                                        || node.has("abstract")
                                        || node.has("authors_parsed")))
                        || isOurs(node));
    }

    private static boolean isOurs(JsonNode node) {
        JsonNode id = node.path("id");
        return id.isTextual() && node.has("title") && PaperId.parse(id.textValue()).isPresent();
    }

    static ParsedEntry entry(JsonNode node, String place) {
        Draft draft = new Draft();
        try {
            if (!node.isObject()) {
                throw new BadRecordException("it is no JSON object");
            }
            if (isOurs(node)) {
                ours(node, draft);
            } else if (node.path("paper").isObject()) {
                huggingFace(node.path("paper"), node, draft);
            } else if (node.has("abstract") || node.has("authors_parsed") || node.has("versions")) {
                arxiv(node, draft);
            } else if (node.has("summary") || node.has("publishedAt") || node.has("upvotes")) {
                huggingFace(node, node, draft);
            } else {
                throw new BadRecordException(
                        "it is no paper: it has no title with an abstract, nor an object named"
                                + " paper that has");
            }
            return read(draft, place);
        } catch (BadRecordException e) {
            return new ParsedEntry.UnreadableEntry(
                    new Problem(place, String.valueOf(e.getMessage())));
        }
    }

    /// Finishes a draft; characters that a decoder had to replace are worth a note.
    public static ParsedEntry read(Draft draft, String place) throws BadRecordException {
        var paper = draft.build();
        if (paper.rawTitle().indexOf('\uFFFD') >= 0 || paper.rawSummary().indexOf('\uFFFD') >= 0) {
            draft.note("it has bytes that are not UTF-8, which were replaced");
        }
        String note = draft.note();
        return new ParsedEntry.Read(paper, note == null ? null : new Problem(place, note));
    }

    /// `paper` first, then the entry around it: the daily list writes most fields inside, some only
    /// outside.
    private static void huggingFace(JsonNode paper, JsonNode entry, Draft draft)
            throws BadRecordException {
        String id = text(paper, "id");
        if (id != null) {
            draft.arxiv(id);
        }
        draft.title(either(paper, entry, "title"));
        draft.summary(either(paper, entry, "summary"));
        for (JsonNode author : either(paper, entry, JsonNode::isArray, "authors")) {
            String name = author.isTextual() ? author.textValue() : text(author, "name");
            if (name != null && !author.path("hidden").asBoolean(false)) {
                draft.author(name);
            }
        }
        JsonNode organisation = either(paper, entry, JsonNode::isObject, "organization");
        String fullName = text(organisation, "fullname");
        draft.organisation(fullName != null ? fullName : text(organisation, "name"));
        draft.link(PaperLink.LinkKind.CODE, either(paper, entry, "githubRepo"));
        draft.link(PaperLink.LinkKind.PROJECT, either(paper, entry, "projectPage"));
        draft.upvotes(either(paper, entry, JsonNode::isNumber, "upvotes").asInt(0));
        draft.stars(either(paper, entry, JsonNode::isNumber, "githubStars").asInt(0));
        // The entry's own publishedAt is the same instant shifted by New York's offset: only the
        // paper's is true.
        draft.published(instant(text(paper, "publishedAt"), "publishedAt", draft));
        draft.featured(
                instant(either(paper, entry, "submittedOnDailyAt"), "submittedOnDailyAt", draft));
        draft.tldr(either(paper, entry, "ai_summary"));
        draft.thumbnail(either(paper, entry, "thumbnail"));
        withdrawnAt(paper, draft);
    }

    private static void withdrawnAt(JsonNode paper, Draft draft) {
        draft.withdrawn(paper.path("withdrawnAt").isTextual());
    }

    private static void arxiv(JsonNode node, Draft draft) throws BadRecordException {
        String id = text(node, "id");
        if (id == null) {
            throw new BadRecordException("it has no identifier as text");
        }
        draft.arxiv(id);
        draft.title(text(node, "title"));
        draft.summary(text(node, "abstract"));
        JsonNode parsed = node.path("authors_parsed");
        if (parsed.isArray() && !parsed.isEmpty()) {
            for (JsonNode author : parsed) {
                draft.author(part(author, 0), part(author, 1), part(author, 2));
            }
        } else {
            String authors = text(node, "authors");
            AuthorList.split(authors == null ? "" : authors).forEach(draft::author);
        }
        String categories = text(node, "categories");
        for (String category :
                categories == null ? new String[0] : categories.strip().split("\\s+")) {
            draft.category(category);
        }
        draft.doi(text(node, "doi"));
        draft.journal(text(node, "journal-ref"));
        draft.comment(text(node, "comments"));
        JsonNode versions = node.path("versions");
        if (versions.isArray() && !versions.isEmpty()) {
            JsonNode first = versions.get(0);
            JsonNode last = versions.get(versions.size() - 1);
            draft.published(instant(text(first, "created"), "created", draft));
            draft.updated(instant(text(last, "created"), "created", draft));
            String version = text(last, "version");
            if (version != null && version.matches("v[1-9]\\d{0,2}")) {
                draft.version(Integer.parseInt(version.substring(1)));
            }
        }
    }

    private static String part(JsonNode author, int index) {
        JsonNode part = author.path(index);
        return part.isTextual() ? part.textValue() : "";
    }

    private static void ours(JsonNode node, Draft draft) {
        String id = text(node, "id");
        if (id != null) {
            PaperId.parse(id).ifPresent(draft::id);
        }
        draft.version(node.path("version").asInt(0));
        draft.doi(text(node, "doi"));
        draft.title(text(node, "title"));
        draft.summary(text(node, "abstract"));
        for (JsonNode author : node.path("authors")) {
            if (author.isTextual()) {
                draft.author(author.textValue());
            } else if (author.path("collaboration").isTextual()) {
                draft.collaboration(author.path("collaboration").textValue());
            } else if (author.isObject()) {
                draft.author(
                        author.path("family").asText(""),
                        author.path("given").asText(""),
                        author.path("suffix").asText(""));
            }
        }
        draft.organisation(text(node, "organisation"));
        for (JsonNode category : node.path("categories")) {
            draft.category(category.asText(""));
        }
        for (JsonNode link : node.path("links")) {
            draft.link(kind(link.path("kind").asText("")), text(link, "url"));
        }
        published(text(node, "published"), draft);
        draft.updated(instant(text(node, "updated"), "updated", draft));
        draft.announced(instant(text(node, "announced"), "announced", draft));
        draft.featured(instant(text(node, "featured"), "featured", draft));
        draft.upvotes(node.path("upvotes").asInt(0));
        draft.stars(node.path("stars").asInt(0));
        draft.comment(text(node, "comment"));
        draft.journal(text(node, "journal"));
        draft.tldr(text(node, "tldr"));
        draft.thumbnail(text(node, "thumbnail"));
        draft.withdrawn(node.path("withdrawn").asBoolean(false));
    }

    /// An instant, a day, or a month.
    private static void published(@Nullable String written, Draft draft) {
        String text = written == null ? "" : written.strip();
        try {
            if (text.matches("\\d{4}-\\d{2}")) {
                draft.published(YearMonth.parse(text));
                return;
            }
            if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
                draft.published(LocalDate.parse(text).atTime(12, 0).toInstant(ZoneOffset.UTC));
                return;
            }
        } catch (DateTimeException e) {
            // told below
        }
        draft.published(instant(written, "published", draft));
    }

    private static PaperLink.LinkKind kind(String name) {
        for (PaperLink.LinkKind kind : PaperLink.LinkKind.values()) {
            if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
                return kind;
            }
        }
        return PaperLink.LinkKind.OTHER;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable String either(JsonNode paper, JsonNode entry, String field) {
        String inside = text(paper, field);
        return inside != null && !inside.isBlank() ? inside : text(entry, field);
    }

    private static JsonNode either(
            JsonNode paper,
            JsonNode entry,
            java.util.function.Predicate<JsonNode> form,
            String field) {
        return form.test(paper.path(field)) ? paper.path(field) : entry.path(field);
    }

    /// Reads ISO 8601 (Hugging Face, Atom) and RFC 1123 (arXiv's snapshot). A date that is neither
    /// costs the date, not the paper.
    static @Nullable Instant instant(@Nullable String written, String field, Draft draft) {
        if (written == null || written.isBlank()) {
            return null;
        }
        String text = written.strip();
        try {
            Instant instant =
                    Character.isDigit(text.charAt(0))
                            ? OffsetDateTime.parse(text).toInstant()
                            : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant();
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // told below
        }
        draft.note(
                "its date '"
                        + Draft.shortened(text)
                        + "' ("
                        + field
                        + ") cannot be read and was left out");
        return null;
    }

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
}
