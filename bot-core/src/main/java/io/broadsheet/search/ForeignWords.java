package io.broadsheet.search;

import io.broadsheet.catalogue.PaperSearch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

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

    /// Letters with the language that has them, the surest first.
    private static final Map<String, String> LETTERS = new LinkedHashMap<>();

    static {
        LETTERS.put("ß", "German");
        LETTERS.put("ñ¿¡", "Spanish");
        LETTERS.put("ãõ", "Portuguese");
        LETTERS.put("ğış", "Turkish");
        LETTERS.put("ąęłńśźż", "Polish");
        LETTERS.put("ěřůčďť", "Czech");
        LETTERS.put("őű", "Hungarian");
        LETTERS.put("æø", "Danish or Norwegian");
        LETTERS.put("œèêû", "French");
        LETTERS.put("üäöåéáíóúàìòùçâîôëïć", "another language");
    }

    /// A word that no more papers have is no word of theirs.
    private static final int HARDLY_ANY = 1;

    /// One with a foreign letter may be in some.
    private static final int FEW = 10;

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

    /// The language that letters tell of where small words do not: most of the words are in no
    /// paper, and one has a letter that English lacks. `große Sprachmodelle` has no small word.
    ///
    /// @param reader whose papers have the words, or have not
    static Optional<PaperSearch.Foreign> byLetters(
            String text, List<TextAnalysis.TextWord> words, IndexReader reader) throws IOException {
        Optional<String> language = Optional.empty();
        List<String> known = new ArrayList<>();
        int unknown = 0;
        for (TextAnalysis.TextWord word : words) {
            String written = written(text, word);
            boolean isEnglish = written.chars().allMatch(c -> c < 0x80);
            int papers = reader.docFreq(new Term(Fields.WORDS, word.folded()));
            boolean isName =
                    reader.docFreq(new Term(Fields.AUTHOR, word.folded())) > Math.max(papers, 2);
            if (!isName && (papers <= HARDLY_ANY || (!isEnglish && papers < FEW))) {
                unknown++;
                if (language.isEmpty() && !isEnglish) {
                    language = ofLetters(written);
                }
            } else if (!word.isCommon() && !IN_NAMES.contains(word.folded())) {
                known.add(text.substring(word.start(), word.end()));
            }
        }
        return unknown * 2 > words.size()
                ? language.map(it -> new PaperSearch.Foreign(it, String.join(" ", known)))
                : Optional.empty();
    }

    private static Optional<String> ofLetters(String written) {
        return LETTERS.entrySet().stream()
                .filter(entry -> written.chars().anyMatch(c -> entry.getKey().indexOf(c) >= 0))
                .map(Map.Entry::getValue)
                .findFirst();
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
