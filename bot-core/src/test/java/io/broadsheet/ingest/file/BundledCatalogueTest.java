package io.broadsheet.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BundledCatalogueTest {

    private static final Path FILE = Path.of("..", "config", "catalogue", "papers.jsonl");

    @Test
    void holdsNinetyReadablePapersEachOnce() throws Exception {
        List<Paper> papers = new ArrayList<>();
        try (PaperFile file = PaperFile.open(FILE)) {
            for (ParsedEntry entry = file.next(); entry != null; entry = file.next()) {
                assertThat(entry)
                        .isInstanceOfSatisfying(
                                ParsedEntry.Read.class,
                                read -> {
                                    assertThat(read.note()).isNull();
                                    papers.add(read.paper());
                                });
            }
        }

        assertThat(papers).hasSize(90).extracting(Paper::id).doesNotHaveDuplicates();
        assertThat(papers)
                .allSatisfy(paper -> {
                    assertThat(paper.id().scheme()).isEqualTo(PaperId.Scheme.ARXIV);
                    assertThat(paper.authors()).isNotEmpty();
                    assertThat(paper.isDated()).isTrue();
                    assertThat(paper.tldr()).isNull();
                    assertThat(paper.rawSummary()).doesNotContain("workers.dev");
                    assertThat(paper.title()).doesNotContain("\\", "$", "{", "}", "~", "``");
                    assertThat(paper.summary())
                            .hasSizeGreaterThan(200)
                            .doesNotContain("\\", "``", "http");
                });
        // As many as the catalogue's README says.
        assertThat(papers).flatExtracting(Paper::authors).hasSize(546);
        assertThat(papers).filteredOn(Paper::monthOnly).hasSize(11);
        assertThat(papers).filteredOn(paper -> !paper.categories().isEmpty()).hasSize(67);
        assertThat(papers).filteredOn(paper -> paper.journalReference() != null).hasSize(49);
        assertThat(papers).filteredOn(Paper::hasCode).hasSize(63);
    }

    /// An identifier's first four digits are the month in which arXiv gave it; who submits on a
    /// month's last days gets the next one's.
    @Test
    void datesAgreeWithIdentifiers() throws Exception {
        try (PaperFile file = PaperFile.open(FILE)) {
            for (ParsedEntry entry = file.next(); entry != null; entry = file.next()) {
                Paper paper = ((ParsedEntry.Read) entry).paper();
                YearMonth given =
                        YearMonth.parse(
                                paper.id().value().substring(0, 4),
                                DateTimeFormatter.ofPattern("uuMM"));
                Instant published = Objects.requireNonNull(paper.published());
                assertThat(published)
                        .as(paper.title())
                        .isBetween(
                                given.atDay(1)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .minusDays(2)
                                        .toInstant(),
                                given.atEndOfMonth().atTime(23, 59).toInstant(ZoneOffset.UTC));
            }
        }
    }

    @Test
    void isWhatTheWriterMakesOfItself() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream problems = new ByteArrayOutputStream();

        int exit =
                CatalogueWriter.convert(
                        new String[] {FILE.toString()},
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(problems, true, StandardCharsets.UTF_8));

        assertThat(exit).isZero();
        assertThat(problems.size()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Files.readString(FILE));
    }
}
