package io.broadsheet.web.mail;

import io.broadsheet.web.page.Frame;
import java.util.List;

/// Papers like one of a mail.
///
/// @param title of the one
public record SimilarPage(Frame frame, String title, List<SimilarPaper> papers) {
    public SimilarPage {
        papers = List.copyOf(papers);
    }

    /// @param link the paper's page; may be empty
    /// @param line what it is about
    public record SimilarPaper(String title, String link, String line) {}
}
