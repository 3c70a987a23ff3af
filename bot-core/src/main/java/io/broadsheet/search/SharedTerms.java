package io.broadsheet.search;

import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The terms that two papers share, whole, as people would name what both are about: noun phrases
/// ("video generation"), names and acronyms ("LoRA"). A common word that both happen to use is
/// none, nor is what a large part of the catalogue is about.
///
/// A phrase is a run of words that mean something, as RAKE takes candidates (Rose et al. 2010),
/// which ends like a noun. What hyphens join is one word of it.
final class SharedTerms {

    private static final int LONGEST = 4;

    /// A term of more of the papers than this tells nothing about two of them. A small catalogue is
    /// often about few things.
    private static final double TOO_COMMON = .10;

    private static final double TOO_COMMON_AMONG_FEW = .25;
    private static final int FEW = 500;

    /// A single word of both titles must be rarer.
    private static final double TOO_COMMON_ALONE = .04;

    /// How many candidates are counted in the catalogue, the weightiest first.
    private static final int COUNTED = 12;

    private static final Pattern ADJECTIVE =
            Pattern.compile(
                    ".*(?:al|ive|ous|ic|able|ible|ful|less|ary|(?<!m)ent|ant|ly|ed|er than|ical|ese|est|ish|ior)");

    /// Nouns that end as adjectives do.
    private static final Set<String> NOUNS =
            words(
                    """
                    retrieval signal signals proposal traversal removal appraisal trial material arithmetic music
                    topic logic metric metrics heuristic agent gradient content event token coefficient component
                    student parent element segment document argument sentiment patient talent archive narrative
                    objective perspective relative incentive representative dictionary vocabulary summary boundary
                    library variable table assistant variant constant transient speed need seed feed bed
                    renewal survival dialect graphic dynamic topology traffic plastic fabric credential potential
                    tutorial journal terminal manual animal mammal crystal metal protocol control goal portal
                    hospital withdrawal denial approval arrival festival capital rehearsal disposal
                    """);

    private static final Set<String> VERBS =
            words(
                    """
                    generate generates generating generated synthesize synthesizes edit edits encode encodes predict
                    predicts detect detects segment segments align aligns infer select selects adapt adapts
                    recover recovers render renders transfer transfers track tracks reason reasons plan plans
                    optimize optimizes fine-tune fine-tunes sample samples retrieve retrieves map maps jointly
                    preserve preserves preserving maintain maintains scale scales scaling ensure ensures
                    incorporate incorporates integrate integrates adopt adopts employ employs accelerate
                    mitigate mitigates bridge bridges create creates creating release releases answering
                    """);

    /// Words whose meaning lies in what follows or goes before.
    private static final Set<String> BOUND =
            words(
                    """
                    aware free based driven level wise guided specific agnostic oriented shot art art. world scale
                    quality grained end stage step time domain modal modality turn hop label ended class view
                    token-level order purpose centric friendly style like parallel singular gaussian mixture multi single dual
                    implicit explicit dense discrete continuous advanced think state latent masked sparse series survey surveys
                    low-bit bit computer generalist selection device devices indoor outdoor journey european
                    """);

    /// Words that are the name of a thing only together with another.
    private static final Set<String> ALONE =
            words(
                    """
                    reinforcement generation knowledge optimization probability image images video videos scaling
                    reasoning distribution distributions alignment preference preferences architecture
                    """);

    /// What most papers of the field could say of themselves.
    private static final Set<String> VACUOUS =
            words(
                    """
                    ai ml nlp lm lms llm llms mllm mllms vlm vlms lvlm lvlms cv gpu gpus cpu api sota 2d 3d rgb qa url ii iii
                    github arxiv imagenet-1k id ood dnn dnns cnn rnn mlp i.e e.g a100 h100 vs
                    deep-learning machine-learning neural-network neural-networks language-model language-models
                    large-language large-language-model large-language-models language-large
                    artificial-intelligence foundation-models foundation-model deep-neural-network
                    deep-neural-networks deep-neural computational-cost computational-costs
                    computational-efficiency computational-complexity computational-resources inference-time
                    training-time training-data ground-truth user-study natural-language synthetic-data
                    visual-quality visual-fidelity high-quality-images multimodal-large-language
                    human-evaluation downstream-applications real-world-applications real-world-data
                    high-fidelity high-resolution high-quality language-vision vision-language
                    valuable-insights trillion-tokens reasoning-model reasoning-models reasoning-tasks
                    generative-model generative-models multimodal-model multimodal-models lmm lmms lrm lrms
                    qa-benchmarks fid wer bleu rouge ocr json gpt-4 gpt-4o gpt-4v gpt-3.5 chatgpt psnr ssim lpips auc
                    f1 poc apache-license vision-language-model vision-language-models video-sequences
                    specialized-domains proprietary-models ai-system ai-systems generalization-ability flops ndcg
                    success-rate success-rates genai test-set training-set open-source open-source-models user-preferences human-users
                    """);

