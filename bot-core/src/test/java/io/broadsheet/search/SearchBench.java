package io.broadsheet.search;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Ninety real papers in a real store, with a search over them.
final class SearchBench implements AutoCloseable {

    static final List<Paper> PAPERS = papers();

    final Path home;
    final Store store;
    final LuceneSearch search;

    private SearchBench(Path home, Embeddings embeddings) {
        this.home = home;
        this.store = Store.open(home);
        this.search =
                LuceneSearch.open(index(home), store.catalogue(), store.vectors(), embeddings);
    }

    /// With all papers, which can be found.
    static SearchBench filled(Path home, Embeddings embeddings) {
        SearchBench bench = open(home, embeddings);
        bench.put(PAPERS);
        return bench;
    }

    static SearchBench open(Path home, Embeddings embeddings) {
        return new SearchBench(home, embeddings);
    }

    static Path index(Path home) {
        return home.resolve("index");
    }

    void put(List<Paper> papers) {
        catalogue().put(papers, Instant.parse("2025-06-01T00:00:00Z"));
        search.refresh();
    }

    Catalogue catalogue() {
        return store.catalogue();
    }

    PaperSearch.Results find(String text) {
        return search.search(QueryLanguage.parse(text, LocalDate.EPOCH).query(), Page.first(20));
    }

    List<String> titles(String text) {
        return titles(find(text).hits());
    }

    List<String> titles(List<PaperSearch.Hit> hits) {
        return catalogue().findAll(hits.stream().map(PaperSearch.Hit::id).toList()).stream()
                .map(Paper::title)
                .toList();
    }

    /// The paper whose title begins like this.
    static Paper paper(String beginning) {
        return PAPERS.stream()
                .filter(paper -> paper.title().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        search.close();
        store.close();
    }

    private static List<Paper> papers() {
        List<Paper> papers = new ArrayList<>();
        try (InputStream stream = SearchBench.class.getResourceAsStream("/search/papers.tsv");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split("\t");
                int number = papers.size();
                Paper.Builder paper =
                        Paper.builder(
                                        PaperId.of(
                                                ArxivId.parse(
                                                                String.format(
                                                                        Locale.ROOT,
                                                                        "2501.%05d",
                                                                        number + 1))
                                                        .orElseThrow()),
                                        parts[0])
                                .summary(parts[1], parts[1])
                                .authorNames(
                                        number % 3 == 0
                                                ? List.of("Kaiming He", "Ross Girshick")
                                                : List.of("Zoë Müller-Lüdenscheidt"))
                                .categories(
                                        List.of(
                                                new Category(
                                                        number % 2 == 0 ? "cs.CV" : "stat.ML")))
                                .upvotes(number)
                                .published(
                                        Instant.parse("2024-06-01T00:00:00Z")
                                                .plus(number * 5L, ChronoUnit.DAYS));
                if (number % 4 == 0) {
                    paper.link(
                            PaperLink.LinkKind.CODE, URI.create("https://github.com/a/p" + number));
                }
                papers.add(paper.build());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return List.copyOf(papers);
    }

    /// A model that understands nothing but spelling: each word's first four letters are a
    /// direction.
    static final class Directions implements Embeddings {
        final AtomicInteger embedded = new AtomicInteger();

        @Override
        public String model() {
            return "directions/1";
        }

        @Override
        public Optional<float[]> query(String text) {
            return Optional.of(vector(text));
        }

        @Override
        public List<Optional<float[]>> documents(List<String> texts) {
            embedded.addAndGet(texts.size());
            return texts.stream().map(text -> Optional.of(vector(text))).toList();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        private static float[] vector(String text) {
            float[] vector = new float[128];
            for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
                if (word.length() > 3) {
                    vector[Math.floorMod(word.substring(0, 4).hashCode() * 31, 128)] += 1;
                }
            }
            return RelevanceFeedback.unit(vector);
        }
    }
}
