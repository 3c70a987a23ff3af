package io.broadsheet.paper;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An arXiv identifier, new style (`2503.11677v2`) or old style (`math/0611800v2`).
///
/// @param value the identifier without version and, for the old style, without subject class:
///   `math.CA/0611800` is `math/0611800`
/// @param version 1 or more, or 0 where none was named, meaning the latest
/// @see <a href="https://info.arxiv.org/help/arxiv_identifier.html">arXiv's identifier scheme</a>
public record ArxivId(String value, int version) {

    /// Four digits after the point until 1412, five from 1501 on. arXiv reserves six for later;
    /// until then six are a mistake.
    private static final Pattern NEW =
            Pattern.compile(
                    "((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\\.\\d{4}"
                            + "|(?:1[5-9]|[2-9]\\d)(?:0[1-9]|1[0-2])\\.\\d{5})(?:[vV]([1-9]\\d{0,2}))?");

    /// The archives that ever gave out old-style identifiers, the ones since subsumed included.
    private static final Set<String> ARCHIVES =
            Set.of(
                    "acc-phys",
                    "adap-org",
                    "alg-geom",
                    "ao-sci",
                    "astro-ph",
                    "atom-ph",
                    "bayes-an",
                    "chao-dyn",
                    "chem-ph",
                    "cmp-lg",
                    "comp-gas",
                    "cond-mat",
                    "cs",
                    "dg-ga",
                    "funct-an",
                    "gr-qc",
                    "hep-ex",
                    "hep-lat",
                    "hep-ph",
                    "hep-th",
                    "math",
                    "math-ph",
                    "mtrl-th",
                    "nlin",
                    "nucl-ex",
                    "nucl-th",
                    "patt-sol",
                    "physics",
                    "plasm-ph",
                    "q-alg",
                    "q-bio",
                    "quant-ph",
                    "solv-int",
                    "supr-con");

    /// Year and month run from 9107 to 0703.
    private static final Pattern OLD =
            Pattern.compile(
                    "([a-zA-Z]{1,7}(?:-[a-zA-Z]{1,4})?)(?:\\.[a-zA-Z][a-zA-Z-]{1,11})?"
                            + "/((?:91(?:0[7-9]|1[0-2])|9[2-9](?:0[1-9]|1[0-2])|0[0-6](?:0[1-9]|1[0-2])|070[1-3])\\d{3})(?:[vV]([1-9]\\d{0,2}))?");

    /// Reads an identifier that fills the whole text, with or without the prefix `arXiv:` (any
    /// case); empty when it is not one.
    public static Optional<ArxivId> parse(String text) {
        String id = text.strip();
        if (id.regionMatches(true, 0, "arxiv:", 0, 6)) {
            id = id.substring(6).strip();
        }
        Matcher modern = NEW.matcher(id);
        if (modern.matches()) {
            return Optional.of(new ArxivId(modern.group(1), number(modern.group(2))));
        }
        Matcher old = OLD.matcher(id);
        if (old.matches()) {
            String archive = old.group(1).toLowerCase(Locale.ROOT);
            if (ARCHIVES.contains(archive)) {
                return Optional.of(new ArxivId(archive + "/" + old.group(2), number(old.group(3))));
            }
        }
        return Optional.empty();
    }

    public ArxivId withoutVersion() {
        return version == 0 ? this : new ArxivId(value, 0);
    }

    /// The month in which the identifier was given out, which both styles name.
    public YearMonth month() {
        String digits = value.substring(value.indexOf('/') + 1);
        int year = Integer.parseInt(digits.substring(0, 2));
        return YearMonth.of(
                year + (year > 90 ? 1900 : 2000), Integer.parseInt(digits.substring(2, 4)));
    }

    /// As arXiv writes it: `2503.11677v2`, or `2503.11677` where no version is named.
    @Override
    public String toString() {
        return version == 0 ? value : value + "v" + version;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
