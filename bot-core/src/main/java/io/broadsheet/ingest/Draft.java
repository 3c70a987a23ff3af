package io.broadsheet.ingest;

import io.broadsheet.ingest.latex.Latex;
import io.broadsheet.ingest.latex.LinkLifter;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import io.broadsheet.paper.PaperReferences;
import io.broadsheet.paper.PictureHosts;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A paper in the making: takes the fields as a source writes them, makes readable texts of them,
/// and decides on the identity.
public final class Draft {

    private static final int LONGEST_TITLE = 2_000;
    private static final int LONGEST_ABSTRACT = 100_000;
    private static final int LONGEST_REMARK = 2_000;
    private static final int MOST_AUTHORS = 10_000;
    private static final int MOST_LINKS = 50;

    /// What Slack takes as a picture's address at most is 3,000 characters, Discord 2,048.
    private static final int LONGEST_ADDRESS = 1_000;

    /// arXiv's own sentence, and what authors write in its place. Papers about withdrawals say
    /// "withdrawn" too, further on.
    private static final Pattern WITHDRAWN =
            Pattern.compile(
                    "(?i)^\\W{0,3}(?:\\[?withdrawn\\b|(?:(?:this|the)"
                            + " )?(?:paper|article|manuscript|submission|work|preprint|version|report)s?"
                            + " (?:has been|have been|is|was|is being|had to be) (?:temporarily"
                            + " )?(?:withdrawn|removed|retracted)\\b|arxiv admin note: this"
                            + " (?:paper|article|submission|version) has been (?:withdrawn|removed))");

    private static final Pattern LATER_WITHDRAWN =
            Pattern.compile(
                    "(?i)\\b(?:this|the) (?:paper|article|manuscript|submission|work|preprint)"
                            + " (?:has been|is|was) (?:temporarily )?withdrawn (?:by|due|because|from"
                            + " arxiv|since|for)\\b");

    private @Nullable ArxivId arxiv;
    private @Nullable PaperId id;
    private @Nullable Doi doi;
    private int version;
    private String title = "";
    private String summary = "";
    private final Set<Author> authors = new LinkedHashSet<>();
    private @Nullable String organisation;
    private final Set<Category> categories = new LinkedHashSet<>();
    private final List<PaperLink> links = new ArrayList<>();
    private @Nullable Instant published;
    private boolean monthOnly;
    private @Nullable Instant updated;
    private @Nullable Instant announced;
    private @Nullable Instant featured;
    private int upvotes;
    private int stars;
    private @Nullable String comment;
    private @Nullable String journal;
    private @Nullable String tldr;
    private @Nullable URI thumbnail;
    private boolean withdrawn;
    private @Nullable String note;

    public void arxiv(String written) throws BadRecordException {
        ArxivId parsed =
                ArxivId.parse(written)
                        .orElseThrow(() ->
                                new BadRecordException(
                                        "'" + shortened(written) + "' is no arXiv identifier"));
        arxiv = parsed.withoutVersion();
        version = Math.max(version, parsed.version());
    }

    public void id(PaperId value) {
        id = value;
    }

    public void doi(@Nullable String written) {
        if (written != null && !written.isBlank()) {
            String first = written.strip().split("\\s+", 2)[0];
            doi =
                    Doi.parse(first.replaceFirst("(?i)^https?://(?:dx\\.)?doi\\.org/", ""))
                            .orElse(doi);
        }
    }

    void version(int value) {
        version = Math.max(version, Math.clamp(value, 0, 999));
    }

    int version() {
        return version;
    }

    public void title(@Nullable String raw) {
        title = raw == null ? "" : Markup.removed(raw);
    }

    public void summary(@Nullable String raw) {
        summary = raw == null ? "" : Markup.removed(raw);
    }

    public String summary() {
        return summary;
    }

    public void author(String raw) {
        String name = readable(raw);
        if (Author.isColon(name)) {
            membersFollow();
        } else {
            author(Author.read(name));
        }
    }

    /// A name that its source gives in parts.
    void author(String family, String given, String suffix) {
        if (Author.isColon(family) && given.isBlank()) {
            membersFollow();
        } else {
            author(Author.read(readable(family), readable(given), readable(suffix)));
        }
    }

    void collaboration(String raw) {
        String name = readable(raw);
        if (!name.isBlank()) {
            author(Optional.of(Author.collaboration(name)));
        }
    }

    private static String readable(String raw) {
        return Latex.readable(Markup.removed(raw));
    }

    private void author(Optional<Author> author) {
        author.filter(one -> one.name().length() <= 300 && authors.size() < MOST_AUTHORS)
                .ifPresent(authors::add);
    }

    /// Whoever was named so far is a team, and its members come now.
    private void membersFollow() {
        List<Author> teams = authors.stream().map(Author::asCollaboration).toList();
        authors.clear();
        authors.addAll(teams);
    }

    void organisation(@Nullable String raw) {
        String name = raw == null ? "" : readable(raw);
        organisation = name.isEmpty() || name.length() > 300 ? null : name;
    }

    void category(String code) {
        String stripped = code.strip();
        if (!stripped.isEmpty() && stripped.length() <= 60 && stripped.indexOf(' ') < 0) {
            categories.add(new Category(stripped));
        }
    }

