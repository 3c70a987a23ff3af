package io.broadsheet.core;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.file.PaperFile;
import io.broadsheet.ingest.file.UnreadableFileException;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The papers that come with the program, in a catalogue that has them from an earlier version:
/// that knew their titles only, and this one knows who wrote them and when.
final class BundledPapers {

    private static final Logger log = LoggerFactory.getLogger(BundledPapers.class);

    /// So many papers of a file are looked at: it may be an operator's own, of any size.
    private static final int LOOKED_AT = 100;

    private BundledPapers() {}

    /// Whether the catalogue has one of the first papers by its title alone, while the file has an
    /// identifier for it. Once they are taken in again, it has none.
    static boolean areKnownByTitle(List<Path> files, Catalogue catalogue) {
        return files.stream().anyMatch(file -> isKnownByTitle(file, catalogue));
    }

    private static boolean isKnownByTitle(Path path, Catalogue catalogue) {
        List<PaperId> titles = new ArrayList<>();
        try (PaperFile file = PaperFile.open(path)) {
            ParsedEntry entry = file.next();
            for (int i = 0; i < LOOKED_AT && entry != null; i++, entry = file.next()) {
                if (entry instanceof ParsedEntry.Read(var paper, _)
                        && paper.id().scheme() != PaperId.Scheme.TITLE) {
                    titles.add(PaperId.ofTitle(paper.title()));
                }
            }
        } catch (IOException | UnreadableFileException e) {
            log.warn("Bundled papers cannot be read: {}", e.getMessage());
            return false;
        }
        return catalogue.findAll(titles).stream()
                .anyMatch(paper -> paper.id().scheme() == PaperId.Scheme.TITLE);
    }
}
