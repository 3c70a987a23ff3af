package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Checkup;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.edition.OutcomeReason;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.source.SourceSettings;
import io.broadsheet.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the shell's `doctor` says of a store that no bot runs on.
class ExamineTest {

    private static final Platform FAKE = new Platform("fake");
    private static final ChannelRef VISION = new ChannelRef(FAKE, "w", "c1");
    private static final UserRef ANN = new UserRef(FAKE, "w", "ann");
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @TempDir Path directory;

    @Test
    void namesPostsInDoubtThatSomebodyCanSettle() {
        try (Store store = Store.open(directory)) {
            doubt(store, new Job.OfSchedule(add(store).id()), new Target.InChannel(VISION));
            Schedule removed = add(store);
            doubt(store, new Job.OfSchedule(removed.id()), new Target.InChannel(VISION));
            store.schedules().remove(removed.id(), ANN, NOON);
            Digest digest =
                    store.digests().order(ANN, VISION, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
            doubt(store, new Job.OfDigest(digest.id()), new Target.ToPerson(ANN));
        }
        assertThat(
                        BotCore.examine(
                                new CoreSettings(directory, List.of(), CoreSettings.NO_MODEL, 1),
                                Clock.fixed(NOON, ZoneOffset.UTC)))
                .contains(
                        Checkup.Finding.bad(
                                "posts",
                                "1 post in doubt (#vision 1 of 4 Mar 2026), to be settled with"
                                        + " schedule log in the channel"));
    }

    @Test
    void saysThatHarvestsBreakOffAgainAndAgain() {
        CoreSettings settings =
                new CoreSettings(
                        directory,
                        List.of(),
                        CoreSettings.NO_MODEL,
                        1,
                        Optional.empty(),
                        arxivAlone());
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        for (int failures = 1; failures <= 2; failures++) {
            try (Store store = Store.open(directory)) {
                store.harvests().reachBack("arxiv", LocalDate.of(2026, 3, 1));
                store.harvests().noteFailed("arxiv");
            }
            boolean bad = failures == 2;
            assertThat(BotCore.examine(settings, clock))
                    .filteredOn(finding -> finding.what().equals("arXiv"))
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.level() == Checkup.Level.BAD).isEqualTo(bad));
        }
    }

    private static SourceSettings arxivAlone() {
        URI nowhere = URI.create("http://127.0.0.1:9");
        return new SourceSettings(
                "",
                new SourceSettings.HuggingFace(false, nowhere, "", 0, false),
                new SourceSettings.Arxiv(true, nowhere, nowhere, nowhere, List.of("cs.CL"), 3),
                new SourceSettings.SemanticScholar(false, nowhere, ""),
                new SourceSettings.OpenAlex(false, nowhere, ""),
                1);
    }

    private static Schedule add(Store store) {
        return store.schedules()
                .add(
                        VISION,
                        "vision",
                        new Schedule.Plan(
                                new Cadence.Daily(LocalTime.of(9, 0)),
                                ZoneOffset.UTC,
                                Optional.empty(),
                                Schedule.EditionKind.PAPER,
                                Optional.empty()),
                        ANN,
                        NOON);
    }

    private static void doubt(Store store, Job job, Target target) {
        Claiming claim =
                store.outbox()
                        .claim(
                                new Key(job, LocalDate.of(2026, 3, 4), 0),
                                target,
                                NOON,
                                "w",
                                NOON,
                                Duration.ofMinutes(1));
        store.outbox()
                .settle(
                        (Claiming.Claimed) claim,
                        new PostOutcome.StaysInDoubt(new OutcomeReason.PlatformSaid("no answer")),
                        NOON);
    }
}
