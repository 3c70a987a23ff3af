package io.broadsheet.web.page;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.export.Citations.CitationFormat;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.ChannelArchives;
import io.broadsheet.publication.FeedFormat;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.PaperDetail;
import io.broadsheet.view.Phrases;
import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.NothingHere;
import io.broadsheet.web.serving.Reader;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.Visit;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The catalogue's pages: what is trending, what a search finds, one paper.
public final class CataloguePages implements Pages {

    private static final int PAGES = PublicCatalogue.DEPTH / Paging.SIZE;

    private static final int LONGEST_QUERY = 500;

    private static final Pattern SORT = Pattern.compile("(?i)(?:^|\\s)sort:\\S+");

    private static final List<Window> WINDOWS = List.of(Window.DAY, Window.WEEK, Window.MONTH);

    private final Templates templates = new StaticTemplates();
    private final PublicCatalogue catalogue;
    private final ChannelArchives archives;
    private final SiteSettings settings;
    private final Frames frames;

    public CataloguePages(
            PublicCatalogue catalogue,
            ChannelArchives archives,
            SiteSettings settings,
            Frames frames) {
        this.catalogue = catalogue;
        this.archives = archives;
        this.settings = settings;
        this.frames = frames;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/", Route.Access.PUBLIC, this::trending),
                Route.get("/search", Route.Access.PUBLIC, this::search),
                Route.get("/papers/cite/{format}/{id...}", Route.Access.PUBLIC, this::citation),
                Route.get("/papers/{id...}", Route.Access.PUBLIC, this::paper),
                Route.get("/sitemap.xml", Route.Access.PUBLIC, _ -> sitemap()));
    }

    private Answer trending(Visit visit) {
        Window asked = visit.query("window").flatMap(CataloguePages::window).orElse(Window.WEEK);
        String window = name(asked);
        Optional<Category> category =
                visit.query("in").filter(Fields.NAMES::containsKey).map(Category::new);
        boolean hasCode = visit.query("code").isPresent();
        PublicCatalogue.TrendingPapers trending = catalogue.trending(asked, category, hasCode);
        int number = Paging.number(visit, PAGES);
        Link filtered =
                new Link("/")
                        .with("in", category.map(Category::code).orElse(""))
                        .with("code", hasCode ? "yes" : "");
        Link here = filtered.with("window", window.equals("week") ? "" : window);
        List<Tab> tabs = new ArrayList<>();
        for (Window each : WINDOWS) {
            String name = name(each);
            Link link = filtered.with("window", each == Window.WEEK ? "" : name);
            tabs.add(
                    new Tab(
                            name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                            link.path(),
                            each == asked));
        }
        List<TrendingPage.Field> fields = new ArrayList<>();
        Fields.NAMES.forEach((code, label) ->
                fields.add(
                        new TrendingPage.Field(
                                code,
                                label + " (" + code + ")",
                                category.filter(it -> it.code().equals(code)).isPresent())));
        String lead = "By readers' votes, of " + Phrases.window(trending.window());
        boolean isAsked = trending.window() == asked;
        return page(
                templates
                        .trending(
                                new TrendingPage(
                                        frames.listed("Trending papers", here.path())
                                                .described(
                                                        "Research papers that people vote for now, with what each is about in one line.")
                                                .fed(feeds(asked)),
                                        tabs,
                                        window,
                                        fields,
                                        hasCode,
                                        isAsked
                                                ? lead + "."
                                                : lead
                                                        + "; nothing is dated in "
                                                        + Phrases.window(asked)
                                                        + ".",
                                        first(number),
                                        entries(part(trending.papers(), number), visit.reader()),
                                        Paging.of(here, number, trending.papers().size())))
                        .render());
    }

    private static List<Frame.Alternate> feeds(Window window) {
        List<Frame.Alternate> feeds = new ArrayList<>();
        new FeedSubject.TrendingFeed(window)
                .publicPath()
                .ifPresent(path -> {
                    for (FeedFormat format : FeedFormat.values()) {
                        feeds.add(
                                new Frame.Alternate(
                                        "Trending papers of the "
                                                + name(window)
                                                + ", "
                                                + format.label(),
                                        format.mediaType(),
                                        path.as(format)));
                    }
                });
        return feeds;
    }

    private static Optional<Window> window(String name) {
        return WINDOWS.stream().filter(each -> name(each).equals(name)).findFirst();
    }

    private static String name(Window window) {
        return window.name().toLowerCase(Locale.ROOT);
    }

    private Answer search(Visit visit) {
        String text =
                visit.query("q")
                        .map(it ->
                                it.length() > LONGEST_QUERY ? it.substring(0, LONGEST_QUERY) : it)
                        .orElse("");
        Frame frame =
                frames.unlisted(text.isEmpty() ? "Search" : Phrases.cut(text, 60)).searched(text);
        if (text.isEmpty()) {
            return page(
                    templates
                            .search(
                                    new SearchPage(
                                            frame,
                                            "Search",
                                            List.of(),
                                            List.of(),
                                            "",
                                            "",
                                            "",
                                            1,
                                            List.of(),
                                            new Paging("", "")))
                            .render());
        }
        int number = Paging.number(visit, PAGES);
        PublicCatalogue.Answered found =
                catalogue.search(text, (number - 1) * Paging.SIZE, Paging.SIZE);
        Link here = new Link("/search").with("q", text);
        return page(
                templates
                        .search(
                                new SearchPage(
                                        frame,
                                        found.people().isEmpty()
                                                ? "Papers for " + Phrases.cut(text, 80)
                                                : "Papers by " + found.people(),
                                        found.papers().isEmpty() ? List.of() : orders(text),
                                        found.problems(),
                                        lead(found, number),
                                        found.spelling().orElse(""),
                                        found.spelling()
                                                .map(better ->
                                                        new Link("/search").with("q", better))
                                                .map(Link::path)
                                                .orElse(""),
                                        first(number),
                                        entries(found.papers(), visit.reader()),
                                        Paging.of(
                                                here,
                                                number,
                                                Math.min(found.total(), PublicCatalogue.DEPTH))))
                        .render());
    }

    private static String lead(PublicCatalogue.Answered found, int number) {
        if (!found.problems().isEmpty()) {
            return "";
        }
        if (found.papers().isEmpty()) {
            return "No paper passes this. Fewer filters or other words find more.";
        }
        if (found.nearest()) {
            return "No paper has the words. These come nearest:";
        }
        return Phrases.range(first(number) - 1, found.papers().size(), found.total());
    }

    private static List<Tab> orders(String text) {
        String unsorted = SORT.matcher(text).replaceAll(" ").strip();
        String asked = text.toLowerCase(Locale.ROOT);
        boolean isNew = asked.contains("sort:new");
        boolean isTop = asked.contains("sort:top");
        Link link = new Link("/search");
        return List.of(
                new Tab("Best match", link.with("q", unsorted).path(), !isNew && !isTop),
                new Tab("Latest", link.with("q", unsorted + " sort:new").path(), isNew),
                new Tab("Top voted", link.with("q", unsorted + " sort:top").path(), isTop));
    }

    private Answer paper(Visit visit) throws NothingHere {
        Paper paper = named(visit);
        String path = PaperAddress.path(paper.id());
        if (!visit.path().equals(path)) {
            // It was merged into another since.
            return Answer.seeOther(path).with(301);
        }
        Reader reader = visit.reader();
        PaperDetail detail = catalogue.detail(paper);
        Entry entry = entry(paper, reader);
        return page(
                templates
                        .paper(
                                new PaperPage(
                                        frames.listed(paper.title(), path)
                                                .described(description(detail))
                                                .pictured(entry.picture()),
                                        entry,
                                        String.join(", ", detail.authors()),
                                        detail.organisation(),
                                        detail.paragraphs(),
                                        detail.links(),
                                        detail.remarks(),
                                        versions(detail, reader),
                                        postings(paper, reader),
                                        catalogue.cite(paper, CitationFormat.BIBTEX),
                                        formats(paper),
                                        catalogue.similar(paper).stream()
                                                .map(like ->
                                                        entry(like.paper(), reader)
                                                                .noted(like.why()))
                                                .toList()))
                        .render());
    }

    private List<PaperPage.Posting> postings(Paper paper, Reader reader) {
        return archives.publicPostings(paper.id()).stream()
                .map(posting ->
                        new PaperPage.Posting(
                                "#" + posting.link().name(),
                                posting.link().path(),
                                ShownDay.of(posting.at(), ZoneOffset.UTC, reader)))
                .toList();
    }

    private static String description(PaperDetail detail) {
        return detail.outline().line().isEmpty()
                ? Phrases.cut(String.join(" ", detail.paragraphs()), 200)
                : detail.outline().line();
    }

    private static List<PaperPage.Version> versions(PaperDetail detail, Reader reader) {
        List<PaperPage.Version> versions = new ArrayList<>();
        if (detail.version() > 1) {
            versions.add(
                    new PaperPage.Version(
                            detail.updated()
                                    .map(at -> ShownDay.of(at, ZoneOffset.UTC, reader))
                                    .orElse(null),
                            "version " + detail.version()));
        }
        for (Catalogue.Revision change : detail.changes()) {
            if (change.field().equals("version")) {
                continue;
            }
            String what =
                    switch (change.field()) {
                        case "withdrawn" -> "withdrawn, or put back";
                        case "journal" -> "published, or its reference changed";
                        default -> change.field() + " changed";
                    };
            boolean isShort = change.field().equals("title") && !change.before().isEmpty();
            versions.add(
                    new PaperPage.Version(
                            ShownDay.of(change.changed(), ZoneOffset.UTC, reader),
                            isShort
                                    ? what + ", before: " + Phrases.cut(change.before(), 200)
                                    : what));
        }
        return versions;
    }

    private static List<Tab> formats(Paper paper) {
        String rest = PaperAddress.path(paper.id()).substring("/papers/".length());
        List<Tab> formats = new ArrayList<>();
        for (CitationFormat format : CitationFormat.values()) {
            if (format != CitationFormat.CSV) {
                formats.add(
                        new Tab(
                                switch (format) {
                                    case BIBTEX -> "BibTeX";
                                    case RIS -> "RIS";
                                    case JSON -> "CSL-JSON";
                                    case CSV -> "CSV";
                                },
                                "/papers/cite/" + format.extension() + "/" + rest,
                                false));
            }
        }
        return formats;
    }

    private Answer citation(Visit visit) throws NothingHere {
        Paper paper = named(visit);
        for (CitationFormat format : CitationFormat.values()) {
            if (format.extension().equals(visit.parameter("format"))) {
                return Answer.of(
                                format.mediaType() + "; charset=utf-8",
                                catalogue.cite(paper, format),
                                Keeping.SHARED)
                        .with(
                                "content-disposition",
                                "attachment; filename=\"paper." + format.extension() + "\"");
            }
        }
        throw new NothingHere();
    }

    private Paper named(Visit visit) throws NothingHere {
        Optional<PaperId> id = PaperAddress.read(visit.parameter("id"));
        return id.flatMap(catalogue::find).orElseThrow(NothingHere::new);
    }

    private Answer sitemap() {
        StringBuilder xml = new StringBuilder();
        xml.append(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        location(xml, "/");
        location(xml, "/feeds");
        for (Paper paper : catalogue.known()) {
            location(xml, PaperAddress.path(paper.id()));
        }
        return Answer.of(
                "application/xml; charset=utf-8",
                xml.append("</urlset>\n").toString(),
                Keeping.SHARED);
    }

    /// A path needs no escaping: [PaperAddress] leaves letters, digits and few signs.
    private void location(StringBuilder xml, String path) {
        xml.append("<url><loc>").append(settings.absolute(path)).append("</loc></url>\n");
    }

    private List<Entry> entries(List<Paper> papers, Reader reader) {
        return Entry.inSight(papers.stream().map(paper -> entry(paper, reader)).toList());
    }

    private Entry entry(Paper paper, Reader reader) {
        return Entry.of(catalogue.outline(paper), PaperAddress.path(paper.id()), reader);
    }

    private static List<Paper> part(List<Paper> papers, int number) {
        int from = Math.min((number - 1) * Paging.SIZE, papers.size());
        return papers.subList(from, Math.min(from + Paging.SIZE, papers.size()));
    }

    private static int first(int number) {
        return (number - 1) * Paging.SIZE + 1;
    }

    private static Answer page(String html) {
        return Answer.html(html, Keeping.SHARED);
    }
}
