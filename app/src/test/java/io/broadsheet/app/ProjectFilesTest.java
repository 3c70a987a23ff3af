package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.config.Configuration;
import io.broadsheet.app.config.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people read and edit says the truth: every file in `config/` works, and the documents name
/// things that exist.
class ProjectFilesTest {

    static final Path PROJECT = project();
    private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern TYPE_NAME =
            Pattern.compile(
                    "(?:[a-z]+\\.)*[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:\\.[a-zA-Z]+)?(?:\\(\\))?");
    private static final Pattern SETTING =
            Pattern.compile("(?m)^# *(?<name>[A-Z][A-Z0-9_]+)=|^(?<set>[A-Z][A-Z0-9_]+)=");

    @Test
    void theShippedConfigurationIsRightAndSaysTheFallbacks(@TempDir Path directory)
            throws Exception {
        Places places = new Places(Map.of(), "Linux", directory, PROJECT);

        Configuration shipped =
                Configuration.load(places, Optional.of(PROJECT.resolve("config/broadsheet.yaml")));
        Configuration empty =
                Configuration.load(
                        places,
                        Optional.of(Files.writeString(directory.resolve("empty.yaml"), "")));

        assertThat(shipped.settings()).isEqualTo(empty.settings());
    }

    @Test
    void theShippedConfigurationHasEveryKey(@TempDir Path directory) throws Exception {
        Path file = PROJECT.resolve("config/broadsheet.yaml");
        String yaml = Files.readString(file);
        Places places = new Places(Map.of(), "Linux", directory, PROJECT);

        for (String path : Configuration.load(places, Optional.of(file)).effective().keySet()) {
            for (String key : path.split("\\.")) {
                assertThat(yaml).containsPattern("(?m)^ *" + key + ":");
            }
        }
    }

    @Test
    void everyFileInConfigIsKnownToATest() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("config"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(
                            Set.of(
                                            "broadsheet.yaml",
                                            ".env.example",
                                            "logback.xml",
                                            "slack-manifest.json",
                                            "slack-manifest.yaml",
                                            "catalogue",
                                            "container",
                                            "compose.yaml",
                                            "broadsheet.service",
                                            "secrets",
                                            ".env")
                                    ::contains);
        }
    }

    @Test
    void theExampleEnvironmentNamesOnlyVariablesThatAreRead() throws IOException {
        String example = Files.readString(PROJECT.resolve("config/.env.example"));
        String readers = Files.readString(PROJECT.resolve("config/broadsheet.yaml")) + sources();

        Matcher setting = SETTING.matcher(example);
        int found = 0;
        while (setting.find()) {
            String name =
                    setting.group("name") == null ? setting.group("set") : setting.group("name");
            assertThat(readers).as(name + " is read somewhere").contains(name);
            found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void theLoggingConfigurationIsWellFormedAndLogsToFilesUnlessToldOtherwise() throws Exception {
        Path file = PROJECT.resolve("config/logback.xml");

        assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()))
                .isNotNull();
        assertThat(Files.readString(file)).contains("ref=\"${broadsheet.log.to:-files}\"");
    }

    @Test
    void everyJavaNameInTheDocumentsExists() throws IOException {
        Set<String> types = typeNames();
        Map<String, String> sourcesByType = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Path document : documents()) {
            Matcher quoted =
                    QUOTED.matcher(FENCED.matcher(Files.readString(document)).replaceAll(""));
            while (quoted.find()) {
                String name = quoted.group(1);
                if (TYPE_NAME.matcher(name).matches() && !isKnown(name, types, sourcesByType)) {
                    unknown.add(PROJECT.relativize(document) + ": " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isKnown(String name, Set<String> types, Map<String, String> sources)
            throws IOException {
        List<String> parts = List.of(name.replace("()", "").split("\\."));
        for (int i = 0; i < parts.size(); i++) {
            if (types.contains(parts.get(i))) {
                String member = parts.getLast();
                return i == parts.size() - 1
                        || types.contains(member)
                        || source(parts.get(i), sources).contains(member);
            }
        }
        // Names of the JDK and of libraries stand in the documents too: what is imported somewhere
        // exists.
        return sources().contains(parts.getLast());
    }

    private static String source(String type, Map<String, String> sources) throws IOException {
        if (sources.isEmpty()) {
            for (Path file : javaFiles()) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        String own = sources.get(type);
        return own != null ? own : String.join("\n", sources.values());
    }

    private static Set<String> typeNames() throws IOException {
        Set<String> names = new TreeSet<>();
        Pattern declared =
                Pattern.compile("(?:class|interface|record|enum|@interface) ([A-Z][A-Za-z0-9]*)");
        for (Path file : javaFiles()) {
            Matcher matcher = declared.matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : javaFiles()) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static List<Path> javaFiles() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !PROJECT.relativize(file).toString().contains("target"))
                    .toList();
        }
    }

    private static List<Path> documents() throws IOException {
        Stream<Path> top =
                Stream.of("README.md", "CONTRIBUTING.md")
                        .map(PROJECT::resolve)
                        .filter(Files::exists);
        Path docs = PROJECT.resolve("docs");
        if (!Files.isDirectory(docs)) {
            return top.toList();
        }
        try (Stream<Path> files = Files.list(docs)) {
            return Stream.concat(top, files.filter(file -> file.toString().endsWith(".md")))
                    .collect(Collectors.toList());
        }
    }

    /// The directory above that has the parent POM's modules.
    private static Path project() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(place.resolve("bot-core"))) {
            place = place.getParent();
        }
        return place;
    }
}
