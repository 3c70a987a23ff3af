package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.interaction.DoublePress;
import io.broadsheet.interaction.Patience;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.slack.SlackPlatform;
import io.broadsheet.slack.fake.FakeSlack;
import io.broadsheet.slack.fake.FakeSlack.Message;
import io.broadsheet.slack.fake.FakeSlack.Person;
import io.broadsheet.slack.fake.FakeSlackAnswer;
import io.broadsheet.slack.transport.SlackConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The console's transcripts, acted out in Slack: every line is typed after `/paper` there, through
/// socket, SDK and adapter, and everything that the core says must be read there. What the core
/// says comes from a second bot that lives through the same, without any platform. Nothing is
/// posted here but in a reading group's season, whose votes, reminders and meetings are looked for
/// as well; what a transcript lets happen outside the bot does not happen.
class SlackTranscriptTest {

    private static final Path FOLDER =
            ProjectFilesTest.PROJECT.resolve("app/src/test/resources/transcripts");
    private static final List<Path> PAPERS =
            List.of(
                    ProjectFilesTest.PROJECT.resolve("config/catalogue/papers.jsonl"),
                    FOLDER.resolve("daily-papers.json"));
    private static final Instant START = Instant.parse("2025-03-20T09:00:00Z");
    private static final Pattern SEAT = Pattern.compile("@(\\S+) #(\\S+)( admin)?");
    private static final Pattern CLOCK = Pattern.compile("@clock \\+(P\\S+)");
    private static final Pattern KEY = Pattern.compile("([a-z])(\\d{0,2})");

    /// The labels of the console's keys.
    private static final Map<String, String> KEYS =
            Map.of(
                    "n",
                    "Next",
                    "p",
                    "Previous",
                    "s",
                    "Save",
                    "m",
                    "Similar",
                    "h",
                    "Share here",
                    "y",
                    "Set it up");

    @TempDir private static Path homes;

    private static Path prepared;

