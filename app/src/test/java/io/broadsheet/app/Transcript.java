package io.broadsheet.app;

import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A conversation written down, to read and to replay:
///
/// ```
/// # Prose: lines with a number sign after an empty line, or at the beginning.
///
/// @ana #vision
///
/// > search vision tokenizers
/// 1. A title
/// ...
/// ```
///
/// `@ana #vision` lets somebody talk somewhere, `@ana #vision admin` as an administrator there.
/// `@clock +P1D` lets time pass (ISO 8601), `* #vision is archived` lets something happen outside
/// the bot; what is posted at that follows, as an answer would. A line after `>` is typed, and what
/// follows up to an empty line is what is posted at that and the answer, exactly; a line `...` in
/// it stands for any number of lines.
final class Transcript {

    private static final Pattern SEAT =
            Pattern.compile("@(?<name>\\S+) #(?<channel>\\S+)(?<admin> admin)?");
    private static final Pattern CLOCK = Pattern.compile("@clock \\+(?<span>P\\S+)");
    private static final String TYPED = "> ";
    private static final String EVENT = "* ";
    private static final String ANY = "...";

    private final PlainConsole console;
    private final Seat start;
    private final World world;

    /// What is around the bot.
    interface World {

        /// Lets time pass, and the bot do what falls due meanwhile.
        void pass(Duration span);

        /// Lets something happen.
        ///
        /// @param event a sentence without its full stop
        /// @throws IllegalArgumentException where nothing like that happens in this world
        void happen(String event);

        /// The lines of what was posted since this was last asked.
        List<String> posted();
    }

    /// @param start whose zone everybody has
    Transcript(PlainConsole console, Seat start, World world) {
        this.console = console;
        this.start = start;
        this.world = world;
    }

    /// Replays a transcript.
    ///
    /// @return the transcript with the answers as they are; those that were right stay as they were
    ///   written
    /// @throws IllegalArgumentException where a line is none of a transcript's
    String replay(String text) {
        List<String> lines = text.lines().toList();
        List<String> result = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            String line = lines.get(i++);
            result.add(line);
            if (isFollowed(line)) {
                List<String> expected = new ArrayList<>();
                while (i < lines.size()
                        && !lines.get(i).isBlank()
                        && !isFollowed(lines.get(i))
                        && !SEAT.matcher(lines.get(i)).matches()) {
                    expected.add(lines.get(i++));
                }
                List<String> actual = whatFollows(line);
                result.addAll(matches(expected, actual) ? expected : actual);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                direct(line, i);
            }
        }
        return String.join("\n", result) + "\n";
    }

    /// Whether a line is followed by what comes of it.
    private static boolean isFollowed(String line) {
        return line.startsWith(TYPED) || line.startsWith(EVENT) || CLOCK.matcher(line).matches();
    }

    /// What is posted and answered, without empty lines, which would end it.
    private List<String> whatFollows(String line) {
        List<String> answer = List.of();
        Matcher clock = CLOCK.matcher(line);
        if (clock.matches()) {
            world.pass(span(clock.group("span")));
        } else if (line.startsWith(EVENT)) {
            world.happen(line.substring(EVENT.length()));
        } else {
            answer =
                    console.answer(line.substring(TYPED.length()))
                            .orElse(List.of("(The conversation ended.)"));
        }
        return Stream.concat(world.posted().stream(), answer.stream())
                .filter(said -> !said.isBlank())
                .map(String::stripTrailing)
                .toList();
    }

    private void direct(String line, int number) {
        Matcher seat = SEAT.matcher(line);
        if (seat.matches()) {
            console.sit(
                    new Seat(
                            seat.group("name"),
                            seat.group("channel"),
                            start.zone(),
                            seat.group("admin") != null));
        } else {
            throw new IllegalArgumentException(
                    "line " + number + " is no line of a transcript: " + line);
        }
    }

    private static Duration span(String iso) {
        return iso.contains("T") || !iso.matches(".*[WMY].*")
                ? Duration.parse(iso)
                : Duration.ofDays(Period.parse(iso).getDays());
    }

    static boolean matches(List<String> expected, List<String> actual) {
        if (expected.isEmpty()) {
            return actual.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (expected.getFirst().equals(ANY)) {
            for (int skipped = 0; skipped <= actual.size(); skipped++) {
                if (matches(rest, actual.subList(skipped, actual.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !actual.isEmpty()
                && expected.getFirst().equals(actual.getFirst())
                && matches(rest, actual.subList(1, actual.size()));
    }
}
