package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.Paper;
import io.broadsheet.search.LangChainEmbeddings;
import io.broadsheet.search.VectorFile;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bundled papers come with their vectors, so that the first answer of a new bot is a good one.
/// `-Dvectors.update=true` computes them anew, after papers.jsonl was changed.
class BundledVectorsTest {

    private static final Path PAPERS =
            ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl");
    private static final Path VECTORS = PAPERS.resolveSibling("papers.vectors");
    private static final int BUNDLED = 90;

    @TempDir private Path home;

    @Test
    void eachBundledPaperHasTheVectorThatTheModelComputes() throws Exception {
        if (Boolean.getBoolean("vectors.update")) {
            compute();
        }
        VectorFile vectors = VectorFile.read(VECTORS);
        List<Paper> papers = papers();
        assertThat(papers).as("papers").hasSize(BUNDLED);
        assertThat(papers.stream().filter(paper -> vectors.vector(paper).isEmpty()))
                .extracting(Paper::title)
                .as(
                        "papers whose text papers.vectors was not made of; make it anew with"
                                + " ./mvnw -pl app test -Dtest=BundledVectorsTest -Dvectors.update=true")
                .isEmpty();

        List<Paper> some = papers.subList(0, 5);
        try (LangChainEmbeddings model = LangChainEmbeddings.bgeSmall(1)) {
            List<String> texts =
                    some.stream().map(paper -> paper.title() + ". " + paper.summary()).toList();
            List<float[]> computed =
                    model.documents(texts).stream().map(each -> each.orElseThrow()).toList();
            for (int i = 0; i < some.size(); i++) {
                float[] kept = vectors.vector(some.get(i)).orElseThrow();
                assertThat(cosine(kept, computed.get(i)))
                        .as(some.get(i).title())
                        .isCloseTo(1, within(.005));
            }
        }
    }

    @Test
    void aNewBotAnswersByMeaningAtOnce() throws Exception {
        try (BotCore core = start(PAPERS)) {
            assertThat(core.awaitMeaning(Duration.ofMinutes(1))).isTrue();
            assertThat(core.search().readiness().vectors()).isEqualTo(BUNDLED);
            PlainConsole console =
                    new PlainConsole(
                            Dialogue.with(core.conversation()),
                            new Seat("ana", "general", ZoneOffset.UTC, true));
            List<String> first = console.answer("search vision tokenizers").orElseThrow();
            assertThat(console.answer("search vision tokenizers")).contains(first);
        }
    }

    private void compute() throws Exception {
        Path alone = Files.createDirectory(home.resolve("alone")).resolve("papers.jsonl");
        Files.copy(PAPERS, alone);
        try (BotCore core = start(alone)) {
            Waiting.until(
                    "the vectors",
                    Duration.ofMinutes(5),
                    () -> core.search().readiness().vectors() >= BUNDLED);
        }
        try (Store store = Store.open(home.resolve("bot"))) {
            VectorFile.write(
                    VECTORS, LangChainEmbeddings.BGE_SMALL, store.catalogue(), store.vectors());
        }
    }

    private List<Paper> papers() {
        start(PAPERS).close();
        try (Store store = Store.open(home.resolve("bot"))) {
            return store.catalogue().changesAfter(0, 1_000).stream()
                    .map(Catalogue.Change::paper)
                    .map(paper -> paper.orElseThrow())
                    .toList();
        }
    }

    private BotCore start(Path papers) {
        return BotCore.start(
                new CoreSettings(home.resolve("bot"), List.of(papers), CoreSettings.BGE_SMALL, 2),
                Clock.fixed(Instant.parse("2026-03-20T09:00:00Z"), ZoneOffset.UTC));
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double ones = 0;
        double others = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            ones += one[i] * one[i];
            others += other[i] * other[i];
        }
        return product / Math.sqrt(ones * others);
    }
}
