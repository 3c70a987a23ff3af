package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.broadsheet.source.Rejection;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceJournal.Asked;
import io.broadsheet.source.SourceJournal.RequestTurn;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.SourceState.FieldWarning;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/// What every [SourceJournal] does.
abstract class SourceJournalContract extends StoreContract {

    private static final Duration LEASE = Duration.ofMinutes(1);

    private SourceJournal journal() {
        return store.sources();
    }

    @Test
    void givesATurnToOneOnly() {
        RequestTurn first = journal().takeTurn("arxiv", Duration.ZERO, LEASE);
        assertThat(first).isInstanceOf(RequestTurn.Taken.class);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .isInstanceOf(RequestTurn.Wait.class);
        assertThat(journal().takeTurn("huggingface", Duration.ZERO, LEASE))
                .as("another source")
                .isInstanceOf(RequestTurn.Taken.class);
        journal().endTurn("arxiv", (RequestTurn.Taken) first, Duration.ZERO);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .isInstanceOf(RequestTurn.Taken.class);
    }

    @Test
    void keepsTurnsApartAcrossRestarts() {
        RequestTurn first = journal().takeTurn("arxiv", Duration.ofHours(1), LEASE);
        journal().endTurn("arxiv", (RequestTurn.Taken) first, Duration.ZERO);
        reopen();
        RequestTurn second = journal().takeTurn("arxiv", Duration.ofHours(1), LEASE);
        assertThat(second).isInstanceOf(RequestTurn.Wait.class);
        assertThat(((RequestTurn.Wait) second).again())
                .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    }

    @Test
    void takesATurnBackFromAProcessThatDied() throws InterruptedException {
        journal().takeTurn("arxiv", Duration.ZERO, Duration.ofMillis(1));
        Thread.sleep(20);
        RequestTurn second = journal().takeTurn("arxiv", Duration.ZERO, LEASE);
        assertThat(second).isInstanceOf(RequestTurn.Taken.class);
        journal().endTurn("arxiv", new RequestTurn.Taken(1), Duration.ZERO);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .as("the one who died cannot give back another's turn")
                .isInstanceOf(RequestTurn.Wait.class);
    }

    @Test
    void leavesASourceAloneThatAskedForIt() {
        RequestTurn first = journal().takeTurn("arxiv", Duration.ZERO, LEASE);
        journal().endTurn("arxiv", (RequestTurn.Taken) first, Duration.ofMinutes(50));
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .isInstanceOf(RequestTurn.Wait.class);
        Instant resting = journal().state("arxiv", "arXiv", true).restingUntil();
        assertThat(resting)
                .isCloseTo(
                        Instant.now().plus(Duration.ofMinutes(50)), within(10, ChronoUnit.MINUTES));
    }

    @Test
    void believesNoTimeBeyondTheLongestPauseThereCanBe() {
        // As if the clock had been a day ahead.
        RequestTurn first = journal().takeTurn("arxiv", Duration.ZERO, LEASE);
        journal().endTurn("arxiv", (RequestTurn.Taken) first, Duration.ofHours(24));
        assertThat(journal().state("arxiv", "arXiv", true).restingUntil()).isNull();
        RequestTurn second = journal().takeTurn("arxiv", Duration.ZERO, Duration.ofHours(24));
        assertThat(second).isInstanceOf(RequestTurn.Taken.class);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .isInstanceOf(RequestTurn.Taken.class);
    }

    @Test
    void holdsATurnWhoseAnswerIsStillComing() throws InterruptedException {
        RequestTurn first = journal().takeTurn("arxiv", Duration.ZERO, Duration.ofMillis(50));
        journal().holdTurn("arxiv", (RequestTurn.Taken) first, LEASE);
        Thread.sleep(80);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .isInstanceOf(RequestTurn.Wait.class);
        journal().endTurn("arxiv", (RequestTurn.Taken) first, Duration.ZERO);
        journal().holdTurn("arxiv", (RequestTurn.Taken) first, LEASE);
        assertThat(journal().takeTurn("arxiv", Duration.ZERO, LEASE))
                .as("what was given back is not held")
                .isInstanceOf(RequestTurn.Taken.class);
    }

