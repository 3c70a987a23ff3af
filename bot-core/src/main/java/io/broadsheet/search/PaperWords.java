package io.broadsheet.search;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;

/// The words of a paper, each with what it is worth: a vector of length 1. The same words always
/// give the same numbers, to the last bit, so that what is chosen by them is the same as well.
final class PaperWords {

    static final PaperWords NONE = of(Map.of());

    /// In their natural order.
    private final String[] stems;

    private final double[] worth;

    private PaperWords(String[] stems, double[] worth) {
        this.stems = stems;
        this.worth = worth;
    }

    /// Brings what words are worth to length 1.
    ///
    /// @param worth from a word's stem to what it is worth, 0 or more
    static PaperWords of(Map<String, Double> worth) {
        TreeMap<String, Double> sorted = new TreeMap<>(worth);
        sorted.values().removeIf(each -> each <= 0);
        double[] parts = sorted.values().stream().mapToDouble(Double::doubleValue).toArray();
        double length = Math.sqrt(Arrays.stream(parts).map(each -> each * each).sum());
        for (int i = 0; i < parts.length; i++) {
            parts[i] /= length;
        }
        return new PaperWords(sorted.keySet().toArray(new String[0]), parts);
    }

    /// Hands on every word with what it is worth.
    void each(ObjDoubleConsumer<String> taker) {
        for (int i = 0; i < stems.length; i++) {
            taker.accept(stems[i], worth[i]);
        }
    }

    /// The cosine of the angle between two papers' words: from 0, no word in common, to 1, the same
    /// words equally often. 0 as well where a paper says nothing that counts.
    double cosine(PaperWords other) {
        double dot = 0;
        for (int i = 0, j = 0; i < stems.length && j < other.stems.length; ) {
            int order = stems[i].compareTo(other.stems[j]);
            if (order == 0) {
                dot += worth[i++] * other.worth[j++];
            } else if (order < 0) {
                i++;
            } else {
                j++;
            }
        }
        return Math.clamp(dot, 0, 1);
    }
}
