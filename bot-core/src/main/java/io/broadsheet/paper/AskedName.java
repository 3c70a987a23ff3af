package io.broadsheet.paper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A name as somebody types it, and whom it may mean: `Kaiming He`, `He, Kaiming`, `K. He`, `he`,
/// `de Groot Vries, S M`. Without a comma every word may be the first of the family name.
public final class AskedName {

    private static final int MOST_WORDS = 10;
    private static final Set<String> OF_GROUPS =
            Set.of(
                    "the",
                    "and",
                    "for",
                    "collaboration",
                    "collaborations",
                    "consortium",
                    "team",
                    "group");

    /// How well a name fits what was typed; earlier ones are better.
    public enum NameFit {
        /// The names agree as far as both are written out; a middle name may be missing in either.
        SAME,
        /// A first name agrees with an initial.
        INITIAL,
        /// The names agree in the other order, as Chinese names are written.
        REVERSED,
        /// What was typed is a part: a given name, or a word of a compound family name.
        PART,
        NONE
    }

    /// One way to read what was typed.
    ///
    /// @param family words, at least one
    /// @param given words, empty where only the family name was typed
    public record Reading(List<String> family, List<String> given, boolean isReversed) {}

    private final String typed;
    private final List<String> words;
    private final Set<Reading> readings = new LinkedHashSet<>();

    /// Names of two words that a hyphen makes one: `Fei-Fei`.
    private final List<List<String>> compounds;

    private AskedName(String typed) {
        this.typed = typed;
        this.words = NameWords.of(typed);
        this.compounds = NameWords.compounds(typed);
        int comma = typed.indexOf(',');
        if (comma > 0) {
            commas(typed.substring(0, comma), typed.substring(comma + 1).replace(',', ' '));
        } else {
            for (List<String> spelled : NameWords.spellings(typed)) {
                inAnyOrder(spelled);
            }
            List<String> parted = givenWords(typed, typed);
            if (!parted.equals(words)) {
                inAnyOrder(parted);
            }
        }
    }

    /// Nothing for a text without a letter, or with more words than a name has.
    public static Optional<AskedName> of(String typed) {
        String text = withoutSuffix(typed.strip());
        if (text.length() > 200) {
            return Optional.empty();
        }
        AskedName name = new AskedName(text);
        return name.words.isEmpty()
                        || name.words.size() > MOST_WORDS
                        || text.codePoints().noneMatch(Character::isLetter)
                ? Optional.empty()
                : Optional.of(name);
    }

    /// The words typed, folded as [#key(List)] does.
    public List<String> words() {
        return words;
    }

    public Set<Reading> readings() {
        return readings;
    }

    @Override
    public String toString() {
        return typed;
    }

    /// How well an author's name fits.
    public NameFit fit(Author author) {
        if (!author.isPerson()) {
            return groupFit(NameWords.of(author.family()));
        }
        NameFit best = NameFit.NONE;
        Set<List<String>> families = NameWords.spellings(author.family());
        Set<List<String>> givens = NameWords.spellings(author.given());
        List<String> parted = givenWords(author.given(), author.name());
        givens.add(parted);
        for (Reading reading : readings) {
            for (List<String> family : families) {
                for (List<String> given : givens) {
                    NameFit fit = fit(reading, family, given);
                    best = fit.compareTo(best) < 0 ? fit : best;
                    if (best == NameFit.SAME) {
                        return whole(best, author);
                    }
                }
            }
        }
        return whole(best, author);
    }

    /// What hyphens join is one name, of which no half may be missing: `Fei-Fei Li` is not `Fei
    /// Li`. Such a given name says by itself which of two is the family name, so that the order
    /// matters no more.
    private NameFit whole(NameFit fit, Author author) {
        if (fit == NameFit.NONE || fit == NameFit.PART) {
            return fit;
        }
        List<List<String>> others = NameWords.compounds(author.name());
        if (compounds.isEmpty() && others.isEmpty()) {
            return fit;
        }
        List<String> name = NameWords.of(author.name());
        if (!compounds.stream().allMatch(compound -> hasWhole(name, compound))) {
            return NameFit.NONE;
        }
        if (!others.stream().allMatch(compound -> hasWhole(words, compound))) {
            return NameFit.PART;
        }
        return fit == NameFit.REVERSED ? NameFit.SAME : fit;
    }

