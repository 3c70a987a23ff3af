package io.broadsheet.paper;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The web sites whose addresses name a paper: a row a site, with the host, the path, and what the
/// path's first group says.
final class PaperSites {

    /// @param host the whole host, without `www.`
    /// @param path the whole path with its parameters, decoded, without a slash at its end; its
    ///   first group that is there holds what `read` reads
    private record Site(
            Pattern host, Pattern path, Function<String, Optional<PaperReference>> read) {}

    /// Sites that are known without `https://` before them, too. In MENTION of [PaperReferences]
    /// they begin an address.
    static final String HOSTS =
            "(?:[a-z0-9-]{1,20}\\.){0,2}arxiv\\.org|(?:xxx|arxiv)\\.lanl\\.gov|ar5iv\\.org"
                    + "|(?:www\\.)?(?:arxiv-vanity\\.com|alphaxiv\\.org|huggingface\\.co|hf\\.co"
                    + "|scirate\\.com|papers\\.cool|semanticscholar\\.org|emergentmind\\.com"
                    + "|openreview\\.net|aclanthology\\.org|aclweb\\.org|doi\\.org)"
                    + "|dx\\.doi\\.org|api\\.semanticscholar\\.org|ui\\.adsabs\\.harvard\\.edu";

    /// An arXiv id, followed by an ending or by deeper paths: `2201.00001v1.pdf`,
    /// `2201.00001v1/x1.png`. Whether it is one, [ArxivId] decides.
    private static final String ID =
            "(\\d{4}\\.\\d{4,5}(?:[vV]\\d{1,3})?|[a-zA-Z.-]{2,20}/\\d{7}(?:[vV]\\d{1,3})?)"
                    + "(?:\\.(?:pdf|ps|md|html?|tar\\.gz|gz))?(?:[/?;,:].*)?";

    private static final String END = "(?:\\.pdf|/(?:full|pdf|meta|abstract|epub|html))?(?:\\?.*)?";

    private static final List<Site> SITES =
            List.of(
                    // https://arxiv.org/abs/2201.00001, and its mirrors and subdomains:
                    // export, www, rss, cn, lanl, xxx, browse, ar5iv.labs
                    site(
                            "(?:[a-z0-9-]+\\.){0,2}arxiv\\.org|(?:xxx|arxiv)\\.lanl\\.gov|ar5iv\\.org",
                            "/(?:abs|pdf|html|format|src|e-print|ps|dvi|tb|resources|papers)/" + ID,
                            PaperSites::arxiv),
                    // https://www.alphaxiv.org/zh/overview/2201.00001v1
                    site(
                            "alphaxiv\\.org",
                            "/(?:[a-z]{2}/)?(?:abs|pdf|html|overview|audio|resources|models|blog)/"
                                    + ID,
                            PaperSites::arxiv),
                    // https://huggingface.co/papers/2201.00001
                    site("huggingface\\.co|hf\\.co", "/(?:api/)?papers/" + ID, PaperSites::arxiv),
                    // https://www.arxiv-vanity.com/papers/2201.00001/
                    site(
                            "arxiv-vanity\\.com|emergentmind\\.com",
                            "/papers/" + ID,
                            PaperSites::arxiv),
                    // https://scirate.com/arxiv/2201.00001
                    site("scirate\\.com", "/(?:arxiv/)?" + ID, PaperSites::arxiv),
                    // https://papers.cool/arxiv/2201.00001, .../arxiv/kimi?paper=2201.00001
                    site(
                            "papers\\.cool",
                            "/arxiv/(?:[a-z]{1,12}\\?paper=)?" + ID,
                            PaperSites::arxiv),
                    // https://www.semanticscholar.org/arxiv/2201.00001, its API's /paper/arXiv:...
                    site(
                            "(?:api\\.)?semanticscholar\\.org",
                            "(?i)/(?:(?:graph/)?v1/)?(?:paper/)?arxiv[:/]" + ID,
                            PaperSites::arxiv),
                    site(
                            "(?:api\\.)?semanticscholar\\.org",
                            "(?i)/(?:graph/v1/|v1/)?paper/(?:doi:)?(10\\.[^?]{1,300})(?:\\?.*)?",
                            PaperSites::doi),
                    // https://ui.adsabs.harvard.edu/abs/arXiv:2201.00001/abstract
                    site("ui\\.adsabs\\.harvard\\.edu", "(?i)/abs/arxiv:" + ID, PaperSites::arxiv),
                    // https://doi.org/10.1145/3292500.3330701
                    site("(?:dx\\.)?doi\\.org", "/(10\\..{1,320}?)(?:\\?.*)?", PaperSites::doi),
                    // https://dl.acm.org/doi/pdf/10.1145/3292500.3330701
                    site(
                            "dl\\.acm\\.org|link\\.springer\\.com|(?:[a-z]{1,20}\\.)?onlinelibrary\\.wiley\\.com"
                                    + "|pubs\\.acs\\.org|tandfonline\\.com|journals\\.aps\\.org"
                                    + "|science\\.org|pnas\\.org|iopscience\\.iop\\.org",
                            "/[^?]{0,200}?(10\\.\\d{4,9}/[^?]{1,300}?)" + END,
                            PaperSites::doi),
                    // https://www.nature.com/articles/s41586-021-03819-2
                    site(
                            "nature\\.com",
                            "/articles/([a-z0-9][a-z0-9.-]{4,60}?)(?:\\.pdf|/.*)?(?:\\?.*)?",
                            id -> doi("10.1038/" + id)),
                    // https://www.biorxiv.org/content/10.1101/2023.01.01.522345v1.full
                    site(
                            "(?:biorxiv|medrxiv)\\.org",
                            "/content/(?:[a-z]{1,20}/)?(10\\.\\d{4,9}/[0-9.]{4,40}?)(?:v\\d{1,3})?(?:[./][a-z].*)?(?:\\?.*)?",
                            PaperSites::doi),
                    // https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001
                    site(
                            "journals\\.plos\\.org",
                            "/[^?]{1,60}\\?(?:[^#]{0,60}&)?id=(10\\.\\d{4,9}/[a-z0-9.]{4,60})(?:&.*)?",
                            PaperSites::doi),
                    // https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full
                    site(
                            "frontiersin\\.org",
                            "/[^?]{0,80}?(10\\.\\d{4,9}/[^?]{1,100}?)" + END,
                            PaperSites::doi),
                    // https://aclanthology.org/2020.acl-main.447.pdf
                    site(
                            "aclanthology\\.org|aclweb\\.org",
                            "/(?:anthology/)?(\\d{4}\\.[a-z0-9_]{1,40}-[a-z0-9]{1,20}\\.\\d{1,5})"
                                    + "(?:\\.pdf|\\.bib|/.*)?",
                            PaperSites::anthology),
                    // https://aclanthology.org/P19-1001, from before 2020
                    site(
                            "aclanthology\\.org|aclweb\\.org",
                            "/(?:anthology/)?([A-Z]\\d{2}-\\d{4,5})(?:\\.pdf|\\.bib|/.*)?",
                            PaperSites::olderAnthology));

