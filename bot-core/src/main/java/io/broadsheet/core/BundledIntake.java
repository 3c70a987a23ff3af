package io.broadsheet.core;

import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.ingest.file.ImportSummary;
import io.broadsheet.ingest.file.Importer;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.search.VectorFile;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the papers that come with the bot, with their vectors, where the catalogue is empty or
/// knows them by their titles only.
record BundledIntake(Store store, Importer importer, LuceneSearch index) {

    private static final Logger log = LoggerFactory.getLogger(BundledIntake.class);

    void takeIn(List<Path> bundled) {
        List<Path> present = bundled.stream().filter(Files::isRegularFile).toList();
        if (present.isEmpty()
                || (store.catalogue().size() > 0
                        && !BundledPapers.areKnownByTitle(present, store.catalogue()))) {
            return;
        }
        try {
            ImportSummary summary = importer.run(present, ImportListener.NONE);
            present.forEach(this::takeInVectors);
            index.refresh();
            log.info("Took in {} bundled papers", summary.papers());
            summary.problems().forEach(problem -> log.warn("Bundled papers: {}", problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Keeps the vectors that come with a file of papers, `papers.vectors` beside `papers.jsonl`.
    /// Where there are none, or another model is used, they are computed as for any paper.
    private void takeInVectors(Path papers) {
        String name = papers.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".vectors";
        Path file = papers.resolveSibling(name);
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            VectorFile vectors = VectorFile.read(file);
            index.vectorsKept(vectors.keepFor(store.catalogue(), store.vectors()));
        } catch (IOException e) {
            log.warn("The vectors of the bundled papers are computed anew: {}", e.getMessage());
        }
    }
}
