package io.broadsheet.export;

import de.undercouch.citeproc.CSL;
import de.undercouch.citeproc.DefaultAbbreviationProvider;
import de.undercouch.citeproc.ListItemDataProvider;
import de.undercouch.citeproc.csl.CSLItemData;
import de.undercouch.citeproc.csl.CSLItemDataBuilder;
import de.undercouch.citeproc.csl.CSLName;
import de.undercouch.citeproc.csl.CSLNameBuilder;
import de.undercouch.citeproc.csl.CSLType;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/// Papers as a reference list has them, in a style: `He, K. (2021). Masked autoencoders. arXiv.`
///
/// citeproc-java does what the style says. What it does otherwise than the specification of the
/// Citation Style Language is put right here: suffixes of inverted names, words in mixed case that
/// a style capitalises, and quotations within quotations.
public final class StyledCitations {

    /// A run of a citation's text.
    ///
    /// @param italic whether the style sets it in italics
    public record TextRun(String text, boolean italic) {}

    /// Keeps what it stands before from being capitalised and from being read as a number; taken
    /// out again. It is no letter and has no width.
    private static final String KEPT = "\u2060";

    /// Stands before a name's suffix; taken out again.
    private static final String SUFFIX = "\u2062";

    /// Stands before the last of more authors than APA names.
    private static final String LAST = "\u2063";

    /// APA names so many authors at most (Publication Manual, 7th edition, 9.8).
    private static final int APA_MOST = 20;

    /// Words that are no plain words and begin with a small letter or a sign, which a style that
    /// capitalises titles leaves alone: `k-NN`, `gpt-4o`, `<think>`, `$x_2$`.
    private static final Pattern SPECIAL_WORD =
            Pattern.compile(
                    "(?<![^\\s(“\"])(?=[^\\p{Lu}\\s])"
                            + "(?=[\\p{Ll}-]*[^\\p{Ll}\\s“”\"'’,.:;?!()-])"
                            + "[^\\s“”\"'’,.:;?!()]+");

    /// Words of a journal's name, which keep their case: `CVPR`.
    private static final Pattern NAME_WORD = Pattern.compile("[^\\s.,:;]+");

    /// The first of the letters that stand for special words meanwhile: syllables of the Yi script,
    /// which are letters and have no case.
    private static final char FIRST_WORD = '\uA000';

    private static final char LAST_WORD = '\uA48C';
    private static final Pattern TAKEN = Pattern.compile("[\uA000-\uA48C]");

    private final CitationStyle style;
    private final List<Paper> papers;

    /// What the letters in the processor's answer stand for.
    private final List<String> specialWords = new ArrayList<>();

    private StyledCitations(CitationStyle style, List<Paper> papers) {
        this.style = style;
        this.papers = papers;
    }

    /// One paper's citation, without the number that it would have in a list.
    public static List<TextRun> cite(CitationStyle style, Paper paper) {
        StyledCitations citations = new StyledCitations(style, List.of(paper));
        Element entry = citations.entries().getFirst();
        takeNumber(entry);
        return citations.runs(entry);
    }

    /// The papers as a reference list in plain text, in the style's order, each on one line. Papers
    /// of one author and year are not told apart as 2021a and 2021b; the processor cannot.
    public static String list(CitationStyle style, List<Paper> papers) {
        StyledCitations citations = new StyledCitations(style, papers);
        StringBuilder list = new StringBuilder();
        for (Element entry : citations.entries()) {
            String number = takeNumber(entry);
            list.append(number.isEmpty() ? "" : number + " ")
                    .append(plain(citations.runs(entry)))
                    .append('\n');
        }
        return list.toString();
    }

    /// The text without italics.
    public static String plain(List<TextRun> runs) {
        return runs.stream().map(TextRun::text).collect(Collectors.joining());
    }

    /// Takes the number that numbered lists have out of an entry: `[1]`.
    private static String takeNumber(Element entry) {
        Element left = entry.selectFirst(".csl-left-margin");
        if (left == null) {
            return "";
        }
        left.remove();
        return left.text().strip();
    }

    private List<Element> entries() {
        CSLItemData[] items = papers.stream().map(this::item).toArray(CSLItemData[]::new);
        try {
            CSL processor =
                    new CSL(
                            new ListItemDataProvider(items),
                            StyledCitations::locale,
                            new DefaultAbbreviationProvider(),
                            resource(style.file() + ".csl"),
                            style.locale());
            processor.setOutputFormat("html");
            processor.registerCitationItems(
                    Stream.of(items).map(CSLItemData::getId).toArray(String[]::new));
            return Jsoup.parse(processor.makeBibliography().makeString()).select(".csl-entry");
        } catch (IOException e) {
            throw new UncheckedIOException("the style " + style.file() + " cannot be read", e);
        }
    }

    /// English of Britain or America; other languages are not asked for.
    private static String locale(String language) {
        return resource(language.equals("en-GB") ? "locales-en-GB.xml" : "locales-en-US.xml");
    }

