package io.broadsheet.store;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The process that [KillTest] kills: it takes papers in and saves some, without end, and tells
/// every write that was acknowledged.
final class KilledWriter {

    static final UserRef USER = new UserRef(Platform.CONSOLE, "-", "ann");
    static final int BATCH = 40;
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    public static void main(String[] args) {
        Path directory = Path.of(args[0]);
        int batch = Integer.parseInt(args[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Store store = Store.open(directory);
        Thread saver =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            for (int i = Integer.parseInt(args[2]); ; i++) {
                                store.library().save(USER, save(i), NOON);
                                out.println("save " + i);
                            }
                        });
        while (saver.isAlive()) {
            store.catalogue().put(batch(batch), NOON);
            out.println("batch " + batch);
            batch++;
        }
    }

    /// Two thirds of a batch are new, each third is a titled one of the batch before that turns out
    /// to have an arXiv id.
    static List<Paper> batch(int number) {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String title = "Paper " + i + " of batch " + number;
            papers.add(
                    Paper.builder(PaperId.ofTitle(title), title)
                            .summary("abstract ".repeat(100) + title, "raw")
                            .build());
            if (number > 0 && i % 2 == 0) {
                String earlier = "Paper " + i + " of batch " + (number - 1);
                papers.add(
                        Paper.builder(identified(number - 1, i), earlier)
                                .version(1)
                                .summary("now " + earlier, "raw")
                                .build());
            }
        }
        return papers;
    }

    static PaperId identified(int batch, int i) {
        String id =
                "%02d%02d.%05d"
                        .formatted(
                                20 + batch / 12000,
                                1 + batch / 1000 % 12,
                                batch % 1000 * 100 + i + 1);
        return PaperId.of(ArxivId.parse(id).orElseThrow());
    }

    static PaperId save(int number) {
        return PaperId.ofTitle("saved " + number);
    }

    private KilledWriter() {}
}
