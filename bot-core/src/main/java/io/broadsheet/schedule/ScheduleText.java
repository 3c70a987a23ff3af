package io.broadsheet.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Schedules as people say them: `weekdays at 9`, `every Monday 08:30`, `daily 9am Berlin about
/// vision tokenizers as digest`.
public final class ScheduleText {

    /// What somebody asked for.
    ///
    /// @param zone empty where none was named
    public record Wish(
            Cadence cadence,
            Optional<ZoneId> zone,
            Optional<String> topic,
            Schedule.Kind kind,
            Optional<String> role,
            boolean thread) {}

    /// A text that cannot be read; the message, for people, says what is wrong with it.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    private static final Pattern KIND =
            Pattern.compile("(?i)(?:^|\\s)as\\s+(?:an?\\s+)?(paper|digest|list)\\s*$");
    private static final Pattern ROLE =
            Pattern.compile("(?i)(?:^|\\s)(?:mentioning|pinging)\\s+(\\S+)\\s*$");

    private static final Pattern NO_THREAD =
            Pattern.compile("(?i)(?:^|\\s)without\\s+(?:an?\\s+)?threads?\\s*$");

    /// Says all that may follow a topic, so that nothing of the topic is read as that.
    private static final Pattern EVERYTHING =
            Pattern.compile(
                    "(?i)(?:^|\\s)as\\s+(?<kind>paper|digest)\\s+(?<thread>with|without)\\s+thread\\s+(?=(?:mentioning|pinging)\\s+\\S+\\s*$)");

    /// What a role behind it would make [#EVERYTHING].
    private static final Pattern ALMOST_EVERYTHING =
            Pattern.compile(
                    "(?i)(?:^|\\s)as\\s+(?:paper|digest)\\s+(?:with|without)\\s+thread\\s*$");

    private static final String NOBODY = "nobody";

    /// A role as platforms write it into typed text: Discord `<@&1>`, Slack `<!subteam^S1|@name>`.
    private static final Pattern MARKED_ROLE =
            Pattern.compile("<(?:@&|!subteam\\^)([A-Za-z0-9]+)(?:\\|[^>]*)?>");

    private static final Pattern TOPIC =
            Pattern.compile("(?i)(?:^|\\s)(?:about|on the topic)\\s+(.+)$", Pattern.DOTALL);
    private static final Pattern TIME =
            Pattern.compile(
                    "(?i)(?<![\\w/+-])(?:at\\s+)?(?:(?<noon>noon|midnight)|(?<hour>\\d{1,2})(?:[:.h](?<minute>\\d{2}))?\\s*(?<half>[ap]\\.?m\\.?|o'clock|uhr|h)?)(?![\\w/:])");
    private static final Map<String, Set<DayOfWeek>> DAYS =
            Map.ofEntries(
                    Map.entry("daily", EnumSet.allOf(DayOfWeek.class)),
                    Map.entry("day", EnumSet.allOf(DayOfWeek.class)),
                    Map.entry("days", EnumSet.allOf(DayOfWeek.class)),
                    Map.entry("everyday", EnumSet.allOf(DayOfWeek.class)),
                    Map.entry("weekdays", Cadence.WEEKDAYS),
                    Map.entry("weekday", Cadence.WEEKDAYS),
                    Map.entry("workdays", Cadence.WEEKDAYS),
                    Map.entry("workday", Cadence.WEEKDAYS),
                    Map.entry("weekends", EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
                    Map.entry("weekend", EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)));
    private static final Set<String> FILLERS =
            Set.of("every", "each", "on", "and", "in", "time", "the", "&", "o'clock");
    private static final Pattern RANGE =
            Pattern.compile("(?i)([a-z]{3,9})\\s*(?:-|–|to)\\s*([a-z]{3,9})");

