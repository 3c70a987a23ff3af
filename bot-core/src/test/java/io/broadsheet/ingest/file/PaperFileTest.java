package io.broadsheet.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.Problem;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperFileTest {

    private static final String LINE =
            """
            {"id":"2101.11408","submitter":"D","authors":"Daniel Lemire","title":"C$^2$MIL: Number Parsing at a\\n  Gigabyte per Second",\
            "comments":"Code: https://github.com/lemire/fast_float.git","journal-ref":"Software 51 (8), 2021","doi":"10.1002/spe.2984",\
            "categories":"cs.DS cs.MS","abstract":"  With disks \\\\emph{and} networks, 4.6$\\\\times$ long-\\nrange. Code is at https://github.com/lemire/a_b.\\n",\
            "versions":[{"created":"Mon, 11 Jan 2021 20:31:27 GMT","version":"v1"},{"created":"Tue, 2 Feb 2021 01:02:03 GMT","version":"v3"}],\
            "update_date":"2022-11-07","authors_parsed":[["Lemire","Daniel",""],["M\\\\\\"uller","Jo","Jr."]]}
            """;

    @TempDir private Path directory;

    @Test
    void readsOnlyThePapersOfACapturedPage() throws Exception {
        List<Paper> papers = papers(fixture("huggingface-page.txt"));

        assertThat(papers)
                .extracting(Paper::title)
                .containsExactly(
                        "MMRL: Multi-Modal Representation Learning for Vision-Language Models",
                        "Beyond Next-Token: Next-X Prediction for Autoregressive Visual Generation",
                        "TokenPacker: Efficient Visual Projector for Multimodal LLM",
                        "Hierarchical Autoregressive Transformers: Combining Byte- and Word-Level"
                                + " Processing for Robust, Adaptable Language Models",
                        "NV-Embed: Improved Techniques for Training LLMs as Generalist Embedding"
                                + " Models");
        Paper first = papers.getFirst();
        assertThat(first.id().toString()).startsWith("title:");
        assertThat(first.links())
                .containsExactly(
                        new PaperLink(
                                PaperLink.LinkKind.CODE,
                                URI.create("https://github.com/yunncheng/MMRL")));
        assertThat(first.summary()).endsWith("task-specific adaptation and generalization.");
        assertThat(first.rawSummary())
                .endsWith("Code is available at https://github.com/yunncheng/MMRL.");
        assertThat(papers.get(1).summary())
                .contains("20× faster", "a “token” is treated", "(e.g., DINOv2)");
        assertThat(papers.get(4).links())
                .containsExactly(
                        new PaperLink(
                                PaperLink.LinkKind.MODEL,
                                URI.create("https://huggingface.co/nvidia/NV-Embed-v1")));
    }

    @Test
    void readsACaptureWithUpvotesAuthorsAndDatesAndEachPaperOnce() throws Exception {
        String abstractOne =
                "We study things that matter to readers of this page.\n"
                        + "They break at 512times512 pixels.";
        String page =
                """
                Hugging Face
                Trending Papers
                3.29k
                First Paper of the Page
                %s
                12 authors
                Mar 18, 2025
                7
                -
                Second Paper
                About 3 things.
                Tsinghua University
                May 5, 2023
                41
                First Paper of the Page
                %s
                12 authors
                Mar 18, 2025
                Previous
                """
                        .formatted(abstractOne, abstractOne);

        List<Paper> papers = papers(write("page", page));

        assertThat(papers).hasSize(2);
        assertThat(papers.getFirst().upvotes()).isEqualTo(3290);
        assertThat(papers.getFirst().summary())
                .isEqualTo(
                        "We study things that matter to readers of this page. They break at 512×512"
                                + " pixels.");
        assertThat(papers.getFirst().published()).isEqualTo("2025-03-18T00:00:00Z");
        assertThat(papers.getFirst().organisation()).isNull();
        assertThat(papers.getLast().title()).isEqualTo("Second Paper");
        assertThat(papers.getLast().upvotes()).isZero();
        assertThat(papers.getLast().organisation()).isEqualTo("Tsinghua University");
    }

    @Test
    void readsHuggingFacesDailyListAndWhatItSaysInsideThePaperFirst() throws Exception {
        List<Paper> papers = papers(fixture("huggingface-daily.json"));

        assertThat(papers).hasSize(2);
        Paper paper = papers.getFirst();
        assertThat(paper.id()).hasToString("arxiv:2608.16590");
        assertThat(paper.title()).startsWith("Zetta ζ: An Efficient");
        assertThat(paper.authorNames()).containsExactly("Xin Ding", "Mingzhe Huang", "Zixuan Wang");
        assertThat(paper.published()).isEqualTo("2026-08-17T00:00:00Z");
        assertThat(paper.featured()).isEqualTo("2026-08-20T00:00:00Z");
        assertThat(paper.upvotes()).isEqualTo(92);
        assertThat(paper.links())
                .containsExactly(
                        new PaperLink(
                                PaperLink.LinkKind.CODE,
                                URI.create(
                                        "https://github.com/air-embodied-brain/Zetta-Embodiment")),
                        new PaperLink(
                                PaperLink.LinkKind.PROJECT,
                                URI.create("https://air-embodied-brain.github.io/zetta/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"huggingface-daily-strings.json", "huggingface-daily-envelope.json"})
    void readsTheOddDailyListsThatHoldPythonText(String fixture) throws Exception {
        List<Paper> papers = papers(fixture(fixture));

        assertThat(papers)
                .extracting(paper -> paper.id() + " " + paper.title())
                .containsExactly(
                        "arxiv:2412.10360 Apollo: An Exploration of Video Understanding in Large"
                                + " Multimodal Models",
                        "arxiv:2412.09624 GenEx: Generating an Explorable World");
        assertThat(papers.getFirst().authors()).hasSize(4);
    }

    @Test
    void readsFlatAnswersAndFieldsOutsideThePaper() throws Exception {
        String flat =
                """
                {"id":"2602.23229","title":"Large Models","summary":"Which?","upvotes":10,"authors":[{"name":"Marco Garosi"}],
                 "organization":{"name":"MHUGLab","fullname":"Multimedia and Human Understanding Group"},
                 "publishedAt":"2026-02-26T17:08:18.000Z","ai_summary":"It classifies.","linkedModels":[{"id":"a/b"}]}
                """;
        String outside =
                """
                [{"paper":{"id":"2602.23230"},"title":"Outside","summary":"Text.","githubRepo":"https://github.com/a/b.git"}]
                """;

        Paper one = papers(write("flat", flat)).getFirst();
        Paper two = papers(write("outside", outside)).getFirst();

        assertThat(one.organisation()).isEqualTo("Multimedia and Human Understanding Group");
        assertThat(one.tldr()).isEqualTo("It classifies.");
        assertThat(two.title()).isEqualTo("Outside");
        assertThat(two.hasCode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2602.23229.png, true",
        "https://cdn-uploads.huggingface.co/a/b.webp, true",
        "http://cdn-thumbnails.huggingface.co/a.png, false",
        "https://cdn-thumbnails.huggingface.co.example.org/a.png, false",
        "https://cdn-thumbnails.huggingface.co@example.org/a.png, false",
        "https://cdn-thumbnails.huggingface.co:8080/a.png, false",
        "https://example.org/a.png, false",
        "data:image/png;base64, false",
    })
    void takesPicturesFromHuggingFacesHostsOnly(String address, boolean taken) throws Exception {
        String entry =
                """
                [{"paper":{"id":"2602.23230","title":"A","summary":"B."},"thumbnail":"%s"}]
                """
                        .formatted(address);

        Paper paper = papers(write("picture", entry)).getFirst();

        assertThat(paper.thumbnail()).isEqualTo(taken ? URI.create(address) : null);
    }

    @Test
    void readsArxivsSnapshot() throws Exception {
        Paper real = papers(fixture("arxiv-snapshot.jsonl")).getFirst();
        Paper paper = papers(write("lines", LINE)).getFirst();

        assertThat(real.title())
                .isEqualTo(
                        "Simulation of prosthetic vision with PRIMA system and enhancement of face"
                                + " representation");
        assertThat(real.authorNames()).contains("Anna Kochnev Goldstein").hasSize(5);
        assertThat(paper.title()).isEqualTo("C²MIL: Number Parsing at a Gigabyte per Second");
        assertThat(paper.rawTitle()).contains("C$^2$MIL", "\n");
        assertThat(paper.summary()).isEqualTo("With disks and networks, 4.6× long-range.");
        assertThat(paper.authorNames()).containsExactly("Daniel Lemire", "Jo Müller Jr.");
        assertThat(paper.categories())
                .containsExactly(new Category("cs.DS"), new Category("cs.MS"));
        assertThat(paper.doi()).isEqualTo(new Doi("10.1002/spe.2984"));
        assertThat(paper.version()).isEqualTo(3);
        assertThat(paper.published()).isEqualTo("2021-01-11T20:31:27Z");
        assertThat(paper.updated()).isEqualTo("2021-02-02T01:02:03Z");
        assertThat(paper.journalReference()).isEqualTo("Software 51 (8), 2021");
        assertThat(paper.links())
                .extracting(PaperLink::uri)
                .containsExactly(
                        URI.create("https://github.com/lemire/a_b"),
                        URI.create("https://github.com/lemire/fast_float"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This paper has been withdrawn by the author due to an error.",
                "The paper is withdrawn",
                "Withdrawn: superseded by arXiv:1",
                "We prove X. This paper has been withdrawn by the authors"
            })
    void seesThatAPaperWasWithdrawn(String said) throws Exception {
        String line =
                "{\"id\":\"2101.11408\",\"title\":\"T\",\"abstract\":\"A.\",\"comments\":\""
                        + said
                        + "\"}\n";
        String other = "{\"id\":\"2101.11409\",\"title\":\"T\",\"abstract\":\"" + said + "\"}\n";

        assertThat(papers(write("withdrawn", line + other))).allMatch(Paper::withdrawn);
    }

    @Test
    void takesAPaperAboutWithdrawalsForWhatItIs() throws Exception {
        String line =
                "{\"id\":\"2101.11408\",\"title\":\"T\",\"abstract\":\"We study papers withdrawn"
                        + " from arXiv and removed posts.\"}\n";

        assertThat(papers(write("about", line))).noneMatch(Paper::withdrawn);
    }

    @Test
    void readsAtomAnswersAndFeeds() throws Exception {
        List<Paper> papers = papers(fixture("arxiv-atom.xml"));
        Paper second = papers.get(1);
        Paper announced = papers(fixture("arxiv-feed.xml")).getFirst();

        assertThat(papers).hasSize(2);
        assertThat(papers.getFirst().id()).hasToString("arxiv:1501.05039");
        assertThat(papers.getFirst().published()).isEqualTo("2015-01-21T02:41:55Z");
        assertThat(second.title())
                .startsWith(
                        "Report on a Boston University Conference December 7-8, 2012 on 'How Can"
                                + " the History");
        assertThat(second.authorNames()).containsExactly("Peter Garik", "Yann Benétreau-Dupin");
        assertThat(second.doi()).isEqualTo(new Doi("10.1007/s11191-014-9716-8"));
        assertThat(second.version()).isEqualTo(1);
        assertThat(second.categories().getFirst()).isEqualTo(new Category("physics.ed-ph"));
        assertThat(announced.id()).hasToString("arxiv:2508.13426");
        assertThat(announced.summary()).startsWith("As large language models (LLMs) increasingly");
        assertThat(announced.authorNames()).startsWith("Chunhua Liu").hasSizeGreaterThan(2);
        assertThat(announced.published()).as("a feed tells the announcement only").isNull();
    }

    @Test
    void reportsArxivsErrorEntryAsAProblem() throws Exception {
        String answer =
                """
                <?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>ArXiv Query</title><entry>
                <id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>
                <summary>incorrect id format for 1234</summary></entry></feed>
                """;

        assertThat(problems(write("error", answer)))
                .containsExactly(
                        new Problem(
                                "error, entry 1",
                                "arXiv answered with an error: incorrect id format for 1234"));
    }

    @Test
    void readsBackWhatTheCatalogueWriterWrites() throws Exception {
        List<Paper> all = new ArrayList<>();
        for (String name :
                List.of(
                        "huggingface-page.txt",
                        "huggingface-daily.json",
                        "arxiv-snapshot.jsonl",
                        "arxiv-atom.xml")) {
            all.addAll(papers(fixture(name)));
        }
        all.addAll(papers(write("lines", LINE)));
        StringWriter lines = new StringWriter();
        try (CatalogueWriter writer = new CatalogueWriter(lines)) {
            for (Paper paper : all) {
                writer.write(paper);
            }
        }

        assertThat(papers(write("papers.jsonl", lines.toString())))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(all);
    }

    @Test
    void readsGzipAndCountsTheBytesOnDisk() throws Exception {
        byte[] packed = gzip(LINE.repeat(2_000));
        Path file = Files.write(directory.resolve("packed"), packed);

        try (PaperFile open = PaperFile.open(file)) {
            int papers = 0;
            for (ParsedEntry entry = open.next(); entry != null; entry = open.next()) {
                papers++;
                assertThat(open.position()).isBetween(1L, (long) packed.length);
            }
            assertThat(papers).isEqualTo(2_000);
            assertThat(open.position()).isEqualTo(open.size()).isEqualTo(packed.length);
        }
    }

    @Test
    void keepsTheRecordsBeforeAFileBreaksOff() throws Exception {
        byte[] packed = gzip(lines(3_000));
        Path gzip =
                Files.write(directory.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
        String json = Files.readString(fixture("huggingface-daily.json"));
        Path half = write("half.json", json.substring(0, json.length() - 3_000));
        String xml = Files.readString(fixture("arxiv-atom.xml"));
        Path atom = write("half.xml", xml.substring(0, xml.length() - 500));

        assertThat(papers(gzip)).hasSizeGreaterThan(500);
        assertThat(problems(gzip))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.reason()).startsWith("the file breaks off"));
        assertThat(papers(half)).hasSize(1);
        assertThat(problems(half))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.reason()).startsWith("the JSON breaks off"));
        assertThat(papers(atom)).hasSize(1);
        assertThat(problems(atom))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.reason()).startsWith("the XML breaks off"));
    }

    @Test
    void losesNoGoodLineBesideABadOne() throws Exception {
        String file =
                String.join(
                        "\n",
                        "\uFEFFnot json at all",
                        LINE.strip(),
                        "",
                        "{\"id\":\"2101.11408\",\"title\":",
                        "{\"id\":2101.11408,\"title\":\"T\",\"abstract\":\"a\"}",
                        "{\"id\":\"9999.1\",\"title\":\"T\",\"abstract\":\"a\"}",
                        "{\"id\":\"2101.11409\",\"title\":\"  \",\"abstract\":\"a\"}",
                        "{\"id\":\"2101.11409\",\"title\":{\"a\":1},\"abstract\":[],\"authors_parsed\":{\"x\":3},\"versions\":\"v1\"}",
                        "[1,2,3]",
                        "null",
                        "\"text\"",
                        "{\"title\":\"No abstract, no id\"}",
                        "{\"id\":\"2101.11410\",\"title\":\"Fine\",\"abstract\":null,\"authors_parsed\":[[1],null,[\"Li\"]],\"categories\":7,"
                                + "\"versions\":[{\"created\":\"yesterday\",\"version\":\"vx\"}],\"doi\":\"nonsense\",\"comments\":false}");

        List<ParsedEntry> entries = entries(write("mixed", file));

        assertThat(entries).filteredOn(ParsedEntry.Read.class::isInstance).hasSize(2);
        assertThat(
                        entries.stream()
                                .filter(ParsedEntry.UnreadableEntry.class::isInstance)
                                .map(entry ->
                                        ((ParsedEntry.UnreadableEntry) entry).problem().place()))
                .containsExactly(
                        "mixed, line 1",
                        "mixed, line 4",
                        "mixed, line 5",
                        "mixed, line 6",
                        "mixed, line 7",
                        "mixed, line 8",
                        "mixed, line 9",
                        "mixed, line 10",
                        "mixed, line 11",
                        "mixed, line 12");
        ParsedEntry.Read last = (ParsedEntry.Read) entries.getLast();
        assertThat(last.paper().authorNames()).containsExactly("Li");
        assertThat(last.note())
                .isEqualTo(
                        new Problem(
                                "mixed, line 13",
                                "its date 'yesterday' (created) cannot be read and was left out"));
    }

    @Test
    void losesNoGoodEntryBesideABadOneInAList() throws Exception {
        String list =
                """
                [{"paper":{"id":"2602.23229","title":"Good","summary":"S.","upvotes":"many","authors":"nobody","publishedAt":5}},
                 7, "{'paper': {'id': '2602.1'", "{'paper': open('/etc/passwd')}", {}, {"paper":[]}, null, [[[]]],
                 {"paper":{"id":"../../x","title":"Bad id","summary":"S."}},
                 {"paper":{"title":"Known by its title","summary":"S.","githubRepo":"javascript:alert(1)","projectPage":"http://a b"}}]
                """;
        Path file = write("list.json", list);

        assertThat(papers(file))
                .extracting(Paper::title)
                .containsExactly("Good", "Known by its title");
        assertThat(papers(file).getLast().links()).isEmpty();
        assertThat(problems(file))
                .hasSize(8)
                .extracting(Problem::place)
                .contains("list.json, entry 2", "list.json, entry 9");
    }

    @Test
    void replacesBrokenUtf8AndSaysSo() throws Exception {
        byte[] bytes = LINE.replace("disks", "d#sks").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xE9 : bytes[i];
        }
        Path file = Files.write(directory.resolve("latin1"), bytes);

        ParsedEntry.Read read = (ParsedEntry.Read) entries(file).getFirst();

        assertThat(read.paper().summary()).contains("d\uFFFDsks");
        assertThat(read.note())
                .isEqualTo(
                        new Problem(
                                "latin1, line 1",
                                "it has bytes that are not UTF-8, which were replaced"));
    }

    @Test
    void expandsNoEntityAndOpensNothingOutside() throws Exception {
        String bomb =
                """
                <?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
                <!ENTITY c SYSTEM "file:///etc/passwd">]>
                <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2503.11677</id><title>&b;&c;</title></entry></feed>
                """;

        assertThat(papers(write("bomb.xml", bomb))).isEmpty();
        assertThat(problems(write("bomb.xml", bomb)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("document type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body><p>Sign in</p></body></html>",
                "Dear reader,\n\n"
                        + "this is a letter.\n\n"
                        + "It is about nothing in particular, and it goes on for a while without being"
                        + " a paper.\n",
                "a,b,c\n1,2,3\n",
                "{not json",
                "%PDF-1.7",
                "\u0000\u0001\u0002",
                "[CLS] and nothing else",
                "   \n "
            })
    void saysWhatItAcceptsWhenAFileIsNoneOfIt(String content) throws Exception {
        Path file = write("unknown", content);

        assertThatThrownBy(() -> PaperFile.open(file))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("none of the formats")
                .hasMessageContaining("daily-papers JSON");
    }

    @Test
    void saysWhenThereIsNothingToRead() throws Exception {
        Path empty = write("empty", "");
        assertThatThrownBy(() -> PaperFile.open(directory.resolve("gone")))
                .hasMessage("there is no such file");
        assertThatThrownBy(() -> PaperFile.open(directory)).hasMessageContaining("directory");
        assertThatThrownBy(() -> PaperFile.open(empty)).hasMessage("it is empty");
    }

    @Test
    void survivesOneHugeLine() throws Exception {
        Path garbage = directory.resolve("huge");
        try (OutputStream out = Files.newOutputStream(garbage)) {
            out.write(LINE.getBytes(StandardCharsets.UTF_8));
            byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 18; i++) {
                out.write(block);
            }
            out.write('\n');
            out.write(
                    ("{\"id\":\"2101.11409\",\"title\":\"T\",\"abstract\":\""
                                    + "a ".repeat(100_000)
                                    + "\"}\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.write(LINE.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(papers(garbage)).hasSize(2);
        assertThat(problems(garbage))
                .containsExactly(
                        new Problem("huge, line 2", "the line is longer than 16 MB"),
                        new Problem("huge, line 3", "its abstract has 200000 characters"));
    }

    @Test
    void passesOverRecordsAlreadyTakenIn() throws Exception {
        for (Path file :
                List.of(
                        write("lines", lines(10)),
                        write("list", "[" + lines(10).strip().replace("\n", ",") + "]"),
                        fixture("huggingface-page.txt"))) {
            List<ParsedEntry> all = entries(file);
            for (int skip : new int[] {0, 1, 4, all.size(), all.size() + 3}) {
                try (PaperFile open = PaperFile.open(file)) {
                    open.skip(skip);
                    List<ParsedEntry> rest = new ArrayList<>();
                    for (ParsedEntry entry = open.next(); entry != null; entry = open.next()) {
                        rest.add(entry);
                    }
                    assertThat(rest).isEqualTo(all.subList(Math.min(skip, all.size()), all.size()));
                }
            }
        }
    }

    @Test
    void namesAFileByItsContent() throws Exception {
        try (PaperFile one = PaperFile.open(write("one", lines(3)));
                PaperFile same = PaperFile.open(write("same", lines(3)));
                PaperFile other = PaperFile.open(write("other", lines(4)))) {
            assertThat(one.fingerprint())
                    .isEqualTo(same.fingerprint())
                    .isNotEqualTo(other.fingerprint());
        }
    }

    static String lines(int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(
                    "{\"id\":\"2101.%05d\",\"title\":\"Paper %d of %x\",\"abstract\":\"What it says: %d.\"}%n"
                            .formatted(i + 1, i, i * 7919, i * 31)
                            .replace(System.lineSeparator(), "\n"));
        }
        return lines.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    static Path fixture(String name) throws Exception {
        URL resource = PaperFileTest.class.getResource(name);
        assertThat(resource).as(name).isNotNull();
        return Path.of(resource.toURI());
    }

    private static List<ParsedEntry> entries(Path path) throws Exception {
        List<ParsedEntry> entries = new ArrayList<>();
        try (PaperFile file = PaperFile.open(path)) {
            for (ParsedEntry entry = file.next(); entry != null; entry = file.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static List<Paper> papers(Path path) throws Exception {
        return entries(path).stream()
                .filter(ParsedEntry.Read.class::isInstance)
                .map(entry -> ((ParsedEntry.Read) entry).paper())
                .toList();
    }

    private static List<Problem> problems(Path path) throws Exception {
        return entries(path).stream()
                .filter(ParsedEntry.UnreadableEntry.class::isInstance)
                .map(entry -> ((ParsedEntry.UnreadableEntry) entry).problem())
                .toList();
    }
}
