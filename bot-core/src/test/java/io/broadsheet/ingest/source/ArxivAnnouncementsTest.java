package io.broadsheet.ingest.source;

import static io.broadsheet.ingest.source.SourceAnswers.feed;
import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.paper.Paper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// arXiv's daily feed of announcements.
class ArxivAnnouncementsTest extends NetworkSourcesSetup {

    @Test
    void takesWhatIsAnnouncedAsNewAndChangesOfKnownPapers() throws Exception {
        MovableClock clock = new MovableClock("2025-03-04T05:40:00Z");
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::arxiv);
                SourceBench bench = new SourceBench(directory, server, clock)) {
            bench.store
                    .catalogue()
                    .put(
                            List.of(
                                    Paper.builder(id("2401.00001"), "Über record 2401.00001")
                                            .version(1)
                                            .build()),
                            clock.instant());
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");

            assertThat(bench.papers())
                    .extracting(paper -> paper.id().value())
                    .containsExactly("2401.00001", "2502.05001", "2503.01001", "2503.01009");
            Paper held = bench.papers().get(1);
            assertThat(held.announced()).isEqualTo("2025-03-04T05:00:00Z");
            assertThat(held.date()).isEqualTo(held.announced());
            assertThat(held.published()).isEqualTo("2025-02-25T17:00:00Z");
            assertThat(held.version()).isEqualTo(1);
            assertThat(held.authorNames()).containsExactly("Ana Pérez", "Bo Li Jr.", "Cy Nu");
            assertThat(held.categories()).hasToString("[cs.AI, cs.LG]");
            Paper changed = bench.papers().getFirst();
            assertThat(changed.version()).isEqualTo(2);
            assertThat(changed.journalReference()).isEqualTo("Nature 1 (2025)");
            assertThat(changed.updated()).isEqualTo("2024-01-02T17:00:00Z");
            assertThat(bench.sink.open).containsExactly(TUESDAY);
            assertThat(server.targets()).doesNotHaveDuplicates();

            int before = server.requests().size();
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");
            assertThat(server.requests()).as("once a day").hasSize(before);

            // The day after, it is complete. Its feed is gone, and what was left out stays out
            // only where it is old.
            clock.move(Duration.ofDays(1));
            bench.harvest("arxiv", "2025-03-04", "2025-03-04");
            assertThat(bench.sink.closed).containsExactly(TUESDAY);
            assertThat(bench.state("arxiv").warnings()).isEmpty();
            assertThat(bench.sink.rejections).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void bringsTheSameAnnouncementsWhateverGoesWrongWithAnswers(Fault fault) throws Exception {
        List<Paper> undisturbed;
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::arxiv);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("a"),
                                server,
                                new MovableClock("2025-03-04T05:40:00Z"))) {
            bench.harvest("arxiv", "2025-03-03", "2025-03-04");
            undisturbed = bench.papers();
        }
        assertThat(undisturbed).hasSize(3);
        try (FaultySource other = new FaultySource(_ -> Page.of(feed()));
                FaultySource server = new FaultySource(NetworkSourcesSetup::arxiv);
                SourceBench bench =
                        new SourceBench(
                                directory.resolve("b"),
                                SourceBench.settings(server, true, true),
                                new MovableClock("2025-03-04T05:40:00Z"),
                                manners(fault))) {
            server.elsewhere = other.uri("/oai");
            boolean passing = fault != Fault.STATUS_403 && fault != Fault.REDIRECT_ELSEWHERE;
            server.plan =
                    (request, time) ->
                            time == 1
                                            && (request.query().contains("second")
                                                    || request.query().contains("03-04")
                                                            && request.query().contains("AI")
                                                    || (passing
                                                            && request.path().startsWith("/atom")))
                                    ? fault
                                    : Fault.NONE;
            untilItIsThrough(bench, "arxiv", "2025-03-03", "2025-03-04");
            assertThat(bench.papers()).isEqualTo(undisturbed);
            assertThat(other.requests()).as("requests to another host").isEmpty();
        }
    }

    @Test
    void takesRecentPapersWhereTheFeedIsGone() throws Exception {
        MovableClock clock = new MovableClock("2025-03-20T05:40:00Z");
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::arxiv);
                SourceBench bench = new SourceBench(directory, server, clock)) {
            bench.harvest("arxiv", "2025-03-02", "2025-03-06");
            assertThat(bench.papers())
                    .extracting(paper -> paper.id().value())
                    .containsExactly("2502.05001", "2503.00900", "2503.01001");
            assertThat(bench.papers())
                    .allMatch(paper ->
                            Instant.parse("2025-03-04T05:00:00Z").equals(paper.announced()));
            assertThat(bench.sink.closed).hasSize(5);
            assertThat(server.targets())
                    .as("a feed of another day is of no use")
                    .noneMatch(target -> target.startsWith("/atom"));
        }
    }

    @Test
    void namesTheSetsOfCategories() {
        assertThat(ArxivSource.set("cs.AI")).isEqualTo("cs:cs:AI");
        assertThat(ArxivSource.set("stat.ML")).isEqualTo("stat:stat:ML");
        assertThat(ArxivSource.set("hep-th")).isEqualTo("physics:hep-th");
        assertThat(ArxivSource.set("physics.optics")).isEqualTo("physics:physics:optics");
        assertThat(ArxivSource.set("cond-mat.mes-hall")).isEqualTo("physics:cond-mat:mes-hall");
        assertThat(ArxivSource.set("q-bio.NC")).isEqualTo("q-bio:q-bio:NC");
    }

    @Test
    void waitsForTheNextFeed() {
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::arxiv);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(bench.source("arxiv").nextRenewal(Instant.parse("2025-03-07T05:30:00Z")))
                    .as("after Friday's comes Monday's, in summer time")
                    .isEqualTo("2025-03-10T04:30:00Z");
        }
    }
}
