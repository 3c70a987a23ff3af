package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.catalogue.Catalogue.Change;
import io.broadsheet.catalogue.Catalogue.Intake;
import io.broadsheet.catalogue.Catalogue.Revision;
import io.broadsheet.edition.Ledger;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Author;
import io.broadsheet.paper.Category;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.paper.PaperLink;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What every [io.broadsheet.catalogue.Catalogue] does.
abstract class CatalogueContract extends StoreContract {

    private static final Paper FULL =
            Paper.builder(arxiv("2503.11677"), "Seeing π in “prosthetic” vision")
                    .version(2)
                    .doi(new Doi("10.1145/3292500.3330701"))
                    .title(
                            "Seeing π in “prosthetic” vision",
                            "Seeing $\\pi$ in ``prosthetic'' vision")
                    .summary("We see.", "We\n  see.")
                    .authorNames(List.of("Jungyeon Park", "Ł. Kaiser"))
                    .organisation("Stanford")
                    .categories(List.of(new Category("cs.HC"), new Category("cs.CV")))
                    .link(PaperLink.LinkKind.CODE, URI.create("https://github.com/a/b"))
                    .link(PaperLink.LinkKind.PROJECT, URI.create("https://example.org/p?x=1#top"))
                    .published(Instant.parse("2025-03-18T17:00:00.123Z"))
                    .updated(Instant.parse("2025-04-01T00:00:00Z"))
                    .featured(Instant.parse("2025-03-20T00:00:00Z"))
                    .announced(Instant.parse("2025-03-19T04:00:00Z"))
                    .upvotes(17)
                    .stars(250)
                    .comment("Accepted")
                    .journalReference("Nature 1")
                    .tldr("Seeing works.")
                    .thumbnail(URI.create("https://cdn-thumbnails.huggingface.co/p/1.png"))
                    .withdrawn(true)
                    .build();

    @Test
    void givesBackAPaperAsItWasPutWithTheTimeItCame() {
        assertThat(put(FULL)).isEqualTo(Intake.ADDED);
        assertThat(catalogue.find(FULL.id())).contains(FULL.toBuilder().added(NOON).build());
        reopen();
        assertThat(catalogue.find(FULL.id())).contains(FULL.toBuilder().added(NOON).build());
        assertThat(catalogue.size()).isEqualTo(1);
    }

    @Test
    void knowsNothingOfAPaperThatNeverCame() {
        put(FULL);
        assertThat(catalogue.find(arxiv("2503.99999"))).isEmpty();
        assertThat(catalogue.canonical(arxiv("2503.99999"))).isEqualTo(arxiv("2503.99999"));
        assertThat(catalogue.history(arxiv("2503.99999"))).isEmpty();
        assertThat(catalogue.put(List.of(), NOON)).isEmpty();
    }

    @Test
    void aDayGoesBeforeAMonthWhicheverComesFirst() {
        Paper month =
                Paper.builder(arxiv("2503.00001"), "Known to the month")
                        .published(Instant.parse("2025-03-01T00:00:00Z"))
                        .monthOnly(true)
                        .build();
        Paper day =
                month.toBuilder()
                        .published(Instant.parse("2025-03-18T17:00:00Z"))
                        .monthOnly(false)
                        .build();
        put(month);
        assertThat(catalogue.find(month.id()).orElseThrow().monthOnly()).isTrue();
        put(day);
        put(month);
        Paper held = catalogue.find(month.id()).orElseThrow();
        assertThat(held.monthOnly()).isFalse();
        assertThat(held.published()).isEqualTo(day.published());
    }

    @Test
    void aPaperWithoutADateIsInNoSpanOfTime() {
        put(Paper.builder(arxiv("2503.00002"), "Of some day").build());
        assertThat(catalogue.dated(NOON.minusSeconds(60), NOON.plusSeconds(60), 10)).isEmpty();
        assertThat(catalogue.dated(Instant.EPOCH, NOON, 10)).hasSize(1);
    }

    @Test
    void changesNothingWhenTheSamePaperComesAgain() {
        put(FULL);
        long change = catalogue.lastChange();
        assertThat(catalogue.put(List.of(FULL, FULL), NOON.plusSeconds(60)))
                .containsExactly(Intake.UNCHANGED, Intake.UNCHANGED);
        assertThat(catalogue.lastChange()).isEqualTo(change);
        assertThat(catalogue.find(FULL.id()).orElseThrow().added()).isEqualTo(NOON);
    }

