package io.broadsheet.discord.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.core.BotCore;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.DiscordPlatformTest;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeDiscord.Room;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.edition.Outbox.Job;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scheduled posts whose answers get lost until Discord knows their nonces no more, from the
/// schedule to what people are asked.
class DiscordDoubtTest {

    private static final Person ROOT = Person.administrator("root");
    private static final List<String> ROOMS = List.of("taken", "lost", "closed", "forum");

    private final FakeDiscord discord = FakeDiscord.start();
    private final FakeServer server = discord.addServer(server());
    private final Map<String, Place> places = new HashMap<>();
    private volatile Instant now = Instant.now().minus(Duration.ofMinutes(10));
    private BotCore core;
    private DiscordPlatform platform;

    private static FakeServer server() {
        String id = FakeDiscord.snowflake("doubtful");
        long base = Long.parseLong(id);
        return new FakeServer(
                id,
                "doubtful",
                List.of(
                        new Room(String.valueOf(base + 1), 0, "taken"),
                        new Room(String.valueOf(base + 2), 0, "lost"),
                        new Room(
                                String.valueOf(base + 3), 0, "closed", FakeDiscord.READ, "", false),
                        new Room(String.valueOf(base + 4), 15, "forum")),
                FakeDiscord.INVITED,
                List.of());
    }

    @BeforeEach
    void startTheBot(@TempDir Path home) throws InterruptedException {
        core = DiscordPlatformTest.core(home, clock());
        platform =
                DiscordPlatform.start(
                        DiscordPlatformTest.config(discord),
                        core.conversation(),
                        core.reachability(),
                        Clock.systemUTC());
        assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
        core.dispatcher().serve(platform);
    }

    @AfterEach
    void stopTheBot() {
        platform.close();
        core.close();
        discord.close();
        assertThat(discord.violations()).isEmpty();
    }

    @Test
    void whatIsThereIsFoundAndOfTheRestAPersonIsAsked() {
        Instant due = now.plus(Duration.ofMinutes(2)).truncatedTo(ChronoUnit.MINUTES);
        for (String room : ROOMS) {
            schedule(room, due);
        }
        for (String room : List.of("taken", "closed", "forum")) {
            discord.loseAnswers(post(room), 1_000);
        }
        discord.cut(post("lost"), 1_000);
        runAll(due.plusSeconds(1));
        assertThat(ROOMS).allSatisfy(room -> assertThat(log(room)).contains("being posted"));
        long posted = discord.requests("POST /channels/\\d+/(messages|threads)");

        // Longer than Discord knows a nonce.
        discord.heal();
        runAll(due.plus(Duration.ofMinutes(5)));
        runAll(due.plus(Duration.ofMinutes(6)));

        assertThat(log("taken")).contains("posted").doesNotContain("doubt");
        assertThat(log("forum")).contains("posted").doesNotContain("doubt");
        assertThat(log("lost")).contains("in doubt", "not found in the channel");
        assertThat(log("closed")).contains("in doubt").doesNotContain("not found");
        assertThat(in("taken")).hasSize(1);
        assertThat(in("lost")).isEmpty();
        assertThat(in("closed")).hasSize(1);
        assertThat(posts("forum")).isOne();
        List<Message> asked = discord.messagesIn(FakeDiscord.directChannel(ROOT.id()));
        assertThat(asked).hasSize(2);
        assertThat(asked.stream().map(Message::text))
                .anySatisfy(text -> assertThat(text).contains("#lost", "could not be confirmed"))
                .anySatisfy(text -> assertThat(text).contains("#closed", "could not be confirmed"));
        // Nothing was sent but the two questions.
        assertThat(discord.requests("POST /channels/\\d+/(messages|threads)"))
                .isEqualTo(posted + 2);

        // What was found is the post that votes change.
        Message post = in("taken").getFirst();
        discord.press(server, "taken", ROOT, post, "▲ Upvote").message();
        FakeDiscord.await("the count", () -> in("taken").getFirst().buttons().containsKey("▲ 1"));
    }

    private void schedule(String room, Instant due) {
        Place place = place(room);
        String when = "daily " + LocalTime.ofInstant(due, ZoneOffset.UTC);
        Message read =
                discord.slash(
                                place,
                                ROOT,
                                "paper",
                                "schedule add",
                                Map.of("when", when, "zone", "UTC", "thread", false))
                        .message();
        assertThat(discord.press(place, ROOT, read, "Set it up").message().text())
                .contains("is set up");
    }

    /// Where people type: for a forum, in one of its posts.
    private Place place(String room) {
        return room.equals("forum")
                ? places.computeIfAbsent(
                        room, _ -> discord.openThread(server, room, "introductions"))
                : Place.in(server, room);
    }

    /// All schedules at once: a post in doubt takes its time.
    private void runAll(Instant moment) {
        now = moment;
        IntStream.rangeClosed(1, ROOMS.size())
                .parallel()
                .forEach(id -> {
                    try {
                        core.dispatcher().run(new Job.OfSchedule(id));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private String post(String room) {
        return "POST /channels/" + server.room(room).id() + "/(messages|threads)";
    }

    private List<Message> in(String room) {
        return discord.messagesIn(server.room(room).id());
    }

    private long posts(String forum) {
        return discord.requests("POST /channels/" + server.room(forum).id() + "/threads");
    }

    private String log(String room) {
        return discord.slash(place(room), ROOT, "paper", "schedule log", Map.of()).message().text();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return Clock.fixed(now, zone);
            }
        };
    }
}
