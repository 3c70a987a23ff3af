package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Schedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Chooses what posts are about, and brings what they show.
final class EditionContent {

    private static final int PERSONAL_DIGEST = 5;

    /// The most papers that a mail has.
    private static final int MAIL = 10;

    private final PostingContext context;

    /// To choose is to compute. However many channels are due, half of the processors are left for
    /// those who ask something.
    private final Semaphore choosing =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    EditionContent(PostingContext context) {
        this.context = context;
    }

    /// What is in a post.
    record PostContent(List<Pick> picks, List<ShelfChange> changes) {}

    List<ShelfChange> changes(RecurringPost recurring) {
        return recurring
                .digest()
                .map(digest ->
                        ShelfChange.of(
                                digest.user(),
                                digest.since(),
                                context.library(),
                                context.catalogue()))
                .orElse(List.of());
    }

    /// @param urgent whether somebody waits for it
    List<Pick> choose(RecurringPost recurring, LocalDate day, boolean urgent) {
        List<Suggestion> chosen;
        if (urgent) {
            chosen = choose(recurring, day);
        } else {
            choosing.acquireUninterruptibly();
            try {
                chosen = choose(recurring, day);
            } finally {
                choosing.release();
            }
        }
        boolean personal = recurring.schedule().isEmpty();
        return chosen.stream()
                .map(pick ->
                        new Pick(
                                pick.paper().id(),
                                personal
                                        ? context.layout().whyForYou(pick.reason())
                                        : context.layout().why(pick.reason())))
                .toList();
    }

    private List<Suggestion> choose(RecurringPost recurring, LocalDate day) {
        if (recurring.subscription().isPresent()) {
            return context.chooser().choose(recurring.subscription().get(), day, MAIL);
        }
        return recurring
                .schedule()
                .map(schedule -> choose(schedule.plan(), schedule.channel(), day))
                .orElseGet(() ->
                        context.chooser()
                                .choose(recurring.digest().orElseThrow(), PERSONAL_DIGEST));
    }

    /// What a schedule would post on a day.
    List<Suggestion> choose(Schedule.Plan plan, ChannelRef channel, LocalDate day) {
        return context.chooser()
                .choose(
                        channel,
                        day,
                        plan.topic(),
                        plan.kind() == Schedule.EditionKind.PAPER ? 1 : EditionDispatcher.DIGEST);
    }

    List<Layout.Item> items(List<Pick> picks) {
        Map<PaperId, Paper> papers = new HashMap<>();
        context.catalogue()
                .findAll(picks.stream().map(Pick::paper).toList())
                .forEach(paper -> papers.put(paper.id(), paper));
        List<Layout.Item> items = new ArrayList<>();
        for (Pick pick : picks) {
            Paper paper = papers.get(context.catalogue().canonical(pick.paper()));
            if (paper != null) {
                items.add(new Layout.Item(paper, pick.why()));
            }
        }
        return items;
    }
}
