package io.broadsheet.club.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.PlainPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.club.ClubMoment;
import io.broadsheet.club.ReminderKind;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.edition.Outbox;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.source.Sources;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reading group posts around a meeting, and whom it reaches. Its meeting is on Thursday, 27
/// March 2025 at 16:00.
class ClubPostsTest {

    private static final Platform FAKE = new Platform("fake");
    private static final String START = "club start weekly Thursday 16:00 UTC from 2025-03-27";
    private static final LocalDate DAY = LocalDate.of(2025, 3, 27);
    private static final int PAPERS = 14;

    /// The moments at which something is due, by [ClubMoment].
    private static final List<Instant> DUE =
            Stream.of(
                            "2025-03-20T16:00:00Z",
                            "2025-03-22T16:00:00Z",
                            "2025-03-24T16:00:00Z",
                            "2025-03-25T16:00:00Z",
                            "2025-03-26T16:00:00Z",
                            "2025-03-27T15:50:00Z",
                            "2025-03-27T16:00:00Z")
                    .map(Instant::parse)
                    .toList();

    /// A message of the bot's.
    ///
    /// @param to the channel, or the person
    private record Sent(Outbox.Job.OfClub job, LocalDate day, Object to, Reply message) {}

    /// Keeps what is posted and sent.
    private static final class Wall extends PlainPlatform {

        private final List<Sent> sent = new ArrayList<>();
        private Set<Caller.Feature> features = Set.of();

        @Override
        public Platform platform() {
            return FAKE;
        }

        @Override
        public Set<Caller.Feature> features() {
            return features;
        }

        @Override
        public Delivery post(ChannelRef channel, Reply message, String key, String role) {
            return keep(channel, message, key);
        }

        @Override
        public Delivery send(UserRef user, Reply message, String key) {
            return keep(user, message, key);
        }

        private Delivery keep(Object to, Reply message, String key) {
            Outbox.Key parsed = Outbox.Key.parse(key);
            sent.add(new Sent((Outbox.Job.OfClub) parsed.job(), parsed.day(), to, message));
            return new Delivery.Posted("m" + sent.size());
        }
    }

    @TempDir private Path directory;
    private Instant now = Instant.parse("2025-03-19T09:00:00Z");
    private final Wall wall = new Wall();
    private BotCore core;

