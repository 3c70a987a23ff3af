package io.broadsheet.app.console;

import io.broadsheet.app.config.Settings;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.Conversation.Completion;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
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
import java.util.UUID;
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

    private final Dialogue dialogue;
    private final Sheet.Files files;
    private final Set<Caller.Feature> features;

    /// By place, the last replies that had buttons, latest last. Older ones keep their keys as far
    /// as no later one took them, so that one entry after the other can be saved although each
    /// answer has a button of its own.
    private final Map<String, Deque<Shown>> shown = new HashMap<>();

    private int replies;
    private Seat seat;

    /// The keys of a reply.
    ///
    /// @param order later replies have higher ones
    private record Shown(Menu menu, int order) {}

    /// What the console does about a line.
    sealed interface Outcome {

        /// It prints these lines; none means nothing is said.
        record Say(List<AttributedString> lines) implements Outcome {}

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
        Optional<Reply> pressed =
                pressed(text).map(code -> guarded(() -> dialogue.pressed(code, caller())));
        if (pressed.isPresent()) {
            return answer(pressed.get(), look);
        }
        if (text.matches("\\d{1,4}")) {
            // A number opens an entry of the last list, also of one from before a restart.
            return answer(typed("show " + text), look);
        }
        return answer(typed(text.startsWith("/") ? text.substring(1) : text), look);
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
        return guarded(() -> dialogue.typed(text, caller()));
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
        if (reply.asksFor().isPresent()) {
            return new Outcome.Ask(reply.asksFor().get());
        }
        String place =
                switch (reply.placement()) {
                    case NEW, REPLACE -> mine();
                    case CHANNEL -> everybodys();
                };
        return new Outcome.Say(set(reply, seat.channel(), place, look));
    }

    /// Sets a reply and remembers its keys.
    ///
    /// @param place whose keys they are
    private synchronized List<AttributedString> set(
            Reply reply, String channel, String place, Look look) {
        Menu menu = Menu.of(reply);
        List<AttributedString> lines = Sheet.set(reply, menu, channel, look, seat.zone(), files);
        if (!menu.isEmpty()) {
            Deque<Shown> here = shown.computeIfAbsent(place, _ -> new ArrayDeque<>());
            here.addLast(new Shown(menu, replies++));
            if (here.size() > REMEMBERED) {
                here.removeFirst();
            }
        }
        return lines;
    }

    /// What a key presses in what this person saw here, in answers of their own and posts for
    /// everybody, latest first.
    private synchronized Optional<CommandCode> pressed(String key) {
        return Stream.of(mine(), everybodys())
                .flatMap(place -> shown.getOrDefault(place, new ArrayDeque<>()).stream())
                .sorted(Comparator.comparingInt(Shown::order).reversed())
                .flatMap(earlier -> earlier.menu().press(key).stream())
                .findFirst();
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
            String reference = UUID.randomUUID().toString().substring(0, 8);
            log.error("No answer, reference {}", reference, e);
            return Reply.failure(reference);
        }
    }
}
