package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that mean a paper although they are no command for one.
class WordlessLinesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "have you seen 2412.00447?|arxiv:2412.00447",
                "What do you think of https://arxiv.org/abs/2412.00447v2, anyone?|arxiv:2412.00447",
                "hey, check this out: arXiv:2412.00447|arxiv:2412.00447",
                "has anybody read 2412.00447 yet|arxiv:2412.00447",
                "thoughts on <https://huggingface.co/papers/2412.00447>?|arxiv:2412.00447"
            })
    void onePaperInSmallTalkIsMeant(String line, String paper) {
        assertThat(NamedPapers.one(line)).contains(paper);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pruning 2412.00447",
                "papers like 2412.00447 with code",
                "2412.00447 and 2503.11677",
                "have you seen it",
                ""
            })
    void whatSaysMoreIsSearchedFor(String line) {
        assertThat(NamedPapers.one(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "similar, similar",
        "Similar this, similar",
        "save it!, save",
        "cite this paper, cite",
        "show, show",
        "unsave that, unsave"
    })
    void aThreadsPaperIsMeantByCommandsThatLackOne(String line, String command) {
        assertThat(ThreadedLine.command(line)).contains(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"similar 2412.00447", "search", "trending", "save the whales", "help"})
    void otherLinesMeanWhatTheySay(String line) {
        assertThat(ThreadedLine.command(line)).isEmpty();
    }
}
