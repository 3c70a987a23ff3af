package io.broadsheet.recommend;

import io.broadsheet.catalogue.Catalogue.Reception;
import io.broadsheet.paper.Paper;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Forecasts how papers will be taken before anybody has voted for them, from how earlier ones
/// were.
///
/// A forecast is `ln(1 + authors) + 3 × Σ record / √authors`: work that many hands put together is
/// voted for more, and so are people whose work was. An author's record is the sum, over their
/// earlier papers, of how far the logarithm of a paper's votes lay above the average of its day,
/// divided by one more than their number. The form and its one constant were found on recorded days
/// (docs/quality.md).
public final class ReceptionForecast {

    private static final double RECORDS_COUNT = 3;

    /// Collaborations of a hundred and of a thousand authors get one forecast.
    private static final int MANY_AUTHORS = 40;

    /// So few papers of a day have no average worth the name.
    private static final int FEW = 3;

    private final Map<String, Record> records;

    /// What is known of an author.
    private record Record(double sum, int papers, int upvotes) {
        Record and(Record other) {
            return new Record(sum + other.sum, papers + other.papers, upvotes + other.upvotes);
        }

        double value() {
            return sum / (papers + 1);
        }
    }

    private ReceptionForecast(Map<String, Record> records) {
        this.records = records;
    }

    /// Learns from how papers were taken.
    public static ReceptionForecast of(Collection<Reception> earlier) {
        Map<LocalDate, double[]> days = new HashMap<>();
        double sumOfAll = 0;
        for (Reception reception : earlier) {
            double[] sumAndCount = days.computeIfAbsent(day(reception), _ -> new double[2]);
            sumAndCount[0] += Math.log1p(reception.upvotes());
            sumAndCount[1]++;
            sumOfAll += Math.log1p(reception.upvotes());
        }
        double averageOfAll = earlier.isEmpty() ? 0 : sumOfAll / earlier.size();
        Map<String, Record> records = new HashMap<>();
        for (Reception reception : earlier) {
            double[] sumAndCount = days.getOrDefault(day(reception), new double[2]);
            double average = sumAndCount[1] < FEW ? averageOfAll : sumAndCount[0] / sumAndCount[1];
            Record one =
                    new Record(Math.log1p(reception.upvotes()) - average, 1, reception.upvotes());
            for (String author : reception.authors()) {
                records.merge(Words.normalise(author), one, Record::and);
            }
        }
        return new ReceptionForecast(records);
    }

    private static LocalDate day(Reception reception) {
        return LocalDate.ofInstant(reception.dated(), ZoneOffset.UTC);
    }

    /// How well a paper is likely to be taken; comparable with other papers' only.
    public double of(Paper paper) {
        int authors = Math.max(1, paper.authors().size());
        double sum = 0;
        for (String author : paper.authorNames()) {
            Record record = records.get(Words.normalise(author));
            sum += record == null ? 0 : record.value();
        }
        return Math.log1p(Math.min(authors, MANY_AUTHORS))
                + RECORDS_COUNT * sum / Math.sqrt(authors);
    }

    /// Whose record speaks for a paper most; empty where none does.
    public Optional<Reason.Promising> why(Paper paper) {
        Optional<Reason.Promising> best = Optional.empty();
        double highest = 0;
        for (String author : List.copyOf(paper.authorNames())) {
            Record record = records.get(Words.normalise(author));
            if (record != null && record.value() > highest) {
                highest = record.value();
                best = Optional.of(new Reason.Promising(author, record.papers(), record.upvotes()));
            }
        }
        return best;
    }
}
