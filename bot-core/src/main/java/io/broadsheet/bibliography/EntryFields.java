package io.broadsheet.bibliography;

import io.broadsheet.ingest.latex.Latex;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One entry's fields in the making of a [ListedPaper], whatever form they came in.
final class EntryFields {

    private static final int LONGEST_FIELD = 2_000;
    private static final int LONGEST_TITLE = 500;

    private static final Pattern BRACES = Pattern.compile("[{}]");

    /// `Vaswani, Ashish and Shazeer, Noam`: what stands between two authors.
    private static final Pattern AUTHORS = Pattern.compile("(?i)\\s+and\\s+|;");

    private final Set<PaperReference> named = new LinkedHashSet<>();
    private String title = "";
    private String family = "";

    /// An arXiv id, bare or labelled: `1706.03762`, `cs/9901001`, `arXiv:1706.03762v5`.
    EntryFields arxiv(String value) {
        return identifier("arXiv:", value.replaceFirst("(?i)^\\s*arxiv\\s*:\\s*", ""));
    }

    /// A DOI, bare or as an address.
    EntryFields doi(String value) {
        return value.contains("/") && value.strip().startsWith("10.")
                ? identifier("doi:", value)
                : mentions(value);
    }

    private EntryFields identifier(String label, String value) {
        PaperReferences.named(label + value.strip()).ifPresent(named::add);
        return this;
    }

    /// Text in which identifiers and addresses may stand: a note, a journal's name, a link.
    EntryFields mentions(String value) {
        named.addAll(PaperReferences.findAll(cut(value)));
        return this;
    }

    /// The title, as LaTeX or as plain text.
    EntryFields title(String value) {
        if (title.isEmpty()) {
            String shown = BRACES.matcher(Latex.readable(cut(value))).replaceAll("");
            String line = shown.replaceAll("\\s+", " ").strip();
            title = line.length() > LONGEST_TITLE ? line.substring(0, LONGEST_TITLE) : line;
        }
        return this;
    }

    /// All authors, or the first: `Vaswani, Ashish and Shazeer, Noam`, `Ashish Vaswani`.
    EntryFields authors(String value) {
        if (family.isEmpty()) {
            String first = AUTHORS.split(cut(value).strip(), 2)[0].strip();
            String plain = BRACES.matcher(Latex.readable(first)).replaceAll("").strip();
            int comma = plain.indexOf(',');
            family =
                    comma > 0
                            ? plain.substring(0, comma).strip()
                            : plain.substring(plain.lastIndexOf(' ') + 1);
        }
        return this;
    }

    EntryFields family(String value) {
        if (family.isEmpty()) {
            family = value.strip();
        }
        return this;
    }

    ListedPaper paper() {
        List<PaperReference> surest =
                named.stream()
                        .sorted((one, other) -> Integer.compare(doubt(one), doubt(other)))
                        .toList();
        return new ListedPaper(surest, title, family);
    }

    /// Identifiers are surer than addresses, and arXiv's than others, as the catalogue keeps papers
    /// by them.
    private static int doubt(PaperReference reference) {
        return switch (reference) {
            case PaperReference.Identified identified ->
                    Optional.of(identified.id().scheme()).map(Enum::ordinal).orElse(0);
            case PaperReference.Linked _ -> 10;
            case PaperReference.Numbered _, PaperReference.Worded _ -> 20;
        };
    }

    private static String cut(String value) {
        return value.length() > LONGEST_FIELD ? value.substring(0, LONGEST_FIELD) : value;
    }
}
