package io.broadsheet.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.broadsheet.schedule.ScheduleText.Unreadable;
import io.broadsheet.schedule.ScheduleText.Wish;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    weekdays 09:00 Europe/Berlin about vision tokenizers | weekdays at 09:00 Europe/Berlin about vision tokenizers
                    weekdays at 9                                        | weekdays at 09:00 UTC
                    every Monday 08:30                                   | every Monday at 08:30 UTC
                    daily 9am Berlin                                     | daily at 09:00 Europe/Berlin
                    every day at 9 pm in new york                        | daily at 21:00 America/New_York
                    9:05pm every weekday Asia/Kathmandu                  | weekdays at 21:05 Asia/Kathmandu
                    Tuesdays and Thursdays at noon utc                   | every Tuesday and Thursday at 12:00 UTC
                    mon, wed, fri 17.15 europe/london                    | every Monday, Wednesday and Friday at 17:15 Europe/London
                    mon-fri 7h30 Paris                                   | weekdays at 07:30 Europe/Paris
                    Sat to Mon 12am                                      | every Monday, Saturday and Sunday at 00:00 UTC
                    weekends 10 as digest                                | every Saturday and Sunday at 10:00 UTC as digest
                    daily midnight about 3d vision at 4 bits as a list   | daily at 00:00 UTC about 3d vision at 4 bits as digest
                    Daily 09:00 about "token pruning" as paper           | daily at 09:00 UTC about "token pruning"
                    daily 8 Lord Howe mentioning <@&123>                 | daily at 08:00 Australia/Lord_Howe mentioning 123
                    daily 8 about hats with thread                       | daily at 08:00 UTC about hats with thread
                    daily 8 mentioning nobody                            | daily at 08:00 UTC
                    daily 8 about x as paper with thread mentioning 7    | daily at 08:00 UTC about x mentioning 7
                    daily 8 without a thread                             | daily at 08:00 UTC without thread
                    daily 8 about x without threads as digest            | daily at 08:00 UTC about x as digest without thread
                    weekly on Monday 9:00                                | every Monday at 09:00 UTC
                    every week on weds 0900                              | every Wednesday at 09:00 UTC
                    Mo-Fr 9 (Berlin)                                     | weekdays at 09:00 Europe/Berlin
                    Mon through Fri at 1730 h Berlin.                    | weekdays at 17:30 Europe/Berlin
                    daily 9:00 my time                                   | daily at 09:00 UTC
                    daily 9 local time zone                              | daily at 09:00 UTC
                    daily 9 Berlin as digest about x                     | daily at 09:00 Europe/Berlin about x as digest
                    daily 9 without thread as list about x               | daily at 09:00 UTC about x as digest without thread
                    daily 9 as digest about x without thread             | daily at 09:00 UTC about x as digest without thread
                    daily 9 Germany                                      | daily at 09:00 Europe/Berlin
                    daily 9 San Francisco                                | daily at 09:00 America/Los_Angeles
                    daily 9 in São Paulo, Brazil                         | daily at 09:00 America/Sao_Paulo
                    daily 9 Bosnia and Herzegovina                       | daily at 09:00 Europe/Sarajevo
                    daily 9 US/Pacific                                   | daily at 09:00 America/Los_Angeles
                    daily 9 India Standard Time                          | daily at 09:00 Asia/Kolkata
                    daily 9 GMT+0                                        | daily at 09:00 UTC
                    daily 8 about x as digest without thread mentioning 9 | daily at 08:00 UTC about x as digest without thread mentioning 9
                    """)
    void readsWhatPeopleSay(String said, String meant) throws Unreadable {
        assertThat(say(ScheduleText.read(said))).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    daily                       | at which time
                    9am                         | on which days
                    daily 25:00                 | '25:00' is no time
                    daily 13pm                  | '13pm' is no time
                    daily 9:75                  | no time
                    daily 24:00                 | midnight is 00:00
                    daily 9am Europe/Berln      | Did you mean Europe/Berlin?
                    daily 9am EST               | Did you mean America/New_York?
                    daily 9am gibberishville    | no time zone 'gibberishville'
                    daily 9 ET                  | Did you mean America/New_York?
                    daily 9 MST                 | Did you mean America/Denver or America/Phoenix?
                    daily 9 Eastern time        | Did you mean America/New_York?
                    daily 9 Pacific             | Did you mean America/Los_Angeles?
                    daily 9 AEST                | Did you mean Australia/Sydney or Australia/Melbourne or
                    daily 9 CETT                | Did you mean Europe/Berlin or Europe/Paris?
                    daily 9 America/San_Francisco | Did you mean America/Los_Angeles?
                    daily 9 Europe              | no time zone 'Europe'.
                    daily 9 USA                 | Did you mean America/New_York or America/Chicago or
                    daily 9 UTC+2               | 'UTC+2' is an offset and does not follow daylight saving
                    daily 9 +05:30              | '+05:30' is an offset
                    daily 9 Berlin for diffusion models | not understand 'for diffusion models'.
                    daily 9 Berlin on vision    | not understand 'vision'.
                    daily 9 for diffusion models | not understand 'for diffusion models'.
                    every other day 9:00 Berlin | I cannot do 'every other day': a schedule comes on the same days
                    every 2 days at 9 Berlin    | I cannot do 'every 2 days'
                    every second Monday 9:00    | I cannot do 'every second Monday'
                    biweekly 9:00               | I cannot do 'biweekly'
                    first monday of the month 9:00 | I cannot do 'first monday of the month'
                    monthly 9:00                | I cannot do 'monthly'
                    every hour Berlin           | I cannot do 'every hour': a schedule comes once a day
                    daily except sunday 9:00    | I cannot do 'except sunday': name the days
                    daily 9:00 and 17:00 Berlin | One schedule has one time of the day, and I read '9:00' and '17:00'
                    about vision 09:00 Europe/Berlin | Days, time and zone come before the topic
                    someday 9am                 | 'someday'
                    daily 9 mentioning @every*  | is no role
                    """)
    void saysWhatIsWrong(String said, String problem) {
        assertThatThrownBy(() -> ScheduleText.read(said))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "daily 9:00 and 17:00 Berlin",
                "every other day 9:00",
                "first monday 9:00",
                "hourly",
                "daily except sunday 9:00",
                "daily 9 gibberishville"
            })
    void givesAnExampleThatCanBeRead(String said) {
        assertThatThrownBy(() -> ScheduleText.read(said))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        it -> assertThat(ScheduleText.isOrder(it.example())).isTrue());
    }

    @Test
    @Timeout(10)
    void isNotHeldUpByManyWords() {
        assertThat(ScheduleText.isOrder("daily 9 Berlin" + " x".repeat(2_000))).isFalse();
        assertThat(ScheduleText.isOrder("daily 9" + " x".repeat(2_000))).isFalse();
    }

    @Test
    void takesNoRoleBeforeATopic() {
        assertThatThrownBy(() -> ScheduleText.read("daily 9 mentioning 123 about cats"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void knowsWhoseClocksHaveAnOffsetNow() {
        ZoneOffset two = Zones.offset("UTC+2").orElseThrow();
        assertThat(Zones.having(two, Instant.parse("2026-07-01T00:00:00Z"), 3))
                .containsExactly("Europe/Berlin", "Europe/Paris", "Africa/Johannesburg");
        assertThat(Zones.having(two, Instant.parse("2026-12-01T00:00:00Z"), 3))
                .containsExactly("Europe/Athens", "Europe/Helsinki", "Europe/Kyiv");
    }

    /// Every zone that a name stands for is one that is offered.
    @Test
    void namesZonesThatThereAre() throws Exception {
        try (InputStream file = Zones.class.getResourceAsStream("zone-names.txt")) {
            List<String> offered = Zones.complete("", 1_000);
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.contains(" = "))
                    .flatMap(line -> Stream.of(line.split(" = ")[1].split(" ")))
                    .forEach(zone -> assertThat(offered).contains(zone));
        }
    }

    @Test
    void readsBackWhatItSays() throws Unreadable {
        Random random = new Random(20260304);
        List<String> zones = new ArrayList<>(Zones.complete("", 1_000));
        for (int i = 0; i < 2_000; i++) {
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            while (days.isEmpty()) {
                for (DayOfWeek day : DayOfWeek.values()) {
                    if (random.nextBoolean()) {
                        days.add(day);
                    }
                }
            }
            Schedule.Plan plan =
                    new Schedule.Plan(
                            Cadence.on(days, LocalTime.of(random.nextInt(24), random.nextInt(60))),
                            ZoneId.of(zones.get(random.nextInt(zones.size()))),
                            random.nextBoolean()
                                    ? Optional.of("topic " + random.nextInt(99))
                                    : Optional.empty(),
                            Schedule.EditionKind.values()[random.nextInt(2)],
                            random.nextBoolean() ? Optional.of("R" + i) : Optional.empty(),
                            random.nextBoolean());
            assertThat(ScheduleText.say(plan))
                    .isEqualTo(say(ScheduleText.read(ScheduleText.say(plan))));
            Wish read = ScheduleText.read(ScheduleText.say(plan));
            assertThat(read.cadence()).isEqualTo(plan.cadence());
            assertThat(read.zone()).contains(plan.zone());
            assertThat(read.topic()).isEqualTo(plan.topic());
            assertThat(read.role()).isEqualTo(plan.role());
            assertThat(read.thread()).isEqualTo(plan.thread());
        }
    }

    @Test
    void readsBackAnyTopic() throws Unreadable {
        Random random = new Random(20261125);
        String[] words = {
            "cats",
            "as",
            "a",
            "an",
            "paper",
            "digest",
            "list",
            "with",
            "without",
            "thread",
            "threads",
            "mentioning",
            "pinging",
            "123",
            "nobody",
            "<@&9>",
            "about",
            "on",
            "the",
            "topic",
            "at",
            "9",
            "daily",
            "Europe/Berlin",
            "\"x",
            "y\"",
            "WITHOUT",
            "As",
            "as digest with thread",
            "as paper without thread"
        };
        String[] blanks = {" ", " ", "  ", "\n"};
        int inFull = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder topic = new StringBuilder();
            for (int n = 1 + random.nextInt(7); n > 0; n--) {
                topic.append(words[random.nextInt(words.length)])
                        .append(blanks[random.nextInt(blanks.length)]);
            }
            Schedule.Plan plan =
                    new Schedule.Plan(
                            Cadence.on(EnumSet.of(DayOfWeek.MONDAY), LocalTime.of(9, 0)),
                            ZoneId.of("Europe/Berlin"),
                            Optional.of(topic.toString()),
                            Schedule.EditionKind.values()[random.nextInt(2)],
                            random.nextBoolean() ? Optional.of("R" + i) : Optional.empty(),
                            random.nextBoolean());
            String said = ScheduleText.say(plan);
            inFull += said.contains(" thread mentioning ") ? 1 : 0;
            Wish read = ScheduleText.read(said);
            assertThat(
                            new Schedule.Plan(
                                    read.cadence(),
                                    read.zone().orElseThrow(),
                                    read.topic(),
                                    read.kind(),
                                    read.role(),
                                    read.thread()))
                    .as(said)
                    .isEqualTo(plan);
        }
        assertThat(inFull).isPositive();
    }

    @Test
    void survivesAnything() {
        Random random = new Random(7);
        String alphabet = "daily mon9:0am/Bé模<>&@\"'-–,;_ 12 as about utc";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ScheduleText.say(ScheduleText.read(text.toString()).cadence());
            } catch (Unreadable e) {
                assertThat(e.getMessage()).matches("(?s).*[^.][.?]");
            } catch (AssertionError e) {
                throw new AssertionError("'" + text + "'", e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "weekly, MONDAY, , ",
        "8am, , 08:00, ",
        "at 8:30 Berlin, , 08:30, Europe/Berlin",
        "weekdays 8am, MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY, 08:00, ",
        "weekly on Thursday at noon in New York, THURSDAY, 12:00, America/New_York",
        "Europe/Berlin, , , Europe/Berlin",
        "'', , , ",
    })
    void readsHowOftenAndWhenAsFarAsItIsSaid(String said, String days, String time, String zone)
            throws Exception {
        ScheduleText.When when = ScheduleText.when(said);
        assertThat(when.days())
                .extracting(DayOfWeek::name)
                .containsExactlyInAnyOrder(days == null ? new String[0] : days.split(" "));
        assertThat(when.time().map(LocalTime::toString)).isEqualTo(Optional.ofNullable(time));
        assertThat(when.zone().map(ZoneId::getId)).isEqualTo(Optional.ofNullable(zone));
    }

    private static String say(Wish wish) {
        return ScheduleText.say(
                new Schedule.Plan(
                        wish.cadence(),
                        wish.zone().orElse(ZoneId.of("UTC")),
                        wish.topic(),
                        wish.kind(),
                        wish.role(),
                        wish.thread()));
    }
}
