package io.broadsheet.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WrittenLineTest {

    private static final Pattern BOT = Pattern.compile("<@!?42>");

    @Test
    void isWhatStandsAfterTheMention() {
        assertThat(line("<@42> search vision")).isEqualTo("search vision");
        assertThat(line("hey <@!42>, search vision")).isEqualTo("search vision");
        assertThat(line("<@42>: similar 3\n")).isEqualTo("similar 3");
        assertThat(line("<@7> look, <@42> show 2503.11677 for <@42>"))
                .isEqualTo("show 2503.11677 for <@42>");
    }

    @Test
    void isTheWholeMessageWithoutAMention() {
        assertThat(line("search vision")).isEqualTo("search vision");
        assertThat(line("<@7> vision")).isEqualTo("<@7> vision");
    }

    @Test
    void takesSlashCommandsThatWereCopied() {
        assertThat(line("<@42> /paper search vision")).isEqualTo("search vision");
        assertThat(line("/search vision")).isEqualTo("search vision");
        assertThat(line("/paperclips in robotics")).isEqualTo("paperclips in robotics");
        assertThat(line("/paper")).isEqualTo("help");
    }

    @Test
    void whoAsksForNothingIsToldWhatThereIs() {
        for (String text : new String[] {"<@42>", "thanks <@42>!", "<@42> ?", "  ", "👍"}) {
            assertThat(line(text)).as(text).isEqualTo("help");
        }
    }

    private static String line(String message) {
        return WrittenLine.of(message, BOT);
    }
}
