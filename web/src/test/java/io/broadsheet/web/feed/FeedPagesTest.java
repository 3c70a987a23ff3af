package io.broadsheet.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.apptasticsoftware.rssreader.Item;
import com.apptasticsoftware.rssreader.RssReader;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.store.Store;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.io.ByteArrayInputStream;
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
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Feeds and a channel's page, read by libraries that did not write them.
class FeedPagesTest {

    private static final String PAPERS =
            """
            {"id":"arxiv:2603.00001","title":"Pruning Tokens 1 < 2 & \\"Heads\\"","abstract":"We prune tokens. This makes vision transformers faster & smaller. It costs little.","authors":["Ana Ōta","Ben <Lee>"],"published":"2026-03-02","categories":["cs.CV"],"upvotes":40,"thumbnail":"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2603.00001.png"}
            {"id":"arxiv:2603.00002","title":"Learning with Divergences","abstract":"We learn with divergences of order alpha and measure how well it works.","authors":["Cem Acar"],"published":"2026-03-01","categories":["cs.LG"],"upvotes":5}
            {"id":"arxiv:2602.00003","title":"Pruning Layers of Language Models","abstract":"We prune whole layers of language models and keep most of what they can do.","authors":["Dia Roy"],"published":"2026-02-20","categories":["cs.CL"],"upvotes":90}
            """;

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U1");
    private static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C1");
    private static final PaperId FIRST = PaperId.parse("arxiv:2603.00001").orElseThrow();
    private static final PaperId THIRD = PaperId.parse("arxiv:2602.00003").orElseThrow();

    @TempDir private static Path directory;
    private static BotCore core;
    private static Store store;
    private static Site open;
    private static Site secret;

