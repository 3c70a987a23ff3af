package io.broadsheet.ingest.source;

import static io.broadsheet.ingest.source.SourceAnswers.api;
import static io.broadsheet.ingest.source.SourceAnswers.apiEntry;
import static io.broadsheet.ingest.source.SourceAnswers.daily;
import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.ingest.source.FaultySource.Fault;
import io.broadsheet.ingest.source.FaultySource.Page;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.NotAsked;
import io.broadsheet.source.PaperLookup.Outcome;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.UnknownPaper;
import io.broadsheet.source.Unreachable;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Single papers that are looked up because somebody asks.
class NetworkLookupTest extends NetworkSourcesSetup {

    @Test
    void findsAPaperByEveryFormOfItsName() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            for (String form :
                    List.of(
                            "2503.00400",
                            "arXiv:2503.00400v1",
                            "https://arxiv.org/abs/2503.00400v2",
                            "https://arxiv.org/pdf/2503.00400",
                            "https://arxiv.org/html/2503.00400v1",
                            "https://huggingface.co/papers/2503.00400",
                            "https://www.alphaxiv.org/abs/2503.00400",
                            "10.48550/arXiv.2503.00400",
                            "https://doi.org/10.48550/arXiv.2503.00400")) {
                assertThat(find(bench, form)).as(form).isInstanceOf(Outcome.Found.class);
            }
            assertThat(server.targets()).as("each source once a day").hasSize(2);
            Outcome.Found found = (Outcome.Found) find(bench, "2503.00400");
            assertThat(found.accounts()).hasSize(2);
            assertThat(found.paper().version()).isEqualTo(2);
            bench.store.catalogue().put(found.accounts(), bench.clock.instant());
            Paper paper = bench.papers().getFirst();
            assertThat(bench.papers()).hasSize(1);
            assertThat(paper.categories()).hasToString("[cs.AI]");
            assertThat(paper.upvotes()).isEqualTo(9);

