package io.broadsheet.core;

import io.broadsheet.command.Checkup;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.schedule.PauseReason;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import io.broadsheet.store.StoreException;
import io.broadsheet.view.PauseWords;
import io.broadsheet.view.Phrases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How what is kept is, in the words of `doctor`.
final class StoreFindings {

    /// More posts in doubt than this are not counted.
    private static final int MOST_DOUBTS = 1_000;

    /// A file of this size needs a block of the disk.
    private static final int PROBE_BYTES = 4_096;

    private static final String WRITING = "writing";

    private StoreFindings() {}

    /// Why the store cannot be written, for people who need not know where it is.
    private static String inWords(StoreException.StoreFault kind) {
        return switch (kind) {
            case FULL -> "There is no room left on the disk of the database.";
            case NOT_ACCESSIBLE -> "The database is read-only, or its disk is.";
            case BUSY -> "Another program holds the database.";
            case DAMAGED -> "The database is damaged.";
            case NEWER -> "A newer version of me wrote the database.";
            case FAILED -> "The database cannot be written.";
        };
    }

    /// Whether files can be written under the home directory, where the index and the logs are.
    static Optional<Checkup.Finding> unwritable(Path home) {
        try {
            Path probe = Files.createTempFile(home, "doctor", ".tmp");
            try {
                Files.write(probe, new byte[PROBE_BYTES]);
            } finally {
                Files.deleteIfExists(probe);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    Checkup.Finding.bad(
                            WRITING,
                            "files in the home directory cannot be written, so the index and the"
                                    + " logs stand still: "
                                    + e.getClass().getSimpleName()));
        }
    }

    /// @param naming whether the schedules of all workspaces may be named
    static List<Checkup.Finding> of(Store store, boolean naming) {
        List<Checkup.Finding> findings = new ArrayList<>();
        String papers = Phrases.count(store.catalogue().size(), "paper");
        findings.add(
                store.unwritable()
                        .map(why ->
                                Checkup.Finding.bad(
                                                WRITING,
                                                (naming ? why.getMessage() : inWords(why.kind()))
                                                        + " What only reads is answered.")
                                        .tellingWorkspaces(
                                                inWords(why.kind())
                                                        + " What only reads is answered."))
                        .orElseGet(() ->
                                Checkup.Finding.good(Checkup.STORE, store.engine() + ", " + papers)
                                        .tellingWorkspaces("answers")));
        List<String> doubtful = doubtful(store);
        findings.add(
                doubtful.isEmpty()
                        ? Checkup.Finding.good(Checkup.POSTS, "none is in doubt")
                        : Checkup.Finding.bad(
                                Checkup.POSTS,
                                Phrases.count(doubtful.size(), "post")
                                        + " in doubt"
                                        + (naming ? " (" + Phrases.names(doubtful, 5) + ")" : "")
                                        + ", to be settled with schedule log in the channel"));
        return findings;
    }

    /// Names the posts in doubt that somebody can settle: no digests, and none of schedules that
    /// are removed.
    private static List<String> doubtful(Store store) {
        return store.outbox().inDoubt(MOST_DOUBTS).stream()
                .flatMap(post ->
                        scheduled(store, post)
                                .map(schedule ->
                                        "#"
                                                + schedule.channelName()
                                                + " "
                                                + schedule.number()
                                                + " of "
                                                + Phrases.day(post.key().day()))
                                .stream())
                .toList();
    }

    private static Optional<Schedule> scheduled(Store store, OutboxEntry post) {
        return post.key().job() instanceof Outbox.Job.OfSchedule(long id)
                ? store.schedules()
                        .find(id)
                        .filter(schedule -> !(schedule.state() instanceof Schedule.State.Removed))
                : Optional.empty();
    }

    /// Every schedule that is paused, of all workspaces; so not for everybody to see.
    static Checkup.Finding paused(Store store) {
        List<Schedule> paused = store.schedules().paused();
        List<Schedule> refused = paused.stream().filter(Schedule::isRefused).toList();
        if (!refused.isEmpty()) {
            return Checkup.Finding.bad(
                    "schedules",
                    Phrases.count(refused.size(), "schedule")
                            + " stopped by a refusal: "
                            + pausedLines(refused));
        }
        return paused.isEmpty()
                ? Checkup.Finding.good("schedules", "none is paused")
                : Checkup.Finding.note("schedules", "paused: " + pausedLines(paused));
    }

    private static String pausedLines(List<Schedule> schedules) {
        return Phrases.names(schedules.stream().map(StoreFindings::pausedLine).toList(), 5);
    }

    private static String pausedLine(Schedule schedule) {
        return "#"
                + schedule.channelName()
                + " "
                + schedule.number()
                + (schedule.state() instanceof Schedule.State.Paused(PauseReason reason, _)
                        ? " (" + PauseWords.ofSchedule(reason) + ")"
                        : "");
    }

    /// How many papers the embedding model has read.
    static Checkup.Finding model(CoreSettings settings, long vectors, long papers) {
        return settings.embeddings().equals(CoreSettings.NO_MODEL)
                ? Checkup.Finding.note("model", "none: papers are found by their words")
                : Checkup.Finding.good(
                        "model",
                        settings.embeddings()
                                + ", has read "
                                + vectors
                                + " of "
                                + Phrases.count(papers, "paper"));
    }

    /// How many papers can be found.
    ///
    /// @param catchesUp what is said where some cannot, such as " and is catching up"
    static Checkup.Finding index(long indexed, long papers, String catchesUp) {
        return indexed >= papers
                ? Checkup.Finding.good("index", "has " + Phrases.count(indexed, "paper"))
                : Checkup.Finding.note(
                                "index",
                                "has "
                                        + indexed
                                        + " of "
                                        + Phrases.count(papers, "paper")
                                        + catchesUp)
                        .tellingWorkspaces("is catching up: the newest papers are not found yet");
    }
}
