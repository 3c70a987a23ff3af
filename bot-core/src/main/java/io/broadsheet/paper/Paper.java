package io.broadsheet.paper;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One paper as the bot knows it.
///
/// @param id canonical identity
/// @param version arXiv's version number, 1 or more, 0 where unknown
/// @param doi of the published article, where there is one beside the arXiv id
/// @param title readable text on one line, LaTeX turned into Unicode
/// @param rawTitle the title as its source wrote it
/// @param summary the abstract, readable text on one line; empty where the source has none
/// @param rawSummary the abstract as its source wrote it
/// @param authors in the paper's order; empty where the source has none
/// @param organisation who published it, where the source says so
/// @param categories primary one first
/// @param links code, project page and the like; abstract page and PDF are derived, see
///   [#abstractPage()] and [#pdf()]
/// @param published when the first version appeared
/// @param monthOnly whether only the month of `published` is known: it is then the month's
///   beginning in UTC
/// @param updated when this version appeared
/// @param announced when arXiv announced it as new, which may be days after it was published
/// @param featured when Hugging Face's daily list featured it
/// @param upvotes votes at the source, 0 or more
/// @param stars of its code at GitHub, 0 where unknown
/// @param comment the authors' comment at arXiv ("Accepted at ...")
/// @param journalReference where it was published
/// @param tldr what a source says in a sentence of its own; Hugging Face has a language model write
///   it
/// @param thumbnail a picture that a source has of the paper, at one of its own hosts; nobody but
///   readers' programs ever fetches it
/// @param withdrawn whether its authors withdrew it
/// @param added when it came into this catalogue; [Instant#EPOCH] until it has
public record Paper(
        PaperId id,
        int version,
        @Nullable Doi doi,
        String title,
        String rawTitle,
        String summary,
        String rawSummary,
        List<Author> authors,
        @Nullable String organisation,
        List<Category> categories,
        List<PaperLink> links,
        @Nullable Instant published,
        boolean monthOnly,
        @Nullable Instant updated,
        @Nullable Instant announced,
        @Nullable Instant featured,
        int upvotes,
        int stars,
        @Nullable String comment,
        @Nullable String journalReference,
        @Nullable String tldr,
        @Nullable URI thumbnail,
        boolean withdrawn,
        Instant added) {

    public Paper {
        requireNonNull(id);
        requireNonNull(added);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a paper needs a title");
        }
        if (version < 0 || upvotes < 0 || stars < 0) {
            throw new IllegalArgumentException(
                    "version, upvotes and stars are 0 or more: "
                            + version
                            + ", "
                            + upvotes
                            + ", "
                            + stars);
        }
        authors = List.copyOf(authors);
        categories = List.copyOf(categories);
        links = List.copyOf(links);
    }

    /// The date by which the paper is new: when it was featured, else announced, else published. A
    /// paper without any is as old as can be: [Instant#EPOCH].
    public Instant date() {
        if (featured != null) {
            return featured;
        }
        if (announced != null) {
            return announced;
        }
        return published != null ? published : Instant.EPOCH;
    }

    /// The authors' names in their order, `Given Family`.
    public List<String> authorNames() {
        return authors.stream().map(Author::name).toList();
    }

    /// Whether a source said when the paper appeared.
    public boolean isDated() {
        return featured != null || announced != null || published != null;
    }

    public Optional<ArxivId> arxivId() {
        return id.scheme() == PaperId.Scheme.ARXIV ? ArxivId.parse(id.value()) : Optional.empty();
    }

    /// Where a reader finds the abstract: arXiv, else the DOI's resolver, else a link the source
    /// gave.
    public Optional<URI> abstractPage() {
        return switch (id.scheme()) {
            case ARXIV -> Optional.of(URI.create("https://arxiv.org/abs/" + id.value()));
            case DOI -> Optional.of(doiPage(id.value()));
            case TITLE ->
                    link(PaperLink.LinkKind.ABSTRACT)
                            .or(() ->
                                    doi == null
                                            ? Optional.empty()
                                            : Optional.of(doiPage(doi.value())));
        };
    }

    public Optional<URI> pdf() {
        return id.scheme() == PaperId.Scheme.ARXIV
                ? Optional.of(URI.create("https://arxiv.org/pdf/" + id.value()))
                : link(PaperLink.LinkKind.PDF);
    }

    public boolean hasCode() {
        return link(PaperLink.LinkKind.CODE).isPresent();
    }

    /// The first link of a kind.
    public Optional<URI> link(PaperLink.LinkKind kind) {
        return links.stream().filter(link -> link.kind() == kind).map(PaperLink::uri).findFirst();
    }

    /// Older DOIs hold `<`, `>` and other signs that no address may have as they are.
    private static URI doiPage(String doi) {
        try {
            return URI.create(new URI("https", "doi.org", "/" + doi, null).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a DOI cannot be a path: " + doi, e);
        }
    }

    public static Builder builder(PaperId id, String title) {
        return new Builder(id, title);
    }

    /// A builder that starts from this paper.
    public Builder toBuilder() {
        Builder builder = new Builder(id, title);
        builder.version = version;
        builder.doi = doi;
        builder.rawTitle = rawTitle;
        builder.summary = summary;
        builder.rawSummary = rawSummary;
        builder.authors = authors;
        builder.organisation = organisation;
        builder.categories = categories;
        builder.links = new ArrayList<>(links);
        builder.published = published;
        builder.monthOnly = monthOnly;
        builder.updated = updated;
        builder.announced = announced;
        builder.featured = featured;
        builder.upvotes = upvotes;
        builder.stars = stars;
        builder.comment = comment;
        builder.journalReference = journalReference;
        builder.tldr = tldr;
        builder.thumbnail = thumbnail;
        builder.withdrawn = withdrawn;
        builder.added = added;
        return builder;
    }

    /// Collects the parts of a paper; raw texts default to the readable ones.
    public static final class Builder {
        private PaperId id;
        private int version;
        private @Nullable Doi doi;
        private String title;
        private @Nullable String rawTitle;
        private String summary = "";
        private @Nullable String rawSummary;
        private List<Author> authors = List.of();
        private @Nullable String organisation;
        private List<Category> categories = List.of();
        private List<PaperLink> links = new ArrayList<>();
        private @Nullable Instant published;
        private boolean monthOnly;
        private @Nullable Instant updated;
        private @Nullable Instant announced;
        private @Nullable Instant featured;
        private int upvotes;
        private int stars;
        private @Nullable String comment;
        private @Nullable String journalReference;
        private @Nullable String tldr;
        private @Nullable URI thumbnail;
        private boolean withdrawn;
        private Instant added = Instant.EPOCH;

        private Builder(PaperId id, String title) {
            this.id = id;
            this.title = title;
        }

        public Builder id(PaperId value) {
            id = value;
            return this;
        }

        public Builder version(int value) {
            version = value;
            return this;
        }

        public Builder doi(@Nullable Doi value) {
            doi = value;
            return this;
        }

        public Builder title(String readable, String raw) {
            title = readable;
            rawTitle = raw;
            return this;
        }

        public Builder summary(String readable, String raw) {
            summary = readable;
            rawSummary = raw;
            return this;
        }

        public Builder authors(List<Author> value) {
            authors = value;
            return this;
        }

        /// Names that their source gives whole, see [Author#readAll(List)].
        public Builder authorNames(List<String> value) {
            authors = Author.readAll(value);
            return this;
        }

        public Builder organisation(@Nullable String value) {
            organisation = value;
            return this;
        }

        public Builder categories(List<Category> value) {
            categories = value;
            return this;
        }

        public Builder links(List<PaperLink> value) {
            links = new ArrayList<>(value);
            return this;
        }

        public Builder link(PaperLink.LinkKind kind, URI uri) {
            links.add(new PaperLink(kind, uri));
            return this;
        }

        public Builder published(@Nullable Instant value) {
            published = value;
            return this;
        }

        public Builder monthOnly(boolean value) {
            monthOnly = value;
            return this;
        }

        public Builder updated(@Nullable Instant value) {
            updated = value;
            return this;
        }

        public Builder announced(@Nullable Instant value) {
            announced = value;
            return this;
        }

        public Builder featured(@Nullable Instant value) {
            featured = value;
            return this;
        }

        public Builder upvotes(int value) {
            upvotes = value;
            return this;
        }

        public Builder stars(int value) {
            stars = value;
            return this;
        }

        public Builder comment(@Nullable String value) {
            comment = value;
            return this;
        }

        public Builder journalReference(@Nullable String value) {
            journalReference = value;
            return this;
        }

        public Builder tldr(@Nullable String value) {
            tldr = value;
            return this;
        }

        public Builder thumbnail(@Nullable URI value) {
            thumbnail = value;
            return this;
        }

        public Builder withdrawn(boolean value) {
            withdrawn = value;
            return this;
        }

        public Builder added(Instant value) {
            added = value;
            return this;
        }

        public Paper build() {
            return new Paper(
                    id,
                    version,
                    doi,
                    title,
                    rawTitle == null ? title : rawTitle,
                    summary,
                    rawSummary == null ? summary : rawSummary,
                    authors,
                    organisation,
                    categories,
                    links,
                    published,
                    monthOnly,
                    updated,
                    announced,
                    featured,
                    upvotes,
                    stars,
                    comment,
                    journalReference,
                    tldr,
                    thumbnail,
                    withdrawn,
                    added);
        }
    }
}
