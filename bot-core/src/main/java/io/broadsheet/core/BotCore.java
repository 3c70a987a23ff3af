package io.broadsheet.core;

import io.broadsheet.cache.CachedCatalogue;
import io.broadsheet.cache.CachedOutlines;
import io.broadsheet.cache.CachedPaperSearch;
import io.broadsheet.cache.CachedTypeahead;
import io.broadsheet.cache.CoalescedDiscoveries;
import io.broadsheet.cache.CoalescedRequests;
import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.chat.ChangeListener;
import io.broadsheet.chat.Changes;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Reachability;
import io.broadsheet.clockwork.Clockwork;
import io.broadsheet.clockwork.Errand;
import io.broadsheet.clockwork.Errands;
import io.broadsheet.club.posting.ClubPosts;
import io.broadsheet.club.posting.ClubReachability;
import io.broadsheet.command.Afterwards;
import io.broadsheet.command.Checkup;
import io.broadsheet.command.Codes;
import io.broadsheet.command.CommandServices;
import io.broadsheet.command.Conversation;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Layout;
import io.broadsheet.edition.OccurrenceState;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PaperOfTheDay;
import io.broadsheet.edition.PostingContext;
import io.broadsheet.edition.ScheduleReachability;
import io.broadsheet.harvest.HarvestListener;
import io.broadsheet.harvest.HarvestSummary;
import io.broadsheet.harvest.Harvester;
import io.broadsheet.ingest.file.ImportListener;
import io.broadsheet.ingest.file.ImportSummary;
import io.broadsheet.ingest.file.Importer;
import io.broadsheet.ingest.source.NetworkSources;
import io.broadsheet.installation.Installations;
import io.broadsheet.publication.Publication;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.schedule.Digest;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.WatchedSchedules;
import io.broadsheet.search.LuceneSearch;
import io.broadsheet.source.PaperDiscoveries;
import io.broadsheet.source.PaperLookup;
import io.broadsheet.source.PaperRequests;
import io.broadsheet.source.PaperSource;
import io.broadsheet.source.SourceJournal;
import io.broadsheet.source.SourceState;
import io.broadsheet.source.Sources;
import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.Store;
import io.broadsheet.store.StoreCopy;
import io.broadsheet.subscription.MailDesk;
import io.broadsheet.subscription.MailLinks;
import io.broadsheet.view.ClubMessages;
import io.broadsheet.view.DiscussionOpening;
import io.broadsheet.view.EditionLayout;
import io.broadsheet.view.MailActions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bot without any platform: what it keeps, how it searches, and its conversation. Safe for use
/// by many threads.
public final class BotCore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BotCore.class);

    /// How long a claim on a post holds: longer than any call of a platform takes.
    private static final Duration LEASE = Duration.ofSeconds(90);

    /// How soon papers that another process took in are found.
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);

    private static final int REMEMBERED_ANSWERS = 2_000;
    private static final int REMEMBERED_PAPERS = 2_000;

    /// So few papers are indexed before the first answer, should the index be gone.
    private static final int QUICKLY_INDEXED = 2_000;

    private final Store store;
    private final EmbeddingChoice model;
    private final LuceneSearch index;
    private final PaperSearch search;
    private final Afterwards afterwards;
    private final Conversation conversation;
    private final Importer importer;
    private final EditionDispatcher dispatcher;
    private final Clockwork clockwork;
    private final Sources sources;
    private final PaperRequests requests;
    private final Publication publication;
    private final List<CloseStep> asking = new ArrayList<>();
    private final CoreSettings settings;
    private final ScheduledExecutorService follower =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("store-follower").factory());
    private final Rechecking rechecking;
    private volatile long followed;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final String worker;
    private final Clock clock;
    private volatile Optional<Errands> errands = Optional.empty();
    private final List<Checkup> checkups = new CopyOnWriteArrayList<>();
    private final Changes changes = new Changes();
    private final Reachability reachability;
    private final Optional<MailDesk> mailDesk;

    /// Makes the sources, for tests that bring their own.
    @FunctionalInterface
    public interface SourcesOf {
        Sources open(SourceJournal journal);
    }

    @FunctionalInterface
    private interface CloseStep {
        void close();
    }

    private BotCore(
            Store store,
            EmbeddingChoice model,
            LuceneSearch index,
            Sources sources,
            CoreSettings settings,
            Clock clock) {
        this.store = store;
        this.sources = sources;
        this.clock = clock;
        this.model = model;
        this.index = index;
        this.settings = settings;
        this.afterwards = new Afterwards(store::together);
        this.search = new CachedPaperSearch(index, index::version, REMEMBERED_ANSWERS);
        if (sources.lookup().equals(PaperLookup.NONE)) {
            this.requests = PaperRequests.NONE;
        } else {
            CoalescedRequests coalesced =
                    new CoalescedRequests(
                            sources.lookup(), store.catalogue(), index::refresh, clock);
            this.requests = coalesced;
            this.asking.add(coalesced::close);
        }
        PaperDiscoveries discoveries = PaperDiscoveries.NONE;
        if (sources.discovery().source().isPresent()) {
            CoalescedDiscoveries coalesced =
                    new CoalescedDiscoveries(
                            sources.discovery(), store.catalogue(), index::refresh, clock);
            discoveries = coalesced;
            this.asking.add(coalesced::close);
        }
        Catalogue catalogue = new CachedCatalogue(store.catalogue(), REMEMBERED_PAPERS);
        Recommender recommender = new Recommender(catalogue, search, store.library(), clock);
        this.publication =
                Publication.of(
                        catalogue,
                        search,
                        recommender,
                        store.library(),
                        store.ledger(),
                        store.links(),
                        store.clubs().clubs(),
                        new CachedOutlines(settings.pictures(), REMEMBERED_PAPERS),
                        clock);
        PaperOfTheDay paperOfTheDay =
                new PaperOfTheDay(
                        catalogue, store.library(), store.ledger(), store.outbox(), recommender);
        Codes codes = new Codes(store.longCodes(), clock);
        Optional<MailLinks> links =
                settings.mail().map(mail -> new MailLinks(mail.keyring(), mail.publicAddress()));
        Layout layout =
                new EditionLayout(
                        store.library(),
                        store.ledger(),
                        store.clubs().clubs(),
                        new DiscussionOpening(store.ledger(), catalogue, search),
                        codes,
                        links.<MailActions>map(each -> each).orElse(MailActions.NONE),
                        settings.pictures());
        Schedules schedules = new WatchedSchedules(store.schedules(), changes);
        CachedTypeahead typeahead = new CachedTypeahead(schedules, store.library(), store.ledger());
        changes.listen(typeahead);
        this.worker = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        this.dispatcher =
                new EditionDispatcher(
                        new PostingContext(
                                schedules,
                                store.digests(),
                                store.subscriptions(),
                                store.outbox(),
                                catalogue,
                                store.library(),
                                store.paperMessages(),
                                paperOfTheDay,
                                layout,
                                clock,
                                worker,
                                LEASE));
        this.clockwork =
                new Clockwork(
                        store.connections(),
                        dispatcher,
                        schedules,
                        store.digests(),
                        store.subscriptions(),
                        store.processes(),
                        store.storedTimes(),
                        clock,
                        Clockwork.Timing.usual(worker));
        ClubPosts clubPosts =
                Assembly.clubs(
                        store,
                        catalogue,
                        new Assembly.Choosing(paperOfTheDay, recommender),
                        new ClubMessages(codes, settings.pictures()),
                        new Assembly.PostingByClock(schedules, dispatcher, clockwork::wind),
                        clock);
        dispatcher.announce(clubPosts);
        this.reachability =
                new ClubReachability(
                        new ScheduleReachability(
                                schedules, store.digests(), dispatcher, clockwork::wind, clock),
                        clubPosts,
                        dispatcher);
        this.rechecking = new Rechecking(reachability);
        this.mailDesk =
                links.map(each ->
                        Assembly.mails(
                                store,
                                catalogue,
                                recommender,
                                each,
                                settings.mail().orElseThrow(),
                                new Assembly.PostingByClock(schedules, dispatcher, clockwork::wind),
                                clock));
        mailDesk.ifPresent(Assembly::renewAddresses);
        this.conversation =
                new Conversation(
                        new CommandServices(
                                store.catalogue(),
                                search,
                                store.library(),
                                store.ledger(),
                                store.paperMessages(),
                                recommender,
                                paperOfTheDay,
                                schedules,
                                store.digests(),
                                mailDesk.map(MailDesk::subscribing),
                                store.clubs(),
                                clubPosts,
                                store.outbox(),
                                dispatcher,
                                layout,
                                clockwork::wind,
                                this::findings,
                                requests,
                                discoveries,
                                codes,
                                store.links(),
                                settings.place(),
                                settings.pictures(),
                                afterwards,
                                clock),
                        typeahead,
                        changes,
                        store.requests());
        this.importer = new Importer(store.catalogue(), store.journal(), clock);
        // Other processes take papers in as well.
        var unused =
                follower.scheduleWithFixedDelay(
                        this::follow,
                        FOLLOW_EVERY.toMillis(),
                        FOLLOW_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void follow() {
        try {
            long latest = store.catalogue().lastChange();
            if (latest != followed) {
                index.refresh();
                followed = latest;
            }
        } catch (RuntimeException e) {
            log.warn("Changes of the store could not be followed: {}", e.getMessage());
        }
    }

    /// Opens what is kept under the home directory and starts what runs in the background. Bundled
    /// papers are in, and found by their words, when this returns; what had not been indexed
    /// follows.
    ///
    /// @throws io.broadsheet.store.StoreException where the store cannot be used
    /// @throws IllegalArgumentException where the embedding model cannot be used; the message is
    ///   for people
    public static BotCore start(CoreSettings settings, Clock clock) {
        return start(settings, clock, journal -> sources(settings, journal, clock));
    }

    /// The same with other sources than the settings name.
    public static BotCore start(CoreSettings settings, Clock clock, SourcesOf sourcesOf) {
        EmbeddingChoice model = EmbeddingChoice.of(settings);
        Store store = StoreChoice.openToFill(settings);
        try {
            LuceneSearch index =
                    LuceneSearch.open(
                            settings.home().resolve("index"),
                            store.catalogue(),
                            store.vectors(),
                            model.embeddings());
            BotCore core =
                    new BotCore(
                            store, model, index, sourcesOf.open(store.sources()), settings, clock);
            new BundledIntake(core.store, core.importer, core.index).takeIn(settings.bundled());
            if (store.catalogue().size() <= QUICKLY_INDEXED) {
                index.refresh();
            }
            return core;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Sources sources(CoreSettings settings, SourceJournal journal, Clock clock) {
        return settings.sources().any()
                ? NetworkSources.open(settings.sources(), journal, clock)
                : Sources.NONE;
    }

    /// How what is kept is, as `doctor` says it, for when the bot does not run here.
    ///
    /// @throws io.broadsheet.store.StoreException where the store cannot be used
    public static List<Checkup.Finding> examine(CoreSettings settings, Clock clock) {
        try (Store store = StoreChoice.open(settings);
                Sources sources = sources(settings, store.sources(), clock)) {
            List<Checkup.Finding> findings = new ArrayList<>(StoreFindings.of(store, true));
            StoreFindings.unwritable(settings.home()).ifPresent(findings::add);
            StoreChoice.forgottenFile(settings, store)
                    .map(why -> Checkup.Finding.bad(Checkup.STORE, why))
                    .ifPresent(findings::add);
            findings.add(StoreFindings.paused(store));
            long papers = store.catalogue().size();
            long indexed = LuceneSearch.count(settings.home().resolve("index"));
            findings.add(
                    StoreFindings.index(
                            indexed, papers, "; the bot takes in the others while it runs"));
            findings.add(model(settings, store, papers));
            findings.addAll(SourceFindings.of(sources, store.harvests()));
            return findings;
        }
    }

    private static Checkup.Finding model(CoreSettings settings, Store store, long papers) {
        try {
            EmbeddingChoice model = EmbeddingChoice.of(settings);
            try (AutoCloseable _ = model.resource()) {
                return StoreFindings.model(
                        settings, store.vectors().count(model.embeddings().model()), papers);
            }
        } catch (Exception e) {
            return Checkup.Finding.bad("model", String.valueOf(e.getMessage()));
        }
    }

    /// Copies the store of the home directory into an empty PostgreSQL database and compares both.
    ///
    /// @param heard is told of every table that was copied and found equal
    /// @throws io.broadsheet.store.StoreException where that is not possible; then the database is
    ///   as it was
    public static void copyStore(
            Path home, PostgresAddress target, Consumer<StoreCopy.Copied> heard) {
        StoreCopy.run(home, target, heard);
    }

    /// Everything people can ask.
    public Conversation conversation() {
        return conversation;
    }

    /// The workspaces that installed the bot.
    public Installations installations() {
        return store.installations();
    }

    /// Where platforms say in which channels the bot can and cannot post.
    public Reachability reachability() {
        return reachability;
    }

    /// What mails and the links in them need; empty where no mail is sent.
    public Optional<MailDesk> mail() {
        return mailDesk;
    }

    /// From now on somebody hears of changes that people may be looking at.
    public void listen(ChangeListener listener) {
        changes.listen(listener);
    }

    /// From now on what is due on a platform is posted there.
    public void serve(ChatPlatform platform) {
        clockwork.serve(platform);
        rechecking.begin(platform.platform());
    }

    /// From now on the catalogue is kept up to date with the sources, each at its own rhythm; of
    /// several processes on one store one does it at a time.
    ///
    /// @param listener hears of it from several threads
    public synchronized void keepFresh(HarvestListener listener) {
        List<Errand> all =
                Freshness.errands(
                        sources,
                        store.catalogue(),
                        store.harvests(),
                        listener,
                        settings.sources().firstDays(),
                        clock,
                        random);
        if (errands.isEmpty() && !all.isEmpty()) {
            errands =
                    Optional.of(
                            Freshness.start(
                                    all,
                                    store.connections(),
                                    clock,
                                    Clockwork.Timing.usual(worker)));
        }
    }

    /// Takes in what a source has that is not in yet, now; found by their words, and on its way to
    /// being found by meaning, when this returns.
    ///
    /// @param since the day back to which the source shall be complete from now on; empty for the
    ///   one that holds
    /// @throws InterruptedException when the calling thread is interrupted; what is in stays in
    public HarvestSummary refresh(
            PaperSource source, Optional<LocalDate> since, HarvestListener listener)
            throws InterruptedException {
        Harvester harvester =
                new Harvester(
                        store.catalogue(),
                        store.harvests(),
                        clock,
                        settings.sources().firstDays(),
                        false);
        HarvestSummary summary = harvester.run(source, since.orElse(null), listener);
        index.refresh();
        return summary;
    }

    /// How each source is.
    public List<SourceState> sourceStates() {
        return sources.states();
    }

    /// What posts what is due; [#serve] runs it by the clock.
    public EditionDispatcher dispatcher() {
        return dispatcher;
    }

    /// Posts what is due on a platform by now, one after the other, and returns when that is done;
    /// for whoever moves the clock by hand.
    public void runDue(ChatPlatform platform) throws InterruptedException {
        dispatcher.serve(platform);
        for (Schedule schedule : store.schedules().active(platform.platform())) {
            dispatcher.run(new Outbox.Job.OfSchedule(schedule.id()));
        }
        for (Digest digest : store.digests().active(platform.platform())) {
            dispatcher.run(new Outbox.Job.OfDigest(digest.id()));
        }
        if (platform.platform().equals(Platform.MAIL)) {
            for (Subscription subscription : store.subscriptions().running()) {
                dispatcher.run(new Outbox.Job.OfSubscription(subscription.id()));
            }
        }
        for (Outbox.Job job : dispatcher.announcements().jobs(platform.platform())) {
            dispatcher.run(job);
        }
    }

    /// Platforms on which nothing is posted any more, because what runs the schedules stands still.
    public List<Platform> stuck() {
        return clockwork.stuck();
    }

    /// How many posts are in each state, of those that are not over, in doubt or refused.
    public Map<OccurrenceState, Integer> postsOpen() {
        return store.outbox().counts();
    }

    /// How many schedules a platform's refusal paused.
    public long refusedSchedules() {
        return store.schedules().paused().stream().filter(Schedule::isRefused).count();
    }

    /// Makes `doctor` ask further.
    public void also(Checkup checkup) {
        checkups.add(checkup);
    }

    /// How the bot is, as `doctor` says it.
    public List<Checkup.Finding> findings() {
        return new CoreCheckup(store, settings, search, sources, checkups).findings();
    }

    /// Whether the store answers now.
    public boolean healthy() {
        return store.healthy();
    }

    /// How many papers the catalogue has.
    public long papers() {
        return store.catalogue().size();
    }

    /// What people outside chat get to read.
    public Publication publication() {
        return publication;
    }

    /// How commands search.
    public PaperSearch search() {
        return search;
    }

    /// Waits until searches use the vectors that are kept already.
    ///
    /// @return whether they do; at once `false` without a model
    public boolean awaitMeaning(Duration atMost) throws InterruptedException {
        return index.awaitMeaning(atMost);
    }

    /// Where new papers come from.
    public Sources sources() {
        return sources;
    }

    /// Takes in files of papers; they can be found by their words when this returns.
    ///
    /// @throws InterruptedException when the calling thread is interrupted; what is in so far stays
    ///   in
    public ImportSummary take(List<Path> files, ImportListener listener)
            throws InterruptedException {
        ImportSummary summary = importer.run(files, listener);
        index.refresh();
        return summary;
    }

    /// Builds the index anew from the store, and returns when that is done. Searches are answered
    /// meanwhile.
    public void reindex() {
        index.reindex();
    }

    /// Stops what runs in the background and closes what is kept.
    @Override
    public void close() {
        rechecking.close();
        errands.ifPresent(Errands::close);
        clockwork.close();
        dispatcher.close();
        sources.close();
        asking.forEach(CloseStep::close);
        follower.shutdownNow();
        afterwards.close();
        index.close();
        try {
            model.resource().close();
        } catch (Exception e) {
            log.warn("The embedding model could not be closed", e);
        }
        store.close();
    }
}