    /// Reads a whole order.
    ///
    /// @throws Unreadable where days, time or zone are missing or wrong
    public static Wish read(String text) throws Unreadable {
        String rest = " " + text.strip() + " ";
        Optional<String> role = Optional.empty();
        boolean thread = true;
        Schedule.Kind kind = Schedule.Kind.PAPER;
        Matcher everything = EVERYTHING.matcher(rest);
        boolean allSaid = everything.find();
        Matcher roleSaid = ROLE.matcher(rest);
        if (roleSaid.find()) {
            role = role(roleSaid.group(1));
            rest = rest.substring(0, roleSaid.start()) + " ";
        }
        if (allSaid) {
            thread = everything.group("thread").equalsIgnoreCase("with");
            kind = kind(everything.group("kind"));
            rest = rest.substring(0, everything.start()) + " ";
        } else {
            Matcher noThread = NO_THREAD.matcher(rest);
            if (noThread.find()) {
                thread = false;
                rest = rest.substring(0, noThread.start()) + " ";
            }
            Matcher kindSaid = KIND.matcher(rest);
            if (kindSaid.find()) {
                kind = kind(kindSaid.group(1));
                rest = rest.substring(0, kindSaid.start()) + " ";
            }
            noThread = NO_THREAD.matcher(rest);
            if (noThread.find()) {
                thread = false;
                rest = rest.substring(0, noThread.start()) + " ";
            }
        }
        Optional<String> topic = Optional.empty();
        Matcher topicSaid = TOPIC.matcher(rest);
        if (topicSaid.find()) {
            String words = topicSaid.group(1).strip();
            if (words.length() > 200) {
                throw new Unreadable("A topic has at most 200 characters.");
            }
            topic = Optional.of(words);
            rest = rest.substring(0, topicSaid.start()) + " ";
        }
        Matcher timeSaid = TIME.matcher(rest);
        if (!timeSaid.find()) {
            throw new Unreadable("Tell me at which time, such as 09:00 or 9am.");
        }
        LocalTime time = time(timeSaid);
        rest = rest.substring(0, timeSaid.start()) + " " + rest.substring(timeSaid.end());
        Extras extras = new Extras(topic, kind, role, thread);
        return days(rest, time, extras);
    }

    /// @return empty for nobody
    private static Optional<String> role(String said) throws Unreadable {
        Matcher marked = MARKED_ROLE.matcher(said);
        String id = marked.matches() ? marked.group(1) : said;
        if (!id.matches("[A-Za-z0-9]{1,40}")) {
            throw new Unreadable("'" + id + "' is no role; choose one with the role picker.");
        }
        return id.equalsIgnoreCase(NOBODY) ? Optional.empty() : Optional.of(id);
    }

    private static Schedule.Kind kind(String said) {
        return said.equalsIgnoreCase("paper") ? Schedule.Kind.PAPER : Schedule.Kind.DIGEST;
    }

    /// Reads a time of the day: `9`, `09:00`, `9am`, `noon`.
    ///
    /// @throws Unreadable where it is none
    public static LocalTime time(String text) throws Unreadable {
        Matcher matcher = TIME.matcher(" " + text.strip() + " ");
        if (!matcher.find() || !matcher.group().strip().equals(text.strip())) {
            throw new Unreadable("'" + text.strip() + "' is no time of the day.");
        }
        return time(matcher);
    }

    private static LocalTime time(Matcher said) throws Unreadable {
        if (said.group("noon") != null) {
            return said.group("noon").equalsIgnoreCase("noon")
                    ? LocalTime.NOON
                    : LocalTime.MIDNIGHT;
        }
        int hour = Integer.parseInt(said.group("hour"));
        int minute = said.group("minute") == null ? 0 : Integer.parseInt(said.group("minute"));
        String half = said.group("half") == null ? "" : said.group("half").toLowerCase(Locale.ROOT);
        boolean twelve = half.startsWith("a") || half.startsWith("p");
        if (minute > 59 || hour > 24 || (twelve && (hour < 1 || hour > 12))) {
            throw new Unreadable("'" + said.group().strip() + "' is no time of the day.");
        }
        if (twelve) {
            hour = hour % 12 + (half.startsWith("p") ? 12 : 0);
        }
        if (hour == 24) {
            throw new Unreadable("The last minute of a day is 23:59; midnight is 00:00.");
        }
        return LocalTime.of(hour, minute);
    }

    /// What is said behind days, time and zone.
    private record Extras(
            Optional<String> topic, Schedule.Kind kind, Optional<String> role, boolean thread) {}

