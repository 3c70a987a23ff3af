package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.ConsolePlatform;
import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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
    private static final Path BUNDLED =
            ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl");

    /// Four days of Hugging Face daily papers, which have what the bundled ones lack: ids, dates,
    /// authors, upvotes.
    private static final Path DAILY = FOLDER.resolve("daily-papers.json");

    /// The Thursday of that week.
    private static final Instant START = Instant.parse("2025-03-20T09:00:00Z");

    @TempDir private Path homes;

    @TestFactory
    Stream<DynamicTest> theBotAnswersAsWritten() throws IOException {
        return all(FOLDER, () -> Sources.NONE);
    }

    /// The same with a source that knows papers, see [PaperStand].
    @TestFactory
    Stream<DynamicTest> theBotLooksUpAsWritten() throws IOException {
        return all(WITH_SOURCES, PaperStand::new);
    }

    private Stream<DynamicTest> all(Path folder, Supplier<Sources> sources) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> transcripts =
                    files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            assertThat(transcripts).isNotEmpty();
            return transcripts.stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(),
                                    file.toUri(),
                                    () -> check(file, sources.get())));
        }
    }

    private void check(Path file, Sources sources) throws IOException {
        String written = Files.readString(file);
        String replayed = replay(written, Files.createTempDirectory(homes, "home"), sources);
        if (Boolean.getBoolean("transcripts.update")) {
            Files.writeString(file, replayed);
        } else {
            assertThat(replayed).isEqualTo(written);
        }
    }

    private static String replay(String transcript, Path home, Sources sources) {
        SettableClock clock = new SettableClock(START);
        Seat seat = new Seat("ana", "general", ZoneOffset.UTC, false);
        CoreSettings settings =
                new CoreSettings(home, List.of(BUNDLED, DAILY), CoreSettings.NO_MODEL, 1);
        try (BotCore core = BotCore.start(settings, clock, _ -> sources)) {
            PlainConsole console = new PlainConsole(Dialogue.with(core.conversation()), seat);
            List<String> posted = new ArrayList<>();
            ConsolePlatform platform =
                    new ConsolePlatform(arrival -> posted.addAll(console.arrive(arrival)));
            core.press().serve(platform);
            return new Transcript(
                            console,
                            seat,
                            span -> {
                                clock.pass(span);
                                return due(core, platform, posted);
                            })
                    .replay(transcript);
        }
    }

    private static List<String> due(BotCore core, ConsolePlatform platform, List<String> posted) {
        posted.clear();
        try {
            core.runDue(platform);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(posted);
    }
}
