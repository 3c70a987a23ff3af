package io.broadsheet.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A calendar of a year's meetings, imported by the calendar programs khal and calcurse, where they
/// are installed (`apt-get install khal calcurse`), with the reader's clock in UTC.
class CalendarProgramsTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 5);
    private static final int WEEKS = 52;

    @TempDir private Path directory;

    private record Seen(Instant start, String title) {}

    private static List<MeetingFiles.Event> events(ZoneId zone) {
        List<MeetingFiles.Event> events = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            LocalDate day = FIRST.plusWeeks(week);
            events.add(
                    new MeetingFiles.Event(
                            "club-1-" + day + "@broadsheet",
                            week,
                            Instant.EPOCH,
                            week == 3,
                            "Reading group: Ünïcode and commas, week " + week,
                            ZonedDateTime.of(day, LocalTime.of(16, 0), zone).toInstant(),
                            zone,
                            Duration.ofMinutes(90),
                            Optional.of("room 4.12"),
                            "",
                            Optional.of("https://arxiv.org/abs/2503.14456")));
        }
        return events;
    }

    private static List<Seen> meant(ZoneId zone) {
        return events(zone).stream().map(each -> new Seen(each.start(), each.title())).toList();
    }

    private Path file(ZoneId zone) throws IOException {
        return Files.writeString(
                directory.resolve("meetings.ics"),
                MeetingFiles.ics("Reading group of #vision", events(zone), Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "UTC"
            })
    void khalReadsEachMeetingAtItsTime(String zone) throws Exception {
        assumeIsInstalled("khal");
        Path file = file(ZoneId.of(zone));
        Path configuration =
                Files.writeString(
                        directory.resolve("khal.conf"),
                        """
                        [calendars]
                        [[group]]
                        path = %1$s/khal
                        [locale]
                        local_timezone = UTC
                        default_timezone = UTC
                        timeformat = %%H:%%M
                        dateformat = %%Y-%%m-%%d
                        longdateformat = %%Y-%%m-%%d
                        datetimeformat = %%Y-%%m-%%d %%H:%%M
                        longdatetimeformat = %%Y-%%m-%%d %%H:%%M
                        [sqlite]
                        path = %1$s/khal.db
                        """
                                .formatted(directory));
        Files.createDirectory(directory.resolve("khal"));
        run("khal", "-c", configuration, "import", "--batch", "-a", "group", file);
        String listed =
                run(
                        "khal",
                        "-c",
                        configuration,
                        "list",
                        "--format",
                        "{start-long}|{title}|{status}",
                        "--day-format",
                        "",
                        FIRST.minusDays(1),
                        "370d");
        DateTimeFormatter form = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
        List<Seen> seen = new ArrayList<>();
        List<String> cancelled = new ArrayList<>();
        for (String line : listed.lines().filter(each -> !each.isBlank()).toList()) {
            String[] parts = line.split("\\|", -1);
            seen.add(
                    new Seen(
                            LocalDateTime.parse(parts[0], form).toInstant(ZoneOffset.UTC),
                            parts[1]));
            if (parts[2].strip().equals("CANCELLED")) {
                cancelled.add(parts[1]);
            }
        }
        assertThat(seen).containsExactlyElementsOf(meant(ZoneId.of(zone)));
        assertThat(cancelled).containsExactly("Reading group: Ünïcode and commas, week 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"})
    void calcurseReadsEachMeetingAtItsTime(String zone) throws Exception {
        assumeIsInstalled("calcurse");
        Path data = Files.createDirectory(directory.resolve("calcurse"));
        String report = run("calcurse", "-D", data, "-i", file(ZoneId.of(zone)));
        assertThat(report).contains(WEEKS + " apps", " 0 skipped");
        DateTimeFormatter form = DateTimeFormatter.ofPattern("MM/dd/yyyy @ HH:mm", Locale.ROOT);
        List<Seen> seen =
                Files.readAllLines(data.resolve("apts")).stream()
                        .map(line ->
                                new Seen(
                                        LocalDateTime.parse(line.split(" -> ")[0], form)
                                                .toInstant(ZoneOffset.UTC),
                                        line.substring(line.indexOf('|') + 1)))
                        .toList();
        assertThat(seen).containsExactlyElementsOf(meant(ZoneId.of(zone)));
    }

    private static void assumeIsInstalled(String program) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }

    private String run(Object... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "TZ",
                                "UTC",
                                "LC_ALL",
                                "C.UTF-8",
                                "HOME",
                                directory.toString(),
                                "XDG_CACHE_HOME",
                                directory.toString()));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
