package io.broadsheet.summary;

import io.broadsheet.paper.Paper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a paper is about, in one line: what its source says in a sentence, else the sentence of the
/// abstract in which the authors say what they did or found, shortened.
///
/// @param text one line of at most [#LENGTH] UTF-16 units, of a source's words 220; readable, with
///   a capital first and no full stop at its end
/// @param origin whose words they are
public record OneLine(String text, Origin origin) {

    /// What a line of a list holds on a phone in two rows.
    public static final int LENGTH = 160;

    /// What a source says in a sentence is left whole where that is not much longer.
    private static final int SOURCE_LENGTH = 220;

    /// Whose words a line is made of.
    public enum Origin {
        /// A sentence that the paper's source has about it; Hugging Face has a model write it.
        SOURCE,
        /// A sentence of the abstract, shortened.
        ABSTRACT
    }

    /// A line that is shorter says little: often no more than a name.
    private static final int SHORT = 45;

    /// Sentences longer than this are rarely the one to quote.
    private static final int LONG = 330;

    /// In lower case, as the patterns for a sentence below.
    private static final Pattern ANNOUNCES =
            Pattern.compile(
                    "(we|this (paper|article|work|study|report|survey|thesis|tutorial))( \\w+ly| also| first|"
                            + " then)? (propose|present|introduce|develop|describe|design|release|show|find|"
                            + "demonstrate|prove|study|investigate|explore|examine|analy[sz]e|provide|build|"
                            + "create|construct|address|revisit|argue|report|establish|offer|derive|"
                            + "formulate|survey|review|conduct|discover|reveal|aim|observe|give|unveil|"
                            + "obtain|consider|identify|extend|train|curate|devise|collect|open-source)(e?s)?\\b"
                            + "|(is|are) (proposed|presented|introduced|described|developed|studied)\\b");

    /// What an announcement begins with: looking for the pattern elsewhere takes longer than all
    /// the rest.
    private static final List<String> ANNOUNCING = List.of("we ", "this ", "is ", "are ");

    private static final Pattern ASIDE =
            Pattern.compile(
                    "(\\(?[0-9i]{1,3}\\)|specifically|moreover|furthermore|in addition|additionally|finally|also|then|"
                            + "besides|subsequently|all of these|the models|for example|for instance|it|they|these|those|such|notably|"
                            + "in particular|we also|we further|as a result|experiments|extensive|"
                            + "experimental|empirically|the (framework|model|method|approach|benchmark|system)|(the |our |visual |quantitative )?"
                            + "(results|method|approach|framework|analysis|evaluation)|secondly|second|third|lastly)\\b");

    /// Words that point at an earlier sentence.
    private static final Pattern POINTS_BACK =
            Pattern.compile(
                    "\\b(this|these|those|such) (?!paper|article|work|study|report|survey|thesis|as\\b|end\\b|that\\b)"
                            + "\\w+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "(https?://|\\b(open-source|release)s?\\b.{0,30}\\b(code|models|data|weights)\\b|\\blicense\\b|\\b(code|models?|data|dataset|project page|demo|weights)\\b.{0,60}"
                            + "\\b(available|released|found at)\\b|\\bproject page\\b)");

    /// A sentence that matches has one of these.
    private static final List<String> ELSEWHERE_SIGNS =
            List.of(
                    "http",
                    "release",
                    "open-source",
                    "license",
                    "available",
                    "found at",
                    "project page");

    /// The line for a paper; empty where neither its source nor an abstract says anything.
    public static Optional<OneLine> of(Paper paper) {
        if (paper.tldr() != null && !paper.tldr().isBlank()) {
            return Optional.of(
                    new OneLine(
                            Shortening.cut(Shortening.plain(paper.tldr()), SOURCE_LENGTH),
                            Origin.SOURCE));
        }
        return of(paper.title(), paper.summary());
    }

    /// The line of an abstract.
    ///
    /// @param summary readable text; may be blank
    public static Optional<OneLine> of(String title, String summary) {
        List<String> sentences = AbstractSentences.of(summary);
        if (sentences.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> roles = SentenceRoles.probabilities(sentences);
        String name = name(title);
        List<ScoredSentence> sentencesByScore = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            sentencesByScore.add(scored(sentences.get(i), roles.get(i), name, i));
        }
        sentencesByScore.sort(Comparator.comparingDouble(ScoredSentence::atMost).reversed());
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (ScoredSentence scored : sentencesByScore) {
            // To shorten a sentence takes longer than all the rest, and can only cost it something.
            if (scored.atMost() <= most) {
                break;
            }
            String line = Shortening.of(scored.sentence());
            double score = scored.atMost() - lost(line);
            if (score > most) {
                most = score;
                best = line;
            }
        }
        return Optional.of(new OneLine(best, Origin.ABSTRACT));
    }

    /// @param atMost how well the sentence says what the authors did or found, before it is
    ///   shortened
    private record ScoredSentence(String sentence, double atMost) {}

    /// The first sentence that announces what was done wins over later ones, which say how.
    private static ScoredSentence scored(String sentence, double[] roles, String name, int place) {
        double score =
                roles[SentenceRole.OBJECTIVE.ordinal()]
                        + .7 * roles[SentenceRole.METHOD.ordinal()]
                        + .6 * roles[SentenceRole.RESULT.ordinal()]
                        - .4 * roles[SentenceRole.BACKGROUND.ordinal()];
        String lower = sentence.toLowerCase(Locale.ENGLISH);
        if (announces(lower)) {
            score += .8;
        }
        if (!name.isEmpty() && lower.contains(name)) {
            score += .5;
        }
        if (ASIDE.matcher(lower).lookingAt()) {
            score -= .6;
        }
        if (pointsElsewhere(lower) || sentence.endsWith("?")) {
            score -= 1;
        }
        if (sentence.length() > LONG || sentence.length() < 40) {
            score -= .2;
        }
        return new ScoredSentence(sentence, score - .06 * place);
    }

    private static boolean announces(String lower) {
        Matcher said = ANNOUNCES.matcher(lower);
        for (String word : ANNOUNCING) {
            for (int at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
                boolean isWhole = at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1));
                if (isWhole && said.region(at, lower.length()).lookingAt()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean pointsElsewhere(String lower) {
        return ELSEWHERE_SIGNS.stream().anyMatch(lower::contains)
                && ELSEWHERE.matcher(lower).find();
    }

    /// What a line loses that says little, or points at an earlier sentence.
    private static double lost(String line) {
        double lost = POINTS_BACK.matcher(line).find() ? .5 : 0;
        if (line.length() < SHORT) {
            lost += line.length() < SHORT / 2 ? 2 : .4;
        }
        return lost;
    }

    /// What the paper calls its system: the title's part before the colon, in lower case; empty
    /// where there is none, or it is a whole sentence.
    private static String name(String title) {
        int colon = title.indexOf(':');
        String name = colon > 1 ? title.substring(0, colon).strip() : "";
        return name.isEmpty() || name.split(" ").length > 3 ? "" : name.toLowerCase(Locale.ENGLISH);
    }
}
