package io.broadsheet.paper;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what a person wrote to name a paper. Nothing here throws on any text, and the time taken
/// grows with its length only.
public final class PaperReferences {

    /// No title is longer; what lies beyond is not read. What people say around an identifier:
    /// `paper 2201.00001 please`.
    private static final Pattern ASKING =
            Pattern.compile(
                    "(?i)(?<![\\w./:-])(?:abstract|article|find|get|me|of|open|paper|pdf|please|preprint|read|see|the|this)(?![\\w./:-]|\\s*[:/])");

    private static final int MOST_WORDS = 1_000;

    private static final int LONGEST_ADDRESS = 2_000;
    private static final int LONGEST_CITATION = 20_000;
    private static final int MOST_IN_A_MESSAGE = 100;

    private static final Pattern NUMBER = Pattern.compile("#([1-9]\\d{0,5})|([1-9]\\d{0,2})");
    private static final Pattern SITE =
            Pattern.compile("(?i)(?:" + PaperSites.HOSTS + ")/.*", Pattern.DOTALL);

    /// An arXiv id that fills the whole text, with what is written before and behind it:
    /// `arXiv:2201.00001v1 [cs.CV]`, `oai:arXiv.org:2201.00001`, `2201.00001v2.pdf`, `2201.00001
    /// (1).pdf` as a browser names the second download.
    private static final Pattern ARXIV =
            Pattern.compile(
                    "(?i)(?:oai:arxiv\\.org:|arxiv\\s{0,3}(?:id|preprint|e-?print)?\\s{0,3}[:.#]?)?\\s{0,3}"
                            + "([a-z0-9./-]{9,40}?)"
                            + "(?:\\s{0,3}\\[[a-z.-]{1,20}\\]|(?:\\s?\\(\\d{1,2}\\))?\\.(?:pdf|ps|tex|md|html?|txt|zip|tar\\.gz))?");

    private static final Pattern DOI = Pattern.compile("(?i)doi\\s*:?\\s*(10\\.\\S{1,300})");

    /// What is written before an arXiv id inside running text, and makes it one beyond doubt.
    private static final String LABEL =
            "(?:oai:arxiv\\.org:|corr,?\\s{0,2}abs/|arxiv\\s{0,2}(?:(?:id|preprint|e-?print)\\s{0,2})?[:.#]?\\s{0,2})";

    /// Where a reference may start inside running text. Every repetition is bounded, so a scan
    /// takes linear time.
    private static final Pattern MENTION =
            Pattern.compile(
                    "(?=[a-zA-Z0-9])(?<![\\w@./-])(?:"
                            + "(?<address>(?i:https?://|(?:"
                            + PaperSites.HOSTS
                            + ")/)[!-~&&[^<>\"|]]{1,"
                            + LONGEST_ADDRESS
                            + "}+)"
                            + "|(?<doi>(?i:doi\\s?:\\s?)?10\\.\\d{4,9}+/[!-~&&[^<>\"|]]{1,300}+)"
                            + "|(?<label>(?i:"
                            + LABEL
                            + "))?(?<arxiv>\\d{4}\\.\\d{4,6}+(?:[vV]\\d{1,4}+)?"
                            + "|[a-zA-Z]{1,7}+(?:-[a-zA-Z]{1,4}+)?(?:\\.[a-zA-Z][a-zA-Z-]{1,11}+)?/\\d{7}+(?:[vV]\\d{1,4}+)?)(?![\\w/-]|\\.\\d|%))");

    /// A whole address as a value within another.
    private static final Pattern WRAPPED =
            Pattern.compile("(?i)[?&][a-z_]{1,20}=(https?(?::|%3A)(?:/|%2F){2}[^&#]{1,1000})");

    private PaperReferences() {}

    /// Reads one reference that fills the whole text, or the one that stands in it.
    ///
    /// An identifier may carry a version, a label (`arXiv:`, `oai:arXiv.org:`, `doi:`), a file's
    /// ending, or sit in an address that [PaperSites] knows, with or without scheme, in angle
    /// brackets as Slack and Discord write it, between quotes, followed by punctuation of any
    /// script. A citation, the stamp of a PDF and any other text mean the one paper that they name.
    /// Any other web address is [PaperReference.Linked], a number up to three digits (more after
    /// `#`) [PaperReference.Numbered], all else [PaperReference.Worded] with its white space
    /// collapsed, cut at 1,000 characters.
    public static PaperReference parse(String text) {
        String cut = text.length() > LONGEST_CITATION ? text.substring(0, LONGEST_CITATION) : text;
        String plain = PastedText.plain(cut).strip();
        String reference = trimmed(plain);
        Matcher number = NUMBER.matcher(reference);
        if (number.matches()) {
            return new PaperReference.Numbered(
                    Integer.parseInt(number.group(1) != null ? number.group(1) : number.group(2)));
        }
        return whole(reference)
                .filter(PaperReference.Identified.class::isInstance)
                .or(() -> only(mentions(plain, false)))
                .or(() -> whole(reference))
                .orElseGet(() -> new PaperReference.Worded(words(PastedText.unquote(cut.strip()))));
    }

