package io.broadsheet.club;

import io.broadsheet.paper.Normalized;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.ScheduleText;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a club meets, as people say it: `weekly Thursday 16:00 Europe/Berlin in room 4.12 for 90
/// minutes`, `every two weeks on Monday at noon`, `monthly last Friday 3pm`. Days, times and zones
/// are read as in schedules.
public final class MeetingText {

    /// A plan that can be read.
    public static final String EXAMPLE = "weekly Thursday 16:00 Europe/Berlin in room 4.12";

    /// What somebody asked for.
    ///
    /// @param zone empty where none was named
    /// @param first empty where no day was named that it begins on
    public record MeetingWish(
            MeetingRhythm rhythm,
            int week,
            Cadence cadence,
            Optional<ZoneId> zone,
            Optional<LocalDate> first,
            Optional<String> place,
            Duration length) {

        /// The plan, with what was left open.
        ///
        /// @param ownZone of whoever asked
        /// @param today in the plan's zone
        public MeetingPlan plan(ZoneId ownZone, LocalDate today) {
            DayOfWeek day =
                    List.of(DayOfWeek.values()).stream()
                            .filter(cadence::fallsOn)
                            .findFirst()
                            .orElseThrow();
            return new MeetingPlan(
                    rhythm,
                    week,
                    day,
                    cadence.time(),
                    zone.orElse(ownZone),
                    first.orElse(today),
                    place,
                    length);
        }
    }

