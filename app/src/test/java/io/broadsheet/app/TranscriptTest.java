package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.publication.WebPlace;
import io.broadsheet.source.Sources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Replays every file in `src/test/resources/transcripts` against the whole bot with the bundled
/// papers and those of four days, and compares each answer line by line.
/// `-Dtranscripts.update=true` writes the answers into the files instead; read the difference then.
class TranscriptTest {

    private static final Path FOLDER =
            ProjectFilesTest.PROJECT.resolve("app/src/test/resources/transcripts");
    private static final Path WITH_SOURCES = FOLDER.resolveSibling("transcripts-with-sources");
    static final Path BUNDLED = ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl");

    /// Four days of Hugging Face daily papers, which have what the bundled ones lack: ids, dates,
    /// authors, upvotes.
    static final Path DAILY = FOLDER.resolve("daily-papers.json");

    /// The Thursday of that week.
    private static final Instant START = Instant.parse("2025-03-20T09:00:00Z");

    @TempDir private Path homes;

    @TestFactory
    Stream<DynamicTest> theBotAnswersAsWritten() throws IOException {
        return all(FOLDER, _ -> _ -> Sources.NONE);
    }

    /// The same with a source that knows papers, see [PaperStand].
    @TestFactory
    Stream<DynamicTest> theBotLooksUpAsWritten() throws IOException {
        return all(WITH_SOURCES, clock -> journal -> new PaperStand(journal, clock));
    }

    private Stream<DynamicTest> all(Path folder, Function<Clock, BotCore.SourcesOf> sources)
            throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> transcripts =
                    files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            assertThat(transcripts).isNotEmpty();
            return transcripts.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(),
                                    file.toUri(),
                                    () -> check(file, sources)));
        }
    }

    /// A secret link's token, another one at every run.
    private static final Pattern SECRET =
            Pattern.compile("(/channels/|/feeds/secret/)[A-Za-z0-9_-]{32}");

    private void check(Path file, Function<Clock, BotCore.SourcesOf> sources) throws IOException {
        String written = Files.readString(file);
        String replayed = replay(written, Files.createTempDirectory(homes, "home"), sources);
        if (Boolean.getBoolean("transcripts.update")) {
            Files.writeString(file, replayed);
        } else {
            assertThat(replayed).isEqualTo(written);
        }
    }

    private static String replay(
            String transcript, Path home, Function<Clock, BotCore.SourcesOf> sources) {
        SettableClock clock = new SettableClock(START);
        Seat seat = new Seat("ana", "general", ZoneId.of("UTC"), false);
        CoreSettings settings =
                new CoreSettings(home, List.of(BUNDLED, DAILY), CoreSettings.NO_MODEL, 1)
                        .mailing(StageMailbox.SETTINGS)
                        .at(
                                new WebPlace(
                                        true,
                                        false,
                                        Optional.of(URI.create("https://papers.example.org"))));
        try (BotCore core = BotCore.start(settings, clock, sources.apply(clock))) {
            PlainConsole console = new PlainConsole(Dialogue.with(core.conversation()), seat);
            String replayed =
                    new Transcript(console, seat, new Stage(core, clock, console))
                            .replay(transcript);
            return SECRET.matcher(replayed).replaceAll("$1SECRET");
        }
    }
}
