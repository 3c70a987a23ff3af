package io.broadsheet.ingest.source;

import io.broadsheet.ingest.JsonLinesReader;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.file.CatalogueWriter;
import io.broadsheet.paper.Paper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Papers as text, for answers that the sources' journal keeps until they are out of date: the
/// lines of [CatalogueWriter].
final class KeptPapers {

    private KeptPapers() {}

    static String text(List<Paper> papers) {
        StringWriter text = new StringWriter();
        try (CatalogueWriter writer = new CatalogueWriter(text)) {
            for (Paper paper : papers) {
                writer.write(paper);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static List<Paper> papers(String text) {
        List<Paper> papers = new ArrayList<>();
        try {
            JsonLinesReader reader =
                    new JsonLinesReader(
                            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                            "kept");
            for (ParsedEntry entry = reader.next(); entry != null; entry = reader.next()) {
                if (entry instanceof ParsedEntry.Read(Paper paper, _)) {
                    papers.add(paper);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return papers;
    }
}
