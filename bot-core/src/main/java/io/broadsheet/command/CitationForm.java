package io.broadsheet.command;

import io.broadsheet.export.CitationStyle;
import io.broadsheet.export.Citations.CitationFormat;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a citation is written: as data for another program, or in a style of reference lists.
sealed interface CitationForm {

    CitationForm BIBTEX = new Data(CitationFormat.BIBTEX);

    record Data(CitationFormat format) implements CitationForm {
        @Override
        public String label() {
            return format == CitationFormat.BIBTEX ? "BibTeX" : format.name();
        }

        @Override
        public String typed() {
            return format.name().toLowerCase(Locale.ROOT);
        }
    }

    record Styled(CitationStyle style) implements CitationForm {
        @Override
        public String label() {
            return style.label();
        }

        @Override
        public String typed() {
            return style.typed();
        }
    }

    /// As people write it: `BibTeX`, `Chicago`.
    String label();

    /// As it is typed: `bibtex`, `chicago`.
    String typed();

    /// Data first.
    static List<CitationForm> all() {
        List<CitationForm> all = new ArrayList<>();
        for (CitationFormat format : CitationFormat.values()) {
            all.add(new Data(format));
        }
        for (CitationStyle style : CitationStyle.values()) {
            all.add(new Styled(style));
        }
        return all;
    }

    /// The form of a name, in any case: also `bib`, `csl`.
    static Optional<CitationForm> named(String name) {
        String asked =
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "bib", "biblatex", "latex" -> "bibtex";
                    case "csl", "csl-json" -> "json";
                    case "endnote" -> "ris";
                    default -> name;
                };
        return Arrays.stream(CitationFormat.values())
                .filter(format -> format.name().equalsIgnoreCase(asked))
                .<CitationForm>map(Data::new)
                .findFirst()
                .or(() -> CitationStyle.named(asked).map(Styled::new));
    }

    static String styleNames() {
        List<String> names =
                Arrays.stream(CitationStyle.values()).map(CitationStyle::typed).toList();
        return Phrases.names(names, names.size());
    }

    /// Says that there is no such form, with the nearest.
    ///
    /// @param reference the paper that was to be cited
    static Misunderstanding unknown(String name, String reference) {
        String shown = Phrases.cut(name, 40);
        Optional<String> nearest =
                all().stream()
                        .map(CitationForm::typed)
                        .filter(form -> CommandLine.isNear(name.toLowerCase(Locale.ROOT), form))
                        .findFirst()
                        .or(() -> CitationStyle.nearest(name).map(CitationStyle::typed));
        String known = "I know bibtex, ris, csv and json, and the styles " + styleNames();
        return new Misunderstanding(
                known
                        + ", not '"
                        + shown
                        + "'."
                        + nearest.map(form -> " Did you mean " + form + "?").orElse(""),
                "cite " + reference + " " + nearest.orElse("apa"));
    }
}
