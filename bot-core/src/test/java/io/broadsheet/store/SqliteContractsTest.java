package io.broadsheet.store;

import io.broadsheet.cache.CachedCatalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/// Every contract on SQLite.
class SqliteContractsTest {

    @Nested
    class OfTheCatalogue extends CatalogueContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheCatalogueBehindACache extends CatalogueContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }

        @Override
        @BeforeEach
        void open() {
            super.open();
            catalogue = new CachedCatalogue(catalogue, 100);
        }
    }

    @Nested
    class OfTheLibrary extends LibraryContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheLedger extends LedgerContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheVectorStore extends VectorStoreContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheJournal extends JournalContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheSchedules extends SchedulesContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheDigests extends DigestsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheSecretLinks extends SecretLinksContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheClubs extends ClubsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheSubscriptions extends SubscriptionsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfNominations extends NominationsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheOutbox extends OutboxContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheInstallations extends InstallationsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheHarvestJournal extends HarvestJournalContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheSources extends SourceJournalContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheRequests extends RequestJournalContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfThePaperMessages extends PaperMessagesContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }

    @Nested
    class OfTheShelfLists extends ShelfListsContract {
        @Override
        TestEngine engine() {
            return TestEngine.SQLITE;
        }
    }
}
