package io.broadsheet.export;

import io.broadsheet.paper.Normalized;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plain text as LaTeX that pdflatex sets without further packages and that BibTeX and biber can
/// take apart.
///
/// BibTeX counts every brace, also one behind a backslash, so no brace of a title may be written as
/// `\{`: a lone one would swallow the entries after it. Letters of other scripts stay as they are,
/// for pandoc, biber, Zotero and the newer engines read them; [TexLetters] says which pdflatex
/// lacks.
final class TexText {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ";
    private static final String SUPERSCRIPTED = "0123456789+-=()ni";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₖₙᵢⱼ";
    private static final String SUBSCRIPTED = "0123456789+-=()aeoxknij";

    private static final Pattern RAISED = Pattern.compile("[" + SUPERSCRIPTS + "]+");
    private static final Pattern LOWERED = Pattern.compile("[" + SUBSCRIPTS + "]+");

    private static final Pattern MARKS = Pattern.compile("[\\uE000-\\uE002]");

    /// Each character with how it is written.
    private static final Map<Integer, String> WRITTEN = new HashMap<>();

    static {
        put("&%$#_", "\\&", "\\%", "\\$", "\\#", "\\_");
        put("{}\\", "\\textbraceleft{}", "\\textbraceright{}", "\\textbackslash{}");
        put("~^", "\\textasciitilde{}", "\\textasciicircum{}");
        put("<>|", "\\textless{}", "\\textgreater{}", "\\textbar{}");
        maths(
                "αβγδεζηθικλμνξπρστυφχψωϵϑϕϱς",
                "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho"
                        + " sigma tau upsilon varphi chi psi omega epsilon vartheta phi varrho"
                        + " varsigma");
        maths("ΓΔΘΛΞΠΣΥΦΨΩ", "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega");
        maths(
                "∞≤≥≠≈∼≃≡∝×÷±∓·∘∈∉⊂⊆∪∩∅∀∃∇∂∫∑∏√→←↔⇒⇔↦ℓ⊕⊗⊥∥…⟨⟩†‡⋅∗−",
                "infty leq geq neq approx sim simeq equiv propto times div pm mp cdot circ in notin"
                        + " subset subseteq cup cap emptyset forall exists nabla partial int sum"
                        + " prod surd to leftarrow leftrightarrow Rightarrow Leftrightarrow mapsto"
                        + " ell oplus otimes perp parallel ldots langle rangle dagger ddagger cdot"
                        + " ast");
        WRITTEN.put((int) '−', "\\ensuremath{-}");
        bold("ℝℂℕℤℚℙℍ𝔼𝔽𝕊", "RCNZQPHEFS");
    }

    private TexText() {}

    static String of(String text) {
        String raised =
                runs(
                        RAISED,
                        MARKS.matcher(Normalized.of(text, Normalizer.Form.NFC)).replaceAll(""),
                        SUPERSCRIPTS,
                        SUPERSCRIPTED,
                        '\uE000');
        String lowered = runs(LOWERED, raised, SUBSCRIPTS, SUBSCRIPTED, '\uE001');
        StringBuilder out = new StringBuilder(lowered.length() + 16);
        for (int from = 0; from < lowered.length(); ) {
            int to = from + Character.charCount(lowered.codePointAt(from));
            while (to < lowered.length() && TexLetters.isAccent(lowered.charAt(to))) {
                to++;
            }
            append(out, lowered.substring(from, to));
            from = to;
        }
        return out.toString();
    }

    /// Marks runs of raised or lowered characters, so that `10⁻³` becomes one group. The marks are
    /// of the area for private use, which no title has a use for; [#of] drops those of the text
    /// before.
    private static String runs(Pattern run, String text, String from, String to, char mark) {
        return run.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                mark + translated(found.group(), from, to) + '\uE002'));
    }

    private static String translated(String run, String from, String to) {
        StringBuilder out = new StringBuilder(run.length());
        run.chars().forEach(c -> out.append(to.charAt(from.indexOf(c))));
        return out.toString();
    }

    /// @param letter a character with the accents after it
    private static void append(StringBuilder out, String letter) {
        Optional<String> accented = TexLetters.accented(letter);
        if (accented.isPresent()) {
            out.append(accented.get());
        } else {
            letter.codePoints().forEach(c -> append(out, c));
        }
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case 0xE000 -> out.append("\\textsuperscript{");
            case 0xE001 -> out.append("\\textsubscript{");
            case 0xE002 -> out.append('}');
            case '\n' -> out.append('\n');
            case 0x2028, 0x2029 -> out.append(' ');
            default -> {
                String written = WRITTEN.get(c);
                if (written != null) {
                    out.append(written);
                } else {
                    plain(out, c);
                }
            }
        }
    }

    /// pdflatex knows two spaces, and no signs without a width but the one that keeps letters from
    /// joining.
    private static void plain(StringBuilder out, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL -> {}
            case Character.FORMAT -> {
                if (c == 0x200C) {
                    out.appendCodePoint(c);
                }
            }
            case Character.SPACE_SEPARATOR -> out.append(c == 0xA0 ? '~' : ' ');
            default -> out.appendCodePoint(c);
        }
    }

    private static void put(String characters, String... written) {
        int[] points = characters.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            WRITTEN.put(points[i], written[i]);
        }
    }

    private static void maths(String characters, String commands) {
        int[] points = characters.codePoints().toArray();
        String[] names = commands.split(" ");
        for (int i = 0; i < names.length; i++) {
            WRITTEN.put(points[i], "\\ensuremath{\\" + names[i] + "}");
        }
    }

    private static void bold(String characters, String letters) {
        int[] points = characters.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            WRITTEN.put(points[i], "\\ensuremath{\\mathbf{" + letters.charAt(i) + "}}");
        }
    }
}
