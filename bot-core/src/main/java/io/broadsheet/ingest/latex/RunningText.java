package io.broadsheet.ingest.latex;

/// What LaTeX means by the marks of running text: quotation marks, dashes, tildes and web
/// addresses.
final class RunningText {

    private final LatexText text;

    /// Where the quotation in single marks that is being read ends; -1 when none is.
    private int quoteEnd = -1;

    RunningText(LatexText text) {
        this.text = text;
    }

    /// `GPT~4` has a space that does not break, `~5 times` and `75%~89%` mean the sign itself.
    int tilde(int i, Passage passage) {
        char before = text.at(i - 1);
        char after = i + 1 < passage.to() ? text.at(i + 1) : ' ';
        boolean number =
                text.digitAt(i + 1) || after == '$' || (after == '.' && text.digitAt(i + 2));
        boolean apart = i == 0 || " ([/=%+±×<>".indexOf(before) >= 0 || text.digitAt(i - 1);
        boolean approximate = !passage.math() && number && apart;
        boolean alone = before == '/' || (before == ' ' && after == ' ');
        return passage.append(approximate || alone ? '~' : ' ', i + 1);
    }

    /// `3--7` is 3–7, `---` is —; one hyphen and rows of four and more stay.
    int dash(int i, Passage passage) {
        int run = i;
        while (run < passage.to() && text.at(run) == '-') {
            run++;
        }
        switch (run - i) {
            case 2 -> passage.out().append('–');
            case 3 -> passage.out().append('—');
            default -> text.copy(i, run, passage.out());
        }
        return run;
    }

    /// Opens a quotation, double or single (see [#apostrophe]). Markdown's `code` keeps its marks,
    /// since another backtick closes it.
    int backtick(int i, Passage passage) {
        boolean second = i + 1 < passage.to() && text.at(i + 1) == '`';
        if (second && text.at(i + 2) != '`' && text.at(i - 1) != '`') {
            return passage.append('“', i + 2);
        }
        int limit = Math.min(passage.to(), i + LatexText.LONGEST_QUOTATION);
        for (int end = i + 1; end < limit && text.at(end) != '`'; end++) {
            if (text.at(end) == '\'' && end > i + 1 && !text.letterAt(end + 1)) {
                quoteEnd = end;
                return passage.append('‘', i + 1);
            }
        }
        return passage.append('`', i + 1);
    }

    /// A prime in a formula, the end of a quotation that a backtick opened, or an apostrophe.
    int apostrophe(int i, Passage passage) {
        if (passage.math()) {
            return passage.append('′', i + 1);
        }
        if (i == quoteEnd) {
            return passage.append('’', i + 1);
        }
        if (i + 1 < passage.to() && text.at(i + 1) == '\'') {
            return passage.append('”', i + 2);
        }
        return passage.append('\'', i + 1);
    }

    /// Copies all up to `to` as web addresses, as the inside of `\path{…}` is.
    void addresses(int from, int to, StringBuilder out) {
        int i = from;
        while (i < to) {
            i = address(i, to, out);
        }
    }

    /// Copies a web address: nothing in it is LaTeX but escapes, as in `https://github.com/a/b\_c`.
    /// What cannot stand in one is copied alone, so that reading always gets on.
    int address(int from, int to, StringBuilder out) {
        int i = from;
        while (i < to) {
            char c = text.at(i);
            if (c == '\\' && i + 1 < to && "_%#&~-$".indexOf(text.at(i + 1)) >= 0) {
                if (text.at(i + 1) != '-') {
                    out.append(text.at(i + 1));
                }
                i += text.startsWith("{}", i + 2) ? 4 : 2;
            } else if (c <= ' ' || "\\{}<>\"|`$^".indexOf(c) >= 0) {
                break;
            } else {
                out.append(c);
                i++;
            }
        }
        if (i == from) {
            out.append(text.at(from));
            return from + 1;
        }
        return i;
    }
}
