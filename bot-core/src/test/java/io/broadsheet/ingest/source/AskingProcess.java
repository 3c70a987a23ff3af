package io.broadsheet.ingest.source;

import io.broadsheet.paper.PaperReferences;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// One of the processes of [SpacingTest]: looks papers up at arXiv, one after the other.
final class AskingProcess {

    /// Arguments: the store's directory, or the port and name of a database; the server's port, the
    /// spacing in milliseconds, the number of papers, and the first one's number.
    public static void main(String[] args) throws InterruptedException {
        String[] database = args[0].split(" ");
        Store store =
                database.length == 2
                        ? Store.open(
                                new PostgresAddress(
                                        "localhost",
                                        Integer.parseInt(database[0]),
                                        database[1],
                                        "postgres",
                                        "postgres",
                                        ""))
                        : Store.open(Path.of(args[0]));
        URI server = URI.create("http://127.0.0.1:" + args[1]);
        SourceSettings off = SourceSettings.OFF;
        SourceSettings settings =
                new SourceSettings(
                        "",
                        off.huggingFace(),
                        new SourceSettings.Arxiv(
                                true,
                                server.resolve("/api/query"),
                                server.resolve("/oai"),
                                server.resolve("/"),
                                List.of("cs.AI"),
                                3),
                        off.semanticScholar(),
                        off.openAlex());
        Duration spacing = Duration.ofMillis(Long.parseLong(args[2]));
        Manners patient =
                new Manners(
                        spacing,
                        Duration.ofMillis(10),
                        4,
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(1),
                        1 << 20);
        try (store;
                NetworkSources sources =
                        NetworkSources.open(
                                settings, store.sources(), Clock.systemUTC(), _ -> patient)) {
            int first = Integer.parseInt(args[4]);
            for (int i = first; i < first + Integer.parseInt(args[3]); i++) {
                System.out.println(
                        sources.lookup()
                                .find(PaperReferences.parse("2501." + (10_000 + i)))
                                .getClass()
                                .getSimpleName());
            }
        }
    }
}
