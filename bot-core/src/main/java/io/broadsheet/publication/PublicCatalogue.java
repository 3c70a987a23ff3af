package io.broadsheet.publication;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.NamedSearch;
import io.broadsheet.catalogue.Page;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.export.Citations;
import io.broadsheet.message.Block;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.PaperDetail;
import io.broadsheet.view.PaperOutline;
import io.broadsheet.view.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The catalogue as everybody may see it: what the sources say of papers, and nothing that anybody
/// here did with one. Safe for use by many threads.
public final class PublicCatalogue {

    /// How many entries a list has at most.
    public static final int DEPTH = 100;

    private static final int SIMILAR = 6;

    /// Of so many of a window the filters take their part.
    private static final int TRENDING = 500;

    private static final int SITEMAP = 5_000;

    private final Catalogue catalogue;
    private final PaperSearch search;
    private final Recommender recommender;
    private final Function<Paper, PaperOutline> outlines;
    private final ZoneId zone;
    private final Clock clock;

    /// @param outlines makes what entries say
    /// @param zone what `since:yesterday` goes by
    public PublicCatalogue(
            Catalogue catalogue,
            PaperSearch search,
            Recommender recommender,
            Function<Paper, PaperOutline> outlines,
            ZoneId zone,
            Clock clock) {
        this.catalogue = catalogue;
        this.search = search;
        this.recommender = recommender;
        this.outlines = outlines;
        this.zone = zone;
        this.clock = clock;
    }

    /// What is trending by the sources' votes alone, thinned by filters.
    ///
    /// @param category of arXiv; empty for all
    /// @param hasCode whether only papers with code count
    public TrendingPapers trending(Window asked, Optional<Category> category, boolean hasCode) {
        Recommender.Trend trend = recommender.trending(asked, TRENDING);
        List<Paper> papers =
                trend.papers().stream()
                        .map(Suggestion::paper)
                        .filter(paper ->
                                category.isEmpty()
                                        || paper.categories().stream()
                                                .anyMatch(it -> it.isWithin(category.get())))
                        .filter(paper -> !hasCode || paper.hasCode())
                        .limit(DEPTH)
                        .toList();
        return new TrendingPapers(trend.window(), papers);
    }

    /// @param window the one really looked at, longer than the one asked for where that had nothing
    public record TrendingPapers(Window window, List<Paper> papers) {
        public TrendingPapers {
            papers = List.copyOf(papers);
        }
    }

    /// What a search finds.
    ///
    /// @param text words and filters, see [QueryLanguage]
    /// @param offset how many entries come before, 0 to 95
    public Answered search(String text, int offset, int size) {
        QueryReading reading =
                QueryLanguage.parse(text, LocalDate.ofInstant(clock.instant(), zone));
        return reading.problems().isEmpty() && !reading.query().isEmpty()
                ? search(reading.query(), offset, size)
                : new Answered(List.of(), 0, Optional.empty(), false, "", reading.problems());
    }

    /// The same of a query that was read already.
    public Answered search(PaperQuery query, int offset, int size) {
        NamedSearch.NamedResults found =
                NamedSearch.find(query, new Page(offset, Math.min(size, Page.MAX_SIZE)), search);
        PaperSearch.Results results = found.results();
        return new Answered(
                catalogue.findAll(results.hits().stream().map(PaperSearch.Hit::id).toList()),
                results.total(),
                results.spelling(),
                results.match() == PaperSearch.Match.NEAREST,
                found.byName().map(it -> Phrases.people(it.named())).orElse(""),
                List.of());
    }

    /// @param total how many papers the whole list has
    /// @param spelling what was meant perhaps
    /// @param nearest whether nothing has the words, and these come nearest
    /// @param people whose papers they are, where the words are a name; else empty
    /// @param problems sentences for people, where the text cannot be read
    public record Answered(
            List<Paper> papers,
            int total,
            Optional<String> spelling,
            boolean nearest,
            String people,
            List<String> problems) {
        public Answered {
            papers = List.copyOf(papers);
            problems = List.copyOf(problems);
        }
    }

    /// A paper, by its id or one that it had before.
    public Optional<Paper> find(PaperId id) {
        return catalogue.find(id);
    }

    /// The papers that are there, in the order asked for.
    public List<Paper> findAll(List<PaperId> ids) {
        return catalogue.findAll(ids);
    }

    /// What an entry of a list says.
    public PaperOutline outline(Paper paper) {
        return outlines.apply(paper);
    }

    /// Everything about a paper.
    public PaperDetail detail(Paper paper) {
        return PaperDetail.of(paper, outlines.apply(paper), catalogue.history(paper.id()));
    }

    /// The same without what changed of it, which takes a question to the store for each paper.
    public PaperDetail asItIs(Paper paper) {
        return PaperDetail.of(paper, outlines.apply(paper), List.of());
    }

    /// Papers like one, each with what the two share.
    public List<SimilarPaper> similar(Paper paper) {
        return recommender.similar(paper, SIMILAR).stream()
                .map(suggestion ->
                        new SimilarPaper(
                                suggestion.paper(),
                                Block.plain(Phrases.reason(suggestion.reason()))))
                .toList();
    }

    /// @param why a line for people; may be empty
    public record SimilarPaper(Paper paper, String why) {}

    /// A paper as a citation.
    public String cite(Paper paper, Citations.CitationFormat format) {
        return Citations.write(format, List.of(paper));
    }

    /// The papers that search engines are to know: the most upvoted of the last year.
    public List<Paper> known() {
        Instant now = clock.instant();
        return catalogue.dated(now.minus(Window.YEAR.length()), now, SITEMAP);
    }

    /// Increases whenever a paper changes.
    public long version() {
        return catalogue.lastChange();
    }
}
