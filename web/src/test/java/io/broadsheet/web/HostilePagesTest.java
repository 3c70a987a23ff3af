package io.broadsheet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.store.Store;
import io.broadsheet.web.page.PaperAddress;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/// Papers of whoever means harm, on pages and in feeds: all of it is text. With
/// `-Dhostile.papers=100000` for as many; docs/operating.md has the figures.
class HostilePagesTest {

    private static final int PAPERS = Integer.getInteger("hostile.papers", 400);
    private static final int BATCH = 50;
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U1");
    private static final Set<String> HOSTS =
            Set.of("cdn-thumbnails.huggingface.co", "cdn-uploads.huggingface.co");

    private static final List<String> PARTS =
            List.of(
                    "<script>alert(1)</script>",
                    "<img src=x onerror=alert(1)>",
                    "\" onmouseover=\"alert(1)",
                    "' onfocus='alert(1)' autofocus='",
                    "</title><script>",
                    "</textarea>",
                    "-->",
                    "<!--",
                    "]]>",
                    "<![CDATA[",
                    "<?php ",
                    "<?xml version=\"1.0\"?>",
                    "&lt;b&gt;",
                    "&amp;",
                    "&#0;",
                    "&nosuch;",
                    "javascript:alert(1)",
                    "${7*7}",
                    "@if(true)",
                    "{{7*7}}",
                    "\u0000",
                    "\u0008",
                    "\u001b[31m",
                    "\ud800",
                    "\udfff",
                    "\ufffe",
                    "\u202e",
                    "\u2028",
                    "\r\nSet-Cookie: a=b\r\n",
                    "𝒳",
                    "é",
                    "ל",
                    "中文",
                    "`",
                    "\\",
                    "tokens",
                    "learning of",
                    "a",
                    " ",
                    "\n\n",
                    "\t");

    @TempDir private Path directory;

    private final Random random = new Random(21);

    @Test
    void whateverAPaperHoldsIsTextOnPagesAndInFeeds() throws Exception {
        Path home = directory.resolve("home");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (BotCore core =
                        BotCore.start(
                                new CoreSettings(home, List.of(), CoreSettings.NO_MODEL, 1),
                                clock);
                Store store = Store.open(home)) {
            Site site =
                    Website.of(
                            new SiteSettings(
                                    Optional.of(URI.create("https://papers.example.org")),
                                    true,
                                    Integer.MAX_VALUE,
                                    List.of(),
                                    List.copyOf(HOSTS)),
                            core.publication(),
                            clock);
            PersonLink shelf = store.links().give(ANN, new FeedSubject.ShelfFeed(), NOW);
            for (int from = 0; from < PAPERS; from += BATCH) {
                List<Paper> batch = new ArrayList<>();
                for (int i = from; i < Math.min(PAPERS, from + BATCH); i++) {
                    batch.add(paper(i));
                }
                store.catalogue().put(batch, NOW);
                store.together(
                        () -> batch.forEach(paper -> store.library().save(ANN, paper.id(), NOW)));
                batch.forEach(paper -> page(site, paper));
                feeds(site, "/feeds/secret/" + shelf.token() + "/", batch.size());
                store.together(
                        () -> batch.forEach(paper -> store.library().unsave(ANN, paper.id())));
            }
            html(site, "/?window=month");
            html(site, "/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%3E%00%ED%A0%80");
            html(site, "/feeds?kind=topic&of=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%00");
            feeds(site, "/feeds/topic/", 0, "?of=%3Cqwertzuiop%3E%00%0B%22%5D%5D%3E");
        }
    }

    private static void page(Site site, Paper paper) {
        Document page = html(site, PaperAddress.path(paper.id()));

        // What is said is said as it is, but for what no page can hold.
        assertThat(words(page.selectFirst("h1").wholeText())).isEqualTo(words(paper.title()));
    }

    private static Document html(Site site, String path) {
        WebResponse response = get(site, path);
        assertThat(response.status()).as(path).isEqualTo(200);
        response.headers()
                .forEach((name, values) ->
                        assertThat(name + values).as(path).doesNotContain("\r", "\n"));
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(text(response), "", parser);
        assertThat(parser.getErrors()).as(path).isEmpty();
        dead(page, path);
        return page;
    }