    private SharedTerms() {}

    /// A word, or what hyphens join.
    ///
    /// @param key its stems, joined by blanks: what two papers are compared by
    /// @param tells whether it means something by itself
    /// @param head whether it means something after a word that does
    private record Unit(
            String key, String folded, int start, int end, boolean tells, boolean head) {}

    /// A term as a paper says it.
    private static final class Said {
        private String surface = "";
        private final int units;
        private final boolean name;
        private boolean inTitle;
        private int count;

        Said(int units, boolean name) {
            this.units = units;
            this.name = name;
        }
    }

    private record Telling(String key, Said said, boolean inBothTitles, double weight) {}

    /// The most telling terms, best first, none of them within another; none where all that the two
    /// share says nothing.
    static List<String> of(Snapshot snapshot, PaperId one, PaperId other, int limit)
            throws IOException {
        int first = snapshot.document(one);
        int second = snapshot.document(other);
        if (first < 0 || second < 0) {
            return List.of();
        }
        TextAnalysis splitter = TextAnalysis.splitter();
        Map<String, Said> x = said(snapshot, first, splitter);
        Map<String, Said> y = said(snapshot, second, splitter);
        List<Telling> telling = new ArrayList<>();
        for (Map.Entry<String, Said> term : x.entrySet()) {
            Said there = y.get(term.getKey());
            if (there != null) {
                weigh(snapshot, term.getKey(), term.getValue(), there, telling);
            }
        }
        telling.sort(
                Comparator.comparingDouble(Telling::weight).reversed().thenComparing(Telling::key));
        List<String> shared = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        for (Telling next : telling.subList(0, Math.min(COUNTED, telling.size()))) {
            List<String> stems = List.of(next.key().split(" "));
            if (shared.size() < limit
                    && stems.stream().noneMatch(covered::contains)
                    && shared.stream().noneMatch(term -> isShort(term, next.said().surface))
                    && isRareEnough(snapshot, next, stems)) {
                shared.add(next.said().surface);
                covered.addAll(stems);
            }
        }
        return List.copyOf(shared);
    }

    /// Whether one of two terms is the other's acronym: KD, knowledge distillation.
    private static boolean isShort(String one, String other) {
        return isShortFor(one, other) || isShortFor(other, one);
    }

    private static boolean isShortFor(String acronym, String term) {
        StringBuilder initials = new StringBuilder();
        for (String word : term.split("[ -]")) {
            if (!word.isEmpty() && !word.equals("to") && !word.equals("of")) {
                initials.append(Character.toUpperCase(word.charAt(0)));
            }
        }
        String letters = acronym.replaceAll("[^A-Z]", "");
        // Of "SAE" and "sparse autoencoder" the first two letters agree.
        return acronym.indexOf(' ') < 0
                && letters.length() > 1
                && initials.length() > 1
                && letters.startsWith(initials.substring(0, 2));
    }

    private static void weigh(
            Snapshot snapshot, String key, Said here, Said there, List<Telling> telling)
            throws IOException {
        boolean inBothTitles = here.inTitle && there.inTitle;
        boolean name = here.name && there.name;
        if (!name && here.units == 1 && !inBothTitles) {
            return;
        }
        // What both say once in passing, they are not about.
        boolean inTitle = here.inTitle || there.inTitle;
        int most = Math.max(here.count, there.count);
        int least = Math.min(here.count, there.count);
        if (!inTitle && (name ? least : most) < 2) {
            return;
        }
        List<String> stems = List.of(key.split(" "));
        double rarity = 0;
        for (String stem : stems) {
            rarity += Likeness.rarity(snapshot.reader(), stem) / stems.size();
        }
        double often = 1 + Math.log(least);
        telling.add(
                new Telling(
                        key,
                        here,
                        inBothTitles,
                        rarity
                                * often
                                * (inBothTitles ? 2 : inTitle ? 1.5 : 1)
                                * (1 + .25 * (here.units - 1))));
    }

    private static boolean isRareEnough(Snapshot snapshot, Telling term, List<String> stems)
            throws IOException {
        int papers = snapshot.reader().numDocs();
        int with = snapshot.searcher().count(query(stems));
        boolean word = term.said().units == 1 && !term.said().name;
        double most = word ? TOO_COMMON_ALONE : papers < FEW ? TOO_COMMON_AMONG_FEW : TOO_COMMON;
        return with <= Math.max(3, most * papers);
    }

