package io.broadsheet.club;

import static org.assertj.core.api.Assertions.assertThat;

import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whose turn it is.
class TurnsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 5);

    private static RotaMember member(String name, int joined, Set<LocalDate> absences) {
        return new RotaMember(
                new UserRef(Platform.SLACK, "T", name),
                name,
                START.plusSeconds(joined),
                Optional.empty(),
                absences);
    }

    private static List<String> names(
            List<RotaMember> members, Map<LocalDate, UserRef> settled, int weeks) {
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < weeks; i++) {
            days.add(FIRST.plusWeeks(i));
        }
        Map<LocalDate, RotaMember> turns = Turns.of(members, settled, days, ZONE);
        return days.stream()
                .map(day -> Optional.ofNullable(turns.get(day)).map(RotaMember::name).orElse("-"))
                .toList();
    }

    @Test
    void whoeverWaitsLongestIsNext() {
        List<RotaMember> members =
                List.of(
                        member("a", 0, Set.of()),
                        member("b", 1, Set.of()),
                        member("c", 2, Set.of()));
        assertThat(names(members, Map.of(), 5)).containsExactly("a", "b", "c", "a", "b");
    }

    @Test
    void whoIsAwayKeepsTheirPlace() {
        List<RotaMember> members =
                List.of(
                        member("a", 0, Set.of(FIRST)),
                        member("b", 1, Set.of()),
                        member("c", 2, Set.of()));
        assertThat(names(members, Map.of(), 4)).containsExactly("b", "a", "c", "b");
        assertThat(names(List.of(member("a", 0, Set.of(FIRST))), Map.of(), 2))
                .containsExactly("-", "a");
    }

    @Test
    void whatIsSettledStays() {
        List<RotaMember> members =
                List.of(
                        member("a", 0, Set.of()),
                        member("b", 1, Set.of()),
                        member("c", 2, Set.of()));
        Map<LocalDate, UserRef> settled =
                Map.of(
                        FIRST,
                        new UserRef(Platform.SLACK, "T", "c"),
                        // Somebody who has left presents no more.
                        FIRST.plusWeeks(1),
                        new UserRef(Platform.SLACK, "T", "gone"));
        assertThat(names(members, settled, 4)).containsExactly("c", "a", "b", "c");
    }

    @Test
    void nobodyPresentsTwiceWhileSomebodyWhoIsThereWaits() {
        Random random = new Random(20260305);
        for (int round = 0; round < 200; round++) {
            List<RotaMember> members = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(6); i++) {
                Set<LocalDate> away = new java.util.HashSet<>();
                for (int week = 0; week < 20; week++) {
                    if (random.nextInt(6) == 0) {
                        away.add(FIRST.plusWeeks(week));
                    }
                }
                members.add(member("m" + i, random.nextInt(100), away));
            }
            List<String> turns = names(members, Map.of(), 20);
            Map<String, Integer> last = new java.util.HashMap<>();
            for (int week = 0; week < turns.size(); week++) {
                LocalDate day = FIRST.plusWeeks(week);
                String presenter = turns.get(week);
                int since = last.getOrDefault(presenter, -1);
                for (RotaMember other : members) {
                    if (!other.absences().contains(day) && !presenter.equals("-")) {
                        assertThat(last.getOrDefault(other.name(), -1))
                                .as("%s in week %s of %s", presenter, week, turns)
                                .isGreaterThanOrEqualTo(since);
                    }
                }
                last.put(presenter, week);
            }
        }
    }
}
