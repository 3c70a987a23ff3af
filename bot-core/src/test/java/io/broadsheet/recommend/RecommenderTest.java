package io.broadsheet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.broadsheet.catalogue.Embeddings;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.Club;
import io.broadsheet.club.MeetingPlan;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.club.MeetingRhythm;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is suggested, in which order, and why.
class RecommenderTest {

    private static final Instant NOW = Instant.parse("2026-03-04T06:00:00Z");
    private static final ChannelRef CHANNEL = new ChannelRef(Platform.CONSOLE, "w", "c");
    private static final UserRef ANN = new UserRef(Platform.CONSOLE, "w", "ann");
    private static final Owner ANNS = new Owner.OnePerson(ANN);

    @TempDir Path directory;

    private Store store;
    private LuceneSearch search;
    private Recommender recommender;

    @BeforeEach
    void open() {
        store = Store.open(directory);
        search =
                LuceneSearch.open(
                        directory.resolve("index"),
                        store.catalogue(),
                        store.vectors(),
                        Embeddings.NONE);
        recommender =
                new Recommender(
                        store.catalogue(),
                        search,
                        store.library(),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        store.library().seen(ANN, CHANNEL, "Ann", NOW);
    }

    @AfterEach
    void close() {
        search.close();
        store.close();
    }

    // --- trending ---

    /// `(1 + upstream + 5 × here) / (age in days + 2)^1.5`.
    @Test
    void votesFadeWithAgeInAMonthAndNotInAYear() {
        put(paper(1, "Older and praised", 4).upvotes(40), paper(2, "Newer", 1).upvotes(30));

        List<Suggestion> month = trending(Window.MONTH).papers();

        assertThat(titles(month)).containsExactly("Newer", "Older and praised");
        assertThat(month.get(0).score()).isCloseTo(31 / Math.pow(3, 1.5), within(1e-9));
        assertThat(month.get(1).score()).isCloseTo(41 / Math.pow(6, 1.5), within(1e-9));
        List<Suggestion> year = trending(Window.YEAR).papers();
        assertThat(titles(year)).containsExactly("Older and praised", "Newer");
        assertThat(year.getFirst().score()).isEqualTo(41);
    }

    @Test
    void aVoteHereCountsLikeFiveElsewhere() {
        put(paper(1, "Praised elsewhere", 1).upvotes(4), paper(2, "Praised here", 1));
        store.library().upvoteIn(CHANNEL, ANN, id(2), NOW);

        List<Suggestion> papers = trending(Window.WEEK).papers();

        assertThat(titles(papers)).containsExactly("Praised here", "Praised elsewhere");
        assertThat(papers)
                .extracting(Suggestion::reason)
                .containsExactly(new Reason.Upvoted(1, 0), new Reason.Upvoted(0, 4));
        assertThat(papers.getFirst().score()).isCloseTo(6 / Math.pow(3, 1.5), within(1e-9));
    }

    @Test
    void looksFurtherBackWhereTheSpanHasNothing() {
        put(paper(1, "Of last month", 20));

        Recommender.Trend trend = trending(Window.DAY);

        assertThat(trend.window()).isEqualTo(Window.MONTH);
        assertThat(titles(trend.papers())).containsExactly("Of last month");
        assertThat(trend.papers().getFirst().reason()).isEqualTo(new Reason.Unsaid());
    }

    @Test
    void saysWhichSpanWasAskedForWhereNoneHasAnything() {
        assertThat(trending(Window.WEEK)).isEqualTo(new Recommender.Trend(Window.WEEK, List.of()));
    }

    @Test
    void whatIsWithdrawnOrMutedHereDoesNotTrend() {
        put(
                paper(1, "Withdrawn", 1).withdrawn(true),
                paper(2, "Muted", 1).categories(List.of(new Category("cs.CR"))),
                paper(3, "Fine", 1));
        store.library()
                .mute(
                        new Owner.Channel(CHANNEL),
                        new Interest.InCategory(new Category("cs.CR")),
                        NOW);

        assertThat(titles(trending(Window.WEEK).papers())).containsExactly("Fine");
    }

    // --- what is known of a person ---

    @Test
    void knowsSomebodyByWhatTheyFollowSaveOrVoteFor() {
        put(paper(1, "One", 1));
        UserRef bob = new UserRef(Platform.CONSOLE, "w", "bob");
        UserRef eve = new UserRef(Platform.CONSOLE, "w", "eve");
        assertThat(recommender.knows(ANN)).isFalse();
        assertThat(recommender.personal(ANN, CHANNEL, 5)).isEmpty();

        store.library().follow(ANNS, new Interest.Topic("pruning"), NOW);
        store.library().save(bob, id(1), NOW);
        store.library().upvote(eve, id(1), NOW);

        assertThat(List.of(ANN, bob, eve)).allMatch(recommender::knows);
    }

    @Test
    void picksWhatIsLikeWhatWasSavedButNothingThatIsKnown() {
        put(
                paper(1, "Pruning of vision tokens", 9),
                paper(2, "Pruning tokens of vision models", 8),
                paper(3, "Harmony in folk songs", 1));
        store.library().save(ANN, id(1), NOW);

        List<Suggestion> picks = recommender.personal(ANN, CHANNEL, 5);

        assertThat(titles(picks)).first().isEqualTo("Pruning tokens of vision models");
        assertThat(titles(picks)).doesNotContain("Pruning of vision tokens");
        assertThat(picks.getFirst().reason())
                .isInstanceOfSatisfying(
                        Reason.Like.class,
                        like -> {
                            assertThat(like.paper().id()).isEqualTo(id(1));
                            assertThat(like.liking()).isEqualTo(Reason.Liking.SAVED);
                        });
    }

    @Test
    void saysThatAFollowedAuthorWroteIt() {
        put(
                paper(1, "By her", 5).authorNames(List.of("Ada Lovelace")),
                paper(2, "By him", 5).authorNames(List.of("Alan Turing")));
        store.library().follow(ANNS, new Interest.ByAuthor("Ada Lovelace"), NOW);

        List<Suggestion> picks = recommender.personal(ANN, CHANNEL, 5);

        assertThat(titles(picks)).containsExactly("By her");
        assertThat(picks.getFirst().reason()).isEqualTo(new Reason.FollowedAuthor("Ada Lovelace"));
    }

    @Test
    void mutesOfThePersonAndOfTheChannelHold() {
        put(
                paper(1, "Pruning one", 5).authorNames(List.of("Ada Lovelace")),
                paper(2, "Pruning two", 5).categories(List.of(new Category("cs.CR"))),
                paper(3, "Pruning three", 5));
        store.library().follow(ANNS, new Interest.Topic("pruning"), NOW);
        store.library().mute(ANNS, new Interest.ByAuthor("Ada Lovelace"), NOW);
        store.library()
                .mute(
                        new Owner.Channel(CHANNEL),
                        new Interest.InCategory(new Category("cs.CR")),
                        NOW);

        assertThat(titles(recommender.personal(ANN, CHANNEL, 5))).containsExactly("Pruning three");
    }

    @Test
    void aChannelGetsWhatItFollowsAndNothingThatItHad() {
        put(paper(1, "Pruning one", 5), paper(2, "Pruning two", 5));
        store.library().follow(new Owner.Channel(CHANNEL), new Interest.Topic("pruning"), NOW);

        assertThat(titles(recommender.channel(CHANNEL, Set.of(id(1)), 5)))
                .containsExactly("Pruning two");
    }

    @Test
    void whatIsLikeAPaperThatWasNotForThemComesLater() {
        put(
                paper(1, "Pruning tokens of vision and speech models", 9),
                paper(2, "Pruning tokens of vision models", 8),
                paper(3, "Pruning tokens of speech models", 8),
                paper(4, "Speech models with tokens", 8));
        store.library().save(ANN, id(1), NOW);
        assertThat(titles(recommender.personal(ANN, CHANNEL, 2)))
                .contains("Pruning tokens of speech models");

        store.library().dismiss(ANN, id(4), NOW);

        assertThat(titles(recommender.personal(ANN, CHANNEL, 3)))
                .containsExactly(
                        "Pruning tokens of vision models", "Pruning tokens of speech models");
    }

    /// The question after a click knows of it.
    @Test
    void aClickCountsAtTheNextQuestion() {
        put(
                paper(1, "Pruning tokens", 9),
                paper(2, "Pruning tokens of models", 8),
                paper(3, "Harmony in folk songs", 7),
                paper(4, "Harmony in songs", 6));
        store.library().save(ANN, id(1), NOW.minusSeconds(60));
        assertThat(titles(recommender.personal(ANN, CHANNEL, 1)))
                .containsExactly("Pruning tokens of models");

        store.library().save(ANN, id(3), NOW);

        assertThat(titles(recommender.personal(ANN, CHANNEL, 2))).contains("Harmony in songs");
    }

    @Test
    void whatPeopleOfTheChannelHaveWhoLikeTheSameIsPickedAndSaid() {
        put(
                paper(1, "Pruning tokens", 9),
                paper(2, "Pruning tokens again", 8),
                paper(3, "Harmony in folk songs", 7).summary("Music", "Music"));
        store.library().save(ANN, id(1), NOW);
        for (String name : List.of("bob", "eve")) {
            UserRef other = new UserRef(Platform.CONSOLE, "w", name);
            store.library().saveIn(CHANNEL, other, id(1), NOW);
            store.library().saveIn(CHANNEL, other, id(3), NOW);
        }

        List<Suggestion> picks = recommender.personal(ANN, CHANNEL, 3);

        assertThat(titles(picks)).containsExactly("Harmony in folk songs", "Pruning tokens again");
        assertThat(picks.getFirst().reason())
                .isEqualTo(
                        new Reason.SavedTogether(store.catalogue().find(id(1)).orElseThrow(), 2));
    }

    @Test
    void whatOthersSavedElsewhereOrInPrivateTellsNothing() {
        put(
                paper(1, "Pruning tokens", 9),
                paper(3, "Harmony in folk songs", 7).summary("Music", "Music"));
        store.library().save(ANN, id(1), NOW);
        UserRef bob = new UserRef(Platform.CONSOLE, "w", "bob");
        ChannelRef elsewhere = new ChannelRef(Platform.CONSOLE, "w", "elsewhere");
        store.library().saveIn(elsewhere, bob, id(1), NOW);
        store.library().saveIn(elsewhere, bob, id(3), NOW);
        store.library().save(bob, id(3), NOW);
        store.library().upvoteIn(CHANNEL, bob, id(1), NOW);
        store.library().upvoteIn(CHANNEL, bob, id(3), NOW);

        assertThat(titles(recommender.personal(ANN, CHANNEL, 3))).isEmpty();
    }

    @Test
    void theLastOfAFullListIsUnlikeTheOthersAndSaysSo() {
        for (int i = 1; i <= 9; i++) {
            put(paper(i, "Pruning tokens, part " + i, 60 + i));
        }
        put(
                paper(20, "Harmony in folk songs", 2).upvotes(7).summary("Music", "Music"),
                paper(21, "Pruning tokens, part 21", 2).upvotes(70));
        for (int i = 1; i <= 3; i++) {
            store.library().save(ANN, id(i), NOW);
        }

        List<Suggestion> picks = recommender.personal(ANN, CHANNEL, 5);

        assertThat(titles(picks)).hasSize(5).last().isEqualTo("Harmony in folk songs");
        assertThat(picks.getLast().reason()).isEqualTo(new Reason.Unlike(7));
        assertThat(titles(picks.subList(0, 4))).allMatch(title -> title.startsWith("Pruning"));
        store.library().mute(ANNS, new Interest.Topic("folk songs"), NOW);
        assertThat(recommender.personal(ANN, CHANNEL, 5))
                .noneMatch(pick -> pick.reason() instanceof Reason.Unlike);
    }

    /// Whoever saved 200 papers still gets what the first of them were about.
    @Test
    void twoHundredSignalsAreLearntFrom() {
        for (int i = 1; i <= 100; i++) {
            put(paper(i, "Pruning tokens " + word(i), 300));
            put(paper(100 + i, "Harmony in songs " + word(i), 200).summary("Music", "Music"));
            put(paper(200 + i, "Galaxies far away " + word(i), 100).summary("Stars", "Stars"));
        }
        for (int i = 1; i <= 95; i++) {
            store.library().save(ANN, id(i), NOW.plusSeconds(i));
            store.library().save(ANN, id(100 + i), NOW.plusSeconds(100 + i));
        }

        assertThat(titles(recommender.personal(ANN, CHANNEL, 10)))
                .hasSize(10)
                .anyMatch(title -> title.startsWith("Pruning"))
                .anyMatch(title -> title.startsWith("Harmony"))
                .noneMatch(title -> title.startsWith("Galaxies"));
    }

    private static String word(int number) {
        return "" + (char) ('a' + number / 10) + (char) ('k' + number % 10) + "x";
    }

    // --- like one paper ---

    @Test
    void nothingIsLikeItselfAndNoTitleComesTwice() {
        put(
                paper(1, "Pruning of vision tokens", 9),
                paper(2, "Pruning vision tokens again", 8),
                paper(3, "Pruning Vision Tokens Again", 7),
                paper(4, "Pruning of vision tokens", 6));
        Paper asked = store.catalogue().find(id(1)).orElseThrow();

        List<Suggestion> similar = recommender.similar(asked, 5);

        assertThat(similar).hasSize(1);
        assertThat(similar.getFirst().paper().title())
                .isEqualToIgnoringCase("Pruning vision tokens again");
        assertThat(similar.getFirst().reason()).isInstanceOf(Reason.Like.class);
    }

    @Test
    void givesAsManyAsAreAskedFor() {
        for (int i = 1; i <= 9; i++) {
            put(paper(i, "Pruning tokens, part " + i, i));
        }
        Paper asked = store.catalogue().find(id(1)).orElseThrow();

        assertThat(recommender.similar(asked, 3)).hasSize(3);
        store.library().follow(ANNS, new Interest.Topic("pruning"), NOW);
        assertThat(recommender.personal(ANN, CHANNEL, 4)).hasSize(4);
        assertThat(trending(Window.MONTH).papers()).hasSize(5);
    }

    // --- since ---

    @Test
    void showsWhatIsNewAndNothingTwice() {
        put(
                paper(1, "Shown", 1),
                paper(2, "Saved", 1).summary("Cats", "Cats"),
                paper(3, "Too old", 3),
                paper(4, "Withdrawn", 1).withdrawn(true),
                paper(5, "New", 1).upvotes(3));
        store.library().shown(ANN, List.of(id(1)), NOW);
        store.library().save(ANN, id(2), NOW);

        List<Suggestion> since = recommender.since(ANN, CHANNEL, daysAgo(2), Optional.empty(), 5);

        assertThat(titles(since)).containsExactly("New");
        assertThat(since.getFirst().reason()).isEqualTo(new Reason.Upvoted(0, 3));
    }

    /// An arXiv paper is dated by its submission, and announced days later.
    @Test
    void aDigestAlsoHasWhatArrivedLate() {
        store.catalogue().put(List.of(paper(1, "Known for long", 5).build()), daysAgo(4));
        store.catalogue().put(List.of(paper(2, "Arrived late", 5).build()), daysAgo(1));
        store.catalogue().put(List.of(paper(3, "Arrived too late", 12).build()), daysAgo(1));
        search.refresh();

        assertThat(recommender.since(ANN, CHANNEL, daysAgo(2), Optional.empty(), 5)).isEmpty();
        assertThat(titles(recommender.arrivedSince(ANN, CHANNEL, daysAgo(2), 5)))
                .containsExactly("Arrived late");
    }

    @Test
    void votesOfTheChannelCountForWhoIsInIt() {
        put(paper(1, "Praised elsewhere", 1).upvotes(4), paper(2, "Praised here", 1));
        UserRef bob = new UserRef(Platform.CONSOLE, "w", "bob");
        store.library().seen(bob, CHANNEL, "Bob", NOW);
        store.library().upvoteIn(CHANNEL, bob, id(2), NOW);

        assertThat(titles(recommender.since(ANN, CHANNEL, daysAgo(2), Optional.empty(), 1)))
                .containsExactly("Praised here");
        assertThat(titles(recommender.arrivedSince(ANN, CHANNEL, daysAgo(2), 1)))
                .containsExactly("Praised elsewhere");
    }

    // --- reading groups ---

    private static final LocalDate MET = LocalDate.of(2026, 2, 26);

    /// The channel's group read a paper a day before the test.
    private Club groupThatRead(PaperId paper) {
        Club club =
                store.clubs()
                        .clubs()
                        .start(
                                CHANNEL,
                                "vision",
                                new MeetingPlan(
                                        MeetingRhythm.WEEKLY,
                                        0,
                                        DayOfWeek.THURSDAY,
                                        LocalTime.NOON,
                                        ZoneOffset.UTC,
                                        MET,
                                        Optional.empty(),
                                        Duration.ofHours(1)),
                                ANN,
                                daysAgo(30));
        MeetingRecord.MeetingPaper choice =
                new MeetingRecord.MeetingPaper(paper, MeetingRecord.ChosenBy.PROPOSAL, "");
        store.clubs().nominations().close(club.id(), MET, Optional.of(choice), daysAgo(8));
        store.clubs().clubs().hold(club.id(), MET, Optional.empty(), daysAgo(6));
        return club;
    }

    private void putTwoKinds() {
        put(
                paper(1, "Pruning of vision tokens", 9),
                paper(2, "Pruning tokens of vision models", 8),
                paper(3, "Harmony in folk songs", 9),
                paper(4, "Harmony in old songs", 8));
    }

    @Test
    void aChannelsPicksGoByWhatItsGroupReadUnlessThatWasBad() {
        putTwoKinds();
        Club club = groupThatRead(id(1));

        List<Suggestion> picks = recommender.channel(CHANNEL, Set.of(), 5);
        assertThat(titles(picks)).first().isEqualTo("Pruning tokens of vision models");
        assertThat(titles(picks)).doesNotContain("Pruning of vision tokens");
        assertThat(((Reason.Like) picks.getFirst().reason()).liking())
                .isEqualTo(Reason.Liking.READ_HERE);

        store.clubs().archive().rate(club.id(), MET, 1, ANN, NOW);
        assertThat(titles(recommender.channel(CHANNEL, Set.of(), 5)))
                .doesNotContain("Pruning tokens of vision models", "Pruning of vision tokens");
    }

    @Test
    void whatAGroupReadCountsLessThanWhatWasSaved() {
        putTwoKinds();
        groupThatRead(id(1));
        store.library().saveIn(CHANNEL, ANN, id(3), daysAgo(9));

        assertThat(titles(recommender.channel(CHANNEL, Set.of(), 5)))
                .startsWith("Harmony in old songs");
    }

    @Test
    void thePicksOfWhoTakesTurnsGoByWhatTheGroupReadAndHowTheyRatedIt() {
        putTwoKinds();
        Club club = groupThatRead(id(1));
        assertThat(recommender.knows(ANN)).isFalse();

        store.clubs().rota().join(club.id(), ANN, daysAgo(20));
        assertThat(recommender.knows(ANN)).isTrue();
        Suggestion pick = recommender.personal(ANN, CHANNEL, 5).getFirst();
        assertThat(pick.paper().id()).isEqualTo(id(2));
        assertThat(((Reason.Like) pick.reason()).liking()).isEqualTo(Reason.Liking.READ);

        store.clubs().archive().rate(club.id(), MET, 5, ANN, NOW);
        Suggestion rated = recommender.personal(ANN, CHANNEL, 5).getFirst();
        assertThat(((Reason.Like) rated.reason()).liking()).isEqualTo(Reason.Liking.RATED);

        // Only their own rating counts, and a bad one against what is like it.
        store.library().save(ANN, id(3), NOW);
        store.clubs().archive().rate(club.id(), MET, 1, ANN, NOW);
        List<String> titles = titles(recommender.personal(ANN, CHANNEL, 5));
        assertThat(titles).first().isEqualTo("Harmony in old songs");
        assertThat(titles).doesNotContain("Pruning of vision tokens");
    }

    // --- forecast ---

    @Test
    void remembersAForecastUntilTheCatalogueChanges() {
        LocalDate day = LocalDate.of(2026, 3, 4);
        put(paper(1, "One", 20).upvotes(3));
        ReceptionForecast forecast = recommender.forecast(day);

        assertThat(recommender.forecast(day)).isSameAs(forecast);
        assertThat(recommender.forecast(day.plusDays(1))).isNotSameAs(forecast);
        ReceptionForecast again = recommender.forecast(day);
        put(paper(2, "Two", 20).upvotes(5));
        assertThat(recommender.forecast(day)).isNotSameAs(again);
    }

    // --- how well papers suit ---

    @Test
    void whatSuitsComesBestFirst() {
        put(
                paper(1, "Pruning of vision tokens", 9),
                paper(2, "Pruning tokens of vision models", 8),
                paper(3, "Tokens", 7));
        store.library().saveIn(CHANNEL, ANN, id(1), NOW);

        Fit fit = recommender.fit(CHANNEL, Set.of(), Instant.EPOCH, NOW);

        assertThat(List.copyOf(fit.papers())).startsWith(id(2));
        assertThat(fit.of(id(2))).isEqualTo(1);
        assertThat(List.copyOf(fit.papers()))
                .isSortedAccordingTo((a, b) -> Double.compare(fit.of(b), fit.of(a)));
        assertThat(fit.of(id(4711))).isZero();
    }

    private Recommender.Trend trending(Window window) {
        return recommender.trending(CHANNEL, window, 5);
    }

    private static List<String> titles(List<Suggestion> suggestions) {
        return suggestions.stream().map(suggestion -> suggestion.paper().title()).toList();
    }

    private void put(Paper.Builder... papers) {
        for (Paper.Builder paper : papers) {
            store.catalogue().put(List.of(paper.build()), NOW);
        }
        search.refresh();
    }

    private static Instant daysAgo(int days) {
        return NOW.minus(Duration.ofDays(days));
    }

    private static PaperId id(int number) {
        return PaperId.of(
                ArxivId.parse(String.format(Locale.ROOT, "2501.%05d", number)).orElseThrow());
    }

    private static Paper.Builder paper(int number, String title, int daysOld) {
        return Paper.builder(id(number), title)
                .summary("An abstract, number " + number, "An abstract, number " + number)
                .published(daysAgo(daysOld));
    }
}
