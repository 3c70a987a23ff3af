package io.broadsheet.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/// A person's data as a file.
public final class PersonalData {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PersonalData() {}

    /// Indented JSON: an object with a list of entries for each kind of data.
    public static String json(Map<String, List<Map<String, String>>> data) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("text can always be written as JSON", e);
        }
    }
}
