package io.broadsheet.bibliography;

import io.broadsheet.bibliography.Bibliography.Gathered;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RIS: lines of a tag of two characters, two blanks, a hyphen, a blank and a value; `TY - JOUR`
/// begins an entry, `ER -` ends it (Research Information Systems, RIS Format Specifications).
final class RisEntries {

    private static final Pattern LINE = Pattern.compile("([A-Z][A-Z0-9]) {1,3}- ?(.*)");
    private static final Pattern FIRST = Pattern.compile("(?m)^TY {1,3}-");

    private RisEntries() {}

    static boolean isIn(String text) {
        return FIRST.matcher(text).find();
    }

    static void read(String text, Gathered gathered) {
        EntryFields entry = new EntryFields();
        boolean open = false;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher tagged = LINE.matcher(line.stripTrailing());
            if (!tagged.matches()) {
                continue;
            }
            String tag = tagged.group(1);
            // An entry whose end is missing ends where the next begins.
            if (open && (tag.equals("ER") || tag.equals("TY"))) {
                gathered.add(entry.paper());
            }
            if (tag.equals("TY")) {
                entry = new EntryFields();
            }
            open = open ? !tag.equals("ER") : tag.equals("TY");
            field(tag, tagged.group(2), entry);
        }
        if (open) {
            gathered.add(entry.paper());
        }
    }

    private static void field(String tag, String value, EntryFields entry) {
        switch (tag) {
            case "TI", "T1" -> entry.title(value);
            case "AU", "A1" -> entry.authors(value);
            case "DO" -> entry.doi(value);
            case "UR", "L1", "L2", "AN", "M1", "N1", "JO", "T2", "ID" -> entry.mentions(value);
            default -> {
                // Says nothing about which paper it is.
            }
        }
    }
}