    @Test
    void takesTheTextOfANewerVersionAndKeepsWhatItSaidBefore() {
        put(
                arxivPaper("2501.00001", "Old title")
                        .version(1)
                        .categories(List.of(new Category("cs.CV")))
                        .build());
        Paper newer =
                arxivPaper("2501.00001", "New title")
                        .version(2)
                        .authorNames(List.of("Ann Author"))
                        .categories(List.of(new Category("cs.CV"), new Category("cs.LG")))
                        .journalReference("JMLR")
                        .build();
        Instant later = NOON.plusSeconds(5);
        assertThat(catalogue.put(List.of(newer), later)).containsExactly(Intake.UPDATED);

        Paper now = catalogue.find(newer.id()).orElseThrow();
        assertThat(now).isEqualTo(newer.toBuilder().added(NOON).build());
        assertThat(catalogue.history(newer.id()))
                .containsExactlyInAnyOrder(
                        new Revision(later, 1, "title", "Old title"),
                        new Revision(later, 1, "abstract", "About Old title"),
                        new Revision(later, 1, "authors", "Ann Author, Bob Writer"),
                        new Revision(later, 1, "categories", "cs.CV"),
                        new Revision(later, 1, "version", "1"),
                        new Revision(later, 1, "journal", ""));

        Instant latest = later.plusSeconds(5);
        catalogue.put(
                List.of(
                        newer.toBuilder()
                                .version(3)
                                .title("Newest title", "Newest title")
                                .withdrawn(true)
                                .build()),
                latest);
        assertThat(catalogue.history(newer.id()).subList(0, 3))
                .containsExactlyInAnyOrder(
                        new Revision(latest, 2, "title", "New title"),
                        new Revision(latest, 2, "version", "2"),
                        new Revision(latest, 2, "withdrawn", "false"));
        assertThat(catalogue.findByTitleKey(PaperId.titleKey("newest TITLE"))).hasSize(1);
        assertThat(catalogue.findByTitleKey(PaperId.titleKey("Old title"))).isEmpty();
    }

    @Test
    void noticesAJournalReferenceThatAppearsAndTellsWhatChangedSince() {
        Paper known = arxivPaper("2501.00001", "A title").version(1).build();
        Paper featured = arxivPaper("2501.00002", "Another title").build();
        catalogue.put(List.of(known, featured), NOON);
        Instant later = NOON.plusSeconds(60);
        catalogue.put(
                List.of(
                        known.toBuilder().journalReference("J. Test 1 (2026)").build(),
                        // What a poorer source left out is no news.
                        featured.toBuilder().journalReference("J. Test 2 (2026)").build()),
                later);
        assertThat(catalogue.changesOf(List.of(known.id(), featured.id()), NOON))
                .containsExactly(
                        Map.entry(known.id(), List.of(new Revision(later, 1, "journal", ""))));
        assertThat(catalogue.changesOf(List.of(known.id()), later)).isEmpty();
        assertThat(catalogue.changesOf(List.of(), NOON)).isEmpty();
    }

