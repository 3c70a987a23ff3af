package io.broadsheet.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// A search text as it was understood.
///
/// @param query what could be understood
/// @param problems what could not, each a sentence that shows the value and one right example
public record QueryReading(PaperQuery query, List<String> problems) {

    public QueryReading {
        requireNonNull(query);
        problems = List.copyOf(problems);
    }
}
