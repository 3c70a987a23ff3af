package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every command must have beside its file.
class CommandsTest {

    private static final Path RESOURCES =
            ProjectFilesTest.PROJECT.resolve("app/src/test/resources");

    @Test
    void aTranscriptTypesEveryCommand() throws IOException {
        Set<String> typed = new TreeSet<>();
        for (String folder : List.of("transcripts", "transcripts-with-sources")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".txt")).toList()) {
                    typed.addAll(firstWords(Files.readAllLines(file)));
                }
            }
        }

        assertThat(typed).containsAll(CommandBook.typed().stream().map(CommandSpec::name).toList());
    }

    private static Set<String> firstWords(List<String> transcript) {
        return transcript.stream()
                .filter(line -> line.startsWith("> "))
                .map(line -> line.substring(2).split(" ", 2)[0])
                .collect(Collectors.toSet());
    }
}
