package io.broadsheet.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Caller.Feature;
import io.broadsheet.chat.Caller.Oversight;
import io.broadsheet.chat.Caller.Place;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.MeetingRecord;
import io.broadsheet.command.Conversation;
import io.broadsheet.message.Reply;
import io.broadsheet.paper.PaperId;
import io.broadsheet.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may learn what about whom: the table of docs/privacy.md, looked at from everywhere. Anabel
/// is known in all these channels, and Bob looks at everything that the bot says in each of them.
class PrivacyTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final String PAPER = "2501.00001";
    private static final String NAME = "Anabel";
    private static final Pattern VOTES = Pattern.compile("[1-9]\\d* upvotes? here");
    private static final Pattern PICKS = Pattern.compile("(saved|upvoted|read together) here");

    /// Where people are: two channels of a Slack workspace, a channel of the same id in another,
    /// two channels of a Discord server, and one of another server.
    private static final Map<String, ChannelRef> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("vision", new ChannelRef(Platform.SLACK, "T1", "C-vision"));
        CHANNELS.put("audio", new ChannelRef(Platform.SLACK, "T1", "C-audio"));
        CHANNELS.put("T2 vision", new ChannelRef(Platform.SLACK, "T2", "C-vision"));
        CHANNELS.put("papers", new ChannelRef(Platform.DISCORD, "G1", "10"));
        CHANNELS.put("lounge", new ChannelRef(Platform.DISCORD, "G1", "11"));
        CHANNELS.put("G2 papers", new ChannelRef(Platform.DISCORD, "G2", "20"));
    }

    /// What Anabel did, and what is learned in each channel: her name, the number of votes, that
    /// the channel's picks go by it, or nothing.
    private static final String TABLE =
            """
            what she did                          | vision      | audio | T2 vision | papers      | lounge | G2 papers
            DM: save                              |             |       |           |             |        |
            DM: upvote                            |             |       |           |             |        |
            DM: submit                            |             |       |           |             |        |
            DM: follow vision                     |             |       |           |             |        |
            vision: save                          | name picks  |       |           |             |        |
            vision: upvote                        | picks votes |       |           |             |        |
            vision: submit                        | name        |       |           |             |        |
            vision: share                         |             |       |           |             |        |
            vision: dismiss                       |             |       |           |             |        |
            vision: follow vision                 |             |       |           |             |        |
            vision: mute vision                   |             |       |           |             |        |
            DM: save, vision: share               | name picks  |       |           |             |        |
            vision: share, DM: save               | name picks  |       |           |             |        |
            DM: save, vision: save                | name picks  |       |           |             |        |
            vision: save, DM: unsave              |             |       |           |             |        |
            vision: save, DM: unsave, DM: save    |             |       |           |             |        |
            vision: upvote, DM: unvote            |             |       |           |             |        |
            vision: upvote, DM: unvote, DM: upvote |            |       |           |             |        |
            Discord DM: save                      |             |       |           |             |        |
            Discord DM: upvote                    |             |       |           |             |        |
            papers: save                          |             |       |           | name picks  |        |
            papers: upvote                        |             |       |           | picks votes |        |
            papers: submit                        |             |       |           | name        |        |
            Discord DM: save, papers: share       |             |       |           | name picks  |        |
            private thread of papers: save        |             |       |           |             |        |
            private thread of papers: upvote      |             |       |           |             |        |
            private thread of papers: share       |             |       |           |             |        |
            vision: library import                |             |       |           |             |        |
            vision: list add                      |             |       |           |             |        |
            papers: list add                      |             |       |           |             |        |
            vision: save, vision: forget          |             |       |           |             |        |
            vision: nominate                      | name        |       |           |             |        |
            vision: rota join                     | name        |       |           |             |        |
            vision: notes                         | name picks  |       |           |             |        |
            vision: rate                          | picks       |       |           |             |        |
            vision: nominate, vision: forget      |             |       |           |             |        |
            vision: rota join, vision: forget     |             |       |           |             |        |
            """;

    @TempDir Path directory;
    private Path home;

    @Test
    void nobodyLearnsMoreThanTheTableSays() throws Exception {
        List<String[]> rows = TABLE.lines().map(line -> line.split("\\|", -1)).toList();
        for (String[] row : rows.subList(1, rows.size())) {
            Map<String, String> expected = new LinkedHashMap<>();
            for (int i = 1; i < row.length; i++) {
                expected.put(rows.getFirst()[i].strip(), row[i].strip());
            }
            assertThat(learned(row[0].strip())).as(row[0].strip()).isEqualTo(expected);
        }
    }

    @Test
    void manyPrivateSavesAreNotCountedEither() throws Exception {
        try (BotCore core = start()) {
            Conversation talk = core.conversation();
            for (int i = 1; i <= 12; i++) {
                String name = NAME + i;
                talk.typed("help", caller(name, CHANNELS.get("vision"), Place.CHANNEL));
                talk.typed("save " + PAPER, caller(name, dm(name), Place.PRIVATE));
                does(talk, "upvote", caller(name, dm(name), Place.PRIVATE));
            }
            assertThat(learnedIn(core, CHANNELS.get("vision"))).isEmpty();
        }
    }

    private Map<String, String> learned(String deeds) throws Exception {
        try (BotCore core = start()) {
            Conversation talk = core.conversation();
            CHANNELS.values().forEach(channel -> meet(talk, channel));
            for (String deed : deeds.split(",")) {
                String[] placeAndVerb = deed.strip().split(": ");
                if (OF_A_GROUP.contains(placeAndVerb[1])) {
                    meet(core, placeAndVerb[1].startsWith("ra") || placeAndVerb[1].equals("notes"));
                }
                does(talk, placeAndVerb[1], anabel(placeAndVerb[0]));
            }
            Map<String, String> learned = new LinkedHashMap<>();
            CHANNELS.forEach((name, channel) ->
                    learned.put(name, String.join(" ", learnedIn(core, channel))));
            return learned;
        }
    }

    /// Anabel and Bob are known there.
    private static void meet(Conversation talk, ChannelRef channel) {
        Stream.of(NAME, "Bob")
                .forEach(name -> talk.typed("help", caller(name, channel, Place.CHANNEL)));
    }

    /// What is done in a reading group, which #vision has then.
    private static final Set<String> OF_A_GROUP = Set.of("nominate", "rota join", "notes", "rate");

    /// Bob begins the reading group of #vision.
    ///
    /// @param haveRead whether it has read the paper
    private void meet(BotCore core, boolean haveRead) {
        Conversation talk = core.conversation();
        Caller bob = caller("Bob", CHANNELS.get("vision"), Place.CHANNEL);
        Reply read = talk.typed("club start weekly Thursday 16:00 UTC", bob);
        talk.pressed(Buttons.named(read, "Start it"), bob);
        if (haveRead) {
            try (Store store = Store.open(home)) {
                long club = store.clubs().clubs().of(bob.channel()).orElseThrow().id();
                LocalDate day = LocalDate.of(2026, 2, 26);
                MeetingRecord.MeetingPaper choice =
                        new MeetingRecord.MeetingPaper(
                                PaperId.parse("arxiv:" + PAPER).orElseThrow(),
                                MeetingRecord.ChosenBy.PROPOSAL,
                                "");
                store.clubs().nominations().close(club, day, Optional.of(choice), NOON);
                store.clubs().clubs().hold(club, day, Optional.empty(), NOON);
            }
        }
    }

    private static void does(Conversation talk, String verb, Caller caller) {
        String typed =
                switch (verb) {
                    case "follow vision", "mute vision" -> verb;
                    case "forget" -> "me forget";
                    case "rota join" -> verb;
                    case "notes" -> "notes It is short.";
                    case "rate" -> "rate 5";
                    case "list add" -> "list add " + PAPER + " to thesis";
                    case "share", "upvote", "unvote", "dismiss" -> "show " + PAPER;
                    default -> verb + " " + PAPER;
                };
        Reply reply = talk.typed(typed, caller);
        String button =
                switch (verb) {
                    case "share" -> "Share here";
                    case "upvote" -> "▲ Upvote";
                    case "unvote" -> "Withdraw upvote";
                    case "dismiss" -> "Not for me";
                    case "forget" -> "Yes, forget me";
                    default -> "";
                };
        if (!button.isEmpty()) {
            reply = talk.pressed(Buttons.named(reply, button), caller);
        }
        assertThat(reply.kind()).as(reply.plain()).isEqualTo(Reply.Kind.ANSWER);
    }

    private static Caller anabel(String place) {
        return switch (place) {
            case "DM" -> caller(NAME, dm(NAME), Place.PRIVATE);
            case "Discord DM" ->
                    caller(NAME, new ChannelRef(Platform.DISCORD, "@me", NAME), Place.PRIVATE);
            case "private thread of papers" -> caller(NAME, CHANNELS.get("papers"), Place.PRIVATE);
            default -> caller(NAME, CHANNELS.get(place), Place.CHANNEL);
        };
    }

    private static ChannelRef dm(String name) {
        return new ChannelRef(Platform.SLACK, "T1", "D-" + name);
    }

    private static Caller caller(String name, ChannelRef channel, Place place) {
        boolean discord = channel.platform().equals(Platform.DISCORD);
        return new Caller(
                new UserRef(channel.platform(), discord ? "-" : channel.workspace(), name),
                channel,
                name,
                channel.id(),
                ZoneOffset.UTC,
                Locale.ENGLISH,
                Right.YES,
                place,
                Oversight.BOT,
                Set.of(Feature.SHARING, Feature.THREADS));
    }

    /// What Bob learns from everything that the bot says to him in a channel.
    private static Set<String> learnedIn(BotCore core, ChannelRef channel) {
        Conversation talk = core.conversation();
        Caller bob = caller("Bob", channel, Place.CHANNEL);
        StringBuilder said = new StringBuilder();
        for (String line :
                List.of(
                        "catchup since 2026-01-01",
                        "recommend channel",
                        "recommend me",
                        "trending month",
                        "today",
                        "search vision tokens",
                        "similar 2501.00002",
                        "saved",
                        "list",
                        "list thesis",
                        "following",
                        "muted",
                        "me",
                        "me export",
                        "doctor",
                        "schedule list",
                        "schedule preview",
                        "club",
                        "club archive",
                        "club archive csv",
                        "club log",
                        "rota order",
                        "show " + PAPER)) {
            said.append(talk.typed(line, bob).plain()).append('\n');
        }
        said.append(talk.found("Look at arXiv:" + PAPER, bob).plain()).append('\n');
        said.append(talk.home(bob, _ -> true).plain()).append('\n');
        talk.unfurled("https://arxiv.org/abs/" + PAPER, ZoneOffset.UTC)
                .ifPresent(reply -> said.append(reply.plain()).append('\n'));
        for (String typed : List.of("follow ", "show Pr", "show 25")) {
            said.append(talk.complete(typed, bob)).append('\n');
        }
        Set<String> learned = new TreeSet<>();
        if (said.indexOf(NAME) >= 0) {
            learned.add("name");
        }
        if (VOTES.matcher(said).find()) {
            learned.add("votes");
        }
        if (PICKS.matcher(said).find()) {
            learned.add("picks");
        }
        return learned;
    }

    private BotCore start() throws Exception {
        home = Files.createTempDirectory(directory, "home");
        Path papers =
                Files.write(
                        home.resolve("papers.jsonl"),
                        Arrays.asList(
                                paper("2501.00001", "Pruning vision tokens", "01"),
                                paper("2501.00002", "Merging vision tokens", "02"),
                                paper("2501.00003", "Growing vision tokens", "03"),
                                paper("2501.00004", "Speech in noise", "03")));
        return BotCore.start(
                new CoreSettings(home, List.of(papers), CoreSettings.NO_MODEL, 1),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static String paper(String id, String title, String day) {
        return """
        {"id":"%s","title":"%s","abstract":"We study %s.","authors":["An Author"],"published":"2026-03-%s"}\
        """
                .formatted(id, title, title.toLowerCase(Locale.ROOT), day);
    }
}
