package io.broadsheet.summary;

/// What a sentence does in an abstract. CSFCube's three facets are these, with [#OBJECTIVE] counted
/// as background (Mysore et al. 2021).
public enum SentenceRole {
    /// What is known, and what is missing.
    BACKGROUND,
    /// What the authors set out to do: "In this paper we propose".
    OBJECTIVE,
    /// How they did it.
    METHOD,
    /// What came out.
    RESULT
}
