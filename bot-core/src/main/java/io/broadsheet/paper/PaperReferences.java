package io.broadsheet.paper;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a person wrote to name a paper. Nothing here throws on any text, and the time taken
/// grows with its length only.
public final class PaperReferences {

    /// No title is longer; what lies beyond is not read.
    private static final int MOST_WORDS = 1_000;

    private static final int LONGEST_ADDRESS = 2_000;
    private static final int MOST_IN_A_MESSAGE = 100;

    private static final String PAPER_HOSTS =
            "(?:(?:www|export|browse)\\.)?arxiv\\.org|ar5iv(?:\\.labs\\.arxiv)?\\.org"
                    + "|(?:www\\.)?huggingface\\.co|(?:www\\.)?hf\\.co|(?:www\\.)?alphaxiv\\.org|(?:www\\.)?openreview\\.net"
                    + "|(?:www\\.)?aclanthology\\.org|(?:www\\.|dx\\.)?doi\\.org";

    private static final Pattern NUMBER = Pattern.compile("#([1-9]\\d{0,5})|([1-9]\\d{0,2})");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://.*", Pattern.DOTALL);
    private static final Pattern PAPER_ADDRESS =
            Pattern.compile("(?i)(?:" + PAPER_HOSTS + ")/.*", Pattern.DOTALL);
    private static final Pattern LABELLED_ARXIV =
            Pattern.compile(
                    "(?i)arxiv\\s*(?:id)?\\s*[:.]?\\s*([^\\s\\[\\]]{1,40})(?:\\s*\\[[a-zA-Z.-]{1,20}\\])?");
    private static final Pattern LABELLED_DOI =
            Pattern.compile("(?i)doi\\s*:?\\s*(10\\.\\S{1,300})");

    /// Where a reference may start inside running text. Every repetition is bounded, so a scan
    /// takes linear time.
    private static final Pattern MENTION =
            Pattern.compile(
                    "(?=[a-zA-Z0-9])(?<![\\w@./-])(?:"
                            + "(?<address>(?i:https?://|(?:"
                            + PAPER_HOSTS
                            + ")/)[^\\s<>\"|]{1,"
                            + LONGEST_ADDRESS
                            + "}+)"
                            + "|(?<doi>(?i:doi\\s?:\\s?)?10\\.\\d{4,9}+/[^\\s<>\"|]{1,300}+)"
                            + "|(?i:arxiv\\s{0,2}:\\s{0,2})?(?<arxiv>\\d{4}\\.\\d{4,6}+(?:[vV]\\d{1,4}+)?"
                            + "|[a-zA-Z]{1,7}+(?:-[a-zA-Z]{1,4}+)?(?:\\.[a-zA-Z][a-zA-Z-]{1,11}+)?/\\d{7}+(?:[vV]\\d{1,4}+)?)(?![\\w/-]|\\.\\d|%))");

    private static final Pattern ACL_NEW =
            Pattern.compile("\\d{4}\\.[a-z0-9_]{1,40}-[a-z0-9]{1,20}\\.\\d{1,5}");
    private static final Pattern ACL_OLD = Pattern.compile("[A-Z]\\d{2}-\\d{4,5}");
    private static final Set<String> TRACKING = Set.of("fbclid", "gclid", "ref_src");

    private PaperReferences() {}

