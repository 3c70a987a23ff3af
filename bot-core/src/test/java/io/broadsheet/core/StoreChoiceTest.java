package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.command.Checkup;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new database beside a file that was in use.
class StoreChoiceTest {

    @TempDir private Path home;

    private CoreSettings settings(PostgresAddress database) {
        return new CoreSettings(
                home,
                List.of(),
                CoreSettings.NO_MODEL,
                1,
                Optional.of(database),
                SourceSettings.OFF);
    }

    private static void fill(Store store) {
        store.catalogue()
                .put(
                        List.of(Paper.builder(PaperId.ofTitle("One paper"), "One paper").build()),
                        Instant.parse("2026-03-04T12:00:00Z"));
    }

    @Test
    void isNotFilledBeforeTheFileIsCopied() {
        try (Store file = Store.open(home)) {
            fill(file);
        }
        PostgresAddress database = PostgresServer.SHARED.empty("forgotten");

        assertThat(BotCore.examine(settings(database), Clock.systemUTC()))
                .anySatisfy(finding -> {
                    assertThat(finding.level()).isEqualTo(Checkup.Level.BAD);
                    assertThat(finding.detail()).contains("is empty, and", "migrate-store");
                });
        assertThatThrownBy(() -> BotCore.start(settings(database), Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Copy it first: ./broadsheet migrate-store.");

        BotCore.copyStore(home, database, _ -> {});
        try (BotCore core = BotCore.start(settings(database), Clock.systemUTC())) {
            assertThat(core.papers()).isEqualTo(1);
        }
    }

    @Test
    void isFilledWhereNothingWasKeptBefore() {
        PostgresAddress database = PostgresServer.SHARED.empty("fresh");

        try (BotCore core = BotCore.start(settings(database), Clock.systemUTC())) {
            assertThat(core.papers()).isZero();
        }
    }
}
