package io.broadsheet.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The catalogue's pages, as a reader's program gets them.
class CataloguePagesTest {

    private static final String PAPERS =
            """
            {"id":"arxiv:2603.00001","title":"Pruning <b>Tokens</b> 1 < 2 & \\"Heads\\"","abstract":"We prune tokens. This makes vision transformers faster. It costs little.","authors":["Ana Ōta","Ben <Lee>"],"published":"2026-03-02","categories":["cs.CV"],"upvotes":40,"stars":1200,"tldr":"Prunes tokens <script>alert(1)</script> well.","thumbnail":"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2603.00001.png","links":[{"kind":"code","url":"https://github.com/ana/prune"}]}
            {"id":"arxiv:2603.00002","title":"Learning with $\\\\alpha$-divergence","abstract":"We learn with divergences of order alpha and measure how well it works.","authors":["Cem Acar"],"published":"2026-03-01","categories":["cs.LG"],"upvotes":5}
            {"id":"arxiv:2602.00003","title":"Pruning Layers of Language Models","abstract":"We prune whole layers of language models and keep most of what they can do.","authors":["Dia Roy"],"published":"2026-02-20","categories":["cs.CL"],"upvotes":90}
            {"id":"doi:10.1000/(a)<b>","title":"An Odd Identifier","abstract":"We identify papers.","authors":["Eve Sun"],"published":"2026-01-20"}
            """;

    @TempDir private static Path directory;
    private static BotCore core;
    private static Site site;

    @BeforeAll
    static void start() throws IOException {
        Path papers = Files.writeString(directory.resolve("papers.jsonl"), PAPERS);
        core =
                BotCore.start(
                        new CoreSettings(
                                directory.resolve("home"),
                                List.of(papers),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC));
        site = site(true);
    }

