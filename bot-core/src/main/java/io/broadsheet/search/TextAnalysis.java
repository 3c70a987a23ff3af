package io.broadsheet.search;

import io.broadsheet.paper.Normalized;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
final class TextAnalysis {

    /// Words too common to tell papers apart (Lucene's English list).
    private static final CharArraySet COMMON = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

    /// How many words a splitter remembers the stems of: most of a text's words are among the last
    /// thousands.
    private static final int REMEMBERED = 20_000;

    /// How many words a hyphened one is joined of, after the first.
    private static final int LONGEST_JOIN = 4;

    private static final String HYPHENS = "-\u2010\u2011\u2013";

    private static final Pattern FOR_TO = Pattern.compile("(?<=\\p{L})2(?=\\p{L})");

    /// Signs that end a word where Unicode's rules see none: `FastMesh:Efficient`, `word.Word`, but
    /// not `e.g.` and `3.5`.
    private static final Pattern GLUED =
            Pattern.compile("(?<=\\p{L}):(?=\\p{L})|(?<=\\p{L}\\p{L})\\.(?=\\p{L}\\p{L})|_");

    private static final List<String> GREEK =
            List.of(
                    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota",
                    "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma",
                    "tau", "upsilon", "phi", "chi", "psi", "omega");

    /// More Greek letters in one word than this are a Greek word.
    private static final int GREEK_SIGNS = 2;

    private final Tokenizer tokenizer = new StandardTokenizer();
    private final TokenStream folding;
    private final CharTermAttribute folded;
    private final OffsetAttribute offset;
    private final OneWord word = new OneWord();
    private final TokenStream stemming = new KStemFilter(word);
    private final CharTermAttribute stem = stemming.getAttribute(CharTermAttribute.class);
    private final Map<String, Known> known = new HashMap<>();

    private TextAnalysis() {
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
    record TextWord(String folded, String stem, boolean isCommon, int start, int end) {}

    /// What hyphens join, as one word: `cotraining` of "co-training", `gpt4` of "GPT-4",
    /// `texttoimage` of "text-to-image" and of "text2image". By its stem.
    List<String> joined(String text, List<TextWord> words) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            StringBuilder run = new StringBuilder(words.get(i).folded());
            int end = i;
            while (end + 1 < words.size()
                    && end - i < LONGEST_JOIN
                    && hyphenBetween(text, words.get(end), words.get(end + 1))) {
                end++;
                run.append(words.get(end).folded());
                if (end > i + 1) {
                    String both = words.get(end - 1).folded() + words.get(end).folded();
                    joined.add(stem(both));
                }
            }
            if (end > i) {
                joined.add(stem(run.toString()));
                i = end;
            } else if (FOR_TO.matcher(run).find()) {
                joined.add(stem(run.toString()));
            }
        }
        return joined;
    }

    /// The stem of one word, with a 2 between letters read as "to".
    String stem(String folded) {
        try {
            return known(FOR_TO.matcher(folded).replaceAll("to")).stem();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always readable", e);
        }
    }

    static boolean isHyphen(char c) {
        return HYPHENS.indexOf(c) >= 0;
    }

    private static boolean hyphenBetween(String text, TextWord one, TextWord next) {
        return next.start() == one.end() + 1 && isHyphen(text.charAt(one.end()));
    }

    /// Takes one text apart.
    static List<TextWord> words(String text) {
        return new TextAnalysis().split(text);
    }

    /// One to take many texts apart with.
    static TextAnalysis splitter() {
        return new TextAnalysis();
    }

    List<TextWord> split(String text) {
        List<TextWord> words = new ArrayList<>(text.length() / 6 + 1);
        String level = level(text);
        try {
            tokenizer.setReader(new StringReader(level));
            folding.reset();
            while (folding.incrementToken()) {
                int end = offset.endOffset();
                String sign = programmingSign(level, offset.startOffset(), end);
                Known is = known(sign.isEmpty() ? latin(folded.toString()) : folded + sign);
                words.add(
                        new TextWord(
                                is.folded,
                                is.stem,
                                is.isCommon,
                                offset.startOffset(),
                                end + sign.length()));
            }
            folding.end();
            folding.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory is always readable", e);
        }
        return words;
    }

    /// Raised and lowered letters and digits brought down, and glued words taken apart. As long as
    /// the text was.
    private static String level(String text) {
        String level = text;
        if (hasRaised(text)) {
            StringBuilder plain = new StringBuilder(text);
            for (int i = 0; i < plain.length(); i++) {
                if (isRaised(plain.charAt(i))) {
                    String one =
                            Normalized.of(
                                    Character.toString(plain.charAt(i)), Normalizer.Form.NFKC);
                    if (one.length() == 1) {
                        plain.setCharAt(i, one.charAt(0));
                    }
                }
            }
            level = plain.toString();
        }
        return level.indexOf(':') < 0 && level.indexOf('.') < 0 && level.indexOf('_') < 0
                ? level
                : GLUED.matcher(level).replaceAll(" ");
    }

    private static boolean hasRaised(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isRaised(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Superscripts, subscripts, modifier letters and the sign for a millionth, which is a mu.
    private static boolean isRaised(int sign) {
        return sign == '\u00B5'
                || sign == '²'
                || sign == '³'
                || sign == '¹'
                || (sign >= 0x1D2C && sign <= 0x1D6A)
                || (sign >= 0x2070 && sign <= 0x209C)
                || (sign >= 0x2C7C && sign <= 0x2C7D);
    }

    /// `++` or `#` after a word of one letter: C++, C#, F#.
    private static String programmingSign(String text, int start, int end) {
        if (end - start != 1 || end >= text.length() || text.charAt(start) > 'z') {
            return "";
        }
        String sign = text.startsWith("++", end) ? "++" : text.startsWith("#", end) ? "#" : "";
        int after = end + sign.length();
        return after < text.length() && Character.isLetterOrDigit(text.charAt(after)) ? "" : sign;
    }

    /// Greek letters as their names, where they are signs and no Greek word.
    private static String latin(String word) {
        int greek = 0;
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 'α' && word.charAt(i) <= 'ω') {
                greek++;
            }
        }
        if (greek == 0 || greek > GREEK_SIGNS) {
            return word;
        }
        StringBuilder latin = new StringBuilder();
        for (char letter : word.toCharArray()) {
            if (letter >= 'α' && letter <= 'ω') {
                latin.append(GREEK.get(letter - 'α'));
            } else {
                latin.append(letter);
            }
        }
        return latin.toString();
    }

    /// The stems of the words that are not common.
    static List<String> stems(List<TextWord> words) {
        List<String> stems = new ArrayList<>(words.size());
        for (TextWord word : words) {
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
