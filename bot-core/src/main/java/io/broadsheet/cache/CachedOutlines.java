package io.broadsheet.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.broadsheet.paper.Paper;
import io.broadsheet.view.PaperOutline;
import java.util.function.Function;

/// Remembers what entries of lists say: to find a paper's one line takes longer than to write a
/// page. By the object, as the catalogue in front of it hands out the same one again; a paper that
/// changed is another.
public final class CachedOutlines implements Function<Paper, PaperOutline> {

    private final boolean pictures;
    private final Cache<Paper, PaperOutline> outlines;

    /// @param pictures whether papers' pictures are shown
    /// @param size how many are remembered
    public CachedOutlines(boolean pictures, int size) {
        this.pictures = pictures;
        this.outlines = Caffeine.newBuilder().weakKeys().maximumSize(size).build();
    }

    @Override
    public PaperOutline apply(Paper paper) {
        return outlines.get(paper, each -> PaperOutline.of(each, pictures));
    }
}
