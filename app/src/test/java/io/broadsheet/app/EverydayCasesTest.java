package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.app.console.Dialogue;
import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people type, in whatever form they have it, and what must come of it.
///
/// `cases/lines.txt` has a line for each: what is typed, `=>`, what the answer must have, and after
/// a `!` what it must not. The papers are invented, but for `cases/snapshot.jsonl`, which has
/// arXiv's metadata (CC0) of those whose names and titles once could not be found.
class EverydayCasesTest {

    private static final Path CASES =
            ProjectFilesTest.PROJECT.resolve("app/src/test/resources/cases");

    @Test
    void everyLineEndsAtTheRightPaper(@TempDir Path home) throws IOException {
        List<Path> papers;
        try (Stream<Path> files = Files.list(CASES)) {
            papers = files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
        Clock clock = Clock.fixed(Instant.parse("2025-10-01T12:00:00Z"), ZoneOffset.UTC);
        List<String> wrong = new ArrayList<>();
        try (BotCore core =
                BotCore.start(new CoreSettings(home, papers, CoreSettings.NO_MODEL, 1), clock)) {
            for (String line : Files.readAllLines(CASES.resolve("lines.txt"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    check(core, line).forEach(wrong::add);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// In a console of its own, so that no list from before is there.
    private static List<String> check(BotCore core, String line) {
        String[] sides = line.split(" => ", 2);
        String[] parts = sides[1].split(" ! ", 2);
        PlainConsole console =
                new PlainConsole(
                        Dialogue.with(core.conversation()),
                        new Seat("ana", "general", ZoneOffset.UTC, true));
        String answer = "";
        for (String typed : sides[0].split(" ;; ")) {
            answer = String.join("\n", console.answer(typed.strip()).orElseThrow());
        }
        List<String> wrong = new ArrayList<>();
        for (String wanted : parts[0].split(" & ")) {
            if (!answer.contains(wanted.strip())) {
                wrong.add(sides[0] + " has no '" + wanted.strip() + "':\n" + answer);
            }
        }
        if (parts.length > 1) {
            for (String unwanted : parts[1].split(" & ")) {
                if (answer.contains(unwanted.strip())) {
                    wrong.add(sides[0] + " has '" + unwanted.strip() + "':\n" + answer);
                }
            }
        }
        return wrong;
    }
}
