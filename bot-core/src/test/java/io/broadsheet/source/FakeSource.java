package io.broadsheet.source;

import io.broadsheet.paper.Paper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A source for tests, whose days are those of UTC. It remembers which days it was asked for, and
/// fails when it is told to.
public final class FakeSource implements PaperSource {

    private final String name;
    private final LocalDate firstDay;
    private final int refreshedDays;
    private final Map<LocalDate, List<Paper>> days = new HashMap<>();
    private final Map<LocalDate, List<Paper>> changes = new HashMap<>();

    /// The days asked for, in order, as often as they were.
    public final List<LocalDate> asked = new ArrayList<>();

    /// Runs before a day is answered; what it throws goes out.
    public Consumer<LocalDate> before = _ -> {};

    /// Sentences to fail with instead of answering, by day; each once.
    public final Map<LocalDate, SourceException> failures = new HashMap<>();

    private Instant now;

    public FakeSource(String name, LocalDate firstDay, int refreshedDays, Instant now) {
        this.name = name;
        this.firstDay = firstDay;
        this.refreshedDays = refreshedDays;
        this.now = now;
    }

    /// What a day has from now on.
    public FakeSource on(LocalDate day, Paper... papers) {
        days.put(day, List.of(papers));
        return this;
    }

    /// What the source says on a day of papers that may be old.
    public FakeSource changes(LocalDate day, Paper... papers) {
        changes.put(day, List.of(papers));
        return this;
    }

    /// Its clock, which tells it which days are over.
    public void now(Instant value) {
        now = value;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "The " + name;
    }

    @Override
    public LocalDate firstDay() {
        return firstDay;
    }

    @Override
    public LocalDate latestDay(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    @Override
    public Instant nextRenewal(Instant after) {
        return latestDay(after).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public int refreshedDays() {
        return refreshedDays;
    }

    @Override
    public void harvest(DaySpan span, HarvestSink sink)
            throws SourceException, InterruptedException {
        for (LocalDate day : span.within(firstDay, latestDay(now)).days().toList()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            sink.begun(day);
            asked.add(day);
            before.accept(day);
            SourceException failure = failures.remove(day);
            if (failure != null) {
                throw failure;
            }
            if (days.containsKey(day)) {
                sink.papers(days.get(day));
            }
            if (changes.containsKey(day)) {
                sink.changes(changes.get(day));
            }
            sink.complete(day, day.isBefore(latestDay(now)));
        }
    }

    /// A failure.
    ///
    /// @param pause until the source may be asked again
    public SourceException failure(String sentence, Duration pause) {
        return new SourceException(name, sentence, now.plus(pause));
    }
}
