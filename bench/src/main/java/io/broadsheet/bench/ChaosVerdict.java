package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.OutboxEntry;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a chaos run came to: how many occurrences ended how, and what was promised and not kept.
final class ChaosVerdict {

    private static final int LONGEST_LOG = 50;

    /// Discord's people are the same in every server.
    private static final String EVERYWHERE = "-";

    private final Map<OccurrenceState, Integer> states = new EnumMap<>(OccurrenceState.class);
    private final List<String> broken = new ArrayList<>();
    private final ChaosPeople people;
    private int open;
    private int posts;

    private ChaosVerdict(ChaosPeople people) {
        this.people = people;
    }

    static ChaosVerdict of(
            Store store,
            FakeDiscord discord,
            ChaosPeople people,
            List<FakeServer> servers,
            int channels) {
        ChaosVerdict verdict = new ChaosVerdict(people);
        int schedules = 0;
        for (FakeServer server : servers) {
            for (Schedule schedule : store.schedules().in(Platform.DISCORD, server.id())) {
                verdict.judge(store, discord, schedule);
                schedules++;
            }
        }
        if (schedules != channels) {
            verdict.broken.add(
                    "of " + channels + " schedules that were set up, " + schedules + " are there");
        }
        people.told().forEach(told -> verdict.judge(store, told));
        return verdict;
    }

    private void judge(Store store, FakeDiscord discord, Schedule schedule) {
        ChannelRef channel = schedule.channel();
        int said = discord.messagesIn(channel.id()).size();
        posts += said;
        List<OutboxEntry> log =
                store.outbox().log(new Outbox.Job.OfSchedule(schedule.id()), LONGEST_LOG);
        int posted = 0;
        int perhaps = 0;
        for (OutboxEntry entry : log) {
            states.merge(entry.state(), 1, Integer::sum);
            switch (entry.state()) {
                case CLAIMED, SENDING, RETRY -> open++;
                case POSTED -> posted++;
                case IN_DOUBT -> perhaps++;
                case BLOCKED, SKIPPED -> {
                    // Said to be missing.
                }
            }
        }
        if (log.isEmpty()) {
            open++;
        }
        if (said < posted || said > posted + perhaps) {
            broken.add(
                    "channel "
                            + channel.id()
                            + " has "
                            + said
                            + " posts where "
                            + posted
                            + " are recorded and "
                            + perhaps
                            + " are in doubt");
        }
    }

    private void judge(Store store, ChaosPeople.Told told) {
        UserRef person = new UserRef(Platform.DISCORD, EVERYWHERE, told.person());
        PaperId paper = PaperId.of(ArxivId.parse(told.arxiv()).orElseThrow());
        if (store.library().saved(person).stream().noneMatch(each -> each.paper().equals(paper))) {
            broken.add(
                    told.person() + " was told that " + told.arxiv() + " is saved, and it is not");
        }
    }

    /// Whether nothing is left to be posted.
    boolean isSettled() {
        return open == 0;
    }

    /// @return whether every promise was kept
    boolean report(PrintStream out, ChaosProcess bot, FaultySource source, FakeDiscord discord) {
        out.printf(Locale.ROOT, "Occurrences: %s, %d still open; %d posts.%n", states, open, posts);
        out.printf(
                Locale.ROOT,
                "Saves: %d asked, %d confirmed and different, %d unanswered or refused.%n",
                people.asked(),
                people.told().size(),
                people.refused());
        out.printf(
                Locale.ROOT,
                "Starts: %d; it ended by itself %d times. The source was asked %d times.%n",
                bot.starts(),
                bot.diedAlone(),
                source.requests());
        List<String> violations =
                discord.violations().stream().filter(each -> !each.contains("3 s")).toList();
        out.println("Discord's rules broken: " + violations);
        broken.stream().limit(20).forEach(each -> out.println("BROKEN: " + each));
        boolean kept = broken.isEmpty() && isSettled();
        out.println(kept ? "Every promise was kept." : "Not every promise was kept.");
        return kept;
    }
}