    private static final Pattern NESTED =
            Pattern.compile("/web/[0-9a-z_]{1,20}/(https?:/{1,2}.{1,2000})");

    private PaperSites() {}

    /// What an address names; empty where no row knows it.
    static Optional<PaperReference> read(PageAddress address) {
        String path =
                address.decodedPath() + (address.query().isEmpty() ? "" : "?" + address.query());
        if (address.host().equals("web.archive.org")) {
            // https://web.archive.org/web/2023/https://arxiv.org/abs/2201.00001
            Matcher nested = NESTED.matcher(path);
            return nested.matches()
                    ? PageAddress.parse(nested.group(1).replaceFirst(":/{1,2}", "://"))
                            .filter(inner -> !inner.host().equals("web.archive.org"))
                            .flatMap(PaperSites::read)
                    : Optional.empty();
        }
        for (Site site : SITES) {
            if (site.host.matcher(address.host()).matches()) {
                Matcher matcher = site.path.matcher(path);
                Optional<PaperReference> read =
                        matcher.matches() ? site.read.apply(matcher.group(1)) : Optional.empty();
                if (read.isPresent()) {
                    return read;
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a page that names no identifier is a paper's: OpenReview's forums, and what the ACL
    /// Anthology has from before 2020.
    static boolean isPaperPage(URI page) {
        String host = page.getHost();
        if (host == null) {
            return false;
        }
        return switch (host) {
            case "openreview.net" ->
                    page.getRawPath().equals("/forum") && page.getRawQuery() != null;
            case "aclanthology.org" -> page.getRawPath().matches("/[A-Z]\\d{2}-\\d{4,5}");
            default -> false;
        };
    }

    private static Site site(
            String host, String path, Function<String, Optional<PaperReference>> read) {
        return new Site(Pattern.compile(host), Pattern.compile(path, Pattern.DOTALL), read);
    }

    private static Optional<PaperReference> arxiv(String id) {
        return ArxivId.parse(id).map(PaperId::of).map(PaperReference.Identified::new);
    }

    private static Optional<PaperReference> doi(String doi) {
        return Doi.parse(doi).map(PaperId::of).map(PaperReference.Identified::new);
    }

    /// The Anthology registers its ids since 2020 as `10.18653/v1/ID`.
    private static Optional<PaperReference> anthology(String id) {
        return doi("10.18653/v1/" + id);
    }

    /// Not every paper from before 2020 has a DOI, and those that have have it under two prefixes,
    /// so nobody can be asked: the page is what names the paper.
    private static Optional<PaperReference> olderAnthology(String id) {
        return Optional.of(new PaperReference.Linked(URI.create("https://aclanthology.org/" + id)));
    }
}
