package io.broadsheet.bibliography;

import io.broadsheet.bibliography.Bibliography.Gathered;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.BibTeXString;
import org.jbibtex.Key;
import org.jbibtex.ParseException;
import org.jbibtex.ReferenceValue;
import org.jbibtex.TokenMgrException;
import org.jbibtex.Value;
import org.jspecify.annotations.Nullable;

/// BibTeX and BibLaTeX: `@article{vaswani2017, title = {Attention is all you need}, eprint =
/// {1706.03762}}`. Each entry is parsed alone, so that a broken one takes no other with it.
final class BibtexEntries {

    /// Where an entry begins: at the start of a line, or behind the one before where line breaks
    /// were lost on the way.
    private static final Pattern START =
            Pattern.compile("(?:^|(?<=[\\n\\r}]))\\s{0,20}@(\\w{1,40})\\s{0,20}[{(]");

    /// Entries that stand for no paper.
    private static final Set<String> NO_PAPER = Set.of("comment", "string", "preamble");

    private static final Key URLS = new Key("urls");

    private BibtexEntries() {}

    static boolean isIn(String text) {
        Matcher start = START.matcher(text.stripLeading());
        return start.find() && start.start() < 20_000;
    }

    static void read(String text, Gathered gathered) {
        List<Integer> starts = new ArrayList<>();
        List<String> kinds = new ArrayList<>();
        Matcher start = START.matcher(text);
        while (start.find()) {
            starts.add(start.start());
            kinds.add(start.group(1).toLowerCase(Locale.ROOT));
        }
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
            if (NO_PAPER.contains(kinds.get(i))) {
                continue;
            }
            if (gathered.hasRoom()) {
                entry(alone(text.substring(starts.get(i), end)), gathered);
            } else {
                gathered.skip();
            }
        }
    }

    /// An entry without what stands between it and the next: up to the brace that closes it, where
    /// there is one.
    private static String alone(String source) {
        int depth = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return source.substring(0, i + 1);
            }
        }
        return source;
    }

    private static void entry(String source, Gathered gathered) {
        try {
            BibTeXDatabase database = new LenientParser().parse(new StringReader(source));
            if (database.getEntries().isEmpty()) {
                gathered.addUnreadable(source);
                return;
            }
            database.getEntries().values().forEach(entry -> gathered.add(paper(entry)));
        } catch (ParseException | TokenMgrException | IllegalArgumentException e) {
            gathered.addUnreadable(source);
        }
    }

    private static ListedPaper paper(BibTeXEntry entry) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        entry.getFields().forEach((key, value) -> fields.put(key.getValue(), text(value)));
        EntryFields read = new EntryFields();
        read.arxiv(fields.getOrDefault("eprint", ""));
        read.arxiv(fields.getOrDefault("arxivid", ""));
        read.doi(fields.getOrDefault("doi", ""));
        for (String where : List.of("url", URLS.getValue(), "journal", "note", "howpublished")) {
            read.mentions(fields.getOrDefault(where, ""));
        }
        return read.title(fields.getOrDefault("title", ""))
                .authors(fields.getOrDefault("author", ""))
                .paper();
    }

    /// A field's text; nothing where it is an abbreviation (`journal = nips`), whose definition may
    /// stand elsewhere: no paper is known by one.
    private static String text(Value value) {
        boolean abbreviated = value instanceof ReferenceValue reference && !reference.isResolved();
        String text = abbreviated ? null : value.toUserString();
        return text == null ? "" : text;
    }

    /// Minds no definition that is missing.
    private static final class LenientParser extends BibTeXParser {

        LenientParser() throws ParseException {
            // The superclass declares it.
        }

        @Override
        public void checkStringResolution(Key key, @Nullable BibTeXString string) {
            // An abbreviation may be defined elsewhere.
        }

        @Override
        public void checkCrossReferenceResolution(Key key, @Nullable BibTeXEntry entry) {
            // The entry that is referred to may stand elsewhere.
        }
    }
}