    /// Whether a name has a compound whole, by initials, or as one word; or has nothing of it.
    private static boolean hasWhole(List<String> name, List<String> compound) {
        for (int i = 0; i < name.size(); i++) {
            if (agree(name.get(i), compound.getFirst())) {
                // One initial may stand for both.
                return (i + 1 < name.size() && agree(name.get(i + 1), compound.getLast()))
                        || (name.get(i).length() == 1 && compound.getFirst().length() > 1);
            }
        }
        return true;
    }

    /// Words under which a family name is kept so that [#key(List)] of a reading finds it: the
    /// whole without particles and blanks, and each word of it that is no particle.
    public static Set<String> familyKeys(Author author) {
        Set<String> keys = new LinkedHashSet<>();
        for (List<String> family : NameWords.spellings(author.family())) {
            if (!family.isEmpty()) {
                keys.add(key(family));
                keys.add(String.join("", family));
                for (String word : family) {
                    if (family.size() == 1 || !NameWords.PARTICLES.contains(word)) {
                        keys.add(word);
                    }
                }
            }
        }
        return keys;
    }

    /// Given names of two letters or more, folded.
    public static Set<String> givenKeys(Author author) {
        Set<String> keys = new HashSet<>();
        for (List<String> given : NameWords.spellings(author.given())) {
            given.stream().filter(word -> word.length() > 1).forEach(keys::add);
            if (given.size() > 1) {
                keys.add(String.join("", given));
            }
        }
        return keys;
    }

    /// The first letter of the given names, folded; empty where there are none.
    public static String initial(Author author) {
        return initial(NameWords.of(author.given()));
    }

    public static String initial(List<String> given) {
        return given.isEmpty()
                ? ""
                : given.getFirst().substring(0, given.getFirst().offsetByCodePoints(0, 1));
    }

    /// A family name's words as one word, without particles.
    public static String key(List<String> family) {
        return String.join("", NameWords.withoutParticles(family));
    }

    // --- how what was typed can be read ---

    private void commas(String family, String given) {
        for (List<String> last : NameWords.spellings(family)) {
            if (last.isEmpty()) {
                continue;
            }
            for (List<String> first : NameWords.spellings(given)) {
                readings.add(new Reading(last, first, false));
            }
            readings.add(new Reading(last, givenWords(given, typed), false));
        }
    }

    private void inAnyOrder(List<String> all) {
        int count = Math.min(all.size(), MOST_WORDS);
        for (int first = 0; first < count; first++) {
            readings.add(new Reading(all.subList(first, all.size()), all.subList(0, first), false));
        }
        for (int last = 1; last < count; last++) {
            List<String> given = all.subList(last, all.size());
            boolean initials = given.stream().allMatch(word -> word.length() == 1);
            readings.add(new Reading(all.subList(0, last), given, !initials));
        }
    }

    /// The words, with initials written together taken apart: `CH` in `CH Anders`, unless the whole
    /// name is in capitals.
    private static List<String> givenWords(String given, String whole) {
        if (whole.equals(whole.toUpperCase(Locale.ROOT))) {
            return NameWords.of(given);
        }
        List<String> words = new ArrayList<>();
        for (String part : given.split("[\\s.]+")) {
            if (part.matches("\\p{Lu}{2,3}")) {
                part.codePoints().forEach(c -> words.addAll(NameWords.of(Character.toString(c))));
            } else {
                words.addAll(NameWords.of(part));
            }
        }
        return words;
    }

