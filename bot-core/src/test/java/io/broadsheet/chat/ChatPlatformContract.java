package io.broadsheet.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ChatPlatform] does, be it one that people use or one of the tests: what the core
/// relies on must hold where the core is tested as well.
public abstract class ChatPlatformContract {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private String words = "";
    private String key = "";
    private Reply message = Reply.say("nothing yet");

    @BeforeEach
    void writeSomethingNew() {
        int number = COUNT.incrementAndGet();
        words = "Contract " + number + ".";
        key = "contract-" + number;
        message = Reply.say(words);
    }

    /// What is held to the contract, connected.
    protected abstract ChatPlatform platform();

    /// A channel that it posts into, and that nobody else does meanwhile.
    protected abstract ChannelRef channel();

    /// Somebody who takes direct messages.
    protected abstract UserRef user();

    /// A channel that the platform does not have; empty where it has every channel.
    protected Optional<ChannelRef> gone() {
        return Optional.empty();
    }

    /// Whether it may read the channel, so that it has to find there what it posted.
    protected boolean mayRead() {
        return false;
    }

    /// How many messages of the channel show these words; empty where that cannot be seen.
    protected OptionalInt showing(String what) {
        return OptionalInt.empty();
    }

    private String post() {
        Delivery delivery = platform().post(channel(), message, key);
        assertThat(delivery).isInstanceOf(Delivery.Posted.class);
        return ((Delivery.Posted) delivery).message();
    }

    private void assertShowing(String what, int times) {
        showing(what).ifPresent(found -> assertThat(found).as(what).isEqualTo(times));
    }

    @Test
    void postsAndSaysUnderWhichId() {
        assertThat(post()).isNotBlank();
        assertShowing(words, 1);
    }

    @Test
    void postsOnceUnderOneKeyWhereKeysAreKnown() {
        assumeTrue(platform().remembersKeysFor(channel()).isPositive(), "knows keys");
        String first = post();

        assertThat(post()).isEqualTo(first);
        assertShowing(words, 1);
    }

    @Test
    void remembersNoKeyForLessThanNoTime() {
        assertThat(platform().remembersKeysFor()).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(platform().remembersKeysFor(channel())).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void sendsDirectMessages() {
        assertThat(platform().send(user(), message, key)).isInstanceOf(Delivery.Posted.class);
    }

    @Test
    void refusesAChannelThatIsGoneWithATypedReason() {
        assumeTrue(gone().isPresent(), "does not have every channel");
        Delivery delivery = platform().post(gone().orElseThrow(), message, key);

        assertThat(delivery)
                .isInstanceOfSatisfying(
                        Delivery.Refused.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isIn(
                                                Delivery.Refusal.CHANNEL_GONE,
                                                Delivery.Refusal.NOT_INVITED,
                                                Delivery.Refusal.WORKSPACE_GONE));
    }

    @Test
    void doesNotSayThatItMayPostWhereItMayNot() {
        assumeTrue(gone().isPresent(), "does not have every channel");

        assertThat(platform().check(gone().orElseThrow())).isNotInstanceOf(Access.Given.class);
    }

    @Test
    void readsBackWhatItPostedOrSaysThatItCannot() {
        Instant since = Instant.now();
        String posted = post();
        ReadBack found = platform().find(channel(), key, since);

        if (!platform().readsBack()) {
            assertThat(found).isInstanceOf(ReadBack.CannotTell.class);
            return;
        }
        switch (found) {
            case ReadBack.There(String id, _) -> assertThat(id).isEqualTo(posted);
            case ReadBack.NotThere _ -> throw new AssertionError("it is there: " + posted);
            case ReadBack.CannotTell(String reason) -> assertUnread(reason);
            case ReadBack.LookAgain(_, String reason) -> assertUnread(reason);
        }
    }

    private void assertUnread(String reason) {
        assertThat(mayRead()).as("it may read, and says: " + reason).isFalse();
        assertThat(reason).isNotBlank();
    }

    @Test
    void findsNothingThatWasNotPosted() {
        Instant since = Instant.now();
        post();

        assertThat(platform().find(channel(), key + "-never-posted", since))
                .isNotInstanceOf(ReadBack.There.class);
    }

    @Test
    void editsInPlaceOrRefuses() {
        String posted = post();
        String changed = "Changed " + COUNT.incrementAndGet() + ".";

        switch (platform().edit(channel(), posted, Reply.say(changed), key, "")) {
            case Delivery.Posted(String id) -> {
                assertThat(id).isEqualTo(posted);
                assertShowing(changed, 1);
                assertShowing(words, 0);
            }
            case Delivery.Refused(Delivery.Refusal refusal, _) -> {
                assertThat(refusal).isEqualTo(Delivery.Refusal.INVALID_MESSAGE);
                assertShowing(words, 1);
            }
            case Delivery other -> throw new AssertionError("neither edited nor refused: " + other);
        }
    }

    @Test
    void opensAThreadUnderAMessageOrRefuses() {
        String posted = post();
        Reply.Thread thread =
                new Reply.Thread("Contract", List.of(Block.paragraph("Begin " + words)));
        Delivery first = platform().discuss(channel(), posted, thread);

        if (!platform().features().contains(Caller.Feature.THREADS)) {
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Delivery.Refused.class,
                            refused ->
                                    assertThat(refused.refusal())
                                            .isEqualTo(Delivery.Refusal.INVALID_MESSAGE));
            return;
        }
        assertThat(first).isEqualTo(new Delivery.Posted(posted));
        assertThat(platform().linkTo(channel(), posted)).isInstanceOf(DiscussionLink.At.class);
        assertThat(platform().discuss(channel(), posted, thread))
                .isEqualTo(new Delivery.Posted(posted));
    }

    @Test
    void saysWhereItPostsAndHowFast() {
        assertThat(platform().platform()).isEqualTo(channel().platform());
        assertThat(platform().health().connected()).isTrue();
        assertThat(platform().serves(channel())).isTrue();
        assertThat(platform().check(channel())).isInstanceOf(Access.Given.class);
        assertThat(platform().pacing().perSecondInChannel()).isPositive();
        assertThat(platform().features()).doesNotContainNull();
    }

    @Test
    void saysOfARightYesNoOrThatItDoesNotKnow() {
        assertThat(platform().administers(user(), channel())).isNotNull();
        gone().ifPresent(it ->
                assertThat(platform().administers(user(), it)).isNotEqualTo(Right.YES));
    }

    @Test
    void throwsForNothingThatAPlatformAnswers() {
        ChannelRef where = gone().orElseGet(this::channel);
        Instant since = Instant.now();

        assertThat(platform().edit(where, "1", message, key, "")).isNotNull();
        assertThat(platform().edit(channel(), "no id at all", message, key, "")).isNotNull();
        assertThat(platform().find(where, key, since)).isNotNull();
        assertThat(platform().find(user(), key, since)).isNotNull();
        Reply.Thread thread = new Reply.Thread("A", List.of(Block.paragraph("b")));
        assertThat(platform().discuss(where, "1", thread)).isNotNull();
        assertThat(platform().discuss(channel(), "no id at all", thread)).isNotNull();
        assertThat(platform().linkTo(where, "1")).isNotNull();
        platform().complete(where, "1", message);
        platform().complete(channel(), "no id at all", message);
    }
}