    /// Reads one reference that fills the whole text.
    ///
    /// An identifier may carry a version, a label (`arXiv:`, `doi:`), or sit in an address of
    /// arXiv, ar5iv, Hugging Face papers, alphaXiv, the ACL Anthology or doi.org, with or without
    /// scheme, in angle brackets as Slack writes it, followed by punctuation. Any other web address
    /// is [PaperReference.Linked], a number up to three digits (more after `#`)
    /// [PaperReference.Numbered], all else [PaperReference.Worded] with its white space collapsed,
    /// cut at 1,000 characters.
    public static PaperReference parse(String text) {
        String written = unwrap(text.length() > 20_000 ? text.substring(0, 20_000) : text);
        Matcher number = NUMBER.matcher(written);
        if (number.matches()) {
            return new PaperReference.Numbered(
                    Integer.parseInt(number.group(1) != null ? number.group(1) : number.group(2)));
        }
        if (written.length() <= LONGEST_ADDRESS) {
            Optional<PaperReference> known = identifier(written).or(() -> address(written));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new PaperReference.Worded(words(written));
    }

    /// The papers a message names, in its order, each once, at most 100: identifiers wherever they
    /// stand, and the addresses of pages at OpenReview and the ACL Anthology. Other addresses are
    /// not taken for papers.
    public static List<PaperReference> findAll(String message) {
        Collection<PaperReference> found = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(message);
        while (found.size() < MOST_IN_A_MESSAGE && mention.find()) {
            String address = mention.group("address");
            String doi = mention.group("doi");
            if (address != null) {
                address(trimEnd(address))
                        .filter(reference ->
                                !(reference instanceof PaperReference.Linked linked)
                                        || isPaperPage(linked.page()))
                        .ifPresent(found::add);
            } else if (doi != null) {
                Doi.parse(trimEnd(doi)).map(PaperReferences::identified).ifPresent(found::add);
            } else {
                ArxivId.parse(mention.group("arxiv"))
                        .map(PaperReferences::identified)
                        .ifPresent(found::add);
            }
        }
        return List.copyOf(found);
    }

    /// One spelling for the many addresses of one page: `https`, host in lower case without `www.`,
    /// no port, user, fragment, tracking parameters, trailing slash or trailing `.git`.
    /// OpenReview's PDF becomes its forum page. Normalising twice changes nothing. An address that
    /// is not `http` or `https` comes back as it is.
    public static URI normalise(URI page) {
        String scheme = page.getScheme();
        String host = page.getHost();
        if (host == null
                || scheme == null
                || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            return page;
        }
        String path = page.getRawPath() == null ? "" : page.getRawPath();
        return build(host, path, page.getRawQuery()).orElse(page);
    }

    private static Optional<URI> build(String rawHost, String rawPath, @Nullable String query) {
        String host = rawHost.toLowerCase(Locale.ROOT);
        if (host.startsWith("www.") && host.length() > 4) {
            host = host.substring(4);
        }
        String path = withoutEnd(rawPath);
        String parameters = query == null ? "" : parameters(query);
        if (host.equals("openreview.net") && (path.equals("/pdf") || path.equals("/forum"))) {
            String id = parameter(parameters, "id");
            if (id != null) {
                path = "/forum";
                parameters = "id=" + id;
            }
        }
        try {
            return Optional.of(
                    new URI(
                            "https://"
                                    + host
                                    + path
                                    + (parameters.isEmpty() ? "" : "?" + parameters)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String withoutEnd(String path) {
        int end = path.length();
        while (true) {
            if (end > 0 && path.charAt(end - 1) == '/') {
                end--;
            } else if (end > 4 && path.startsWith(".git", end - 4)) {
                end -= 4;
            } else {
                return path.substring(0, end);
            }
        }
    }

    private static String parameters(String query) {
        List<String> kept = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            String name =
                    parameter
                            .substring(0, Math.max(0, parameter.indexOf('=')))
                            .toLowerCase(Locale.ROOT);
            if (!parameter.isEmpty() && !name.startsWith("utm_") && !TRACKING.contains(name)) {
                kept.add(parameter);
            }
        }
        return String.join("&", kept);
    }

    private static @Nullable String parameter(String query, String name) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(name + "=") && parameter.length() > name.length() + 1) {
                return parameter.substring(name.length() + 1);
            }
        }
        return null;
    }

    private static Optional<PaperReference> identifier(String text) {
        Optional<ArxivId> arxiv = ArxivId.parse(text);
        if (arxiv.isEmpty() && text.length() < 100) {
            Matcher labelled = LABELLED_ARXIV.matcher(text);
            arxiv = labelled.matches() ? ArxivId.parse(labelled.group(1)) : arxiv;
        }
        if (arxiv.isPresent()) {
            return arxiv.map(PaperReferences::identified);
        }
        Matcher labelled = LABELLED_DOI.matcher(text);
        return Doi.parse(labelled.matches() ? labelled.group(1) : text)
                .map(PaperReferences::identified);
    }

    private static PaperReference identified(ArxivId id) {
        return new PaperReference.Identified(PaperId.of(id));
    }

    private static PaperReference identified(Doi doi) {
        return new PaperReference.Identified(PaperId.of(doi));
    }

    private static Optional<PaperReference> address(String text) {
        boolean schemed = SCHEME.matcher(text).matches();
        if (!schemed && !PAPER_ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        String rest = schemed ? text.substring(text.indexOf("//") + 2) : text;
        rest = before(rest, '#');
        int question = rest.indexOf('?');
        String query = question < 0 ? null : rest.substring(question + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        String authority = slash < 0 ? place : place.substring(0, slash);
        String host =
                before(authority.substring(authority.lastIndexOf('@') + 1), ':')
                        .toLowerCase(Locale.ROOT);
        String path = slash < 0 ? "" : place.substring(slash);
        if (!host.matches("[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8}")) {
            return Optional.empty();
        }
        return known(host.startsWith("www.") ? host.substring(4) : host, withoutEnd(decoded(path)))
                .or(() -> build(host, path, query).map(PaperReference.Linked::new));
    }

    private static Optional<PaperReference> known(String host, String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return switch (host) {
            case "arxiv.org",
                    "export.arxiv.org",
                    "browse.arxiv.org",
                    "ar5iv.org",
                    "ar5iv.labs.arxiv.org",
                    "alphaxiv.org" ->
                    afterSegment(path).flatMap(PaperReferences::arxiv);
            case "huggingface.co", "hf.co" ->
                    path.startsWith("/papers/") || path.startsWith("/api/papers/")
                            ? arxiv(
                                    last.endsWith(".md")
                                            ? last.substring(0, last.length() - 3)
                                            : last)
                            : Optional.empty();
            case "semanticscholar.org", "api.semanticscholar.org" ->
                    path.toLowerCase(Locale.ROOT).startsWith("/arxiv/")
                            ? arxiv(path.substring(7))
                            : Optional.empty();
            case "doi.org", "dx.doi.org" -> doi(path.substring(Math.min(1, path.length())));
            case "dl.acm.org",
                    "link.springer.com",
                    "onlinelibrary.wiley.com",
                    "pubs.acs.org",
                    "tandfonline.com" -> {
                int start = path.indexOf("/10.");
                yield start < 0
                        ? Optional.empty()
                        : doi(withoutSuffix(path.substring(start + 1), ".pdf"));
            }
            case "aclanthology.org" -> acl(path);
            default -> Optional.empty();
        };
    }

    /// What follows the first segment of the path: `/abs/hep-th/9901001` names `hep-th/9901001`.
    private static Optional<String> afterSegment(String path) {
        int second = path.indexOf('/', 1);
        return second < 0
                        || !Set.of(
                                        "/abs",
                                        "/pdf",
                                        "/html",
                                        "/overview",
                                        "/format",
                                        "/src",
                                        "/e-print",
                                        "/ps",
                                        "/resources")
                                .contains(path.substring(0, second))
                ? Optional.empty()
                : Optional.of(path.substring(second + 1));
    }

    private static Optional<PaperReference> arxiv(String id) {
        return ArxivId.parse(withoutSuffix(id, ".pdf")).map(PaperReferences::identified);
    }

    private static Optional<PaperReference> doi(String doi) {
        return Doi.parse(doi).map(PaperReferences::identified);
    }

    /// The Anthology registers new-style ids as `10.18653/v1/ID`.
    private static Optional<PaperReference> acl(String path) {
        String id =
                withoutSuffix(
                        withoutSuffix(
                                withoutSuffix(path.substring(Math.min(1, path.length())), ".pdf"),
                                ".bib"),
                        "/");
        if (ACL_NEW.matcher(id).matches()) {
            return doi("10.18653/v1/" + id);
        }
        return ACL_OLD.matcher(id).matches()
                ? Optional.of(
                        new PaperReference.Linked(URI.create("https://aclanthology.org/" + id)))
                : Optional.empty();
    }

    private static boolean isPaperPage(URI page) {
        String host = page.getHost();
        if (host == null) {
            return false;
        }
        return switch (host) {
            case "openreview.net" ->
                    page.getRawPath().equals("/forum") && page.getRawQuery() != null;
            case "aclanthology.org" ->
                    page.getRawPath().startsWith("/")
                            && ACL_OLD.matcher(page.getRawPath().substring(1)).matches();
            default -> false;
        };
    }

    /// Takes off what surrounds a reference: white space, quotes, Slack's `<address|label>`,
    /// punctuation at the end.
    private static String unwrap(String text) {
        String inner = text.strip();
        if (inner.startsWith("<") && inner.endsWith(">") && inner.length() > 2) {
            String bracketed = inner.substring(1, inner.length() - 1).strip();
            if (SCHEME.matcher(bracketed).matches() || PAPER_ADDRESS.matcher(bracketed).matches()) {
                inner = before(bracketed, '|').strip();
            }
        }
        inner = unquote(inner);
        String trimmed = unquote(trimEnd(inner));
        boolean reference = !trimmed.isEmpty() && trimmed.length() <= LONGEST_ADDRESS;
        return reference
                        && (identifier(trimmed).isPresent()
                                || address(trimmed).isPresent()
                                || NUMBER.matcher(trimmed).matches())
                ? trimmed
                : inner;
    }

    private static String unquote(String text) {
        String inner = text;
        for (int i = 0;
                i < 3
                        && inner.length() > 1
                        && quotes(inner.charAt(0), inner.charAt(inner.length() - 1));
                i++) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static boolean quotes(char first, char last) {
        return switch (first) {
            case '"', '\'', '`' -> last == first;
            case '(' -> last == ')';
            case '[' -> last == ']';
            case '“', '„' -> last == '”' || last == '“';
            case '‘' -> last == '’';
            case '«' -> last == '»';
            default -> false;
        };
    }

    /// Without the punctuation that ends a sentence or closes a bracket opened before the
    /// reference.
    private static String trimEnd(String text) {
        int end = text.length();
        int open = 0;
        int close = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            open += c == '(' ? 1 : 0;
            close += c == ')' ? 1 : 0;
        }
        while (end > 0) {
            char last = text.charAt(end - 1);
            if (last == ')') {
                if (close <= open) {
                    break;
                }
                close--;
            } else if (".,;:!?'\"*_`>]}…”’»".indexOf(last) < 0) {
                break;
            }
            end--;
        }
        return text.substring(0, end);
    }

    private static String words(String text) {
        String words = text.replaceAll("(?U)\\s+", " ").strip();
        if (words.length() <= MOST_WORDS) {
            return words;
        }
        int end =
                Character.isHighSurrogate(words.charAt(MOST_WORDS - 1))
                        ? MOST_WORDS - 1
                        : MOST_WORDS;
        return words.substring(0, end);
    }

    private static String decoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    private static String withoutSuffix(String text, String suffix) {
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static String before(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
