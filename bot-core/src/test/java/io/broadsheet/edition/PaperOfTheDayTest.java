package io.broadsheet.edition;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a channel gets, and why.
class PaperOfTheDayTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);
    private static final Instant MORNING = Instant.parse("2026-03-04T06:00:00Z");
    private static final ChannelRef CHANNEL = new ChannelRef(Platform.CONSOLE, "w", "c");
    private static final UserRef ANN = new UserRef(Platform.CONSOLE, "w", "ann");

    @TempDir Path directory;

    private Store store;
    private LuceneSearch search;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        search =
                LuceneSearch.open(
                        directory.resolve("index"),
                        store.catalogue(),
                        store.vectors(),
                        Embeddings.NONE);
    }

    @AfterEach
    void close() {
        search.close();
        store.close();
    }

    @Test
    void takesWhatIsUpvotedAmongTheNew() {
        put(paper(1, "Plain", 1).upvotes(3), paper(2, "Praised", 1).upvotes(80));

        Suggestion pick = choose().orElseThrow();

        assertThat(pick.paper().title()).isEqualTo("Praised");
        assertThat(pick.reason()).isEqualTo(new Reason.Upvoted(0, 80));
    }

    @Test
    void votesFade() {
        // They have no word in common: what suits the channel is not the point.
        put(
                paper(1, "Praised before", 3).summary("Cats", "Cats").upvotes(40),
                paper(2, "Lauded now", 1).summary("Dogs", "Dogs").upvotes(30));

        assertThat(choose().orElseThrow().paper().title()).isEqualTo("Lauded now");
        // Votes of the channel count for more, and fade as well.
        store.library().seen(ANN, CHANNEL, "Ann", MORNING);
        for (int i = 0; i < 30; i++) {
            UserRef voter = new UserRef(Platform.CONSOLE, "w", "v" + i);
            store.library().seen(voter, CHANNEL, "Voter", MORNING);
            store.library().upvoteIn(CHANNEL, voter, id(1), MORNING);
        }
        assertThat(choose().orElseThrow().paper().title()).isEqualTo("Praised before");
    }

    @Test
    void beforeAnybodyVotedTakesWhatPromisesMost() {
        for (int i = 10; i < 18; i++) {
            put(
                    paper(i, "Earlier " + i, 20 + i % 2)
                            .authorNames(List.of(i < 12 ? "Praised Author" : "Author " + i))
                            .upvotes(i < 12 ? 90 : 4));
        }
        put(
                paper(1, "By nobody known", 0).authorNames(List.of("Some One")),
                paper(2, "By somebody praised", 0).authorNames(List.of("Praised Author")));

        Suggestion pick = choose().orElseThrow();

        assertThat(pick.paper().title()).isEqualTo("By somebody praised");
        assertThat(pick.reason()).isEqualTo(new Reason.Promising("Praised Author", 2, 180));
    }

    @Test
    void neverTakesAPaperInAnyVersionThatTheChannelHad() {
        put(paper(1, "Had", 1).upvotes(90).version(1), paper(2, "Not had", 1).upvotes(1));
        post(id(1));
        assertThat(choose().orElseThrow().paper().title()).isEqualTo("Not had");
        // A later version of it, with another title.
        put(paper(1, "Had, revised", 0).upvotes(95).version(2).updated(MORNING));
        assertThat(choose().orElseThrow().paper().title()).isEqualTo("Not had");
        // A journal's version, which nothing links to the other.
        Paper journal =
                Paper.builder(PaperId.of(Doi.parse("10.1000/xyz").orElseThrow()), "Had, Revised")
                        .summary("Quite another abstract", "Quite another abstract")
                        .authorNames(List.of("Nobody Else"))
                        .published(MORNING)
                        .upvotes(200)
                        .build();
        store.catalogue().put(List.of(journal), MORNING);
        search.refresh();
        assertThat(store.catalogue().findByTitleKey(PaperId.titleKey("Had, revised"))).hasSize(2);
        assertThat(choose().orElseThrow().paper().title()).isEqualTo("Not had");
        post(id(2));
        assertThat(choose()).isEmpty();
    }

    @Test
    void honoursTheChannelsMutes() {
        put(paper(1, "On cats", 1).upvotes(90), paper(2, "On dogs", 1).upvotes(1));
        store.library().mute(new Owner.Channel(CHANNEL), new Interest.Topic("cats"), MORNING);

        assertThat(choose().orElseThrow().paper().title()).isEqualTo("On dogs");
    }

    @Test
    void saysOfAClassicThatItIsOneAndWhyItSuits() {
        put(paper(1, "Attention is old", 900).upvotes(500), paper(2, "Nothing", 800).upvotes(2));

        assertThat(choose().orElseThrow().reason())
                .isEqualTo(new Reason.Classic(true, Optional.empty()));
        store.library()
                .follow(new Owner.Channel(CHANNEL), new Interest.Topic("attention"), MORNING);
        assertThat(choose().orElseThrow().reason())
                .isEqualTo(new Reason.Classic(true, Optional.of(new Reason.OnTopic("attention"))));
    }

    @Test
    void keepsToTheTopicAndFallsBackToItsClassics() {
        put(
                paper(1, "Speech recognition with less data", 400).upvotes(9),
                paper(2, "Protein folding", 1).upvotes(90));

        List<Suggestion> picks = chooser(MORNING).choose(CHANNEL, DAY, Optional.of("speech"), 5);

        assertThat(picks).extracting(pick -> pick.paper().id()).containsExactly(id(1));
        assertThat(picks.getFirst().reason()).isEqualTo(new Reason.Classic(true, Optional.empty()));
        assertThat(chooser(MORNING).choose(CHANNEL, DAY, Optional.of("quasars"), 5)).isEmpty();
    }

    @Test
    void findsNewPapersOfATopicHoweverManyOlderOnesSayMoreOfIt() {
        putMany(
                400,
                i ->
                        paper(i, "Speech, speech and speech, part " + i, 30 + i)
                                .summary("Speech on speech " + i, "Speech on speech " + i));
        put(
                paper(501, "A word on many things", 1)
                        .summary("Among them speech", "Among them speech"));

        List<Suggestion> picks = chooser(MORNING).choose(CHANNEL, DAY, Optional.of("speech"), 1);

        assertThat(picks).extracting(pick -> pick.paper().id()).containsExactly(id(501));
        assertThat(picks.getFirst().reason()).isEqualTo(new Reason.Fresh());
    }

    @Test
    void hasAClassicOfATopicUntilTheChannelHasHadEveryOne() {
        putMany(350, i -> paper(i, "Speech of kind " + i, 30 + i));
        for (int i = 1; i < 350; i++) {
            post(id(i));
        }
        assertThat(chooser(MORNING).choose(CHANNEL, DAY, Optional.of("speech"), 1)).hasSize(1);
        assertThat(chooser(MORNING).choose(CHANNEL, DAY, Optional.empty(), 1)).hasSize(1);

        post(id(350));
        assertThat(chooser(MORNING).choose(CHANNEL, DAY, Optional.of("speech"), 1)).isEmpty();
    }

    @Test
    void goesByWhatTheChannelFollowsAmongTheNewHoweverManyOlderOnesThereAre() {
        putMany(
                200,
                i ->
                        paper(i, "Speech, speech and speech, part " + i, 30 + i)
                                .summary("Speech on speech " + i, "Speech on speech " + i));
        put(
                paper(501, "Some matter", 1).summary("Of stones", "Of stones"),
                paper(502, "Another matter", 1).summary("Among it speech", "Among it speech"),
                paper(503, "A third matter", 1).summary("Of trees", "Of trees"));
        store.library().follow(new Owner.Channel(CHANNEL), new Interest.Topic("speech"), MORNING);

        Suggestion pick = choose().orElseThrow();

        assertThat(pick.paper().id()).isEqualTo(id(502));
        assertThat(pick.reason()).isEqualTo(new Reason.OnTopic("speech"));
    }

    @Test
    void choosesTheSameAtAnyTimeOfTheDay() {
        for (int i = 1; i <= 60; i++) {
            put(paper(i, "Paper on vision " + i, i % 7).upvotes(i % 11));
        }
        store.library().seen(ANN, CHANNEL, "Ann", MORNING);
        store.library().saveIn(CHANNEL, ANN, id(3), MORNING);
        store.library().follow(new Owner.Channel(CHANNEL), new Interest.Topic("vision"), MORNING);

        List<Suggestion> early = chooser(MORNING).choose(CHANNEL, DAY, Optional.empty(), 10);
        List<Suggestion> late =
                chooser(MORNING.plus(Duration.ofHours(17)))
                        .choose(CHANNEL, DAY, Optional.empty(), 10);

        assertThat(early).hasSize(10);
        assertThat(late).isEqualTo(early);
    }

    private Optional<Suggestion> choose() {
        return chooser(MORNING).choose(CHANNEL, DAY);
    }

    private PaperOfTheDay chooser(Instant now) {
        return new PaperOfTheDay(
                store.catalogue(),
                store.library(),
                store.ledger(),
                store.outbox(),
                new Recommender(
                        store.catalogue(),
                        search,
                        store.library(),
                        Clock.fixed(now, ZoneOffset.UTC)));
    }

    private void post(PaperId paper) {
        store.ledger()
                .record(new Ledger.LedgerEntry(CHANNEL, paper, MORNING, Ledger.Occasion.EDITION));
    }

    private void put(Paper.Builder... papers) {
        for (Paper.Builder paper : papers) {
            store.catalogue().put(List.of(paper.build()), MORNING);
        }
        search.refresh();
    }

    private void putMany(int count, IntFunction<Paper.Builder> paper) {
        store.catalogue()
                .put(
                        IntStream.rangeClosed(1, count)
                                .mapToObj(paper)
                                .map(Paper.Builder::build)
                                .toList(),
                        MORNING);
        search.refresh();
    }

    private static PaperId id(int number) {
        return PaperId.of(
                ArxivId.parse(String.format(Locale.ROOT, "2501.%05d", number)).orElseThrow());
    }

    private static Paper.Builder paper(int number, String title, int daysOld) {
        return Paper.builder(id(number), title)
                .summary("An abstract, number " + number, "An abstract, number " + number)
                .published(MORNING.minus(Duration.ofDays(daysOld)));
    }
}
