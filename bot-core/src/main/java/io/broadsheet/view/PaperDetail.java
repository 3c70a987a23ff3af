package io.broadsheet.view;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Paper;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that is to be read about one paper, for whoever draws it without blocks.
///
/// @param authors all names, in their order
/// @param organisation may be empty
/// @param paragraphs of the abstract; none where it is not known
/// @param links where to read on
/// @param remarks where it was published, and what its authors say of it
/// @param version 0 or 1 for the first
/// @param updated when that version appeared
/// @param changes what it said before, latest first
public record PaperDetail(
        PaperOutline outline,
        List<String> authors,
        String organisation,
        List<String> paragraphs,
        List<NamedLink> links,
        List<String> remarks,
        int version,
        Optional<Instant> updated,
        List<Catalogue.Revision> changes) {

    private static final int LONGEST_REMARK = 300;

    /// A link with what it is called.
    public record NamedLink(String name, URI target) {}

    public PaperDetail {
        authors = List.copyOf(authors);
        paragraphs = List.copyOf(paragraphs);
        links = List.copyOf(links);
        remarks = List.copyOf(remarks);
        changes = List.copyOf(changes);
    }

    /// @param outline what an entry of a list says of the paper
    /// @param history what the paper said before, latest first
    public static PaperDetail of(
            Paper paper, PaperOutline outline, List<Catalogue.Revision> history) {
        List<NamedLink> links = new ArrayList<>();
        paper.abstractPage().ifPresent(page -> links.add(new NamedLink(name(page), page)));
        for (Span span : PaperCard.links(paper)) {
            if (span instanceof Span.Link(String text, URI target)) {
                links.add(new NamedLink(text, target));
            }
        }
        List<String> remarks = new ArrayList<>();
        if (paper.journalReference() != null) {
            remarks.add(Phrases.cut(paper.journalReference(), LONGEST_REMARK));
        }
        if (paper.comment() != null) {
            remarks.add(Phrases.cut(paper.comment(), LONGEST_REMARK));
        }
        return new PaperDetail(
                outline,
                paper.authorNames(),
                paper.organisation() == null ? "" : paper.organisation(),
                paper.summary().lines().map(String::strip).filter(it -> !it.isEmpty()).toList(),
                links,
                remarks,
                paper.version(),
                Optional.ofNullable(paper.updated()),
                history);
    }

    private static String name(URI page) {
        String host = page.getHost();
        if (host == null) {
            return "Paper";
        }
        return switch (host) {
            case "arxiv.org" -> "arXiv";
            case "doi.org" -> "DOI";
            default -> "Paper";
        };
    }
}
