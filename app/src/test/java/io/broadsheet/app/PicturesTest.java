package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pictures of the documents, and the script that draws them.
class PicturesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]+]\\(([^)]+)\\)");

    @Test
    void everyPictureOfTheDocumentsIsThereAndSaysWhatItShows() throws IOException {
        assertPictures(ROOT.resolve("README.md"), 4);
        assertPictures(ROOT.resolve("docs/design.md"), 4);
    }

    private static void assertPictures(Path document, int least) throws IOException {
        var pictures = PICTURE.matcher(Files.readString(document)).results().toList();
        assertThat(pictures).hasSizeGreaterThanOrEqualTo(least);
        for (var picture : pictures) {
            Path file = document.resolveSibling(picture.group(1));
            assertThat(file).exists();
            assertThat(Files.readAllBytes(file)).startsWith(0x89, 'P', 'N', 'G');
        }
    }

    /// Whatever the bot sends can be drawn: the script names every type that the galleries have.
    @Test
    void theScriptDrawsEveryTypeOfTheGalleries() throws IOException {
        String script = Files.readString(ROOT.resolve("docs/pictures/draw"));
        Set<String> missing = new TreeSet<>();
        for (String platform : Set.of("slack", "discord")) {
            Path gallery =
                    ROOT.resolve(
                            platform
                                    + "-adapter/src/test/resources/io/broadsheet/"
                                    + platform
                                    + "/rendering/gallery");
            try (Stream<Path> files = Files.list(gallery)) {
                for (Path file : files.filter(it -> !it.endsWith("form.json")).toList()) {
                    for (String type : types(Files.readString(file))) {
                        String named = type.matches("\\d+") ? "== " + type + ":" : '"' + type + '"';
                        if (!script.contains(named)) {
                            missing.add(platform + " " + type);
                        }
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static Set<String> types(String json) throws IOException {
        Set<String> types = new TreeSet<>();
        try (var values = JsonMapper.builder().build().readerFor(JsonNode.class).readValues(json)) {
            while (values.hasNext()) {
                collect((JsonNode) values.next(), types);
            }
        }
        // Texts are told apart by one of them, and select options and dates are drawn where they
        // stand.
        types.remove("plain_text");
        return types;
    }

    private static void collect(JsonNode node, Set<String> types) {
        if (node.isObject() && node.has("type")) {
            types.add(node.get("type").asText());
        }
        node.forEach(child -> collect(child, types));
    }
}
