package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.app.http.Probes;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What runs the program elsewhere: the image's scripts, the service of systemd, and the log on
/// standard output.
@Timeout(120)
class ContainerTest {

    private static final Path SCRIPTS = ProjectFilesTest.PROJECT.resolve("config/container");

    @TempDir private Path directory;

    @Test
    void optionsOfTheJvmComeFromTheEnvironment() throws Exception {
        Path java = Files.writeString(directory.resolve("java"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        assertThat(start(Map.of()))
                .contains("-Xmx1g", "-XX:+UseSerialGC", "-jar /dist/broadsheet.jar serve");
        assertThat(start(Map.of("BROADSHEET_JAVA_OPTS", "-Xmx3g -Dhttps.proxyHost=proxy")))
                .contains("-Xmx3g -Dhttps.proxyHost=proxy")
                .doesNotContain("-Xmx1g");
        assertThat(start(Map.of("JDK_JAVA_OPTIONS", "-XX:MaxRAMPercentage=60 -XX:+UseZGC")))
                .as("the launcher reads that itself, and what is on the command line wins")
                .doesNotContain("-Xmx1g", "UseSerialGC");
    }

    private String start(Map<String, String> environment) throws Exception {
        Map<String, String> all = new HashMap<>(environment);
        all.put("BROADSHEET_DIST", "/dist");
        all.put("PATH", directory + ":/usr/bin:/bin");
        return run(all, SCRIPTS.resolve("start").toString(), "serve").substring(2);
    }

    @Test
    void healthIsAskedForWithoutAJvm() throws Exception {
        boolean[] alive = {true};
        try (HttpServer server =
                HttpServer.start(
                        new Listener("127.0.0.1", 0, "http.port"),
                        Optional.empty(),
                        probes(alive),
                        List.of(),
                        Clock.systemUTC())) {
            String port = Integer.toString(server.port());
            assertThat(healthy(port)).startsWith("0 Broadsheet is alive.");
            alive[0] = false;
            assertThat(healthy(port)).startsWith("1 ").contains("503");
        }
        String free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = Integer.toString(socket.getLocalPort());
        }
        assertThat(healthy(free)).startsWith("1 Broadsheet is not running.");
        try (Heartbeat heartbeat = Heartbeat.start(directory, Clock.systemUTC())) {
            assertThat(heartbeat).isNotNull();
            assertThat(healthy(free)).startsWith("0 ");
        }
    }

    private String healthy(String port) throws Exception {
        return run(
                Map.of(
                        "BROADSHEET_HTTP_PORT",
                        port,
                        "BROADSHEET_HOME",
                        directory.toString(),
                        "PATH",
                        "/usr/bin:/bin"),
                SCRIPTS.resolve("healthy").toString());
    }

    private static Probes probes(boolean[] alive) {
        return new Probes() {
            @Override
            public Finding alive() {
                return new Finding(alive[0], List.of());
            }

            @Override
            public Finding ready() {
                return new Finding(true, List.of());
            }

            @Override
            public String metrics() {
                return "";
            }
        };
    }

    @Test
    void theImageRunsAsANumberAndListensToOthers() throws Exception {
        String image = Files.readString(ProjectFilesTest.PROJECT.resolve("Dockerfile"));

        assertThat(image)
                .containsPattern("(?m)^USER 10001:10001$")
                .containsPattern("(?m)^EXPOSE 8080$")
                .contains("BROADSHEET_HTTP_ADDRESS=0.0.0.0", "BROADSHEET_LOG=stdout");
        for (String script : List.of("start", "healthy")) {
            assertThat(image).contains("/opt/broadsheet/config/container/" + script);
            assertThat(Files.isExecutable(SCRIPTS.resolve(script))).isTrue();
        }
    }

    @Test
    void theImageIsBuiltFromAllThatTheProgramIsMadeOf() throws Exception {
        String parent = Files.readString(ProjectFilesTest.PROJECT.resolve("pom.xml"));
        String modules = parent.substring(0, parent.indexOf("</modules>"));
        List<String> wanted =
                Pattern.compile("<module>(.+?)</module>")
                        .matcher(modules)
                        .results()
                        .map(module -> "!" + module.group(1))
                        .toList();

        assertThat(wanted).hasSizeGreaterThan(4);
        assertThat(Files.readAllLines(ProjectFilesTest.PROJECT.resolve(".dockerignore")))
                .containsAll(wanted);
    }

    @Test
    void imagesOfOthersAreNamedByDigest() throws Exception {
        for (String file : List.of("Dockerfile", "config/compose.yaml")) {
            assertThat(Files.readAllLines(ProjectFilesTest.PROJECT.resolve(file)))
                    .filteredOn(line -> line.matches("FROM .*| +image: (?!broadsheet$).*"))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".*@sha256:[0-9a-f]{64}( AS build)?"));
        }
    }

    @Test
    void everySecretOfTheCompositionIsAFile() throws Exception {
        Map<String, String> composition = new HashMap<>();
        try (JsonParser yaml =
                new YAMLFactory()
                        .createParser(
                                ProjectFilesTest.PROJECT.resolve("config/compose.yaml").toFile())) {
            composition.putAll(values(yaml));
        }

        assertThat(composition.keySet())
                .filteredOn(path -> path.startsWith("/services/broadsheet/environment/"))
                .hasSizeGreaterThan(5)
                .noneMatch(path -> path.matches(".*(TOKEN|SECRET|PASSWORD|KEYS?)"));
        List<String> secrets =
                composition.entrySet().stream()
                        .filter(each -> each.getKey().matches("/services/broadsheet/secrets/\\d+"))
                        .map(Map.Entry::getValue)
                        .toList();
        assertThat(secrets)
                .hasSize(4)
                .allMatch(secret ->
                        ("secrets/" + secret)
                                .equals(composition.get("/secrets/" + secret + "/file")));
        assertThat(composition.get("/services/database/healthcheck/test/1")).contains("pg_isready");
    }

    /// The values by their paths.
    private static Map<String, String> values(JsonParser parser) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isScalarValue() || token == JsonToken.VALUE_NULL) {
                values.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
            }
        }
        return values;
    }

    @Test
    void systemdTakesTheService() throws Exception {
        Path systemd = Path.of("/usr/bin/systemd-analyze");
        assumeTrue(
                Files.isExecutable(systemd),
                "There is no systemd-analyze here, so config/broadsheet.service was not tried.");
        String unit =
                Files.readString(ProjectFilesTest.PROJECT.resolve("config/broadsheet.service"))
                        .replace("/opt/broadsheet/config", ProjectFilesTest.PROJECT + "/config")
                        .replace("User=broadsheet", "User=root")
                        .replace("Group=broadsheet", "Group=root");
        Path file = Files.writeString(directory.resolve("broadsheet.service"), unit);
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");

        assertThat(run(environment, systemd.toString(), "verify", file.toString()))
                .startsWith("0 ")
                .doesNotContain("Unknown", "broadsheet.service:");
        assertThat(
                        run(
                                environment,
                                systemd.toString(),
                                "security",
                                "--offline=true",
                                "--threshold=20",
                                file.toString()))
                .startsWith("0 ");
    }

    @Test
    void eachEntryOfTheLogIsALineOfJsonWhereThatIsWanted() throws Exception {
        Path config =
                Files.writeString(
                        directory.resolve("broadsheet.yaml"),
                        """
                        catalogue:
                          bundled: ["%s"]
                        search:
                          embeddings: none
                        http:
                          port: 0
                        sources:
                          huggingFace:
                            enabled: false
                          arxiv:
                            enabled: false
                        """
                                .formatted(
                                        ProjectFilesTest.PROJECT.resolve(
                                                "config/catalogue/papers.jsonl")));
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dbroadsheet.dist=" + ProjectFilesTest.PROJECT,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--config",
                        config.toString(),
                        "serve");
        builder.environment().put("BROADSHEET_HOME", directory.resolve("home").toString());
        builder.environment().put("BROADSHEET_LOG", "json");
        builder.redirectError(directory.resolve("err").toFile());
        Process process = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            lines.add(out.readLine());
            // Process.destroy would close what is read here.
            process.toHandle().destroy();
            out.lines().forEach(lines::add);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        for (String line : lines) {
            try (JsonParser json = new JsonFactory().createParser(line)) {
                Map<String, String> entry = values(json);
                assertThat(entry).containsKeys("/timestamp", "/level", "/loggerName");
                assertThat(entry.get("/formattedMessage")).isNotEmpty();
            }
        }
        assertThat(Files.readString(directory.resolve("err"))).contains("Probes and metrics");
        assertThat(directory.resolve("home/logs/broadsheet.log")).doesNotExist();
    }

    /// The exit code and what was said.
    private static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }
}
