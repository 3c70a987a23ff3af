package io.broadsheet.bench;

import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes everyday questions from papers: each has one undoubted answer, which is known. The same
/// papers and the same seed give the same questions.
final class Questions {

    /// What is asked for, and how.
    enum Kind {
        TITLE("exact title"),
        WORD_WRONG("title, one word wrong"),
        WORD_MISSING("title, one word missing"),
        HALF("first half of a title"),
        ACRONYM("acronym in the abstract"),
        AUTHOR("author, four forms"),
        AUTHOR_TOPIC("author and topic"),
        ADDRESS("id or address"),
        PARAPHRASE("paraphrase");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /// A question and what answers it.
    ///
    /// @param answers the one paper; for [Kind#AUTHOR] all papers by the person
    record Question(Kind kind, String text, Set<PaperId> answers) {}

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?]) +(?=\\p{Lu})");
    private static final Pattern INTRODUCED =
            Pattern.compile(
                    "(?<before>[^()]{10,120}) \\((?<acronym>\\p{Lu}[\\p{L}\\p{N}-]{2,9})\\)");
    private static final Set<String> SMALL =
            Set.of(
                    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for",
                    "from", "has", "have", "in", "into", "is", "it", "its", "of", "on", "or",
                    "that", "the", "their", "these", "this", "those", "to", "via", "we", "which",
                    "with");

    /// So many papers may use the acronym that one of them introduces.
    private static final int FEW_PAPERS = 5;

    /// A word of a paraphrase is one that this many papers have: nobody who only remembers what a
    /// paper is about knows the names it coined.
    private static final int COMMON_PAPERS = 15;

    private static final int PARAPHRASE_WORDS = 5;

    private final List<Paper> papers;
    private final Random random;

    /// Papers by each word of their titles and abstracts.
    private final Map<String, Set<PaperId>> withWord = new HashMap<>();

    private final Map<String, Set<PaperId>> introducing = new HashMap<>();
    private final Map<String, Set<PaperId>> withTitle = new HashMap<>();
    private final Map<String, Set<PaperId>> withPerson = new HashMap<>();
    private final Map<String, Set<PaperId>> withFamily = new HashMap<>();

    Questions(List<Paper> papers, long seed) {
        this.papers = new ArrayList<>(papers);
        this.random = new Random(seed);
        for (Paper paper : papers) {
            for (String word : distinct(paper.title() + ' ' + paper.summary())) {
                put(withWord, word, paper.id());
            }
            Matcher introduced = INTRODUCED.matcher(paper.summary());
            while (introduced.find()) {
                put(introducing, introduced.group("acronym"), paper.id());
            }
            put(withTitle, String.join(" ", words(paper.title())), paper.id());
            for (String author : authors(paper)) {
                person(author).ifPresent(person -> put(withPerson, person.key(), paper.id()));
                put(withFamily, family(author), paper.id());
            }
        }
    }

    /// @param each how many of each kind are wanted; fewer come where the papers do not give them
    List<Question> make(int each) {
        Map<Kind, List<Question>> made = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Collections.shuffle(papers, random);
            List<Question> some = made.computeIfAbsent(kind, _ -> new ArrayList<>());
            for (Paper paper : papers) {
                if (some.size() == each) {
                    break;
                }
                question(kind, paper).ifPresent(some::add);
            }
        }
        return made.values().stream().flatMap(List::stream).toList();
    }

    private Optional<Question> question(Kind kind, Paper paper) {
        return switch (kind) {
            case TITLE -> title(paper).map(title -> one(kind, title, paper));
            case WORD_WRONG -> oneWordOff(paper, true).map(text -> one(kind, text, paper));
            case WORD_MISSING -> oneWordOff(paper, false).map(text -> one(kind, text, paper));
            case HALF -> half(paper).map(text -> one(kind, text, paper));
            case ACRONYM -> acronym(paper).map(text -> one(kind, text, paper));
            case AUTHOR -> author(paper);
            case AUTHOR_TOPIC -> authorAndTopic(paper).map(text -> one(kind, text, paper));
            case ADDRESS -> address(paper).map(text -> one(kind, text, paper));
            case PARAPHRASE -> paraphrase(paper).map(text -> one(kind, text, paper));
        };
    }

    private static Question one(Kind kind, String text, Paper paper) {
        return new Question(kind, text, Set.of(paper.id()));
    }

    private Optional<String> title(Paper paper) {
        String words = String.join(" ", words(paper.title()));
        return withTitle.getOrDefault(words, Set.of()).size() == 1
                ? Optional.of(paper.title())
                : Optional.empty();
    }

    /// The title with a word left out, or one of another title's in its place.
    private Optional<String> oneWordOff(Paper paper, boolean wrong) {
        List<String> parts = new ArrayList<>(List.of(paper.title().split(" +")));
        if (parts.size() < 5 || title(paper).isEmpty()) {
            return Optional.empty();
        }
        int place = random.nextInt(parts.size());
        if (wrong) {
            parts.set(place, any(any(papers).title().split(" +")));
        } else {
            parts.remove(place);
        }
        return Optional.of(String.join(" ", parts));
    }

    private Optional<String> half(Paper paper) {
        String[] parts = paper.title().split(" +");
        if (parts.length < 6) {
            return Optional.empty();
        }
        String half = String.join(" ", List.of(parts).subList(0, (parts.length + 1) / 2));
        String begun = String.join(" ", words(half)) + ' ';
        return withTitle.keySet().stream().filter(title -> title.startsWith(begun)).count() == 1
                ? Optional.of(half)
                : Optional.empty();
    }

    /// An acronym that a paper introduces, not in its title, and that few others so much as use.
    private Optional<String> acronym(Paper paper) {
        Matcher found = INTRODUCED.matcher(paper.summary());
        Set<String> title = distinct(paper.title());
        while (found.find()) {
            String acronym = found.group("acronym");
            List<String> parts = words(acronym);
            boolean telling =
                    parts.size() == 1
                            && !title.contains(parts.getFirst())
                            && withWord.getOrDefault(parts.getFirst(), Set.of()).size()
                                    <= FEW_PAPERS
                            && introducing.getOrDefault(acronym, Set.of()).size() == 1
                            && spells(found.group("before"), acronym);
            if (telling) {
                return Optional.of(acronym);
            }
        }
        return Optional.empty();
    }

    /// Whether the last words before an acronym begin with its first and its last letter.
    private static boolean spells(String before, String acronym) {
        List<String> words = words(before);
        String letters = acronym.toLowerCase(Locale.ROOT);
        List<String> last =
                words.subList(Math.max(0, words.size() - letters.length() - 1), words.size());
        return last.stream().anyMatch(word -> word.startsWith(letters.substring(0, 1)))
                && !last.isEmpty();
    }

    private Optional<Question> author(Paper paper) {
        List<String> authors = authors(paper);
        if (authors.isEmpty()) {
            return Optional.empty();
        }
        Optional<Person> who = person(authors.get(random.nextInt(authors.size())));
        if (who.isEmpty()) {
            return Optional.empty();
        }
        Person person = who.get();
        String text =
                switch (random.nextInt(4)) {
                    case 0 -> person.given() + ' ' + person.family();
                    case 1 -> person.family() + ", " + person.given();
                    case 2 -> "author:\"" + person.given().charAt(0) + ". " + person.family() + '"';
                    default -> "author:\"" + person.given() + ' ' + person.family() + '"';
                };
        return Optional.of(
                new Question(Kind.AUTHOR, text, withPerson.getOrDefault(person.key(), Set.of())));
    }

    /// A family name and two words of the title that nobody else of that name uses.
    private Optional<String> authorAndTopic(Paper paper) {
        List<String> authors = authors(paper);
        List<String> telling =
                words(paper.title()).stream()
                        .filter(word -> word.length() > 3 && !SMALL.contains(word))
                        .distinct()
                        .collect(Collectors.toCollection(ArrayList::new));
        if (authors.isEmpty() || telling.size() < 3) {
            return Optional.empty();
        }
        Collections.shuffle(telling, random);
        String family = family(any(authors.toArray(String[]::new)));
        String topic = telling.get(0) + ' ' + telling.get(1);
        Set<PaperId> both = new HashSet<>(having(topic).orElse(Set.of()));
        both.retainAll(withFamily.getOrDefault(family, Set.of()));
        if (both.size() != 1 || family.length() < 2) {
            return Optional.empty();
        }
        return Optional.of(random.nextBoolean() ? family + ' ' + topic : topic + ' ' + family);
    }

    private Optional<String> address(Paper paper) {
        return paper.arxivId()
                .map(id -> {
                    String value = id.withoutVersion().toString();
                    return switch (random.nextInt(7)) {
                        case 0 -> value;
                        case 1 -> "arXiv:" + value;
                        case 2 -> "https://arxiv.org/abs/" + value + "v1";
                        case 3 -> "https://arxiv.org/pdf/" + value;
                        case 4 -> "https://huggingface.co/papers/" + value;
                        case 5 -> "10.48550/arXiv." + value;
                        default -> value + "v2.pdf";
                    };
                });
    }

    /// What an abstract says in words that the title does not have and other papers do, as somebody
    /// would put it who remembers what a paper is about and not what it is called.
    private Optional<String> paraphrase(Paper paper) {
        Set<String> title =
                words(paper.title()).stream().map(Questions::begun).collect(Collectors.toSet());
        List<String> asked = new ArrayList<>();
        for (String sentence : SENTENCE_END.split(paper.summary())) {
            List<String> kept =
                    words(sentence).stream()
                            .distinct()
                            .filter(word -> word.length() > 2 && !SMALL.contains(word))
                            .filter(word -> !title.contains(begun(word)))
                            .filter(word ->
                                    withWord.getOrDefault(word, Set.of()).size() >= COMMON_PAPERS)
                            .toList();
            if (kept.size() >= PARAPHRASE_WORDS) {
                asked.add(String.join(" ", some(kept)));
            }
        }
        return asked.isEmpty()
                ? Optional.empty()
                : Optional.of(asked.get(random.nextInt(asked.size())));
    }

    /// A few of a sentence's words, in their order.
    private List<String> some(List<String> kept) {
        List<String> drawn = new ArrayList<>(kept);
        Collections.shuffle(drawn, random);
        Set<String> few = new HashSet<>(drawn.subList(0, PARAPHRASE_WORDS));
        return kept.stream().filter(few::contains).toList();
    }

    /// The papers that have all of the words in their titles and abstracts.
    private Optional<Set<PaperId>> having(String text) {
        Set<PaperId> all = null;
        for (String word : distinct(text)) {
            Set<PaperId> some = withWord.getOrDefault(word, Set.of());
            if (all == null) {
                all = new HashSet<>(some);
            } else {
                all.retainAll(some);
            }
        }
        return Optional.ofNullable(all);
    }

    private record Person(String given, String family, String key) {}

    /// A name of two or more parts whose first is no initial.
    private static Optional<Person> person(String name) {
        String[] parts = name.strip().split(" +");
        if (parts.length < 2 || parts[0].replaceAll("[^\\p{L}]", "").length() < 2) {
            return Optional.empty();
        }
        String family = parts[parts.length - 1];
        return family.length() < 2
                ? Optional.empty()
                : Optional.of(
                        new Person(parts[0], family, folded(parts[0].charAt(0) + " " + family)));
    }

    private static String family(String name) {
        List<String> parts = words(name);
        return parts.isEmpty() ? "" : parts.getLast();
    }

    private static List<String> authors(Paper paper) {
        return paper.authorNames();
    }

    private static String begun(String word) {
        return word.substring(0, Math.min(5, word.length()));
    }

    private static Set<String> distinct(String text) {
        return new LinkedHashSet<>(words(text));
    }

    private static List<String> words(String text) {
        return NO_LETTERS.splitAsStream(folded(text)).filter(word -> !word.isEmpty()).toList();
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private String any(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private Paper any(List<Paper> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static void put(Map<String, Set<PaperId>> map, String key, PaperId paper) {
        map.computeIfAbsent(key, _ -> new HashSet<>(2)).add(paper);
    }
}
