package io.broadsheet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is remembered, and for how long; that the answers are right, the catalogue's contract says.
class CachedCatalogueTest {

    private static final Paper PAPER = paper("A paper");
    private static final Paper OTHER = paper("Another paper");
    private static final Instant DAY = Instant.parse("2026-03-04T00:00:00Z");

    private final Catalogue catalogue = mock(Catalogue.class);
    private final Catalogue cached = new CachedCatalogue(catalogue, 100);

    @Test
    void readsAListOnceUntilTheCatalogueChanges() {
        when(catalogue.dated(any(), any(), anyInt()))
                .thenReturn(List.of(PAPER))
                .thenReturn(List.of(OTHER, PAPER));

        assertThat(cached.dated(Instant.EPOCH, DAY, 300)).containsExactly(PAPER);
        assertThat(cached.dated(Instant.EPOCH, DAY, 300)).containsExactly(PAPER);
        verify(catalogue, times(1)).dated(Instant.EPOCH, DAY, 300);

        when(catalogue.lastChange()).thenReturn(1L);

        assertThat(cached.dated(Instant.EPOCH, DAY, 300)).containsExactly(OTHER, PAPER);
    }

    @Test
    void readsOnlyThePapersThatItDoesNotRemember() {
        when(catalogue.findAll(Set.of(PAPER.id()))).thenReturn(List.of(PAPER));
        when(catalogue.findAll(Set.of(OTHER.id()))).thenReturn(List.of(OTHER));

        assertThat(cached.findAll(List.of(PAPER.id()))).containsExactly(PAPER);
        assertThat(cached.findAll(List.of(OTHER.id(), PAPER.id()))).containsExactly(OTHER, PAPER);
        assertThat(cached.findAll(List.of(PAPER.id(), OTHER.id()))).containsExactly(PAPER, OTHER);
        verify(catalogue, times(2)).findAll(any());

        when(catalogue.lastChange()).thenReturn(1L);

        assertThat(cached.findAll(List.of(PAPER.id()))).containsExactly(PAPER);
        verify(catalogue, times(3)).findAll(any());
    }

    @Test
    void remembersNoListThatNobodyAsksForAgain() {
        when(catalogue.dated(any(), any(), anyInt())).thenReturn(List.of(PAPER));

        cached.dated(DAY, DAY.plusSeconds(1), 300);
        cached.dated(DAY, DAY.plusSeconds(1), 300);

        verify(catalogue, times(2)).dated(DAY, DAY.plusSeconds(1), 300);
    }

    @Test
    void readsThePapersOfATitleOnceUntilTheCatalogueChanges() {
        when(catalogue.findByTitleKey("key")).thenReturn(List.of(PAPER));

        assertThat(cached.findByTitleKey("key")).containsExactly(PAPER);
        assertThat(cached.findByTitleKey("key")).containsExactly(PAPER);
        verify(catalogue, times(1)).findByTitleKey("key");

        when(catalogue.lastChange()).thenReturn(1L);

        assertThat(cached.findByTitleKey("key")).containsExactly(PAPER);
        verify(catalogue, times(2)).findByTitleKey("key");
    }

    private static Paper paper(String title) {
        return Paper.builder(PaperId.ofTitle(title), title).build();
    }
}
