package io.broadsheet.catalogue;

/// A stretch of a ranked list.
///
/// @param offset how many entries come before it, 0 or more
/// @param size how many entries it has at most, 1 to 100
public record Page(int offset, int size) {

    public static final int MAX_SIZE = 100;

    public Page {
        if (offset < 0 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "a page starts at 0 or later and has 1 to 100 entries: "
                            + offset
                            + ", "
                            + size);
        }
    }

    public static Page first(int size) {
        return new Page(0, size);
    }

    public Page next() {
        return new Page(offset + size, size);
    }

    public Page previous() {
        return new Page(Math.max(0, offset - size), size);
    }
}
