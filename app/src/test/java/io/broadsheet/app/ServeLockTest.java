package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeLockTest {

    @TempDir Path home;

    @Test
    void oneProcessServesFromAHome() throws Exception {
        try (ServeLock _ = ServeLock.take(home)) {
            assertThatThrownBy(() -> ServeLock.take(home))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(
                            "Another process ("
                                    + ProcessHandle.current().pid()
                                    + ") serves from "
                                    + home);
        }
        try (ServeLock again = ServeLock.take(home)) {
            assertThat(again).isNotNull();
        }
    }
}
