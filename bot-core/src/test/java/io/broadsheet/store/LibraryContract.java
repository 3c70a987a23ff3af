package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.installation.Installation;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every [Library] does.
abstract class LibraryContract extends StoreContract {

    private static final PaperId ONE = arxiv("2501.00001");
    private static final PaperId TWO = arxiv("2501.00002");
    private static final PaperId THREE = arxiv("2501.00003");
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void countsWhoWasSeenInAChannelAsItsMember() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.seen(BOB, AUDIO, "Bobby", NOON);
        assertThat(library.members(VISION)).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(library.members(AUDIO)).containsExactly(BOB);
        library.saveIn(VISION, BOB, ONE, NOON);
        library.saveIn(AUDIO, BOB, ONE, NOON);
        assertThat(library.savers(VISION, ONE)).containsExactly("Bob");
        assertThat(library.savers(AUDIO, ONE)).containsExactly("Bobby");
    }

    @Test
    void writesAPersonAgainOnlyForANewNameOrAfterAnHour() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(ANN, VISION, "Ann", NOON.plus(Duration.ofMinutes(59)));
        assertThat(library.export(ANN).get("seen").getFirst())
                .containsEntry("at", "2026-03-04T12:00:00Z");
        library.seen(ANN, VISION, "Anne", NOON.plus(Duration.ofMinutes(5)));
        assertThat(library.export(ANN).get("seen").getFirst())
                .containsEntry("name", "Anne")
                .containsEntry("at", "2026-03-04T12:05:00Z");
        library.seen(ANN, VISION, "Anne", NOON.plus(Duration.ofMinutes(65)));
        assertThat(library.export(ANN).get("seen").getFirst())
                .containsEntry("at", "2026-03-04T13:05:00Z");
    }

    @Test
    void keepsAShelfLatestFirst() {
        assertThat(library.save(ANN, ONE, NOON)).isTrue();
        assertThat(library.save(ANN, TWO, LATER)).isTrue();
        assertThat(library.save(ANN, ONE, LATER.plusSeconds(1))).isFalse();
        assertThat(library.saved(ANN))
                .containsExactly(new Library.Saved(TWO, LATER), new Library.Saved(ONE, NOON));
        assertThat(library.saved(BOB)).isEmpty();
        reopen();
        assertThat(library.saved(ANN)).hasSize(2);
        assertThat(library.unsave(ANN, TWO)).isTrue();
        assertThat(library.unsave(ANN, TWO)).isFalse();
        assertThat(library.saved(ANN)).hasSize(1);
    }

    @Test
    void namesTheChannelsSaversEarliestFirst() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.seen(ANN, AUDIO, "Ann", NOON);
        assertThat(library.saveIn(VISION, BOB, ONE, NOON)).isTrue();
        assertThat(library.saveIn(VISION, ANN, ONE, LATER)).isTrue();
        assertThat(library.savers(VISION, ONE)).containsExactly("Bob", "Ann");
        assertThat(library.savers(AUDIO, ONE)).isEmpty();
        assertThat(library.savedIn(VISION)).containsExactly(new Library.Saved(ONE, LATER));
        assertThat(library.savedIn(AUDIO)).isEmpty();
        // Once more elsewhere: it is on the shelf already, but now known there as well.
        assertThat(library.saveIn(AUDIO, ANN, ONE, LATER)).isFalse();
        assertThat(library.savers(AUDIO, ONE)).containsExactly("Ann");
        library.unsave(ANN, ONE);
        assertThat(library.savers(VISION, ONE)).containsExactly("Bob");
        assertThat(library.savers(AUDIO, ONE)).isEmpty();
        library.save(ANN, ONE, LATER);
        assertThat(library.savers(VISION, ONE)).as("saved again in private").containsExactly("Bob");
    }

    @Test
    void namesNobodyForWhatWasSavedInPrivateUntilTheyShareIt() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.save(ANN, ONE, NOON);
        assertThat(library.savers(VISION, ONE)).isEmpty();
        assertThat(library.savedIn(VISION)).isEmpty();
        library.sharedIn(VISION, ANN, ONE, LATER);
        library.sharedIn(VISION, ANN, TWO, LATER);
        assertThat(library.savers(VISION, ONE)).containsExactly("Ann");
        assertThat(library.savers(VISION, TWO)).as("shared, not saved").isEmpty();
        assertThat(library.savedIn(VISION)).containsExactly(new Library.Saved(ONE, LATER));
    }

    @Test
    void kindredAreThoseOfTheChannelWhoHaveSomeOfThePapersThere() {
        library.saveIn(VISION, ANN, ONE, NOON);
        library.saveIn(VISION, BOB, ONE, NOON);
        library.saveIn(VISION, BOB, TWO, NOON);
        library.save(BOB, THREE, NOON);
        library.sharedIn(VISION, BOB, arxiv("2501.00004"), NOON);

        assertThat(library.kindred(VISION, ANN, List.of(ONE), 5))
                .as("neither what is private nor what was only shared")
                .isEqualTo(Map.of(BOB, Set.of(ONE, TWO)));
        assertThat(library.kindred(VISION, ANN, List.of(THREE), 5)).isEmpty();
        assertThat(library.kindred(AUDIO, ANN, List.of(ONE), 5)).as("elsewhere").isEmpty();
        assertThat(library.kindred(VISION, BOB, List.of(TWO), 5)).as("themselves").isEmpty();
        library.sharedIn(VISION, BOB, THREE, LATER);
        assertThat(library.kindred(VISION, ANN, List.of(ONE), 5))
                .isEqualTo(Map.of(BOB, Set.of(ONE, TWO, THREE)));
        library.unsave(BOB, ONE);
        assertThat(library.kindred(VISION, ANN, List.of(ONE), 5)).isEmpty();
    }

    @Test
    void theNearestOfManyKindredAreThoseWithMostInCommon() {
        UserRef cat = new UserRef(Platform.SLACK, "T1", "cat");
        library.saveIn(VISION, BOB, ONE, NOON);
        library.saveIn(VISION, cat, ONE, NOON);
        library.saveIn(VISION, cat, TWO, NOON);

        assertThat(library.kindred(VISION, ANN, List.of(ONE, TWO), 1)).containsOnlyKeys(cat);
        assertThat(library.kindred(VISION, ANN, List.of(ONE, TWO), 2)).containsOnlyKeys(cat, BOB);
    }

    @Test
    void countsTheVotesGivenInAChannel() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.seen(BOB, AUDIO, "Bob", NOON);
        assertThat(library.upvoteIn(VISION, ANN, ONE, NOON)).isTrue();
        assertThat(library.upvoteIn(VISION, ANN, ONE, LATER)).isFalse();
        library.upvoteIn(VISION, BOB, ONE, LATER);
        library.upvoteIn(VISION, BOB, TWO, LATER);
        library.upvoteIn(AUDIO, BOB, ONE, LATER);
        library.upvote(BOB, THREE, LATER);
        assertThat(library.voteCounts(VISION, List.of(ONE, TWO, THREE)))
                .isEqualTo(Map.of(ONE, 2, TWO, 1));
        assertThat(library.voteCounts(AUDIO, List.of(ONE))).isEqualTo(Map.of(ONE, 1));
        assertThat(library.voteCounts(AUDIO, List.of())).isEmpty();
        assertThat(library.votesIn(VISION, LATER))
                .containsExactlyInAnyOrder(
                        new Library.Vote(ONE, LATER), new Library.Vote(TWO, LATER));
        assertThat(library.votesIn(VISION, NOON)).hasSize(3);
        assertThat(library.votedIn(BOB, ONE)).containsExactlyInAnyOrder(VISION, AUDIO);
        assertThat(library.votedIn(BOB, THREE)).isEmpty();
        assertThat(library.withdrawVote(ANN, ONE)).isTrue();
        assertThat(library.voteCounts(VISION, List.of(ONE))).isEqualTo(Map.of(ONE, 1));
        assertThat(library.withdrawVote(ANN, ONE)).isFalse();
        assertThat(library.votes(ANN)).isEmpty();
        assertThat(library.votes(BOB)).hasSize(3);
    }

    @Test
    void rememberWhatIsNotForSomebody() {
        assertThat(library.dismiss(ANN, ONE, NOON)).isTrue();
        assertThat(library.dismiss(ANN, ONE, NOON)).isFalse();
        assertThat(library.dismissed(ANN)).containsExactly(ONE);
        assertThat(library.undismiss(ANN, ONE)).isTrue();
        assertThat(library.undismiss(ANN, ONE)).isFalse();
        assertThat(library.dismissed(ANN)).isEmpty();
    }

    @Test
    void interestsThatDifferInCaseOnlyAreOne() {
        Owner ann = new Owner.OnePerson(ANN);
        Owner vision = new Owner.Channel(VISION);
        assertThat(library.follow(ann, new Interest.Topic("Vision Tokenizers"), NOON)).isTrue();
        assertThat(library.follow(ann, new Interest.Topic("vision  TOKENIZERS"), LATER)).isFalse();
        assertThat(library.follow(ann, new Interest.ByAuthor("vision tokenizers"), LATER)).isTrue();
        assertThat(library.follow(ann, new Interest.Topic("ΟΔΟΣ"), LATER.plusSeconds(1))).isTrue();
        assertThat(library.follow(ann, new Interest.Topic("οδος"), LATER.plusSeconds(2))).isFalse();
        assertThat(library.follow(vision, new Interest.InCategory(new Category("cs.CV")), NOON))
                .isTrue();
        assertThat(library.follows(ann))
                .containsExactly(
                        new Interest.Topic("ΟΔΟΣ"),
                        new Interest.ByAuthor("vision tokenizers"),
                        new Interest.Topic("Vision Tokenizers"));
        assertThat(library.follows(vision))
                .containsExactly(new Interest.InCategory(new Category("cs.CV")));
        assertThat(library.mutes(ann)).isEmpty();
        assertThat(library.unfollow(ann, new Interest.Topic("VISION tokenizers"))).isTrue();
        assertThat(library.unfollow(ann, new Interest.Topic("VISION tokenizers"))).isFalse();
        assertThat(library.follows(ann)).hasSize(2);
    }

    @Test
    void mutesStandBesideFollows() {
        Owner ann = new Owner.OnePerson(ANN);
        Interest topic = new Interest.Topic("diffusion");
        assertThat(library.follow(ann, topic, NOON)).isTrue();
        assertThat(library.mute(ann, topic, NOON)).isTrue();
        assertThat(library.mute(ann, new Interest.Topic("Diffusion"), NOON)).isFalse();
        assertThat(library.mute(new Owner.Channel(VISION), topic, NOON)).isTrue();
        assertThat(library.mutes(ann)).containsExactly(topic);
        assertThat(library.unmute(ann, topic)).isTrue();
        assertThat(library.unmute(ann, topic)).isFalse();
        assertThat(library.follows(ann)).containsExactly(topic);
        assertThat(library.mutes(new Owner.Channel(VISION))).containsExactly(topic);
    }

    @Test
    void remembersTheLatestShowing() {
        library.shown(ANN, List.of(ONE, TWO), NOON);
        library.shown(ANN, List.of(TWO), LATER);
        library.shown(ANN, List.of(TWO), NOON);
        library.shown(ANN, List.of(), LATER);
        assertThat(library.shownSince(ANN, NOON)).containsExactlyInAnyOrder(ONE, TWO);
        assertThat(library.shownSince(ANN, LATER)).containsExactly(TWO);
        assertThat(library.shownSince(BOB, NOON)).isEmpty();
        assertThat(library.suggestedSince(ANN, NOON)).isEmpty();
        library.suggested(ANN, List.of(ONE), NOON);
        assertThat(library.suggestedSince(ANN, NOON)).containsExactly(ONE);
        assertThat(library.suggestedSince(ANN, LATER)).isEmpty();
    }

    @Test
    void remembersTheLastListOfEachChannel() {
        library.rememberList(ANN, VISION, List.of(ONE, TWO, THREE), NOON);
        library.rememberList(ANN, AUDIO, List.of(THREE), NOON);
        assertThat(library.lastList(ANN, VISION)).containsExactly(ONE, TWO, THREE);
        library.rememberList(ANN, VISION, List.of(TWO), LATER);
        assertThat(library.lastList(ANN, VISION)).containsExactly(TWO);
        assertThat(library.lastList(ANN, AUDIO)).containsExactly(THREE);
        assertThat(library.lastList(BOB, VISION)).isEmpty();
        library.rememberList(ANN, VISION, List.of(), LATER);
        assertThat(library.lastList(ANN, VISION)).isEmpty();
    }

    @Test
    void theFirstToBringAPaperInKeepsTheCredit() {
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.credit(ANN, ONE, NOON);
        library.creditIn(VISION, BOB, ONE, LATER);
        assertThat(library.submitter(VISION, ONE)).as("brought in, in private").isEmpty();
        library.creditIn(VISION, ANN, ONE, LATER);
        assertThat(library.submitter(VISION, ONE)).contains("Ann");
        assertThat(library.submitter(AUDIO, ONE)).isEmpty();
        assertThat(library.submitter(VISION, TWO)).isEmpty();
    }

    @Test
    void exportsEverythingReadably() {
        put(arxivPaper("2501.00001", "One title").build());
        fill(ANN);
        Map<String, List<Map<String, String>>> all = library.export(ANN);
        assertThat(all.keySet())
                .containsExactly(
                        "seen",
                        "saved",
                        "on lists",
                        "upvoted",
                        "not for me",
                        "submitted",
                        "suggested",
                        "shown",
                        "follows",
                        "mutes",
                        "done in channels",
                        "shared cards",
                        "last lists",
                        "digest",
                        "mail",
                        "admin of",
                        "schedules set up",
                        "changes to schedules",
                        "on the rota of",
                        "absent from meetings",
                        "presented",
                        "offered turns",
                        "nominated",
                        "voted for to read",
                        "questions",
                        "notes",
                        "rated",
                        "changes to reading groups",
                        "secret feeds",
                        "installations");
        assertThat(all.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());
        assertThat(all.get("saved"))
                .containsExactly(
                        Map.of(
                                "paper",
                                "arxiv:2501.00001",
                                "title",
                                "One title",
                                "at",
                                "2026-03-04T12:00:00Z"));
        assertThat(all.get("seen").getFirst()).containsEntry("channel", "slack/T1/C-vision");
        assertThat(all.get("follows"))
                .containsExactly(
                        Map.of("kind", "topic", "text", "x", "at", "2026-03-04T12:00:00Z"));
        assertThat(library.export(BOB).values()).allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    private void fill(UserRef user) {
        store.paperMessages()
                .shown(new PaperMessages.PaperMessage(VISION, "m-" + user.id(), ONE, NOON, user));
        library.seen(user, VISION, "Somebody", NOON);
        library.saveIn(VISION, user, ONE, NOON);
        library.lists().put(user, "Thesis", ONE, NOON);
        library.upvote(user, ONE, NOON);
        library.dismiss(user, TWO, NOON);
        library.follow(new Owner.OnePerson(user), new Interest.Topic("x"), NOON);
        library.mute(new Owner.OnePerson(user), new Interest.Topic("y"), NOON);
        library.shown(user, List.of(ONE), NOON);
        library.suggested(user, List.of(ONE), NOON);
        library.rememberList(user, VISION, List.of(ONE), NOON);
        library.credit(user, PaperId.ofTitle(user.id()), NOON);
        digests.order(user, VISION, Digest.Rhythm.DAILY, ZoneOffset.UTC, NOON);
        subscribe(user, new Subscription.Topics.Trending());
        // Each in a channel of their own: of a meeting one presents.
        store.links().give(user, new FeedSubject.ShelfFeed(), NOON);
        FilledClub.of(store, new ChannelRef(Platform.SLACK, "T1", "C-" + user.id()), user, NOON);
        schedules.seen(user, VISION, true, NOON);
        schedules.add(
                VISION,
                "vision",
                new Schedule.Plan(
                        new Cadence.Daily(LocalTime.of(9, 0)),
                        ZoneOffset.UTC,
                        Optional.empty(),
                        Schedule.EditionKind.PAPER,
                        Optional.empty()),
                user,
                NOON);
        store.installations()
                .keep(
                        new Installation(
                                user.platform(),
                                "T-" + user.id(),
                                "Lab",
                                "U-bot",
                                Optional.of(user),
                                List.of(),
                                Optional.empty(),
                                NOON,
                                Optional.empty()));
    }

    @Test
    void forgetsEveryRowThatNamesThePerson() {
        fill(ANN);
        fill(BOB);
        // Read from the schema, so that a table added later is not overlooked.
        List<String> tables = engine().tablesWithColumnLike(store, "person");
        assertThat(tables).containsExactlyInAnyOrderElementsOf(SqlLibrary.TABLES_WITH_PEOPLE);
        for (String name :
                List.of(
                        "%user%",
                        "%member%",
                        "%owner%",
                        "%voter%",
                        "%author_id%",
                        "%account%",
                        "%submitter%")) {
            assertThat(engine().tablesWithColumnLike(store, name))
                    .as("a column that names a person is called person")
                    .isEmpty();
        }
        int rows = 0;
        for (String table : tables) {
            int count = count(table, ANN);
            assertThat(count).as("%s is filled by this test", table).isPositive();
            rows += count;
        }
        assertThat(library.forget(ANN)).isEqualTo(rows);
        for (String table : tables) {
            assertThat(count(table, ANN)).as(table).isZero();
            assertThat(count(table, BOB)).as(table).isPositive();
        }
        assertThat(library.forget(ANN)).isZero();
        assertThat(library.members(VISION)).containsExactly(BOB);
    }

    private int count(String table, UserRef user) {
        return store.database()
                .read(handle ->
                        handle.createQuery("SELECT COUNT(*) FROM " + table + " WHERE person = ?")
                                .bind(0, Columns.person(user))
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void idsThatLookAlikeStayApart() {
        List<UserRef> people =
                List.of(
                        new UserRef(Platform.CONSOLE, "a/b", "c"),
                        new UserRef(Platform.CONSOLE, "a", "b/c"),
                        new UserRef(Platform.CONSOLE, "a", "b%002fc"),
                        new UserRef(Platform.CONSOLE, "a", "b\0c"),
                        new UserRef(Platform.CONSOLE, "a", "b\ud800c"),
                        new UserRef(Platform.CONSOLE, "a", "b😀c"),
                        new UserRef(Platform.CONSOLE, "a", "'; DELETE FROM shelf; --"),
                        new UserRef(Platform.CONSOLE, "a", "B/C"));
        ChannelRef odd = new ChannelRef(Platform.CONSOLE, "x/y", "#\n%");
        for (int i = 0; i < people.size(); i++) {
            library.seen(people.get(i), odd, "p", NOON);
            library.save(people.get(i), arxiv("2501.%05d".formatted(i + 1)), NOON);
        }
        assertThat(library.members(odd)).isEqualTo(Set.copyOf(people));
        for (int i = 0; i < people.size(); i++) {
            assertThat(library.saved(people.get(i)))
                    .extracting(Library.Saved::paper)
                    .containsExactly(arxiv("2501.%05d".formatted(i + 1)));
        }
    }

    @Test
    void manyPeopleAtOnceLoseNothing() throws Exception {
        List<Callable<Integer>> people = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            UserRef user = new UserRef(Platform.DISCORD, "-", "u" + i);
            people.add(() -> {
                int kept = 0;
                for (int paper = 1; paper <= 25; paper++) {
                    kept += library.save(user, arxiv("2501.%05d".formatted(paper)), NOON) ? 1 : 0;
                    library.saved(user);
                }
                return kept;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> person : threads.invokeAll(people)) {
                assertThat(person.get()).isEqualTo(25);
            }
        }
        for (int i = 0; i < 16; i++) {
            assertThat(library.saved(new UserRef(Platform.DISCORD, "-", "u" + i))).hasSize(25);
        }
    }
}
