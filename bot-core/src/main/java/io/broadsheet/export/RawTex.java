package io.broadsheet.export;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A title's own LaTeX, where it is known and pdflatex sets it without further packages:
/// `$\frac{1}{f}$ noise` keeps its fraction, which plain text has lost.
///
/// Only commands of LaTeX's kernel are let through, braces must be in pairs as BibTeX counts them
/// (with no regard to backslashes), and dollar signs too. What does not pass is written from the
/// readable title, see [TexText].
final class RawTex {

    /// One thing at a time: a command, with what follows an accent; a dollar sign; anything else.
    private static final Pattern PART =
            Pattern.compile(
                    "\\\\(?<word>[a-zA-Z]+)\\s*|\\\\(?<sign>[^a-zA-Z])|(?<dollar>\\$)|(?<other>[^\\\\$])",
                    Pattern.DOTALL);

    /// Accents and styles of text (LaTeX2e, "Accents" and "Text-mode commands").
    private static final Set<String> IN_TEXT =
            Set.of(
                    "AA",
                    "AE",
                    "L",
                    "O",
                    "OE",
                    "aa",
                    "ae",
                    "c",
                    "d",
                    "emph",
                    "ensuremath",
                    "i",
                    "j",
                    "k",
                    "l",
                    "o",
                    "oe",
                    "r",
                    "ss",
                    "textbf",
                    "textit",
                    "textrm",
                    "textsc",
                    "textsf",
                    "textsubscript",
                    "textsuperscript",
                    "texttt",
                    "u",
                    "v",
                    "H",
                    "b");

    private static final String ACCENTS = "'`^\"~=.";

    /// Of the kernel's mathematics.
    private static final Set<String> IN_MATHS =
            Set.of(
                    "alpha",
                    "approx",
                    "ast",
                    "bar",
                    "beta",
                    "big",
                    "Big",
                    "bigl",
                    "bigr",
                    "bullet",
                    "cap",
                    "cdot",
                    "cdots",
                    "chi",
                    "circ",
                    "cong",
                    "cos",
                    "cup",
                    "dagger",
                    "ddot",
                    "Delta",
                    "delta",
                    "det",
                    "dim",
                    "div",
                    "dot",
                    "dots",
                    "ell",
                    "emptyset",
                    "epsilon",
                    "equiv",
                    "eta",
                    "exists",
                    "exp",
                    "forall",
                    "frac",
                    "Gamma",
                    "gamma",
                    "ge",
                    "geq",
                    "gg",
                    "hat",
                    "hbar",
                    "Im",
                    "in",
                    "inf",
                    "infty",
                    "int",
                    "iota",
                    "kappa",
                    "Lambda",
                    "lambda",
                    "langle",
                    "ldots",
                    "le",
                    "left",
                    "leftarrow",
                    "leq",
                    "lim",
                    "ll",
                    "ln",
                    "log",
                    "mapsto",
                    "mathbf",
                    "mathcal",
                    "mathit",
                    "mathrm",
                    "mathsf",
                    "mathtt",
                    "max",
                    "mid",
                    "min",
                    "mp",
                    "mu",
                    "nabla",
                    "ne",
                    "neq",
                    "ni",
                    "notin",
                    "nu",
                    "odot",
                    "Omega",
                    "omega",
                    "oplus",
                    "otimes",
                    "overline",
                    "parallel",
                    "partial",
                    "perp",
                    "Phi",
                    "phi",
                    "Pi",
                    "pi",
                    "pm",
                    "prime",
                    "prod",
                    "propto",
                    "Psi",
                    "psi",
                    "rangle",
                    "Re",
                    "rho",
                    "right",
                    "rightarrow",
                    "rm",
                    "setminus",
                    "Sigma",
                    "sigma",
                    "sim",
                    "simeq",
                    "sin",
                    "sqrt",
                    "star",
                    "subset",
                    "subseteq",
                    "sum",
                    "sup",
                    "supset",
                    "tan",
                    "tau",
                    "Theta",
                    "theta",
                    "tilde",
                    "times",
                    "to",
                    "underline",
                    "Upsilon",
                    "upsilon",
                    "varepsilon",
                    "varphi",
                    "vartheta",
                    "vec",
                    "wedge",
                    "widehat",
                    "widetilde",
                    "Xi",
                    "xi",
                    "zeta");

    private RawTex() {}

    /// The title for a BibTeX field; empty where the raw one has no LaTeX or may not be set.
    static Optional<String> of(String raw) {
        if ((raw.indexOf('\\') < 0 && raw.indexOf('$') < 0)
                || !hasPairs(raw)
                || raw.endsWith("\\")) {
            return Optional.empty();
        }
        StringBuilder out = new StringBuilder(raw.length() + 8);
        boolean isMaths = false;
        Matcher part = PART.matcher(raw);
        while (part.find()) {
            if (part.group("dollar") != null) {
                isMaths = !isMaths;
                out.append('$');
            } else if (part.group("word") != null) {
                String word = part.group("word");
                boolean isKnown = isMaths ? IN_MATHS.contains(word) : IN_TEXT.contains(word);
                if (!isKnown) {
                    return Optional.empty();
                }
                out.append(part.group());
            } else if (part.group("sign") != null) {
                if (!isSign(part.group("sign").charAt(0), isMaths)) {
                    return Optional.empty();
                }
                out.append(part.group());
            } else if (!append(part.group("other").charAt(0), isMaths, out)) {
                return Optional.empty();
            }
        }
        return isMaths
                ? Optional.empty()
                : Optional.of(out.toString().replaceAll("\\s+", " ").strip());
    }

    private static boolean hasPairs(String raw) {
        int open = 0;
        for (int i = 0; i < raw.length() && open >= 0; i++) {
            open += raw.charAt(i) == '{' ? 1 : raw.charAt(i) == '}' ? -1 : 0;
        }
        return open == 0;
    }

    /// `\&`, `\'e`; in mathematics a thin space, too.
    private static boolean isSign(char sign, boolean isMaths) {
        return "&%#_".indexOf(sign) >= 0
                || (isMaths ? ",;:!| ".indexOf(sign) >= 0 : ACCENTS.indexOf(sign) >= 0);
    }

    /// @return false where the character cannot stand here
    private static boolean append(char c, boolean isMaths, StringBuilder out) {
        if (c >= 0x80 || c == '&' || c == '%' || c == '#' || (c == '_' && !isMaths)) {
            if (isMaths) {
                return false;
            }
            out.append(
                    Character.isSurrogate(c) ? String.valueOf(c) : TexText.of(String.valueOf(c)));
            return true;
        }
        if (c == '^' && !isMaths) {
            return false;
        }
        out.append(
                !isMaths && "<>|".indexOf(c) >= 0
                        ? TexText.of(String.valueOf(c))
                        : String.valueOf(c));
        return true;
    }
}
