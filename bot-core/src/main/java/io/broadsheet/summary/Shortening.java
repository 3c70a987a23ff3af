package io.broadsheet.summary;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a line of a sentence: without the words that only lead in, and cut where a clause ends.
final class Shortening {

    /// What comes before the news: "In this paper, ", "To address these issues, ".
    private static final Pattern LEAD =
            Pattern.compile(
                    "^(?:(?:background|methods?|results?|conclusions?|objectives?|findings|purpose)(?: and \\w+)?\\s*:|"
                            + "unlike [^,]{0,120},|(?:in|with|through|throughout) (?:this|the present|the current|our) "
                            + "(?:\\w+ )?(?:paper|work|article|study|report|letter|survey|thesis|"
                            + "technical report|tutorial|position paper|note|manuscript|contribution)"
                            + "(?: paper)?\\b,?|here,?|hence,?|thus,?|therefore,?|however,?|specifically,|"
                            + "in particular,|concretely,|accordingly,|consequently,|to this end,|"
                            + "to that end,|to do so,|motivated by (?:this|these|the above)[^,]{0,80},|"
                            + "inspired by (?:this|these|the above)[^,]{0,80},|"
                            + "as a (?:step|result|first step|remedy|solution)[^,]{0,60},|"
                            + "building (?:on|upon) (?:this|these)[^,]{0,80},|"
                            + "in (?:light|view) of (?:this|these)[^,]{0,60},|"
                            + "in (?:response|contrast|addition),|finally,|moreover,|furthermore,|additionally,|"
                            + "for the first time,|based on (?:this|these)[^,]{0,80},|"
                            + "to (?:address|tackle|overcome|mitigate|solve|bridge|fill|close|alleviate|resolve|"
                            + "remedy|combat|counter|handle|cope with|answer|investigate|"
                            + "facilitate|fix|deal with|meet|understand|achieve) "
                            + "(?:this|these|that|those|such|the above|the aforementioned|both|it|them|the)\\b"
                            + "[^,]{0,90},|in order to [^,]{0,80},)\\s*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern COORDINATION =
            Pattern.compile("((?:,? and |, )(?:then |also |further |\\w+ly )?)([a-z-]+)(?= )");

    /// "Bridges this gap by introducing" is "introduces".
    private static final Pattern FILLS =
            Pattern.compile(
                    "^(?:(?:aim|seek|attempt)s? to )?(?:address|bridge|fill|close|tackle|solve|meet|overcome)(?:es|s)? "
                            + "(?:this|these|that|those|the|such) (?:\\w+ )?(?:gap|issue|problem|challenge|need|"
                            + "limitation|question)s? by (?:(?:introduc|propos|present)ing )?",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern CLAUSE = Pattern.compile("[,:—–] ?(?:in this paper |here )?");

    /// How far from the beginning the authors may start to say what they do.
    private static final int LEADING_CLAUSE = 220;

    private static final Pattern SPEAKER =
            Pattern.compile(
                    "^(?:we|(?:this|our|the present) (?:\\w+ )?(?:paper|work|article|study|report|survey|thesis|"
                            + "technical report|tutorial|position paper|note))\\s+(?:thus |therefore |then |"
                            + "first |also |further |here |hereby |\\w+ly |now |instead |next |in turn )*",
                    Pattern.CASE_INSENSITIVE);

    /// After these the thing itself follows: "propose DAPO, a".
    private static final Pattern PRESENTS =
            Pattern.compile(
                    "^(?:propose|present|introduce|describe|unveil|put forward|contribute)s?\\s+"
                            + "(?!to\\b|that\\b|how\\b|and\\b|for\\b|in\\b)",
                    Pattern.CASE_INSENSITIVE);

    /// After these a whole sentence follows: "show that attention is".
    private static final Pattern SAYS =
            Pattern.compile(
                    "^(?:show|find|demonstrate|argue|prove|observe|reveal|discover|establish|claim|note|report|"
                            + "conclude|posit|believe|hypothesi[sz]e|suggest|see)s?"
                            + "(?:,? (?:empirically|experimentally|theoretically|both|further)(?: and \\w+ly)?,?)? that,?\\s+",
                    Pattern.CASE_INSENSITIVE);

    /// Verbs of announcements, as they stand after "we".
    private static final Set<String> VERBS =
            Set.of(
                    """
                    address adopt advocate aim analyse analyze apply argue ask assess attempt benchmark bring build
                    characterize combine compare conduct consider construct contribute create curate collect define
                    demonstrate derive describe design detail develop devise discover discuss employ establish
                    estimate evaluate examine exploit explore extend fine-tune finetune find focus formulate
                    generalize give highlight identify implement improve incorporate initiate integrate introduce
                    investigate learn leverage make measure model observe obtain offer open-source optimize
                    outline perform present propose prove provide quantify reduce release report reveal
                    review revisit scale see seek show solve start study suggest survey tackle take test train
                    treat unveil use utilize validate view achieve rethink formalize augment enhance
                    accelerate publish share simulate synthesize trace uncover replace
                    """
                            .strip()
                            .split("\\s+"));

    /// Of these some are nouns after "and": "attention and model size".
    private static final Set<String> MAY_BE_NOUNS =
            Set.of(
                    "aim",
                    "design",
                    "detail",
                    "estimate",
                    "focus",
                    "measure",
                    "model",
                    "release",
                    "report",
                    "review",
                    "scale",
                    "study",
                    "survey",
                    "test",
                    "train",
                    "trace",
                    "use",
                    "view",
                    "benchmark",
                    "start",
                    "finding");

    /// Before these such a word is a verb: "and release a dataset".
    private static final Pattern DETERMINER =
            Pattern.compile(" (?:a|an|the|our|its|their|how|that) ");

    private static final Pattern OPEN_END =
            Pattern.compile(
                    "\\b(?:a|an|the|of|and|or|to|in|on|for|with|by|from|as|at|is|are|be|our|its|their|"
                            + "this|these|both|either|between|such|more|most|than|not|only|but|that|which|"
                            + "first|new|novel|into|via|whether|how|what|e\\.g\\.|i\\.e\\.|aims?|designed|used|able|"
                            + "allows?|enables?|seeks?|attempts?|need|needs|ability|order|due|according|tends?|"
                            + "lead|leads|trained|called|named|simple|efficient|can|may|help|helps|"
                            + "capable|up|leading|resulting|empowering|concept mapping|conjunction|followed by|followed|instantiated|across|over|under|toward|towards|about|per|against|including|compared|applied|approach|method|way|respect|key|\\w{3,}ed)$",
                    Pattern.CASE_INSENSITIVE);

    /// Where a sentence may end early: what follows says how, or goes on to something else. A comma
    /// alone may stand in an enumeration.
    private static final Pattern BORDER =
            Pattern.compile(
                    "[;:] | [—–-] |\\. |,? (?=(?:which|by|using|with|while|and (?:then |also |further )?"
                            + "(?:show|demonstrate|find|evaluate|prove|propose|introduce|present|apply|"
                            + "achieve|outperform|provide|reduce|improve)s?\\b|where|whose|when|via|through|"
                            + "without|achieving|enabling|based on|in order to|so that|because|but|even|"
                            + "leading to|resulting in|thereby|such as|capable of|designed to|to)\\b)"
                            + "|, (?=(?:and (?:we|is|are|has|can|thus|thereby)|as|for|in|from|without|rather|"
                            + "outperforming|\\w+ing [a-z]+(?! ?,))\\b)");

    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\([^)]*\\)");
    private static final Pattern ADDRESS = Pattern.compile("\\s*\\(?https?://[^\\s)]+\\)?");
    private static final Pattern EMPHASIS = Pattern.compile("[*`]{1,3}(?=\\S)|(?<=\\S)[*`]{1,3}");
    private static final Pattern DEGREE = Pattern.compile("\\^\\{?\\\\?circ\\}?");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// A line that ends sooner than this says too little.
    private static final int SHORT = 55;

    private Shortening() {}

    /// A line of a sentence of an abstract.
    static String of(String sentence) {
        String news = plain(sentence);
        String rest = later(LEAD.matcher(news).replaceFirst(""));
        // "To address this, X is proposed" stays readable; a remnant does not.
        news = rest.length() >= SHORT / 2 ? rest : news;
        return cut(capital(told(news)));
    }

    /// What follows ", we propose": the clause before it says only why.
    private static String later(String sentence) {
        if (SPEAKER.matcher(sentence).lookingAt()) {
            return sentence;
        }
        Matcher clause = CLAUSE.matcher(sentence);
        while (clause.find() && clause.start() <= LEADING_CLAUSE) {
            String said = sentence.substring(clause.end());
            Matcher speaker = SPEAKER.matcher(said);
            if (speaker.lookingAt()
                    && isVerb(said.substring(speaker.end()).replaceFirst("[^\\p{L}-].*$", ""))) {
                return said;
            }
        }
        return sentence;
    }

    /// One line without what only a page can show: links, marks of emphasis, line breaks, the full
    /// stop.
    static String plain(String text) {
        String line = text;
        if (line.indexOf('[') >= 0) {
            line = LINK.matcher(line).replaceAll("$1");
        }
        if (line.contains("http")) {
            line = ADDRESS.matcher(line).replaceAll("");
        }
        if (line.indexOf('*') >= 0 || line.indexOf('`') >= 0) {
            line = EMPHASIS.matcher(line).replaceAll("");
        }
        if (line.contains("circ")) {
            line = DEGREE.matcher(line).replaceAll("°");
        }
        line = BLANKS.matcher(line).replaceAll(" ").strip();
        int end = line.length();
        while (end > 0 && ".…:;, ".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    /// Without the speaker: what is presented, what is found, or what the paper does.
    private static String told(String sentence) {
        Matcher speaker = SPEAKER.matcher(sentence);
        if (!speaker.lookingAt()) {
            return sentence;
        }
        String said = FILLS.matcher(sentence.substring(speaker.end())).replaceFirst("");
        Matcher says = SAYS.matcher(said);
        if (says.lookingAt()) {
            return said.substring(says.end());
        }
        Matcher presents = PRESENTS.matcher(said);
        if (presents.lookingAt() && said.equals(coordinated(said))) {
            return said.substring(presents.end());
        }
        if (FILLS.matcher(sentence.substring(speaker.end())).find()) {
            return said;
        }
        int blank = said.indexOf(' ');
        if (blank < 0) {
            return sentence;
        }
        String verb = said.substring(0, blank);
        if (VERBS.contains(verb)) {
            return thirdPerson(verb) + coordinated(said.substring(blank));
        }
        return isVerb(verb) ? said : sentence;
    }

    /// Whether something is announced with this word, "propose" or "proposes".
    private static boolean isVerb(String word) {
        return VERBS.contains(word) || VERBS.contains(singular(word));
    }

    /// What the verbs after "and" and commas become when the first one has become "proposes".
    private static String coordinated(String rest) {
        return COORDINATION
                .matcher(rest)
                .replaceAll((MatchResult found) ->
                        Matcher.quoteReplacement(
                                found.group(1)
                                        + (VERBS.contains(found.group(2))
                                                        && (!MAY_BE_NOUNS.contains(found.group(2))
                                                                || DETERMINER
                                                                        .matcher(
                                                                                rest.substring(
                                                                                        found
                                                                                                .end()))
                                                                        .lookingAt())
                                                ? thirdPerson(found.group(2))
                                                : found.group(2))));
    }

    private static String thirdPerson(String verb) {
        if (verb.matches(".*(s|sh|ch|x|z|o)")) {
            return verb + "es";
        }
        return verb.matches(".*[^aeiou]y")
                ? verb.substring(0, verb.length() - 1) + "ies"
                : verb + "s";
    }

    /// The verb that "proposes" and "studies" come from.
    private static String singular(String verb) {
        if (verb.endsWith("ies")) {
            return verb.substring(0, verb.length() - 3) + "y";
        }
        if (verb.endsWith("sses") || verb.endsWith("ches")) {
            return verb.substring(0, verb.length() - 2);
        }
        return verb.endsWith("s") ? verb.substring(0, verb.length() - 1) : verb;
    }

    private static String capital(String text) {
        int first = text.indexOf(' ');
        String word = first < 0 ? text : text.substring(0, first);
        // "iGPT" and "pH" are written so.
        if (text.isEmpty() || word.substring(1).chars().anyMatch(Character::isUpperCase)) {
            return text;
        }
        return text.substring(0, 1).toUpperCase(Locale.ENGLISH) + text.substring(1);
    }

    /// At most [OneLine#LENGTH] UTF-16 units: without asides in brackets where that is enough, else
    /// up to the last clause that fits whole, else up to a word, with an ellipsis.
    static String cut(String line) {
        return cut(line, OneLine.LENGTH);
    }

    /// The same for another length in UTF-16 units, more than 60.
    static String cut(String line, int length) {
        if (line.length() <= length) {
            return line;
        }
        String bare =
                line.replaceAll("\\s*\\([^()]*\\)", "").replaceAll("\\s+([,.;:])", "$1").strip();
        if (bare.length() < SHORT) {
            bare = line;
        }
        if (bare.length() <= length) {
            return bare;
        }
        int end = 0;
        Matcher border = BORDER.matcher(bare);
        while (border.find() && border.start() <= length) {
            if (border.start() >= SHORT && whole(bare.substring(0, border.start()))) {
                end = border.start();
            }
        }
        if (end > 0) {
            return plain(bare.substring(0, end));
        }
        end = bare.lastIndexOf(' ', length - 1);
        if (end < SHORT) {
            end = length - 1;
            if (Character.isHighSurrogate(bare.charAt(end - 1))) {
                end--;
            }
        }
        return bare.substring(0, end).replaceFirst("[,;:\\s]+$", "") + "…";
    }

    /// Whether nothing is left open: a bracket, or a word that wants another.
    private static boolean whole(String part) {
        return count(part, '(') == count(part, ')')
                && count(part, '[') == count(part, ']')
                && !OPEN_END.matcher(part).find();
    }

    private static long count(String text, char what) {
        return text.chars().filter(c -> c == what).count();
    }
}
