package io.broadsheet.search;

import java.util.HashMap;
import java.util.Map;

/// The words of a paper, each with what it is worth: a vector of length 1.
///
/// @param worth from a word's stem to its part of the vector, above 0 to 1; empty where a paper
///   says nothing that counts
record PaperWords(Map<String, Double> worth) {

    static final PaperWords NONE = new PaperWords(Map.of());

    PaperWords {
        worth = Map.copyOf(worth);
    }

    /// Brings what words are worth to length 1.
    ///
    /// @param worth from a word's stem to what it is worth, 0 or more
    static PaperWords of(Map<String, Double> worth) {
        double length = Math.sqrt(worth.values().stream().mapToDouble(each -> each * each).sum());
        Map<String, Double> unit = new HashMap<>();
        if (length > 0) {
            worth.forEach((stem, each) -> unit.put(stem, each / length));
        }
        return new PaperWords(unit);
    }

    /// The cosine of the angle between two papers' words: from 0, no word in common, to 1, the same
    /// words equally often.
    double cosine(PaperWords other) {
        double dot = 0;
        for (Map.Entry<String, Double> each : worth.entrySet()) {
            dot += each.getValue() * other.worth.getOrDefault(each.getKey(), 0.0);
        }
        return Math.clamp(dot, 0, 1);
    }
}
