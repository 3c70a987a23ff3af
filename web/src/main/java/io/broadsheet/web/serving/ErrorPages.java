package io.broadsheet.web.serving;

/// Draws what a reader sees instead of a page.
@FunctionalInterface
public interface ErrorPages {

    /// @param status of HTTP, 400 or more
    Answer page(int status, Visit visit);
}
