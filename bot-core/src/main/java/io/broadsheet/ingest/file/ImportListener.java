package io.broadsheet.ingest.file;

import io.broadsheet.ingest.Problem;
import java.nio.file.Path;

/// Hears how an import goes on. All calls come from the thread that runs the import, in order.
/// Nothing here may throw.
public interface ImportListener {

    /// Hears nothing.
    ImportListener NONE = new ImportListener() {};

    /// The import begins.
    ///
    /// @param bytes size of all files that exist, on disk
    default void started(int files, long bytes) {}

    /// The first records of a file are about to go in.
    ///
    /// @param resumedAfter how many of its records an interrupted import has taken in already,
    ///   mostly 0
    default void opened(Path file, PaperFile.FileFormat format, long resumedAfter) {}

    /// More papers are in for good. Called about every 500 papers, and once at the end.
    default void advanced(ImportedSoFar progress) {}

    /// A record or a file was left out.
    default void leftOut(Problem problem) {}

    /// A record was taken in after something in it had been mended.
    default void mended(Problem note) {}

    /// How far an import is.
    ///
    /// @param bytesRead of all files together, at most `bytes`
    /// @param bytes size of all files together
    /// @param papers taken in by this run, changed or not
    record ImportedSoFar(long bytesRead, long bytes, long papers) {

        /// 0 to 1.
        public double fraction() {
            return bytes == 0 ? 1 : (double) bytesRead / bytes;
        }
    }
}
