package io.broadsheet.paper;

/// A subject category, in arXiv's spelling where it is one of arXiv's: `cs.CV`, `stat.ML`,
/// `hep-th`.
public record Category(String code) {

    public Category {
        if (code.isBlank() || code.length() > 60) {
            throw new IllegalArgumentException(
                    "a category is a short code, for example cs.CV, not '" + code + "'");
        }
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
