package io.broadsheet.paper;

import java.util.regex.Pattern;

/// A subject category, in arXiv's spelling where it is one of arXiv's: `cs.CV`, `stat.ML`,
/// `hep-th`.
public record Category(String code) {

    public Category {
        if (code.isBlank() || code.length() > 60) {
            throw new IllegalArgumentException(
                    "a category is a short code, for example cs.CV, not '" + code + "'");
        }
    }

    /// arXiv's archives (arxiv.org/category_taxonomy), and those that it closed.
    private static final Pattern ARXIV =
            Pattern.compile(
                    "(?:cs|econ|eess|math|nlin|physics|q-bio|q-fin|stat|astro-ph|cond-mat)"
                            + "(?:\\.[A-Za-z]{2}|\\.[a-z]{2,4}(?:-[a-z]{2,4})?)?"
                            + "|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
                            + "|acc-phys|adap-org|alg-geom|ao-sci|atom-ph|bayes-an|chao-dyn|chem-ph"
                            + "|cmp-lg|comp-gas|dg-ga|funct-an|mtrl-th|patt-sol|plasm-ph|q-alg"
                            + "|solv-int|supr-con");

    /// Whether it is one of arXiv's, and not a class of the MSC or the ACM, which authors may add
    /// at arXiv.
    public boolean isOfArxiv() {
        return ARXIV.matcher(code).matches();
    }

    /// Whether this is `other` or lies in it: `cs.CV` is within `cs` and within `cs.cv`.
    public boolean isWithin(Category other) {
        return code.equalsIgnoreCase(other.code)
                || code.regionMatches(true, 0, other.code + ".", 0, other.code.length() + 1);
    }

    @Override
    public String toString() {
        return code;
    }
}
