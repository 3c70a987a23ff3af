package io.broadsheet.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    @TempDir private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path home;
    private Path distribution;

    @BeforeEach
    void chooseHome() throws IOException {
        home = directory.resolve("home");
        distribution = directory.resolve("dist");
        Files.createDirectories(home);
        Files.createDirectories(distribution.resolve("config"));
        environment.put("BROADSHEET_HOME", home.toString());
    }

    @Test
    void fillsWhatTheFileLeavesOut() throws Exception {
        Settings settings = load("zone: Asia/Tokyo\n").settings();

        assertThat(settings.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(settings.home()).isEqualTo(home);
        assertThat(settings.search().embeddings()).isEqualTo("bge-small-en-v1.5-q");
        assertThat(settings.console().name()).isEqualTo("you");
    }

    @Test
    void takesAnEmptyFileForOneThatChangesNothing() throws Exception {
        assertThat(load("").settings()).isEqualTo(load("# nothing here\n").settings());
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        assertThat(
                        problems(
                                """
                                zone: Berlin
                                serch:
                                  threads: 2
                                search:
                                  threads: many
                                  embedings: none
                                console:
                                  administrator: maybe
                                  width: 10
                                threads: 1
                                """))
                .containsExactly(
                        "broadsheet.yaml:1: zone is 'Berlin', but must be a time zone, for example Europe/Berlin.",
                        "broadsheet.yaml:2: serch is not a setting. Did you mean search?",
                        "broadsheet.yaml:5: search.threads is 'many', but must be a whole number from 1 to 64, for example 1.",
                        "broadsheet.yaml:6: search.embedings is not a setting. Did you mean search.embeddings?",
                        "broadsheet.yaml:8: console.administrator is 'maybe', but must be true or false, for example true.",
                        "broadsheet.yaml:9: console.width is '10', but must be a whole number from 40 to 400, for example 100.",
                        "broadsheet.yaml:10: threads is not a setting. Did you mean search.threads?");
    }

    @Test
    void numbersTheProblems() {
        assertThatThrownBy(() -> load("zone: Berlin\nhoem: x\n"))
                .hasMessageContaining("has 2 problems:")
                .hasMessageContaining("  1. broadsheet.yaml:1: zone")
                .hasMessageContaining(
                        "  2. broadsheet.yaml:2: hoem is not a setting. Did you mean home?");
    }

    @Test
    void saysWhatShapeAValueMustHave() {
        assertThat(problems("zone: [UTC]\nsearch: fast\nconsole:\n  name: {first: ana}\n"))
                .containsExactly(
                        "broadsheet.yaml:1: zone is a list, but must be a time zone, for example Europe/Berlin.",
                        "broadsheet.yaml:2: search is 'fast', but must hold keys and values of its own.",
                        "broadsheet.yaml:4: console.name holds keys, but must be 1 to 80 letters, digits, dots, hyphens or"
                                + " underscores, beginning with a letter or digit, for example ana.");
    }

    @Test
    void saysWhereAFileIsNoYaml() {
        assertThat(problems("zone: UTC\nhome: [unclosed\n"))
                .first()
                .asString()
                .startsWith("broadsheet.yaml:2: This is not YAML: ")
                .contains("expected ',' or ']'");
        assertThat(problems("just words\n"))
                .first()
                .asString()
                .contains("must hold keys and values");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThat(problems("zone: UTC\nzone: Asia/Tokyo\n"))
                .containsExactly(
                        "broadsheet.yaml:2: zone stands twice, first on line 1. Keep one of them.");
    }

    @Test
    void putsEnvironmentVariablesIn() throws Exception {
        environment.put("ZONE", "Asia/Tokyo");

        Settings settings =
                load("""
                zone: ${ENV:ZONE}
                console:
                  name: ${ENV:NOBODY:bo}-${ENV:ALSO_UNSET:b}
                """)
                        .settings();

        assertThat(settings.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(settings.console().name()).isEqualTo("bo-b");
    }

    @Test
    void readsAMountedSecretAndNeverShowsIt() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "ana\n");
        environment.put("WHO_FILE", secret.toString());

        Configuration configuration = load("console:\n  name: ${ENV:WHO}\n");

        assertThat(configuration.settings().console().name()).isEqualTo("ana");
        assertThat(configuration.effective()).containsEntry("console.name", "(set)");
    }

    @Test
    void hidesAWrongSecretInItsProblem() {
        environment.put("SLACK_TOKEN", "not a name: xoxb-1");

        assertThat(problems("console:\n  name: ${ENV:SLACK_TOKEN}\n"))
                .first()
                .asString()
                .doesNotContain("xoxb")
                .contains("set to something that is not shown here");
    }

    @Test
    void saysHowToGiveAMissingVariable() {
        environment.put("LOST_FILE", directory.resolve("nowhere").toString());
        environment.put("BOTH", "x");
        environment.put("BOTH_FILE", "y");

        assertThat(
                        problems(
                                """
                                zone: ${ENV:GONE}
                                home: ${ENV:LOST}
                                console:
                                  name: ${ENV:BOTH}
                                """))
                .satisfiesExactly(
                        gone ->
                                assertThat(gone)
                                        .startsWith(
                                                "broadsheet.yaml:1: zone: The environment variable GONE is not set."),
                        lost ->
                                assertThat(lost)
                                        .contains("The file that LOST_FILE names cannot be read"),
                        both -> assertThat(both).contains("Both BOTH and BOTH_FILE are set."));
    }

    @Test
    void looksForTheFileInOrder() throws Exception {
        Path shipped =
                Files.writeString(distribution.resolve("config/broadsheet.yaml"), "zone: UTC\n");
        assertThat(find(Optional.empty())).isEqualTo(shipped);

        Path inHome = Files.writeString(home.resolve("broadsheet.yaml"), "zone: UTC\n");
        assertThat(find(Optional.empty())).isEqualTo(inHome);

        Path byVariable = Files.writeString(directory.resolve("variable.yaml"), "zone: UTC\n");
        environment.put("BROADSHEET_CONFIG", byVariable.toString());
        assertThat(find(Optional.empty())).isEqualTo(byVariable);

        Path named = Files.writeString(directory.resolve("named.yaml"), "zone: UTC\n");
        assertThat(find(Optional.of(named))).isEqualTo(named);
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path missing = directory.resolve("missing.yaml");

        assertThatThrownBy(() -> Configuration.load(places("Linux"), Optional.of(missing)))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining(missing + ": There is no such file.");
    }

    @Test
    void livesWhereProgramsOfEachSystemKeepTheirData() {
        environment.clear();
        Path person = directory.resolve("person").toAbsolutePath();

        assertThat(places("Linux").home()).isEqualTo(person.resolve(".local/share/broadsheet"));
        assertThat(places("Mac OS X").home())
                .isEqualTo(person.resolve("Library/Application Support/Broadsheet"));
        assertThat(places("Windows 11").home())
                .isEqualTo(person.resolve("AppData/Local/Broadsheet"));

        environment.put("XDG_DATA_HOME", directory.resolve("data").toString());
        environment.put("LOCALAPPDATA", directory.resolve("local").toString());
        assertThat(places("Linux").home()).isEqualTo(directory.resolve("data/broadsheet"));
        assertThat(places("Windows 11").home()).isEqualTo(directory.resolve("local/Broadsheet"));

        environment.put("XDG_DATA_HOME", "relative/is/ignored");
        assertThat(places("Linux").home()).isEqualTo(person.resolve(".local/share/broadsheet"));

        environment.put("BROADSHEET_HOME", "~/papers");
        assertThat(places("Linux").home()).isEqualTo(person.resolve("papers"));
    }

    @Test
    void findsBundledFilesNextToTheDistribution() throws Exception {
        assertThat(
                        load("catalogue:\n  bundled: [a.jsonl, /b.jsonl, ~/c.jsonl]\n")
                                .settings()
                                .catalogue()
                                .bundled())
                .containsExactly(
                        distribution.resolve("config/a.jsonl"),
                        Path.of("/b.jsonl"),
                        directory.resolve("person/c.jsonl"));
        assertThat(load("catalogue:\n  bundled: []\n").settings().catalogue().bundled()).isEmpty();
    }

    private Configuration load(String yaml) throws BadConfiguration, IOException {
        Path file = Files.writeString(directory.resolve("broadsheet.yaml"), yaml);
        return Configuration.load(places("Linux"), Optional.of(file));
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(BadConfiguration.class, () -> load(yaml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private Path find(Optional<Path> named) throws BadConfiguration {
        return Configuration.load(places("Linux"), named).file();
    }

    private Places places(String system) {
        return new Places(environment, system, directory.resolve("person"), distribution);
    }

    @Test
    void aPasswordInAnAddressIsNeverPrintedBack() {
        for (String url :
                List.of(
                        "postgresql://bot:hunter2@db.example.org:5432/broadsheet",
                        "postgresql://bot:hun/ter2@db.example.org/broadsheet",
                        "postgresql://bot:hunter2@" + "a".repeat(80) + "/broadsheet",
                        "postgresql://bot:hunter2/broadsheet",
                        "postgresql://bot:hunter2#db/broadsheet",
                        "postgresql://db:5432/broadsheet?user=bot&password=hunter2",
                        "jdbc:postgresql:bot:hunter2",
                        "bot:hunter2@db/broadsheet",
                        "hunter2")) {
            assertThat(problems("database:\n  url: '" + url + "'\n"))
                    .as(url)
                    .singleElement()
                    .asString()
                    .contains("database.url is set to something that is not shown here")
                    .contains("postgresql://localhost:5432/broadsheet")
                    .doesNotContain("hunter", "ter2");
            assertThatThrownBy(
                            () -> io.broadsheet.store.PostgresAddress.parse(url, "bot", "hunter2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessageContaining("database.url")
                    .message()
                    .doesNotContain("hunter", "ter2");
        }
        assertThat(problems("database: postgresql://bot:hunter2@db/x\n"))
                .singleElement()
                .asString()
                .doesNotContain("hunter");
        assertThat(problems("slack:\n  apiUrl: ftp://bot:hunter2@slack.example.org/\n"))
                .singleElement()
                .asString()
                .doesNotContain("hunter");
    }

    @Test
    void showsAnAddressWithoutThePasswordInIt() throws Exception {
        Configuration configuration =
                load("slack:\n  apiUrl: https://bot:hunter2@slack.example.org/api/\n");

        assertThat(configuration.effective())
                .containsEntry("slack.apiUrl", "https://***@slack.example.org/api/");
    }

    @Test
    void saysWhetherASecretIsSet() throws Exception {
        environment.put("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99yyyzzz85a5");
        Configuration configuration = load("");

        assertThat(configuration.effective())
                .containsEntry("slack.signingSecret", "(set)")
                .containsEntry("slack.botToken", "(not set)")
                .containsEntry("database.url", "");
    }

    @Test
    void namesTheLineWhereWhatIsNotEndedBegan() {
        assertThat(problems("zone: UTC\ncatalogue:\n  bundled: [a\nhttp:\n  port: 1\n"))
                .singleElement()
                .asString()
                .contains("yaml:3:")
                .contains("on line 4");
        assertThat(problems("zone: UTC\nconsole:\n  name: 'ana\nhttp:\n  port: 1\n"))
                .singleElement()
                .asString()
                .contains("yaml:3:");
        assertThat(problems("zone: UTC\nhttp: {port: 1\n\nslack:\n  mode: socket\n"))
                .singleElement()
                .asString()
                .contains("yaml:2:");
        assertThat(problems("zone: UTC\nhttp:\n  enabled: true\n port: 8\n"))
                .singleElement()
                .asString()
                .contains("yaml:4:");
    }

    @Test
    void refusesToAskArxivItselfTooOften() throws Exception {
        assertThat(problems("zone: UTC\nsources:\n  arxiv:\n    secondsBetweenRequests: 0\n"))
                .singleElement()
                .asString()
                .contains("yaml:4:")
                .contains("arXiv's terms ask for 3");
        load(
                """
                sources:
                  arxiv:
                    apiUrl: http://localhost:1/api
                    oaiUrl: http://localhost:1/oai
                    rssUrl: http://localhost:1
                    secondsBetweenRequests: 0
                """);
        load("sources:\n  arxiv:\n    enabled: false\n    secondsBetweenRequests: 0\n");
    }
}
