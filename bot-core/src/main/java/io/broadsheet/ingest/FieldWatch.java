package io.broadsheet.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Watches which fields the records of one answer have, to notice when a source adds, drops or
/// renames one.
public final class FieldWatch {

    /// Watches nothing.
    public static final FieldWatch NONE = new FieldWatch("", Set.of(), Set.of());

    /// Fewer records say nothing about a field that is missing.
    private static final int FEWEST = 3;

    private static final int MOST_NAMES = 20;
    private static final int LONGEST_NAME = 60;

    private final String answer;
    private final Set<String> known;
    private final Set<String> expected;
    private final Set<String> added = new TreeSet<>();
    private final Set<String> seen = new HashSet<>();
    private long records;

    /// @param answer kind of answer, such as `daily`
    /// @param known fields whose meaning is known, whether used or not
    /// @param expected those of them that nearly every record has
    public FieldWatch(String answer, Set<String> known, Set<String> expected) {
        this.answer = answer;
        this.known = known;
        this.expected = expected;
    }

    public String answer() {
        return answer;
    }

    /// A record with these fields came.
    void record(Collection<String> fields) {
        if (known.isEmpty()) {
            return;
        }
        records++;
        for (String field : fields) {
            if (expected.contains(field)) {
                seen.add(field);
            } else if (!known.contains(field) && added.size() < MOST_NAMES) {
                added.add(name(field));
            }
        }
    }

    /// A record of Hugging Face came, wrapped (`{"paper": {...}}`) or flat.
    void record(JsonNode node) {
        if (known.isEmpty() || !node.isObject()) {
            return;
        }
        Set<String> fields = new LinkedHashSet<>();
        JsonNode paper = node.path("paper");
        if (paper.isObject()) {
            node.fieldNames()
                    .forEachRemaining(name -> {
                        if (!name.equals("paper")) {
                            fields.add(name);
                        }
                    });
            paper.fieldNames().forEachRemaining(name -> fields.add("paper." + name));
        } else {
            node.fieldNames().forEachRemaining(name -> fields.add("paper." + name));
        }
        record(fields);
    }

    private static String name(String field) {
        String line = field.replaceAll("[^\\p{Graph}]+", " ").strip();
        return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "...";
    }

    /// Fields that nobody knows, in the order of the alphabet.
    public List<String> added() {
        return List.copyOf(added);
    }

    /// Fields that every record should have and none had.
    public List<String> missing() {
        return records < FEWEST
                ? List.of()
                : expected.stream().filter(field -> !seen.contains(field)).sorted().toList();
    }

    /// Whether there were enough records to say anything.
    public boolean isTelling() {
        return records >= FEWEST;
    }
}