    @BeforeEach
    void start() throws Exception {
        Path papers = directory.resolve("papers.jsonl");
        Files.write(
                papers, IntStream.rangeClosed(1, PAPERS).mapToObj(ClubPostsTest::paper).toList());
        core =
                BotCore.start(
                        new CoreSettings(
                                directory.resolve("home"),
                                List.of(papers),
                                CoreSettings.NO_MODEL,
                                1),
                        clock(),
                        _ -> Sources.NONE);
        // Nothing is due by itself: the test moves the clock and runs what is due.
        core.dispatcher().serve(wall);
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private static String id(int number) {
        return "2501.000%02d".formatted(number);
    }

    private static String paper(int number) {
        return """
        {"id":"arxiv:%s","title":"Study %d of tokens","abstract":"We study tokens.","authors":["An Author"],"published":"2025-02-%02d"}\
        """
                .formatted(id(number), number, number);
    }

    @Test
    void noPostMentionsAnybodyAndOnlyTheRotaIsWrittenTo() throws Exception {
        begin("vision");
        begin("audio");
        say("vision", "ana", "rota join");
        say("vision", "bob", "rota join");
        say("vision", "bob", "rota leave");
        say("vision", "cy", "nominate " + id(1) + " because @everyone should know it");
        say("vision", "cy", "save " + id(1));
        for (Instant due : DUE) {
            at(due);
            if (due.equals(DUE.get(1))) {
                press("vision", "dee", poll(sent("vision", ClubMoment.VOTE)).getFirst().press());
                say("vision", "cy", "askgroup Why, <!channel>?");
            }
        }

        assertThat(wall.sent.stream().map(each -> each.job().moment()).collect(Collectors.toSet()))
                .as("every kind of post was seen")
                .isEqualTo(EnumSet.allOf(ClubMoment.class));
        for (Sent each : wall.sent) {
            assertThat(mentions(each.message())).as("%s", each).isEmpty();
            if (each.to() instanceof UserRef person) {
                assertThat(person.id()).as("%s", each).isEqualTo("ana");
            }
            boolean forPresenter = each.job().moment().code().startsWith("presenter");
            assertThat(each.to()).isInstanceOf(forPresenter ? UserRef.class : ChannelRef.class);
        }
        // The check finds a mention where there is one.
        assertThat(mentions(Reply.say(new Span.Person("U1", "ana")))).hasSize(1);
    }

    @Test
    void eachReminderIsSwitchedOffByItself() throws Exception {
        for (ReminderKind kind : ReminderKind.values()) {
            for (boolean rota : List.of(true, false)) {
                String channel = kind.code() + rota;
                begin(channel);
                if (rota) {
                    say(channel, "ana", "rota join");
                }
                say(channel, "ana", "club set " + kind.code() + " off");
                say(channel, "ana", "nominate " + id(1));
            }
        }
        begin("all");
        say("all", "ana", "rota join");
        say("all", "ana", "nominate " + id(1));
        for (Instant due : DUE) {
            at(due);
        }
        Set<ClubMoment> withRota = EnumSet.allOf(ClubMoment.class);
        withRota.remove(ClubMoment.NOBODY_PRESENTS);
        assertThat(moments("all")).isEqualTo(withRota);
        for (ReminderKind kind : ReminderKind.values()) {
            Set<ClubMoment> expected = EnumSet.copyOf(withRota);
            expected.remove(ClubMoment.valueOf(kind.name()));
            assertThat(moments(kind.code() + true)).as(kind.words()).isEqualTo(expected);
            Set<ClubMoment> without = EnumSet.allOf(ClubMoment.class);
            without.remove(ClubMoment.PRESENTER_WEEK);
            without.remove(ClubMoment.PRESENTER_DAY);
            without.remove(ClubMoment.valueOf(kind.name()));
            assertThat(moments(kind.code() + false)).as(kind.words()).isEqualTo(without);
        }
    }

    @Test
    void theChannelIsAskedOnceWhoPresents() throws Exception {
        begin("vision");
        at(DUE.get(3).minusSeconds(60));
        assertThat(moments("vision")).doesNotContain(ClubMoment.NOBODY_PRESENTS);
        for (int i = 0; i < 5; i++) {
            at(DUE.get(3).plusSeconds(i * 7200L));
        }
        assertThat(
                        wall.sent.stream()
                                .filter(each -> each.job().moment() == ClubMoment.NOBODY_PRESENTS))
                .hasSize(1);
        Reply asked = sent("vision", ClubMoment.NOBODY_PRESENTS);
        assertThat(asked.plain())
                .contains("Nobody presents on Thu 27 Mar 2025")
                .contains("Who will?");
        press("vision", "bob", run(asked, "I will").code());
        assertThat(say("vision", "bob", "club").plain()).contains("Presents: bob");
    }

    @Test
    void moreThanTenCandidatesAreCutByAgeAndThatIsSaid() throws Exception {
        begin("vision");
        for (int i = 1; i <= 12; i++) {
            now = now.plusSeconds(60);
            say("vision", "ana", "nominate " + id(i));
        }
        at(DUE.get(1));
        Reply vote = sent("vision", ClubMoment.VOTE);
        assertThat(poll(vote).stream().map(Block.PollChoice::text))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10)
                                .mapToObj("Study %d of tokens"::formatted)
                                .toList());
        assertThat(vote.plain()).contains("2 younger nominations wait for the next vote.");
    }

    @Test
    void whatNobodyChoseLeavesAfterThreeRoundsWithANote() throws Exception {
        begin("vision");
        say("vision", "ana", "nominate " + id(1));
        for (int round = 0; round < 3; round++) {
            Instant week = DUE.get(1).plusSeconds(round * 7L * 86_400);
            now = week.minusSeconds(3600);
            assertThat(say("vision", "ana", "club").plain())
                    .as("before round %s", round + 1)
                    .contains("Study 1 of tokens");
            say("vision", "ana", "nominate " + id(2 + round));
            at(week);
            Reply vote = wall.sent.getLast().message();
            press("vision", "bob", poll(vote).getLast().press());
            at(week.plusSeconds(2L * 86_400));
            Reply result = wall.sent.getLast().message();
            assertThat(result.plain())
                    .contains("1 of 1 person chose it")
                    .contains("Study " + (2 + round) + " of tokens");
            String note = "Nobody chose Study 1 of tokens in 3 votes, so it leaves the list.";
            assertThat(result.plain().contains(note)).isEqualTo(round == 2);
        }
        assertThat(say("vision", "ana", "club").plain()).contains("Nothing is nominated");
        assertThat(say("vision", "ana", "nominate " + id(1)).plain()).contains("ana nominates");
    }

    @Test
    void theMeetingsThreadHasThePaperWhoSavedItWhatIsLikeItAndTheQuestions() throws Exception {
        wall.features = Set.of(Caller.Feature.THREADS);
        begin("vision");
        say("vision", "ana", "nominate " + id(1));
        say("vision", "bob", "save " + id(1));
        at(DUE.get(1));
        press("vision", "bob", poll(sent("vision", ClubMoment.VOTE)).getFirst().press());
        at(DUE.get(2));
        // The button stands on the state, the result and the reminders, and opens a form.
        at(DUE.get(4));
        leave(say("vision", "cy", "club"), "cy", "Why the first?");
        leave(sent("vision", ClubMoment.RESULT), "dee", "Why the second?");
        leave(sent("vision", ClubMoment.CHANNEL_DAY), "eli", "Why the third?");
        say("vision", "ana", "ask the group why the fourth");
        at(DUE.get(5));
        leave(sent("vision", ClubMoment.CHANNEL_SOON), "cy", "Why the fifth?");
        at(DUE.get(6));

        Reply meeting = sent("vision", ClubMoment.MEETING);
        assertThat(Reply.of(meeting.blocks()).plain())
                .contains("Study 1 of tokens")
                .contains("Saved by bob")
                .doesNotContain("Questions");
        Reply.Thread thread = meeting.opens().orElseThrow();
        assertThat(thread.title()).isEqualTo("Study 1 of tokens");
        assertThat(Reply.of(thread.opening()).plain())
                .contains("Papers like it")
                .containsPattern("Study \\d+ of tokens")
                .contains("Questions for the group")
                .containsSubsequence(
                        "Why the first? (cy)",
                        "Why the second? (dee)",
                        "Why the third? (eli)",
                        "why the fourth (ana)",
                        "Why the fifth? (cy)")
                .contains("notes <link or text>")
                .contains("rate 4");
    }

    @Test
    void whatWasAskedForAMeetingThatFellOutStandsInTheNextThread() throws Exception {
        begin("vision");
        say("vision", "cy", "askgroup Why?");
        say("vision", "ana", "club skip 2025-03-27");
        say("vision", "dee", "askgroup What for?");
        long week = 7 * 86_400;
        at(DUE.get(6).plusSeconds(week));
        assertThat(sent("vision", ClubMoment.MEETING).plain())
                .containsSubsequence("Why? (cy)", "What for? (dee)");
        at(DUE.get(6).plusSeconds(2 * week));
        assertThat(sent("vision", ClubMoment.MEETING).plain())
                .contains("10 April 2025")
                .doesNotContain("Questions for the group");
    }

    @Test
    void whoeverIsForgottenIsGoneFromEverythingAndTheMeetingStays() throws Exception {
        begin("vision");
        say("vision", "bob", "rota join");
        say("vision", "ana", "rota join");
        say("vision", "bob", "nominate " + id(1) + " because it is short");
        for (Instant due : DUE) {
            at(due);
            if (due.equals(DUE.get(1))) {
                press("vision", "bob", poll(sent("vision", ClubMoment.VOTE)).getFirst().press());
            }
        }
        say("vision", "bob", "notes It was short.");
        say("vision", "bob", "rate 5");
        // And of the next meeting: a vote that is open, and a question.
        say("vision", "ana", "nominate " + id(2));
        at(DUE.get(1).plusSeconds(7 * 86_400));
        Reply open = wall.sent.getLast().message();
        press("vision", "bob", poll(open).getFirst().press());
        say("vision", "bob", "askgroup Is it short?");
        assertThat(say("vision", "ana", "club").plain()).contains("by 1 person");
        assertThat(say("vision", "ana", "club archive").plain()).contains("bob");

        Reply asked = say("vision", "bob", "me forget");
        assertThat(press("vision", "bob", run(asked, "Yes, forget me").code()).plain())
                .contains("deleted");

        assertThat(say("vision", "ana", "rota order").plain()).doesNotContain("bob");
        assertThat(say("vision", "ana", "club").plain())
                .contains("by 0 people")
                .contains("Presents: ana")
                .doesNotContain("bob");
        assertThat(say("vision", "ana", "club archive").plain())
                .contains("Study 1 of tokens")
                .contains("It was short.")
                .contains("Nobody rated it yet")
                .doesNotContain("bob");
        at(DUE.get(6).plusSeconds(7 * 86_400));
        Reply meeting = sent("vision", ClubMoment.MEETING);
        assertThat(meeting.plain()).contains("ana presents").doesNotContain("Is it short?");
    }

    // --- what people do ---

    private void begin(String channel) {
        Reply read = core.conversation().typed(START, caller(channel, "ana"));
        press(channel, "ana", run(read, "Start it").code());
    }

    private void at(Instant due) throws InterruptedException {
        now = due;
        core.runDue(wall);
    }

    private Reply say(String channel, String name, String text) {
        Reply reply = core.conversation().typed(text, caller(channel, name));
        assertThat(reply.kind()).as("%s: %s", text, reply.plain()).isEqualTo(Reply.Kind.ANSWER);
        return reply;
    }

    private Reply press(String channel, String name, CommandCode code) {
        return core.conversation().pressed(code, caller(channel, name));
    }

    /// Presses the button on a message and fills in the form that it opens.
    private void leave(Reply message, String name, String question) {
        Reply pressed = press("vision", name, run(message, "Leave a question").code());
        Form form = pressed.asksFor().orElseThrow();
        Reply left =
                core.conversation()
                        .submitted(form, Map.of("question", question), caller("vision", name));
        assertThat(left.plain()).contains("stands in the thread of the meeting on 27 Mar 2025");
    }

    // --- what there is to see ---

    private Set<ClubMoment> moments(String channel) {
        long club = club(channel);
        return wall.sent.stream()
                .filter(each -> each.job().id() == club && each.day().equals(DAY))
                .map(each -> each.job().moment())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ClubMoment.class)));
    }

    /// The latest post of a club at a moment of its meetings.
    private Reply sent(String channel, ClubMoment moment) {
        long club = club(channel);
        return wall.sent.reversed().stream()
                .filter(each -> each.job().equals(new Outbox.Job.OfClub(club, moment)))
                .findFirst()
                .orElseThrow()
                .message();
    }

    /// A channel's club, known by what it posted there.
    private long club(String channel) {
        ChannelRef there = caller(channel, "ana").channel();
        return wall.sent.stream()
                .filter(each -> each.to().equals(there))
                .findFirst()
                .orElseThrow()
                .job()
                .id();
    }

    private static Button.Run run(Reply reply, String label) {
        return reply.blocks().stream()
                .filter(Block.Buttons.class::isInstance)
                .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                .filter(button -> button.label().equals(label))
                .map(Button.Run.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " of " + reply.plain()));
    }

    private static List<Block.PollChoice> poll(Reply vote) {
        return vote.blocks().stream()
                .filter(Block.Poll.class::isInstance)
                .flatMap(block -> ((Block.Poll) block).choices().stream())
                .toList();
    }

    /// The people whom a message names as people of the platform, wherever in it that is.
    private static List<Span.Person> mentions(Object part) {
        return switch (part) {
            case Span.Person person -> List.of(person);
            case Optional<?> maybe -> maybe.stream().flatMap(it -> mentions(it).stream()).toList();
            case Collection<?> all -> all.stream().flatMap(it -> mentions(it).stream()).toList();
            case Record record ->
                    Stream.of(record.getClass().getRecordComponents())
                            .map(component -> value(record, component))
                            .flatMap(value -> value.stream().flatMap(it -> mentions(it).stream()))
                            .toList();
            default -> List.of();
        };
    }

    private static Optional<Object> value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return Optional.ofNullable(component.getAccessor().invoke(record));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Caller caller(String channel, String name) {
        return new Caller(
                new UserRef(FAKE, "w", name),
                new ChannelRef(FAKE, "w", channel),
                name,
                channel,
                ZoneOffset.UTC,
                Locale.ENGLISH,
                true,
                Set.of(Caller.Feature.FORMS));
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