    @Test
    void letsManyTakeTurnsWithoutEverTwoAtOnce() throws InterruptedException {
        ConcurrentLinkedQueue<Long> fences = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    for (int mine = 0; mine < 5; ) {
                                        switch (journal().takeTurn("arxiv", Duration.ZERO, LEASE)) {
                                            case RequestTurn.Taken taken -> {
                                                fences.add(taken.fence());
                                                journal().endTurn("arxiv", taken, Duration.ZERO);
                                                mine++;
                                            }
                                            case RequestTurn.Wait(Duration again) ->
                                                    Thread.sleep(Math.min(5, again.toMillis()));
                                        }
                                    }
                                } catch (InterruptedException | RuntimeException e) {
                                    failures.add(e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(fences).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void remembersWhatWasAnswered() {
        assertThat(journal().asked("arxiv", "id_list=1")).isEmpty();
        journal().answered("arxiv", "id_list=1", new Asked(NOON, "\"a\"", null, "unknown"));
        journal()
                .answered(
                        "arxiv", "id_list=1", new Asked(NOON.plusSeconds(1), null, "Mon", "known"));
        journal().answered("arxiv", "id_list=2", new Asked(NOON, null, null, ""));
        reopen();
        assertThat(journal().asked("arxiv", "id_list=1"))
                .contains(new Asked(NOON.plusSeconds(1), null, "Mon", "known"));
        assertThat(journal().asked("huggingface", "id_list=1")).isEmpty();
        journal().forgetAnswers(NOON.plusSeconds(1));
        assertThat(journal().asked("arxiv", "id_list=1")).isPresent();
        assertThat(journal().asked("arxiv", "id_list=2")).isEmpty();
    }

    @Test
    void tellsHowASourceIs() {
        SourceState never = journal().state("arxiv", "arXiv", false);
        assertThat(never.lastAnswer()).isNull();
        assertThat(never.circuit()).isEqualTo(SourceState.Circuit.CLOSED);

        journal()
                .noteAnswer(
                        "arxiv", NOON, List.of(new Rejection("a", "b"), new Rejection("c", "d")));
        journal().noteFailure("arxiv", NOON.plusSeconds(5), "It\nfailed \0.");
        journal().noteCircuit("arxiv", SourceState.Circuit.OPEN);
        reopen();
        SourceState state = journal().state("arxiv", "arXiv", true);
        assertThat(state.lastAnswer()).isEqualTo(NOON);
        assertThat(state.lastFailure()).isEqualTo(NOON.plusSeconds(5));
        assertThat(state.failure()).isEqualTo("It failed \uFFFD.");
        assertThat(state.circuit()).isEqualTo(SourceState.Circuit.OPEN);
        assertThat(state.rejected()).isEqualTo(2);
        assertThat(state.lastRejection()).isEqualTo(new Rejection("c", "d"));

        journal().noteAnswer("arxiv", NOON.plusSeconds(9), List.of());
        assertThat(journal().state("arxiv", "arXiv", true).circuit())
                .as("an answer closes the circuit for whoever reads it")
                .isEqualTo(SourceState.Circuit.CLOSED);
    }

    @Test
    void warnsOfFieldsForAsLongAsTheyAreUnusual() {
        journal().noteFields("arxiv", "rss", NOON, List.of("x"), List.of("title"));
        journal().noteFields("arxiv", "oai", NOON, List.of("y"), List.of());
        journal().noteFields("arxiv", "rss", NOON.plusSeconds(9), List.of("x", "z"), List.of());
        reopen();
        assertThat(journal().state("arxiv", "arXiv", true).warnings())
                .containsExactly(
                        new FieldWarning(FieldWarning.FieldChange.ADDED, "x", NOON),
                        new FieldWarning(FieldWarning.FieldChange.ADDED, "y", NOON),
                        new FieldWarning(FieldWarning.FieldChange.ADDED, "z", NOON.plusSeconds(9)));
    }
}
