package io.broadsheet.app.console;

import io.broadsheet.app.config.Settings;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One console's conversation: it knows who is talking, and which keys press which buttons of what
/// they were last shown.
final class Session {

    private static final Logger log = LoggerFactory.getLogger(Session.class);
    private static final Pattern PREFIX = Pattern.compile("(?i)/paper(?:\\s+|$)");
    private static final Pattern OWN =
            Pattern.compile("(?i)/(as|channel|quit|exit|q)(?:\\s+(.*))?");
    private static final Pattern LEAVING = Pattern.compile("(?i)quit|exit|:q");
    private static final Pattern NAME = Pattern.compile(Settings.NAME_PATTERN);

    private static final int REMEMBERED = 20;

    /// A letter counts for an answer until this many others came after it: later nobody sees it any
    /// more.
    private static final int NEWER_ANSWERS = 3;

    /// Longer lines are refused: no command is half as long, and what was pasted by mistake should
    /// not be searched for.
    static final int LONGEST_LINE = 8_000;

    private final Dialogue dialogue;
    private final Sheet.Files files;
    private final Set<Caller.Feature> features;

    /// By place, the last replies that had buttons, latest last.
    private final Map<String, Deque<Shown>> shown = new HashMap<>();

    /// By person and channel, the last turns of the conversation, latest last.
    private final Map<String, Deque<Turn>> turns = new HashMap<>();

    /// By person, the question that their very last input was answered with.
    private final Map<String, Shown> asked = new HashMap<>();

    private int replies;

    /// The answer that was shown last.
    private @Nullable Reply last;

    private Seat seat;

    /// The keys of a reply.
    ///
    /// @param order later replies have higher ones
    /// @param continues whether it is a further page of the list before
    private record Shown(Menu menu, int order, boolean continues) {}

    /// An answer that somebody got.
    ///
    /// @param onEntry whether they had pressed a key of a list's entry; people work through a list
    ///   like that, so it makes the list no older
    private record Turn(int order, boolean onEntry) {}

    /// What the console does about a line.
    sealed interface Outcome {

        /// It prints these lines; none means nothing is said.
        record Say(List<AttributedString> lines) implements Outcome {}

        /// It prints these lines, and then does what comes of the rest, which may take its time.
        record SayFirst(List<AttributedString> lines, Supplier<Outcome> rest) implements Outcome {}

        /// It asks for what the form needs.
        record Ask(Form form) implements Outcome {}

        /// It ends.
        record Leave() implements Outcome {}
    }

    /// @param features what the console can do beyond showing blocks
    Session(Dialogue dialogue, Sheet.Files files, Seat seat, Set<Caller.Feature> features) {
        this.dialogue = dialogue;
        this.files = files;
        this.seat = seat;
        this.features = Set.copyOf(features);
    }

    Seat seat() {
        return seat;
    }

    void sit(Seat other) {
        seat = other;
    }

    /// Answers a line.
    Outcome enter(String line, Look look) {
        String text = line.strip();
        if (text.isEmpty()) {
            return new Outcome.Say(List.of());
        }
        // A confirmation is for the input right after the question, so that it is never given by
        // mistake later.
        Optional<Shown> question = Optional.ofNullable(asked.remove(person()));
        if (text.length() > LONGEST_LINE) {
            return answer(tooLong(), look);
        }
        if (LEAVING.matcher(text).matches()) {
            return new Outcome.Leave();
        }
        Matcher own = OWN.matcher(text);
        if (own.matches()) {
            return switch (own.group(1).toLowerCase(Locale.ROOT)) {
                case "as" -> become(own.group(2), look);
                case "channel" -> move(own.group(2), look);
                default -> new Outcome.Leave();
            };
        }
        Matcher prefix = PREFIX.matcher(text);
        if (prefix.lookingAt()) {
            return answer(typed(text.substring(prefix.end())), look);
        }
        if (text.equalsIgnoreCase(Sheet.MORE)) {
            List<AttributedString> rest = rest(look);
            if (!rest.isEmpty()) {
                return new Outcome.Say(rest);
            }
        }
        Optional<Menu.Key> key = Menu.key(text);
        if (key.isPresent()) {
            Optional<CommandCode> code = pressed(key.get(), question);
            if (code.isPresent()) {
                Reply reply = guarded(() -> dialogue.pressed(code.get(), caller()));
                return answer(reply, look, key.get().number().isPresent());
            }
            Optional<Reply> refusal = refusal(key.get());
            if (refusal.isPresent()) {
                return answer(refusal.get(), look, key.get().number().isPresent());
            }
        }
        if (text.matches("\\d{1,4}")) {
            // A number opens an entry of the last list, also of one from before a restart.
            return answer(typed("show " + text), look);
        }
        return answer(typed(text.startsWith("/") ? text.substring(1) : text), look);
    }

