package io.broadsheet.command;

import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be cited, and how: a paper, or `saved` for a whole shelf, and a form.
final class CitedPaper {

    /// A form after the paper: `1 apa`, `1 in apa`, `1 as APA style`, `1 apa 7`.
    private static final Pattern FORM_LAST =
            Pattern.compile(
                    "(?i)(?<paper>.+?)(?:,? (?:in|as|using|with))?,? (?<form>[a-z][a-z0-9-]{1,20})"
                            + "(?: ?(?:[679](?:th)?|\\(?(?:[679]th)\\)?))?"
                            + "(?: (?:style|format|citation|edition|ed\\.?))*");

    /// A form before it: `apa 2503.11677`, `apa style for 1`.
    private static final Pattern FORM_FIRST =
            Pattern.compile(
                    "(?i)(?:in |as )?(?<form>[a-z][a-z0-9-]{1,20})(?: (?:style|format|citation))*"
                            + "(?: (?:for|of))? (?<paper>.+)");

    /// A paper without blanks and one word after it: `2503.11677 docx`.
    private static final Pattern STYLED =
            Pattern.compile(
                    "(?<paper>\\S+)(?: (?:in|as|using))? (?<form>[A-Za-z][A-Za-z-]{1,30})"
                            + "(?: (?:style|format))?");

    private CitedPaper() {}

    /// Lays a typed line out. Where a style is also a word of titles, as `nature` is, it counts as
    /// the style when it comes last.
    static Arguments laidOut(String rest) {
        String line = rest.strip();
        Matcher last = FORM_LAST.matcher(line);
        if (last.matches() && CitationForm.named(last.group("form")).isPresent()) {
            return given(last);
        }
        Matcher first = FORM_FIRST.matcher(line);
        if (first.matches()
                && CitationForm.named(first.group("form")).isPresent()
                && isCitable(first.group("paper"))) {
            return given(first);
        }
        return Arguments.of("paper", line);
    }

    private static Arguments given(Matcher form) {
        return new Arguments(Map.of("paper", form.group("paper"), "format", form.group("form")));
    }

    /// The text as it is.
    ///
    /// @throws Misunderstanding if a form follows the paper that no citation is written in
    static String read(String written) throws Misunderstanding {
        Matcher styled = STYLED.matcher(written);
        if (styled.matches() && isCitable(styled.group("paper"))) {
            throw CitationForm.unknown(styled.group("form"), styled.group("paper"));
        }
        return written;
    }

    private static boolean isCitable(String written) {
        return written.equalsIgnoreCase("saved")
                || !(PaperReferences.parse(written) instanceof PaperReference.Worded);
    }
}
