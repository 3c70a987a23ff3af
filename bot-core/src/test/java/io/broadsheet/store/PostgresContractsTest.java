package io.broadsheet.store;

import org.junit.jupiter.api.Nested;

/// Every contract on PostgreSQL.
class PostgresContractsTest {

    @Nested
    class OfTheCatalogue extends CatalogueContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheLibrary extends LibraryContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheLedger extends LedgerContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheVectorStore extends VectorStoreContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheJournal extends JournalContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheSchedules extends SchedulesContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheDigests extends DigestsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheSecretLinks extends SecretLinksContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheClubs extends ClubsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheSubscriptions extends SubscriptionsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfNominations extends NominationsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheOutbox extends OutboxContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheInstallations extends InstallationsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheHarvestJournal extends HarvestJournalContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheSources extends SourceJournalContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheRequests extends RequestJournalContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfThePaperMessages extends PaperMessagesContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }

    @Nested
    class OfTheShelfLists extends ShelfListsContract {
        @Override
        TestEngine engine() {
            return PostgresServer.SHARED;
        }
    }
}
