package io.broadsheet.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// Jackson, set up for input that nobody vouches for.
public final class Json {

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(8 << 20)
                                    .maxNestingDepth(100)
                                    .maxNameLength(10_000)
                                    .build())
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private static final ObjectReader READER =
            JsonMapper.builder(FACTORY)
                    .build()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// A record has some hundred values; more are the sign of something else.
    private static final int MOST_VALUES = 500_000;

    private static final int MOST_CHARACTERS = 16 << 20;

    private Json() {}

    public static JsonNode tree(String text) throws JsonProcessingException {
        return READER.readTree(text);
    }

    /// The parser's complaint, one short line without the source it quotes.
    public static String reason(JsonProcessingException e) {
        String message =
                e.getOriginalMessage() == null ? "it cannot be read" : e.getOriginalMessage();
        String line = message.split("\n", 2)[0];
        return Draft.shortened(line);
    }

    /// The value the parser stands at, whole; null when it is too large, in which case the parser
    /// has passed over it.
    static @org.jspecify.annotations.Nullable JsonNode value(JsonParser parser) throws IOException {
        Budget budget = new Budget();
        JsonNode node = value(parser, budget);
        return budget.values > MOST_VALUES || budget.characters > MOST_CHARACTERS ? null : node;
    }

    private static final class Budget {
        private int values;
        private long characters;
    }

    private static JsonNode value(JsonParser parser, Budget budget) throws IOException {
        JsonToken token = parser.currentToken();
        if (++budget.values > MOST_VALUES || budget.characters > MOST_CHARACTERS) {
            parser.skipChildren();
            return JsonNodeFactory.instance.nullNode();
        }
        return switch (token) {
            case START_OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                for (String name = parser.nextFieldName();
                        name != null;
                        name = parser.nextFieldName()) {
                    parser.nextToken();
                    object.set(name, value(parser, budget));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() == null) {
                        throw new com.fasterxml.jackson.core.io.JsonEOFException(
                                parser, null, "the file ends inside a list");
                    }
                    array.add(value(parser, budget));
                }
                yield array;
            }
            case VALUE_STRING -> {
                String text = parser.getText();
                budget.characters += text.length();
                yield JsonNodeFactory.instance.textNode(text);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double number = parser.getDoubleValue();
                yield number == Math.rint(number) && Math.abs(number) < 1e15
                        ? JsonNodeFactory.instance.numberNode((long) number)
                        : JsonNodeFactory.instance.numberNode(number);
            }
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            default -> JsonNodeFactory.instance.nullNode();
        };
    }
}
