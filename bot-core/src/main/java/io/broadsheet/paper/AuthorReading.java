package io.broadsheet.paper;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rule by which a name in one text is taken apart.
///
/// 1. What has no letter, and `et al.`, names nobody.
/// 2. `for the XYZ Collaboration` and names with a word such as Collaboration, Consortium or Team
///    are collaborations, whole.
/// 3. `Family, Given`, `Family, Given, Jr.`, `Family, Jr., Given`: the comma says it.
/// 4. `Jr.`, `Sr.`, `II`, `III`, `IV` at the end are a suffix.
/// 5. The family name is the last word, from the first particle before it on (`van der Berg Holt`;
///    `y` and `e` take the word before them along: `Ortega y Gasset`). A particle with a capital
///    counts only right before the last word or before another particle, and never in a Vietnamese
///    name, where Van and Le are names.
///
/// Names in Chinese order stay as they are written: nothing in `He Kaiming` tells which is the
/// family name, and [AskedName] finds either.
final class AuthorReading {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");

    /// What a source leaves of a name when it cuts at a hyphen: arXiv has a family `-Peña`.
    private static final Pattern HYPHEN_BEFORE =
            Pattern.compile("(?<!\\S)[-\u2010-\u2014]+(?=\\p{L})");

    /// A number that arXiv takes for the end of an initial: `GLM-4. 5 Team`.
    private static final Pattern NUMBER = Pattern.compile("(?<=\\d)\\. (?=\\d)");

    private static final Pattern BEHALF =
            Pattern.compile(
                    "(?i)^(?:and\\s+)?(?:for|on behalf of|representing)\\s+(?:the\\s+)?(?=\\S)");
    private static final Pattern OTHERS =
            Pattern.compile("(?i)(?:^|(?<![\\s,])[\\s,]++)(?:et\\.?\\s*al\\.?|and others|others)$");
    private static final Pattern END = Pattern.compile("(?<![\\s,;:])[\\s,;:]++$");
    private static final Pattern GROUP =
            Pattern.compile(
                    "(?i:\\b(?:collaborations?|consorti(?:um|a)|committee|initiative|alliance|foundation|university|institute|laborator(?:y|ies)|working"
                            + " group|study group|research group|task force)\\b)"
                            + "|(?i:\\bteams?$|^team\\b|\\blabs?$|\\bgroup$)|(?:^|[\\s-])AI(?:$|\\s)");
    private static final Set<String> SUFFIXES =
            Set.of("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq", "esq.");

    /// Particles that Western names also have with a capital.
    private static final Set<String> CAPITALISED =
            Set.of(
                    "Van", "Von", "Der", "Den", "De", "Del", "Della", "Di", "Da", "Dos", "Du", "La",
                    "Le", "El", "Ter", "Ten");

    private static final Set<String> VIETNAMESE =
            Set.of(
                    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang",
                    "bui", "do", "ngo", "duong", "ly", "dinh", "trinh");

    private AuthorReading() {}

    static Optional<Author> read(String written) {
        String name = clean(written);
        Matcher behalf = BEHALF.matcher(name);
        if (behalf.find()) {
            return Optional.of(Author.collaboration(name.substring(behalf.end())));
        }
        if (name.codePoints().noneMatch(Character::isLetter)) {
            return Optional.empty();
        }
        if (GROUP.matcher(name).find()) {
            return Optional.of(Author.collaboration(name));
        }
        if (name.indexOf(',') > 0) {
            return Optional.of(withCommas(name));
        }
        return Optional.of(inOrder(name));
    }

    static Optional<Author> read(String family, String given, String suffix) {
        String last = clean(family);
        String first = BLANKS.matcher(given).replaceAll(" ").strip();
        String end = BLANKS.matcher(suffix).replaceAll(" ").strip();
        String whole = clean((first + " " + last + " " + end).strip());
        if (whole.codePoints().noneMatch(Character::isLetter)) {
            return Optional.empty();
        }
        if (BEHALF.matcher(whole).find() || GROUP.matcher(whole).find()) {
            return read(whole);
        }
        if (last.codePoints().noneMatch(Character::isLetter)) {
            return read(whole);
        }
        return Optional.of(Author.person(last, first, end));
    }

    static boolean isSuffix(String word) {
        return SUFFIXES.contains(word.toLowerCase(Locale.ROOT));
    }

    private static String clean(String written) {
        String name = BLANKS.matcher(Normalized.withFewMarks(written)).replaceAll(" ").strip();
        name = HYPHEN_BEFORE.matcher(name).replaceAll("");
        name = NUMBER.matcher(name).replaceAll(".");
        return END.matcher(OTHERS.matcher(name).replaceFirst("")).replaceFirst("").strip();
    }

    private static Author withCommas(String name) {
        String[] parts = name.split("\\s*,\\s*");
        if (parts.length == 2 && isSuffix(parts[1])) {
            Author bare = inOrder(parts[0]);
            return Author.person(bare.family(), bare.given(), parts[1]);
        }
        if (parts.length == 3 && isSuffix(parts[1])) {
            return Author.person(parts[0], parts[2], parts[1]);
        }
        if (parts.length == 3 && isSuffix(parts[2])) {
            return Author.person(parts[0], parts[1], parts[2]);
        }
        if (parts.length == 2 && !parts[0].isBlank()) {
            return Author.person(parts[0], parts[1], "");
        }
        return inOrder(name.replace(",", " ").replaceAll("\\s+", " ").strip());
    }

    private static Author inOrder(String name) {
        List<String> words = Arrays.asList(name.split(" "));
        String suffix = "";
        if (words.size() > 2 && isSuffix(words.getLast())) {
            suffix = words.getLast();
            words = words.subList(0, words.size() - 1);
        }
        int family = familyStart(words);
        return Author.person(
                String.join(" ", words.subList(family, words.size())),
                String.join(" ", words.subList(0, family)),
                suffix);
    }

    private static int familyStart(List<String> words) {
        int last = words.size() - 1;
        for (int i = 1; i < last; i++) {
            String word = words.get(i);
            boolean joins = (word.equals("y") || word.equals("e")) && i > 1;
            if (joins) {
                return i - 1;
            }
            if (isParticle(word) && !word.equals("e") && !word.equals("y")) {
                return i;
            }
        }
        List<String> first = NameWords.of(words.getFirst());
        if (first.size() == 1 && VIETNAMESE.contains(first.getFirst())) {
            return last;
        }
        int start = last;
        while (start > 1 && CAPITALISED.contains(words.get(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isParticle(String word) {
        return Character.isLowerCase(word.codePointAt(0))
                && NameWords.PARTICLES.contains(word.replaceAll("['’]", ""));
    }
}
