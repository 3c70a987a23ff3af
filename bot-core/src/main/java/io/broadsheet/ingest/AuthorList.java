package io.broadsheet.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Takes a line of authors apart as arXiv keeps it: `A. Author (1 and 2), B. Writer, Jr. and C.
/// Last ((1) Some Institute, (2) Another)`.
///
/// @see <a href="https://info.arxiv.org/help/prep.html#author">how arXiv asks authors to be
///   written</a>
final class AuthorList {

    private static final Set<String> SUFFIXES =
            Set.of("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "esq", "esq.");

    private AuthorList() {}

    /// The names in order, as written but without affiliations.
    static List<String> split(String line) {
        List<String> names = new ArrayList<>();
        for (String part :
                withoutAffiliations(line).split("\\s*[,;]\\s*(?:and\\s+)?|\\s+and\\s+|\\s+&\\s+")) {
            String name = part.replaceAll("\\s+", " ").strip();
            if (name.isEmpty()) {
                continue;
            }
            if (!names.isEmpty() && SUFFIXES.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                names.set(names.size() - 1, names.getLast() + " " + name);
            } else {
                names.add(name);
            }
        }
        return names;
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
