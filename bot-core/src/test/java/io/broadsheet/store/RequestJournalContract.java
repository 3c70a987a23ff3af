package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.RequestJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every engine must remember of requests that were done.
abstract class RequestJournalContract extends StoreContract {

    private static final Instant UNTIL = NOON.plusSeconds(600);

    @Test
    void aRequestBeginsOnce() {
        RequestJournal requests = store.requests();

        assertThat(requests.begin("slack/t1.2", UNTIL, NOON)).isTrue();
        assertThat(requests.begin("slack/t1.2", UNTIL, NOON.plusSeconds(599))).isFalse();
        assertThat(requests.begin("slack/t1.3", UNTIL, NOON)).isTrue();
        assertThat(requests.begin("discord/t1.2", UNTIL, NOON)).isTrue();
    }

    @Test
    void itIsRememberedAcrossARestart() {
        store.requests().begin("slack/t1.2", UNTIL, NOON);
        store.close();
        open();

        assertThat(store.requests().begin("slack/t1.2", UNTIL, NOON)).isFalse();
    }

    @Test
    void whatCannotComeBackIsForgottenAndNothingSaysWhoseItWas() {
        store.requests().begin("slack/t1.2", UNTIL, NOON);
        assertThat(rows()).hasSize(1).noneMatch(row -> row.contains("t1.2"));

        assertThat(store.requests().begin("slack/t1.4", UNTIL.plusSeconds(600), UNTIL)).isTrue();

        assertThat(rows()).hasSize(1);
    }

    @Test
    void ofManyProcessesOneBeginsIt() throws Exception {
        try (Store other = engine().open(directory);
                ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Store each = i % 2 == 0 ? store : other;
                tries.add(() -> each.requests().begin("slack/t1.2", UNTIL, NOON));
            }
            int begun = 0;
            for (Future<Boolean> each : many.invokeAll(tries, 60, TimeUnit.SECONDS)) {
                begun += each.get() ? 1 : 0;
            }
            assertThat(begun).isEqualTo(1);
        }
    }

    private List<String> rows() {
        return store.database()
                .read(handle ->
                        handle.createQuery("SELECT digest FROM done_request")
                                .mapTo(String.class)
                                .list());
    }
}
