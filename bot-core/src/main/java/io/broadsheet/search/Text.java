package io.broadsheet.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/// Takes text apart into words, the same way for papers and for queries. One instance serves one
/// thread.
final class Text {

    /// Words too common to tell papers apart (Lucene's English list).
    private static final CharArraySet COMMON = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

    private final Tokenizer tokenizer = new StandardTokenizer();
    private final Folded folded;
    private final TokenStream stemmed;
    private final CharTermAttribute term;
    private final OffsetAttribute offset;

    private Text() {
        TokenStream words = new EnglishPossessiveFilter(tokenizer);
        words = new LowerCaseFilter(words);
        folded = new Folded(new ASCIIFoldingFilter(words));
        stemmed = new KStemFilter(folded);
        term = stemmed.getAttribute(CharTermAttribute.class);
        offset = stemmed.getAttribute(OffsetAttribute.class);
    }

    /// @param folded the word in lower case, without accents
    /// @param stem its stem by Krovetz's algorithm
    /// @param start where the word starts in the text, in UTF-16 units
    /// @param end where it ends
    record Word(String folded, String stem, int start, int end) {

        boolean isCommon() {
            return COMMON.contains(folded);
        }
    }

    /// Takes one text apart.
    static List<Word> words(String text) {
        return new Text().split(text);
    }

    /// One to take many texts apart with.
    static Text splitter() {
        return new Text();
    }

    List<Word> split(String text) {
        List<Word> words = new ArrayList<>(text.length() / 6 + 1);
        try {
            tokenizer.setReader(new StringReader(text));
            stemmed.reset();
            while (stemmed.incrementToken()) {
                String stem = folded.word.contentEquals(term) ? folded.word : term.toString();
                words.add(new Word(folded.word, stem, offset.startOffset(), offset.endOffset()));
            }
            stemmed.end();
            stemmed.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always readable", e);
        }
        return words;
    }

    /// The stems of the words that are not common.
    static List<String> stems(List<Word> words) {
        List<String> stems = new ArrayList<>(words.size());
        for (Word word : words) {
            if (!word.isCommon()) {
                stems.add(word.stem());
            }
        }
        return stems;
    }

    /// Each two neighbours as one term.
    static List<String> pairs(List<String> stems) {
        List<String> pairs = new ArrayList<>(stems.size());
        for (int i = 1; i < stems.size(); i++) {
            pairs.add(stems.get(i - 1) + ' ' + stems.get(i));
        }
        return pairs;
    }

    /// Remembers each word as it was before stemming.
    private static final class Folded extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private String word = "";

        Folded(TokenStream input) {
            super(input);
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!input.incrementToken()) {
                return false;
            }
            word = term.toString();
            return true;
        }
    }
}