    private static String withoutSuffix(String typed) {
        int blank = typed.lastIndexOf(' ');
        return blank > 0
                        && typed.indexOf(' ') < blank
                        && AuthorReading.isSuffix(typed.substring(blank + 1))
                ? typed.substring(0, blank).replaceFirst("[\\s,]+$", "")
                : typed;
    }

    // --- how names compare ---

    private NameFit groupFit(List<String> group) {
        if (group.equals(words)) {
            return NameFit.SAME;
        }
        List<String> telling = telling(group);
        List<String> asked = telling(words);
        if (asked.isEmpty() || telling.isEmpty()) {
            return NameFit.NONE;
        }
        if (asked.equals(telling)) {
            return NameFit.SAME;
        }
        return new HashSet<>(telling).containsAll(asked) ? NameFit.PART : NameFit.NONE;
    }

    private static List<String> telling(List<String> words) {
        return words.stream().filter(word -> !OF_GROUPS.contains(word)).toList();
    }

    private static NameFit fit(Reading asked, List<String> family, List<String> given) {
        boolean whole = isSame(asked.family(), family);
        if (!whole && !isPartOf(asked.family(), family)) {
            return asked.family().size() == 1
                            && asked.given().isEmpty()
                            && asked.family().getFirst().length() > 1
                            && (given.contains(asked.family().getFirst())
                                    || String.join("", given).equals(asked.family().getFirst()))
                    ? NameFit.PART
                    : NameFit.NONE;
        }
        NameFit fit = givenFit(asked.given(), given);
        if (fit == NameFit.NONE || (whole && !asked.isReversed())) {
            return fit;
        }
        if (!whole) {
            return NameFit.PART;
        }
        return fit == NameFit.SAME ? NameFit.REVERSED : NameFit.NONE;
    }

    /// A family name may be typed without its particles, but none may be added: `Bin Ren` and `Y.
    /// Yang` begin with given names, though bin and y are particles elsewhere.
    private static boolean isSame(List<String> asked, List<String> family) {
        String whole = String.join("", asked);
        return whole.equals(key(family)) || whole.equals(String.join("", family));
    }

    private static boolean isPartOf(List<String> asked, List<String> family) {
        return asked.size() == 1
                && family.size() > 1
                && !NameWords.PARTICLES.contains(asked.getFirst())
                && family.contains(asked.getFirst());
    }

    private static NameFit givenFit(List<String> asked, List<String> given) {
        if (asked.isEmpty() || String.join("", asked).equals(String.join("", given))) {
            return NameFit.SAME;
        }
        if (given.isEmpty()) {
            return NameFit.NONE;
        }
        String first = asked.getFirst();
        String name = given.getFirst();
        if (!agree(first, name)) {
            boolean middle = asked.stream().allMatch(word -> word.length() > 1);
            return middle && given.containsAll(asked) ? NameFit.PART : NameFit.NONE;
        }
        List<String> askedRest = asked.subList(1, asked.size());
        List<String> rest = given.subList(1, given.size());
        long written = askedRest.stream().filter(word -> word.length() > 1).count();
        if (written > rest.size() + 1) {
            // Nobody leaves out two names of theirs: that are two people.
            return NameFit.NONE;
        }
        boolean agree =
                askedRest.size() <= rest.size()
                        ? isWithin(askedRest, rest)
                        : isWithin(rest, askedRest);
        if (!agree) {
            return NameFit.NONE;
        }
        return first.equals(name) ? NameFit.SAME : NameFit.INITIAL;
    }

    /// Whether the fewer words agree with some of the others in the same order.
    private static boolean isWithin(List<String> fewer, List<String> more) {
        int next = 0;
        for (String word : more) {
            if (next < fewer.size() && agree(fewer.get(next), word)) {
                next++;
            }
        }
        return next == fewer.size();
    }

    /// Equal, or one is the other's initial.
    private static boolean agree(String one, String other) {
        if (one.equals(other)) {
            return true;
        }
        return one.length() == 1
                ? other.startsWith(one)
                : other.length() == 1 && one.startsWith(other);
    }
}
