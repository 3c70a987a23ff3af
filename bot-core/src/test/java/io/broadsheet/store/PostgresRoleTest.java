package io.broadsheet.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A role of PostgreSQL's that may not do what the store has to.
class PostgresRoleTest {

    @Test
    void aRoleThatMayMakeNoTablesIsToldWhatToDo() throws Exception {
        PostgresAddress database = PostgresServer.SHARED.empty("of_somebody_else");
        try (Connection connection =
                        PostgresDatabase.source(database, Duration.ofSeconds(10)).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
            statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        }
        PostgresAddress stranger =
                new PostgresAddress(
                        database.host(),
                        database.port(),
                        database.database(),
                        "stranger",
                        "stranger",
                        "");

        assertThatThrownBy(() -> Store.open(stranger))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not let the user of database.user do that")
                .hasMessageContaining("permission denied")
                .hasMessageContaining("OWNER TO");
    }
}
