package io.broadsheet.slack.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.SlackConfig;
import com.slack.api.util.json.GsonFactory;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Gallery;
import io.broadsheet.message.RandomReplies;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.slack.fake.BlockKit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// `-Dsnapshots.update=true` writes the snapshots anew; read the difference then.
/// `-Dreplies=100000` generates that many replies instead of 8,000.
class SlackRendererTest {

    private static final Path SNAPSHOTS =
            Path.of("src/test/resources/io/broadsheet/slack/rendering/gallery");
    private static final Gson GSON = GsonFactory.createSnakeCase(new SlackConfig());
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    @TestFactory
    Stream<DynamicTest> everyReplyOfTheGalleryLooksAsBefore() {
        return Gallery.replies().entrySet().stream()
                .filter(each -> each.getValue().asksFor().isEmpty())
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.getKey(), () -> compare(each.getKey(), each.getValue())));
    }

    private static void compare(String name, Reply reply) throws IOException {
        SlackRendering rendering = SlackRenderer.render(reply);
        JsonArray messages = new JsonArray();
        for (SlackMessage message : rendering.messages()) {
            assertThat(BlockKit.messageProblems(json(message))).isEmpty();
            JsonObject each = new JsonObject();
            each.addProperty("text", message.text());
            each.add("blocks", json(message));
            messages.add(each);
        }
        rendering.files().forEach(file -> messages.add("upload " + file.name()));
        String actual = PRETTY.toJson(messages) + "\n";
        Path snapshot = SNAPSHOTS.resolve(name + ".json");
        if (Boolean.getBoolean("snapshots.update")) {
            Files.createDirectories(SNAPSHOTS);
            Files.writeString(snapshot, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(snapshot));
    }

    @Test
    void generatedRepliesStayWithinEveryLimitAndLoseNothing() {
        int count = Integer.getInteger("replies", 8_000);
        RandomReplies replies = new RandomReplies(20250314);
        for (int i = 0; i < count; i++) {
            Reply reply = replies.next();
            SlackRendering rendering = SlackRenderer.render(reply);
            StringBuilder shown = new StringBuilder();
            List<BlockKit.Pressable> pressables = new ArrayList<>();
            for (SlackMessage message : rendering.messages()) {
                JsonArray blocks = json(message);
                assertThat(BlockKit.messageProblems(blocks)).as("reply %s", i).isEmpty();
                assertFallback(message.text());
                BlockKit.visible(blocks).forEach(shown::append);
                pressables.addAll(BlockKit.pressables(blocks));
            }
            assertLinksAreOurs(rendering, reply, i);
            rendering.files().forEach(file -> shown.append(file.content()));
            assertNothingIsLost(reply, letters(shown.toString()), pressables, i);
            assertThat(
                            BlockKit.viewProblems(
                                    GSON.toJsonTree(SlackRenderer.view(reply, "More"))
                                            .getAsJsonArray()))
                    .as("reply %s as a view", i)
                    .isEmpty();
        }
    }

    private static void assertFallback(String text) {
        assertThat(text).isNotBlank();
        assertThat(text.length()).isLessThanOrEqualTo(4_000);
        assertThat(text.indexOf('<') < 0 && text.indexOf('>') < 0).isTrue();
        assertThat(text.replaceAll("&(?:amp|lt|gt);", "").indexOf('&') < 0).as(text).isTrue();
        assertThat(text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE))
                .isTrue();
    }

    /// Every address that can be followed is one that the reply gave.
    private static void assertLinksAreOurs(SlackRendering rendering, Reply reply, int number) {
        List<String> given = new ArrayList<>();
        for (Block block : reply.blocks()) {
            spans(block).stream()
                    .filter(Span.Link.class::isInstance)
                    .forEach(span -> given.add(((Span.Link) span).target().toASCIIString()));
            buttons(block).stream()
                    .filter(Button.Open.class::isInstance)
                    .forEach(button -> given.add(((Button.Open) button).target().toASCIIString()));
        }
        List<String> followed = new ArrayList<>();
        rendering.messages().forEach(message -> addresses(json(message), followed));
        assertThat(given).as("reply %s", number).containsAll(followed);
    }

    private static void addresses(JsonElement element, List<String> found) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(each -> addresses(each, found));
        } else if (element.isJsonObject()) {
            element.getAsJsonObject()
                    .entrySet()
                    .forEach(entry -> {
                        if (entry.getKey().equals("url")) {
                            found.add(entry.getValue().getAsString());
                        } else if (entry.getKey().equals("text")
                                && element.toString().startsWith("{\"type\":\"mrkdwn\"")) {
                            found.addAll(BlockKit.links(entry.getValue().getAsString()));
                        } else {
                            addresses(entry.getValue(), found);
                        }
                    });
        }
    }

    /// Every letter of every text is shown, in order, and every button that runs something is
    /// there.
    private static void assertNothingIsLost(
            Reply reply, String shown, List<BlockKit.Pressable> pressables, int number) {
        int from = 0;
        List<String> codes = new ArrayList<>();
        for (Block block : reply.blocks()) {
            for (String text : texts(block)) {
                String letters = letters(text);
                int at = shown.indexOf(letters, from);
                assertThat(at).as("reply %s shows '%s'", number, text).isNotNegative();
                if (!(block instanceof Block.File)) {
                    from = at + letters.length();
                }
            }
            buttons(block)
                    .forEach(button -> {
                        if (button instanceof Button.Run run) {
                            codes.add(run.code().value());
                        }
                    });
        }
        assertThat(pressables.stream().map(BlockKit.Pressable::value))
                .as("reply %s", number)
                .containsAll(codes);
    }

    private static List<String> texts(Block block) {
        return switch (block) {
            case Block.Heading(String text, URI _) -> List.of(text);
            case Block.Aside(List<Span> spans, Button.Run _) -> plains(spans);
            case Block.Paragraph(List<Span> spans) -> plains(spans);
            case Block.Quote(List<Span> spans) -> plains(spans);
            case Block.Note(List<Span> spans) -> plains(spans);
            case Block.Facts(List<Block.Fact> facts) ->
                    facts.stream()
                            .flatMap(fact ->
                                    Stream.concat(
                                            Stream.of(fact.label()), plains(fact.value()).stream()))
                            .toList();
            case Block.Entry entry ->
                    Stream.concat(
                                    Stream.concat(
                                            Stream.of(entry.title()),
                                            plains(entry.about()).stream()),
                                    entry.details().stream().flatMap(line -> plains(line).stream()))
                            .toList();
            case Block.Bullets(List<List<Span>> lines) ->
                    lines.stream().flatMap(line -> plains(line).stream()).toList();
            case Block.Poll poll ->
                    poll.spelledOut().stream().flatMap(each -> texts(each).stream()).toList();
            case Block.Verbatim(String text) -> List.of(text);
            case Block.File file -> List.of(file.content());
            case Block.Buttons _, Block.Divider _, Block.Picture _ -> List.of();
        };
    }

    private static List<String> plains(List<Span> spans) {
        return spans.stream()
                .map(span -> span instanceof Span.Sign sign ? sign.shown() : span.plain())
                .toList();
    }

    private static List<Span> spans(Block block) {
        return switch (block) {
            case Block.Paragraph(List<Span> spans) -> spans;
            case Block.Quote(List<Span> spans) -> spans;
            case Block.Note(List<Span> spans) -> spans;
            case Block.Facts(List<Block.Fact> facts) ->
                    facts.stream().flatMap(fact -> fact.value().stream()).toList();
            case Block.Aside(List<Span> spans, Button.Run _) -> spans;
            case Block.Entry entry ->
                    Stream.concat(
                                    Stream.concat(
                                            titleLink(entry.title(), entry.link()),
                                            entry.about().stream()),
                                    entry.details().stream().flatMap(List::stream))
                            .toList();
            case Block.Heading(String text, URI link) -> titleLink(text, link).toList();
            case Block.Bullets(List<List<Span>> lines) ->
                    lines.stream().flatMap(List::stream).toList();
            case Block.Poll poll ->
                    poll.spelledOut().stream().flatMap(each -> spans(each).stream()).toList();
            case Block.Verbatim _,
                    Block.File _,
                    Block.Picture _,
                    Block.Buttons _,
                    Block.Divider _ ->
                    List.of();
        };
    }

    private static Stream<Span> titleLink(String title, @Nullable URI link) {
        return link == null ? Stream.of() : Stream.of(Span.link(title, link));
    }

    private static List<Button> buttons(Block block) {
        return switch (block) {
            case Block.Buttons buttons -> buttons.buttons();
            case Block.Aside aside -> List.of(aside.button());
            case Block.Poll poll ->
                    poll.spelledOut().stream().flatMap(each -> buttons(each).stream()).toList();
            case Block.Entry entry ->
                    Stream.concat(
                                    Stream.of(
                                            new Button.Run(Button.Role.OPEN, "Open", entry.open())),
                                    entry.buttons().stream())
                            .toList();
            default -> List.of();
        };
    }

    /// Letters and digits, which no platform's rules may swallow; marks that a date's short form
    /// drops are not looked at.
    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        SlackText.lines(text)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(letters::appendCodePoint);
        return letters.toString();
    }

    @Test
    void theContentOfAFileIsShownWhereItIsShortAndUploadedWhereItIsLong() {
        SlackRendering brief =
                SlackRenderer.render(Reply.of(new Block.File("a.bib", "text/plain", "short")));
        SlackRendering lengthy =
                SlackRenderer.render(
                        Reply.of(new Block.File("a.bib", "text/plain", "x".repeat(5_000))));

        assertThat(brief.files()).isEmpty();
        assertThat(BlockKit.visible(json(brief.messages().getFirst())))
                .containsExactly("a.bib", "short");
        assertThat(lengthy.files()).hasSize(1);
        assertThat(BlockKit.visible(json(lengthy.messages().getFirst())))
                .containsExactly("a.bib · 5 kB, as a file");
    }

    @Test
    void anEntryWithoutButtonsOpensWithOne() {
        Reply reply =
                Reply.of(
                        new Block.Entry(
                                3, "A title", new CommandCode("1:show 3"), List.of(), List.of()));

        assertThat(BlockKit.pressables(json(SlackRenderer.render(reply).messages().getFirst())))
                .containsExactly(new BlockKit.Pressable("button", "run-0", "Open", "1:show 3", ""));
    }

    @Test
    void anAddressThatSlackCannotLinkIsSaidToBeTooLong() {
        URI target = URI.create("https://example.org/" + "a".repeat(4_000));
        Reply reply =
                Reply.of(
                        Block.paragraph(Span.link("Paper", target)),
                        new Block.Buttons(
                                List.of(new Button.Open(Button.Role.OTHER, "Page", target))));

        assertThat(BlockKit.visible(json(SlackRenderer.render(reply).messages().getFirst())))
                .containsExactly(
                        "Paper (its address is too long for Slack to link)",
                        "Page (its address is too long for Slack to link)");
    }

    @Test
    void aLongReplyIsContinuedInFurtherMessages() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            blocks.add(Block.paragraph("Paragraph " + i));
        }

        SlackRendering rendering = SlackRenderer.render(Reply.of(blocks));

        assertThat(rendering.messages()).hasSize(2);
        assertThat(rendering.messages().get(1).text()).endsWith("Paragraph 59");
    }

    private static JsonArray json(SlackMessage message) {
        return GSON.toJsonTree(message.blocks()).getAsJsonArray();
    }
}
