package io.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.store.Store;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may learn what on pages and in feeds, as `docs/privacy.md` has it.
class PublicPrivacyTest {

    private static final String PAPERS =
            """
            {"id":"arxiv:2603.00001","title":"Pruning Tokens","abstract":"We prune tokens. This makes vision transformers faster. It costs little.","authors":["Ana Ota"],"published":"2026-03-02","upvotes":3}
            {"id":"arxiv:2603.00002","title":"Learning with Divergences","abstract":"We learn with divergences of order alpha and measure how well it works.","authors":["Cem Acar"],"published":"2026-03-02","upvotes":2}
            {"id":"arxiv:2603.00003","title":"Pruning Layers","abstract":"We prune whole layers of language models and keep most of what they can do.","authors":["Dia Roy"],"published":"2026-03-02","upvotes":1}
            """;

    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ZORA = new UserRef(Platform.SLACK, "T1", "UZORA");
    private static final ChannelRef HERE = new ChannelRef(Platform.SLACK, "T1", "CHERE");
    private static final ChannelRef ELSEWHERE = new ChannelRef(Platform.SLACK, "T1", "CELSE");
    private static final PaperId FIRST = PaperId.parse("arxiv:2603.00001").orElseThrow();
    private static final PaperId THIRD = PaperId.parse("arxiv:2603.00003").orElseThrow();

    @TempDir private Path directory;
    private BotCore core;
    private Store store;
    private Site site;

    @BeforeEach
    void start() throws IOException {
        Path papers = Files.writeString(directory.resolve("papers.jsonl"), PAPERS);
        Path home = directory.resolve("home");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        core =
                BotCore.start(
                        new CoreSettings(home, List.of(papers), CoreSettings.NO_MODEL, 1), clock);
        store = Store.open(home);
        site =
                Website.of(
                        new SiteSettings(
                                Optional.of(URI.create("https://papers.example.org")),
                                true,
                                1_000_000,
                                List.of(),
                                List.of()),
                        core.publication(),
                        clock);
    }

    @AfterEach
    void stop() {
        store.close();
        core.close();
    }

    @Test
    void nothingThatAnybodyDoesIsOnPublicPages() {
        Map<String, String> before = everythingPublic();

        doEverything();
        store.links().open(HERE, "secret-project", NOW);

        assertThat(before).hasSizeGreaterThan(15);
        assertThat(everythingPublic()).isEqualTo(before);
    }

    @Test
    void aChannelsLinkShowsWhatItGotAndCountsAndNobody() {
        doEverything();
        ChannelLink link = store.links().open(HERE, "secret-project", NOW);

        for (String path : List.of("", "/posts/atom.xml", "/posts/feed.json", "/feeds.opml")) {
            assertThat(text(link.path() + path)).as(path).doesNotContain("Zora", "UZORA", "CHERE");
        }
        String page = text(link.path());
        assertThat(page).contains("Pruning Tokens", "1 vote here");
        // It was saved in private, and posted elsewhere.
        assertThat(page).doesNotContain("Pruning Layers");
    }

    @Test
    void onlyWhatIsPublishedIsNamedOnAPapersPage() {
        doEverything();
        ChannelLink link = store.links().open(HERE, "secret-project", NOW);
        store.links().open(ELSEWHERE, "other-project", NOW);
        store.links().list(HERE, true);

        assertThat(text("/papers/2603.00001")).contains("#secret-project", link.path());
        assertThat(text("/papers/2603.00003")).doesNotContain("other-project");
        assertThat(text("/papers/2603.00001")).doesNotContain("Zora", "vote here");
    }

    @Test
    void aSecretFeedDoesNotSayWhoseItIs() {
        doEverything();
        PersonLink shelf = store.links().give(ZORA, new FeedSubject.ShelfFeed(), NOW);

        for (String format : List.of("atom.xml", "rss.xml", "feed.json")) {
            String feed = text("/feeds/secret/" + shelf.token() + "/" + format);
            assertThat(feed).contains("Pruning Layers").doesNotContain("Zora", "UZORA", "slack");
        }
    }

    /// Everything that somebody can do with papers.
    private void doEverything() {
        Library library = store.library();
        library.seen(ZORA, HERE, "Zora", NOW);
        library.saveIn(HERE, ZORA, FIRST, NOW);
        library.save(ZORA, THIRD, NOW);
        library.upvoteIn(HERE, ZORA, FIRST, NOW);
        library.upvote(ZORA, THIRD, NOW);
        library.dismiss(ZORA, PaperId.parse("arxiv:2603.00002").orElseThrow(), NOW);
        library.follow(new Owner.OnePerson(ZORA), new Interest.Topic("pruning"), NOW);
        library.mute(new Owner.Channel(HERE), new Interest.Topic("divergences"), NOW);
        library.creditIn(HERE, ZORA, FIRST, NOW);
        library.shown(ZORA, List.of(FIRST), NOW);
        store.ledger().record(new Ledger.LedgerEntry(HERE, FIRST, NOW, Ledger.Occasion.SHARED));
        store.ledger()
                .record(new Ledger.LedgerEntry(ELSEWHERE, THIRD, NOW, Ledger.Occasion.EDITION));
    }

    /// Every page that links lead to from the front page, and the feeds.
    private Map<String, String> everythingPublic() {
        Map<String, String> all = new TreeMap<>();
        Deque<String> open =
                new ArrayDeque<>(
                        List.of(
                                "/",
                                "/feeds",
                                "/search?q=pruning",
                                "/sitemap.xml",
                                "/robots.txt",
                                "/feeds/topic/atom.xml?of=pruning"));
        while (!open.isEmpty()) {
            String path = open.removeFirst();
            if (all.containsKey(path)) {
                continue;
            }
            String text = text(path);
            all.put(path, text);
            for (Element link : Jsoup.parse(text).select("a[href], link[href]")) {
                String href = link.attr("href");
                if (href.startsWith("/")) {
                    open.add(href);
                }
            }
        }
        return all;
    }

    private String text(String path) {
        int mark = path.indexOf('?');
        WebResponse response =
                site.answer(
                        new WebRequest(
                                "GET",
                                mark < 0 ? path : path.substring(0, mark),
                                mark < 0 ? "" : path.substring(mark + 1),
                                Map.of(),
                                new byte[0],
                                "192.0.2.1"));
        assertThat(response.status()).as(path).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
