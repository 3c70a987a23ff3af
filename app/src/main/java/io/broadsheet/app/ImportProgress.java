package io.broadsheet.app;

import io.broadsheet.ingest.Problem;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.ingest.file.ImportSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows how an import goes on: a bar on a terminal, a line every few seconds in a pipe, and in the
/// end what was left out and why.
final class ImportProgress implements ImportListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ImportProgress.class);
    private static final int LISTED = 20;
    private static final Duration LINE_EVERY = Duration.ofSeconds(3);
    private static final double MEGABYTE = 1_000_000;

    private final PrintWriter out;
    private final int columns;
    private final LongSupplier nanoTime;
    private final List<Problem> problems = new ArrayList<>();
    private long leftOut;
    private long begun;
    private long lastLine;
    private @Nullable ProgressBar bar;

    /// @param columns of the terminal, 0 where there is none
    /// @param nanoTime as [System#nanoTime()]
    ImportProgress(PrintWriter out, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    @Override
    public void started(int files, long bytes) {
        begun = nanoTime.getAsLong();
        lastLine = begun;
        if (columns > 0) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(files == 1 ? "1 file" : number(files) + " files")
                            .setInitialMax(bytes)
                            .setUnit(" MB", (long) MEGABYTE)
                            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                            .setUpdateIntervalMillis(200)
                            .setMaxRenderedLength(columns - 1)
                            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                            .build();
        }
    }

    @Override
    public void opened(
            java.nio.file.Path file,
            io.broadsheet.ingest.file.PaperFile.FileFormat format,
            long resumedAfter) {
        log.info(
                "Importing {}, a {}, after {} records taken in before", file, format, resumedAfter);
    }

    @Override
    public void advanced(ImportedSoFar progress) {
        long rate = perSecond(progress.papers());
        if (bar != null) {
            bar.stepTo(progress.bytesRead());
            bar.setExtraMessage(
                    " " + number(progress.papers()) + " papers, " + number(rate) + "/s");
        } else if (nanoTime.getAsLong() - lastLine >= LINE_EVERY.toNanos()) {
            lastLine = nanoTime.getAsLong();
            out.println(
                    String.format(
                            Locale.ENGLISH,
                            "%.0f %% read, %,d papers, %,d a second, about %s left",
                            100 * progress.fraction(),
                            progress.papers(),
                            rate,
                            left(progress.fraction())));
            out.flush();
        }
    }

    @Override
    public void leftOut(Problem problem) {
        log.warn("Left out {}", problem);
        leftOut++;
        if (problems.size() < LISTED) {
            problems.add(problem);
        }
    }

    @Override
    public void mended(Problem note) {
        log.info("Mended {}", note);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            out.println();
            out.flush();
        }
    }

    /// What was left out and why, and what the import did, in a sentence.
    void conclude(ImportSummary summary) {
        if (!problems.isEmpty()) {
            out.println(leftOut == 1 ? "Left out:" : "Left out, " + number(leftOut) + " in all:");
            problems.forEach(problem -> out.println("  " + Terminals.safe(problem.toString())));
            if (leftOut > problems.size()) {
                out.println(
                        "  and "
                                + number(leftOut - problems.size())
                                + " more."
                                + Logs.whereabouts());
            }
        }
        out.println(sentence(summary));
        out.flush();
    }

    private String sentence(ImportSummary summary) {
        StringJoiner parts = new StringJoiner(", ");
        parts.add(count(summary.added(), "paper is new", "papers are new"));
        if (summary.updated() > 0) {
            parts.add(number(summary.updated()) + " updated");
        }
        if (summary.merged() > 0) {
            parts.add(number(summary.merged()) + " turned out to be known under another name");
        }
        if (summary.unchanged() > 0) {
            parts.add(number(summary.unchanged()) + " as they were");
        }
        if (summary.resumed() > 0) {
            parts.add(number(summary.resumed()) + " taken in before an interruption");
        }
        if (summary.mended() > 0) {
            parts.add(number(summary.mended()) + " mended on the way");
        }
        if (summary.skipped() > 0) {
            parts.add(number(summary.skipped()) + " left out");
        }
        Duration time = Duration.ofNanos(nanoTime.getAsLong() - begun);
        return parts
                + String.format(
                        Locale.ENGLISH,
                        " (%s, %,d a second).",
                        shown(time),
                        perSecond(summary.papers() + summary.resumed()));
    }

    private void draw(String text) {
        out.print("\r" + text);
        out.flush();
    }

    private long perSecond(long papers) {
        double seconds = (nanoTime.getAsLong() - begun) / 1e9;
        return seconds <= 0 ? papers : Math.round(papers / seconds);
    }

    private String left(double fraction) {
        if (fraction <= 0) {
            return "an unknown time";
        }
        long elapsed = nanoTime.getAsLong() - begun;
        return shown(Duration.ofNanos((long) (elapsed * (1 - fraction) / fraction)));
    }

    private static String shown(Duration time) {
        long seconds = Math.max(1, Math.round(time.toMillis() / 1000.0));
        return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    private static String count(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}
