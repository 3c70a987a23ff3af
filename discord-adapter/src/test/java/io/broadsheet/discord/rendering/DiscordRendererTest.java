package io.broadsheet.discord.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.discord.fake.DiscordMarkdown;
import io.broadsheet.discord.fake.PayloadRules;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Gallery;
import io.broadsheet.message.RandomReplies;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DiscordRendererTest {

    private static final Path SNAPSHOTS =
            Path.of("src/test/resources/io/broadsheet/discord/rendering/gallery");

    /// How many replies are made up: `-Ddiscord.replies=100000` for as many as a release is tested
    /// with. A failure names the seed.
    private static final int GENERATED = Integer.getInteger("discord.replies", 5_000);

    private static final Set<Integer> UNSEEN =
            Set.of(
                    (int) Character.CONTROL,
                    (int) Character.FORMAT,
                    (int) Character.SURROGATE,
                    (int) Character.SPACE_SEPARATOR,
                    (int) Character.LINE_SEPARATOR,
                    (int) Character.PARAGRAPH_SEPARATOR);

    private final DiscordRenderer renderer = new DiscordRenderer(new CommandMentions());

    @TestFactory
    Stream<DynamicTest> rendersTheGalleryAsBefore() {
        return Gallery.replies().entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(), () -> compare(entry.getKey(), entry.getValue())));
    }

    private void compare(String name, Reply reply) throws IOException {
        String rendered = snapshot(reply);
        Path file = SNAPSHOTS.resolve(name + ".json");
        if (Boolean.getBoolean("snapshots.update")) {
            Files.createDirectories(SNAPSHOTS);
            Files.writeString(file, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(file));
    }

    private String snapshot(Reply reply) {
        if (reply.asksFor().isPresent()) {
            DataObject modal =
                    DiscordRenderer.modal(
                                    reply.asksFor().get(),
                                    PressCode.form(reply.asksFor().get().submit()))
                            .toData();
            assertThat(PayloadRules.modal(modal)).isEmpty();
            return sorted(modal).toPrettyString() + "\n";
        }
        return renderer.render(reply).stream()
                .map(message -> {
                    DataObject json = message.toData();
                    assertThat(PayloadRules.message(json)).isEmpty();
                    return sorted(json).toPrettyString() + "\n";
                })
                .collect(Collectors.joining());
    }

    @Test
    void keepsEveryLimitAndLosesNothingOfWhateverReply() {
        for (int i = 0; i < GENERATED; i++) {
            long seed = 20_250_314L + i;
            Reply reply = new RandomReplies(seed).next();
            List<String> problems = problems(reply);
            assertThat(problems).as("the reply of seed " + seed).isEmpty();
        }
    }

    @Test
    void everyCheckOfTheGeneratedRepliesCanFail() {
        Reply reply =
                Reply.of(
                        Block.paragraph(Span.text("one "), Span.strong("two")),
                        Block.note("three"));

        assertThat(problems(reply, List.of("one **two**\n-# three"), "")).isEmpty();
        assertThat(problems(reply, List.of("one **two**"), ""))
                .anyMatch(it -> it.contains("three"));
        assertThat(problems(reply, List.of("one **two**\n-# three @everyone"), ""))
                .anyMatch(it -> it.contains("MENTION"));
        assertThat(problems(reply, List.of("one **two**\n-# three <@123>"), ""))
                .anyMatch(it -> it.contains("MENTION"));
        assertThat(problems(reply, List.of("one **two\n-# three"), ""))
                .anyMatch(it -> it.contains("STRAY_MARK"));
        assertThat(problems(reply, List.of("one **two**\n-# [three](https://evil.example)"), ""))
                .anyMatch(it -> it.contains("evil"));
        assertThat(problems(reply, List.of("one **two**\n-# three https://evil.example"), ""))
                .anyMatch(it -> it.contains("evil"));
        assertThat(problems(reply, List.of("one **two**\n-# three :tada:"), ""))
                .anyMatch(it -> it.contains("EMOJI"));
    }

    @Test
    void aButtonThatStandsTwiceInAMessageDoesTheSameTwice() {
        CommandCode longest = new CommandCode("1:" + "x".repeat(98));
        Button button = new Button.Run(Button.Role.SAVE, "Save", longest);
        List<String> ids =
                ids(renderer.render(Reply.of(new Block.Buttons(List.of(button, button, button)))));

        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(ids).allSatisfy(id -> assertThat(PressCode.pressed(id, ids)).contains(longest));
    }

    @Test
    void aRepeatedButtonOfAMessageThatDoesNotHoldItsFirstSaysNothing() {
        assertThat(PressCode.pressed("=1/7", List.of("1:help"))).isEmpty();
        assertThat(PressCode.pressed("=1/0", List.of("=1/0"))).isEmpty();
    }

    @Test
    void whatIsTooLongForFiveMessagesIsInAFile() {
        Reply reply =
                Reply.of(
                        Stream.generate(() -> Block.paragraph("All work and no play. ".repeat(100)))
                                .limit(60)
                                .toList());
        List<MessageCreateData> messages = renderer.render(reply);

        assertThat(messages).hasSize(DiscordLimits.MESSAGES);
        assertThat(messages.getLast().getAllDistinctFiles())
                .extracting(FileUpload::getName)
                .containsExactly("rest-of-the-answer.txt");
        assertThat(problems(reply)).isEmpty();
    }

    /// What is wrong with how a reply is rendered.
    private List<String> problems(Reply reply) {
        List<MessageCreateData> messages = renderer.render(reply);
        List<String> problems = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        StringBuilder files = new StringBuilder();
        for (MessageCreateData message : messages) {
            DataObject json = message.toData();
            problems.addAll(PayloadRules.message(json));
            collect(json.getArray("components"), contents, labels);
            for (FileUpload file : message.getAllDistinctFiles()) {
                if (file.getName().equals("rest-of-the-answer.txt")) {
                    contents.removeLast();
                    rest(read(file), contents, labels);
                } else {
                    files.append(visible(read(file)));
                }
            }
        }
        problems.addAll(problems(reply, contents, files.toString()));
        String shown = String.join(" ", labels) + " " + visible(String.join(" ", contents));
        for (Block block : reply.blocks()) {
            for (Button button : buttons(block)) {
                if (!shown.contains(visible(button.label()))) {
                    problems.add("no button " + button.label());
                }
            }
        }
        return problems;
    }

    /// What of a reply's text is lost or live in the texts that were made of it.
    ///
    /// @param files what files hold that are not Markdown
    private static List<String> problems(Reply reply, List<String> contents, String files) {
        List<String> problems = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        StringBuilder shown = new StringBuilder();
        List<DiscordMarkdown.Live> live = new ArrayList<>();
        for (String content : contents) {
            DiscordMarkdown.Reading reading = DiscordMarkdown.read(content);
            shown.append(visible(reading.plain()));
            live.addAll(reading.live());
        }
        shown.append(files);
        String all = shown.toString();
        for (Block block : reply.blocks()) {
            texts(block)
                    .filter(text -> !all.contains(visible(text)))
                    .forEach(text -> problems.add("lost: " + text));
            links(block).forEach(link -> targets.add(comparable(link.toString())));
        }
        for (DiscordMarkdown.Live each : live) {
            boolean intended =
                    switch (each.kind()) {
                        case TIME -> true;
                        case LINK -> targets.contains(comparable(each.target()));
                        case MENTION, EMOJI, BARE_ADDRESS, STRAY_MARK -> false;
                    };
            if (!intended) {
                problems.add("live: " + each);
            }
        }
        return problems;
    }

    private static Stream<String> texts(Block block) {
        return switch (block) {
            case Block.Heading(String text, URI _) -> Stream.of(text);
            case Block.Aside(List<Span> spans, Button.Run _) -> texts(spans);
            case Block.Paragraph(List<Span> spans) -> texts(spans);
            case Block.Quote(List<Span> spans) -> texts(spans);
            case Block.Note(List<Span> spans) -> texts(spans);
            case Block.Facts(List<Block.Fact> facts) ->
                    facts.stream()
                            .flatMap(fact ->
                                    Stream.concat(Stream.of(fact.label()), texts(fact.value())));
            case Block.Entry entry ->
                    Stream.concat(
                            Stream.concat(
                                    Stream.of(entry.number() + ". " + entry.title()),
                                    texts(entry.about())),
                            entry.details().stream().flatMap(DiscordRendererTest::texts));
            case Block.Bullets(List<List<Span>> lines) ->
                    lines.stream().flatMap(DiscordRendererTest::texts);
            case Block.Poll poll -> poll.spelledOut().stream().flatMap(DiscordRendererTest::texts);
            case Block.Verbatim(String text) -> Stream.of(text);
            // Half a character is none in a file.
            case Block.File file ->
                    Stream.of(
                            new String(
                                    file.content().getBytes(StandardCharsets.UTF_8),
                                    StandardCharsets.UTF_8));
            case Block.Buttons _, Block.Divider _, Block.Picture _ -> Stream.of();
        };
    }

    private static Stream<String> texts(List<Span> spans) {
        return spans.stream()
                .filter(span -> !(span instanceof Span.Time))
                .map(span ->
                        switch (span) {
                            case Span.Sign sign -> sign.shown();
                            case Span.TypedCommand command -> "/paper " + command.plain();
                            default -> span.plain();
                        });
    }

    private static Stream<URI> links(Block block) {
        List<Span> spans =
                switch (block) {
                    case Block.Paragraph paragraph -> paragraph.spans();
                    case Block.Quote quote -> quote.spans();
                    case Block.Note note -> note.spans();
                    case Block.Facts facts ->
                            facts.facts().stream().flatMap(fact -> fact.value().stream()).toList();
                    case Block.Aside aside -> aside.spans();
                    case Block.Entry entry ->
                            Stream.concat(
                                            Stream.concat(
                                                    titleLink(entry.title(), entry.link()),
                                                    entry.about().stream()),
                                            entry.details().stream().flatMap(List::stream))
                                    .toList();
                    case Block.Heading(String text, URI link) -> titleLink(text, link).toList();
                    case Block.Bullets bullets ->
                            bullets.lines().stream().flatMap(List::stream).toList();
                    case Block.Poll poll ->
                            ((Block.Bullets) poll.spelledOut().getFirst())
                                    .lines().stream().flatMap(List::stream).toList();
                    case Block.Verbatim _,
                            Block.Picture _,
                            Block.Buttons _,
                            Block.Divider _,
                            Block.File _ ->
                            List.of();
                };
        return Stream.concat(
                spans.stream()
                        .filter(Span.Link.class::isInstance)
                        .map(Span.Link.class::cast)
                        .map(Span.Link::target),
                buttons(block).stream()
                        .filter(Button.Open.class::isInstance)
                        .map(Button.Open.class::cast)
                        .map(Button.Open::target));
    }

    private static Stream<Span> titleLink(String title, @Nullable URI link) {
        return link == null ? Stream.of() : Stream.of(Span.link(title, link));
    }

    private static List<Button> buttons(Block block) {
        return switch (block) {
            case Block.Buttons buttons -> buttons.buttons();
            case Block.Entry entry -> entry.buttons();
            case Block.Aside aside -> List.of(aside.button());
            case Block.Poll poll ->
                    poll.spelledOut().stream().flatMap(each -> buttons(each).stream()).toList();
            case Block.Heading _,
                    Block.Picture _,
                    Block.Paragraph _,
                    Block.Quote _,
                    Block.Note _,
                    Block.Facts _,
                    Block.Bullets _,
                    Block.Verbatim _,
                    Block.Divider _,
                    Block.File _ ->
                    List.of();
        };
    }

    /// Text without what nobody sees, and with brackets as links write them.
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> !UNSEEN.contains(Character.getType(c)) && !Character.isWhitespace(c))
                .map(c -> c == '[' ? '(' : c == ']' ? ')' : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /// Addresses that differ only in what is percent-encoded.
    private static String comparable(String address) {
        return address.replaceAll("%28", "(").replaceAll("%29", ")").replaceAll("%27", "'");
    }

    private static void collect(DataArray components, List<String> contents, Set<String> labels) {
        for (DataObject component : PayloadRules.each(components)) {
            component.optArray("components").ifPresent(nested -> collect(nested, contents, labels));
            component
                    .optObject("accessory")
                    .ifPresent(button -> labels.add(visible(button.getString("label"))));
            component
                    .optArray("options")
                    .ifPresent(options ->
                            PayloadRules.each(options)
                                    .forEach(option ->
                                            labels.add(visible(option.getString("label")))));
            if (component.getInt("type") == 10) {
                contents.add(component.getString("content"));
            }
            if (component.hasKey("label")) {
                labels.add(visible(component.getString("label")));
            }
            if (component.hasKey("placeholder")) {
                labels.add(visible(component.getString("placeholder")));
            }
        }
    }

    /// The file with what did not fit holds Markdown, and what buttons say on lines of their own.
    private static void rest(String file, List<String> contents, Set<String> labels) {
        StringBuilder prose = new StringBuilder();
        for (String line : file.split("\n", -1)) {
            if (line.matches("\\[[^\\]]*](?: .*)?")) {
                labels.add(visible(line));
            } else if (!line.equals("----")) {
                prose.append(line).append('\n');
            }
        }
        contents.add(prose.toString());
    }

    private static List<String> ids(List<MessageCreateData> messages) {
        List<String> ids = new ArrayList<>();
        messages.forEach(message ->
                message.toData()
                        .toString()
                        .lines()
                        .forEach(json -> {
                            var matcher =
                                    java.util.regex.Pattern.compile("\"custom_id\":\"([^\"]*)\"")
                                            .matcher(json);
                            while (matcher.find()) {
                                ids.add(matcher.group(1));
                            }
                        }));
        return ids;
    }

    private static String read(FileUpload file) {
        try {
            return new String(file.getData().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The same JSON with its keys in order, so that snapshots do not change by themselves.
    private static DataObject sorted(DataObject object) {
        Map<String, Object> sorted = new TreeMap<>();
        object.toMap().forEach((key, value) -> sorted.put(key, ordered(value)));
        DataObject result = DataObject.empty();
        sorted.forEach(result::put);
        return result;
    }

    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(key.toString(), ordered(each)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(DiscordRendererTest::ordered).toList()
                : value;
    }
}
