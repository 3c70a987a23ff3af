package io.broadsheet.app;

import io.broadsheet.app.console.PlainConsole;
import io.broadsheet.app.console.Seat;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
/// `@clock +P1D` lets time pass (ISO 8601); what is posted meanwhile follows, as an answer would. A
/// line after `>` is typed, and what follows up to an empty line is the answer, exactly; a line
/// `...` in it stands for any number of lines.
final class Transcript {

    private static final Pattern SEAT =
            Pattern.compile("@(?<name>\\S+) #(?<channel>\\S+)(?<admin> admin)?");
    private static final Pattern CLOCK = Pattern.compile("@clock \\+(?<span>P\\S+)");
    private static final String ANY = "...";

    private final PlainConsole console;
    private final Seat start;
    private final Function<Duration, List<String>> passing;

    /// @param start whose zone everybody has
    /// @param passing lets time pass, and returns the lines of what was posted then
    Transcript(PlainConsole console, Seat start, Function<Duration, List<String>> passing) {
        this.console = console;
        this.start = start;
        this.passing = passing;
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
            Matcher clock = CLOCK.matcher(line);
            if (line.startsWith("> ") || clock.matches()) {
                List<String> expected = new ArrayList<>();
                while (i < lines.size()
                        && !lines.get(i).isBlank()
                        && !lines.get(i).startsWith("> ")
                        && !SEAT.matcher(lines.get(i)).matches()
                        && !CLOCK.matcher(lines.get(i)).matches()) {
                    expected.add(lines.get(i++));
                }
                List<String> actual =
                        clock.matches()
                                ? said(passing.apply(span(clock.group("span"))))
                                : answer(line.substring(2));
                result.addAll(matches(expected, actual) ? expected : actual);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                direct(line, i);
            }
        }
        return String.join("\n", result) + "\n";
    }

    /// The answer without empty lines, which would end it.
    private List<String> answer(String typed) {
        return said(console.answer(typed).orElse(List.of("(The conversation ended.)")));
    }

    private static List<String> said(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).map(String::stripTrailing).toList();
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