    @Test
    void anOlderVersionFillsGapsAndOverwritesNothing() {
        Paper newer =
                arxivPaper("2501.00001", "New title")
                        .version(3)
                        .summary("", "")
                        .authorNames(List.of())
                        .upvotes(5)
                        .build();
        put(newer);
        Paper older =
                arxivPaper("2501.00001", "Old title")
                        .version(1)
                        .withdrawn(true)
                        .upvotes(3)
                        .announced(NOON)
                        .stars(4)
                        .published(NOON.minusSeconds(9))
                        .organisation("Lab")
                        .build();
        assertThat(put(older)).isEqualTo(Intake.UPDATED);
        Paper now = catalogue.find(newer.id()).orElseThrow();
        assertThat(now.title()).isEqualTo("New title");
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.summary()).isEqualTo("About Old title");
        assertThat(now.authorNames()).containsExactly("Ann Author", "Bob Writer");
        assertThat(now.published()).isEqualTo(NOON.minusSeconds(9));
        assertThat(now.organisation()).isEqualTo("Lab");
        assertThat(now.upvotes()).isEqualTo(5);
        assertThat(now.stars()).isEqualTo(4);
        assertThat(now.announced()).isEqualTo(NOON);
        assertThat(now.withdrawn()).isFalse();
        assertThat(catalogue.history(newer.id())).isEmpty();
        assertThat(put(older)).isEqualTo(Intake.UNCHANGED);
        assertThat(put(newer)).isEqualTo(Intake.UNCHANGED);
    }

    @Test
    void aPoorerSourceErasesNothing() {
        put(FULL);
        Paper poor = Paper.builder(FULL.id(), "Seeing pi in prosthetic vision").upvotes(40).build();
        assertThat(put(poor)).isEqualTo(Intake.UPDATED);
        assertThat(catalogue.find(FULL.id()))
                .contains(FULL.toBuilder().upvotes(40).added(NOON).build());
        Paper fewerVotes = poor.toBuilder().upvotes(2).build();
        assertThat(put(fewerVotes)).isEqualTo(Intake.UNCHANGED);
    }

    @Test
    void aVersionThatSaysNothingOfAFieldKeepsWhatIsKnown() {
        put(FULL);
        put(Paper.builder(FULL.id(), "Next title").version(3).build());
        Paper now = catalogue.find(FULL.id()).orElseThrow();
        assertThat(now.title()).isEqualTo("Next title");
        assertThat(now.summary()).isEqualTo(FULL.summary());
        assertThat(now.authors()).isEqualTo(FULL.authors());
        assertThat(now.categories()).isEqualTo(FULL.categories());
        assertThat(now.doi()).isEqualTo(FULL.doi());
        assertThat(now.comment()).isEqualTo(FULL.comment());
        assertThat(now.updated()).isEqualTo(FULL.updated());
    }

    @Test
    void endsUpTheSameInWhateverOrderTheSourcesCome() {
        Paper daily =
                Paper.builder(arxiv("2501.00001"), "A titel")
                        .summary("As the daily list has it", "As the daily list has it")
                        .featured(NOON)
                        .upvotes(9)
                        .link(PaperLink.LinkKind.CODE, URI.create("https://github.com/a/b/"))
                        .build();
        Paper first =
                arxivPaper("2501.00001", "A title")
                        .version(1)
                        .updated(NOON.minusSeconds(60))
                        .build();
        Paper second =
                arxivPaper("2501.00001", "A better title")
                        .version(2)
                        .updated(NOON.minusSeconds(30))
                        .build();
        Paper page = titledPaper("A better title").upvotes(12).organisation("Lab").build();
        List<Paper> sources = List.of(daily, first, second, page);
        List<Paper> outcomes = new ArrayList<>();
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            List<Paper> order = new ArrayList<>(sources);
            // The page's title is the second version's: it finds its paper when both have come.
            java.util.Collections.shuffle(order, random);
            try (Store other = engine().open(directory.resolve("order" + round))) {
                order.forEach(paper -> other.catalogue().put(List.of(paper), NOON));
                order.forEach(paper -> other.catalogue().put(List.of(paper), NOON));
                assertThat(other.catalogue().size()).as("order %s", order).isEqualTo(1);
                outcomes.add(other.catalogue().find(arxiv("2501.00001")).orElseThrow());
                long change = other.catalogue().lastChange();
                order.forEach(paper -> other.catalogue().put(List.of(paper), NOON));
                assertThat(other.catalogue().lastChange()).isEqualTo(change);
            }
        }
        assertThat(outcomes).containsOnly(outcomes.getFirst());
        assertThat(outcomes.getFirst().title()).isEqualTo("A better title");
        assertThat(outcomes.getFirst().upvotes()).isEqualTo(12);
    }

    @Test
    void sameVersionWithALaterDateReplacesTheText() {
        put(
                Paper.builder(doi("10.1/abc1234".replace("10.1/", "10.1000/")), "One")
                        .summary("a", "a")
                        .updated(NOON)
                        .build());
        PaperId id = doi("10.1000/abc1234");
        assertThat(
                        put(
                                Paper.builder(id, "One")
                                        .summary("older", "older")
                                        .updated(NOON.minusSeconds(1))
                                        .build()))
                .isEqualTo(Intake.UNCHANGED);
        assertThat(
                        put(
                                Paper.builder(id, "One")
                                        .summary("b", "b")
                                        .updated(NOON.plusSeconds(1))
                                        .build()))
                .isEqualTo(Intake.UPDATED);
        assertThat(catalogue.find(id).orElseThrow().summary()).isEqualTo("b");
        assertThat(
                        put(
                                Paper.builder(id, "One")
                                        .summary("", "")
                                        .updated(NOON.plusSeconds(9))
                                        .build()))
                .isEqualTo(Intake.UNCHANGED);
    }

    @Test
    void linksAddUpAndRepeatNothing() {
        put(FULL);
        put(
                Paper.builder(FULL.id(), "x")
                        .link(PaperLink.LinkKind.CODE, URI.create("http://www.github.com/a/b/"))
                        .link(PaperLink.LinkKind.MODEL, URI.create("https://huggingface.co/a/m"))
                        .build());
        assertThat(catalogue.find(FULL.id()).orElseThrow().links())
                .extracting(link -> link.uri().toString())
                .containsExactly(
                        "https://github.com/a/b",
                        "https://example.org/p?x=1#top",
                        "https://huggingface.co/a/m");
    }

    @Test
    void findsByLinkHoweverItIsWritten() {
        put(FULL);
        for (String page :
                List.of(
                        "https://github.com/a/b",
                        "http://www.github.com/a/b/",
                        "https://GitHub.com/a/b.git",
                        "https://github.com/a/b#readme")) {
            assertThat(catalogue.findByLink(URI.create(page)))
                    .as(page)
                    .map(Paper::id)
                    .contains(FULL.id());
        }
        assertThat(catalogue.findByLink(URI.create("https://github.com/a/bc"))).isEmpty();
        assertThat(catalogue.findByLink(URI.create("https://example.org/p?x=2"))).isEmpty();
    }

    @Test
    void findsByDoiBesideTheArxivIdOrAsTheId() {
        Paper published = Paper.builder(doi("10.5555/12345"), "Only published").build();
        put(FULL);
        put(published);
        assertThat(catalogue.findByDoi(new Doi("10.1145/3292500.3330701")))
                .map(Paper::id)
                .contains(FULL.id());
        assertThat(catalogue.findByDoi(new Doi("10.5555/12345")))
                .map(Paper::id)
                .contains(published.id());
        assertThat(catalogue.findByDoi(new Doi("10.48550/arxiv.2503.11677")))
                .map(Paper::id)
                .contains(FULL.id());
        assertThat(catalogue.findByDoi(new Doi("10.5555/9"))).isEmpty();
    }

    @Test
    void findsManyInTheOrderAskedEachOnce() {
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            papers.add(arxivPaper("2501.%05d".formatted(i), "Paper " + i).build());
        }
        catalogue.put(papers, NOON);
        List<PaperId> asked = new ArrayList<>(ids(papers));
        java.util.Collections.shuffle(asked, new Random(1));
        List<PaperId> withMore = new ArrayList<>(asked);
        withMore.add(3, arxiv("2599.00000".replace("2599", "2509")));
        withMore.add(asked.getFirst());
        assertThat(ids(catalogue.findAll(withMore))).isEqualTo(asked);
        assertThat(catalogue.findAll(List.of())).isEmpty();
    }

    // --- two papers that are one ---

    @Test
    void aTitledPaperBecomesTheIdentifiedOneAndEverythingFollows() {
        Paper titled =
                titledPaper("Attention is all you need")
                        .summary(
                                "About Attention is all you need",
                                "About Attention is all you need")
                        .upvotes(30)
                        .link(PaperLink.LinkKind.CODE, URI.create("https://github.com/t/t"))
                        .build();
        put(titled);
        long change = catalogue.lastChange();
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.saveIn(VISION, ANN, titled.id(), NOON);
        library.upvoteIn(VISION, ANN, titled.id(), NOON);
        library.dismiss(BOB, titled.id(), NOON);
        library.shown(ANN, List.of(titled.id()), NOON);
        library.rememberList(ANN, VISION, List.of(titled.id()), NOON);
        library.creditIn(VISION, BOB, titled.id(), NOON);
        ledger.record(new Ledger.LedgerEntry(VISION, titled.id(), NOON, Ledger.Occasion.EDITION));
        vectors.keep("m", Map.of(titled.id(), new float[] {1, 2}));

        Paper identified =
                arxivPaper("1706.03762", "Attention Is All You Need!")
                        .version(5)
                        .summary(titled.summary(), titled.rawSummary())
                        .title("Attention is all you need", "Attention is all you need")
                        .build();
        assertThat(catalogue.put(List.of(identified), NOON.plusSeconds(60)))
                .containsExactly(Intake.MERGED);

        PaperId id = identified.id();
        Paper now = catalogue.find(id).orElseThrow();
        assertThat(catalogue.find(titled.id())).contains(now);
        assertThat(catalogue.canonical(titled.id())).isEqualTo(id);
        assertThat(catalogue.size()).isEqualTo(1);
        assertThat(now.upvotes()).isEqualTo(30);
        assertThat(now.hasCode()).isTrue();
        assertThat(now.version()).isEqualTo(5);
        assertThat(now.authors()).isEqualTo(identified.authors());
        assertThat(now.added()).isEqualTo(NOON);
        assertThat(catalogue.findByLink(URI.create("https://github.com/t/t")))
                .map(Paper::id)
                .contains(id);

        assertThat(library.saved(ANN)).containsExactly(new Library.Saved(id, NOON));
        assertThat(library.savers(VISION, titled.id())).containsExactly("Ann");
        assertThat(library.votes(ANN)).containsExactly(new Library.Vote(id, NOON));
        assertThat(library.voteCounts(VISION, List.of(titled.id())))
                .containsExactly(Map.entry(id, 1));
        assertThat(library.dismissed(BOB)).containsExactly(id);
        assertThat(library.shownSince(ANN, NOON)).containsExactly(id);
        assertThat(library.lastList(ANN, VISION)).containsExactly(id);
        assertThat(library.submitter(VISION, id)).contains("Bob");
        assertThat(ledger.postings(VISION, id)).hasSize(1);
        assertThat(ledger.postings(VISION, titled.id())).hasSize(1);
        assertThat(vectors.load("m", List.of(id))).containsOnlyKeys(id);

        List<Change> changes = catalogue.changesAfter(change, 10);
        assertThat(changes).extracting(Change::id).containsExactlyInAnyOrder(id, titled.id());
        assertThat(changes)
                .filteredOn(one -> one.id().equals(titled.id()))
                .allMatch(one -> one.paper().isEmpty());
        assertThat(changes)
                .filteredOn(one -> one.id().equals(id))
                .allMatch(one -> one.paper().equals(java.util.Optional.of(now)));

        assertThat(put(titled)).isEqualTo(Intake.UNCHANGED);
        assertThat(library.save(ANN, titled.id(), NOON)).isFalse();
        assertThat(library.unsave(ANN, titled.id())).isTrue();
    }

    @Test
    void whatSomebodyDidWithBothStaysOnceWithTheEarlierTime() {
        Paper published = Paper.builder(doi("10.1000/xyz"), "Journal version").build();
        Paper preprint = arxivPaper("2401.00001", "Preprint version").build();
        catalogue.put(List.of(published, preprint), NOON);
        Instant later = NOON.plusSeconds(60);
        library.seen(ANN, VISION, "Ann", NOON);
        library.seen(BOB, VISION, "Bob", NOON);
        library.saveIn(VISION, ANN, published.id(), NOON);
        library.saveIn(VISION, ANN, preprint.id(), later);
        library.upvoteIn(VISION, ANN, published.id(), later);
        library.upvoteIn(VISION, ANN, preprint.id(), NOON);
        library.upvoteIn(VISION, BOB, published.id(), later);
        library.dismiss(ANN, published.id(), NOON);
        library.dismiss(ANN, preprint.id(), NOON);
        library.shown(ANN, List.of(published.id()), later);
        library.shown(ANN, List.of(preprint.id()), NOON);
        library.creditIn(VISION, ANN, published.id(), NOON);
        library.creditIn(VISION, BOB, preprint.id(), later);
        library.rememberList(ANN, VISION, ids(published, preprint), NOON);
        ledger.record(new Ledger.LedgerEntry(VISION, published.id(), NOON, Ledger.Occasion.SHARED));
        ledger.record(new Ledger.LedgerEntry(VISION, preprint.id(), NOON, Ledger.Occasion.SHARED));
        ledger.record(new Ledger.LedgerEntry(VISION, preprint.id(), later, Ledger.Occasion.SHARED));

        Paper withDoi = preprint.toBuilder().version(2).doi(new Doi("10.1000/xyz")).build();
        assertThat(put(withDoi)).isEqualTo(Intake.MERGED);

        PaperId id = preprint.id();
        assertThat(catalogue.size()).isEqualTo(1);
        assertThat(library.saved(ANN)).containsExactly(new Library.Saved(id, NOON));
        assertThat(library.votes(ANN)).containsExactly(new Library.Vote(id, NOON));
        assertThat(library.votes(BOB)).containsExactly(new Library.Vote(id, later));
        assertThat(library.voteCounts(VISION, List.of(id, published.id())))
                .containsExactly(Map.entry(id, 2));
        assertThat(library.dismissed(ANN)).containsExactly(id);
        assertThat(library.shownSince(ANN, later)).containsExactly(id);
        assertThat(library.submitter(VISION, id)).contains("Ann");
        assertThat(library.lastList(ANN, VISION))
                .as("numbers keep their meaning")
                .containsExactly(id, id);
        assertThat(ledger.postings(VISION, 10)).hasSize(2);
    }

    @Test
    void aTitledPaperThatComesAfterTheIdentifiedOneFillsItsGaps() {
        Paper identified = arxivPaper("2401.00001", "One title").version(1).build();
        put(identified);
        long change = catalogue.lastChange();
        Paper titled =
                titledPaper("ONE title").summary("shorter", "shorter").organisation("Lab").build();
        assertThat(put(titled)).isEqualTo(Intake.MERGED);
        assertThat(put(titled)).isEqualTo(Intake.UNCHANGED);
        assertThat(catalogue.find(titled.id()))
                .contains(identified.toBuilder().organisation("Lab").added(NOON).build());
        assertThat(catalogue.changesAfter(change, 10))
                .extracting(Change::id)
                .containsExactly(identified.id());
    }

    @Test
    void mergingThatAddsNothingIsStillRemembered() {
        Paper identified = arxivPaper("2401.00001", "One title").version(1).build();
        put(identified);
        long change = catalogue.lastChange();
        assertThat(put(titledPaper("One title").build())).isEqualTo(Intake.MERGED);
        assertThat(catalogue.lastChange()).isEqualTo(change);
        assertThat(catalogue.canonical(PaperId.ofTitle("One title"))).isEqualTo(identified.id());
    }

    @Test
    void aDoiPaperAndTheArxivPaperWithThatDoiAreOneInEitherOrder() {
        Paper published =
                Paper.builder(doi("10.1000/xyz"), "Journal version").summary("j", "j").build();
        Paper preprint =
                arxivPaper("2401.00001", "Preprint version").doi(new Doi("10.1000/xyz")).build();
        put(preprint);
        assertThat(put(published)).isEqualTo(Intake.MERGED);
        assertThat(catalogue.find(published.id()).orElseThrow().title())
                .isEqualTo("Preprint version");
        try (Store other = engine().open(directory.resolve("other"))) {
            other.catalogue().put(List.of(published), NOON);
            assertThat(other.catalogue().put(List.of(preprint), NOON))
                    .containsExactly(Intake.MERGED);
            assertThat(other.catalogue().find(published.id()))
                    .isEqualTo(catalogue.find(published.id()));
            assertThat(other.catalogue().history(published.id()))
                    .extracting(Revision::before)
                    .contains("Journal version");
        }
    }

    @Test
    void chainsOfMergesLeadToTheLastId() {
        Paper titled = titledPaper("A title").build();
        Paper published = Paper.builder(doi("10.1000/xyz"), "A title").build();
        Paper preprint =
                arxivPaper("2401.00001", "Another title").doi(new Doi("10.1000/xyz")).build();
        put(titled);
        library.save(ANN, titled.id(), NOON);
        assertThat(put(published)).isEqualTo(Intake.MERGED);
        assertThat(put(preprint)).isEqualTo(Intake.MERGED);
        assertThat(catalogue.canonical(titled.id())).isEqualTo(preprint.id());
        assertThat(catalogue.canonical(published.id())).isEqualTo(preprint.id());
        assertThat(library.saved(ANN))
                .extracting(Library.Saved::paper)
                .containsExactly(preprint.id());
        assertThat(catalogue.size()).isEqualTo(1);
        assertThat(ids(catalogue.findAll(List.of(titled.id(), published.id(), preprint.id()))))
                .containsExactly(preprint.id());
    }

    @Test
    void papersOfOneBatchMergeAsPapersOfManyDo() {
        Paper titled = titledPaper("A title").upvotes(4).build();
        Paper published = Paper.builder(doi("10.1000/xyz"), "A title").build();
        Paper preprint =
                arxivPaper("2401.00001", "A title").version(1).doi(new Doi("10.1000/xyz")).build();
        Paper newer = preprint.toBuilder().version(2).title("New title", "New title").build();
        assertThat(catalogue.put(List.of(titled, published, preprint, newer, titled), NOON))
                .containsExactly(
                        Intake.ADDED,
                        Intake.MERGED,
                        Intake.MERGED,
                        Intake.UPDATED,
                        Intake.UNCHANGED);
        assertThat(catalogue.size()).isEqualTo(1);
        Paper now = catalogue.find(titled.id()).orElseThrow();
        assertThat(now).isEqualTo(newer.toBuilder().upvotes(4).added(NOON).build());
        assertThat(catalogue.history(now.id())).extracting(Revision::before).contains("A title");
    }

    @Test
    void staysApartWhenSeveralIdentifiedPapersShareTheTitle() {
        Paper one = arxivPaper("2401.00001", "Introduction").build();
        Paper other = arxivPaper("2402.00002", "Introduction").build();
        Paper titled = titledPaper("Introduction").build();
        assertThat(catalogue.put(List.of(one, other, titled), NOON)).containsOnly(Intake.ADDED);
        assertThat(catalogue.put(List.of(one, other, titled), NOON)).containsOnly(Intake.UNCHANGED);
        assertThat(catalogue.findByTitleKey(PaperId.titleKey("Introduction"))).hasSize(3);
    }

    @Test
    void staysApartWhenNoAuthorIsTheSame() {
        Paper one = arxivPaper("2401.00001", "A survey").authorNames(List.of("Ann Author")).build();
        Paper other = titledPaper("A survey").authorNames(List.of("Zoë Zed")).build();
        assertThat(catalogue.put(List.of(one, other), NOON)).containsOnly(Intake.ADDED);
        Paper same =
                titledPaper("A survey").authorNames(List.of("A. Author", "B. Someone")).build();
        try (Store fresh = engine().open(directory.resolve("fresh"))) {
            assertThat(fresh.catalogue().put(List.of(one, same), NOON))
                    .containsExactly(Intake.ADDED, Intake.MERGED);
        }
    }

    @Test
    void twoArxivPapersThatShareADoiStayTwo() {
        Paper one = arxivPaper("2401.00001", "Part one").doi(new Doi("10.1000/xyz")).build();
        Paper other = arxivPaper("2402.00002", "Part two").doi(new Doi("10.1000/xyz")).build();
        Paper book = Paper.builder(doi("10.1000/xyz"), "The book").build();
        assertThat(catalogue.put(List.of(one, other, book), NOON)).containsOnly(Intake.ADDED);
        assertThat(catalogue.put(List.of(one, other, book), NOON)).containsOnly(Intake.UNCHANGED);
    }

    // --- changes, dates ---

    @Test
    void tellsEveryChangeOnceInOrder() {
        assertThat(catalogue.lastChange()).isZero();
        assertThat(catalogue.changesAfter(0, 10)).isEmpty();
        List<Paper> papers = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            papers.add(arxivPaper("2501.%05d".formatted(i), "Paper " + i).version(1).build());
        }
        catalogue.put(papers, NOON);
        put(papers.get(3).toBuilder().version(2).title("Changed", "Changed").build());

        List<PaperId> told = new ArrayList<>();
        long reached = 0;
        while (true) {
            List<Change> changes = catalogue.changesAfter(reached, 7);
            if (changes.isEmpty()) {
                break;
            }
            for (Change change : changes) {
                assertThat(change.sequence()).isGreaterThan(reached);
                reached = change.sequence();
                told.add(change.id());
            }
        }
        List<PaperId> expected = new ArrayList<>(ids(papers));
        expected.remove(papers.get(3).id());
        expected.add(papers.get(3).id());
        assertThat(told).isEqualTo(expected);
        assertThat(reached).isEqualTo(catalogue.lastChange());
        assertThat(catalogue.changesAfter(reached - 1, 5).getFirst().paper().orElseThrow().title())
                .isEqualTo("Changed");
    }

    @Test
    void listsTheSpanMostUpvotedFirstThenNewest() {
        Paper a = arxivPaper("2501.00001", "a").published(NOON).upvotes(1).build();
        Paper b =
                arxivPaper("2501.00002", "b")
                        .published(NOON.minus(Duration.ofDays(90)))
                        .featured(NOON.plusSeconds(1))
                        .upvotes(1)
                        .build();
        Paper c = arxivPaper("2501.00003", "c").published(NOON).upvotes(9).build();
        Paper before =
                arxivPaper("2501.00004", "d").published(NOON.minusSeconds(1)).upvotes(99).build();
        Paper after =
                arxivPaper("2501.00005", "e").published(NOON.plusSeconds(60)).upvotes(99).build();
        Paper undated = arxivPaper("2501.00006", "f").build();
        catalogue.put(List.of(a, b, c, before, after), NOON);
        catalogue.put(List.of(undated), NOON.plusSeconds(2));
        Instant until = NOON.plusSeconds(60);
        assertThat(ids(catalogue.dated(NOON, until, 10))).containsExactly(c.id(), b.id(), a.id());
        assertThat(ids(catalogue.dated(NOON, until, 2))).containsExactly(c.id(), b.id());
        assertThat(catalogue.dated(Instant.MIN, Instant.MAX, 100)).hasSize(6);
    }

    // --- hostile text ---

    @Test
    void keepsTextOfEveryPlaneAndCleansWhatNoEngineCanKeep() {
        StringBuilder all = new StringBuilder();
        for (int plane = 0; plane < 17; plane++) {
            for (int offset :
                    new int[] {0x41, 0x300, 0x202e, 0xd7ff, 0xe000, 0xfffd, 0xfffe, 0xffff}) {
                all.appendCodePoint(plane * 0x10000 + offset);
            }
        }
        all.append("'; DROP TABLE paper; -- \" ? :x <y> %");
        String text = all.toString();
        Paper paper =
                Paper.builder(arxiv("2501.00001"), text)
                        .summary(text + "\n" + text, "\r\n\t" + text)
                        .authorNames(List.of(text, text + "2"))
                        .comment(text)
                        .build();
        put(paper);
        assertThat(catalogue.find(paper.id())).contains(paper.toBuilder().added(NOON).build());

        Paper dirty =
                Paper.builder(arxiv("2501.00002"), "\0")
                        .summary("a\0b\ud800c\udc00d", "x")
                        .authors(
                                List.of(
                                        Author.person("Author", "Ann\nB.", "\t"),
                                        Author.collaboration("\udfff")))
                        .categories(List.of(new Category("cs\0.CV")))
                        .build();
        assertThat(put(dirty)).isEqualTo(Intake.ADDED);
        Paper clean = catalogue.find(dirty.id()).orElseThrow();
        assertThat(clean.title()).isEqualTo("\uFFFD");
        assertThat(clean.summary()).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
        assertThat(clean.authorNames()).containsExactly("Ann B. Author", "\uFFFD");
        assertThat(put(dirty)).isEqualTo(Intake.UNCHANGED);
    }

    @Test
    void takesOneMegabyteOfText() {
        String large = "ab ".repeat(350_000);
        Paper paper = Paper.builder(arxiv("2501.00001"), "t").summary(large, large).build();
        put(paper);
        assertThat(catalogue.find(paper.id()).orElseThrow().summary()).isEqualTo(large);
    }

    @Test
    void takesTimesBeyondWhatItCanKeep() {
        put(arxivPaper("2501.00001", "t").published(Instant.MIN).featured(Instant.MAX).build());
        assertThat(catalogue.dated(Instant.MIN, Instant.MAX, 1)).isEmpty();
        assertThat(catalogue.find(arxiv("2501.00001"))).isPresent();
    }
}