    @BeforeAll
    static void start() throws IOException {
        Path papers = Files.writeString(directory.resolve("papers.jsonl"), PAPERS);
        Path home = directory.resolve("home");
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(papers), CoreSettings.NO_MODEL, 1),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        store = Store.open(home);
        open = site(true);
        secret = site(false);
        store.library().seen(ANN, VISION, "ann", NOW);
        store.library().upvoteIn(VISION, ANN, FIRST, NOW);
        store.library().follow(new Owner.Channel(VISION), new Interest.Topic("pruning"), NOW);
        store.ledger()
                .record(
                        new Ledger.LedgerEntry(
                                VISION, FIRST, NOW.minusSeconds(60), Ledger.Occasion.EDITION));
        store.ledger()
                .record(
                        new Ledger.LedgerEntry(
                                VISION,
                                THIRD,
                                Instant.parse("2026-02-21T09:00:00Z"),
                                Ledger.Occasion.SHARED));
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
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void stop() {
        store.close();
        core.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"atom.xml", "rss.xml"})
    void anotherReaderFindsEverythingInAFeed(String format) {
        List<Item> items = read(get(open, "/feeds/trending/month/" + format));

        assertThat(items)
                .extracting(item -> item.getTitle().orElseThrow())
                .containsExactly(
                        "Pruning Tokens 1 < 2 & \"Heads\"",
                        "Learning with Divergences",
                        "Pruning Layers of Language Models");
        Item first = items.getFirst();
        assertThat(first.getLink()).hasValue("https://papers.example.org/papers/2603.00001");
        assertThat(first.getGuid().orElseThrow()).startsWith("urn:uuid:");
        assertThat(first.getPubDateAsZonedDateTime().orElseThrow().toInstant())
                .isEqualTo(core.publication().catalogue().find(FIRST).orElseThrow().date());
        assertThat(Jsoup.parse(first.getDescription().or(first::getContent).orElseThrow()).text())
                .contains("Ana Ōta and Ben <Lee>", "We prune tokens.", "40 upvotes");
        assertThat(items.getFirst().getChannel().getTitle())
                .isEqualTo("Trending papers of the month");
    }

    @Test
    void aFeedSaysWhereItIsAndWhichPageShowsTheSame() {
        Document atom = xml("/feeds/trending/week/atom.xml");
        Document rss = xml("/feeds/trending/week/rss.xml");

        assertThat(atom.selectFirst("feed > link[rel=self]").attr("href"))
                .isEqualTo("https://papers.example.org/feeds/trending/week/atom.xml");
        assertThat(atom.selectFirst("feed > link[rel=alternate]").attr("href"))
                .isEqualTo("https://papers.example.org/");
        assertThat(atom.selectFirst("feed > updated").text()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(atom.select("entry > author > name").eachText())
                .containsExactly("Ana Ōta", "Ben <Lee>", "Cem Acar");
        assertThat(rss.selectFirst("channel > link").text())
                .isEqualTo("https://papers.example.org/");
        assertThat(rss.getElementsByTag("atom:link").attr("href"))
                .isEqualTo("https://papers.example.org/feeds/trending/week/rss.xml");
        assertThat(rss.selectFirst("enclosure").attr("url"))
                .startsWith("https://cdn-thumbnails.huggingface.co/");
        assertThat(rss.getElementsByTag("media:thumbnail").attr("url"))
                .startsWith("https://cdn-thumbnails.huggingface.co/");
    }

    @Test
    void jsonFeedHasTheSame() {
        JsonObject feed = json(get(open, "/feeds/trending/week/feed.json"));

        assertThat(feed.get("version").getAsString()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.get("feed_url").getAsString())
                .isEqualTo("https://papers.example.org/feeds/trending/week/feed.json");
        JsonObject item = feed.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(item.get("title").getAsString()).isEqualTo("Pruning Tokens 1 < 2 & \"Heads\"");
        assertThat(item.get("date_published").getAsString()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(item.get("image").getAsString())
                .startsWith("https://cdn-thumbnails.huggingface.co/");
        // One paper is called the same in every format.
        assertThat(item.get("id").getAsString())
                .isEqualTo(
                        read(get(open, "/feeds/trending/week/rss.xml"))
                                .getFirst()
                                .getGuid()
                                .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/topic/atom.xml?of=pruning+layers",
                "/feeds/author/atom.xml?of=Dia+Roy",
                "/feeds/search/atom.xml?of=pruning+in%3Acs.CL"
            })
    void thereIsAFeedOfWhateverSomebodyAsksFor(String path) {
        assertThat(read(get(open, path)))
                .extracting(item -> item.getTitle().orElseThrow())
                .containsExactly("Pruning Layers of Language Models");
    }

    @Test
    void aReaderThatKnowsItGetsNothingAgain() {
        WebResponse first = get(open, "/feeds/trending/week/atom.xml");

        assertThat(first.headers().get("last-modified")).hasSize(1);
        for (String header : List.of("etag", "last-modified")) {
            String condition = header.equals("etag") ? "if-none-match" : "if-modified-since";
            WebResponse again =
                    open.answer(
                            request(
                                    "/feeds/trending/week/atom.xml",
                                    Map.of(condition, first.headers().get(header))));
            assertThat(again.status()).as(condition).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void aSiteThatIsNotPublicHasOnlySecretFeeds() {
        assertThat(get(secret, "/feeds").status()).isEqualTo(404);
        assertThat(get(secret, "/feeds/trending/week/atom.xml").status()).isEqualTo(404);
        assertThat(get(secret, "/feeds/topic/atom.xml?of=pruning").status()).isEqualTo(404);

        PersonLink link =
                store.links().give(ANN, FeedSubject.parse("trending/week").orElseThrow(), NOW);
        WebResponse feed = get(secret, "/feeds/secret/" + link.token() + "/atom.xml");
        assertThat(read(feed)).hasSize(2);
        // Where papers have no page here, entries lead to where they are read.
        assertThat(read(feed).getFirst().getLink()).hasValue("https://arxiv.org/abs/2603.00001");
        assertThat(feed.headers()).containsEntry("cache-control", List.of("private, no-cache"));

        store.links().revokeAll(ANN);
        WebResponse gone = get(secret, "/feeds/secret/" + link.token() + "/atom.xml");
        WebResponse never = get(secret, "/feeds/secret/" + "A".repeat(32) + "/atom.xml");
        assertThat(gone.status()).isEqualTo(404);
        // Nobody can tell a link that was from one that never was.
        assertThat(gone.body()).isEqualTo(never.body());
        assertThat(gone.headers()).isEqualTo(never.headers());
    }

    @Test
    void aShelfIsReadByWhoeverHasItsLink() {
        store.library().save(ANN, THIRD, NOW.minusSeconds(5));
        PersonLink link = store.links().give(ANN, new FeedSubject.ShelfFeed(), NOW);

        List<Item> items = read(get(secret, "/feeds/secret/" + link.token() + "/rss.xml"));

        assertThat(items).hasSize(1);
        assertThat(items.getFirst().getPubDateAsZonedDateTime().orElseThrow().toInstant())
                .isEqualTo(NOW.minusSeconds(5));
        assertThat(get(open, "/feeds/shelf/atom.xml?of=x").status()).isEqualTo(404);
    }

    @Test
    void aChannelsPageShowsByMonthWhatItGotWithVotes() {
        ChannelLink link = store.links().open(VISION, "vision", NOW);

        Document latest = html(get(secret, link.path()));
        assertThat(latest.selectFirst("h1").text()).isEqualTo("Papers of #vision");
        assertThat(latest.select(".tabs a").eachText())
                .containsExactly("March 2026 1", "February 2026 1");
        assertThat(latest.select(".entry h3").eachText())
                .containsExactly("Pruning Tokens 1 < 2 & \"Heads\"");
        assertThat(latest.selectFirst(".facts").text()).contains("1 vote here");
        assertThat(latest.text()).doesNotContain("ann");
        assertThat(html(get(secret, link.path() + "?month=2026-02")).select(".entry h3").text())
                .isEqualTo("Pruning Layers of Language Models");
        assertThat(html(get(secret, link.path() + "?q=layers")).select(".entry")).hasSize(1);
        assertThat(html(get(secret, link.path() + "?q=%3Cb%3Enothing")).select(".entry")).isEmpty();
        assertThat(read(get(secret, link.path() + "/posts/atom.xml"))).hasSize(2);

        store.links().revoke(VISION);
        for (String path : List.of("", "/posts/atom.xml", "/feeds.opml", "?q=layers")) {
            assertThat(get(secret, link.path() + path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void allFeedsOfAChannelAreInOneList() {
        ChannelLink link = store.links().open(VISION, "vision", NOW);
        Document opml = Jsoup.parse(text(get(secret, link.opml())), "", Parser.xmlParser());

        List<Element> feeds = opml.select("outline");
        assertThat(feeds).hasSize(2);
        for (Element feed : feeds) {
            URI address = URI.create(feed.attr("xmlUrl"));
            WebResponse response = get(secret, address.getRawPath() + query(address));
            assertThat(response.status()).as(address.toString()).isEqualTo(200);
            assertThat(read(response)).isNotEmpty();
        }
        // The link opens what the channel follows, not whatever somebody writes behind it.
        assertThat(get(secret, link.path() + "/topic/atom.xml?of=divergences").status())
                .isEqualTo(404);
        store.links().revoke(VISION);
    }

    @Test
    void aPaperSaysWhereItWasPostedOnlyWhereThatIsPublic() {
        ChannelLink link = store.links().open(VISION, "vision", NOW);
        assertThat(text(get(open, "/papers/2603.00001"))).doesNotContain("vision\"", "#vision");

        store.links().list(VISION, true);
        Document page = html(get(open, "/papers/2603.00001"));
        assertThat(page.select("a[href=" + link.path() + "]").text()).isEqualTo("#vision");
        store.links().revoke(VISION);
        assertThat(text(get(open, "/papers/2603.00001"))).doesNotContain("#vision");
    }

    @Test
    void thePageOfFeedsMakesAddresses() {
        Document page = html(get(open, "/feeds?kind=author&of=Dia+Roy"));

        String address = page.selectFirst("pre").text();
        assertThat(address)
                .isEqualTo("https://papers.example.org/feeds/author/atom.xml?of=Dia+Roy");
        for (Element link : page.select("main a")) {
            assertThat(get(open, link.attr("href")).status()).isEqualTo(200);
        }
    }

    private static String query(URI address) {
        return address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    }

    private static List<Item> read(WebResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return new RssReader().read(new ByteArrayInputStream(response.body())).toList();
    }

    private static JsonObject json(WebResponse response) {
        return JsonParser.parseString(text(response)).getAsJsonObject();
    }

    private static Document html(WebResponse response) {
        assertThat(response.status()).isEqualTo(200);
        return Jsoup.parse(text(response));
    }

    private static Document xml(String path) {
        return Jsoup.parse(text(get(open, path)), "", Parser.xmlParser());
    }

    private static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static WebResponse get(Site site, String path) {
        return site.answer(request(path, Map.of()));
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
