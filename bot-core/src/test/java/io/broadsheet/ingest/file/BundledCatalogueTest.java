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
import java.util.ArrayList;
import java.util.List;
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
                    assertThat(paper.id().scheme()).isEqualTo(PaperId.Scheme.TITLE);
                    assertThat(paper.title()).doesNotContain("\\", "$", "{", "}", "~", "``");
                    assertThat(paper.summary())
                            .hasSizeGreaterThan(200)
                            .doesNotContain("\\", "``", "http");
                });
        assertThat(papers).filteredOn(Paper::hasCode).hasSize(30);
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
