package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// README's table of commands is made from the command book. `-Dreadme.update=true` writes it anew.
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern TABLE = Pattern.compile("<!-- commands -->\n(?:\\|.*\n)*");

    @Test
    void listsEveryCommandAsTheBookHasIt() throws IOException {
        String readme = Files.readString(README);
        String table = "<!-- commands -->\n" + table();
        if (Boolean.getBoolean("readme.update")) {
            Files.writeString(
                    README, TABLE.matcher(readme).replaceFirst(Matcher.quoteReplacement(table)));
            return;
        }

        assertThat(readme).contains(table);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| command | what it does |\n|---|---|\n");
        for (CommandSpec spec : CommandBook.typed()) {
            table.append("| `")
                    .append(spec.synopsis().replace("|", "\\|"))
                    .append("` | ")
                    .append(spec.summary())
                    .append(" |\n");
        }
        return table.toString();
    }
}
