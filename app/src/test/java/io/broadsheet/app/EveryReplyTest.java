package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.PictureHosts;
import io.broadsheet.source.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds of every reply: to every example of every command, and to every button under those.
class EveryReplyTest {

    private static final Path PAPERS =
            ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl");

    /// What Slack calls a channel whose name it does not tell.
    private static final String NO_NAME = "privategroup";

    private static final List<String> FURTHER =
            List.of(
                    "search vision tokenizers",
                    "save 1",
                    "save 2",
                    "follow tokenizers here",
                    "mute pruning here",
                    "following",
                    "muted",
                    "unfollow nothing here",
                    "schedule add daily 9:00 Europe/Berlin",
                    "schedule add daily 9:00 Europe/Berlin about tokens as digest",
                    "schedule list",
                    "schedule preview 1",
                    "schedule preview 2",
                    "schedule pause 7",
                    "club start weekly Thursday 16:00 Europe/Berlin in room 4",
                    "nominate 1",
                    "club",
                    "club archive",
                    "club stop",
                    "archive",
                    "archive make",
                    "archive revoke",
                    "feed here",
                    "today",
                    "recommend",
                    "recommend channel",
                    "trending year",
                    "catchup since 2020-01-01",
                    "random",
                    "doctor");

    @Test
    void picturesAreOfTheSourcesHostsAndMayBeTurnedOff(@TempDir Path folder) throws IOException {
        List<Block.Picture> shown = pictures(replies(folder.resolve("with"), true, Right.ADMIN));
        assertThat(shown).isNotEmpty();
        assertThat(shown)
                .allSatisfy(picture -> {
                    assertThat(picture.source().getScheme()).isEqualTo("https");
                    assertThat(PictureHosts.ALL).contains(picture.source().getHost());
                });

        assertThat(pictures(replies(folder.resolve("without"), false, Right.ADMIN))).isEmpty();
    }

    @Test
    void aChannelIsNamedByItsMentionOnly(@TempDir Path folder) throws IOException {
        for (Right right : Right.values()) {
            List<String> wrong =
                    replies(folder.resolve(right.name()), true, right).stream()
                            .flatMap(reply -> reply.blocks().stream())
                            .flatMap(EveryReplyTest::written)
                            .filter(text -> text.contains("#" + NO_NAME))
                            .distinct()
                            .toList();
            assertThat(wrong).isEmpty();
        }
    }

    /// Whether somebody administers the channel, which changes what they are told.
    private enum Right {
        ADMIN,
        MEMBER
    }

    private static List<Block.Picture> pictures(List<Reply> replies) {
        return replies.stream()
                .flatMap(reply -> reply.blocks().stream())
                .filter(Block.Picture.class::isInstance)
                .map(Block.Picture.class::cast)
                .toList();
    }

    /// What a block says in letters; a channel's mention says nothing that a platform shows.
    private static Stream<String> written(Block block) {
        return switch (block) {
            case Block.Heading heading -> Stream.of(heading.text());
            case Block.Paragraph paragraph -> written(paragraph.spans());
            case Block.Aside aside -> written(aside.spans());
            case Block.Quote quote -> written(quote.spans());
            case Block.Note note -> written(note.spans());
            case Block.Facts facts -> facts.facts().stream().flatMap(fact -> written(fact.value()));
            case Block.Entry entry ->
                    Stream.concat(
                            written(entry.about()),
                            entry.details().stream().flatMap(EveryReplyTest::written));
            case Block.Bullets bullets -> bullets.lines().stream().flatMap(EveryReplyTest::written);
            case Block.Poll poll -> poll.spelledOut().stream().flatMap(EveryReplyTest::written);
            case Block.Picture _,
                    Block.Verbatim _,
                    Block.Buttons _,
                    Block.Divider _,
                    Block.File _ ->
                    Stream.of();
        };
    }

    private static Stream<String> written(List<Span> spans) {
        return spans.stream()
                .filter(span -> !(span instanceof Span.ChannelMention))
                .map(Span::plain);
    }

    private static List<Reply> replies(Path home, boolean pictures, Right right)
            throws IOException {
        Files.createDirectories(home);
        Path papers = home.resolve("papers.jsonl");
        Files.write(
                papers, Files.readAllLines(PAPERS).stream().map(EveryReplyTest::pictured).toList());
        CoreSettings settings =
                new CoreSettings(
                        home.resolve("bot"),
                        List.of(papers),
                        CoreSettings.NO_MODEL,
                        1,
                        Optional.empty(),
                        SourceSettings.OFF,
                        pictures);
        Clock clock = Clock.fixed(Instant.parse("2025-05-05T09:00:00Z"), ZoneOffset.UTC);
        List<Reply> replies = new ArrayList<>();
        try (BotCore core = BotCore.start(settings, clock)) {
            Caller caller = caller(right);
            List<String> lines = new ArrayList<>(FURTHER);
            CommandBook.typed().stream().map(CommandSpec::examples).forEach(lines::addAll);
            for (String line : lines) {
                Reply reply = core.conversation().typed(line, caller);
                replies.add(reply);
                buttons(reply)
                        .forEach(run ->
                                replies.add(core.conversation().pressed(run.code(), caller)));
            }
        }
        return replies;
    }

    private static List<Button.Run> buttons(Reply reply) {
        return reply.blocks().stream()
                .flatMap(block ->
                        switch (block) {
                            case Block.Buttons all -> all.buttons().stream();
                            case Block.Entry entry -> entry.buttons().stream();
                            default -> Stream.<Button>of();
                        })
                .filter(Button.Run.class::isInstance)
                .map(Button.Run.class::cast)
                .toList();
    }

    /// A paper with a picture: every third at a host that no source declares, which is never shown.
    private static String pictured(String line) {
        String host = line.hashCode() % 3 == 0 ? "evil.example" : "cdn-thumbnails.huggingface.co";
        return line.substring(0, line.lastIndexOf('}'))
                + ",\"thumbnail\":\"https://"
                + host
                + "/a.png\"}";
    }

    private static Caller caller(Right right) {
        return new Caller(
                new UserRef(Platform.SLACK, "T1", "U1"),
                new ChannelRef(Platform.SLACK, "T1", "C1"),
                "ana",
                NO_NAME,
                ZoneOffset.UTC,
                Locale.ENGLISH,
                right == Right.ADMIN,
                EnumSet.allOf(Caller.Feature.class));
    }
}