    @TestFactory
    Stream<DynamicTest> slackSaysWhatTheCoreSays() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> act(file)));
        }
    }

    private void act(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        SettableClock clock = new SettableClock(START);
        try (FakeSlack slack = FakeSlack.start();
                BotCore alone = core(clock);
                BotCore core = core(clock)) {
            for (String line : lines) {
                Matcher seat = SEAT.matcher(line);
                if (seat.matches() && slack.channels().stream().noneMatch(seat.group(2)::equals)) {
                    slack.addChannel(seat.group(2));
                }
            }
            try (SlackPlatform platform =
                    SlackPlatform.start(
                            new SlackConfig(
                                    slack.botToken(),
                                    slack.appToken(),
                                    "",
                                    SlackConfig.Mode.SOCKET,
                                    slack.apiUrl(),
                                    ZoneOffset.UTC,
                                    operators(lines),
                                    Patience.USUAL),
                            core.conversation(),
                            Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                Play play = new Play(slack, alone, clock, posting(file, core, platform));
                lines.forEach(play::line);

                assertThat(play.compared).as("answers compared").isPositive();
                assertThat(slack.violations()).isEmpty();
            }
        }
    }

    /// A season of a reading group is acted out with its votes, reminders and meetings.
    private static Optional<Posting> posting(Path file, BotCore core, SlackPlatform platform) {
        return file.endsWith("reading-season.txt")
                ? Optional.of(
                        new Posting(
                                core,
                                platform,
                                new RecordedPosts(Platform.SLACK, platform.features())))
                : Optional.empty();
    }

    /// Whoever is an admin in a transcript runs the bot, as at the console.
    private static Set<String> operators(List<String> lines) {
        return lines.stream()
                .map(SEAT::matcher)
                .filter(seat -> seat.matches() && seat.group(3) != null)
                .map(seat -> Play.admin(seat.group(1)).id())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A bot with a copy of one prepared home, so that two of them rank alike.
    private BotCore core(Clock clock) throws IOException {
        Path home = Files.createTempDirectory(homes, "home");
        try (Stream<Path> files = Files.walk(prepared(clock))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = home.resolve(prepared.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return BotCore.start(settings(home), clock);
    }

    private Path prepared(Clock clock) throws IOException {
        if (prepared == null) {
            Path home = Files.createTempDirectory(homes, "prepared");
            BotCore.start(settings(home), clock).close();
            prepared = home;
        }
        return prepared;
    }

    private static CoreSettings settings(Path home) {
        return new CoreSettings(home, PAPERS, CoreSettings.NO_MODEL, 1);
    }

    /// Where it is acted out with all that is posted.
    private record Posting(BotCore core, ChatPlatform platform, RecordedPosts recorded) {}

    private static final class Play {
        private static final int PACED = 3;
        private static final Duration STEP = Duration.ofSeconds(10);

        private final FakeSlack slack;
        private final BotCore alone;
        private final SettableClock clock;
        private final Optional<Posting> posting;
        private final Set<String> admins = new HashSet<>();
        private String name = "ana";
        private String room = "general";
        private boolean administrator;
        private Reply said = Reply.say("nothing yet");
        private Message shown;
        private final Set<String> found = new HashSet<>();

        /// How far the clock was moved on for the platform's pace.
        private Duration ahead = Duration.ZERO;

        private final Set<String> pressed = new HashSet<>();
        private int compared;

        Play(FakeSlack slack, BotCore alone, SettableClock clock, Optional<Posting> posting) {
            this.slack = slack;
            this.alone = alone;
            this.clock = clock;
            this.posting = posting;
            posting.ifPresent(it -> {
                alone.dispatcher().serve(it.recorded());
                it.core().dispatcher().serve(it.platform());
            });
        }

        void line(String line) {
            Matcher seat = SEAT.matcher(line);
            Matcher time = CLOCK.matcher(line);
            if (seat.matches()) {
                name = seat.group(1);
                room = seat.group(2);
                administrator = seat.group(3) != null || admins.contains(seat.group(1));
                if (posting.isPresent() && administrator) {
                    admins.add(name);
                }
                shown = null;
            } else if (time.matches()) {
                String span = time.group(1);
                Duration passing =
                        span.contains("T") || !span.matches(".*[WMY].*")
                                ? Duration.parse(span)
                                : Duration.ofDays(Period.parse(span).getDays());
                clock.pass(passing.minus(ahead));
                ahead = Duration.ZERO;
                posting.ifPresent(this::runDue);
            } else if (line.startsWith("> ")) {
                enter(line.substring(2).strip());
            }
        }

        /// Posts what is due, and looks for all of it where it should stand.
        private void runDue(Posting now) {
            try {
                alone.runDue(now.recorded());
                now.core().runDue(now.platform());
                for (int i = 0; i < PACED; i++) {
                    // What the platform's pace put off.
                    clock.pass(STEP);
                    ahead = ahead.plus(STEP);
                    now.core().runDue(now.platform());
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            arrived(now);
        }

        private void arrived(Posting now) {
            for (RecordedPosts.Post post : now.recorded().taken()) {
                String place =
                        post.person()
                                .map(person -> FakeSlack.directChannel(person.id()))
                                .orElseGet(() -> slack.channel(room).id());
                arrived(place, texts(post.message()));
                post.message()
                        .opens()
                        .ifPresent(it -> arrived(place, texts(Reply.of(it.opening()))));
            }
        }

        /// A message that was not there before has all of the texts.
        private void arrived(String place, List<String> texts) {
            List<String> wanted = texts.stream().map(SlackTranscriptTest::letters).toList();
            FakeSlack.await(
                    "a post with " + texts,
                    () ->
                            slack.messagesIn(place).stream()
                                    .filter(it -> !it.ephemeral() && !found.contains(it.ts()))
                                    .filter(it ->
                                            wanted.stream().allMatch(letters(it.shown())::contains))
                                    .findFirst()
                                    .filter(it -> found.add(it.ts()))
                                    .isPresent());
            compared++;
        }

        /// What confirms, or takes what was offered in a direct message.
        private void confirm() {
            Optional<Button> asked =
                    said.blocks().stream()
                            .filter(Block.Buttons.class::isInstance)
                            .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                            .filter(button ->
                                    button instanceof Button.Run run
                                            && run.role() == Button.Role.CONFIRM)
                            .findFirst();
            if (asked.isPresent() && shown != null) {
                press(asked.get().label(), "");
                return;
            }
            Posting now = posting.orElseThrow();
            CommandCode code = now.recorded().offer();
            said = alone.conversation().pressed(code, caller());
            shown =
                    slack.messagesIn(FakeSlack.directChannel(person().id())).stream()
                            .filter(it -> it.buttons().containsValue(code.value()))
                            .reduce((_, later) -> later)
                            .orElseThrow();
            FakeSlackAnswer answer = slack.pressCode(person(), shown, code.value());
            shown = answer.message();
            compare("y", answer);
            arrived(posting.orElseThrow());
        }

        /// Votes by the button of the last vote.
        private void vote(Posting now, int place) {
            CommandCode code = now.recorded().vote(place);
            said = alone.conversation().pressed(code, caller());
            String room = slack.channel(this.room).id();
            Message vote =
                    slack.messagesIn(room).stream()
                            .filter(it -> it.buttons().containsValue(code.value()))
                            .reduce((_, later) -> later)
                            .orElseThrow();
            shown = vote;
            if (!pressed.add(name + code.value())) {
                // Who presses again at once has clicked twice, and meant it once.
                long since = System.nanoTime();
                FakeSlack.await(
                        "a moment since the last press",
                        () -> System.nanoTime() - since > DoublePress.TOGETHER.toNanos());
            }
            FakeSlackAnswer answer = slack.pressCode(person(), vote, code.value());
            shown = answer.message();
            compare("v" + place, answer);
        }

        private void enter(String line) {
            String text = line.matches("\\d+") ? "show " + line : line;
            Matcher key = KEY.matcher(text);
            if (posting.isPresent() && text.matches("v\\d")) {
                vote(posting.get(), Integer.parseInt(text.substring(1)));
            } else if (posting.isPresent() && text.equals("y")) {
                confirm();
            } else if (!key.matches()) {
                command(text);
            } else if (KEYS.containsKey(key.group(1))) {
                press(KEYS.get(key.group(1)), key.group(2));
            }
        }

        private void command(String text) {
            if (text.startsWith("/") || isAskedBack(text)) {
                // The console's own commands and the answers to its questions.
                return;
            }
            said = alone.conversation().typed(text, caller());
            if (said.asksFor().isPresent()) {
                return;
            }
            FakeSlackAnswer answer = slack.command(person(), room, text);
            shown = answer.message();
            compare(text, answer);
            posting.ifPresent(this::arrived);
        }

        /// Whether a line is what the console understands beyond the command book.
        private static boolean isAskedBack(String text) {
            String word = text.split(" ")[0];
            return Set.of("yes", "no", "quit", "exit").contains(word)
                    && CommandBook.typed().stream().map(CommandSpec::name).noneMatch(word::equals);
        }

        private void press(String label, String number) {
            Optional<CommandCode> code = code(label, number);
            if (code.isEmpty() || shown == null) {
                return;
            }
            said = alone.conversation().pressed(code.get(), caller());
            FakeSlackAnswer answer = slack.pressCode(person(), shown, code.get().value());
            if (said.wantsMessage().isPresent()) {
                // It is posted by the bot itself, and answers nobody.
                compareWithChannel(label + number);
                return;
            }
            shown = answer.message();
            compare(label + number, answer);
        }

        private Optional<CommandCode> code(String label, String number) {
            return said.blocks().stream()
                    .flatMap(block ->
                            switch (block) {
                                case Block.Entry entry
                                        when number.equals(String.valueOf(entry.number())) ->
                                        entry.buttons().stream();
                                case Block.Buttons buttons when number.isEmpty() ->
                                        buttons.buttons().stream();
                                case Block.Aside aside when number.isEmpty() ->
                                        Stream.of(aside.button());
                                default -> Stream.<Button>of();
                            })
                    .filter(Button.Run.class::isInstance)
                    .map(Button.Run.class::cast)
                    .filter(button -> button.label().equals(label))
                    .map(Button.Run::code)
                    .findFirst();
        }

        private void compare(String what, FakeSlackAnswer answer) {
            said.blocks()
                    .forEach(block -> {
                        if (block instanceof Block.Entry entry
                                && entry.open().value().contains("arxiv:")) {
                            assertThat(entry.link()).as(entry.title()).isNotNull();
                        }
                    });
            for (String text : texts(said)) {
                String wanted = letters(text);
                FakeSlack.await(
                        "'" + text + "' in the answer to " + what + ": " + shown.shown(),
                        () -> letters(read(answer)).contains(wanted));
            }
            compared++;
        }

        private void compareWithChannel(String what) {
            for (String text : texts(said)) {
                String wanted = letters(text);
                FakeSlack.await(
                        "'" + text + "' in the channel after " + what,
                        () ->
                                slack.messagesIn(slack.channel(room).id()).stream()
                                        .anyMatch(it -> letters(it.shown()).contains(wanted)));
            }
            compared++;
        }

        /// All that somebody reads of an answer, with what came as a file.
        private String read(FakeSlackAnswer answer) {
            return Stream.concat(
                            answer.messages().stream().map(Message::shown),
                            slack.filesIn(FakeSlack.directChannel(person().id())).values().stream())
                    .collect(Collectors.joining("\n"));
        }

        /// Slack's rights are remembered for a while, so with them somebody is another person.
        private Person person() {
            return administrator ? admin(name) : Person.named(name).in("Etc/UTC");
        }

        static Person admin(String name) {
            return new Person(Person.named(name).id() + "A", name, true, "Etc/UTC");
        }

        private Caller caller() {
            return new Caller(
                    new UserRef(Platform.SLACK, FakeSlack.TEAM, person().id()),
                    new ChannelRef(Platform.SLACK, FakeSlack.TEAM, slack.channel(room).id()),
                    name,
                    room,
                    java.time.ZoneId.of("Etc/UTC"),
                    Locale.US,
                    administrator,
                    Set.of(
                            Caller.Feature.FORMS,
                            Caller.Feature.SHARING,
                            Caller.Feature.THREADS,
                            Caller.Feature.CHANGING));
        }
    }

    private static List<String> texts(Reply reply) {
        List<String> texts = new ArrayList<>();
        reply.blocks()
                .forEach(block -> {
                    switch (block) {
                        case Block.Heading heading -> texts.add(heading.text());
                        case Block.Aside aside -> add(aside.spans(), texts);
                        case Block.Paragraph(List<Span> spans) -> add(spans, texts);
                        case Block.Quote(List<Span> spans) -> add(spans, texts);
                        case Block.Note(List<Span> spans) -> add(spans, texts);
                        case Block.Facts(List<Block.Fact> facts) ->
                                facts.forEach(fact -> {
                                    texts.add(fact.label());
                                    add(fact.value(), texts);
                                });
                        case Block.Entry entry -> {
                            texts.add(entry.number() + ". " + entry.title());
                            add(entry.about(), texts);
                            entry.details().forEach(detail -> add(detail, texts));
                        }
                        case Block.Bullets(List<List<Span>> all) ->
                                all.forEach(spans -> add(spans, texts));
                        case Block.Poll poll ->
                                poll.choices().forEach(choice -> texts.add(choice.text()));
                        case Block.Verbatim(String text) -> texts.add(text);
                        case Block.File file -> texts.add(file.content());
                        case Block.Buttons _, Block.Divider _, Block.Picture _ -> {}
                    }
                });
        return texts;
    }

    private static void add(List<Span> spans, List<String> texts) {
        spans.stream()
                .filter(span ->
                        !(span instanceof Span.ChannelMention
                                || span instanceof Span.Time
                                || span instanceof Span.Sign
                                || span instanceof Span.TypedCommand))
                .forEach(span -> texts.add(span.plain()));
    }

    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
