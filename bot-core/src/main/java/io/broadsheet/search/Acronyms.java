package io.broadsheet.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Acronyms and what they stand for, as abstracts introduce them: "low-rank adaptation (LoRA)". The
/// long form is found by Schwartz and Hearst's algorithm (2003): going back from the bracket, every
/// letter of the acronym must be found, and the first one at the beginning of a word.
final class Acronyms {

    /// In a term, between what is looked up and what is found.
    private static final char BETWEEN = '\0';

    private static final int MAX_TEXT = 20_000;
    private static final int MAX_PAIRS = 20;
    private static final int LOOKED = 200;

    private static final Pattern IN_BRACKETS =
            Pattern.compile("\\((?<short>[\\p{L}\\p{N}][\\p{L}\\p{N}+./-]{1,9})[);,]");
    private static final Pattern NEW_SENTENCE = Pattern.compile("[.;:!?()]\\s");

    private Acronyms() {}

    /// @param acronym in lower case, without its plural's s
    /// @param stems of what it stands for
    record Pair(String acronym, List<String> stems) {

        /// The term by which the acronym finds what it stands for.
        String expanding() {
            return acronym + BETWEEN + String.join(" ", stems);
        }

        /// The term by which what it stands for finds the acronym.
        String shortening() {
            return String.join(" ", stems) + BETWEEN + acronym;
        }
    }

    /// The acronyms that a text introduces.
    static Set<Pair> introduced(String text, TextAnalysis splitter) {
        Set<Pair> pairs = new LinkedHashSet<>();
        if (text.indexOf('(') < 0) {
            return pairs;
        }
        String some = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        Matcher found = IN_BRACKETS.matcher(some);
        while (found.find() && pairs.size() < MAX_PAIRS) {
            String acronym = singular(found.group("short"));
            if (acronym.chars().filter(Character::isUpperCase).count() < 2) {
                continue;
            }
            longForm(acronym, before(some, found.start(), acronym.length()))
                    .map(words -> TextAnalysis.stems(splitter.split(words)))
                    .filter(stems -> stems.size() > 1)
                    .ifPresent(stems -> pairs.add(new Pair(folded(acronym), stems)));
        }
        return pairs;
    }

    /// What an acronym stands for, each with how many papers say so.
    static Map<String, Integer> longForms(Snapshot snapshot, String acronym) throws IOException {
        return found(snapshot, Fields.ACRONYM, acronym);
    }

    /// The acronyms of what some stems say, each with how many papers say so.
    static Map<String, Integer> shortForms(Snapshot snapshot, List<String> stems)
            throws IOException {
        return found(snapshot, Fields.STANDS_FOR, String.join(" ", stems));
    }

    /// The beginning that the terms of an acronym's long forms share.
    static String beginning(String acronym) {
        return acronym + BETWEEN;
    }

    private static Map<String, Integer> found(Snapshot snapshot, String field, String key)
            throws IOException {
        Map<String, Integer> papers = new HashMap<>();
        BytesRef prefix = new BytesRef(beginning(key));
        for (LeafReaderContext leaf : snapshot.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms == null) {
                continue;
            }
            TermsEnum all = terms.iterator();
            BytesRef term = all.seekCeil(prefix) == TermsEnum.SeekStatus.END ? null : all.term();
            for (int i = 0;
                    term != null && i < LOOKED && StringHelper.startsWith(term, prefix);
                    i++) {
                String found = term.utf8ToString().substring(key.length() + 1);
                papers.merge(found, all.docFreq(), Integer::sum);
                term = all.next();
            }
        }
        return papers;
    }

    static String singular(String acronym) {
        boolean plural =
                acronym.length() > 2
                        && acronym.endsWith("s")
                        && Character.isUpperCase(acronym.charAt(acronym.length() - 2));
        return plural ? acronym.substring(0, acronym.length() - 1) : acronym;
    }

    /// An acronym as it is looked up: letters and digits in lower case.
    static String folded(String acronym) {
        return acronym.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    /// The words of the sentence before a bracket, as many as an acronym can stand for.
    private static String before(String text, int bracket, int letters) {
        int from = Math.max(0, bracket - 200);
        String window = text.substring(from, bracket).stripTrailing();
        Matcher end = NEW_SENTENCE.matcher(window);
        int start = 0;
        while (end.find()) {
            start = end.end();
        }
        List<String> words = new ArrayList<>(List.of(window.substring(start).split("\\s+")));
        int most = Math.min(letters + 5, 2 * letters);
        List<String> last = words.subList(Math.max(0, words.size() - most), words.size());
        return String.join(" ", last);
    }

    private static Optional<String> longForm(String acronym, String before) {
        int place = before.length();
        for (int i = acronym.length() - 1; i >= 0; i--) {
            char letter = Character.toLowerCase(acronym.charAt(i));
            if (!Character.isLetterOrDigit(letter)) {
                continue;
            }
            place--;
            while (place >= 0
                    && (Character.toLowerCase(before.charAt(place)) != letter
                            || (i == 0 && place > 0 && isLetter(before, place - 1)))) {
                place--;
            }
            if (place < 0) {
                return Optional.empty();
            }
        }
        int start = before.lastIndexOf(' ', place) + 1;
        String words = before.substring(start);
        return words.length() > acronym.length() && !words.equalsIgnoreCase(acronym)
                ? Optional.of(words)
                : Optional.empty();
    }

    private static boolean isLetter(String text, int place) {
        return Character.isLetterOrDigit(text.charAt(place));
    }
}
