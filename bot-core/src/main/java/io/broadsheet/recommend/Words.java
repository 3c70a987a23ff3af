package io.broadsheet.recommend;

import io.broadsheet.paper.Paper;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Compares words without regard to case, accents and punctuation.
final class Words {

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /// Words in lower case, without accents, separated by single blanks.
    static String normalise(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /// Whether normalised words occur in a row, whole, in a normalised text.
    static boolean contains(String text, String words) {
        return !words.isEmpty() && (" " + text + " ").contains(" " + words + " ");
    }

    /// Whether one of the paper's authors has all words of a name.
    static boolean hasAuthor(Paper paper, String name) {
        List<String> wanted = List.of(normalise(name).split(" "));
        return paper.authors().stream()
                .map(author -> List.of(normalise(author).split(" ")))
                .anyMatch(author -> author.containsAll(wanted));
    }

    private Words() {}
}
