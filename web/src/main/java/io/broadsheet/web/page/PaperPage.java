package io.broadsheet.web.page;

import io.broadsheet.view.PaperDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One paper.
///
/// @param authors all names with commas between; may be empty
/// @param organisation may be empty
/// @param formats citations as files
public record PaperPage(
        Frame frame,
        Entry entry,
        String authors,
        String organisation,
        List<String> paragraphs,
        List<PaperDetail.NamedLink> links,
        List<String> remarks,
        List<Version> versions,
        List<Posting> postings,
        String bibtex,
        List<Tab> formats,
        List<Entry> similar) {

    /// @param day when it appeared, or the change was noticed; `null` where that is not known
    public record Version(@Nullable ShownDay day, String text) {}

    /// @param path of the channel's page
    public record Posting(String channel, String path, ShownDay day) {}

    public PaperPage {
        paragraphs = List.copyOf(paragraphs);
        links = List.copyOf(links);
        remarks = List.copyOf(remarks);
        versions = List.copyOf(versions);
        postings = List.copyOf(postings);
        formats = List.copyOf(formats);
        similar = List.copyOf(similar);
    }
}
