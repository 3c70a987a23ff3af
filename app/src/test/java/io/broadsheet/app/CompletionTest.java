package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Conversation;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a line being typed may become, with the bundled papers.
class CompletionTest {

    private static final Caller ANA =
            new Caller(
                    new UserRef(Platform.CONSOLE, "local", "ana"),
                    new ChannelRef(Platform.CONSOLE, "local", "general"),
                    "ana",
                    "general",
                    ZoneOffset.UTC,
                    Locale.ENGLISH,
                    true,
                    Set.of());

    @TempDir private Path home;

    @Test
    void completesALineWithWhatAPersonWouldType() {
        CoreSettings settings =
                new CoreSettings(
                        home,
                        List.of(ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl")),
                        CoreSettings.NO_MODEL,
                        1);
        try (BotCore core =
                BotCore.start(settings, new SettableClock(Instant.parse("2025-03-20T09:00:00Z")))) {
            Conversation bot = core.conversation();

            assertThat(bot.complete("show future token", ANA))
                    .isNotEmpty()
                    .allMatch(each -> each.value().startsWith("arxiv:"))
                    .anyMatch(each -> each.label().startsWith("Future Token Prediction"));
            assertThat(values(bot, "search au")).containsExactly("author:");
            assertThat(values(bot, "search vision so"))
                    .containsExactly("vision sort:new", "vision sort:top", "vision sort:relevance");
            assertThat(values(bot, "follow ")).containsExactly("author:", "in:");
            assertThat(values(bot, "cite saved "))
                    .startsWith("saved bibtex", "saved ris", "saved csv", "saved json");
        }
    }

    private static List<String> values(Conversation bot, String line) {
        return bot.complete(line, ANA).stream().map(Conversation.Completion::value).toList();
    }
}
