package io.broadsheet.summary;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sentences of a running text, by the JDK's rules for English (Unicode's UAX 29), joined again
/// where a full stop belongs to an abbreviation.
public final class AbstractSentences {

    /// Abbreviations that a sentence goes on after, without their last full stop.
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "al", "e.g", "i.e", "eg", "ie", "cf", "vs", "resp", "approx", "fig", "figs",
                    "eq", "eqs", "sec", "tab", "no", "nos", "dr", "mr", "mrs", "prof", "st", "viz",
                    "ca", "incl", "w.r.t", "a.k.a", "i.i.d", "s.t", "ref", "refs", "def", "thm",
                    "ver", "vol", "pp", "dept", "jr");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern OPENING_SIGNS = Pattern.compile("^[(\\[\"“‘']+");

    private static final Pattern BEFORE_DIGIT = Pattern.compile("(?<=[\\p{L})]{2})\\. (?=\\d)");

    private AbstractSentences() {}

    /// The sentences in their order, trimmed, none of them empty.
    ///
    /// @param text readable text; line breaks count as blanks
    public static List<String> of(String text) {
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(line);
        List<String> sentences = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            String sentence = line.substring(from, to).strip();
            // "Yahoo!Answers" and "<!" end nothing.
            boolean apart = to == line.length() || line.charAt(to - 1) == ' ';
            if (apart && !sentence.isEmpty() && !endsInAbbreviation(sentence)) {
                divide(sentence, sentences);
                from = to;
            }
        }
        String rest = line.substring(from).strip();
        if (!rest.isEmpty()) {
            divide(rest, sentences);
        }
        return sentences;
    }

    /// The JDK sees no end before a digit, because of "No. 5"; a word's full stop before "3DTopia"
    /// is one.
    private static void divide(String sentence, List<String> sentences) {
        int from = 0;
        if (!sentence.contains(". ")) {
            sentences.add(sentence);
            return;
        }
        Matcher stop = BEFORE_DIGIT.matcher(sentence);
        while (stop.find()) {
            if (!endsInAbbreviation(sentence.substring(from, stop.start() + 1))) {
                sentences.add(sentence.substring(from, stop.start() + 1));
                from = stop.end();
            }
        }
        sentences.add(sentence.substring(from));
    }

    private static boolean endsInAbbreviation(String sentence) {
        if (!sentence.endsWith(".")) {
            // A break is also seen after "(see Sec. 3)?" and the like; a comma never ends a
            // sentence.
            return sentence.endsWith(",");
        }
        int blank = sentence.lastIndexOf(' ');
        String last =
                sentence.substring(blank + 1, sentence.length() - 1)
                        .transform(word -> OPENING_SIGNS.matcher(word).replaceFirst(""));
        // An initial: "J. Smith".
        boolean initial =
                last.length() == 1 && Character.isUpperCase(sentence.charAt(sentence.length() - 2));
        // "AL." is no "al.".
        boolean acronym = last.length() > 1 && last.equals(last.toUpperCase(Locale.ENGLISH));
        return initial || (!acronym && ABBREVIATIONS.contains(last.toLowerCase(Locale.ENGLISH)));
    }
}
