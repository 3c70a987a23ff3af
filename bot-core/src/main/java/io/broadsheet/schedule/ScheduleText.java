package io.broadsheet.schedule;

import io.broadsheet.paper.Normalized;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
            Schedule.EditionKind kind,
            Optional<String> role,
            boolean thread) {}

    /// A text that cannot be read; the message, for people, says what is wrong with it.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String example;
        private final @Nullable ZoneOffset offset;

        Unreadable(String message) {
            this(message, EXAMPLE, null);
        }

        Unreadable(String message, String example) {
            this(message, example, null);
        }

        private Unreadable(String message, String example, @Nullable ZoneOffset offset) {
            super(message);
            this.example = example;
            this.offset = offset;
        }

        /// An order that can be read, of the kind that may have been meant.
        public String example() {
            return example;
        }

        /// The offset that was named for a zone.
        public Optional<ZoneOffset> offset() {
            return Optional.ofNullable(offset);
        }
    }

    /// An order that can be read.
    public static final String EXAMPLE = "weekdays 09:00 Europe/Berlin about vision tokenizers";

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
                    "(?i)(?<![\\w/:+\u2212-])(?:at\\s+)?(?:(?<noon>noon|midnight)|(?:(?<hour>\\d{1,2})(?:[:.h](?<minute>\\d{2}))?|(?<four>\\d{4}))\\s*(?<half>[ap]\\.?m\\.?|o'clock|uhr|h)?)(?![\\w/:])");
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
            Set.of(
                    "every",
                    "each",
                    "weekly",
                    "week",
                    "on",
                    "and",
                    "at",
                    "in",
                    "time",
                    "zone",
                    "timezone",
                    "the",
                    "&",
                    "o'clock");
    private static final Pattern RANGE =
            Pattern.compile(
                    "(?i)\\b([a-z]{2,9})\\s*(?:-|–|\\b(?:to|through|till|until)\\b)\\s*([a-z]{2,9})\\b");

    private static final Pattern WEEKLY = Pattern.compile("(?i)\\bweekly\\b|\\bweek\\b");

    /// Days in two letters, and in four that do not begin their names.
    private static final Map<String, DayOfWeek> SHORT_DAYS =
            Map.of(
                    "mo", DayOfWeek.MONDAY,
                    "tu", DayOfWeek.TUESDAY,
                    "we", DayOfWeek.WEDNESDAY,
                    "weds", DayOfWeek.WEDNESDAY,
                    "th", DayOfWeek.THURSDAY,
                    "fr", DayOfWeek.FRIDAY,
                    "sa", DayOfWeek.SATURDAY,
                    "su", DayOfWeek.SUNDAY);

    /// What words stand in for the speaker's own zone.
    private static final Set<String> OWN = Set.of("my", "local");

    /// What is around a word and not of it: `(Berlin)`, `Berlin.`
    private static final Pattern AROUND = Pattern.compile("^[(\\[\"'“‘]+|[)\\]\"'”’.!?:]+$");

    /// How many words a zone's name has at most.
    private static final int LONGEST_NAME = 6;

    private static final List<Unsupported> UNSUPPORTED =
            List.of(
                    new Unsupported(
                            "hourly|twice\\s+(?:a|per)\\s+\\w+|twice\\s+daily|(?:every|each)\\s+(?:\\w+\\s+)?(?:hour|minute)s?",
                            "a schedule comes once a day at most, and several times are several schedules",
                            "daily 09:00 Europe/Berlin"),
                    new Unsupported(
                            "(?:every|each)\\s+(?:(?:two|three|four|five|six|few|\\d+)\\s+(?:day|week|month)s?|(?:other|second|third|\\d+(?:st|nd|rd|th))\\s+\\w+)|bi-?weekly|(?:every\\s+)?fortnight(?:ly)?",
                            "a schedule comes on the same days of each week, which you name",
                            "Monday, Wednesday and Friday 09:00 Europe/Berlin"),
                    new Unsupported(
                            "(?:first|second|third|fourth|last|\\d{1,2}(?:st|nd|rd|th))(?:\\s+\\w*day)?(?:\\s+(?:of|in)\\s+(?:the|each|every|a)\\s+month)?|monthly|(?:every|each|a|per)\\s+month|quarterly|yearly|annually",
                            "a schedule comes on the same days of each week, which you name",
                            "every Monday 09:00 Europe/Berlin"),
                    new Unsupported(
                            "(?:except|excluding|but\\s+not|not)(?:\\s+on)?(?:\\s+\\w+)?",
                            "name the days that it comes on instead",
                            "Monday to Saturday 09:00 Europe/Berlin"));

    /// What people ask for that no schedule does.
    private record Unsupported(Pattern said, String why, String example) {
        Unsupported(String said, String why, String example) {
            this(Pattern.compile("(?i)\\b(?:" + said + ")\\b"), why, example);
        }
    }

    /// Reads a whole order.
    ///
    /// @throws Unreadable where days, time or zone are missing or wrong
    public static Wish read(String text) throws Unreadable {
        String rest = " " + Normalized.withFewMarks(text).strip() + " ";
        Optional<String> role = Optional.empty();
        boolean thread = true;
        Optional<Schedule.EditionKind> kind = Optional.empty();
        Matcher everything = EVERYTHING.matcher(rest);
        boolean allSaid = everything.find();
        Matcher roleSaid = ROLE.matcher(rest);
        if (roleSaid.find()) {
            role = role(roleSaid.group(1));
            rest = rest.substring(0, roleSaid.start()) + " ";
        }
        if (allSaid) {
            thread = everything.group("thread").equalsIgnoreCase("with");
            kind = Optional.of(kind(everything.group("kind")));
            rest = rest.substring(0, everything.start()) + " ";
        } else {
            Tail tail = Tail.of(rest);
            thread = tail.thread();
            kind = tail.kind();
            rest = tail.before();
        }
        Optional<String> topic = Optional.empty();
        Matcher topicSaid = TOPIC.matcher(rest);
        if (topicSaid.find()) {
            String words = topicSaid.group(1).strip();
            if (words.length() > 200) {
                throw new Unreadable("A topic has at most 200 characters.");
            }
            topic = Optional.of(words);
            Tail head = Tail.of(rest.substring(0, topicSaid.start()) + " ");
            thread &= head.thread();
            kind = kind.or(head::kind);
            rest = head.before();
        }
        refuseUnsupported(rest);
        Optional<MatchResult> said = oneTime(rest);
        if (said.isEmpty()) {
            throw new Unreadable(
                    topic.filter(words -> TIME.matcher(words).find()).isPresent()
                            ? "Days, time and zone come before the topic, which is all that follows 'about'."
                            : "Tell me at which time, such as 09:00 or 9am.");
        }
        MatchResult timeSaid = said.get();
        LocalTime time = time(timeSaid);
        rest = rest.substring(0, timeSaid.start()) + " " + rest.substring(timeSaid.end());
        Extras extras = new Extras(topic, kind.orElse(Schedule.EditionKind.PAPER), role, thread);
        return days(rest, time, extras);
    }

    private static void refuseUnsupported(String text) throws Unreadable {
        for (Unsupported unsupported : UNSUPPORTED) {
            Matcher said = unsupported.said().matcher(text);
            if (said.find()) {
                throw new Unreadable(
                        "I cannot do '" + said.group() + "': " + unsupported.why() + ".",
                        unsupported.example());
            }
        }
    }

    /// The time of the day in a text; empty where there is none.
    private static Optional<MatchResult> oneTime(String text) throws Unreadable {
        List<MatchResult> times = TIME.matcher(text).results().toList();
        if (times.size() > 1) {
            throw new Unreadable(
                    "One schedule has one time of the day, and I read "
                            + times.stream()
                                    .map(each -> "'" + each.group().strip() + "'")
                                    .collect(Collectors.joining(" and "))
                            + "; several times are several schedules.",
                    "daily " + time(times.getFirst()) + " Europe/Berlin");
        }
        return times.stream().findFirst();
    }

    /// How often and when, each as far as it was said: `weekly`, `weekdays 8am`, `8:30 Berlin`.
    ///
    /// @param days empty where none were named; Monday for "weekly"
    /// @param zone empty where none was named, or the speaker's own was
    public record When(Set<DayOfWeek> days, Optional<LocalTime> time, Optional<ZoneId> zone) {
        public When {
            days = Set.copyOf(days);
        }
    }

    /// Reads how often and when, of which nothing has to be said.
    ///
    /// @throws Unreadable where something else is said
    public static When when(String text) throws Unreadable {
        String rest = " " + Normalized.withFewMarks(text).strip() + " ";
        refuseUnsupported(rest);
        Optional<MatchResult> said = oneTime(rest);
        Optional<LocalTime> time = Optional.empty();
        if (said.isPresent()) {
            time = Optional.of(time(said.get()));
            rest = rest.substring(0, said.get().start()) + " " + rest.substring(said.get().end());
        }
        DaysAndZone read = DaysAndZone.of(rest);
        boolean onMondays = read.days().isEmpty() && WEEKLY.matcher(rest).find();
        return new When(
                onMondays ? Set.of(DayOfWeek.MONDAY) : read.days(),
                time,
                zone(read.others(), read.days().isEmpty()));
    }

    /// What is said at an end about the form of posts, in any order.
    private record Tail(String before, Optional<Schedule.EditionKind> kind, boolean thread) {
        static Tail of(String text) {
            String rest = text;
            boolean thread = true;
            Optional<Schedule.EditionKind> kind = Optional.empty();
            Matcher noThread = NO_THREAD.matcher(rest);
            if (noThread.find()) {
                thread = false;
                rest = rest.substring(0, noThread.start()) + " ";
            }
            Matcher kindSaid = KIND.matcher(rest);
            if (kindSaid.find()) {
                kind = Optional.of(ScheduleText.kind(kindSaid.group(1)));
                rest = rest.substring(0, kindSaid.start()) + " ";
            }
            noThread = NO_THREAD.matcher(rest);
            if (noThread.find()) {
                thread = false;
                rest = rest.substring(0, noThread.start()) + " ";
            }
            return new Tail(rest, kind, thread);
        }
    }

    /// Whether a text is a whole order.
    public static boolean isOrder(String text) {
        try {
            read(text);
            return true;
        } catch (Unreadable e) {
            return false;
        }
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

    private static Schedule.EditionKind kind(String said) {
        return said.equalsIgnoreCase("paper")
                ? Schedule.EditionKind.PAPER
                : Schedule.EditionKind.DIGEST;
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

    private static LocalTime time(MatchResult said) throws Unreadable {
        if (said.group("noon") != null) {
            return said.group("noon").equalsIgnoreCase("noon")
                    ? LocalTime.NOON
                    : LocalTime.MIDNIGHT;
        }
        String four = said.group("four");
        int hour = Integer.parseInt(four == null ? said.group("hour") : four.substring(0, 2));
        int minute =
                four != null
                        ? Integer.parseInt(four.substring(2))
                        : said.group("minute") == null ? 0 : Integer.parseInt(said.group("minute"));
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
            Optional<String> topic,
            Schedule.EditionKind kind,
            Optional<String> role,
            boolean thread) {}

    /// What is left after kind, topic and time: days and, perhaps, a zone.
    private static Wish days(String rest, LocalTime time, Extras extras) throws Unreadable {
        DaysAndZone read = DaysAndZone.of(rest);
        Optional<ZoneId> zone = zone(read.others(), read.days().isEmpty());
        if (read.days().isEmpty()) {
            throw new Unreadable("Tell me on which days: daily, weekdays, or names of days.");
        }
        return new Wish(
                Cadence.on(read.days(), time),
                zone,
                extras.topic(),
                extras.kind(),
                extras.role(),
                extras.thread());
    }

    /// The days that a text names, and its other words.
    private record DaysAndZone(Set<DayOfWeek> days, List<String> others) {
        static DaysAndZone of(String rest) {
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
            for (String word : words(text)) {
                String lower = word.toLowerCase(Locale.ROOT);
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
            return new DaysAndZone(days, others);
        }
    }

    /// Reads a zone as people name it: `Europe/Berlin`, `in New York`, `my time`.
    ///
    /// @return empty for the speaker's own
    /// @throws Unreadable where it is none
    public static Optional<ZoneId> zone(String text) throws Unreadable {
        return zone(words(text), false);
    }

    /// The words of a text that may mean something.
    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("[\\s,;]+"))
                .map(word -> AROUND.matcher(word).replaceAll(""))
                .filter(word -> !word.isEmpty())
                .filter(word -> !FILLERS.contains(word.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Optional<ZoneId> zone(List<String> words, boolean noDays) throws Unreadable {
        if (words.stream().allMatch(word -> OWN.contains(word.toLowerCase(Locale.ROOT)))) {
            return Optional.empty();
        }
        String said = String.join(" ", words);
        Optional<ZoneId> zone = Zones.find(said);
        if (zone.isPresent()) {
            return zone;
        }
        Optional<ZoneOffset> offset = Zones.offset(said);
        if (offset.isPresent()) {
            throw new Unreadable(
                    "'"
                            + said
                            + "' is an offset and does not follow daylight saving; name a place whose clocks count.",
                    EXAMPLE,
                    offset.get());
        }
        List<String> near = Zones.suggest(said, 4);
        if (!near.isEmpty()) {
            throw new Unreadable(
                    "I know no time zone '"
                            + said
                            + "'. Did you mean "
                            + String.join(" or ", near)
                            + "?");
        }
        return zoneAmong(words, noDays);
    }

    /// The zone that some of the words name, where the others say the same: `Tokyo, Japan`.
    private static Optional<ZoneId> zoneAmong(List<String> words, boolean noDays)
            throws Unreadable {
        for (int length = Math.min(words.size() - 1, LONGEST_NAME); length > 0; length--) {
            for (int from = 0; from + length <= words.size(); from++) {
                String part = String.join(" ", words.subList(from, from + length));
                if (Zones.meanings(part).isEmpty() && Zones.offset(part).isEmpty()) {
                    continue;
                }
                List<String> others = new ArrayList<>(words);
                others.subList(from, from + length).clear();
                String rest = String.join(" ", others);
                Optional<ZoneId> zone = Zones.find(part);
                if (zone.isPresent() && Zones.meanings(rest).contains(zone.get().getId())) {
                    return zone;
                }
                throw new Unreadable("I did not understand '" + rest + "'.");
            }
        }
        String said = String.join(" ", words);
        throw new Unreadable(
                noDays || words.size() > 1
                        ? "I did not understand '" + said + "'."
                        : "I know no time zone '" + said + "'.");
    }

    /// A day's name in full, in the plural, its first three letters or more, or another short form.
    private static Optional<DayOfWeek> day(String word) {
        String name = word.toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
        String single = name.endsWith("days") ? name.substring(0, name.length() - 1) : name;
        return single.length() < 3 || SHORT_DAYS.containsKey(single)
                ? Optional.ofNullable(SHORT_DAYS.get(single))
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
            Schedule.EditionKind kind,
            boolean thread,
            Optional<String> role) {
        String about = topic.map(words -> " about " + words).orElse("");
        if (topic.filter(ScheduleText::soundsLikeMore).isPresent()) {
            return when
                    + about
                    + (kind == Schedule.EditionKind.DIGEST ? " as digest" : " as paper")
                    + (thread ? " with" : " without")
                    + " thread mentioning "
                    + role.orElse(NOBODY);
        }
        return when
                + about
                + (kind == Schedule.EditionKind.DIGEST ? " as digest" : "")
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
