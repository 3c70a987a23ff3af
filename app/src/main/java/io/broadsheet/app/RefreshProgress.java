package io.broadsheet.app;

import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.harvest.HarvestSummary;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.Rejection;
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

/// Shows how a harvest by hand goes on: a bar on a terminal, a line every few seconds in a pipe,
/// and in the end what was left out and why.
final class RefreshProgress implements HarvestListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RefreshProgress.class);
    private static final int LISTED = 20;
    private static final Duration LINE_EVERY = Duration.ofSeconds(3);

    private final PrintWriter out;
    private final int columns;
    private final LongSupplier nanoTime;
    private final List<Rejection> rejections = new ArrayList<>();
    private final long begun;
    private long lastLine;
    private @Nullable ProgressBar bar;

    /// @param columns of the terminal, 0 where there is none
    /// @param nanoTime as [System#nanoTime()]
    RefreshProgress(PrintWriter out, int columns, LongSupplier nanoTime) {
        this.out = out;
        this.columns = columns;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.lastLine = begun;
    }

    @Override
    public void started(PaperSource source, long days) {
        if (columns > 0) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName(source.title())
                            .setInitialMax(days)
                            .setUnit(" days", 1)
                            .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                            .setUpdateIntervalMillis(200)
                            .setMaxRenderedLength(columns - 1)
                            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
                            .build();
        }
    }

    @Override
    public void advanced(PaperSource source, Progress progress) {
        if (bar != null) {
            bar.stepTo(progress.days());
            bar.setExtraMessage(" " + number(progress.papers()) + " papers");
        } else if (nanoTime.getAsLong() - lastLine >= LINE_EVERY.toNanos()) {
            lastLine = nanoTime.getAsLong();
            out.println(
                    source.title()
                            + ", "
                            + progress.day()
                            + ": "
                            + number(progress.days())
                            + " of "
                            + count(progress.of(), "day")
                            + ", "
                            + count(progress.papers(), "paper"));
            out.flush();
        }
    }

    @Override
    public void rejected(PaperSource source, Rejection rejection) {
        log.warn("Left out {}", rejection);
        if (rejections.size() < LISTED) {
            rejections.add(rejection);
        }
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

    /// What was left out and why, and what the harvest did, in a sentence.
    void conclude(PaperSource source, HarvestSummary summary) {
        if (!rejections.isEmpty()) {
            out.println(
                    summary.rejected() == 1
                            ? "Left out:"
                            : "Left out, " + number(summary.rejected()) + " in all:");
            rejections.forEach(each -> out.println("  " + Terminals.safe(each.toString())));
            if (summary.rejected() > rejections.size()) {
                out.println(
                        "  and "
                                + number(summary.rejected() - rejections.size())
                                + " more."
                                + Logs.whereabouts());
            }
        }
        StringJoiner parts = new StringJoiner(", ");
        parts.add(count(summary.days(), "day"));
        parts.add(
                summary.added() == 1
                        ? "1 paper is new"
                        : number(summary.added()) + " papers are new");
        if (summary.updated() > 0) {
            parts.add(number(summary.updated()) + " updated");
        }
        if (summary.merged() > 0) {
            parts.add(number(summary.merged()) + " turned out to be known under another name");
        }
        if (summary.unchanged() > 0) {
            parts.add(number(summary.unchanged()) + " as they were");
        }
        if (summary.rejected() > 0) {
            parts.add(number(summary.rejected()) + " left out");
        }
        long seconds = Math.max(1, Math.round((nanoTime.getAsLong() - begun) / 1e9));
        out.println(source.title() + ": " + parts + " (" + seconds + " s).");
        if (summary.failure() != null) {
            out.println(
                    source.title()
                            + " broke off: "
                            + Terminals.safe(summary.failure())
                            + " What it brought is in; run this again to go on.");
        }
        out.flush();
    }

    private void draw(String text) {
        out.print("\r" + text);
        out.flush();
    }

    private static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static String number(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }
}
