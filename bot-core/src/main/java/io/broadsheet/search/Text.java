package io.broadsheet.search;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
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

    /// How many words a splitter remembers the stems of: most of a text's words are among the last
    /// thousands.
    private static final int REMEMBERED = 20_000;

    private final Tokenizer tokenizer = new StandardTokenizer();
    private final TokenStream folding;
    private final CharTermAttribute folded;
    private final OffsetAttribute offset;
    private final OneWord word = new OneWord();
    private final TokenStream stemming = new KStemFilter(word);
    private final CharTermAttribute stem = stemming.getAttribute(CharTermAttribute.class);
    private final Map<String, Known> known = new HashMap<>();

    private Text() {
        TokenStream words = new EnglishPossessiveFilter(tokenizer);
        words = new LowerCaseFilter(words);
        folding = new ASCIIFoldingFilter(words);
        folded = folding.getAttribute(CharTermAttribute.class);
        offset = folding.getAttribute(OffsetAttribute.class);
    }

    private record Known(String folded, String stem, boolean isCommon) {}

    /// @param folded the word in lower case, without accents
    /// @param stem its stem by Krovetz's algorithm
    /// @param start where the word starts in the text, in UTF-16 units
    /// @param end where it ends
    /// @param isCommon whether it is too common to tell papers apart
    record Word(String folded, String stem, boolean isCommon, int start, int end) {}

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
            folding.reset();
            while (folding.incrementToken()) {
                Known is = known(folded.toString());
                words.add(
                        new Word(
                                is.folded,
                                is.stem,
                                is.isCommon,
                                offset.startOffset(),
                                offset.endOffset()));
            }
            folding.end();
            folding.close();
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

    private Known known(String text) throws IOException {
        Known is = known.get(text);
        if (is == null) {
            word.text = text;
            stemming.incrementToken();
            String stemmed = text.contentEquals(stem) ? text : stem.toString();
            is = new Known(text, stemmed, COMMON.contains(text));
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(text, is);
        }
        return is;
    }

    /// A stream that never ends, of the word that is set.
    private static final class OneWord extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private String text = "";

        @Override
        public boolean incrementToken() {
            clearAttributes();
            term.append(text);
            return true;
        }
    }
}
