package io.broadsheet.bibliography;

import io.broadsheet.bibliography.Bibliography.Gathered;
import io.broadsheet.paper.PaperReference;
import io.broadsheet.paper.PaperReferences;
import java.util.List;

/// A list without a form: ids and addresses anywhere in a line, and lines that are titles.
final class PlainEntries {

    /// Fewer words name no paper: a heading, a name.
    private static final int WORDS_OF_TITLE = 3;

    private static final int LONGEST_LINE = 4_000;

    private PlainEntries() {}

    static void read(String text, Gathered gathered) {
        text.lines()
                .forEach(line -> {
                    if (gathered.hasRoom()) {
                        line(
                                line.length() > LONGEST_LINE
                                        ? line.substring(0, LONGEST_LINE)
                                        : line,
                                gathered);
                    } else if (!line.isBlank()) {
                        gathered.skip();
                    }
                });
    }

    private static void line(String line, Gathered gathered) {
        List<PaperReference> named = PaperReferences.findAll(line);
        named.forEach(each -> gathered.add(new ListedPaper(List.of(each), "", "")));
        String text = line.replaceFirst("^[\\s>*•\\-\\d.)\\]\\[]{1,12}", "").strip();
        if (named.isEmpty() && text.split("\\s+").length >= WORDS_OF_TITLE) {
            gathered.add(new EntryFields().title(text).paper());
        }
    }
}