    /// A text that cannot be read; the message, for people, says what is wrong with it.
    public static final class UnreadableMeeting extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableMeeting(String message) {
            super(message);
        }
    }

    private static final Pattern LENGTH =
            Pattern.compile(
                    "(?i)\\s+for\\s+(?:(\\d{1,3})\\s*(m|min|mins|minutes?)|(\\d{1,2}(?:[.,]5)?|an?|one|two|half an)\\s*(h|hours?))\\.?\\s*$");
    private static final Pattern FIRST =
            Pattern.compile(
                    "(?i)\\s+(?:from|starting(?:\\s+on)?|beginning(?:\\s+on)?)\\s+(\\d{4}-\\d{2}-\\d{2})\\s*$");
    private static final Pattern TWO_WEEKS =
            Pattern.compile(
                    "(?i)\\b(?:every|each)\\s+(?:two|2|other|second)\\s+weeks?(?:\\s+on)?\\b|\\b(?:every\\s+)?(?:fortnight(?:ly)?|bi-?weekly)\\b|\\bevery\\s+(?:other|second)(?=\\s+[a-z]*day\\b)");
    private static final Pattern MONTHLY =
            Pattern.compile(
                    "(?i)\\b(?:monthly|(?:(?:of|in)\\s+)?(?:every|each|the|a)\\s+month)\\b");
    private static final Pattern ORDINAL =
            Pattern.compile(
                    "(?i)\\b(?:on\\s+)?(?:(?:every|each|the)\\s+)?(first|1st|second|2nd|third|3rd|fourth|4th|last)(?=\\s+[a-z]+)");
    private static final Pattern WEEKLY =
            Pattern.compile("(?i)\\b(?:weekly|(?:every|each)\\s+week)(?:\\s+on)?\\b");

    /// A place that nothing else can be read from.
    private static final Pattern NAMED = Pattern.compile("(?i)\\s+place:\\s*");

    private static final Pattern IN = Pattern.compile("(?i)\\s+(?:in|@)\\s+|\\s+(?=https?://)");
    private static final Pattern AT_LINK =
            Pattern.compile("(?i)\\s+(?:at|on|via|in)\\s+(?=https?://)");

    private static final Map<String, Integer> ORDINALS =
            Map.of(
                    "first",
                    1,
                    "1st",
                    1,
                    "second",
                    2,
                    "2nd",
                    2,
                    "third",
                    3,
                    "3rd",
                    3,
                    "fourth",
                    4,
                    "4th",
                    4,
                    "last",
                    MeetingPlan.LAST);

    /// Reads a plan.
    ///
    /// @throws UnreadableMeeting where rhythm, day, time or zone are missing or wrong
    public static MeetingWish read(String text) throws UnreadableMeeting {
        String rest = " " + Normalized.withFewMarks(text).strip();
        Duration length = MeetingPlan.USUAL_LENGTH;
        Optional<LocalDate> first = Optional.empty();
        // Both stand at the end, in either order.
        for (int i = 0; i < 2; i++) {
            Matcher said = LENGTH.matcher(rest);
            if (said.find()) {
                length = length(said);
                rest = rest.substring(0, said.start());
            }
            Matcher day = FIRST.matcher(rest);
            if (day.find()) {
                first = Optional.of(date(day.group(1)));
                rest = rest.substring(0, day.start());
            }
        }
        return place(rest + " ", length, first);
    }

    /// What follows the last `in` is a place where all before it can be read, and `in Berlin` a
    /// zone where it cannot be told from one.
    private static MeetingWish place(String text, Duration length, Optional<LocalDate> first)
            throws UnreadableMeeting {
        Matcher named = NAMED.matcher(text);
        if (named.find()) {
            return wish(
                    text.substring(0, named.start()) + " ",
                    Optional.of(text.substring(named.end()).strip()),
                    length,
                    first);
        }
        Matcher link = AT_LINK.matcher(text);
        if (link.find()) {
            return wish(
                    text.substring(0, link.start()) + " ",
                    Optional.of(text.substring(link.end()).strip()),
                    length,
                    first);
        }
        UnreadableMeeting problem;
        try {
            return wish(text, Optional.empty(), length, first);
        } catch (UnreadableMeeting e) {
            problem = e;
        }
        for (MatchResult in : IN.matcher(text).results().toList().reversed()) {
            String place = text.substring(in.end()).strip();
            if (!place.isEmpty()) {
                try {
                    return wish(
                            text.substring(0, in.start()) + " ", Optional.of(place), length, first);
                } catch (UnreadableMeeting e) {
                    problem = e;
                }
            }
        }
        throw problem;
    }

    private static MeetingWish wish(
            String text, Optional<String> place, Duration length, Optional<LocalDate> first)
            throws UnreadableMeeting {
        MeetingRhythm rhythm = MeetingRhythm.WEEKLY;
        int week = 0;
        String rest = text;
        Matcher twoWeeks = TWO_WEEKS.matcher(rest);
        Matcher monthly = MONTHLY.matcher(rest);
        Matcher ordinal = ORDINAL.matcher(rest);
        if (twoWeeks.find()) {
            rhythm = MeetingRhythm.EVERY_TWO_WEEKS;
            rest = twoWeeks.replaceAll(" ");
        } else if (monthly.find() || ordinal.find()) {
            rhythm = MeetingRhythm.MONTHLY;
            rest = monthly.reset().replaceAll(" ");
            ordinal = ORDINAL.matcher(rest);
            week = 1;
            if (ordinal.find()) {
                week = ORDINALS.getOrDefault(ordinal.group(1).toLowerCase(Locale.ROOT), 1);
                rest = rest.substring(0, ordinal.start()) + " " + rest.substring(ordinal.end());
            }
        } else {
            rest = WEEKLY.matcher(rest).replaceAll(" ");
        }
        if (place.filter(words -> words.length() > 200).isPresent()) {
            throw new UnreadableMeeting("A place has at most 200 characters.");
        }
        ScheduleText.Wish when = when(rest);
        long days = List.of(DayOfWeek.values()).stream().filter(when.cadence()::fallsOn).count();
        if (days != 1) {
            throw new UnreadableMeeting(
                    "A club meets on one day of the week, and I read "
                            + ScheduleText.say(when.cadence())
                            + ".");
        }
        return new MeetingWish(rhythm, week, when.cadence(), when.zone(), first, place, length);
    }

    private static ScheduleText.Wish when(String text) throws UnreadableMeeting {
        if (text.isBlank()) {
            throw new UnreadableMeeting("Tell me on which day, and at which time.");
        }
        ScheduleText.Wish wish;
        try {
            wish = ScheduleText.read(text);
        } catch (ScheduleText.Unreadable e) {
            throw new UnreadableMeeting(
                    String.valueOf(e.getMessage())
                            .replace(
                                    "Tell me on which days: daily, weekdays, or names of days.",
                                    "Tell me on which day, such as Thursday."));
        }
        if (wish.topic().isPresent()
                || wish.role().isPresent()
                || !wish.thread()
                || text.matches("(?i).*\\sas\\s+(?:an?\\s+)?(?:digest|list|paper)\\s*")) {
            throw new UnreadableMeeting(
                    "A club has a day, a time, a zone and a place; the papers are nominated.");
        }
        return wish;
    }

    private static Duration length(Matcher said) throws UnreadableMeeting {
        Duration length;
        if (said.group(1) != null) {
            length = Duration.ofMinutes(Long.parseLong(said.group(1)));
        } else {
            String hours = said.group(3).toLowerCase(Locale.ROOT).replace(',', '.');
            length =
                    switch (hours) {
                        case "a", "an", "one" -> Duration.ofHours(1);
                        case "two" -> Duration.ofHours(2);
                        case "half an" -> Duration.ofMinutes(30);
                        default -> Duration.ofMinutes(Math.round(Double.parseDouble(hours) * 60));
                    };
        }
        if (length.compareTo(Duration.ofMinutes(5)) < 0
                || length.compareTo(Duration.ofHours(12)) > 0) {
            throw new UnreadableMeeting("A meeting lasts 5 minutes to 12 hours.");
        }
        return length;
    }

    /// Reads a day as `2026-03-05`.
    ///
    /// @throws UnreadableMeeting where it is none
    public static LocalDate date(String text) throws UnreadableMeeting {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new UnreadableMeeting(
                    "'" + text.strip() + "' is no day; write it as 2026-03-05.");
        }
    }

    /// A rhythm with its day and time: `weekly on Thursday at 16:00`.
    public static String say(MeetingPlan plan) {
        String day = plan.weekday().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String days =
                switch (plan.rhythm()) {
                    case WEEKLY -> "every " + day;
                    case EVERY_TWO_WEEKS -> "every two weeks on " + day;
                    case MONTHLY -> "on the " + ordinal(plan.week()) + " " + day + " of the month";
                };
        return days + " at " + plan.time() + " " + plan.zone().getId();
    }

    /// A plan as it would be typed; read again it is the same plan.
    public static String order(MeetingPlan plan) {
        String order = order(plan, " in ");
        try {
            if (read(order).place().equals(plan.place())) {
                return order;
            }
        } catch (UnreadableMeeting e) {
            // Its place sounds like something else.
        }
        return order(plan, " place: ");
    }

    private static String order(MeetingPlan plan, String in) {
        String day = plan.weekday().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String days =
                switch (plan.rhythm()) {
                    case WEEKLY -> "weekly " + day;
                    case EVERY_TWO_WEEKS -> "every two weeks " + day;
                    case MONTHLY -> "monthly " + ordinal(plan.week()) + " " + day;
                };
        return days
                + " "
                + plan.time()
                + " "
                + plan.zone().getId()
                + plan.place().map(place -> in + place).orElse("")
                + " for "
                + plan.length().toMinutes()
                + " minutes from "
                + plan.first();
    }

    /// @param week 1 to 4; any other is a month's last
    private static String ordinal(int week) {
        return switch (week) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            case 4 -> "fourth";
            default -> "last";
        };
    }

    private MeetingText() {}
}