    /// Nothing in it runs, loads from elsewhere or leads to what is no page.
    private static void dead(Element within, String where) {
        assertThat(within.select("script, iframe, object, embed, base, svg, math, style"))
                .as(where)
                .isEmpty();
        for (Element element : within.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                assertThat(name).as(where).doesNotStartWith("on").isNotEqualTo("style");
                if (name.equals("href") || name.equals("action")) {
                    assertThat(attribute.getValue()).as(where).matches("(?s)(https?://|/|#).*");
                }
                if (name.equals("src")) {
                    assertThat(HOSTS).contains(URI.create(attribute.getValue()).getHost());
                }
            }
        }
    }

    private static void feeds(Site site, String path, int entries, String... query)
            throws Exception {
        String behind = String.join("", query);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder xml = factory.newDocumentBuilder();
        for (String format : List.of("atom.xml", "rss.xml")) {
            byte[] body = get(site, path + format + behind).body();
            org.w3c.dom.Document feed = xml.parse(new ByteArrayInputStream(body));
            boolean isAtom = format.startsWith("atom");
            assertThat(feed.getElementsByTagName(isAtom ? "entry" : "item").getLength())
                    .isEqualTo(entries);
            NodeList contents = feed.getElementsByTagName(isAtom ? "summary" : "description");
            for (int i = 0; i < contents.getLength(); i++) {
                dead(Jsoup.parse(contents.item(i).getTextContent()), path + format);
            }
        }
        JsonObject json =
                JsonParser.parseString(text(get(site, path + "feed.json" + behind)))
                        .getAsJsonObject();
        assertThat(json.getAsJsonArray("items")).hasSize(entries);
        json.getAsJsonArray("items")
                .forEach(item ->
                        dead(
                                Jsoup.parse(
                                        item.getAsJsonObject().get("content_html").getAsString()),
                                path));
    }

    private static String words(String text) {
        return text.codePoints()
                .filter(c -> Character.isLetterOrDigit(c) || "<>&\"'".indexOf(c) >= 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Paper paper(int number) {
        Paper.Builder paper =
                Paper.builder(id(number), "A " + number + " " + hostile(8))
                        .summary(hostile(30), hostile(3))
                        .authors(
                                List.of(
                                        Author.person(name(), name(), ""),
                                        Author.collaboration(name())))
                        .categories(List.of(new Category(short60(hostile(2)))))
                        .links(
                                List.of(
                                        new PaperLink(
                                                PaperLink.LinkKind.CODE,
                                                URI.create(
                                                        "https://github.com/a/b?c=%22%3E%3Cscript%3E"))))
                        .organisation(hostile(3))
                        .comment(hostile(6))
                        .journalReference(hostile(6))
                        .published(NOW.minusSeconds(random.nextInt(2_000_000)))
                        .upvotes(random.nextInt(100));
        if (random.nextBoolean()) {
            paper.tldr(hostile(10));
        }
        if (random.nextBoolean()) {
            paper.thumbnail(
                    URI.create("https://cdn-thumbnails.huggingface.co/" + number + "?%22onload=1"));
        }
        return paper.build();
    }

    private PaperId id(int number) {
        return switch (number % 3) {
            case 0 ->
                    PaperId.parse(
                                    String.format(
                                            Locale.ROOT,
                                            "arxiv:26%02d.%05d",
                                            1 + number % 9,
                                            number))
                            .orElseThrow();
            case 1 -> PaperId.parse("doi:10.1000/" + number + "<\"'&>%3cscript").orElseThrow();
            default -> PaperId.ofTitle("title " + number);
        };
    }

    private String name() {
        return "N " + hostile(3);
    }

    private static String short60(String text) {
        String code = "x" + text.strip();
        return code.length() > 40 ? code.substring(0, 40) : code;
    }

    private String hostile(int parts) {
        StringBuilder text = new StringBuilder("x");
        for (int i = 1 + random.nextInt(parts); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
            if (random.nextBoolean()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private static String text(WebResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static WebResponse get(Site site, String path) {
        int mark = path.indexOf('?');
        return site.answer(
                new WebRequest(
                        "GET",
                        mark < 0 ? path : path.substring(0, mark),
                        mark < 0 ? "" : path.substring(mark + 1),
                        Map.of(),
                        new byte[0],
                        "192.0.2.1"));
    }
}
