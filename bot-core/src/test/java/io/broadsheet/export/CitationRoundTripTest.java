package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.export.Citations.CitationFormat;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.jbibtex.ParseException;
import org.junit.jupiter.api.Test;

/// What the bot exports, read again by other people's readers.
class CitationRoundTripTest {

    private static final int PAPERS = 2_000;

    /// What titles hold that formats use themselves.
    private static final List<String> PARTS =
            List.of(
                    "learning",
                    "{",
                    "}",
                    "\\",
                    "\\{",
                    "$x$",
                    "\"",
                    "'",
                    ",",
                    ";",
                    "\n",
                    "%",
                    "#",
                    "&",
                    "@article{x,",
                    "~",
                    "^",
                    "_",
                    "α",
                    "10⁻³",
                    "ℝⁿ",
                    "<think>",
                    "ER  - ",
                    "=1+1",
                    "中文",
                    "Ł",
                    "and",
                    " ",
                    "\t",
                    "–",
                    "\\input{x}",
                    "e\u0301",
                    "𝔼");

    private final Random random = new Random(7);

    @Test
    void bibtexKeepsEachEntryApart() throws IOException, ParseException {
        List<Paper> papers = papers();

        BibTeXDatabase read =
                new BibTeXParser() {
                    @Override
                    public void checkStringResolution(Key key, org.jbibtex.BibTeXString string) {
                        throw new AssertionError("no title makes an abbreviation of " + key);
                    }
                }.parse(new StringReader(Citations.write(CitationFormat.BIBTEX, papers)));

        assertThat(read.getEntries()).hasSize(PAPERS);
        assertThat(read.getEntries().values())
                .allSatisfy(entry -> {
                    assertThat(entry.getField(BibTeXEntry.KEY_TITLE)).isNotNull();
                    assertThat(entry.getField(BibTeXEntry.KEY_AUTHOR).toUserString())
                            .startsWith("van der Berg Holt, Loek and ");
                });
    }

    @Test
    void csvKeepsEachCell() throws IOException {
        List<Paper> papers = papers();
        String csv = Citations.write(CitationFormat.CSV, papers);

        assertThat(csv).startsWith("\uFEFF");
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(csv.substring(1), format)) {
            List<CSVRecord> records = parser.getRecords();
            assertThat(records).hasSize(PAPERS);
            for (int i = 0; i < PAPERS; i++) {
                CSVRecord record = records.get(i);
                assertThat(record.isConsistent()).isTrue();
                assertThat(record.get("journal")).isEqualTo("J. Lattice Stud. 12 (2024) 34-56");
                assertThat(record.get("title")).doesNotStartWith("=");
            }
        }
    }

    private List<Paper> papers() {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < PAPERS; i++) {
            StringBuilder title = new StringBuilder("T" + i);
            if (random.nextInt(4) == 0) {
                title.setLength(0);
            }
            for (int part = 0; part < 1 + random.nextInt(6); part++) {
                title.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            String text = title + " " + i;
            papers.add(
                    Paper.builder(PaperId.ofTitle(text), text)
                            .authors(
                                    List.of(
                                            Author.person("van der Berg Holt", "Loek", ""),
                                            Author.person(text.strip(), "Ann", "")))
                            .journalReference("J. Lattice Stud. 12 (2024) 34-56")
                            .build());
        }
        return papers;
    }
}
