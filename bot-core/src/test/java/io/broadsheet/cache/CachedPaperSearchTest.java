package io.broadsheet.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedPaperSearchTest {

    private final PaperSearch search = mock(PaperSearch.class);
    private final AtomicLong version = new AtomicLong();
    private final PaperSearch cached = new CachedPaperSearch(search, version::get, 10);

    @Test
    void asksAgainOnlyAfterTheIndexChanged() {
        PaperId paper = PaperId.ofTitle("a paper");
        PaperQuery query = PaperQuery.words("tokens");
        when(search.readiness()).thenReturn(new PaperSearch.Readiness(1, 0, false));
        when(search.search(any(), any())).thenReturn(PaperSearch.Results.NONE);
        when(search.similar(any(), any(), anyInt()))
                .thenReturn(List.of(new PaperSearch.Hit(paper, 1)));

        for (int i = 0; i < 3; i++) {
            cached.search(query, Page.first(5));
            assertThat(cached.similar(Map.of(paper, 1.0), Instant.EPOCH, 5)).hasSize(1);
        }
        verify(search, times(1)).search(query, Page.first(5));
        verify(search, times(1)).similar(Map.of(paper, 1.0), Instant.EPOCH, 5);

        version.incrementAndGet();
        cached.search(query, Page.first(5));
        cached.search(query, Page.first(5).next());
        verify(search, times(2)).search(query, Page.first(5));
        verify(search, times(1)).search(query, Page.first(5).next());
    }

    @Test
    void keepsNoAnswerOfAnIndexThatIsBeingRebuilt() {
        when(search.readiness()).thenReturn(new PaperSearch.Readiness(1, 0, true));
        when(search.search(any(), any())).thenReturn(PaperSearch.Results.NONE);

        cached.search(PaperQuery.words("tokens"), Page.first(5));
        cached.search(PaperQuery.words("tokens"), Page.first(5));

        verify(search, times(2)).search(PaperQuery.words("tokens"), Page.first(5));
    }

    @Test
    void embedsAQueryOnceAndLetsNobodyChangeTheVector() {
        Embeddings embeddings = mock(Embeddings.class);
        when(embeddings.query("tokens")).thenReturn(Optional.of(new float[] {1, 0}));
        Embeddings caching = new CachedEmbeddings(embeddings, 10);

        caching.query("tokens").orElseThrow()[0] = 7;

        assertThat(caching.query("tokens").orElseThrow()).containsExactly(1, 0);
        verify(embeddings, times(1)).query("tokens");
    }
}