    void link(PaperLink.LinkKind kind, @Nullable String address) {
        if (address == null || address.isBlank()) {
            return;
        }
        try {
            String written = address.strip();
            URI uri = new URI(written.contains("://") ? written : "https://" + written);
            String scheme = uri.getScheme();
            if (uri.getHost() != null
                    && (scheme.equals("http") || scheme.equals("https"))
                    && written.length() <= 2_000) {
                links.add(new PaperLink(kind, uri));
            }
        } catch (URISyntaxException e) {
            note("its link '" + shortened(address) + "' is no web address and was left out");
        }
    }

    public void published(@Nullable Instant value) {
        published = value;
    }

    /// For a paper of which no more than the month is known.
    void published(YearMonth month) {
        published = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        monthOnly = true;
    }

    void updated(@Nullable Instant value) {
        updated = value;
    }

    void announced(@Nullable Instant value) {
        announced = value;
    }

    void featured(@Nullable Instant value) {
        featured = value;
    }

    void upvotes(int value) {
        upvotes = Math.max(0, value);
    }

    void stars(int value) {
        stars = Math.max(0, value);
    }

    void comment(@Nullable String raw) {
        comment = remark(raw);
    }

    public void journal(@Nullable String raw) {
        journal = remark(raw);
    }

    void tldr(@Nullable String raw) {
        tldr = remark(raw);
    }

    /// A picture's address; one that is not at a host of Hugging Face's counts as none.
    void thumbnail(@Nullable String address) {
        if (address == null || address.length() > LONGEST_ADDRESS) {
            return;
        }
        try {
            URI uri = new URI(address.strip());
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && PictureHosts.ALL.contains(uri.getHost())
                    && uri.getPort() == -1
                    && uri.getUserInfo() == null) {
                thumbnail = uri;
            }
        } catch (URISyntaxException e) {
            note("its picture's address '" + shortened(address) + "' is none and was left out");
        }
    }

    void withdrawn(boolean value) {
        withdrawn = value;
    }

    /// Remembers the first thing that had to be mended.
    void note(String what) {
        if (note == null) {
            note = what;
        }
    }

    @Nullable String note() {
        return note;
    }

    private static @Nullable String remark(@Nullable String raw) {
        String text = raw == null ? "" : readable(raw);
        if (text.length() > LONGEST_REMARK) {
            int end =
                    Character.isHighSurrogate(text.charAt(LONGEST_REMARK - 1))
                            ? LONGEST_REMARK - 1
                            : LONGEST_REMARK;
            text = text.substring(0, end);
        }
        return text.isEmpty() ? null : text;
    }

    /// The paper, with links lifted out of its abstract.
    Paper build() throws BadRecordException {
        if (title.length() > LONGEST_TITLE) {
            throw new BadRecordException("its title has " + title.length() + " characters");
        }
        if (summary.length() > LONGEST_ABSTRACT) {
            throw new BadRecordException("its abstract has " + summary.length() + " characters");
        }
        String readableTitle = Latex.readable(title);
        if (readableTitle.isEmpty()) {
            throw new BadRecordException("it has no title");
        }
        LinkLifter.Lifted lifted = LinkLifter.lift(Latex.readable(summary));
        List<PaperLink> all = new ArrayList<>(links);
        all.addAll(lifted.links());
        if (comment != null) {
            all.addAll(LinkLifter.lift(comment).links());
        }
        return Paper.builder(identity(readableTitle), readableTitle)
                .title(readableTitle, title)
                .summary(lifted.text(), summary)
                .version(version)
                .doi(doi != null && doi.arxivId().isEmpty() ? doi : null)
                .authors(List.copyOf(authors))
                .organisation(organisation)
                .categories(List.copyOf(categories))
                .links(distinct(all))
                .published(published)
                .monthOnly(monthOnly)
                .updated(updated)
                .announced(announced)
                .featured(featured)
                .upvotes(upvotes)
                .stars(stars)
                .comment(comment)
                .journalReference(journal)
                .tldr(tldr)
                .thumbnail(thumbnail)
                .withdrawn(withdrawn || saysWithdrawn(comment) || saysWithdrawn(lifted.text()))
                .build();
    }

    private PaperId identity(String readableTitle) {
        if (arxiv != null) {
            return PaperId.of(arxiv);
        }
        if (id != null && id.scheme() != PaperId.Scheme.TITLE) {
            return id;
        }
        return doi != null ? PaperId.of(doi) : PaperId.ofTitle(readableTitle);
    }

    private static boolean saysWithdrawn(@Nullable String text) {
        return text != null
                && (text.contains("ithdrawn")
                        || text.contains("WITHDRAWN")
                        || text.contains("emoved")
                        || text.contains("etracted"))
                && (WITHDRAWN.matcher(text).lookingAt() || LATER_WITHDRAWN.matcher(text).find());
    }

    private static List<PaperLink> distinct(List<PaperLink> links) {
        if (links.size() < 2) {
            return links;
        }
        Set<URI> seen = new HashSet<>();
        List<PaperLink> kept = new ArrayList<>(links.size());
        for (PaperLink link : links) {
            if (kept.size() < MOST_LINKS && seen.add(PaperReferences.normalise(link.uri()))) {
                kept.add(link);
            }
        }
        return kept;
    }

    public static String shortened(String text) {
        String line = Latex.readable(text.length() > 200 ? text.substring(0, 200) : text);
        return line.length() <= 60
                ? line
                : line.substring(
                                0,
                                line.offsetByCodePoints(
                                        0, Math.min(56, line.codePointCount(0, line.length()))))
                        + "…";
    }
}