    private static Site site(boolean isPublic) {
        return Website.of(
                new SiteSettings(
                        Optional.of(URI.create("https://papers.example.org")),
                        isPublic,
                        10_000,
                        List.of(),
                        List.of("cdn-thumbnails.huggingface.co")),
                core.publication(),
                Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        core.close();
    }

    @Test
    void trendingIsWhatReadersVoteForInASpan() {
        assertThat(titles("/"))
                .containsExactly("Pruning Tokens 1 < 2 & \"Heads\"", "Learning with α-divergence");
        assertThat(titles("/?window=month")).hasSize(3);
        assertThat(titles("/?window=month&in=cs.CL"))
                .containsExactly("Pruning Layers of Language Models");
        assertThat(titles("/?window=month&code=yes")).hasSize(1);
        assertThat(page("/?window=day&in=nonsense").select(".small").first().text())
                .isEqualTo(
                        "By readers' votes, of the last 7 days; nothing is dated in the last day.");
    }

    @Test
    void anEntrySaysWhatItIsWhoAndWhenAndHowMany() {
        Element entry = page("/").selectFirst(".entry");

        assertThat(entry.selectFirst("h2 a").attr("href")).isEqualTo("/papers/2603.00001");
        assertThat(entry.selectFirst(".line").text())
                .isEqualTo("Prunes tokens <script>alert(1)</script> well summary by Hugging Face");
        assertThat(entry.selectFirst(".facts").text())
                .startsWith("Ana Ōta and Ben <Lee> Mar 2, 2026 cs.CV ▲ 40")
                .contains("40 upvotes at Hugging Face", "★ 1,200");
        assertThat(entry.selectFirst("img").attr("alt")).isEmpty();
        assertThat(entry.select("script")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"de, 02.03.2026", "ja, 2026/03/02", "en-GB, 2 Mar 2026"})
    void datesAreInTheReadersLanguage(String language, String day) {
        Document page = page("/", Map.of("accept-language", List.of(language)));

        assertThat(page.selectFirst("time").text()).isEqualTo(day);
        assertThat(page.selectFirst("time").attr("lang")).isEqualTo(language);
        assertThat(page.selectFirst("time").attr("datetime")).isEqualTo("2026-03-02");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void aPaperIsThereWholeWithItsCitationAndItsLike() {
        Document page = page("/papers/2603.00001");

        assertThat(page.selectFirst("h1").text()).isEqualTo("Pruning Tokens 1 < 2 & \"Heads\"");
        assertThat(page.selectFirst(".authors").text()).isEqualTo("Ana Ōta, Ben <Lee>");
        assertThat(page.select(".links a").eachText())
                .containsExactly("arXiv", "PDF", "Code", "Hugging Face");
        assertThat(page.selectFirst("pre").text()).contains("eprint = {2603.00001}");
        assertThat(page.select("#similar")).hasSize(1);
        assertThat(page.selectFirst("meta[property=og:title]").attr("content"))
                .isEqualTo("Pruning Tokens 1 < 2 & \"Heads\"");
        assertThat(page.selectFirst("meta[property=og:image]").attr("content"))
                .startsWith("https://cdn-thumbnails.huggingface.co/");
        assertThat(page.selectFirst("link[rel=canonical]").attr("href"))
                .isEqualTo("https://papers.example.org/papers/2603.00001");
        for (Element link : page.select("details a")) {
            assertThat(get(link.attr("href"), Map.of()).status()).isEqualTo(200);
        }
    }

    @Test
    void aPaperWithAnOddIdentifierHasAPageAsWell() {
        String link = page("/search?q=odd+identifier").selectFirst(".entry h2 a").attr("href");

        assertThat(page(link).selectFirst("h1").text()).isEqualTo("An Odd Identifier");
    }

    @Test
    void aSearchSaysWhatItFoundAndOtherOrders() {
        Document page = page("/search?q=pruning");

        assertThat(page.selectFirst("h1").text()).isEqualTo("Papers for pruning");
        assertThat(page.select(".entry h2").eachText()).hasSize(2);
        assertThat(page.select(".tabs a").eachText())
                .containsExactly("Best match", "Latest", "Top voted");
        assertThat(page.selectFirst("#find").attr("value")).isEqualTo("pruning");
        assertThat(titles("/search?q=pruning+sort%3Atop"))
                .first()
                .isEqualTo("Pruning Layers of Language Models");
        assertThat(page("/search?q=roy").selectFirst("h1").text()).isEqualTo("Papers by Dia Roy");
        assertThat(page("/search?q=since:nonsense").selectFirst(".warn").text())
                .contains("nonsense");
        assertThat(page("/search").selectFirst("h2").text()).isEqualTo("How to search");
        assertThat(page("/search?q=%22%3E%3Cscript%3E").select("script")).isEmpty();
    }

    @Test
    void searchEnginesFindPapersAndNothingElse() {
        assertThat(text("/robots.txt"))
                .contains("Disallow: /search", "https://papers.example.org/sitemap.xml");
        assertThat(text("/sitemap.xml"))
                .contains("<loc>https://papers.example.org/papers/2603.00001</loc>")
                .contains(
                        "<loc>https://papers.example.org/papers/doi/10.1000_2f_28a_29_3cb_3e</loc>");
        assertThat(page("/search?q=pruning").select("meta[name=robots]")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"/", "/search", "/papers/2603.00001", "/sitemap.xml"})
    void aSiteThatIsNotPublicHasNoneOfIt(String path) {
        Site secret = site(false);

        assertThat(secret.answer(request(path, Map.of())).status()).isEqualTo(404);
        assertThat(
                        new String(
                                secret.answer(request("/robots.txt", Map.of())).body(),
                                StandardCharsets.UTF_8))
                .isEqualTo("User-agent: *\nDisallow: /\n");
    }

    private static List<String> titles(String path) {
        return page(path).select(".entry h2").eachText();
    }

    private static Document page(String path) {
        return page(path, Map.of());
    }

    private static Document page(String path, Map<String, List<String>> headers) {
        WebResponse response = get(path, headers);
        assertThat(response.status()).as(path).isEqualTo(200);
        return Jsoup.parse(new String(response.body(), StandardCharsets.UTF_8));
    }

    private static String text(String path) {
        return new String(get(path, Map.of()).body(), StandardCharsets.UTF_8);
    }

    private static WebResponse get(String path, Map<String, List<String>> headers) {
        return site.answer(request(path, headers));
    }

    private static WebRequest request(String path, Map<String, List<String>> headers) {
        int mark = path.indexOf('?');
        return new WebRequest(
                "GET",
                mark < 0 ? path : path.substring(0, mark),
                mark < 0 ? "" : path.substring(mark + 1),
                headers,
                new byte[0],
                "192.0.2.1");
    }
}
