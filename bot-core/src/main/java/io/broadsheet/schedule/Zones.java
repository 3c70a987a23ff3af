package io.broadsheet.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.broadsheet.paper.Normalized;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Time zones by the names that people give them.
public final class Zones {

    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern SAYS_TIME =
            Pattern.compile("(?: (?:standard|daylight|summer))?(?: time ?(?:zone)?)?$");
    private static final Pattern OFFSET =
            Pattern.compile("(?:utc|gmt)? ?([+\\-\u2212]) ?(\\d{1,2})(?::?([0-5]\\d))?");

    /// Zones named by continent and city, and UTC: other ids either shift with no place's clocks or
    /// are old names.
    private static final Map<String, String> BY_KEY = byKey();

    /// Names that are suggested for, but not taken, as they may mean one of several zones, such as
    /// CST, or its clocks for half a year only, such as CEST.
    private static final Map<String, List<String>> UNSURE = new LinkedHashMap<>();

    static {
        readNames();
    }

    /// The zone of an IANA id, a city, or a country with one zone, in any case, with blanks or
    /// underscores: `Europe/Berlin`, `berlin`, `new york`, `Germany`.
    public static Optional<ZoneId> find(String name) {
        return Optional.ofNullable(BY_KEY.get(key(name)))
                .map(ZoneId::of)
                .or(() -> offset(name).filter(ZoneOffset.UTC::equals).map(Zones::named));
    }

    /// A zone by the name to show for it: a fixed offset of zero is UTC.
    public static ZoneId named(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    /// An offset as people name it: `UTC+2`, `GMT-03:30`, `+5`. It is no zone: it stays where the
    /// clocks of every place that has summer time go.
    public static Optional<ZoneOffset> offset(String name) {
        Matcher said = OFFSET.matcher(key(name));
        if (!said.matches() || Integer.parseInt(said.group(2)) > 14) {
            return Optional.empty();
        }
        int minutes =
                Integer.parseInt(said.group(2)) * 60
                        + (said.group(3) == null ? 0 : Integer.parseInt(said.group(3)));
        return Optional.of(
                ZoneOffset.ofTotalSeconds((said.group(1).equals("+") ? 60 : -60) * minutes));
    }

    /// Ids of zones whose clocks have an offset at a moment, well-known ones first.
    public static List<String> having(ZoneOffset offset, Instant at, int limit) {
        return Stream.concat(
                        UNSURE.values().stream().flatMap(List::stream), BY_KEY.values().stream())
                .distinct()
                .filter(id -> ZoneId.of(id).getRules().getOffset(at).equals(offset))
                .limit(limit)
                .toList();
    }

    /// Ids of the zones that exactly this name may mean, best first.
    static List<String> meanings(String name) {
        String key = key(name);
        String taken = BY_KEY.get(key);
        return taken != null ? List.of(taken) : UNSURE.getOrDefault(key, List.of());
    }

    /// Ids of the zones that a name may have meant, best first.
    public static List<String> suggest(String name, int limit) {
        String key = key(name);
        String city = key.substring(key.lastIndexOf('/') + 1);
        List<String> meant = meanings(key).isEmpty() ? meanings(city) : meanings(key);
        if (!meant.isEmpty()) {
            return meant.stream().limit(limit).toList();
        }
        if (city.length() < 3) {
            return List.of();
        }
        // Of three letters, one that differs makes another name.
        int most = city.length() == 3 ? 0 : Math.max(1, city.length() / 3);
        return Stream.concat(BY_KEY.keySet().stream(), UNSURE.keySet().stream())
                // An ocean that a zone lies in is no name of it; behind one stands an id's city.
                .filter(known -> known.indexOf('/') < 0 && (city.equals(key) || isCity(known)))
                .map(known -> Map.entry(known, distance(city, known)))
                .filter(near -> near.getValue() <= most)
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry::getKey))
                .flatMap(near -> meanings(near.getKey()).stream())
                .distinct()
                .limit(limit)
                .toList();
    }

    /// Ids that begin with, or whose city begins with, what is being typed, best first.
    public static List<String> complete(String typed, int limit) {
        String key = key(typed);
        return BY_KEY.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(key))
                .map(Map.Entry::getValue)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .limit(limit)
                .toList();
    }

    private static int distance(String typed, String key) {
        if (key.startsWith(typed) && typed.length() >= 3) {
            return 0;
        }
        int distance = DISTANCE.apply(typed, key);
        return distance < 0 ? Integer.MAX_VALUE : distance;
    }

    /// Whether a name is the city of the id that it stands for.
    private static boolean isCity(String known) {
        return meanings(known).stream().anyMatch(id -> key(id).endsWith("/" + known));
    }

    private static Map<String, String> byKey() {
        Map<String, String> keys = new TreeMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.matches(
                                "(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .sorted()
                .forEach(id -> {
                    keys.put(key(id), id);
                    keys.putIfAbsent(key(id.substring(id.lastIndexOf('/') + 1)), id);
                });
        for (String utc : List.of("UTC", "GMT", "Z", "Etc/UTC")) {
            keys.put(key(utc), "UTC");
        }
        return keys;
    }

    /// Adds what people call zones besides their ids.
    private static void readNames() {
        try (InputStream file = Zones.class.getResourceAsStream("zone-names.txt")) {
            String section = "";
            for (String line : new String(file.readAllBytes(), UTF_8).lines().toList()) {
                if (line.startsWith("[")) {
                    section = line;
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    String[] parts = line.split(" = ");
                    List<String> zones = List.of(parts[1].split(" "));
                    for (String name : parts[0].split(", ")) {
                        addName(section, name, zones);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addName(String section, String name, List<String> zones) {
        String key =
                section.equals("[countries]")
                        ? key(Locale.of("", name).getDisplayCountry(Locale.ENGLISH))
                        : key(name);
        if (section.equals("[clocks]") || zones.size() > 1) {
            UNSURE.putIfAbsent(key, zones);
            BY_KEY.remove(key);
        } else if (!UNSURE.containsKey(key)) {
            BY_KEY.putIfAbsent(key, zones.getFirst());
        }
    }

    /// A name as it is compared: `São_Paulo`, `Sao Paulo time` and `sao paulo` are one.
    private static String key(String name) {
        String plain =
                ACCENTS.matcher(Normalized.of(name.strip(), Normalizer.Form.NFD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' ')
                        .replaceAll("\\s+", " ")
                        .replaceAll(" (?:&|and) ", " ");
        return SAYS_TIME.matcher(plain).replaceFirst("");
    }

    private Zones() {}
}
