package io.broadsheet.bibliography;

import io.broadsheet.bibliography.Bibliography.Gathered;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/// CSV with a heading, as Zotero exports it: columns `Title`, `Author`, `DOI`, `Url`, `Extra` and
/// others, in any order.
final class CsvEntries {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .setIgnoreHeaderCase(true)
                    .setIgnoreSurroundingSpaces(true)
                    .setAllowMissingColumnNames(true)
                    .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                    .get();

    private CsvEntries() {}

    static boolean isIn(String text) {
        String heading =
                text.stripLeading()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .toLowerCase(java.util.Locale.ROOT);
        List<String> columns = List.of(heading.replace("\"", "").split("\\s*,\\s*"));
        return columns.size() > 1 && columns.contains("title");
    }

    static void read(String text, Gathered gathered) {
        try (CSVParser rows = CSVParser.parse(new StringReader(text.stripLeading()), FORMAT)) {
            for (CSVRecord row : rows) {
                gathered.add(paper(row));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            gathered.addUnreadable("the rows after " + gathered.size());
        }
    }

    private static ListedPaper paper(CSVRecord row) {
        EntryFields entry = new EntryFields();
        entry.doi(value(row, "doi"));
        for (String column :
                List.of("url", "extra", "publication title", "archive id", "id", "arxiv")) {
            entry.mentions(value(row, column));
        }
        return entry.title(value(row, "title"))
                .authors(value(row, "author"))
                .authors(value(row, "authors"))
                .paper();
    }

    private static String value(CSVRecord row, String column) {
        return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
    }
}
