package io.broadsheet.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Takes a line of authors apart as arXiv keeps it: `A. Author (1 and 2), B. Writer, Jr. and C.
/// Last ((1) Some Institute, (2) Another)`, `ATLAS Collaboration: G. Aad`, `A. Author for the XYZ
/// Collaboration`.
///
/// @see <a href="https://info.arxiv.org/help/prep.html#author">how arXiv asks authors to be
///   written</a>
final class AuthorList {

    private static final Set<String> SUFFIXES =
            Set.of("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq", "esq.");

    private static final Pattern BETWEEN =
            Pattern.compile(
                    "\\s*[,;]\\s*(?:and\\s+)?|\\s+and\\s+|\\s+&\\s+|\\s+(?=(?:for|on behalf of)"
                            + " the\\s+\\S)");

    /// What parts a collaboration from its members, as a name of its own.
    private static final Pattern COLON = Pattern.compile("\\s*:(?=\\s|$)");

    /// `LHCb and CMS Collaborations`: one author, though there is an "and" in it.
    private static final Pattern JOINT =
            Pattern.compile(
                    "(?:[Tt]he\\s+)?\\b[A-Z]\\w*[A-Z]\\w*(?:(?:,\\s*|\\s+)and\\s+[A-Z]\\w*[A-Z]\\w*)+\\s+[Cc]ollaborations\\b");

    /// Stands for the blanks within a joint collaboration while the line is split.
    private static final char KEPT_TOGETHER = '\u2007';

    private AuthorList() {}

    /// The names in order, as written but without affiliations, for [Draft#author(String)]: a colon
    /// is one of them.
    static List<String> split(String line) {
        String plain = COLON.matcher(withoutAffiliations(line)).replaceAll(" , : , ");
        String joined =
                JOINT.matcher(plain).replaceAll((MatchResult joint) -> together(joint.group()));
        List<String> names = new ArrayList<>();
        for (String part : BETWEEN.split(joined)) {
            String name = part.replace(KEPT_TOGETHER, ' ').replaceAll("\\s+", " ").strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!names.isEmpty() && SUFFIXES.contains(name.toLowerCase(Locale.ROOT))) {
                names.set(names.size() - 1, names.getLast() + " " + name);
            } else {
                names.add(name);
            }
        }
        return names;
    }

    private static String together(String joint) {
        return joint.replaceAll("\\s", String.valueOf(KEPT_TOGETHER));
    }

    /// Leaves out what stands in parentheses, nested ones too; one that is never closed ends there.
    private static String withoutAffiliations(String line) {
        StringBuilder kept = new StringBuilder(line.length());
        int depth = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