            assertThat(find(bench, "hep-th/9901001")).isInstanceOf(Outcome.Found.class);
            assertThat(((Outcome.Found) find(bench, "10.1145/1.2")).paper().id())
                    .isEqualTo(id("2503.00009"));
            Paper scholar = ((Outcome.Found) find(bench, "https://doi.org/10.1145/3.4")).paper();
            assertThat(scholar.id()).hasToString("doi:10.1145/3.4");
            assertThat(scholar.summary()).isEqualTo("It is.");
            Paper work = ((Outcome.Found) find(bench, "doi:10.1145/5.6")).paper();
            assertThat(work.summary()).isEqualTo("A robot A arm");
            assertThat(work.authorNames()).containsExactly("Bo");
        }
    }

    @Test
    void saysWhatIsUnknownWithdrawnOutOfReachOrNotForSourcesAtAll() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(find(bench, "2503.99999"))
                    .isEqualTo(new UnknownPaper(List.of("arXiv", "Hugging Face")));
            int before = server.requests().size();
            find(bench, "2503.99999");
            assertThat(server.requests()).as("once a day").hasSize(before);
            assertThat(find(bench, "10.1145/9.9"))
                    .isEqualTo(new UnknownPaper(List.of("arXiv", "Semantic Scholar", "OpenAlex")));
            assertThat(find(bench, "2501.00013")).isInstanceOf(Outcome.Withdrawn.class);

            before = server.requests().size();
            assertThat(find(bench, "https://openreview.net/forum?id=abc"))
                    .isInstanceOf(NotAsked.class);
            assertThat(find(bench, "http://127.0.0.1:8080/admin")).isInstanceOf(NotAsked.class);
            assertThat(server.requests()).hasSize(before);

            server.plan = (_, _) -> Fault.STATUS_500;
            assertThat(find(bench, "2503.00777")).isInstanceOf(Unreachable.class);
            server.plan =
                    (request, _) ->
                            request.path().equals("/api/query")
                                    ? Fault.REDIRECT_ELSEWHERE
                                    : Fault.NONE;
            Outcome partly = find(bench, "2503.00402");
            assertThat(partly).as("Hugging Face knows it").isInstanceOf(Outcome.Found.class);
            server.plan = (_, _) -> Fault.NONE;
            assertThat(find(bench, "2503.00402").toString()).doesNotContain("Unreachable");
        }
        try (FaultySource closed = new FaultySource(NetworkSourcesSetup::lookups)) {
            closed.close();
            try (SourceBench bench =
                    new SourceBench(directory.resolve("c"), closed, new MovableClock(NIGHT))) {
                assertThat(find(bench, "2503.00400"))
                        .isEqualTo(
                                new Unreachable(
                                        "arXiv cannot be reached: the connection is refused.",
                                        null));
            }
        }
    }

    @Test
    void findsManyPapersWithOneRequestAndOneByItsTitle() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::lookups);
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            ArxivId first = ArxivId.parse("2503.00400").orElseThrow();
            ArxivId second = ArxivId.parse("2503.00402").orElseThrow();
            assertThat(bench.sources.lookup().findAll(List.of(first, second)))
                    .hasEntrySatisfying(
                            first, outcome -> assertThat(outcome).isInstanceOf(Outcome.Found.class))
                    .hasEntrySatisfying(
                            second,
                            outcome -> assertThat(outcome).isInstanceOf(Outcome.Found.class));
            assertThat(server.requests()).hasSize(1);

            Catalogue catalogue = bench.store.catalogue();
            String title = "Attention really is all you need";
            catalogue.put(
                    List.of(Paper.builder(PaperId.ofTitle(title), title).upvotes(3).build()),
                    bench.clock.instant());
            Outcome.Found found = (Outcome.Found) bench.sources.lookup().findByTitle(title + ".");
            catalogue.put(found.accounts(), bench.clock.instant());
            assertThat(catalogue.size()).isEqualTo(1);
            Paper merged = catalogue.find(PaperId.ofTitle(title)).orElseThrow();
            assertThat(merged.id()).isEqualTo(id("2503.00008"));
            assertThat(merged.upvotes()).isEqualTo(3);
            assertThat(bench.sources.lookup().findByTitle("Nobody wrote this"))
                    .isInstanceOf(UnknownPaper.class);
        }
    }

    @Test
    void completesListedPapersWithWhatOnlyArxivSays() throws Exception {
        MovableClock clock = new MovableClock(NIGHT);
        List<String> ids = SourceAnswers.ids(TUESDAY);
        try (FaultySource server =
                        new FaultySource(request ->
                                request.path().equals("/api/query")
                                        ? Page.of(
                                                api(
                                                        ids.stream()
                                                                .map(id ->
                                                                        apiEntry(
                                                                                id,
                                                                                2,
                                                                                "Über paper " + id,
                                                                                ""))
                                                                .toArray(String[]::new)))
                                        : SourceAnswers.huggingFace(request));
                SourceBench bench = new SourceBench(directory, server, clock)) {
            server.plan =
                    (request, _) ->
                            request.path().equals("/api/query") ? Fault.STATUS_500 : Fault.NONE;
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.sink.closed).as("without arXiv too").containsExactly(TUESDAY);
            assertThat(bench.papers()).allMatch(paper -> paper.categories().isEmpty());

            server.plan = (_, _) -> Fault.NONE;
            server.forget();
            clock.move(Duration.ofDays(1));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(bench.papers())
                    .hasSize(SourceAnswers.A_DAY)
                    .allMatch(paper -> paper.categories().toString().equals("[cs.AI]"))
                    .allMatch(paper -> paper.version() == 2 && paper.upvotes() == 7);
            assertThat(server.targets())
                    .as("one request more for all of a day")
                    .hasSize(2)
                    .last()
                    .isEqualTo("/api/query?id_list=" + String.join("%2C", ids) + "&max_results=5");

            clock.move(Duration.ofDays(1));
            bench.harvest("huggingface", "2025-03-04", "2025-03-04");
            assertThat(server.targets()).as("once").hasSize(3);
        }
    }

    @Test
    void asksNothingOfWhatIsOff() throws Exception {
        try (FaultySource server = new FaultySource(NetworkSourcesSetup::lookups)) {
            SourceSettings off = SourceSettings.OFF;
            try (SourceBench bench =
                    new SourceBench(directory, off, new MovableClock(NIGHT), SourceBench.QUICK)) {
                assertThat(bench.sources.harvested()).isEmpty();
                assertThat(find(bench, "2503.00400")).isInstanceOf(NotAsked.class);
                assertThat(find(bench, "10.1145/3.4")).isInstanceOf(NotAsked.class);
                assertThat(bench.sources.discovery().trending(5)).isEmpty();
                assertThat(bench.sources.states()).hasSize(4).noneMatch(SourceState::on);
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void showsWhatTrendsAndSearchesOnDemand() throws Exception {
        try (FaultySource server = new FaultySource(_ -> Page.of(daily(TUESDAY)));
                SourceBench bench = new SourceBench(directory, server, new MovableClock(NIGHT))) {
            assertThat(bench.sources.discovery().trending(20)).hasSize(SourceAnswers.A_DAY);
            assertThat(bench.sources.discovery().search("  vision & <tokens> ", 10))
                    .hasSize(SourceAnswers.A_DAY);
            assertThat(bench.sources.discovery().search("vision & <tokens>", 10))
                    .hasSize(SourceAnswers.A_DAY);
            assertThat(server.targets())
                    .containsExactly(
                            "/api/daily_papers?sort=trending&limit=20",
                            "/api/papers/search?q=vision+%26+%3Ctokens%3E&limit=10");
            assertThat(bench.store.catalogue().size()).isZero();
            assertThat(bench.store.sources().asked("huggingface", "search 10 vision & <tokens>"))
                    .as("what people search for is not kept")
                    .isEmpty();
        }
    }
}
