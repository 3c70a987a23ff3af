package io.broadsheet.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.store.PostgresAddress;
import io.broadsheet.store.PostgresServer;
import io.broadsheet.store.Store;
import io.broadsheet.waiting.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes on one database, all of which would harvest.
class HarvestProcessesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path directory;

    private String place = "";
    private Store store;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        PostgresAddress address = PostgresServer.SHARED.address(directory);
        place = "postgresql://" + address.host() + ":" + address.port() + "/" + address.database();
        store = Store.open(address);
        execute("CREATE TABLE asked (day TEXT NOT NULL, process BIGINT NOT NULL)");
        for (int i = 0; i < 3; i++) {
            processes.add(start());
        }
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        store.close();
    }

    @Test
    void oneOfThemHarvestsAndAnotherGoesOnWhenItIsKilled() throws Exception {
        await(() -> asked().size() > 15);
        Map<Long, Integer> working = processesThatAsked();
        assertThat(working).as("one of three works").hasSize(1);
        long pid = working.keySet().iterator().next();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        await(() -> store.harvests().progress("fake").lastDone() != null);

        List<String> asked = asked();
        assertThat(processesThatAsked()).as("another took over").hasSize(2);
        assertThat(asked.stream().distinct()).hasSize(HarvestProcess.DAYS);
        // Only what was under way when it was killed is asked for again.
        assertThat(asked).hasSizeLessThanOrEqualTo(HarvestProcess.DAYS + 2);
        assertThat(store.catalogue().size()).isEqualTo(HarvestProcess.DAYS);
        assertThat(store.harvests().progress("fake").days()).isEqualTo(HarvestProcess.DAYS - 1);
    }

    private List<String> asked() {
        return query("SELECT day FROM asked");
    }

    private Map<Long, Integer> processesThatAsked() {
        Map<Long, Integer> count = new HashMap<>();
        query("SELECT process FROM asked")
                .forEach(process -> count.merge(Long.valueOf(process), 1, Integer::sum));
        return count;
    }

    private List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = store.connections().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = store.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until("the harvest", PATIENCE, condition);
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HarvestProcess.class.getName(),
                        place);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("processes.log").toFile()));
        return builder.start();
    }
}
