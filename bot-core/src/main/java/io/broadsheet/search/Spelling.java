package io.broadsheet.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;

/// Finds known words near the unknown ones of a query: at most two letters off.
final class Spelling {

    private static final int MIN_LETTERS = 4;

    /// Looking a word up takes about a millisecond.
    private static final int MAX_LOOKUPS = 8;

    /// A known word this rare may be somebody's slip as well ...
    private static final int RARE = 3;

    /// ... if a near one is this many times as frequent.
    private static final int FAR_MORE = 50;

    /// Among shorter words too many are near each other.
    private static final int SHORT = 5;

    private static final int CANDIDATES = 3;
    private static final float UNKNOWN_WEIGHT = 0.8f;
    private static final float RARE_WEIGHT = 0.4f;

    private final IndexReader reader;
    private final List<TextAnalysis.TextWord> words;
    private final Map<TextAnalysis.TextWord, List<String>> nearest = new LinkedHashMap<>();
    private final Map<TextAnalysis.TextWord, Boolean> unknown = new LinkedHashMap<>();

    private Spelling(IndexReader reader, List<TextAnalysis.TextWord> words) {
        this.reader = reader;
        this.words = words;
    }

    static Spelling of(IndexReader reader, List<TextAnalysis.TextWord> words) throws IOException {
        Spelling spelling = new Spelling(reader, words);
        spelling.look();
        return spelling;
    }

    private void look() throws IOException {
        DirectSpellChecker checker = new DirectSpellChecker();
        checker.setMinQueryLength(MIN_LETTERS);
        checker.setMaxEdits(2);
        checker.setMinPrefix(0);
        checker.setMaxInspections(20);
        checker.setAccuracy(0.5f);
        checker.setThresholdFrequency(0f);
        int lookups = 0;
        for (TextAnalysis.TextWord word : words) {
            if (lookups == MAX_LOOKUPS) {
                return;
            }
            if (word.isCommon() || !isSpelt(word.folded())) {
                continue;
            }
            int papers = frequency(word);
            if (papers > RARE) {
                continue;
            }
            lookups++;
            List<String> found = new ArrayList<>();
            for (SuggestWord near :
                    checker.suggestSimilar(
                            new Term(Fields.WORDS, word.folded()),
                            CANDIDATES,
                            reader,
                            SuggestMode.SUGGEST_ALWAYS)) {
                if (isMeant(word.folded(), papers, near)) {
                    found.add(near.string);
                }
            }
            if (!found.isEmpty()) {
                nearest.put(word, found);
                unknown.put(word, papers == 0);
            }
        }
    }

    /// Whether a known word may be meant by another. One that papers have is another's slip only
    /// where that is a letter away, and no plural of it: `LLMOps` is not `loops`.
    ///
    /// @param papers how many have the word as typed
    private static boolean isMeant(String typed, int papers, SuggestWord near) {
        if (typed.length() <= SHORT && near.score < 0.7f) {
            return false;
        }
        if (papers == 0) {
            return true;
        }
        int length = Math.min(typed.length(), near.string.length());
        boolean isOneOff = Math.round((1 - near.score) * length) <= 1;
        boolean isPlural = typed.equals(near.string + 's') || near.string.equals(typed + 's');
        return isOneOff && !isPlural && near.freq >= papers * FAR_MORE;
    }

    /// Stems of near words, with what they are worth beside the words of the query themselves.
    Map<String, Float> nearStems() {
        Map<String, Float> stems = new LinkedHashMap<>();
        nearest.forEach((word, candidates) -> {
            float weight = unknown.getOrDefault(word, true) ? UNKNOWN_WEIGHT : RARE_WEIGHT;
            for (String candidate : candidates) {
                for (TextAnalysis.TextWord near : TextAnalysis.words(candidate)) {
                    if (!near.stem().equals(word.stem())) {
                        stems.merge(near.stem(), weight, Math::max);
                    }
                }
                weight *= 0.6f;
            }
        });
        return stems;
    }

    /// The text with each unknown word replaced by the nearest known one; empty where there is
    /// nothing to replace.
    Optional<String> corrected(String text) {
        if (nearest.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder corrected = new StringBuilder();
        int reached = 0;
        for (Map.Entry<TextAnalysis.TextWord, List<String>> entry : nearest.entrySet()) {
            TextAnalysis.TextWord word = entry.getKey();
            if (word.end() > text.length()) {
                continue;
            }
            corrected.append(text, reached, word.start()).append(entry.getValue().getFirst());
            reached = word.end();
        }
        return Optional.of(corrected.append(text, reached, text.length()).toString());
    }

    /// How many papers have a word in text, in a name, or joined; not the most where one is enough
    /// to know that it is spelt right.
    private int frequency(TextAnalysis.TextWord word) throws IOException {
        int most = reader.docFreq(new Term(Fields.WORDS, word.folded()));
        if (most <= RARE) {
            most = Math.max(most, reader.docFreq(new Term(Fields.AUTHOR, word.folded())));
        }
        return most <= RARE
                ? Math.max(most, reader.docFreq(new Term(Fields.JOINED, word.stem())))
                : most;
    }

    private static boolean isSpelt(String word) {
        return word.length() >= MIN_LETTERS && word.chars().allMatch(Character::isLetter);
    }
}
