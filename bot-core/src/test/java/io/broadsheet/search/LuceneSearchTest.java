package io.broadsheet.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PaperSearch.Match;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.waiting.Waiting;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneSearchTest {

    @TempDir static Path home;

    private static SearchBench bench;

    @BeforeAll
    static void fill() {
        bench = SearchBench.filled(home, Embeddings.NONE);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void findsEachPaperFirstByItsTitle() {
        for (Paper paper : SearchBench.PAPERS) {
            assertThat(bench.find(paper.title()).hits().getFirst().id())
                    .as(paper.title())
                    .isEqualTo(paper.id());
        }
    }

    @Test
    void findsEachPaperByItsTitleWithOneLetterWrongInOneWord() {
        Random random = new Random(7);
        for (Paper paper : SearchBench.PAPERS) {
            for (int slip = 0; slip < 4; slip++) {
                String wrong = slipped(paper.title(), slip, random);
                assertThat(bench.find(wrong).hits().stream().limit(3).map(PaperSearch.Hit::id))
                        .as(wrong)
                        .contains(paper.id());
            }
        }
    }

    @Test
    void offersTheNearestSpelling() {
        PaperSearch.Results results = bench.find("vison tokenizrs");

        assertThat(results.spelling()).contains("vision tokenizers");
        assertThat(results.match()).isEqualTo(Match.NEAREST);
        assertThat(results.hits()).isNotEmpty();
        assertThat(bench.find("vision transformers").spelling()).isEmpty();
    }

    @Test
    void saysWhenNothingPassesTheFilters() {
        assertThat(bench.find("vision author:nobody").match()).isEqualTo(Match.NOTHING);
        assertThat(bench.find("since:2099").match()).isEqualTo(Match.NOTHING);
        assertThat(bench.find("qqqqzzzz xxxxkkkk").hits()).isEmpty();
    }

    @Test
    void keepsEveryFilter() {
        List<Paper> authors = papers("author:\"kaiming he\"");
        assertThat(authors)
                .isNotEmpty()
                .allMatch(paper -> paper.authorNames().contains("Kaiming He"));
        assertThat(papers("author:He")).hasSameSizeAs(authors);
        assertThat(papers("author:\"He Kaiming\"")).hasSameSizeAs(authors);
        assertThat(papers("author:muller"))
                .isNotEmpty()
                .noneMatch(paper -> paper.authorNames().contains("Kaiming He"));
        assertThat(papers("author:\"Kaiming Girshick\"")).isEmpty();

        assertThat(papers("vision in:cs"))
                .isNotEmpty()
                .allMatch(paper -> paper.categories().getFirst().code().equals("cs.CV"));
        assertThat(papers("vision in:STAT.ml"))
                .isNotEmpty()
                .allMatch(paper -> paper.categories().getFirst().code().equals("stat.ML"));
        assertThat(papers("vision in:c")).isEmpty();
        assertThat(papers("vision has:code")).isNotEmpty().allMatch(Paper::hasCode);
        assertThat(papers("token -vision"))
                .isNotEmpty()
                .noneMatch(paper -> said(paper).matches("(?s).*\\bvision\\b.*"));
        assertThat(papers("\"semantic segmentation\""))
                .isNotEmpty()
                .allMatch(paper -> said(paper).replace('-', ' ').contains("semantic segmentation"));

        Paper early = SearchBench.PAPERS.get(10);
        String day = early.published().toString().substring(0, 10);
        PaperId before = SearchBench.PAPERS.get(9).id();
        assertThat(papers("since:" + day))
                .extracting(Paper::id)
                .doesNotContain(before)
                .contains(early.id());
        assertThat(papers("before:" + day))
                .extracting(Paper::id)
                .contains(before)
                .doesNotContain(early.id());
    }

    @Test
    void givesTheNearestWhereNobodyWroteThePhrase() {
        PaperSearch.Results results = bench.find("\"segmentation semantic weakly\"");

        assertThat(results.match()).isEqualTo(Match.NEAREST);
        assertThat(bench.titles("\"segmentation semantic weakly\"").getFirst())
                .contains("Segmentation");
    }

    @Test
    void sortsByDateAndByVotes() {
        assertThat(papers("token sort:new"))
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> b.published().compareTo(a.published()))
                .allMatch(paper -> said(paper).contains("token"));
        assertThat(papers("token sort:top"))
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> Integer.compare(b.upvotes(), a.upvotes()));
    }

    @Test
    void pagesShowEachResultOnce() {
        PaperQuery query = QueryLanguage.parse("vision token model", LocalDate.EPOCH).query();
        int total = bench.search.search(query, Page.first(1)).total();
        Set<PaperId> seen = new HashSet<>();
        for (int from = 0; from < total; from += 7) {
            bench.search
                    .search(query, new Page(from, 7))
                    .hits()
                    .forEach(hit -> assertThat(seen.add(hit.id())).isTrue());
        }
        assertThat(seen).hasSize(total).hasSizeGreaterThan(40);
        assertThat(bench.search.search(query, new Page(total, 7)).hits()).isEmpty();
    }

    @Test
    void findsSimilarPapersButNeverThePaperItself() {
        PaperId asked = SearchBench.paper("Token Contrast for Weakly-Supervised").id();

        List<PaperSearch.Hit> hits = bench.search.similar(Map.of(asked, 1.0), Instant.EPOCH, 10);

        assertThat(hits).hasSize(10).noneMatch(hit -> hit.id().equals(asked));
        assertThat(hits).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(bench.search.similarity(asked, asked)).isGreaterThan(0.99);
        assertThat(bench.search.similarity(asked, hits.getFirst().id()))
                .isBetween(0.0, 0.99)
                .isGreaterThan(bench.search.similarity(asked, hits.getLast().id()));
        assertThat(bench.search.similarity(hits.getLast().id(), asked))
                .isCloseTo(bench.search.similarity(asked, hits.getLast().id()), within(1e-12));
        PaperId unknown = PaperId.ofTitle("no such paper");
        assertThat(bench.search.similar(Map.of(unknown, 1.0), Instant.EPOCH, 10)).isEmpty();
        assertThat(bench.search.similarity(asked, unknown)).isZero();
    }

    @Test
    void tellsPapersAboutATopicFromThoseThatOnlyComeNearest() {
        List<String> about = bench.titles(onTopic("token pruning", Instant.EPOCH));
        assertThat(about).isNotEmpty().hasSizeLessThan(30);
        for (Paper paper : SearchBench.PAPERS) {
            assertThat(about.contains(paper.title()))
                    .as(paper.title())
                    .isEqualTo(
                            bench.search
                                            .within(
                                                    List.of(paper.id()),
                                                    PaperQuery.words("token pruning"))
                                            .size()
                                    > 0);
        }
        // Of many words not all have to be there.
        assertThat(onTopic("token pruning for quixotic vision transformers", Instant.EPOCH))
                .isNotEmpty();
        assertThat(bench.find("medieval french poetry").hits()).isNotEmpty();
        assertThat(onTopic("medieval french poetry", Instant.EPOCH)).isEmpty();
        assertThat(onTopic("zzzz qqq", Instant.EPOCH)).isEmpty();
        assertThat(onTopic("", Instant.EPOCH)).isEmpty();
    }

    @Test
    void keepsTopicsAndLikenessToPapersSinceADate() {
        Instant since = SearchBench.PAPERS.get(60).date();
        PaperId asked = SearchBench.PAPERS.get(70).id();

        List<PaperId> about = onTopic("vision", since).stream().map(PaperSearch.Hit::id).toList();
        List<PaperId> like =
                bench.search.similar(Map.of(asked, 1.0), since, 100).stream()
                        .map(PaperSearch.Hit::id)
                        .toList();

        for (List<PaperId> found : List.of(about, like)) {
            assertThat(bench.catalogue().findAll(found))
                    .isNotEmpty()
                    .noneMatch(paper -> paper.date().isBefore(since));
        }
        assertThat(about).hasSizeLessThan(onTopic("vision", Instant.EPOCH).size());
    }

    private static List<PaperSearch.Hit> onTopic(String topic, Instant since) {
        return bench.search.onTopic(topic, since, 100);
    }

    @Test
    void namesWholeTermsThatTwoPapersShareOrNone() {
        List<String> all = new ArrayList<>();
        for (Paper one : SearchBench.PAPERS) {
            for (Paper other : SearchBench.PAPERS) {
                if (!one.id().equals(other.id())) {
                    List<String> shared = bench.search.sharedWords(one.id(), other.id(), 2);
                    assertThat(shared).hasSizeLessThanOrEqualTo(2);
                    all.addAll(shared);
                }
            }
        }

        assertThat(all)
                .anyMatch(term -> term.contains(" "))
                .doesNotContain("reinforcement", "generation", "dynamic", "LLM", "shot", "aware")
                .allMatch(term -> term.matches("[\\p{L}\\d .’'+/-]+"));
    }

    @Test
    void completesTitlesAndAuthors() {
        assertThat(bench.search.completeTitle("flext", 5))
                .extracting(PaperSearch.TitleMatch::title)
                .first()
                .asString()
                .startsWith("FlexTok");
        assertThat(bench.search.completeTitle("beyond next", 5))
                .extracting(PaperSearch.TitleMatch::title)
                .first()
                .asString()
                .startsWith("Beyond Next-Token");
        assertThat(bench.search.completeTitle("  ", 5)).isEmpty();
        assertThat(bench.search.completeAuthor("kai", 5)).containsExactly("Kaiming He");
        assertThat(bench.search.completeAuthor("gir", 5)).containsExactly("Ross Girshick");
        assertThat(bench.search.completeAuthor("zoe mu", 5))
                .containsExactly("Zoë Müller-Lüdenscheidt");
    }

    @Test
    void tellsWhichPapersHaveTheWords() {
        List<PaperId> all = SearchBench.PAPERS.stream().map(Paper::id).toList();

        assertThat(bench.search.within(all, PaperQuery.words("weakly supervised segmentation")))
                .contains(SearchBench.paper("Token Contrast for Weakly-Supervised").id())
                .hasSizeLessThan(20);
        assertThat(bench.search.within(List.of(), PaperQuery.words("token"))).isEmpty();
    }

    @Test
    void answersAnything() {
        Random random = new Random(11);
        String[] pieces = {
            "AND",
            "OR",
            "(",
            ")",
            "\"",
            "*",
            "~",
            "^2",
            ":",
            "[a TO b]",
            "\\",
            "/.*/",
            "+",
            "-",
            "{}",
            "\0",
            "\uD800",
            "‮",
            "<@U1>",
            "author:",
            "'; DROP TABLE paper;--",
            "token"
        };
        long start = System.nanoTime();
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(30);
            for (int j = 0; j < length; j++) {
                if (random.nextBoolean()) {
                    text.append(pieces[random.nextInt(pieces.length)])
                            .append(random.nextBoolean() ? " " : "");
                } else {
                    text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                }
            }
            assertThat(bench.find(text.toString())).isNotNull();
            bench.search.completeTitle(text.toString(), 5);
            bench.search.completeAuthor(text.toString(), 5);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(120));
    }

    @Test
    void answersAMegabyteOfText() {
        for (String piece :
                List.of("a", "token ", "\"", "-x ", "z".repeat(300) + " ", "é\uD83D\uDE00 ")) {
            String text = piece.repeat(1_000_000 / piece.length());
            long start = System.nanoTime();
            assertThat(bench.find(text)).isNotNull();
            assertThat(bench.search.search(PaperQuery.words(text), Page.first(5))).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void followsWhatChangesInTheCatalogue(@TempDir Path other) {
        try (SearchBench changing = SearchBench.filled(other, Embeddings.NONE)) {
            Paper paper = SearchBench.paper("FlexTok");
            Paper retold =
                    paper.toBuilder()
                            .version(2)
                            .title("Zymurgy for beginners", "Zymurgy for beginners")
                            .build();
            changing.put(List.of(retold));

            assertThat(changing.find("zymurgy").hits())
                    .extracting(PaperSearch.Hit::id)
                    .containsExactly(paper.id());
            assertThat(changing.search.readiness().papers()).isEqualTo(90);
        }
    }

    @Test
    void anotherProcessReadsWhatTheFirstWrites(@TempDir Path other) throws InterruptedException {
        try (SearchBench writing = SearchBench.open(other, Embeddings.NONE);
                LuceneSearch reading =
                        LuceneSearch.open(
                                SearchBench.index(other),
                                writing.catalogue(),
                                writing.store.vectors(),
                                Embeddings.NONE)) {
            writing.put(SearchBench.PAPERS);
            reading.refresh();

            assertThat(reading.search(PaperQuery.words("FlexTok"), Page.first(5)).hits())
                    .isNotEmpty();
            assertThatThrownBy(reading::reindex)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Another");
            writing.search.reindex();
            reading.refresh();
            assertThat(reading.readiness().papers()).isEqualTo(90);
        }
    }

    @Test
    void rebuildsADamagedIndex(@TempDir Path other) throws Exception {
        Random random = new Random(3);
        SearchBench.filled(other, Embeddings.NONE).close();
        for (int round = 0; round < 12; round++) {
            List<Path> files = indexFiles(other);
            assertThat(files).isNotEmpty();
            for (Path file : round < 9 ? List.of(files.get(random.nextInt(files.size()))) : files) {
                damage(file, round % 3, random);
            }
            try (SearchBench damaged = SearchBench.open(other, Embeddings.NONE)) {
                Waiting.until(
                        "the index that is built anew",
                        Duration.ofMinutes(1),
                        () ->
                                !(damaged.search.readiness().rebuilding()
                                        || damaged.search.readiness().papers() != 90
                                        || damaged.find("FlexTok").hits().isEmpty()));
            }
        }
    }

    @Test
    void neverComputesAVectorTwice(@TempDir Path other) throws InterruptedException {
        SearchBench.Directions model = new SearchBench.Directions();
        try (SearchBench first = SearchBench.filled(other, model)) {
            assertThat(first.search.awaitVectors(Duration.ofSeconds(60))).isTrue();
            assertThat(first.search.readiness().vectors()).isEqualTo(90);
        }
        assertThat(model.embedded).hasValue(90);
        try (SearchBench second = SearchBench.open(other, model)) {
            assertThat(second.search.awaitMeaning(Duration.ofSeconds(60))).isTrue();
            assertThat(second.search.awaitVectors(Duration.ofSeconds(60))).isTrue();
            assertThat(second.search.readiness().vectors()).isEqualTo(90);
            second.search.reindex();
            assertThat(second.search.awaitVectors(Duration.ofSeconds(60))).isTrue();
            Paper paper = SearchBench.paper("FlexTok");
            second.put(
                    List.of(
                            paper.toBuilder()
                                    .version(2)
                                    .summary("Another text.", "Another text.")
                                    .build()));
            assertThat(second.search.awaitVectors(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(model.embedded).hasValue(91);
    }

    @Test
    void findsByMeaningWhatHasNoneOfTheWords(@TempDir Path other) throws InterruptedException {
        try (SearchBench meaning = SearchBench.filled(other, new SearchBench.Directions())) {
            assertThat(meaning.search.awaitVectors(Duration.ofSeconds(60))).isTrue();
            // "autorexxxx" shares its direction with "autoregressive" and no word with any paper.
            PaperSearch.Results results = meaning.find("autorexxxx");

            assertThat(results.match()).isEqualTo(Match.NEAREST);
            assertThat(said(meaning.catalogue().find(results.hits().getFirst().id()).orElseThrow()))
                    .contains("autore");
            assertThat(meaning.find("autorexxxx in:stat.ML").hits())
                    .allMatch(hit ->
                            meaning.catalogue()
                                    .find(hit.id())
                                    .orElseThrow()
                                    .categories()
                                    .getFirst()
                                    .code()
                                    .equals("stat.ML"));
        }
    }

    private static List<Paper> papers(String text) {
        PaperSearch.Results results =
                bench.search.search(
                        QueryLanguage.parse(text, LocalDate.EPOCH).query(), Page.first(100));
        return bench.catalogue().findAll(results.hits().stream().map(PaperSearch.Hit::id).toList());
    }

    private static String said(Paper paper) {
        return (paper.title() + "\n" + paper.summary()).toLowerCase(java.util.Locale.ROOT);
    }

    private static List<Path> indexFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(SearchBench.index(home))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path file, int how, Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            switch (how) {
                case 0 -> bytes.setLength(bytes.length() / 2);
                case 1 -> {
                    bytes.seek(random.nextInt((int) Math.max(1, bytes.length())));
                    bytes.write(new byte[] {13, 66, -7, 42});
                }
                default -> {
                    byte[] noise = new byte[(int) bytes.length()];
                    random.nextBytes(noise);
                    bytes.write(noise);
                }
            }
        }
    }

    private static String slipped(String title, int slip, Random random) {
        List<int[]> words = new ArrayList<>();
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("\\p{L}{4,}").matcher(title);
        while (matcher.find()) {
            words.add(new int[] {matcher.start(), matcher.end()});
        }
        int[] word = words.get(random.nextInt(words.size()));
        int at = word[0] + 1 + random.nextInt(word[1] - word[0] - 2);
        return switch (slip) {
            case 0 -> title.substring(0, at) + 'q' + title.substring(at + 1);
            case 1 -> title.substring(0, at) + title.substring(at + 1);
            case 2 -> title.substring(0, at) + 'x' + title.substring(at);
            default ->
                    title.substring(0, at)
                            + title.charAt(at + 1)
                            + title.charAt(at)
                            + title.substring(at + 2);
        };
    }
}