    /// What the last answer folded; none where it folded nothing.
    private synchronized List<AttributedString> rest(Look look) {
        return last == null ? List.of() : Sheet.unfolded(last, look, seat.zone());
    }

    /// Answers a form.
    Outcome submit(Form form, Map<String, String> values, Look look) {
        return answer(guarded(() -> dialogue.submitted(form, values, caller())), look);
    }

    /// What the last word of a line may become.
    List<Completion> complete(String line) {
        Matcher prefix = PREFIX.matcher(line);
        String text = prefix.lookingAt() ? line.substring(prefix.end()) : line.stripLeading();
        try {
            return dialogue.complete(text, caller());
        } catch (RuntimeException e) {
            log.error("Completing '{}' failed", line, e);
            return List.of();
        }
    }

    Caller caller() {
        return seat.caller(features);
    }

    private Reply typed(String text) {
        return FileLine.in(text, Path.of(System.getProperty("user.home", ".")))
                .map(this::handedOver)
                .orElseGet(() -> guarded(() -> dialogue.typed(text, caller())));
    }

    private Reply handedOver(FileLine line) {
        try {
            Arguments arguments =
                    new Arguments(Map.of("action", "import", FileLine.OPTION, line.text()));
            return guarded(() -> dialogue.chosen(FileLine.COMMAND, arguments, caller()));
        } catch (NoSuchFileException e) {
            return Reply.rejection("There is no file " + line.file() + ".");
        } catch (IOException e) {
            log.info("Reading {} failed", line.file(), e);
            return Reply.rejection("I cannot read the file " + line.file() + ".");
        }
    }

    private Outcome become(@Nullable String name, Look look) {
        if (name == null || !NAME.matcher(name.strip()).matches()) {
            return refuseName("/as ana", look);
        }
        seat = seat.as(name.strip());
        return new Outcome.Say(List.of());
    }

    private Outcome move(@Nullable String name, Look look) {
        String bare = name == null ? "" : name.strip().replaceFirst("^#", "");
        if (!NAME.matcher(bare).matches()) {
            return refuseName("/channel vision", look);
        }
        seat = seat.in(bare);
        return new Outcome.Say(List.of());
    }

    private Outcome refuseName(String example, Look look) {
        return answer(
                Reply.rejection(
                        Span.text(
                                "A name has letters, digits, dots, hyphens and underscores, up to 80 of them, for example "),
                        Span.code(example),
                        Span.text(".")),
                look);
    }

    /// Takes a post that nobody here asked for.
    ///
    /// @return what to print
    List<AttributedString> arrive(ConsolePlatform.Arrival arrival, Look look) {
        return switch (arrival) {
            case ConsolePlatform.Arrival.Post(String channel, Reply message) ->
                    set(message.placed(Reply.Placement.CHANNEL), channel, channel, look);
            case ConsolePlatform.Arrival.Direct(String person, Reply message) -> {
                List<AttributedString> lines = new ArrayList<>();
                lines.add(new AttributedString("To " + Untrusted.line(person) + " alone:"));
                lines.addAll(set(message, seat.channel(), seat.channel() + " " + person, look));
                yield lines;
            }
        };
    }

    private Outcome answer(Reply reply, Look look) {
        return answer(reply, look, false);
    }

    private Outcome answer(Reply reply, Look look, boolean onEntry) {
        if (reply.asksFor().isPresent()) {
            return new Outcome.Ask(reply.asksFor().get());
        }
        String place =
                switch (reply.placement()) {
                    case NEW, REPLACE, OVERLAY -> mine();
                    case CHANNEL -> everybodys();
                };
        if (reply.continues().isPresent()) {
            // Nothing is to be pressed in it, and the sequel is the answer that counts.
            CompletableFuture<Reply> sequel = reply.continues().get();
            return new Outcome.SayFirst(
                    Sheet.set(reply, Menu.EMPTY, seat.channel(), look, seat.zone(), files),
                    () -> answer(guarded(sequel::join), look, onEntry));
        }
        remember(turns, mine(), new Turn(replies, onEntry));
        return new Outcome.Say(set(reply, seat.channel(), place, look));
    }

    /// Sets a reply and remembers its keys.
    ///
    /// @param place whose keys they are
    private synchronized List<AttributedString> set(
            Reply said, String channel, String place, Look look) {
        Reply reply = said.spelledOut();
        Menu menu = Menu.of(reply);
        List<AttributedString> lines = Sheet.set(reply, menu, channel, look, seat.zone(), files);
        last = reply;
        int order = replies++;
        if (!menu.isEmpty()) {
            Shown latest = new Shown(menu, order, reply.placement() == Reply.Placement.REPLACE);
            remember(shown, place, latest);
            if (menu.isAsking()) {
                asked.put(person(), latest);
            }
        }
        return lines;
    }

