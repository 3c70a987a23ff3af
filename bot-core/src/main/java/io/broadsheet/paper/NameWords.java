package io.broadsheet.paper;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes names apart into words that can be compared: lower case, without accents, apostrophes and
/// full stops. Hyphens part words: `Jean-Luc` is `jean`, `luc`; `O'Brien` is `obrien`; `C.H.` is
/// `c`, `h`.
final class NameWords {

    /// Small words that belong to a family name, `van der Berg`; also without them it is meant.
    static final Set<String> PARTICLES =
            Set.of(
                    "van", "von", "der", "den", "de", "del", "della", "di", "da", "das", "do",
                    "dos", "du", "la", "las", "le", "los", "el", "al", "bin", "ibn", "ben", "ter",
                    "ten", "te", "t", "zu", "zum", "zur", "y", "e", "st", "vom", "af", "av");

    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SILENT = Pattern.compile("['’‘ʼʹ´`′\"]+");

    private static final Pattern COMPOUND =
            Pattern.compile(
                    "(?<![\\p{L}-])(\\p{L}{2,})[-\u2010\u2011](\\p{L}{2,})(?![\\p{L}-])"
                            + "|(?<![\\p{L}.-])\\p{L}\\.[-\u2010\u2011]\\p{L}(?:\\.|(?![\\p{L}-]))");

    private NameWords() {}

    /// Two words or initials of a name that a hyphen joins, each pair folded: `Fei-Fei` of `Fei-Fei
    /// Li`, `J.-P.` of `J.-P. Dupont`.
    static List<List<String>> compounds(String name) {
        if (name.indexOf('-') < 0 && name.indexOf('\u2010') < 0 && name.indexOf('\u2011') < 0) {
            return List.of();
        }
        return COMPOUND.matcher(name)
                .results()
                .map(found -> of(found.group()))
                .filter(words -> words.size() == 2)
                .toList();
    }

    /// The words of a name in their order.
    static List<String> of(String name) {
        return split(folded(name));
    }

    /// The same with ä, ö, ü, ø and å written ae, oe, ue, oe and aa, as German and Scandinavian
    /// names are where letters are few. Equal to [#of] where the name has none of these.
    static List<String> spelledOut(String name) {
        boolean plain = true;
        for (int i = 0; i < name.length() && plain; i++) {
            plain = name.charAt(i) < 0x80;
        }
        if (plain) {
            return of(name);
        }
        String composed = Normalized.of(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return of(
                composed.replace("ä", "ae")
                        .replace("ö", "oe")
                        .replace("ü", "ue")
                        .replace("ø", "oe")
                        .replace("å", "aa"));
    }

    /// Both spellings, the plain one first.
    static Set<List<String>> spellings(String name) {
        Set<List<String>> both = new LinkedHashSet<>();
        both.add(of(name));
        both.add(spelledOut(name));
        return both;
    }

    /// The words after the particles at the beginning; all of them where there is nothing else.
    static List<String> withoutParticles(List<String> family) {
        int first = 0;
        while (first < family.size() - 1 && PARTICLES.contains(family.get(first))) {
            first++;
        }
        return family.subList(first, family.size());
    }

    private static List<String> split(String folded) {
        List<String> words = new ArrayList<>(4);
        for (String word : APART.split(folded)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String folded(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower;
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) >= 0x80) {
                plain = letters(lower);
                break;
            }
        }
        return SILENT.matcher(plain).replaceAll("");
    }

    /// Letters that Unicode does not take apart into a Latin letter and a mark.
    private static String letters(String lower) {
        StringBuilder plain = new StringBuilder(lower.length() + 4);
        String apart = MARKS.matcher(Normalized.of(lower, Normalizer.Form.NFKD)).replaceAll("");
        for (int i = 0; i < apart.length(); i++) {
            char c = apart.charAt(i);
            switch (c) {
                case 'ß' -> plain.append("ss");
                case 'ø' -> plain.append('o');
                case 'ł' -> plain.append('l');
                case 'đ', 'ð' -> plain.append('d');
                case 'ħ' -> plain.append('h');
                case 'ı' -> plain.append('i');
                case 'æ' -> plain.append("ae");
                case 'œ' -> plain.append("oe");
                case 'þ' -> plain.append("th");
                default -> plain.append(c);
            }
        }
        return plain.toString();
    }
}
