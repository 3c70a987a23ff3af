package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.edition.PostOutcome;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Mailbox;
import io.broadsheet.schedule.Subscription.SubscriptionState;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.schedule.Subscriptions.Limit;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [Subscriptions] does.
abstract class SubscriptionsContract extends StoreContract {

    private static final Mailbox ADA = new Mailbox("sealed-ada", "digest-ada");
    private static final Cadence MONDAYS =
            new Cadence.Weekly(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 30));
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant LATE = NOON.plus(Duration.ofHours(48));
    private static final UserRef OTHER_SERVER = new UserRef(Platform.DISCORD, "-", "U-cat");
    private static final ChannelRef SERVER = new ChannelRef(Platform.DISCORD, "S1", "C-1");

    private Subscription add(Optional<UserRef> person, Topics content) {
        return subscriptions.add(
                new Subscriptions.Order(person, ADA, content, MONDAYS, BERLIN), LATE, NOON);
    }

    @Test
    void keepsWhatWasOrdered() {
        List<Topics> contents =
                List.of(
                        new Topics.Trending(),
                        new Topics.Recommended(VISION),
                        new Topics.OfChannel(AUDIO, "audio"),
                        new Topics.About("state space models"));
        for (Topics content : contents) {
            add(Optional.of(ANN), content);
        }
        Subscription alone = add(Optional.empty(), new Topics.Trending());
        reopen();
        List<Subscription> kept = subscriptions.of(ANN);
        assertThat(kept).extracting(Subscription::content).isEqualTo(contents);
        assertThat(kept).extracting(Subscription::number).containsExactly(1, 2, 3, 4);
        assertThat(kept).allMatch(Subscription::pending);
        assertThat(kept.getFirst().mailbox()).isEqualTo(ADA);
        assertThat(kept.getFirst().cadence()).isEqualTo(MONDAYS);
        assertThat(kept.getFirst().zone()).isEqualTo(BERLIN);
        assertThat(subscriptions.find(alone.id())).contains(alone);
        assertThat(alone.person()).isEmpty();
        assertThat(subscriptions.running()).hasSize(5);
    }

    @Test
    void isConfirmedOnceAndNotTooLate() {
        long id = add(Optional.of(ANN), new Topics.Trending()).id();
        Instant confirmed = NOON.plusSeconds(60);
        assertThat(subscriptions.confirm(id, LATE)).isFalse();
        assertThat(subscriptions.confirm(id, confirmed)).isTrue();
        assertThat(subscriptions.confirm(id, confirmed.plusSeconds(1))).isFalse();
        Subscription active = subscriptions.find(id).orElseThrow();
        assertThat(active.active()).isTrue();
        assertThat(active.from()).isEqualTo(confirmed);
        assertThat(active.since()).isEqualTo(confirmed.minus(Duration.ofDays(7)));
        assertThat(subscriptions.confirm(id + 100, confirmed)).isFalse();
    }

    @Test
    void pausesForARefusalAndGoesOn() {
        long id = add(Optional.of(ANN), new Topics.Trending()).id();
        assertThat(subscriptions.refused(id, Delivery.Refusal.ADDRESS_REFUSED, NOON)).isFalse();
        subscriptions.confirm(id, NOON);
        assertThat(subscriptions.refused(id, Delivery.Refusal.ADDRESS_REFUSED, NOON)).isTrue();
        assertThat(subscriptions.find(id).orElseThrow().state())
                .isEqualTo(new SubscriptionState.RefusedAddress(Delivery.Refusal.ADDRESS_REFUSED));
        assertThat(subscriptions.paused()).hasSize(1);
        assertThat(subscriptions.running()).isEmpty();
        assertThat(subscriptions.readmit(id, NOON.plusSeconds(5))).isTrue();
        assertThat(subscriptions.readmit(id, NOON.plusSeconds(5))).isFalse();
        assertThat(subscriptions.find(id).orElseThrow().from()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void endsWhatGetsTooManyWrongCodes() {
        add(Optional.of(ANN), new Topics.Trending());
        add(Optional.of(BOB), new Topics.Trending());
        long confirmed = add(Optional.of(ANN), new Topics.About("audio")).id();
        subscriptions.confirm(confirmed, NOON);
        subscriptions.wrongCode(ANN, 2);
        assertThat(subscriptions.of(ANN)).hasSize(2);
        subscriptions.wrongCode(ANN, 2);
        assertThat(subscriptions.of(ANN)).extracting(Subscription::id).containsExactly(confirmed);
        assertThat(subscriptions.of(BOB)).hasSize(1);
    }

    @Test
    void countsMailsWithinTheirTime() {
        List<Limit> limits = List.of(new Limit("asker", 3), new Limit("address", 2));
        Instant dayBefore = NOON.minus(Duration.ofDays(1));
        assertThat(subscriptions.count(limits, dayBefore, NOON)).isEmpty();
        assertThat(subscriptions.count(limits, dayBefore, NOON)).isEmpty();
        assertThat(subscriptions.count(limits, dayBefore, NOON)).contains("address");
        List<Limit> elsewhere = List.of(new Limit("asker", 3), new Limit("other", 2));
        assertThat(subscriptions.count(elsewhere, dayBefore, NOON)).isEmpty();
        assertThat(subscriptions.count(elsewhere, dayBefore, NOON)).contains("asker");
        assertThat(subscriptions.count(limits, NOON, NOON.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void takesEverythingOfItAlong() {
        catalogue.put(List.of(arxivPaper("2503.00001", "One").build()), NOON);
        for (boolean forgotten : List.of(false, true)) {
            Subscription mine = add(Optional.of(ANN), new Topics.Trending());
            Subscription another = add(Optional.of(BOB), new Topics.Trending());
            List.of(mine, another).forEach(each -> subscriptions.confirm(each.id(), NOON));
            sent(mine, arxiv("2503.00001"));
            sent(another, arxiv("2503.00001"));
            assertThat(outbox.had(mine.channel())).hasSize(1);
            assertThat(ledger.postings(mine.channel(), 9)).hasSize(1);
            if (forgotten) {
                library.forget(ANN);
            } else {
                assertThat(subscriptions.remove(mine.id())).isTrue();
                assertThat(subscriptions.remove(mine.id())).isFalse();
            }
            assertThat(subscriptions.of(ANN)).isEmpty();
            assertThat(outbox.log(new Job.OfSubscription(mine.id()), 9)).isEmpty();
            assertThat(outbox.had(mine.channel())).isEmpty();
            assertThat(ledger.postings(mine.channel(), 9)).isEmpty();
            assertThat(outbox.log(new Job.OfSubscription(another.id()), 9)).hasSize(1);
            subscriptions.remove(another.id());
        }
    }

    @Test
    void goesWithItsWorkspace() {
        long inTeam = add(Optional.of(ANN), new Topics.Trending()).id();
        sent(subscriptions.find(inTeam).orElseThrow(), arxiv("2503.00001"));
        long picks = add(Optional.of(OTHER_SERVER), new Topics.Recommended(SERVER)).id();
        long channel = add(Optional.of(OTHER_SERVER), new Topics.OfChannel(SERVER, "one")).id();
        long alone = add(Optional.empty(), new Topics.Trending()).id();
        store.installations().present(Platform.DISCORD, List.of("S1"), NOON);
        store.installations().revoke(Platform.DISCORD, "S1", NOON, NOON);
        store.installations().purge(Platform.DISCORD, "S1", NOON.plusSeconds(1));
        assertThat(subscriptions.find(channel)).isEmpty();
        assertThat(subscriptions.find(picks).orElseThrow().content())
                .isEqualTo(new Topics.Recommended(new ChannelRef(Platform.DISCORD, "-", "U-cat")));
        assertThat(subscriptions.find(inTeam)).isPresent();
        store.installations().present(Platform.SLACK, List.of("T1"), NOON);
        store.installations().revoke(Platform.SLACK, "T1", NOON, NOON);
        store.installations().purge(Platform.SLACK, "T1", NOON.plusSeconds(1));
        assertThat(subscriptions.find(inTeam)).isEmpty();
        assertThat(outbox.log(new Job.OfSubscription(inTeam), 9)).isEmpty();
        assertThat(subscriptions.find(alone)).isPresent();
    }

    @Test
    void isInWhatItsPersonReads() {
        add(Optional.of(ANN), new Topics.About("audio"));
        assertThat(library.export(ANN).get(Subscriptions.EXPORTED_AS))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row).containsEntry("address", "sealed-ada");
                    assertThat(row).containsEntry("topic", "audio");
                });
        assertThat(library.export(BOB).get(Subscriptions.EXPORTED_AS)).isEmpty();
    }

    private void sent(Subscription subscription, PaperId paper) {
        Target target = new Target.InChannel(subscription.channel());
        Outbox.Key key =
                new Outbox.Key(
                        new Job.OfSubscription(subscription.id()), LocalDate.of(2026, 3, 4), 0);
        Claiming.Claimed claim =
                (Claiming.Claimed)
                        outbox.claim(key, target, NOON, "w", NOON, Duration.ofMinutes(1));
        outbox.sending(claim, target, List.of(new Pick(paper, "")), NOON, Duration.ofMinutes(1));
        outbox.settle(claim, new PostOutcome.Confirmed("<1@example.org>"), NOON);
    }
}
