package io.broadsheet.bench;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Schedule;
import io.broadsheet.store.Store;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The whole bot on a Discord of its own, which people use while everything goes wrong: it is
/// killed, its disk fills, its database goes away, its clock steps, its source fails, Discord finds
/// it too fast. In the end it is checked that each post came once or is said to be missing, and
/// that whatever a person was told was saved is there.
@Command(
        name = "chaos",
        description = "Runs the bot through faults, and checks what it promised.",
        mixinStandardHelpOptions = true)
final class Chaos implements Callable<Integer> {

    /// Where the bot keeps things.
    enum Engine {
        SQLITE,
        POSTGRES
    }

    private static final int ROOMS = 10;

    /// Nothing falls due so shortly after the beginning and before the end.
    private static final Duration MARGIN = Duration.ofMinutes(2);

    /// How long what was due may take once nothing goes wrong any more.
    private static final Duration SETTLING = Duration.ofMinutes(5);

    @Option(
            names = "--minutes",
            defaultValue = "20",
            description = "How long it goes wrong, 5 or more (default: ${DEFAULT-VALUE}).")
    private int minutes = 20;

    @Option(
            names = "--engine",
            defaultValue = "SQLITE",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Engine engine = Engine.SQLITE;

    @Option(
            names = "--channels",
            defaultValue = "60",
            description = "How many channels have a schedule (default: ${DEFAULT-VALUE}).")
    private int channels = 60;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Another number makes other faults (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--papers",
            defaultValue = "config/catalogue/papers.jsonl",
            description = "A file of papers (default: ${DEFAULT-VALUE}).")
    private Path papers = Path.of("");

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        FakeDiscord discord = FakeDiscord.start();
        try (ChaosHome home = new ChaosHome();
                ChaosDatabase database = ChaosDatabase.of(engine, home);
                FaultySource source = new FaultySource()) {
            List<FakeServer> servers = servers(discord);
            try (Store store = database.open()) {
                schedule(store, servers);
            }
            Path clock = Files.createTempFile("chaos", ".clock");
            Files.write(clock, new byte[Long.BYTES]);
            ChaosProcess bot =
                    new ChaosProcess(
                            List.of(
                                    home.directory().toString(),
                                    papers.toAbsolutePath().toString(),
                                    clock.toString(),
                                    discord.token(),
                                    discord.restUrl().toString(),
                                    discord.gatewayUrl().toString(),
                                    source.address().toString(),
                                    database.address()));
            bot.start();
            ChaosPeople people = new ChaosPeople(discord, servers, papers);
            ChaosFaults faults =
                    new ChaosFaults(
                            new ChaosFaults.Victims(
                                    bot, home, database, SteppedClock.at(clock), source, discord),
                            new Random(seed),
                            out);
            try {
                people.begin();
                faults.causeUntil(Instant.now().plus(Duration.ofMinutes(minutes)));
                people.end();
                ChaosVerdict verdict = settled(database, discord, people, servers);
                faults.report();
                return verdict.report(out, bot, source, discord) ? 0 : 1;
            } finally {
                // Its home goes away after it.
                bot.kill();
            }
        } finally {
            discord.close();
        }
    }

    private List<FakeServer> servers(FakeDiscord discord) {
        List<String> rooms =
                IntStream.rangeClosed(0, ROOMS)
                        .mapToObj(i -> i == 0 ? ChaosPeople.ROOM : "room" + i)
                        .toList();
        List<FakeServer> servers = new ArrayList<>();
        while (servers.size() * ROOMS < channels) {
            servers.add(discord.addServer("server " + servers.size(), rooms));
        }
        return servers;
    }

    private void schedule(Store store, List<FakeServer> servers) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        long span = Math.max(1, minutes - 2 * MARGIN.toMinutes());
        for (int i = 0; i < channels; i++) {
            FakeServer server = servers.get(i / ROOMS);
            ChannelRef channel =
                    new ChannelRef(
                            Platform.DISCORD,
                            server.id(),
                            server.room("room" + (i % ROOMS + 1)).id());
            Instant due = now.plus(MARGIN).plus(Duration.ofMinutes(i % span));
            store.schedules()
                    .add(
                            channel,
                            "room" + i,
                            new Schedule.Plan(
                                    new Cadence.Daily(LocalTime.ofInstant(due, ZoneOffset.UTC)),
                                    ZoneOffset.UTC,
                                    Optional.empty(),
                                    Schedule.EditionKind.PAPER,
                                    Optional.empty()),
                            new UserRef(Platform.DISCORD, server.id(), "1"),
                            Instant.now());
        }
    }

    /// What came out, when nothing is open any more or nobody would wait longer.
    private ChaosVerdict settled(
            ChaosDatabase database,
            FakeDiscord discord,
            ChaosPeople people,
            List<FakeServer> servers)
            throws Exception {
        Instant latest = Instant.now().plus(SETTLING);
        while (true) {
            try (Store store = database.open()) {
                ChaosVerdict verdict = ChaosVerdict.of(store, discord, people, servers, channels);
                if (verdict.isSettled() || Instant.now().isAfter(latest)) {
                    return verdict;
                }
            }
            Thread.sleep(2_000);
        }
    }
}
