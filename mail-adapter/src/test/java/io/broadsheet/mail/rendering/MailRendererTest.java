package io.broadsheet.mail.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.RandomReplies;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/// Mails of replies nobody would write: well-formed, nothing live in them, every link one of the
/// reply's. `-Dmail.replies=100000` is the whole of it.
class MailRendererTest {

    private static final int REPLIES = Integer.getInteger("mail.replies", 2_000);

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "align",
                    "cellpadding",
                    "cellspacing",
                    "charset",
                    "class",
                    "content",
                    "href",
                    "lang",
                    "name",
                    "role",
                    "style",
                    "title",
                    "width");

    private static final Set<String> ELEMENTS =
            Set.of(
                    "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "tr",
                    "td", "h1", "h2", "p", "a", "strong", "em", "span", "ul", "li", "hr");

    private final MailRenderer renderer = new MailRenderer();

    @Test
    void nothingIsLiveInGeneratedReplies() {
        for (long seed = 0; seed < REPLIES; seed++) {
            Reply reply = new RandomReplies(seed).next();
            assertThat(problems(reply, renderer.render(reply)))
                    .as("the mail of seed " + seed)
                    .isEmpty();
        }
    }

    /// Ten papers with titles, names and sentences as long and as hostile as can be.
    @Test
    void aListOfHostilePapersStaysBelowAHundredKilobytes() {
        Random random = new Random(7);
        for (int i = 0; i < Math.max(50, REPLIES / 10); i++) {
            List<Block> blocks = new ArrayList<>();
            for (int paper = 1; paper <= 10; paper++) {
                blocks.add(paper(paper, random));
            }
            Reply reply = Reply.of(blocks);
            MailContent mail = renderer.render(reply);
            assertThat(problems(reply, mail)).isEmpty();
            assertThat(mail.html().length() + mail.text().length()).isLessThan(100_000);
        }
    }

    private static Block paper(int number, Random random) {
        String hostile =
                Stream.of(
                                "</h2><script>alert(1)</script>",
                                "\r\nBcc: all@example.org\r\n\r\n",
                                "<img src=x onerror=alert(1)>",
                                "\" onmouseover=\"alert(1)",
                                "$x^2$ \u202Eevil\u202C ",
                                "<a href='javascript:alert(1)'>x</a>",
                                "]]>--><!--")
                        .skip(random.nextInt(7))
                        .findFirst()
                        .orElseThrow();
        return new Block.Entry(
                number,
                (hostile + " ").repeat(1 + random.nextInt(200)),
                URI.create("https://arxiv.org/abs/2503." + (10_000 + number)),
                new CommandCode("1:show x"),
                List.of(Span.text(hostile + "é".repeat(150))),
                List.of(List.of(Span.text(hostile))),
                List.of(
                        new Button.Open(
                                Button.Role.SAVE,
                                "Save",
                                URI.create(
                                        "https://papers.example.org/mail?t=" + "a".repeat(120)))));
    }

    private static List<String> problems(Reply reply, MailContent mail) {
        List<String> problems = new ArrayList<>();
        if (mail.subject().isBlank()
                || mail.subject().length() > 160
                || mail.subject().chars().anyMatch(Character::isISOControl)) {
            problems.add("subject: " + mail.subject());
        }
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(mail.html(), "", parser);
        parser.getErrors().forEach(each -> problems.add("html: " + each));
        Set<String> allowed = targets(reply);
        for (Element each : page.getAllElements()) {
            if (!each.tagName().equals("#root") && !ELEMENTS.contains(each.tagName())) {
                problems.add("element " + each.tagName());
            }
            for (Attribute attribute : each.attributes()) {
                if (!ATTRIBUTES.contains(attribute.getKey())) {
                    problems.add("attribute " + attribute);
                }
            }
            if (each.hasAttr("href") && !allowed.contains(each.attr("href"))) {
                problems.add("a link to " + each.attr("href"));
            }
        }
        mail.text()
                .lines()
                .forEach(line -> {
                    if (line.chars().anyMatch(Character::isISOControl)) {
                        problems.add("text: " + line);
                    }
                });
        return problems;
    }

    private static Set<String> targets(Reply reply) {
        Set<String> targets = new HashSet<>();
        for (Block block : reply.blocks()) {
            switch (block) {
                case Block.Paragraph it -> add(targets, it.spans());
                case Block.Aside it -> add(targets, it.spans());
                case Block.Quote it -> add(targets, it.spans());
                case Block.Note it -> add(targets, it.spans());
                case Block.Facts it -> it.facts().forEach(fact -> add(targets, fact.value()));
                case Block.Bullets it -> it.lines().forEach(line -> add(targets, line));
                case Block.Buttons it -> addButtons(targets, it.buttons());
                case Block.Entry it -> {
                    if (it.link() != null) {
                        targets.add(it.link().toString());
                    }
                    add(targets, it.about());
                    it.details().forEach(line -> add(targets, line));
                    addButtons(targets, it.buttons());
                }
                default -> {}
            }
        }
        return targets;
    }

    private static void add(Set<String> targets, List<Span> spans) {
        for (Span span : spans) {
            if (span instanceof Span.Link link) {
                targets.add(link.target().toString());
            }
        }
    }

    private static void addButtons(Set<String> targets, List<Button> buttons) {
        for (Button button : buttons) {
            if (button instanceof Button.Open open) {
                targets.add(open.target().toString());
            }
        }
    }
}
