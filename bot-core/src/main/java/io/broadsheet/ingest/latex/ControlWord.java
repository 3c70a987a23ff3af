package io.broadsheet.ingest.latex;

/// A command whose name is made of letters, which TeX calls a control word, as found in the text:
/// `\alpha` at position 5 has the name `alpha`, starts at 5 and ends at 11.
///
/// @param name without the backslash; of a name beyond 40 letters the first 40, which no table
///   knows
/// @param start where the backslash stands
/// @param end the position after the name, where arguments begin
record ControlWord(String name, int start, int end) {}
