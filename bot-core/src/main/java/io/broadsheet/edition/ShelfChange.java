package io.broadsheet.edition;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.Catalogue.Revision;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What happened to a paper since somebody saved it, of what whoever saved it would want to know.
///
/// @param paper as it is now
/// @param withdrawn whether it was withdrawn meanwhile
/// @param version the version there was before a newer one, 0 where there is none newer
/// @param published whether it got a journal reference, or another one
public record ShelfChange(Paper paper, boolean withdrawn, int version, boolean published) {

    /// The changes noticed later than a moment of papers on a person's shelf that were saved
    /// before, withdrawn papers first, then in the order of the shelf.
    static List<ShelfChange> of(UserRef user, Instant since, Library library, Catalogue catalogue) {
        List<Library.Saved> shelf = library.saved(user);
        List<PaperId> ids = shelf.stream().map(Library.Saved::paper).toList();
        Map<PaperId, List<Revision>> revisions = catalogue.changesOf(ids, since);
        if (revisions.isEmpty()) {
            return List.of();
        }
        Map<PaperId, Paper> papers = new HashMap<>();
        catalogue.findAll(revisions.keySet()).forEach(paper -> papers.put(paper.id(), paper));
        List<ShelfChange> changes = new ArrayList<>();
        for (Library.Saved saved : shelf) {
            Paper paper = papers.get(saved.paper());
            if (paper != null) {
                ShelfChange change =
                        of(
                                paper,
                                revisions.getOrDefault(saved.paper(), List.of()).stream()
                                        .filter(each -> each.changed().isAfter(saved.at()))
                                        .toList());
                if (change.isWorthTelling()) {
                    changes.add(change);
                }
            }
        }
        changes.sort(Comparator.comparing(change -> !change.withdrawn()));
        return changes;
    }

    private static ShelfChange of(Paper paper, List<Revision> latestFirst) {
        boolean withdrawn = false;
        int version = 0;
        boolean published = false;
        for (Revision revision : latestFirst) {
            switch (revision.field()) {
                case "withdrawn" -> withdrawn = paper.withdrawn();
                // Goes on to the earliest, so that several new versions are one change.
                case "version" -> version = revision.version();
                case "journal" ->
                        published =
                                paper.journalReference() != null
                                        && !paper.journalReference().equals(revision.before());
                default -> {}
            }
        }
        return new ShelfChange(
                paper, withdrawn, version == paper.version() ? 0 : version, published);
    }

    private boolean isWorthTelling() {
        return withdrawn || version > 0 || published;
    }
}
