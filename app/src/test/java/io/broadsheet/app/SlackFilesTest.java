package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.slack.installation.SlackManifest;
import io.broadsheet.slack.installation.SlackScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Slack's manifests in `config/` and the list of scopes in `docs/slack.md` are made from the
/// program. `-Dmanifest.update=true` and `-Dscopes.update=true` write them anew.
class SlackFilesTest {

    private static final Path CONFIG = Path.of("..", "config");
    private static final Path DOCUMENT = Path.of("..", "docs", "slack.md");
    private static final Pattern SCOPES = Pattern.compile("<!-- scopes -->\n(?:\\|.*\n)*");

    @Test
    void theManifestsAreWhatTheProgramWrites() throws IOException {
        for (SlackCommand.Format format : SlackCommand.Format.values()) {
            Path file =
                    CONFIG.resolve(
                            "slack-manifest." + format.name().toLowerCase(java.util.Locale.ROOT));
            String text = SlackCommand.Manifest.text(SlackManifest.Wishes.SHIPPED, format);
            if (Boolean.getBoolean("manifest.update")) {
                Files.writeString(file, text);
            }
            assertThat(file).exists();
            assertThat(Files.readString(file))
                    .as(
                            "%s is not what the commands, scopes and events give. Write it anew with"
                                    + " ./mvnw -pl app test -Dtest=SlackFilesTest -Dmanifest.update=true and read the"
                                    + " difference; whoever runs the bot has to paste it again",
                            file)
                    .isEqualTo(text);
        }
    }

    @Test
    void theDocumentExplainsEveryScope() throws IOException {
        String document = Files.readString(DOCUMENT);
        String table = "<!-- scopes -->\n" + table();
        if (Boolean.getBoolean("scopes.update")) {
            Files.writeString(
                    DOCUMENT,
                    SCOPES.matcher(document).replaceFirst(Matcher.quoteReplacement(table)));
            return;
        }

        assertThat(document).contains(table);
    }

    /// What the shipped manifest asks for is in the list, and marked as it is there.
    @Test
    void theListOfScopesIsTheManifests() {
        String manifest = SlackManifest.json(SlackManifest.Wishes.SHIPPED);
        String required = between(manifest, "\"bot\": [", "]");
        String optional = between(manifest, "\"bot_optional\": [", "]");

        for (SlackScope scope : SlackScope.all()) {
            String quoted = "\"" + scope.name() + "\"";
            List<Boolean> there = List.of(required.contains(quoted), optional.contains(quoted));
            assertThat(there)
                    .as(scope.name())
                    .isEqualTo(
                            switch (scope.need()) {
                                case REQUIRED -> List.of(true, false);
                                case OPTIONAL, READING -> List.of(false, true);
                                case UNFURLING -> List.of(false, false);
                            });
        }
        assertThat(required.split(",").length + optional.split(",").length)
                .isEqualTo(
                        (int)
                                SlackScope.all().stream()
                                        .filter(scope -> scope.need() != SlackScope.Need.UNFURLING)
                                        .count());
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from) + from.length();
        return text.substring(start, text.indexOf(to, start));
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| scope | asked | for |\n|---|---|---|\n");
        for (SlackScope scope : SlackScope.all()) {
            table.append("| `")
                    .append(scope.name())
                    .append("` | ")
                    .append(
                            switch (scope.need()) {
                                case REQUIRED -> "always";
                                case OPTIONAL -> "may be left out";
                                case READING -> "may be left out; not over OAuth";
                                case UNFURLING -> "with `slack.unfurlDomains`";
                            })
                    .append(" | ")
                    .append(scope.use())
                    .append(" |\n");
        }
        return table.toString();
    }
}
