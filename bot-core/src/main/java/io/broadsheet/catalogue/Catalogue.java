package io.broadsheet.catalogue;

import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The port to the papers the bot knows. An id that a paper had before it was merged into another
/// keeps naming that paper.
public interface Catalogue {

    /// The paper, by its id or by one it had earlier.
    Optional<Paper> find(PaperId id);

    /// The papers that are there, in the order asked for, each once.
    List<Paper> findAll(Collection<PaperId> ids);

    /// The id under which a paper is kept now; the same id where it is unknown or was never merged.
    PaperId canonical(PaperId id);

    Optional<Paper> findByDoi(Doi doi);

    /// The paper that has a link to this page.
    Optional<Paper> findByLink(URI page);

    /// Papers whose title has this key, see [PaperId#titleKey(String)]; usually one.
    List<Paper> findByTitleKey(String titleKey);

    /// Takes papers in, in one transaction: new ones are added, known ones brought up to date,
    /// title-keyed ones merged into the paper that turns out to be the same. When this returns, the
    /// papers survive a crash.
    ///
    /// @return what became of each, in the same order
    List<Intake> put(List<Paper> papers, Instant now);

    long size();

    /// Papers that changed after a point, oldest change first, for whoever derives something from
    /// the catalogue.
    ///
    /// @param after 0 for the beginning, else the [Change#sequence()] reached
    List<Change> changesAfter(long after, int limit);

    /// The latest change's sequence, 0 for an empty catalogue.
    long lastChange();

    /// Papers dated within a span ([Paper#date()]), most upvoted first, then newest.
    List<Paper> dated(Instant from, Instant until, int limit);

    /// How the papers dated within a span were taken at their source: those that have votes there,
    /// oldest first.
    List<Reception> receptions(Instant from, Instant until);

    /// What the paper said before, newest first.
    List<Revision> history(PaperId id);

    /// What papers said before changes that were noticed later than a moment, latest first, by the
    /// ids under which the papers are kept now; papers without such changes are left out.
    Map<PaperId, List<Revision>> changesOf(Collection<PaperId> ids, Instant after);

    /// How a paper was taken at its source.
    ///
    /// @param upvotes 1 or more
    record Reception(List<String> authors, int upvotes, Instant dated) {
        public Reception {
            authors = List.copyOf(authors);
        }
    }

    /// What [#put] did with a paper.
    enum Intake {
        ADDED,
        UPDATED,
        MERGED,
        UNCHANGED
    }

    /// One paper's latest change.
    ///
    /// @param sequence increases with every change
    /// @param paper empty where the id no longer names a paper of its own, because it was merged
    ///   into another
    record Change(long sequence, PaperId id, Optional<Paper> paper) {}

    /// What a field said before a newer version, or newer metadata, changed it.
    ///
    /// @param changed when the change was noticed
    /// @param version the version that said so, 0 where unknown
    /// @param field `title`, `abstract`, `authors`, `categories`, `version`, `journal`, `withdrawn`
    /// @param before empty for a journal reference that there was not
    record Revision(Instant changed, int version, String field, String before) {}
}
