package io.broadsheet.paper;

import java.net.URI;

/// How a person names a paper: by identifier, by the address of a page about it, by its number in
/// the last list they were shown, or by words of its title.
public sealed interface PaperReference {

    /// By arXiv id or DOI, written out or inside an address that contains it.
    record Identified(PaperId id) implements PaperReference {}

    /// By the address of a page that names no identifier the catalogue uses, such as OpenReview's.
    ///
    /// @param page absolute, normalised
    record Linked(URI page) implements PaperReference {}

    /// By its place in the last list, counted from 1.
    record Numbered(int number) implements PaperReference {}

    /// By words of its title.
    record Worded(String words) implements PaperReference {}
}
