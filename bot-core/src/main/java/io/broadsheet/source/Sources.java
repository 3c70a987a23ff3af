package io.broadsheet.source;

import java.util.List;

/// Every network source that is on. Safe for use by many threads.
public interface Sources extends AutoCloseable {

    /// No source at all.
    Sources NONE =
            new Sources() {
                @Override
                public List<PaperSource> harvested() {
                    return List.of();
                }

                @Override
                public PaperLookup lookup() {
                    return PaperLookup.NONE;
                }

                @Override
                public PaperDiscovery discovery() {
                    return PaperDiscovery.NONE;
                }

                @Override
                public List<SourceState> states() {
                    return List.of();
                }

                @Override
                public void close() {}
            };

    /// Those that are harvested day by day, in the order in which it is best done.
    List<PaperSource> harvested();

    /// Asks all of them about one paper.
    PaperLookup lookup();

    /// What the sources themselves rank and find.
    PaperDiscovery discovery();

    /// How each is, for all processes together; also for those used for lookups only.
    ///
    /// @throws RuntimeException where the store cannot be read
    List<SourceState> states();

    /// Breaks off requests that are under way and asks nothing any more.
    @Override
    void close();
}
