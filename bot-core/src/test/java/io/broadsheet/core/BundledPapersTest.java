package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home that was made when the bundled papers had titles and abstracts only.
class BundledPapersTest {

    private static final Path BUNDLED = Path.of("../config/catalogue/papers.jsonl");
    private static final Platform FAKE = new Platform("fake");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-20T09:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path home;

    @Test
    void aShelfOfTitlesHoldsTheSamePapersOnceTheyAreIdentified() throws Exception {
        Path earlier = withTitlesOnly();
        List<String> saved;
        try (BotCore core = start(earlier)) {
            said(core, "search tokens");
            for (int i = 1; i <= 5; i++) {
                said(core, "save " + i);
            }
            saved = titles(said(core, "saved"));
            assertThat(saved).hasSize(5);
            assertThat(said(core, "today")).contains("whose date is known");
        }

        try (BotCore core = start(BUNDLED)) {
            String shelf = said(core, "saved");
            assertThat(titles(shelf)).containsExactlyInAnyOrderElementsOf(saved);
            assertThat(shelf).containsPattern("\\b20\\d\\d\\b");
            assertThat(said(core, "today")).contains("would get this paper");
        }
        assertThat(papers())
                .hasSize(90)
                .allSatisfy(paper -> {
                    assertThat(paper.id().scheme()).isEqualTo(PaperId.Scheme.ARXIV);
                    assertThat(paper.authors()).isNotEmpty();
                    assertThat(paper.rawSummary()).doesNotContain("workers.dev");
                });
    }

    @Test
    void aCatalogueOfOtherPapersStaysWithoutThem() throws Exception {
        Path own = home.resolve("own.jsonl");
        Files.writeString(
                own,
                "{\"id\":\"arxiv:2401.00001\",\"title\":\"A paper of our own\",\"abstract\":\"On it.\"}\n");
        start(own).close();
        start(BUNDLED).close();
        assertThat(papers()).extracting(Paper::title).containsExactly("A paper of our own");
    }

    /// The bundled papers as they were: no identifier, no name, no date.
    private Path withTitlesOnly() throws IOException {
        ObjectMapper json = new ObjectMapper();
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readAllLines(BUNDLED)) {
            ObjectNode paper = (ObjectNode) json.readTree(line);
            paper.put("id", PaperId.ofTitle(paper.path("title").asText()).toString());
            paper.retain("id", "title", "abstract");
            paper.put(
                    "abstract",
                    paper.path("abstract")
                            .asText()
                            .replace("https://huggingface.co/", "https://proxy.workers.dev/"));
            lines.append(paper).append('\n');
        }
        return Files.writeString(home.resolve("earlier.jsonl"), lines);
    }

    private List<Paper> papers() {
        try (Store store = Store.open(home)) {
            return store.catalogue().changesAfter(0, 500).stream()
                    .flatMap(change -> change.paper().stream())
                    .toList();
        }
    }

    private BotCore start(Path bundled) {
        return BotCore.start(
                new CoreSettings(home, List.of(bundled), CoreSettings.NO_MODEL, 1), CLOCK);
    }

    private static List<String> titles(String list) {
        return list.lines()
                .filter(line -> line.matches("\\d+\\. .*"))
                .map(line -> line.replaceFirst("\\d+\\. ", ""))
                .collect(Collectors.toList());
    }

    private static String said(BotCore core, String text) {
        return core.conversation().typed(text, caller()).plain();
    }

    private static Caller caller() {
        return new Caller(
                new UserRef(FAKE, "w", "ana"),
                new ChannelRef(FAKE, "w", "vision"),
                "ana",
                "vision",
                ZoneOffset.UTC,
                Locale.ENGLISH,
                false,
                Set.of());
    }
}
