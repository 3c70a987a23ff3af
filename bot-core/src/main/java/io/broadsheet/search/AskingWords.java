package io.broadsheet.search;

import java.util.List;
import java.util.Set;

/// Tells the words with which somebody asks from those that are asked about: `new papers about`
/// diffusion llm, `what are the best papers on` attention, diffusion `papers please`.
///
/// A title may begin with the same words (Show and Tell), so a beginning is a request only where it
/// says what kind of thing is wanted, or says to whom.
final class AskingWords {

    /// Words that a request begins with or has inside.
    private static final Set<String> OPENING =
            Set.of(
                    "a",
                    "all",
                    "am",
                    "an",
                    "and",
                    "any",
                    "are",
                    "best",
                    "can",
                    "could",
                    "do",
                    "does",
                    "exist",
                    "find",
                    "for",
                    "get",
                    "give",
                    "good",
                    "great",
                    "have",
                    "help",
                    "hello",
                    "hey",
                    "hi",
                    "i",
                    "i'd",
                    "i'm",
                    "important",
                    "interested",
                    "interesting",
                    "is",
                    "know",
                    "latest",
                    "like",
                    "list",
                    "look",
                    "looking",
                    "me",
                    "most",
                    "must",
                    "need",
                    "new",
                    "newest",
                    "of",
                    "on",
                    "please",
                    "popular",
                    "read",
                    "recent",
                    "recommend",
                    "relevant",
                    "search",
                    "searching",
                    "see",
                    "seminal",
                    "show",
                    "some",
                    "suggest",
                    "tell",
                    "the",
                    "there",
                    "to",
                    "top",
                    "us",
                    "want",
                    "we",
                    "what",
                    "which",
                    "would",
                    "you",
                    "your");

    /// What is wanted.
    private static final Set<String> THINGS =
            Set.of(
                    "article",
                    "articles",
                    "literature",
                    "paper",
                    "papers",
                    "preprint",
                    "preprints",
                    "publication",
                    "publications",
                    "research",
                    "studies",
                    "study",
                    "work",
                    "works");

    /// What leads from the thing to the topic.
    private static final Set<String> LEADING =
            Set.of(
                    "about",
                    "concerning",
                    "covering",
                    "dealing",
                    "discussing",
                    "for",
                    "in",
                    "of",
                    "on",
                    "regarding",
                    "related",
                    "that",
                    "to",
                    "which");

    private static final Set<String> ASKED_OF =
            Set.of("me", "us", "looking", "searching", "interested");

    private static final Set<String> ENDING =
            Set.of("article", "articles", "paper", "papers", "please", "thank", "thanks", "you");

    /// Words that only ask, wherever they stand in a long text.
    private static final Set<String> ANYWHERE =
            Set.of(
                    "about",
                    "all",
                    "also",
                    "am",
                    "any",
                    "anything",
                    "article",
                    "articles",
                    "been",
                    "being",
                    "between",
                    "can",
                    "concern",
                    "concerned",
                    "concerning",
                    "could",
                    "deal",
                    "dealing",
                    "deals",
                    "describe",
                    "describes",
                    "describing",
                    "description",
                    "descriptions",
                    "did",
                    "discuss",
                    "discusses",
                    "discussing",
                    "discussion",
                    "discussions",
                    "do",
                    "does",
                    "especially",
                    "exist",
                    "exists",
                    "find",
                    "from",
                    "get",
                    "give",
                    "has",
                    "have",
                    "having",
                    "how",
                    "i",
                    "i'd",
                    "i'm",
                    "interest",
                    "interested",
                    "interesting",
                    "interests",
                    "its",
                    "know",
                    "like",
                    "list",
                    "look",
                    "looking",
                    "may",
                    "me",
                    "more",
                    "most",
                    "my",
                    "need",
                    "only",
                    "other",
                    "our",
                    "paper",
                    "papers",
                    "particular",
                    "particularly",
                    "please",
                    "rather",
                    "regard",
                    "regarding",
                    "related",
                    "relating",
                    "see",
                    "seen",
                    "should",
                    "show",
                    "so",
                    "some",
                    "tell",
                    "than",
                    "them",
                    "those",
                    "through",
                    "use",
                    "used",
                    "uses",
                    "using",
                    "want",
                    "wanted",
                    "we",
                    "were",
                    "what",
                    "when",
                    "where",
                    "which",
                    "who",
                    "whose",
                    "why",
                    "would",
                    "you",
                    "your");

    /// From so many words on, those that only ask are left out wherever they stand.
    private static final int LONG_TEXT = 6;

    private AskingWords() {}

    /// The words from the first to the last that are asked about; all of them where nothing would
    /// be left.
    static List<TextAnalysis.TextWord> topic(List<TextAnalysis.TextWord> words) {
        int from = start(words);
        int to = words.size();
        while (to > from && ENDING.contains(words.get(to - 1).folded())) {
            to--;
        }
        List<TextAnalysis.TextWord> topic = words.subList(from, to);
        return topic.stream().allMatch(TextAnalysis.TextWord::isCommon) ? words : topic;
    }

    /// The words of a long text without those that only ask; a short one as it is.
    static List<TextAnalysis.TextWord> leftOut(List<TextAnalysis.TextWord> telling) {
        if (telling.size() < LONG_TEXT) {
            return telling;
        }
        List<TextAnalysis.TextWord> asked =
                telling.stream().filter(word -> !ANYWHERE.contains(word.folded())).toList();
        return asked.isEmpty() ? telling : asked;
    }

    /// Whether a word says what kind of thing is wanted, or leads to what it is about.
    static boolean isThing(TextAnalysis.TextWord word) {
        return THINGS.contains(word.folded()) || word.folded().equals("about");
    }

    private static int start(List<TextAnalysis.TextWord> words) {
        boolean asked = false;
        int thing = -1;
        int i = 0;
        for (; i < words.size(); i++) {
            String word = words.get(i).folded();
            if (THINGS.contains(word) && thing < 0) {
                thing = i;
            } else if (thing >= 0 && LEADING.contains(word)) {
                asked = true;
            } else if (!OPENING.contains(word)) {
                break;
            }
            asked |= i > 0 && ASKED_OF.contains(word);
        }
        // "new papers diffusion": a thing that something stands in front of.
        return asked || thing > 0 ? i : 0;
    }
}