    private static Query query(List<String> stems) {
        if (stems.size() == 1) {
            return new TermQuery(new Term(Fields.BODY, stems.getFirst()));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        stems.forEach(stem -> phrase.add(new Term(Fields.BODY, stem)));
        return phrase.build();
    }

    private static Map<String, Said> said(Snapshot snapshot, int document, TextAnalysis splitter)
            throws IOException {
        Document stored = Likeness.stored(snapshot, document);
        Map<String, Said> said = new LinkedHashMap<>();
        say(Likeness.text(stored, Fields.SHOWN_TITLE), splitter, true, said);
        say(Likeness.text(stored, Fields.SUMMARY), splitter, false, said);
        return said;
    }

    private static void say(
            String text, TextAnalysis splitter, boolean title, Map<String, Said> said) {
        List<Unit> units = units(text, splitter);
        for (int from = 0; from < units.size(); from++) {
            StringBuilder key = new StringBuilder();
            for (int to = from; to < units.size() && to - from < LONGEST; to++) {
                Unit last = units.get(to);
                boolean goesOn = to == from || isBeside(text, units.get(to - 1), last);
                if (!goesOn || !(last.tells() || (to > from && last.head()))) {
                    break;
                }
                key.append(to == from ? "" : " ").append(last.key());
                if (isTerm(text, units.get(from), last, to - from + 1)) {
                    int start = units.get(from).start();
                    int many = to - from + 1;
                    boolean name = many == 1 && isName(text.substring(start, last.end()));
                    Said it = said.computeIfAbsent(key.toString(), _ -> new Said(many, name));
                    it.surface = surface(text, start, last.end(), title, it.surface);
                    it.inTitle |= title;
                    it.count++;
                }
            }
        }
    }

    private static boolean isBeside(String text, Unit one, Unit next) {
        return next.start() == one.end() + 1 && text.charAt(one.end()) == ' ';
    }

    private static boolean isTerm(String text, Unit first, Unit last, int units) {
        String surface = text.substring(first.start(), last.end());
        String folded = surface.toLowerCase(Locale.ROOT);
        if (VACUOUS.contains(folded.replace(' ', '-'))) {
            return false;
        }
        String end = last.folded();
        boolean joined = units == 1 && surface.indexOf('-') > 0;
        if (BOUND.contains(end)
                || (units == 1 && ALONE.contains(end))
                || (joined && end.equals("language"))) {
            return false;
        }
        if (units == 1 && isName(surface)) {
            return true;
        }
        boolean noun = NOUNS.contains(end) || !ADJECTIVE.matcher(end).matches();
        boolean verb = VERBS.contains(first.folded()) || (units == 1 && end.endsWith("ing"));
        return noun && !verb && folded.length() > 4;
    }

    /// An acronym or a name that is written like none of the words: `LoRA`, `GPT-4`, `CLIP`.
    private static boolean isName(String surface) {
        long capitals = surface.chars().filter(Character::isUpperCase).count();
        boolean digits = surface.chars().anyMatch(Character::isDigit);
        return surface.length() > 1
                && surface.indexOf(' ') < 0
                && (capitals > 1 || (capitals == 1 && digits))
                && !surface.matches("[A-Z][a-z]+(?:-[A-Z][a-z]+)+");
    }

    private static List<Unit> units(String text, TextAnalysis splitter) {
        List<TextAnalysis.TextWord> words = splitter.split(text);
        List<Unit> units = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            int to = i;
            while (to + 1 < words.size()
                    && words.get(to + 1).start() == words.get(to).end() + 1
                    && "-‐‑–".indexOf(text.charAt(words.get(to).end())) >= 0) {
                to++;
            }
            units.add(unit(words.subList(i, to + 1)));
            i = to + 1;
        }
        return units;
    }

    private static Unit unit(List<TextAnalysis.TextWord> words) {
        TextAnalysis.TextWord last = words.getLast();
        boolean joined = words.size() > 1;
        boolean number = last.stem().chars().allMatch(Character::isDigit);
        boolean tells =
                joined
                        || (!last.isCommon()
                                && (!PaperEnglish.says(last) || last.folded().equals("state"))
                                && last.stem().length() > 1
                                && !number);
        List<String> stems =
                words.stream()
                        .filter(word -> !word.isCommon())
                        .map(TextAnalysis.TextWord::stem)
                        .toList();
        return new Unit(
                String.join(" ", stems),
                last.folded(),
                words.getFirst().start(),
                last.end(),
                tells && !stems.isEmpty(),
                PaperEnglish.saysAfterAnother(last));
    }

    /// As written, but words that have a capital only because they begin a sentence or stand in a
    /// title lose it. What an abstract writes within a sentence is the best witness.
    ///
    /// @param so what earlier places gave; empty for nothing
    private static String surface(String text, int start, int end, boolean title, String so) {
        boolean within = !title && start > 1 && ".!?:".indexOf(text.charAt(start - 2)) < 0;
        if (!so.isEmpty() && !within) {
            return so;
        }
        String written = text.substring(start, end).replaceFirst("['’]s$", "");
        if (within) {
            return written;
        }
        StringBuilder surface = new StringBuilder();
        for (String word : written.split("(?<= )")) {
            surface.append(isName(word.strip()) ? word : word.toLowerCase(Locale.ROOT));
        }
        return surface.toString();
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.strip().split("\\s+")));
    }
}
