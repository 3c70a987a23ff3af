package io.broadsheet.view;

import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.summary.OneLine;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an entry of a list says of a paper, for whoever draws it without blocks. All texts are
/// data: whoever draws them escapes them.
///
/// @param byline who wrote it, shortly; may be empty
/// @param line what it is about, in one line; may be empty
/// @param bySource whether the line is its source's own, which must be said
/// @param day when it appeared
/// @param categories of arXiv, at most two
/// @param upvotes at its source, 0 or more
/// @param stars of its code, 0 where unknown
/// @param picture an https address at one of [io.broadsheet.paper.PictureHosts]; none where
///   pictures are left out
/// @param page where the paper is read
public record PaperOutline(
        PaperId id,
        String title,
        String byline,
        String line,
        boolean bySource,
        Optional<AppearedOn> day,
        List<String> categories,
        int upvotes,
        int stars,
        Optional<URI> code,
        Optional<URI> picture,
        Optional<URI> page,
        boolean withdrawn) {

    private static final int CATEGORIES = 2;

    /// @param monthOnly whether no more than the month is known
    public record AppearedOn(Instant at, boolean monthOnly) {}

    public PaperOutline {
        categories = List.copyOf(categories);
    }

    /// @param pictures whether papers' pictures are shown
    public static PaperOutline of(Paper paper, boolean pictures) {
        Optional<OneLine> line = OneLine.of(paper);
        return new PaperOutline(
                paper.id(),
                paper.title(),
                Phrases.byline(paper),
                line.map(OneLine::text).orElse(""),
                line.map(it -> it.origin() == OneLine.Origin.SOURCE).orElse(false),
                day(paper),
                paper.categories().stream()
                        .filter(Category::isOfArxiv)
                        .limit(CATEGORIES)
                        .map(Category::code)
                        .toList(),
                paper.upvotes(),
                paper.stars(),
                paper.link(PaperLink.LinkKind.CODE),
                Optional.ofNullable(paper.thumbnail())
                        .filter(picture -> pictures && "https".equals(picture.getScheme())),
                paper.abstractPage(),
                paper.withdrawn());
    }

    private static Optional<AppearedOn> day(Paper paper) {
        if (paper.published() != null) {
            return Optional.of(new AppearedOn(paper.published(), paper.monthOnly()));
        }
        return Optional.ofNullable(paper.featured()).map(at -> new AppearedOn(at, false));
    }
}
