package io.broadsheet.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.Right;
import io.broadsheet.chat.UserRef;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.core.BotCore;
import io.broadsheet.core.CoreSettings;
import io.broadsheet.discord.DiscordPlatform;
import io.broadsheet.discord.fake.FakeDiscord;
import io.broadsheet.discord.fake.FakeDiscord.Message;
import io.broadsheet.discord.fake.FakeDiscord.Person;
import io.broadsheet.discord.fake.FakeDiscord.Place;
import io.broadsheet.discord.fake.FakeServer;
import io.broadsheet.discord.installation.DiscordRegistration;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The console's transcripts, acted out in Discord: every command that Discord can express is given
/// there, through gateway, SDK and adapter, and everything that the core says must be read there.
/// What the core says comes from a second bot that lives through the same, without any platform.
/// Nothing is posted here but in a reading group's season, whose votes, reminders and meetings are
/// looked for as well; what a transcript lets happen outside the bot does not happen.
class DiscordTranscriptTest {

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
    Stream<DynamicTest> discordSaysWhatTheCoreSays() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
                    .map(file ->
                            DynamicTest.dynamicTest(
                                    file.getFileName().toString(), () -> act(file)));
        }
    }

    private void act(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        Set<String> rooms = new LinkedHashSet<>(List.of("general"));
        lines.forEach(line -> {
            Matcher seat = SEAT.matcher(line);
            if (seat.matches()) {
                rooms.add(seat.group(2));
            }
        });
        SettableClock clock = new SettableClock(START);
        try (FakeDiscord discord = FakeDiscord.start();
                BotCore alone = core(clock);
                BotCore core = core(clock)) {
            FakeServer server = discord.addServer("lab", List.copyOf(rooms));
            try (DiscordPlatform platform =
                    DiscordPlatform.start(
                            discord.config(),
                            core.conversation(),
                            core.reachability(),
                            Clock.systemUTC())) {
                assertThat(platform.awaitReady(Duration.ofSeconds(30))).isTrue();
                Play play = new Play(discord, server, alone, clock, posting(file, core, platform));
                lines.forEach(play::line);

                assertThat(play.compared).as("answers compared").isPositive();
                assertThat(discord.violations()).isEmpty();
            }
        }
    }

    /// A season of a reading group is acted out with its votes, reminders and meetings.
    private static Optional<Posting> posting(Path file, BotCore core, DiscordPlatform platform) {
        return file.endsWith("reading-season.txt")
                ? Optional.of(
                        new Posting(
                                core,
                                platform,
                                new RecordedPosts(Platform.DISCORD, platform.features())))
                : Optional.empty();
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

        private final FakeDiscord discord;
        private final FakeServer server;
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

        private int compared;

        Play(
                FakeDiscord discord,
                FakeServer server,
                BotCore alone,
                SettableClock clock,
                Optional<Posting> posting) {
            this.discord = discord;
            this.server = server;
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
                List<String> places =
                        List.of(
                                post.person()
                                        .map(person -> FakeDiscord.directChannel(person.id()))
                                        .orElseGet(() -> server.room(room).id()));
                arrived(() -> places, texts(post.message()));
                post.message()
                        .opens()
                        .ifPresent(it ->
                                arrived(
                                        () -> List.copyOf(discord.threads().keySet()),
                                        texts(Reply.of(it.opening()))));
            }
        }

        /// A message that was not there before has all of the texts.
        private void arrived(Supplier<List<String>> places, List<String> texts) {
            List<String> wanted = texts.stream().map(DiscordTranscriptTest::visible).toList();
            FakeDiscord.await(
                    "a post with " + texts,
                    () ->
                            places.get().stream()
                                    .flatMap(place -> discord.messagesIn(place).stream())
                                    .filter(it -> !found.contains(it.id()))
                                    .filter(it ->
                                            wanted.stream().allMatch(visible(it.text())::contains))
                                    .findFirst()
                                    .filter(it -> found.add(it.id()))
                                    .isPresent());
            compared++;
        }

        /// Votes by the button of the last vote.
        private void vote(Posting now, int place) {
            said = alone.conversation().pressed(now.recorded().vote(place), caller());
            pressLast(server.room(room).id(), place + " ▲");
            compare("v" + place);
        }

        /// Presses the button whose label begins so, of the last message that has it.
        private void pressLast(String channel, String beginning) {
            Message message =
                    discord.messagesIn(channel).stream()
                            .filter(it -> label(it, beginning).isPresent())
                            .reduce((_, later) -> later)
                            .orElseThrow();
            String label = label(message, beginning).orElseThrow();
            Place where =
                    channel.equals(server.room(room).id())
                            ? Place.in(server, room)
                            : Place.direct(person());
            shown = discord.press(where, person(), message, label).message();
        }

        private static Optional<String> label(Message message, String beginning) {
            return message.buttons().keySet().stream()
                    .filter(label -> label.startsWith(beginning))
                    .findFirst();
        }

        /// What confirms, or takes what was offered in a direct message.
        private void confirm(Posting now) {
            Optional<Button.Run> asked =
                    said.blocks().stream()
                            .filter(Block.Buttons.class::isInstance)
                            .flatMap(block -> ((Block.Buttons) block).buttons().stream())
                            .filter(Button.Run.class::isInstance)
                            .map(Button.Run.class::cast)
                            .filter(button -> button.role() == Button.Role.CONFIRM)
                            .findFirst();
            if (asked.isPresent() && shown != null) {
                press(asked.get().label(), "");
                return;
            }
            said = alone.conversation().pressed(now.recorded().offer(), caller());
            pressLast(FakeDiscord.directChannel(person().id()), "Yes, I take it");
            String read = visible(shown.text());
            texts(said).forEach(text -> assertThat(read).contains(visible(text)));
            compared++;
            arrived(now);
        }

        private void enter(String line) {
            if (posting.isPresent() && line.matches("v\\d")) {
                vote(posting.get(), Integer.parseInt(line.substring(1)));
                return;
            }
            if (posting.isPresent() && line.equals("y")) {
                confirm(posting.get());
                return;
            }
            String text = line.matches("\\d+") ? "show " + line : line;
            int blank = text.indexOf(' ');
            String command = blank < 0 ? text : text.substring(0, blank);
            String rest = blank < 0 ? "" : text.substring(blank + 1).strip();
            Optional<CommandSpec> spec =
                    CommandBook.typed().stream()
                            .filter(it -> it.name().equals(command))
                            .findFirst();
            Matcher key = KEY.matcher(text);
            if (spec.isPresent()) {
                options(spec.get(), rest).ifPresent(options -> command(spec.get(), options));
            } else if (key.matches() && KEYS.containsKey(key.group(1))) {
                press(KEYS.get(key.group(1)), key.group(2));
            }
        }

        private void command(CommandSpec spec, Map<String, Object> options) {
            if (isIncomplete(spec, options)) {
                return;
            }
            Map<String, String> values = new LinkedHashMap<>();
            options.forEach((option, value) -> values.put(option, value.toString()));
            said = alone.conversation().chosen(spec.name(), new Arguments(values), caller());
            String top = DiscordRegistration.command(spec);
            shown =
                    discord.slash(server, room, person(), top, sub(spec, options), options)
                            .message();
            compare(spec.name() + " " + options);
            posting.ifPresent(this::arrived);
        }

        /// Whether Discord takes the command: not without what its verb needs.
        private static boolean isIncomplete(CommandSpec spec, Map<String, Object> options) {
            return spec.verbs().stream()
                    .filter(verb ->
                            verb.name().equals(options.get(spec.options().getFirst().name())))
                    .anyMatch(verb -> !options.keySet().containsAll(verb.needed()));
        }

        /// The verb of a command that has verbs is a part of its name.
        private static String sub(CommandSpec spec, Map<String, Object> options) {
            if (spec.verbs().isEmpty()) {
                return spec.name();
            }
            Object verb = options.remove(spec.options().getFirst().name());
            return spec.name() + " " + (verb == null ? spec.verbs().getFirst().name() : verb);
        }

        private void press(String label, String number) {
            Optional<CommandCode> code = code(label, number);
            if (code.isEmpty() || shown == null) {
                return;
            }
            String menu = label + "…";
            Message before = shown;
            said = alone.conversation().pressed(code.get(), caller());
            shown =
                    !number.isEmpty() && before.menus().containsKey(menu)
                            ? discord.choose(server, room, person(), before, code.get().value())
                                    .message()
                            : discord.press(server, room, person(), before, label).message();
            compare(label + number);
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

        private void compare(String what) {
            String read = visible(shown.text() + String.join("", shown.files().values()));
            for (String text : texts(said)) {
                String wanted = visible(text);
                if (!read.contains(wanted)) {
                    // What is too long for one message goes on in others.
                    FakeDiscord.await(
                            "'" + text + "' in the answer to " + what + ": " + read,
                            () -> visible(since(shown)).contains(wanted));
                }
            }
            compared++;
        }

        private String since(Message first) {
            String channel = server.room(room).id();
            return Stream.concat(
                            discord.hiddenIn(channel).stream(),
                            discord.messagesIn(channel).stream())
                    .filter(message ->
                            Long.compareUnsigned(
                                            Long.parseUnsignedLong(message.id()),
                                            Long.parseUnsignedLong(first.id()))
                                    >= 0)
                    .sorted(Comparator.comparing(Message::id))
                    .map(Message::text)
                    .collect(Collectors.joining());
        }

        private Person person() {
            return administrator ? Person.administrator(name) : Person.named(name);
        }

        private Caller caller() {
            return new Caller(
                    new UserRef(Platform.DISCORD, "-", person().id()),
                    new ChannelRef(Platform.DISCORD, server.id(), server.room(room).id()),
                    name,
                    room,
                    ZoneOffset.UTC,
                    Locale.US,
                    administrator ? Right.YES : Right.NO,
                    false,
                    Set.of(
                            Caller.Feature.FORMS,
                            Caller.Feature.SHARING,
                            Caller.Feature.THREADS,
                            Caller.Feature.CHANGING));
        }
    }

    /// What was typed after a command's name, as Discord's options have it; empty where Discord
    /// would not let it be said.
    private static Optional<Map<String, Object>> options(CommandSpec spec, String rest) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (rest.isEmpty()) {
            return spec.options().stream().anyMatch(CommandSpec.Option::required)
                    ? Optional.empty()
                    : Optional.of(options);
        }
        if (spec.options().isEmpty()) {
            return Optional.empty();
        }
        if (spec.name().equals("schedule")) {
            String action = rest.split(" ")[0];
            options.put("action", action);
            String more = rest.substring(action.length()).strip();
            if (!more.isEmpty()) {
                options.put(action.equals("add") ? "when" : "number", more);
            }
            boolean complete =
                    spec.verbs().stream()
                            .filter(verb -> verb.name().equals(action))
                            .allMatch(verb -> options.keySet().containsAll(verb.needed()));
            return complete ? allowed(spec, options) : Optional.empty();
        }
        if (spec.name().equals("nominate")) {
            String[] parts = rest.split(" because ", 2);
            options.put("paper", parts[0]);
            if (parts.length > 1) {
                options.put("because", parts[1]);
            }
            return Optional.of(options);
        }
        if (spec.name().equals("withdraw")) {
            String paper = rest.replaceFirst("^nomination ?", "");
            return Optional.of(paper.isEmpty() ? options : Map.of("paper", paper));
        }
        if (spec.name().equals("rota") || spec.name().equals("club")) {
            return ofVerb(spec, rest);
        }
        String first = rest;
        CommandSpec.Option last = spec.options().getLast();
        int blank = rest.lastIndexOf(' ');
        String word = rest.substring(blank + 1);
        if (spec.options().size() == 2 && blank > 0) {
            if (last.choices().contains(word)) {
                options.put(last.name(), word);
                first = rest.substring(0, blank);
            } else if (word.equals(last.name())) {
                options.put(last.name(), true);
                first = rest.substring(0, blank);
            } else if (spec.name().equals("digest")) {
                options.put(last.name(), word);
                first = rest.substring(0, blank);
            }
        }
        options.put(spec.options().getFirst().name(), first.replaceFirst("^since ", ""));
        return allowed(spec, options);
    }

    /// What is filled in of a reading group's commands; whoever is named is chosen as a person.
    private static Optional<Map<String, Object>> ofVerb(CommandSpec spec, String rest) {
        Map<String, Object> options = new LinkedHashMap<>();
        String action = rest.split(" ")[0];
        String more = rest.substring(action.length()).strip();
        options.put("action", action);
        switch (spec.name() + " " + action) {
            case "rota swap" -> options.put("person", Person.administrator(more).id());
            case "rota skip" -> options.put("day", more.replaceFirst("^me ", ""));
            case "club start" -> options.put("when", more);
            case "club skip" -> options.put("day", more);
            case "club archive" -> options.put("words", more);
            case "club set" -> options.put("what", more);
            default -> {
                if (!more.isEmpty()) {
                    return Optional.empty();
                }
            }
        }
        options.values().removeIf(value -> value.toString().isEmpty());
        return allowed(spec, options);
    }

    private static Optional<Map<String, Object>> allowed(
            CommandSpec spec, Map<String, Object> options) {
        boolean right =
                spec.options().stream()
                        .allMatch(option ->
                                !options.containsKey(option.name())
                                        || option.choices().isEmpty()
                                        || option.choices()
                                                .contains(options.get(option.name()).toString()));
        return right ? Optional.of(options) : Optional.empty();
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

    private static String visible(String text) {
        return text.replace('[', '(')
                .replace(']', ')')
                .replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]+", "");
    }
}
