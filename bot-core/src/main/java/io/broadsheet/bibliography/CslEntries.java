package io.broadsheet.bibliography;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.broadsheet.bibliography.Bibliography.Gathered;

/// CSL JSON, the form of Zotero's and Mendeley's data: a list of objects with `title`, `author`,
/// `DOI`, `URL`, `number` and `note` (citeproc-js, CSL-JSON schema).
final class CslEntries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CslEntries() {}

    static boolean isIn(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || (start.startsWith("[") && start.indexOf('{') > 0);
    }

    static void read(String text, Gathered gathered) {
        try {
            JsonNode root = JSON.readTree(text);
            JsonNode items = root.has("items") ? root.get("items") : root;
            if (items.isArray()) {
                items.forEach(item -> add(item, gathered));
            } else {
                add(items, gathered);
            }
        } catch (JsonProcessingException e) {
            gathered.addUnreadable(text);
        }
    }

    private static void add(JsonNode item, Gathered gathered) {
        if (!item.isObject()) {
            gathered.addUnreadable(item.toString());
            return;
        }
        EntryFields entry = new EntryFields();
        entry.doi(item.path("DOI").asText(""));
        for (String where :
                new String[] {"number", "URL", "note", "container-title", "archive_location"}) {
            entry.mentions(item.path(where).asText(""));
        }
        JsonNode first = item.path("author").path(0);
        entry.family(first.path("family").asText(first.path("literal").asText("")));
        gathered.add(entry.title(item.path("title").asText("")).paper());
    }
}
