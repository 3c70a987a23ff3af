package io.broadsheet.command;

import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.view.Phrases;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be cited: a paper, or `saved` for a whole shelf.
final class CitedPaper {

    /// A paper without blanks and one word after it: `2503.11677 apa`.
    private static final Pattern STYLED = Pattern.compile("(\\S+) ([A-Za-z][A-Za-z-]{1,30})");

    private CitedPaper() {}

    /// The text as it is.
    ///
    /// @throws Misunderstanding if a style follows the paper that no citation is written in
    static String read(String written) throws Misunderstanding {
        Matcher styled = STYLED.matcher(written);
        if (styled.matches() && isCitable(styled.group(1))) {
            throw new Misunderstanding(
                    "I know bibtex, ris, csv and json, not '"
                            + Phrases.cut(styled.group(2), 40)
                            + "'.",
                    "cite " + styled.group(1) + " bibtex");
        }
        return written;
    }

    private static boolean isCitable(String written) {
        return written.equalsIgnoreCase("saved")
                || !(PaperReferences.parse(written) instanceof PaperReference.Worded);
    }
}
