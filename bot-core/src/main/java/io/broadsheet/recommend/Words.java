package io.broadsheet.recommend;

import io.broadsheet.paper.AskedName;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Normalized;
import io.broadsheet.paper.Paper;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Compares words without regard to case, accents and punctuation.
final class Words {

    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /// Words in lower case, without accents, separated by single blanks.
    static String normalise(String text) {
        String plain = MARKS.matcher(Normalized.of(text, Normalizer.Form.NFKD)).replaceAll("");
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /// Whether normalised words occur in a row, whole, in a normalised text.
    static boolean contains(String text, String words) {
        return !words.isEmpty() && (" " + text + " ").contains(" " + words + " ");
    }

    /// Whether one of the paper's authors has the name. An initial at the paper fits a name written
    /// out only where initials were asked for: `W. Wang` may be many people.
    static boolean hasAuthor(Paper paper, String name) {
        Optional<AskedName> asked = AskedName.of(name);
        return asked.isPresent()
                && paper.authors().stream().anyMatch(author -> isBy(asked.get(), author));
    }

    /// Whether a name has a family name and given names, and none of them is an initial.
    static boolean isWrittenOut(String name) {
        return AskedName.of(name)
                .filter(asked -> asked.words().size() > 1)
                .filter(asked -> asked.words().stream().allMatch(word -> word.length() > 1))
                .isPresent();
    }

    private static boolean isBy(AskedName asked, Author author) {
        return switch (asked.fit(author)) {
            case SAME, REVERSED -> true;
            case INITIAL -> asked.words().stream().anyMatch(word -> word.length() == 1);
            case PART -> asked.words().size() == 1;
            case NONE -> false;
        };
    }

    private Words() {}
}
