package io.broadsheet.app.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.StringWriter;

/// Writes YAML.
public final class Yaml {

    private static final YAMLFactory YAML =
            YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build();

    private Yaml() {}

    /// The same in YAML.
    ///
    /// @throws IllegalArgumentException where it is no JSON
    public static String of(String json) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = new JsonFactory().createParser(json);
                JsonGenerator generator = YAML.createGenerator(text)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
        return text.toString();
    }
}
