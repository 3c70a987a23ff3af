package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.catalogue.ImportJournal] and every [io.broadsheet.chat.LongCodes]
/// does.
abstract class JournalContract extends StoreContract {

    @Test
    void remembersHowFarAnImportCame() {
        assertThat(store.journal().reached("sha256:1")).isZero();
        store.journal().reached("sha256:1", 1000, NOON);
        store.journal().reached("sha256:1", 2000, NOON);
        store.journal().reached("sha256:2", 5, NOON);
        reopen();
        assertThat(store.journal().reached("sha256:1")).isEqualTo(2000);
        assertThat(store.journal().reached("sha256:2")).isEqualTo(5);
    }

    @Test
    void keepsALongCommandUnderOneKey() {
        String text = "search \"" + "x".repeat(5000) + "\" 😀'; DROP TABLE long_code; --";
        String key = store.longCodes().keep(text, NOON);
        assertThat(key).hasSize(22).matches("[A-Za-z0-9_-]+");
        assertThat(store.longCodes().keep(text, NOON.plusSeconds(9))).isEqualTo(key);
        assertThat(store.longCodes().keep(text + " ", NOON)).isNotEqualTo(key);
        reopen();
        assertThat(store.longCodes().find(key)).contains(text);
        assertThat(store.longCodes().find("nothing")).isEmpty();
        assertThat(store.longCodes().find("\0")).isEmpty();
    }
}