    private static String resource(String file) {
        try (InputStream in = StyledCitations.class.getResourceAsStream("styles/" + file)) {
            if (in == null) {
                throw new IllegalStateException("styles/" + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("styles/" + file + " cannot be read", e);
        }
    }

    // --- papers as the Citation Style Language knows them ---

    private CSLItemData item(Paper paper) {
        CSLItemDataBuilder item =
                new CSLItemDataBuilder().id(paper.id().toString()).title(title(paper.title()));
        if (!paper.authors().isEmpty()) {
            item.author(names(paper.authors()));
        } else if (paper.organisation() != null) {
            item.author(new CSLNameBuilder().literal(paper.organisation()).build());
        }
        Optional<String> doi = Citations.doi(paper).map(Doi::value);
        Optional<String> page = paper.abstractPage().map(URI::toString);
        Optional<String> address = page;
        if (paper.journalReference() != null) {
            published(JournalReference.read(paper.journalReference()), paper, item);
            address = doi.map("https://doi.org/"::concat).or(() -> page);
        } else {
            dated(paper, item.type(CSLType.ARTICLE));
            paper.arxivId().ifPresent(id -> preprint(id, item));
            doi = doi.or(() -> paper.arxivId().map(StyledCitations::arxivDoi));
        }
        doi.ifPresent(item::DOI);
        address.ifPresent(item::URL);
        return item.build();
    }

    /// A title with special words put aside, unless it is written in Yi.
    private String title(String title) {
        return TAKEN.matcher(title).find()
                ? title
                : SPECIAL_WORD
                        .matcher(title)
                        .replaceAll(word -> Matcher.quoteReplacement(putAside(word.group())));
    }

    private String putAside(String word) {
        if (FIRST_WORD + specialWords.size() > LAST_WORD) {
            return word;
        }
        specialWords.add(word);
        return Character.toString(FIRST_WORD + specialWords.size() - 1);
    }

    /// The styles of the American Medical Association have no place for the number, and that of the
    /// Association for Computational Linguistics knows preprints as journals only.
    private void preprint(ArxivId id, CSLItemDataBuilder item) {
        String number = "arXiv:" + id.value();
        switch (style) {
            case ACL ->
                    item.type(CSLType.ARTICLE_JOURNAL).containerTitle("arXiv preprint " + number);
            case AMA -> item.publisher(KEPT + "arXiv");
            default -> item.publisher(KEPT + "arXiv").number(number);
        }
    }

    /// arXiv registers a DOI for each of its papers (<https://info.arxiv.org/help/doi.html>).
    private static String arxivDoi(ArxivId id) {
        return "10.48550/arXiv." + id.value();
    }

    private void published(JournalReference journal, Paper paper, CSLItemDataBuilder item) {
        item.type(CSLType.ARTICLE_JOURNAL)
                .containerTitle(
                        NAME_WORD
                                .matcher(journal.container())
                                .replaceAll(
                                        word -> Matcher.quoteReplacement(putAside(word.group()))));
        if (!journal.volume().isEmpty()) {
            item.volume(journal.volume());
        }
        if (!journal.issue().isEmpty()) {
            item.issue(journal.issue());
        }
        if (!journal.pages().isEmpty()) {
            item.page((journal.pages().startsWith("0") ? KEPT : "") + journal.pages());
        }
        if (journal.year().isEmpty()) {
            dated(paper, item);
        } else {
            item.issued(Integer.parseInt(journal.year()));
        }
    }

    private static void dated(Paper paper, CSLItemDataBuilder item) {
        Optional<LocalDate> date = Citations.date(paper);
        if (date.isPresent()) {
            LocalDate day = date.get();
            if (paper.monthOnly()) {
                item.issued(day.getYear(), day.getMonthValue());
            } else {
                item.issued(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
            }
        }
    }

    /// APA names the first nineteen of many and the last, which the processor cannot: it gets no
    /// more than those, the last marked.
    private CSLName[] names(List<Author> authors) {
        boolean many = style == CitationStyle.APA && authors.size() > APA_MOST;
        Stream<CSLName> named =
                many
                        ? Stream.concat(
                                authors.stream().limit(APA_MOST - 1).map(it -> name("", it)),
                                Stream.of(name(LAST, authors.getLast())))
                        : authors.stream().map(it -> name("", it));
        return named.toArray(CSLName[]::new);
    }

    private static CSLName name(String mark, Author author) {
        if (!author.isPerson() || author.given().isEmpty()) {
            return new CSLNameBuilder().literal(mark + author.name()).build();
        }
        CSLNameBuilder name =
                new CSLNameBuilder().family(mark + author.family()).given(author.given());
        if (!author.suffix().isEmpty()) {
            name.suffix(SUFFIX + author.suffix());
        }
        return name.build();
    }

    // --- what the processor wrote ---

    private List<TextRun> runs(Element entry) {
        List<TextRun> runs = new ArrayList<>();
        collect(entry, false, runs);
        withoutEcho(runs);
        List<TextRun> mended = new ArrayList<>();
        int depth = 0;
        for (TextRun run : runs) {
            StringBuilder text = new StringBuilder();
            depth = nested(suffixed(run.text()), depth, text);
            String clean = restored(punctuated(uncapitalised(text.toString())));
            if (!clean.isEmpty()) {
                mended.add(new TextRun(clean, run.italic()));
            }
        }
        return stripped(mended);
    }

    /// `arXiv: arXiv:2111.06377` says it twice.
    private static void withoutEcho(List<TextRun> runs) {
        for (int i = 0; i + 1 < runs.size(); i++) {
            String next = runs.get(i + 1).text();
            if (runs.get(i).text().equals(KEPT + "arXiv") && next.startsWith(": arXiv:")) {
                runs.set(i + 1, new TextRun(next.substring(2), false));
                runs.remove(i);
            }
        }
        runs.replaceAll(run ->
                new TextRun(run.text().replace(KEPT + "arXiv arXiv:", "arXiv:"), run.italic()));
    }

    /// In Britain a full stop stands after the quotation marks that it does not belong to.
    private String punctuated(String text) {
        return style.locale().equals("en-GB") ? text.replace(".’", "’.").replace(",’", "’,") : text;
    }

    private String restored(String text) {
        StringBuilder restored = new StringBuilder();
        for (char c : text.replace(", & " + LAST, ", … ").replace(KEPT, "").toCharArray()) {
            int word = c - FIRST_WORD;
            if (word >= 0 && word < specialWords.size()) {
                restored.append(specialWords.get(word));
            } else {
                restored.append(c);
            }
        }
        return restored.toString();
    }

    private static void collect(Node node, boolean italic, List<TextRun> runs) {
        if (node instanceof TextNode text) {
            add(new TextRun(text.getWholeText().replaceAll("\\s+", " "), italic), runs);
            return;
        }
        boolean slanted = italic || node.attr("style").contains("italic");
        node.childNodes().forEach(child -> collect(child, slanted, runs));
    }

    private static void add(TextRun run, List<TextRun> runs) {
        if (!runs.isEmpty() && runs.getLast().italic() == run.italic()) {
            runs.set(
                    runs.size() - 1, new TextRun(runs.getLast().text() + run.text(), run.italic()));
        } else {
            runs.add(run);
        }
    }

    private static List<TextRun> stripped(List<TextRun> runs) {
        if (runs.isEmpty()) {
            return runs;
        }
        runs.set(0, new TextRun(runs.getFirst().text().stripLeading(), runs.getFirst().italic()));
        TextRun last = runs.getLast();
        runs.set(runs.size() - 1, new TextRun(last.text().stripTrailing(), last.italic()));
        return List.copyOf(runs);
    }

    /// `Kingston Jr., M. L.` becomes `Kingston, M. L., Jr.`, and `Kingston Jr. ML` becomes
    /// `Kingston ML Jr`, as the specification orders the parts of an inverted name.
    private String suffixed(String text) {
        if (!text.contains(SUFFIX)) {
            return text;
        }
        String result = text;
        for (Paper paper : papers) {
            for (Author author : paper.authors()) {
                if (!author.suffix().isEmpty()) {
                    result = suffixed(result, author);
                }
            }
        }
        return result.replace(SUFFIX, "");
    }

    private static String suffixed(String text, Author author) {
        String given =
                Stream.of(author.given().split("[ .-]+"))
                        .filter(word -> !word.isEmpty())
                        .map(word ->
                                Pattern.quote(word.substring(0, word.offsetByCodePoints(0, 1))))
                        .collect(Collectors.joining("\\.?[ -]?"));
        Matcher inverted =
                Pattern.compile(
                                " "
                                        + SUFFIX
                                        + Pattern.quote(author.suffix())
                                        + "(,?) ("
                                        + Pattern.quote(author.given())
                                        + "|"
                                        + given
                                        + "\\.?)")
                        .matcher(text);
        return inverted.replaceAll(found -> {
            boolean comma = !found.group(1).isEmpty();
            String suffix = comma ? ", " + author.suffix() : " " + author.suffix().replace(".", "");
            return Matcher.quoteReplacement(found.group(1) + " " + found.group(2) + suffix);
        });
    }

    /// Turns the marks of a quotation within a quotation.
    ///
    /// @param depth how many quotations are open before the text
    /// @return how many are open after it
    private static int nested(String text, int depth, StringBuilder out) {
        int open = depth;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '“') {
                out.append(open % 2 == 0 ? '“' : '‘');
                open++;
            } else if (c == '”' && open > 0) {
                open--;
                out.append(open % 2 == 0 ? '”' : '’');
            } else {
                out.append(c);
            }
        }
        return open;
    }

    /// A style capitalises the number of a report; arXiv's is no word.
    private String uncapitalised(String text) {
        String result = text;
        for (Paper paper : papers) {
            if (paper.arxivId().isPresent()) {
                String id = paper.arxivId().get().value();
                result = result.replace("ArXiv:" + id, "arXiv:" + id);
            }
        }
        return result;
    }
}
