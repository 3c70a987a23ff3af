package io.broadsheet.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.broadsheet.paper.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Authors' names as each citation format writes them.
final class CitedName {

    private static final Pattern LATER_IN_LOWER_CASE = Pattern.compile("^\\p{Lu}.* \\p{Ll}");

    private CitedName() {}

    /// `Kingston, Jr., Marcus Luther`; a collaboration, and a family name that BibTeX would take
    /// for particles or part at an "and", in braces.
    ///
    /// @param tex escapes text
    static String bibtex(Author author, UnaryOperator<String> tex) {
        if (!author.isPerson()) {
            return '{' + tex.apply(author.name()) + '}';
        }
        String family = guarded(author.family(), tex);
        if (author.given().isEmpty() && author.suffix().isEmpty()) {
            return author.family().indexOf(' ') < 0
                    ? family
                    : '{' + tex.apply(author.family()) + '}';
        }
        List<String> parts = new ArrayList<>();
        parts.add(family);
        if (!author.suffix().isEmpty()) {
            parts.add(guarded(author.suffix(), tex));
        }
        parts.add(guarded(author.given(), tex));
        return String.join(", ", parts);
    }

    /// BibTeX parts names at commas and at the word "and", and takes all up to a word in lower case
    /// for particles: `{Ortega y Gasset}`.
    private static String guarded(String part, UnaryOperator<String> tex) {
        String written = tex.apply(part);
        boolean parted =
                part.indexOf(',') >= 0
                        || (' ' + part.toLowerCase(Locale.ROOT) + ' ').contains(" and ");
        return parted || LATER_IN_LOWER_CASE.matcher(part).find() ? '{' + written + '}' : written;
    }

    /// `Kingston, Marcus Luther, Jr.`; a collaboration whole.
    static String ris(Author author) {
        if (!author.isPerson()) {
            return author.name();
        }
        String name = author.family();
        if (!author.given().isEmpty() || !author.suffix().isEmpty()) {
            name += ", " + author.given();
        }
        return author.suffix().isEmpty() ? name : name + ", " + author.suffix();
    }

    /// CSL's name parts; what has no parts is `literal`. Particles stay with the family name, where
    /// CSL's processors find them.
    static void csl(Author author, ObjectNode name) {
        if (!author.isPerson() || author.given().isEmpty()) {
            name.put("literal", author.name());
            return;
        }
        name.put("family", author.family()).put("given", author.given());
        if (!author.suffix().isEmpty()) {
            name.put("suffix", author.suffix());
        }
    }
}
