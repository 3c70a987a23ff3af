package io.broadsheet.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;

/// Recognises a query in another language than the papers' English by its small words, which
/// Lucene's analysers list for each language. They say nothing about papers, and some are English
/// words of another sense (`was`, `die`, `son`).
///
/// @param language its English name
/// @param small its small words
record ForeignWords(String language, CharArraySet small) {

    private static final List<ForeignWords> LANGUAGES =
            List.of(
                    new ForeignWords("German", GermanAnalyzer.getDefaultStopSet()),
                    new ForeignWords("French", FrenchAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Spanish", SpanishAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Italian", ItalianAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Portuguese", PortugueseAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Dutch", DutchAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Swedish", SwedishAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Danish", DanishAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Norwegian", NorwegianAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Finnish", FinnishAnalyzer.getDefaultStopSet()),
                    new ForeignWords("Turkish", TurkishAnalyzer.getDefaultStopSet()));

    /// What an apostrophe ties to a word in French and Italian: `d'`, `qu'`, `dell'`.
    private static final Pattern TIED = Pattern.compile("\\p{L}{1,5}['’](?=\\p{L})");

    /// So many small words of a language make a query one of it, if it has more of them than
    /// English ones.
    private static final int ENOUGH = 2;

    /// Small words that are parts of names as well: `van der Waals`, `de la Cruz`. They alone make
    /// no language.
    private static final Set<String> IN_NAMES =
            Set.of(
                    "af", "al", "d", "da", "dal", "de", "del", "della", "den", "der", "di", "do",
                    "dos", "du", "e", "el", "et", "i", "la", "le", "los", "ten", "van", "von", "y");

    /// The language of a text, where it is none that papers are written in.
    ///
    /// @param words of the text
    static Optional<ForeignWords> in(String text, List<TextAnalysis.TextWord> words) {
        int english = count(text, words, EnglishAnalyzer.ENGLISH_STOP_WORDS_SET);
        Optional<ForeignWords> found = Optional.empty();
        int most = Math.max(ENOUGH - 1, english);
        for (ForeignWords language : LANGUAGES) {
            int small = count(text, words, language.small);
            if (small > most) {
                found = Optional.of(language);
                most = small;
            }
        }
        return found;
    }

    private static int count(String text, List<TextAnalysis.TextWord> words, CharArraySet small) {
        Set<String> found = new HashSet<>();
        for (TextAnalysis.TextWord word : words) {
            String written = written(text, word);
            Matcher tied = TIED.matcher(written);
            String part = tied.lookingAt() ? written.substring(0, tied.end() - 1) : written;
            if (small.contains(part) && (part.length() > 1 || tied.lookingAt())) {
                found.add(part);
            }
        }
        long telling = found.stream().filter(word -> !IN_NAMES.contains(word)).count();
        return telling >= ENOUGH || (telling == 1 && found.size() > ENOUGH) ? found.size() : 0;
    }

    /// The words that say something, without the articles that apostrophes tie to them: `images` of
    /// "d'images".
    List<TextAnalysis.TextWord> telling(String text, List<TextAnalysis.TextWord> words) {
        List<TextAnalysis.TextWord> telling = new ArrayList<>();
        for (TextAnalysis.TextWord word : words) {
            Matcher tied = TIED.matcher(text.substring(word.start(), word.end()));
            if (tied.lookingAt()) {
                int start = word.start() + tied.end();
                for (TextAnalysis.TextWord part :
                        TextAnalysis.words(text.substring(start, word.end()))) {
                    telling.add(
                            new TextAnalysis.TextWord(
                                    part.folded(),
                                    part.stem(),
                                    part.isCommon(),
                                    start + part.start(),
                                    start + part.end()));
                }
            } else if (!small.contains(written(text, word))) {
                telling.add(word);
            }
        }
        return telling;
    }

    /// With its accents, in lower case.
    private static String written(String text, TextAnalysis.TextWord word) {
        return text.substring(word.start(), word.end()).toLowerCase(Locale.ROOT);
    }
}
