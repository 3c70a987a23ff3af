package io.broadsheet.bench;

import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscordAnswer;
import io.broadsheet.discord.fake.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// People who save papers, one after another, and remember what they were told.
final class ChaosPeople {

    /// Where they talk; nothing is posted there.
    static final String ROOM = "general";

    private static final Pattern ARXIV = Pattern.compile("\"arxiv:(\\d{4}\\.\\d{4,5})\"");
    private static final long PAUSE_MILLIS = 700;

    /// A save that was confirmed.
    record Told(String server, String person, String arxiv) {}

    private final FakeDiscord discord;
    private final List<FakeServer> servers;
    private final List<String> papers;
    private final Set<Told> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Thread talking = Thread.ofPlatform().unstarted(this::talk);
    private volatile boolean ending;

    ChaosPeople(FakeDiscord discord, List<FakeServer> servers, Path papers) throws IOException {
        this.discord = discord;
        this.servers = List.copyOf(servers);
        this.papers =
                ARXIV.matcher(Files.readString(papers))
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();
    }

    void begin() {
        talking.start();
    }

    void end() throws InterruptedException {
        ending = true;
        talking.join();
    }

    private void talk() {
        for (int i = 0; !ending; i++) {
            FakeServer server = servers.get(i % servers.size());
            String paper = papers.get(i % papers.size());
            Person person = Person.named("person " + i % 23);
            try {
                asked.incrementAndGet();
                FakeDiscordAnswer answer =
                        discord.slash(
                                server, ROOM, person, "paper", "save", Map.of("paper", paper));
                String text = answer.message().text();
                if (text.startsWith("Saved ") || text.startsWith("Already on your shelf")) {
                    told.add(new Told(server.id(), person.id(), paper));
                } else {
                    refused.incrementAndGet();
                }
            } catch (RuntimeException | AssertionError e) {
                // Nobody answered: the bot is down.
                refused.incrementAndGet();
            }
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    Set<Told> told() {
        return Set.copyOf(told);
    }

    int asked() {
        return asked.get();
    }

    int refused() {
        return refused.get();
    }
}
