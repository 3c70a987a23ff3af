package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever knows a paper's title finds the paper, with and without the embedding model.
class BundledPapersTest {

    private static final Path PAPERS =
            ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl");
    private static final Pattern ENTRY = Pattern.compile("\\d+\\. (.*)");

    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(strings = {CoreSettings.NO_MODEL, CoreSettings.BGE_SMALL})
    void eachIsFoundByItsTitleAlsoWithAWrongLetter(String embeddings) throws Exception {
        List<String> titles = titles();
        assertThat(titles).hasSize(90);
        Random random = new Random(7);
        try (BotCore core = start(embeddings)) {
            if (!embeddings.equals(CoreSettings.NO_MODEL)) {
                awaitVectors(core, titles.size());
            }
            PlainConsole console = console(core);
            for (String title : titles) {
                assertThat(found(console, quiet(title))).as(title).first().isEqualTo(title);
                String wrong = withAWrongLetter(title, random);
                List<String> page = found(console, wrong);
                assertThat(page.subList(0, Math.min(3, page.size()))).as(wrong).contains(title);
            }
        }
    }

    /// Whatever is nearest is not therefore about it.
    @Test
    void aTopicHasThePapersAboutItAndNoneThatOnlyComeNearest() throws Exception {
        int papers = titles().size();
        try (BotCore core = start(CoreSettings.BGE_SMALL)) {
            awaitVectors(core, papers);
            List<PaperId> about = onTopic(core, "vision tokenizers");
            assertThat(about).hasSizeBetween(5, papers - 1);
            assertThat(core.search().within(about, PaperQuery.words("vision tokenizers")))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(about.size());
            for (String topic :
                    List.of(
                            "medieval french poetry",
                            "dark matter",
                            "superconductivity",
                            "gardening tips",
                            "tax law",
                            "zzzz qqq")) {
                assertThat(onTopic(core, topic)).as(topic).isEmpty();
            }
        }
    }

    private static List<PaperId> onTopic(BotCore core, String topic) {
        return core.search().onTopic(topic, Instant.EPOCH, 90).stream()
                .map(PaperSearch.Hit::id)
                .toList();
    }

    private static void awaitVectors(BotCore core, int papers) {
        Waiting.until(
                "the vectors",
                Duration.ofMinutes(3),
                () -> core.search().readiness().vectors() == papers);
    }

    @Test
    void eachOpensByItsTitle() {
        try (BotCore core = start(CoreSettings.NO_MODEL)) {
            PlainConsole console = console(core);
            for (String title : titles()) {
                assertThat(console.answer("show " + title).orElseThrow())
                        .as(title)
                        .first()
                        .isEqualTo(title);
            }
        }
    }

    private BotCore start(String embeddings) {
        return BotCore.start(
                new CoreSettings(home, List.of(PAPERS), embeddings, 2),
                Clock.fixed(Instant.parse("2026-03-20T09:00:00Z"), ZoneOffset.UTC));
    }

    private static PlainConsole console(BotCore core) {
        return new PlainConsole(
                Dialogue.with(core.conversation()),
                new Seat("ana", "general", ZoneOffset.UTC, true));
    }

    private List<String> titles() {
        start(CoreSettings.NO_MODEL).close();
        try (Store store = Store.open(home)) {
            return store.catalogue().changesAfter(0, 1_000).stream()
                    .map(change -> change.paper().orElseThrow().title())
                    .toList();
        }
    }

    /// Titles of the first page, in order.
    private static List<String> found(PlainConsole console, String words) {
        return console.answer("search " + words).orElseThrow().stream()
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    /// A colon after a word of the filter language would be a filter, a quotation mark a phrase.
    private static String quiet(String title) {
        return title.replace('"', ' ').replace(" -", " ");
    }

    private static String withAWrongLetter(String title, Random random) {
        String[] words = quiet(title).split(" ");
        List<Integer> long4 = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i].matches("[A-Za-z]{4,}")) {
                long4.add(i);
            }
        }
        if (long4.isEmpty()) {
            return String.join(" ", words);
        }
        int word = long4.get(random.nextInt(long4.size()));
        int at = 1 + random.nextInt(words[word].length() - 1);
        char letter = (char) ('a' + random.nextInt(26));
        words[word] = words[word].substring(0, at) + letter + words[word].substring(at + 1);
        return String.join(" ", words);
    }
}
