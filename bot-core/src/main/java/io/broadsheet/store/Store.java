package io.broadsheet.store;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.ImportJournal;
import io.broadsheet.catalogue.VectorStore;
import io.broadsheet.chat.LongCodes;
import io.broadsheet.chat.RequestJournal;
import io.broadsheet.club.ClubPorts;
import io.broadsheet.edition.Ledger;
import io.broadsheet.edition.Outbox;
import io.broadsheet.edition.PaperMessages;
import io.broadsheet.edition.Processes;
import io.broadsheet.edition.StoredTimes;
import io.broadsheet.installation.Installations;
import io.broadsheet.library.Library;
import io.broadsheet.publication.SecretLinks;
import io.broadsheet.schedule.Digests;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.source.HarvestJournal;
import io.broadsheet.source.SourceJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything the bot keeps, in one SQLite database file or in a PostgreSQL database. Safe for use
/// by many threads, and by several processes: of one machine on a file, of many on PostgreSQL.
///
/// What a method of its ports acknowledges by returning survives a crash of the process, of the
/// system and a power cut. Their failures are [StoreException]s.
public final class Store implements AutoCloseable {

    /// The file's name in its directory.
    public static final String FILE = "broadsheet.db";

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEALTH = Duration.ofMillis(2_700);

    private final Database database;
    private final Catalogue catalogue;
    private final Library library;
    private final Ledger ledger;
    private final VectorStore vectors;
    private final ImportJournal journal;
    private final SourceJournal sources;
    private final LongCodes longCodes;
    private final Schedules schedules;
    private final Digests digests;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final ClubPorts clubs;
    private final Installations installations;
    private final HarvestJournal harvests;
    private final Processes processes;
    private final StoredTimes storedTimes;
    private final RequestJournal requests;
    private final SecretLinks links;
    private final PaperMessages paperMessages;

    private Store(Database database) {
        this.database = database;
        catalogue = new SqlCatalogue(database);
        library = new SqlLibrary(database);
        ledger = new SqlLedger(database);
        vectors = new SqlVectorStore(database);
        journal = new SqlImportJournal(database);
        sources = new SqlSourceJournal(database);
        longCodes = new SqlLongCodes(database);
        schedules = new SqlSchedules(database);
        digests = new SqlDigests(database);
        subscriptions = new SqlSubscriptions(database);
        outbox = new SqlOutbox(database);
        clubs =
                new ClubPorts(
                        new SqlClubs(database),
                        new SqlNominations(database),
                        new SqlRota(database),
                        new SqlClubArchive(database));
        installations = new SqlInstallations(database);
        harvests = new SqlHarvestJournal(database);
        processes = new SqlProcesses(database);
        storedTimes = new SqlStoredTimes(database);
        requests = new SqlRequestJournal(database);
        links = new SqlSecretLinks(database);
        paperMessages = new SqlPaperMessages(database);
    }

    /// Opens the database in a directory, making both where they are missing, and brings it up to
    /// this program's layout. Before an existing one changes, a copy of it is kept beside it,
    /// `broadsheet.db.v1.bak` for layout 1.
    ///
    /// @throws StoreException where it cannot be used, or a newer program made it
    public static Store open(Path directory) {
        return open(directory, PATIENCE);
    }

    /// @param patience how long a call waits for a database that is held elsewhere, 1 s or more
    static Store open(Path directory, Duration patience) {
        Path file = directory.resolve(FILE).toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw StoreException.notAccessible(file, e);
        }
        new Migrations(file, SqliteDatabase.writing(file, patience)).run();
        return new Store(new SqliteDatabase(file, patience));
    }

    /// Opens a PostgreSQL database, and brings it up to this program's layout. Several processes
    /// may use it.
    ///
    /// @throws StoreException where it cannot be used, or a newer program changed it
    public static Store open(PostgresAddress address) {
        new Migrations(address, PostgresDatabase.source(address, PATIENCE)).run();
        return new Store(new PostgresDatabase(address, PATIENCE));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Library library() {
        return library;
    }

    public Ledger ledger() {
        return ledger;
    }

    public VectorStore vectors() {
        return vectors;
    }

    public ImportJournal journal() {
        return journal;
    }

    public SourceJournal sources() {
        return sources;
    }

    public LongCodes longCodes() {
        return longCodes;
    }

    public Schedules schedules() {
        return schedules;
    }

    public Digests digests() {
        return digests;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Outbox outbox() {
        return outbox;
    }

    public ClubPorts clubs() {
        return clubs;
    }

    public Installations installations() {
        return installations;
    }

    public HarvestJournal harvests() {
        return harvests;
    }

    public Processes processes() {
        return processes;
    }

    public StoredTimes storedTimes() {
        return storedTimes;
    }

    public RequestJournal requests() {
        return requests;
    }

    public SecretLinks links() {
        return links;
    }

    public PaperMessages paperMessages() {
        return paperMessages;
    }

    /// Connections for whoever keeps a table of its own here.
    public DataSource connections() {
        return database.connections();
    }

    /// Runs work whose writes are kept all at once, or not at all. It may not rely on reading what
    /// it wrote.
    ///
    /// @throws StoreException where they cannot be kept
    public void together(Runnable work) {
        database.write(handle -> {
            work.run();
            return handle;
        });
    }

    /// The engine's name.
    public String engine() {
        return database.engine();
    }

    /// Whether it answers now. Is known within three seconds, also where the network is dead.
    public boolean healthy() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("store-health").start(() -> answer.complete(answers()));
        return answer.completeOnTimeout(false, HEALTH.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private boolean answers() {
        try {
            catalogue.lastChange();
            return true;
        } catch (StoreException e) {
            LOG.warn("The store does not answer: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.error("Whether the store answers could not be found out", e);
            return false;
        }
    }

    /// Why nothing can be written now; empty where it can. Writes a row as it is.
    public Optional<StoreException> unwritable() {
        try {
            database.write(handle ->
                    handle.execute(
                            "UPDATE counter SET value = value WHERE name = 'schedule_change'"));
            return Optional.empty();
        } catch (StoreException e) {
            LOG.warn("The store cannot be written: {}", e.getMessage());
            return Optional.of(e);
        }
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
