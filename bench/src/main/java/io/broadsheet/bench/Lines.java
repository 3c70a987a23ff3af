package io.broadsheet.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.broadsheet.ingest.ParsedEntry;
import io.broadsheet.ingest.file.PaperFile;
import io.broadsheet.ingest.file.UnreadableFileException;
import io.broadsheet.paper.Paper;
import io.broadsheet.summary.OneLine;
import io.broadsheet.summary.SentenceRole;
import io.broadsheet.summary.SentenceRoles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// How often a sentence's role is told rightly, and the one line of papers, to be read.
@Command(
        name = "lines",
        description =
                "Counts how often the roles of sentences are told rightly, and prints what papers are"
                        + " about in one line, to be read.",
        mixinStandardHelpOptions = true)
final class Lines implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(
            names = "--labelled",
            paramLabel = "FILE",
            description =
                    "Abstracts with the role of each sentence, one a line: \"sentences\" and as many"
                            + " \"labels\" (background, objective, method, result).")
    private @Nullable Path labelled;

    @Option(
            names = "--papers",
            paramLabel = "FILE",
            description = "Papers, as `import` reads them: a file, or a folder of files.")
    private @Nullable Path papers;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many papers' lines are printed (default: ${DEFAULT-VALUE}).")
    private int count = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the papers are drawn with (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, UnreadableFileException {
        PrintWriter out = requireNonNull(spec).commandLine().getOut();
        if (labelled == null && papers == null) {
            out.println("There is nothing to read. Write --labelled FILE, --papers FILE or both.");
            return 2;
        }
        if (labelled != null) {
            roles(labelled, out);
        }
        if (papers != null) {
            print(papers, out);
        }
        return 0;
    }

    /// Every other abstract, from the second on: the weights were fitted on the others.
    private static void roles(Path file, PrintWriter out) throws IOException {
        int roles = SentenceRole.values().length;
        int[][] told = new int[roles][roles];
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int abstracts = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (abstracts++ % 2 == 1) {
                    count(JSON.readTree(line), told);
                }
            }
        }
        int all = 0;
        int right = 0;
        int facets = 0;
        for (int is = 0; is < roles; is++) {
            for (int as = 0; as < roles; as++) {
                all += told[is][as];
                right += is == as ? told[is][as] : 0;
                facets += facet(is) == facet(as) ? told[is][as] : 0;
            }
        }
        out.println("| role | sentences | precision | recall |");
        out.println("|---|---|---|---|");
        for (SentenceRole role : SentenceRole.values()) {
            out.println(row(role, told));
        }
        out.printf(
                Locale.ROOT,
                "right: %.3f of %d; with objective as background: %.3f%n",
                (double) right / all,
                all,
                (double) facets / all);
        out.flush();
    }

    private static String row(SentenceRole role, int[][] told) {
        int there = 0;
        int said = 0;
        for (int i = 0; i < told.length; i++) {
            there += told[role.ordinal()][i];
            said += told[i][role.ordinal()];
        }
        int hit = told[role.ordinal()][role.ordinal()];
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f |",
                role.name().toLowerCase(Locale.ROOT),
                there,
                (double) hit / Math.max(1, said),
                (double) hit / Math.max(1, there));
    }

    /// CSFCube's facets: what the authors set out to do belongs to the background.
    private static int facet(int role) {
        return role == SentenceRole.OBJECTIVE.ordinal() ? SentenceRole.BACKGROUND.ordinal() : role;
    }

    private static void count(JsonNode paper, int[][] told) {
        List<String> sentences = new ArrayList<>();
        paper.path("sentences").forEach(sentence -> sentences.add(sentence.asText()));
        List<SentenceRole> roles = SentenceRoles.of(sentences);
        for (int i = 0; i < sentences.size(); i++) {
            String label = paper.path("labels").path(i).asText();
            for (SentenceRole role : SentenceRole.values()) {
                if (role.name().equalsIgnoreCase(label)) {
                    told[role.ordinal()][roles.get(i).ordinal()]++;
                }
            }
        }
    }

    private void print(Path where, PrintWriter out) throws IOException, UnreadableFileException {
        List<Paper> all = new ArrayList<>();
        for (Path file : files(where)) {
            try (PaperFile entries = PaperFile.open(file)) {
                for (ParsedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                    if (entry instanceof ParsedEntry.Read read) {
                        all.add(read.paper());
                    }
                }
            }
        }
        Collections.shuffle(all, new Random(seed));
        for (Paper paper : all.subList(0, Math.min(count, all.size()))) {
            OneLine.of(paper)
                    .ifPresent(line -> out.printf("%s%n    %s%n", paper.title(), line.text()));
        }
        out.flush();
    }

    static List<Path> files(Path where) throws IOException {
        if (!Files.isDirectory(where)) {
            return List.of(where);
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
