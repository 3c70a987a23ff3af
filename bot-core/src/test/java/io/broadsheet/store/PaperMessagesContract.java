package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.PaperMessages.Beginning;
import io.broadsheet.edition.PaperMessages.PaperMessage;
import io.broadsheet.paper.PaperId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [PaperMessages] does.
abstract class PaperMessagesContract extends StoreContract {

    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");
    private static final Instant LATER = NOON.plusSeconds(60);

    private PaperMessages messages;

    @BeforeEach
    void messages() {
        messages = store.paperMessages();
    }

    @Test
    void tellsWhichPaperAMessageShows() {
        messages.shown(new PaperMessage(VISION, "m1", ONE, NOON, ANN));
        messages.shown(new PaperMessage(VISION, "m1", TWO, LATER, BOB));
        reopen();
        messages();
        assertThat(messages.paper(VISION, "m1")).contains(ONE);
        assertThat(messages.paper(AUDIO, "m1")).isEmpty();
        assertThat(messages.paper(VISION, "")).isEmpty();
    }

    @Test
    void listsWhatPeopleSharedLatestFirst() {
        PaperMessage first = new PaperMessage(VISION, "m1", ONE, NOON, ANN);
        PaperMessage second = new PaperMessage(AUDIO, "m2", ONE, LATER, BOB);
        messages.shown(first);
        messages.shown(second);
        messages.shown(new PaperMessage(VISION, "m3", TWO, LATER, ANN));
        assertThat(messages.sharedOf(ONE, NOON)).containsExactly(second, first);
        assertThat(messages.sharedOf(ONE, LATER)).containsExactly(second);
        assertThat(messages.latest(VISION, ONE)).contains("m1");
        assertThat(messages.latest(AUDIO, TWO)).isEmpty();
    }

    @Test
    void hasOneDiscussionAPaperAndChannel() {
        assertThat(begin(NOON)).isInstanceOf(Beginning.Ours.class);
        assertThat(begin(LATER)).isInstanceOf(Beginning.SomebodyElses.class);
        messages.opened(VISION, ONE, "m1", LATER);
        messages.opened(VISION, ONE, "m2", LATER);
        assertThat(begin(LATER)).isEqualTo(new Beginning.AlreadyOpen("m1"));
        assertThat(messages.paper(VISION, "m1")).contains(ONE);
        assertThat(messages.begin(AUDIO, ONE, NOON, NOON)).isInstanceOf(Beginning.Ours.class);
    }

    @Test
    void beginsADiscussionAnewThatWasNotOpened() {
        begin(NOON);
        messages.notOpened(VISION, ONE);
        assertThat(begin(LATER)).isInstanceOf(Beginning.Ours.class);
        Instant muchLater = LATER.plus(Duration.ofMinutes(10));
        assertThat(begin(muchLater)).isInstanceOf(Beginning.Ours.class);
        messages.opened(VISION, ONE, "m1", muchLater);
        messages.notOpened(VISION, ONE);
        assertThat(begin(muchLater)).isEqualTo(new Beginning.AlreadyOpen("m1"));
        messages.closed(VISION, ONE, "m0");
        assertThat(begin(muchLater)).isEqualTo(new Beginning.AlreadyOpen("m1"));
        messages.closed(VISION, ONE, "m1");
        assertThat(begin(muchLater)).isInstanceOf(Beginning.Ours.class);
    }

    private Beginning begin(Instant now) {
        return messages.begin(VISION, ONE, now, now.minus(Duration.ofMinutes(2)));
    }

    @Test
    void followsAPaperThatGetsABetterId() {
        PaperId titled = titledPaper("A title").build().id();
        put(titledPaper("A title").build());
        messages.shown(new PaperMessage(VISION, "m1", titled, NOON, ANN));
        messages.opened(VISION, titled, "m1", NOON);
        put(arxivPaper("2501.00001", "A title").build());
        assertThat(messages.paper(VISION, "m1")).contains(ONE);
        assertThat(messages.sharedOf(titled, NOON))
                .extracting(PaperMessage::paper)
                .containsExactly(ONE);
        assertThat(begin(LATER)).isEqualTo(new Beginning.AlreadyOpen("m1"));
    }

    @Test
    void forgetsWhoSharedIt() {
        messages.shown(new PaperMessage(VISION, "m1", ONE, NOON, ANN));
        messages.shown(new PaperMessage(VISION, "m2", ONE, NOON, BOB));
        assertThat(library.export(ANN).get("shared cards"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("message", "m1"));
        library.forget(ANN);
        assertThat(messages.sharedOf(ONE, NOON))
                .extracting(PaperMessage::sharer)
                .containsExactly(BOB);
    }
}
