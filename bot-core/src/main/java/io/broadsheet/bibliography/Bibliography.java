package io.broadsheet.bibliography;

import java.util.ArrayList;
import java.util.List;

/// A list of papers that somebody keeps in another program, as it was read.
///
/// @param papers in the list's order, at most [#MOST]
/// @param unreadable the beginnings of entries that could not be read, up to 80 characters each
/// @param more how many entries there were beyond the most that are read
public record Bibliography(List<ListedPaper> papers, List<String> unreadable, int more) {

    /// Longer texts are cut: a shelf of two thousand papers with abstracts is about 4 MB.
    public static final int LONGEST = 5_000_000;

    /// The most entries that are read.
    public static final int MOST = 2_000;

    private static final int BEGINNING = 80;

    public Bibliography {
        papers = List.copyOf(papers);
        unreadable = List.copyOf(unreadable);
    }

    /// Reads a list in whatever of the known forms it is: what Zotero, Mendeley, JabRef and Google
    /// Scholar export as BibTeX, RIS, CSL JSON or CSV, or ids, addresses and titles, one a line or
    /// one behind the other. Never fails: what cannot be read is named, and the rest is read.
    public static Bibliography read(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        Gathered gathered = new Gathered();
        String plain = cut.startsWith("\uFEFF") ? cut.substring(1) : cut;
        if (BibtexEntries.isIn(plain)) {
            BibtexEntries.read(plain, gathered);
        } else if (RisEntries.isIn(plain)) {
            RisEntries.read(plain, gathered);
        } else if (CslEntries.isIn(plain)) {
            CslEntries.read(plain, gathered);
        } else if (CsvEntries.isIn(plain)) {
            CsvEntries.read(plain, gathered);
        } else {
            PlainEntries.read(plain, gathered);
        }
        return gathered.bibliography();
    }

    /// Takes entries in as they are read.
    static final class Gathered {

        private final List<ListedPaper> papers = new ArrayList<>();
        private final List<String> unreadable = new ArrayList<>();
        private int more;

        /// Whether another entry would be read.
        boolean hasRoom() {
            return papers.size() + unreadable.size() < MOST;
        }

        void add(ListedPaper paper) {
            if (paper.saysNothing()) {
                return;
            }
            if (hasRoom()) {
                papers.add(paper);
            } else {
                more++;
            }
        }

        /// Notes an entry that cannot be read by how it begins.
        void addUnreadable(String entry) {
            String line = entry.strip().replaceAll("\\s+", " ");
            if (!line.isEmpty() && hasRoom()) {
                unreadable.add(line.length() > BEGINNING ? line.substring(0, BEGINNING) : line);
            }
        }

        int size() {
            return papers.size();
        }

        void skip() {
            more++;
        }

        private Bibliography bibliography() {
            return new Bibliography(papers, unreadable, more);
        }
    }
}
