package io.broadsheet.source;

import java.util.List;

/// Every source that could know a paper was asked, and none does.
///
/// @param asked the sources' titles
public record UnknownPaper(List<String> asked)
        implements PaperLookup.Outcome, PaperRequests.Answer {
    public UnknownPaper {
        asked = List.copyOf(asked);
    }
}
