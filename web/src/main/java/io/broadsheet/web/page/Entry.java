package io.broadsheet.web.page;

import io.broadsheet.view.PaperOutline;
import io.broadsheet.view.Phrases;
import io.broadsheet.web.serving.Reader;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A paper in a list, as the template writes it; what is not known is empty.
///
/// @param link where its title leads
/// @param picture an https address
/// @param day `null` where it is not known
/// @param upvotes `1,234`
/// @param stars `1,234`
/// @param here what its place in this list adds
public record Entry(
        String link,
        String title,
        String byline,
        String line,
        boolean bySource,
        @Nullable ShownDay day,
        String categories,
        String upvotes,
        String code,
        String stars,
        String picture,
        boolean withdrawn,
        InList here) {

    /// What a paper's place in a list adds to it.
    ///
    /// @param votes `3 votes here`
    /// @param eager whether the picture is in sight at once
    /// @param note a further line
    public record InList(String votes, boolean eager, String note) {}

    /// As many pictures are in sight at first.
    private static final int IN_SIGHT = 2;

    /// @param link where the title leads
    static Entry of(PaperOutline paper, String link, Reader reader) {
        return new Entry(
                link,
                paper.title(),
                paper.byline(),
                paper.line(),
                paper.bySource(),
                paper.day().map(day -> ShownDay.of(day, reader)).orElse(null),
                String.join(", ", paper.categories()),
                paper.upvotes() == 0 ? "" : Phrases.count(paper.upvotes()),
                paper.code().map(URI::toString).orElse(""),
                paper.code().isEmpty() || paper.stars() == 0 ? "" : Phrases.count(paper.stars()),
                paper.picture().map(URI::toString).orElse(""),
                paper.withdrawn(),
                new InList("", false, ""));
    }

    /// `3 votes here`; empty where there are none.
    public String votesHere() {
        return here.votes();
    }

    /// Whether the picture is in sight at once.
    public boolean eager() {
        return here.eager();
    }

    /// A further line; may be empty.
    public String note() {
        return here.note();
    }

    Entry noted(String text) {
        return with(new InList(here.votes(), here.eager(), text));
    }

    Entry voted(int votes) {
        String said = votes == 0 ? "" : Phrases.count(votes, "vote") + " here";
        return with(new InList(said, here.eager(), here.note()));
    }

    private Entry inSight() {
        return with(new InList(here.votes(), true, here.note()));
    }

    private Entry with(InList place) {
        return new Entry(
                link,
                title,
                byline,
                line,
                bySource,
                day,
                categories,
                upvotes,
                code,
                stars,
                picture,
                withdrawn,
                place);
    }

    /// The same list with the pictures that are in sight at first loaded at once.
    static List<Entry> inSight(List<Entry> entries) {
        List<Entry> all = new java.util.ArrayList<>(entries);
        for (int i = 0; i < Math.min(IN_SIGHT, all.size()); i++) {
            all.set(i, all.get(i).inSight());
        }
        return all;
    }
}
