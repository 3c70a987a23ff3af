package io.broadsheet.store;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Outbox;
import io.broadsheet.library.Library;
import io.broadsheet.paper.ArxivId;
import io.broadsheet.paper.Doi;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscriptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What the contracts share: an open store of some engine, and papers and people to fill it with.
abstract class StoreContract {

    static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    static final UserRef ANN = new UserRef(Platform.SLACK, "T1", "U-ann");
    static final UserRef BOB = new UserRef(Platform.SLACK, "T1", "U-bob");
    static final ChannelRef VISION = new ChannelRef(Platform.SLACK, "T1", "C-vision");
    static final ChannelRef AUDIO = new ChannelRef(Platform.SLACK, "T1", "C-audio");

    @TempDir Path directory;

    Store store;
    Catalogue catalogue;
    Library library;
    Ledger ledger;
    VectorStore vectors;
    Schedules schedules;
    Digests digests;
    Subscriptions subscriptions;
    Outbox outbox;

    abstract TestEngine engine();

    @BeforeEach
    void open() {
        store = engine().open(directory);
        catalogue = store.catalogue();
        library = store.library();
        ledger = store.ledger();
        vectors = store.vectors();
        schedules = store.schedules();
        digests = store.digests();
        subscriptions = store.subscriptions();
        outbox = store.outbox();
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        open();
    }

    /// Orders papers by mail, confirmed.
    Subscription subscribe(UserRef user, Subscription.Topics content) {
        Subscription pending =
                subscriptions.add(
                        new Subscriptions.Order(
                                Optional.of(user),
                                new Subscription.Mailbox("sealed", "digest of " + user),
                                content,
                                new Cadence.Daily(LocalTime.NOON),
                                ZoneOffset.UTC),
                        NOON.plusSeconds(60),
                        NOON);
        subscriptions.confirm(pending.id(), NOON);
        return pending;
    }

    Catalogue.Intake put(Paper paper) {
        return catalogue.put(List.of(paper), NOON).getFirst();
    }

    static PaperId arxiv(String id) {
        return PaperId.of(ArxivId.parse(id).orElseThrow());
    }

    static PaperId doi(String doi) {
        return PaperId.of(Doi.parse(doi).orElseThrow());
    }

    static Paper.Builder arxivPaper(String id, String title) {
        return Paper.builder(arxiv(id), title)
                .summary("About " + title, "About " + title)
                .authorNames(List.of("Ann Author", "Bob Writer"));
    }

    static Paper.Builder titledPaper(String title) {
        return Paper.builder(PaperId.ofTitle(title), title);
    }

    static List<PaperId> ids(Paper... papers) {
        return Arrays.stream(papers).map(Paper::id).toList();
    }

    static List<PaperId> ids(List<Paper> papers) {
        return papers.stream().map(Paper::id).toList();
    }
}
