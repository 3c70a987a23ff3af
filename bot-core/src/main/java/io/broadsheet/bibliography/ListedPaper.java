package io.broadsheet.bibliography;

import io.broadsheet.paper.PaperReference;
import java.util.List;

/// One entry of somebody's list.
///
/// @param named its identifiers and addresses, the surest first; none where it has only a title
/// @param title in plain text, without LaTeX; empty where the entry has none
/// @param family the first author's family name; empty where the entry has none
public record ListedPaper(List<PaperReference> named, String title, String family) {

    public ListedPaper {
        named = List.copyOf(named);
    }

    /// What to call it when it is not found: its title, else what it was named by.
    public String called() {
        return title.isEmpty() && !named.isEmpty() ? named.getFirst().toString() : title;
    }

    boolean saysNothing() {
        return named.isEmpty() && title.isEmpty();
    }
}
