package io.broadsheet.web.page;

import io.broadsheet.web.serving.Visit;

/// The pages before and after; paths, empty where there is none.
public record Paging(String previous, String next) {

    /// Entries on a page.
    static final int SIZE = 25;

    boolean isNone() {
        return previous.isEmpty() && next.isEmpty();
    }

    public boolean isEmpty() {
        return isNone();
    }

    /// Which page is asked for, 1 or more.
    ///
    /// @param most the last one there can be
    static int number(Visit visit, int most) {
        return visit.query("page")
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .map(Integer::parseInt)
                .map(number -> Math.min(number, most))
                .orElse(1);
    }

    /// @param base the path with its query, without the page
    /// @param total how many entries there are
    static Paging of(Link base, int number, int total) {
        return new Paging(
                number == 1 ? "" : base.with("page", number == 2 ? "" : "" + (number - 1)).path(),
                number * SIZE >= total ? "" : base.with("page", "" + (number + 1)).path());
    }
}