    /// The paper that a line names beyond doubt, for lines that may as well be words to search for:
    /// the line is an identifier or a paper's address, or it is a text, such as a citation, that
    /// names one paper by an address, a DOI or an id with `arXiv` before it. A number is none, nor
    /// is the address of any other page.
    public static Optional<PaperReference> named(String line) {
        if (line.length() > LONGEST_CITATION) {
            return Optional.empty();
        }
        String plain = PastedText.plain(line).strip();
        return whole(trimmed(plain))
                .filter(PaperReferences::isPaper)
                .or(() -> only(mentions(plain, true)))
                .or(() ->
                        whole(trimmed(ASKING.matcher(plain).replaceAll(" ").strip()))
                                .filter(PaperReferences::isPaper));
    }

    /// The papers a message names, in its order, each once, at most 100: identifiers wherever they
    /// stand, and the addresses of pages at OpenReview and the ACL Anthology. Other addresses are
    /// not taken for papers.
    public static List<PaperReference> findAll(String message) {
        return List.copyOf(mentions(PastedText.plain(message), false));
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
        return PageAddress.of(host, path, page.getRawQuery()).page().orElse(page);
    }

    /// @param labelled whether an arXiv id counts only with `arXiv` before it
    private static Collection<PaperReference> mentions(String plain, boolean labelled) {
        Collection<PaperReference> found = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(plain);
        while (found.size() < MOST_IN_A_MESSAGE && mention.find()) {
            if (labelled && mention.group("arxiv") != null && mention.group("label") == null) {
                continue;
            }
            mentioned(mention).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<PaperReference> mentioned(Matcher mention) {
        String address = mention.group("address");
        String doi = mention.group("doi");
        if (address != null) {
            return address(PastedText.trimEnd(address)).filter(PaperReferences::isPaper);
        }
        return doi == null
                ? ArxivId.parse(mention.group("arxiv")).map(PaperReferences::identified)
                : Doi.parse(PastedText.trimEnd(doi)).map(PaperReferences::identified);
    }

    /// The paper of a text that names one. A citation names its paper by arXiv id and by a
    /// publisher's DOI: the arXiv id is the better of two.
    private static Optional<PaperReference> only(Collection<PaperReference> found) {
        if (found.size() == 2) {
            List<PaperReference> arxiv = found.stream().filter(PaperReferences::isArxiv).toList();
            return arxiv.size() == 1 ? Optional.of(arxiv.getFirst()) : Optional.empty();
        }
        return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
    }

    private static boolean isArxiv(PaperReference reference) {
        return reference instanceof PaperReference.Identified(PaperId id)
                && id.scheme() == PaperId.Scheme.ARXIV;
    }

    private static boolean isPaper(PaperReference reference) {
        return !(reference instanceof PaperReference.Linked linked)
                || PaperSites.isPaperPage(linked.page());
    }

    /// Takes off what surrounds a reference: quotes, Slack's `<address|label>`, punctuation.
    private static String trimmed(String plain) {
        String inner = plain;
        if (inner.startsWith("<") && inner.endsWith(">") && inner.indexOf('|') > 0) {
            inner = inner.substring(1, inner.indexOf('|')).strip();
        }
        inner = PastedText.unquote(inner);
        return PastedText.unquote(PastedText.trimEnd(inner));
    }

    private static Optional<PaperReference> whole(String text) {
        return text.length() > LONGEST_ADDRESS || text.isEmpty()
                ? Optional.empty()
                : identifier(text).or(() -> address(text));
    }

    private static Optional<PaperReference> identifier(String text) {
        if (text.length() < 100) {
            Matcher arxiv = ARXIV.matcher(text);
            Optional<ArxivId> id =
                    arxiv.matches() ? ArxivId.parse(arxiv.group(1)) : Optional.empty();
            if (id.isPresent()) {
                return id.map(PaperReferences::identified);
            }
        }
        Matcher labelled = DOI.matcher(text);
        return Doi.parse(labelled.matches() ? labelled.group(1) : text)
                .map(PaperReferences::identified);
    }

    private static Optional<PaperReference> address(String text) {
        boolean isAddress =
                text.indexOf(' ') < 0
                        && (PageAddress.hasScheme(text) || SITE.matcher(text).matches());
        if (!isAddress) {
            return Optional.empty();
        }
        return PageAddress.parse(text)
                .flatMap(address ->
                        PaperSites.read(address)
                                .or(() -> wrapped(text))
                                .or(() -> address.page().map(PaperReference.Linked::new)));
    }

    /// The paper that a link leads to by way of a mail program, a search engine or a chat:
    /// `https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2201.00001&sa=D`.
    private static Optional<PaperReference> wrapped(String address) {
        Matcher link = WRAPPED.matcher(address);
        if (!link.find()) {
            return Optional.empty();
        }
        try {
            return PageAddress.parse(URLDecoder.decode(link.group(1), StandardCharsets.UTF_8))
                    .flatMap(PaperSites::read);
        } catch (IllegalArgumentException e) {
            // A percent sign that is none.
            return Optional.empty();
        }
    }

    private static PaperReference identified(ArxivId id) {
        return new PaperReference.Identified(PaperId.of(id));
    }

    private static PaperReference identified(Doi doi) {
        return new PaperReference.Identified(PaperId.of(doi));
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
}