    private static <T> void remember(Map<String, Deque<T>> all, String place, T latest) {
        Deque<T> here = all.computeIfAbsent(place, _ -> new ArrayDeque<>());
        here.addLast(latest);
        if (here.size() > REMEMBERED) {
            here.removeFirst();
        }
    }

    /// What a key presses in what this person saw here, in answers of their own and posts for
    /// everybody. Numbers belong to the latest list, letters to the latest answer that has them and
    /// is not long ago.
    ///
    /// @param question what the person was asked just before
    private synchronized Optional<CommandCode> pressed(Menu.Key key, Optional<Shown> question) {
        if (key.number().isPresent()) {
            return latestList().stream()
                    .flatMap(page -> page.menu().press(key).stream())
                    .findFirst()
                    // A poll's choices are numbered as well, and people come back to it.
                    .or(() ->
                            seen().filter(earlier -> !earlier.menu().hasEntries())
                                    .flatMap(earlier -> earlier.menu().press(key).stream())
                                    .findFirst());
        }
        List<Shown> list = latestList();
        return seen().filter(earlier ->
                        !earlier.menu().isAsking() || question.equals(Optional.of(earlier)))
                // The next page of a list before the latest one is not what anybody means.
                .filter(earlier -> !earlier.menu().hasEntries() || earlier.equals(list.getFirst()))
                .filter(this::isRecent)
                .flatMap(earlier -> earlier.menu().press(key).stream())
                .findFirst();
    }

    /// Why a key presses nothing now: nothing where it never was one.
    private Optional<Reply> refusal(Menu.Key key) {
        List<Shown> list = latestList();
        if (key.number().isPresent()) {
            int number = key.number().getAsInt();
            int last = list.stream().mapToInt(page -> page.menu().lastEntry()).max().orElse(0);
            return list.stream().anyMatch(page -> page.menu().hasInEntries(key.letters()))
                            && (number < 1 || number > last)
                    ? Optional.of(outOfRange(number, last))
                    : Optional.empty();
        }
        boolean paging = key.letters().equals("n") || key.letters().equals("p");
        List<Shown> had = seen().filter(earlier -> earlier.menu().press(key).isPresent()).toList();
        if (!had.isEmpty() && had.getFirst().menu().isAsking()) {
            return Optional.of(
                    Reply.rejection(
                            "That question has lapsed, and nothing was done. Ask again to get its buttons back."));
        }
        if (paging && !list.isEmpty() && !isRecent(list.getFirst())) {
            return Optional.of(
                    Reply.rejection(
                            "The last list is too far up to turn its pages. Ask for it again."));
        }
        if (paging && !list.isEmpty()) {
            return Optional.of(
                    Reply.rejection(
                            key.letters().equals("n")
                                    ? "There is no next page."
                                    : "There is no previous page."));
        }
        return had.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Reply.rejection(
                                Span.text("The answer that had "),
                                Span.code(key.letters()),
                                Span.text(" is too far up. Ask for it again.")));
    }

    private static Reply outOfRange(int number, int last) {
        return Reply.rejection(
                Span.text(
                        number < 1
                                ? "Lists begin at 1, so there is no number " + number
                                : "The last list ended at "
                                        + last
                                        + ", so it has no number "
                                        + number),
                Span.text(". For example: "),
                Span.code("1"),
                Span.text("."));
    }

    private static Reply tooLong() {
        return Reply.rejection(
                String.format(
                        Locale.ENGLISH,
                        "That line has more than %,d characters, which is more than I read. Type a few words of what you look for.",
                        LONGEST_LINE));
    }

    /// What this person saw here, latest first.
    private Stream<Shown> seen() {
        return Stream.of(mine(), everybodys())
                .flatMap(place -> shown.getOrDefault(place, new ArrayDeque<>()).stream())
                .sorted(Comparator.comparingInt(Shown::order).reversed());
    }

    /// The pages of the latest list, latest first.
    private List<Shown> latestList() {
        List<Shown> pages = new ArrayList<>();
        for (Shown page : seen().filter(earlier -> earlier.menu().hasEntries()).toList()) {
            pages.add(page);
            if (!page.continues()) {
                break;
            }
        }
        return pages;
    }

    private boolean isRecent(Shown earlier) {
        return turns.getOrDefault(mine(), new ArrayDeque<>()).stream()
                        .filter(turn -> turn.order() > earlier.order())
                        .filter(turn -> !(earlier.menu().hasEntries() && turn.onEntry()))
                        .count()
                < NEWER_ANSWERS;
    }

    private String person() {
        return seat.name().toLowerCase(Locale.ROOT);
    }

    private String mine() {
        return seat.channel() + " " + seat.name();
    }

    private String everybodys() {
        return seat.channel();
    }

    private static Reply guarded(Supplier<Reply> answer) {
        try {
            return answer.get();
        } catch (RuntimeException e) {
            String reference = FailureReference.next();
            log.error("No answer, reference {}", reference, e);
            return Reply.failure(reference);
        }
    }
}
