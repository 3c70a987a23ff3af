package io.broadsheet.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes that are written after the answer, on a real store.
class AfterwardsTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final UserRef ANN = new UserRef(Platform.CONSOLE, "-", "ann");
    private static final ChannelRef HERE = new ChannelRef(Platform.CONSOLE, "-", "here");
    private static final PaperId PAPER = PaperId.of(ArxivId.parse("2501.00001").orElseThrow());

    @TempDir private Path directory;

    private final AtomicInteger transactions = new AtomicInteger();
    private Store store;
    private Afterwards afterwards;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        store.catalogue().put(List.of(Paper.builder(PAPER, "A paper").build()), NOON);
        afterwards =
                new Afterwards(work -> {
                    transactions.incrementAndGet();
                    store.together(work);
                });
    }

    @AfterEach
    void close() {
        afterwards.close();
        store.close();
    }

    @Test
    void whatIsWaitingIsWrittenTogetherAndInOrder() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        afterwards.note(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 100; i++) {
            List<PaperId> list = i == 99 ? List.of(PAPER) : List.of();
            afterwards.note(() -> store.library().rememberList(ANN, HERE, list, NOON));
        }
        go.countDown();
        afterwards.settle();

        assertThat(store.library().lastList(ANN, HERE)).containsExactly(PAPER);
        assertThat(transactions.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aNoteThatCannotBeKeptCostsNoOther() {
        for (int i = 0; i < 3; i++) {
            afterwards.note(() -> store.library().shown(ANN, List.of(PAPER), NOON));
            afterwards.note(() -> {
                throw new IllegalStateException("cannot be kept");
            });
            afterwards.note(() -> store.library().rememberList(ANN, HERE, List.of(PAPER), NOON));
        }
        afterwards.settle();

        assertThat(store.library().shownSince(ANN, NOON.minusSeconds(1))).containsExactly(PAPER);
        assertThat(store.library().lastList(ANN, HERE)).containsExactly(PAPER);
    }
}
