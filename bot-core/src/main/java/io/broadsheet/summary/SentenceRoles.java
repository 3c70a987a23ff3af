package io.broadsheet.summary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tells what each sentence of an abstract is for. A linear model over cues that a reader can
/// check: the words in which authors announce things, and where in the abstract they stand. The
/// cues and their weights are in `sentence-roles.tsv`; `docs/quality.md` says how often they are
/// right.
public final class SentenceRoles {

    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern WE = Pattern.compile("\\b(we|our)\\b", Pattern.CASE_INSENSITIVE);
    private static final double TENTHS = 10;

    /// @param weights one for each [SentenceRole], in tenths
    /// @param words what a text with the cue has in it, with a blank at both ends
    private record Cue(String name, String words, double[] weights) {}

    private static final List<Cue> CUES = cues();

    /// The cues that are looked at in every sentence.
    private static final List<Cue> PLACES =
            CUES.stream().filter(cue -> cue.name().charAt(0) == '@').toList();

    /// The cues that are words, by the first of them, so that a sentence is asked only for those
    /// that it may have.
    private static final Map<String, List<Cue>> BY_FIRST_WORD =
            CUES.stream()
                    .filter(cue -> cue.name().charAt(0) != '@')
                    .collect(
                            Collectors.groupingBy(
                                    cue -> cue.words().substring(1, cue.words().indexOf(' ', 1))));

    private SentenceRoles() {}

    /// How likely each role is for each sentence.
    ///
    /// @param sentences all sentences of one abstract, in order
    /// @return for each sentence a probability of each role in the order of [SentenceRole]; they
    ///   add up to 1
    public static List<double[]> probabilities(List<String> sentences) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            all.add(probabilities(sentences.get(i), i, sentences.size()));
        }
        return all;
    }

    /// The likeliest role of each sentence.
    public static List<SentenceRole> of(List<String> sentences) {
        return probabilities(sentences).stream().map(SentenceRoles::likeliest).toList();
    }

    /// The cues found in a sentence, strongest first: why it is taken for what it is.
    public static List<String> explain(String sentence, int place, int sentences, SentenceRole as) {
        String words = words(sentence);
        return CUES.stream()
                .filter(cue -> value(cue, words, sentence, place, sentences) > 0)
                .filter(cue -> cue.weights()[as.ordinal()] > 0)
                .sorted((a, b) ->
                        Double.compare(b.weights()[as.ordinal()], a.weights()[as.ordinal()]))
                .map(Cue::name)
                .toList();
    }

    private static SentenceRole likeliest(double[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return SentenceRole.values()[best];
    }

    private static double[] probabilities(String sentence, int place, int sentences) {
        String words = words(sentence);
        double[] roles = new double[SentenceRole.values().length];
        for (Cue cue : PLACES) {
            add(roles, cue, value(cue, words, sentence, place, sentences));
        }
        Set<String> looked = new HashSet<>();
        for (int from = 1; from < words.length(); from = words.indexOf(' ', from) + 1) {
            String word = words.substring(from, words.indexOf(' ', from));
            List<Cue> cues = BY_FIRST_WORD.get(word);
            if (cues != null && looked.add(word)) {
                for (Cue cue : cues) {
                    add(roles, cue, value(cue, words, sentence, place, sentences));
                }
            }
        }
        double sum = 0;
        for (int i = 0; i < roles.length; i++) {
            roles[i] = Math.exp(roles[i]);
            sum += roles[i];
        }
        for (int i = 0; i < roles.length; i++) {
            roles[i] /= sum;
        }
        return roles;
    }

    private static void add(double[] roles, Cue cue, double value) {
        for (int i = 0; i < roles.length && value != 0; i++) {
            roles[i] += value * cue.weights()[i] / TENTHS;
        }
    }

    /// How much of a cue there is: 1 or 0, and for the place in the abstract 0 to 1.
    private static double value(Cue cue, String words, String sentence, int place, int sentences) {
        String name = cue.name();
        return switch (name) {
            case "@always" -> 1;
            case "@first" -> of(place == 0);
            case "@second" -> of(place == 1);
            case "@last" -> of(sentences > 1 && place == sentences - 1);
            case "@before-last" -> of(sentences > 2 && place == sentences - 2);
            case "@place" -> (double) place / Math.max(1, sentences - 1);
            case "@percent" -> of(sentence.indexOf('%') >= 0);
            case "@number" -> of(DIGIT.matcher(sentence).find());
            case "@we" -> of(WE.matcher(sentence).find());
            default ->
                    name.charAt(0) == '^'
                            ? of(words.startsWith(cue.words()))
                            : of(words.contains(cue.words()));
        };
    }

    private static double of(boolean there) {
        return there ? 1 : 0;
    }

    /// The words in lower case, with a blank around each.
    private static String words(String sentence) {
        StringBuilder words = new StringBuilder(sentence.length() + 2).append(' ');
        String lower = sentence.toLowerCase(Locale.ENGLISH);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                words.append(c);
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.charAt(words.length() - 1) == ' '
                ? words.toString()
                : words.append(' ').toString();
    }

    private static List<Cue> cues() {
        try (InputStream in =
                        Objects.requireNonNull(
                                SentenceRoles.class.getResourceAsStream("sentence-roles.tsv"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(SentenceRoles::cue)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cue cue(String line) {
        List<String> columns = List.of(line.split("\t", -1));
        double[] weights =
                columns.subList(1, columns.size()).stream()
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        String name = columns.getFirst();
        String words = name.charAt(0) == '^' ? name.substring(1) : name;
        return new Cue(name, " " + words + " ", weights);
    }
}