    /// What is left after kind, topic and time: days and, perhaps, a zone.
    private static Wish days(String rest, LocalTime time, Extras extras) throws Unreadable {
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        String text = rest;
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            Optional<DayOfWeek> first = day(range.group(1));
            Optional<DayOfWeek> last = day(range.group(2));
            if (first.isPresent() && last.isPresent()) {
                for (DayOfWeek day = first.get(); ; day = day.plus(1)) {
                    days.add(day);
                    if (day == last.get()) {
                        break;
                    }
                }
                text = text.substring(0, range.start()) + " " + text.substring(range.end());
                range = RANGE.matcher(text);
            }
        }
        List<String> others = new ArrayList<>();
        for (String word : text.strip().split("[\\s,;]+")) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.isEmpty() || FILLERS.contains(lower)) {
                continue;
            }
            Set<DayOfWeek> group = DAYS.get(lower);
            Optional<DayOfWeek> day = day(lower);
            if (group != null) {
                days.addAll(group);
            } else if (day.isPresent()) {
                days.add(day.get());
            } else {
                others.add(word);
            }
        }
        Optional<ZoneId> zone =
                others.isEmpty()
                        ? Optional.empty()
                        : Optional.of(zone(String.join(" ", others), days.isEmpty()));
        if (days.isEmpty()) {
            throw new Unreadable("Tell me on which days: daily, weekdays, or names of days.");
        }
        return new Wish(
                Cadence.on(days, time),
                zone,
                extras.topic(),
                extras.kind(),
                extras.role(),
                extras.thread());
    }

    private static ZoneId zone(String said, boolean noDays) throws Unreadable {
        Optional<ZoneId> zone = Zones.find(said);
        if (zone.isPresent()) {
            return zone.get();
        }
        List<String> near = Zones.suggest(said, 3);
        if (noDays && near.isEmpty()) {
            throw new Unreadable("I could not read '" + said + "'.");
        }
        throw new Unreadable(
                "I know no time zone '"
                        + said
                        + "'."
                        + (near.isEmpty()
                                ? ""
                                : " Did you mean " + String.join(" or ", near) + "?"));
    }

    /// A day's name in full, in the plural, or its first three letters or more.
    private static Optional<DayOfWeek> day(String word) {
        String name = word.toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
        String single = name.endsWith("days") ? name.substring(0, name.length() - 1) : name;
        return single.length() < 3
                ? Optional.empty()
                : Arrays.stream(DayOfWeek.values())
                        .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(single))
                        .findFirst();
    }

    /// A cadence in words: `weekdays at 09:00`.
    public static String say(Cadence cadence) {
        String days =
                switch (cadence) {
                    case Cadence.Daily _ -> "daily";
                    case Cadence.Weekly weekly when weekly.days().equals(Cadence.WEEKDAYS) ->
                            "weekdays";
                    case Cadence.Weekly weekly -> "every " + names(weekly.days());
                };
        return days + " at " + cadence.time();
    }

    private static String names(Set<DayOfWeek> days) {
        List<String> names =
                days.stream()
                        .sorted()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .toList();
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /// A plan as it would be typed: `weekdays at 09:00 Europe/Berlin about tokenizers as digest`.
    /// Read again it is the same plan, whatever its topic says.
    public static String say(Schedule.Plan plan) {
        return order(
                say(plan.cadence()) + " " + plan.zone().getId(),
                plan.topic(),
                plan.kind(),
                plan.thread(),
                plan.role());
    }

    /// An order of parts that somebody gave one by one. Nothing of the topic is read as another
    /// part: where it sounds like one, all that follows is said in full.
    ///
    /// @param when days and time, perhaps with a zone
    /// @param role empty for none
    public static String order(
            String when,
            Optional<String> topic,
            Schedule.Kind kind,
            boolean thread,
            Optional<String> role) {
        String about = topic.map(words -> " about " + words).orElse("");
        if (topic.filter(ScheduleText::soundsLikeMore).isPresent()) {
            return when
                    + about
                    + (kind == Schedule.Kind.DIGEST ? " as digest" : " as paper")
                    + (thread ? " with" : " without")
                    + " thread mentioning "
                    + role.orElse(NOBODY);
        }
        return when
                + about
                + (kind == Schedule.Kind.DIGEST ? " as digest" : "")
                + (thread ? "" : " without thread")
                + role.map(id -> " mentioning " + id).orElse("");
    }

    /// Whether days and time are followed by a role, as far as typed: `daily 9 mentioning 123`.
    public static boolean mentions(String when) {
        return ROLE.matcher(when).find();
    }

    private static boolean soundsLikeMore(String topic) {
        return ROLE.matcher(topic).find()
                || NO_THREAD.matcher(topic).find()
                || KIND.matcher(topic).find()
                || ALMOST_EVERYTHING.matcher(topic).find();
    }

    private ScheduleText() {}
}
