package io.broadsheet.export;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/// How a citation is written out for a reference list.
///
/// Each is a style of the Citation Style Language's collection (<https://citationstyles.org>), as
/// it stands in the folder `styles` beside this class.
public enum CitationStyle {
    APA("APA", "apa", "en-US", "apa7", "apa-7"),
    MLA("MLA", "modern-language-association", "en-US", "mla9", "mla-9"),
    CHICAGO("Chicago", "chicago-author-date", "en-US", "turabian", "cmos"),
    IEEE("IEEE", "ieee", "en-US", "ieeetr"),
    VANCOUVER("Vancouver", "nlm-citation-sequence", "en-US", "nlm"),
    HARVARD("Harvard", "harvard-cite-them-right", "en-GB"),
    ACM("ACM", "association-for-computing-machinery", "en-US"),
    ACL("ACL", "association-for-computational-linguistics", "en-US"),
    ACS("ACS", "american-chemical-society", "en-US"),
    AMA("AMA", "american-medical-association", "en-US"),
    APS("APS", "american-physics-society", "en-US", "aip", "revtex"),
    LNCS("LNCS", "springer-lecture-notes-in-computer-science", "en-US", "springer"),
    NATURE("Nature", "nature", "en-US"),
    SCIENCE("Science", "science", "en-US");

    private final String label;
    private final String file;
    private final String locale;

    /// With a blank between them.
    private final String otherNames;

    CitationStyle(String label, String file, String locale, String... otherNames) {
        this.label = label;
        this.file = file;
        this.locale = locale;
        this.otherNames = String.join(" ", otherNames);
    }

    /// As people write it: `Chicago`.
    public String label() {
        return label;
    }

    /// As it is typed: `chicago`.
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The style's file without its ending.
    String file() {
        return file;
    }

    /// The language whose words and quotation marks it has, `en-GB`.
    String locale() {
        return locale;
    }

    /// The style of a name, in any case.
    public static Optional<CitationStyle> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(style ->
                        style.typed().equals(lower)
                                || List.of(style.otherNames.split(" ")).contains(lower))
                .findFirst();
    }

    /// The style whose name is nearest to one that is none, where at most a third of its letters
    /// are wrong: `vancover`, `iee`.
    public static Optional<CitationStyle> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance();
        return Arrays.stream(values())
                .filter(style ->
                        distance.apply(lower, style.typed())
                                <= Math.max(1, style.typed().length() / 3))
                .min(Comparator.comparingInt(style -> distance.apply(lower, style.typed())));
    }
}
