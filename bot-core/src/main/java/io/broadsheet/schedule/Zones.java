package io.broadsheet.schedule;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Time zones by the names that people give them.
public final class Zones {

    private static final LevenshteinDistance DISTANCE = new LevenshteinDistance(3);

    /// Zones named by continent and city, and UTC: other ids either shift with no place's clocks or
    /// are old names.
    private static final Map<String, String> BY_KEY = byKey();

    /// Abbreviations that name one place's clocks well enough to suggest it, though not to take it:
    /// CST alone is three zones.
    private static final Map<String, List<String>> ABBREVIATIONS =
            Map.of(
                    "cet", List.of("Europe/Berlin", "Europe/Paris"),
                    "cest", List.of("Europe/Berlin", "Europe/Paris"),
                    "bst", List.of("Europe/London"),
                    "est", List.of("America/New_York"),
                    "edt", List.of("America/New_York"),
                    "cst", List.of("America/Chicago", "Asia/Shanghai"),
                    "pst", List.of("America/Los_Angeles"),
                    "pdt", List.of("America/Los_Angeles"),
                    "ist", List.of("Asia/Kolkata", "Europe/Dublin"),
                    "jst", List.of("Asia/Tokyo"));

    /// The zone of an IANA id or a city, in any case, with blanks or underscores: `Europe/Berlin`,
    /// `berlin`, `new york`.
    public static Optional<ZoneId> find(String name) {
        return Optional.ofNullable(BY_KEY.get(key(name))).map(ZoneId::of);
    }

    /// A zone by the name to show for it: a fixed offset of zero is UTC.
    public static ZoneId named(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
    }

    /// Ids of the zones that a name may have meant, best first.
    public static List<String> suggest(String name, int limit) {
        String key = key(name);
        List<String> meant = ABBREVIATIONS.get(key);
        if (meant != null) {
            return meant.stream().limit(limit).toList();
        }
        String city = key.substring(key.lastIndexOf('/') + 1);
        if (city.length() < 3) {
            return List.of();
        }
        return BY_KEY.entrySet().stream()
                .map(entry -> Map.entry(entry.getValue(), distance(city, entry.getKey())))
                .filter(near -> near.getValue() <= Math.max(1, city.length() / 3))
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
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

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("\\s+", " ");
    }

    private Zones() {}
}
