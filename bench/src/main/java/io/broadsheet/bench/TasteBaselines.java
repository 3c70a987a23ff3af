package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// What the bot's recommendations are compared with: the nearest papers to the middle of a person's
/// papers, and a linear support vector machine that tells them from all others, both on words with
/// `(1 + ln count) × ln(papers / papers with the word)` at length 1.
final class TasteBaselines {

    /// As arxiv-sanity-lite learns: every other paper is a negative, both classes count the same.
    private static final double C = 0.01;

    private static final double ACCURACY = 0.01;

    private final List<PaperId> ids = new ArrayList<>();
    private final Map<PaperId, Integer> places = new HashMap<>();
    private final Feature[][] rows;
    private final int words;

    TasteBaselines(List<Paper> papers) {
        Linear.disableDebugOutput();
        Map<String, Integer> numbers = new HashMap<>();
        Map<Integer, Integer> having = new HashMap<>();
        List<Map<Integer, Integer>> counts = new ArrayList<>();
        for (Paper paper : papers) {
            Map<Integer, Integer> count = new TreeMap<>();
            String text = (paper.title() + ' ' + paper.summary()).toLowerCase(Locale.ROOT);
            for (String word : text.split("[^\\p{L}\\p{N}-]+")) {
                if (word.length() > 1) {
                    count.merge(
                            numbers.computeIfAbsent(word, _ -> numbers.size() + 1),
                            1,
                            Integer::sum);
                }
            }
            count.keySet().forEach(word -> having.merge(word, 1, Integer::sum));
            counts.add(count);
            places.put(paper.id(), ids.size());
            ids.add(paper.id());
        }
        words = numbers.size();
        rows = new Feature[papers.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(counts.get(i), having, papers.size(), words + 1);
        }
    }

    private static Feature[] row(
            Map<Integer, Integer> counts, Map<Integer, Integer> having, int papers, int bias) {
        Feature[] row = new Feature[counts.size() + 1];
        double squares = 0;
        int next = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            double rarity = Math.log((double) papers / having.getOrDefault(count.getKey(), 1));
            double value = (1 + Math.log(count.getValue())) * rarity;
            squares += value * value;
            row[next++] = new FeatureNode(count.getKey(), value);
        }
        double length = squares > 0 ? Math.sqrt(squares) : 1;
        for (int i = 0; i < next; i++) {
            row[i].setValue(row[i].getValue() / length);
        }
        row[next] = new FeatureNode(bias, 1);
        return row;
    }

    /// The papers nearest to the middle of those liked.
    List<PaperId> centroid(Set<PaperId> liked, int limit) {
        double[] weights = new double[words + 2];
        for (PaperId paper : liked) {
            for (Feature feature : rows[place(paper)]) {
                weights[feature.getIndex()] += feature.getValue();
            }
        }
        weights[words + 1] = 0;
        return best(weights, liked, limit);
    }

    /// The papers on the liked ones' side of the machine's plane, farthest from it first.
    List<PaperId> machine(Set<PaperId> liked, int limit) {
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = words + 1;
        problem.bias = 1;
        problem.x = rows;
        problem.y = new double[rows.length];
        for (PaperId paper : liked) {
            problem.y[place(paper)] = 1;
        }
        Parameter parameter = new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, C, ACCURACY);
        parameter.setWeights(
                new double[] {
                    rows.length / (2.0 * liked.size()),
                    rows.length / (2.0 * (rows.length - liked.size()))
                },
                new int[] {1, 0});
        Model model = Linear.train(problem, parameter);
        double[] learnt = model.getFeatureWeights();
        // The weights speak for the class that was met first.
        int sign = model.getLabels()[0] == 1 ? 1 : -1;
        double[] weights = new double[words + 2];
        for (int i = 0; i < words; i++) {
            weights[i + 1] = sign * learnt[i];
        }
        return best(weights, liked, limit);
    }

    private int place(PaperId paper) {
        return requireNonNull(places.get(paper));
    }

    private List<PaperId> best(double[] weights, Set<PaperId> without, int limit) {
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (Feature feature : rows[i]) {
                scores[i] += weights[feature.getIndex()] * feature.getValue();
            }
        }
        return IntStream.range(0, rows.length)
                .boxed()
                .filter(i -> !without.contains(ids.get(i)))
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .limit(limit)
                .map(ids::get)
                .toList();
    }
}
