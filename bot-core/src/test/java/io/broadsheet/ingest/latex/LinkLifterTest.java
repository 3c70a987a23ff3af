package io.broadsheet.ingest.latex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkLifterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It works. Code is available at https://github.com/x/y.| It works.| CODE"
                        + " https://github.com/x/y",
                "It works. Code: https://github.com/x/y.git.| It works.| CODE"
                        + " https://github.com/x/y",
                "It works. Project page: https://x.github.io/y/.| It works.| PROJECT"
                        + " https://x.github.io/y/",
                "It works. Our weights are at https://huggingface.co/x/y.| It works.| MODEL"
                        + " https://huggingface.co/x/y",
                "Data at https://huggingface.co/datasets/x/y and code at github.com/x/y. It works.|"
                        + " It works.| OTHER https://huggingface.co/datasets/x/y, CODE"
                        + " https://github.com/x/y",
                "The solver, dubbed AiT, beats all and is available at https://github.com/x/AiT.|"
                        + " The solver, dubbed AiT, beats all and is available.| CODE"
                        + " https://github.com/x/AiT",
                "We put weights on HuggingFace (https://hf.co/x/y) and Ollama to encourage"
                        + " adoption.| We put weights on HuggingFace and Ollama to encourage adoption.|"
                        + " MODEL https://hf.co/x/y",
                "For future researchhttps://github.com/x/y.| For future research.| CODE"
                        + " https://github.com/x/y",
                "Visit https://a.io/https://a.io/ for videos. It works.| It works.| PROJECT"
                        + " https://a.io/",
                "Agents browse sites such as https://example.org/shop to buy things.| Agents browse"
                        + " sites such as https://example.org/shop to buy things.| ",
                "See arXiv https://arxiv.org/abs/2503.11677 for proofs.| See arXiv"
                        + " https://arxiv.org/abs/2503.11677 for proofs.| ",
                "Written e.g. by A. Smith, i.e. nobody. No links.| Written e.g. by A. Smith, i.e."
                        + " nobody. No links.| ",
                "Mail x@github.com or see http://localhost/.| Mail x@github.com or see"
                        + " http://localhost/.| ",
            })
    void liftsAddressesOutOfAbstracts(String text, String kept, String links) {
        LinkLifter.Lifted lifted = LinkLifter.lift(text);
        String found =
                String.join(
                        ", ",
                        lifted.links().stream()
                                .distinct()
                                .map(link -> link.kind() + " " + link.uri())
                                .toList());

        assertThat(lifted.text()).isEqualTo(kept);
        assertThat(found).isEqualTo(links == null ? "" : links);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/a/b ",
                "http",
                "www.",
                "x.github.io ",
                "the the ",
                "Code. ",
                "https://a.b/(",
                "a.b."
            })
    void staysQuickOnGarbage(String piece) {
        String text =
                "https://x.io "
                        + piece.repeat(100_000 / piece.length())
                        + " https://github.com/x/y";
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(LinkLifter.lift(text).text()).isNotNull());
    }

    @Test
    void keepsATextWithoutLinksAsItIs() {
        assertThat(LinkLifter.lift("Nothing here."))
                .isEqualTo(new LinkLifter.Lifted("Nothing here.", java.util.List.of()));
    }
}
