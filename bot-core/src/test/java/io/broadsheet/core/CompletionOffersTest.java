package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.Conversation;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What is offered for each option while people fill it in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionOffersTest {

    private static final ChannelRef VISION = new ChannelRef(new Platform("fake"), "w", "vision");

    private BotCore core;
    private Conversation bot;

    @BeforeAll
    void start(@TempDir Path home) {
        core =
                BotCore.start(
                        new CoreSettings(
                                home,
                                List.of(Path.of("../config/catalogue/papers.jsonl")),
                                CoreSettings.NO_MODEL,
                                1),
                        Clock.fixed(Instant.parse("2025-03-20T12:00:00Z"), ZoneOffset.UTC));
        bot = core.conversation();
    }

    @AfterAll
    void stop() {
        core.close();
    }

    @Test
    void papersOfTheLastListComeFirstByTheirNumbers() {
        Caller ann = caller("ann");
        bot.typed("search vision tokenizers", ann);
        List<Completion> offers = offers("similar", "paper", "", ann);

        assertThat(offers).extracting(Completion::label).element(0).asString().startsWith("1. ");
        assertThat(offers("similar", "paper", "2", ann))
                .extracting(Completion::label)
                .first()
                .asString()
                .startsWith("2. ");
    }

    @Test
    void anIdOrAnAddressOffersThatPaper() {
        Caller bob = caller("bob");
        for (String named : List.of("2412.00447", "https://arxiv.org/abs/2412.00447v2")) {
            assertThat(offers("show", "paper", named, bob))
                    .singleElement()
                    .satisfies(offer -> assertThat(offer.value()).isEqualTo("arxiv:2412.00447"));
        }
        assertThat(offers("show", "paper", "9901.99999", bob)).isEmpty();
    }

    @Test
    void unsaveOffersTheShelfAndNothingElse() {
        Caller cat = caller("cat");
        assertThat(offers("unsave", "paper", "", cat)).isEmpty();
        bot.typed("save 2412.00447", cat);

        assertThat(offers("unsave", "paper", "", cat))
                .extracting(Completion::value)
                .containsExactly("arxiv:2412.00447");
        assertThat(offers("unsave", "paper", "no such words", cat)).isEmpty();
        assertThat(offers("cite", "paper", "", cat))
                .extracting(Completion::label)
                .anyMatch(label -> label.startsWith("Saved: "));
        assertThat(offers("unsave", "paper", "", caller("dan"))).isEmpty();
    }

    @Test
    void unfollowAndUnmuteOfferWhatThereIs() {
        Caller eve = caller("eve");
        bot.typed("follow token pruning", eve);
        bot.typed("mute medical", eve);

        assertThat(values("unfollow", "topic", "", eve)).containsExactly("token pruning");
        assertThat(values("unmute", "topic", "", eve)).containsExactly("medical");
        assertThat(values("unmute", "topic", "tok", eve)).isEmpty();
    }

    @Test
    void followOffersAuthorsAndCategoriesThatExist() {
        Caller fay = caller("fay");
        assertThat(values("follow", "topic", "in:cs.c", fay)).contains("in:cs.CL", "in:cs.CV");
        assertThat(values("follow", "topic", "xubing", fay)).contains("author:Xubing Ye");
        assertThat(values("follow", "topic", "author:xubing", fay)).contains("author:Xubing Ye");
        assertThat(values("search", "in", "cs.l", fay)).contains("cs.LG");
    }

    @Test
    void zonesBeginWithThePersonsOwn() {
        assertThat(values("schedule", "zone", "", caller("gil"))).startsWith("Europe/Berlin");
        assertThat(values("schedule", "zone", "new", caller("gil"))).contains("America/New_York");
    }

    @Test
    void everyTimeThatIsOfferedIsUnderstood() {
        Caller hal = caller("hal");
        assertThat(values("schedule", "when", "", hal))
                .hasSizeGreaterThan(3)
                .allSatisfy(when ->
                        assertThat(
                                        bot.pressed(
                                                        new CommandCode(
                                                                "1:schedule add " + when + " UTC"),
                                                        hal)
                                                .kind())
                                .as(when)
                                .isEqualTo(Reply.Kind.ANSWER));
        assertThat(values("schedule", "when", "week", hal))
                .allMatch(when -> when.startsWith("week"));
    }

    @Test
    void helpOffersCommands() {
        assertThat(values("help", "command", "sch", caller("ida"))).containsExactly("schedule");
    }

    private List<String> values(String command, String option, String typed, Caller caller) {
        return offers(command, option, typed, caller).stream().map(Completion::value).toList();
    }

    private List<Completion> offers(String command, String option, String typed, Caller caller) {
        CommandSpec.Option found =
                CommandBook.spec(command).orElseThrow().options().stream()
                        .filter(each -> each.name().equals(option))
                        .findFirst()
                        .orElseThrow();
        return bot.complete(found, typed, caller);
    }

    private static Caller caller(String name) {
        return new Caller(
                new UserRef(new Platform("fake"), "w", name),
                VISION,
                name,
                "vision",
                ZoneId.of("Europe/Berlin"),
                Locale.ENGLISH,
                true,
                Set.of());
    }
}
