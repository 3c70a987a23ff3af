package io.broadsheet.club;

import io.broadsheet.chat.UserRef;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whose turn it is: that of whoever waits longest and is not away, so that nobody presents twice
/// while somebody waits. Who joins begins to wait then.
public final class Turns {

    private Turns() {}

    /// Who presents at meetings to come.
    ///
    /// @param settled who is settled to present, by day
    /// @param days of the meetings, in their order, from the next one on
    /// @return those at which somebody presents
    public static Map<LocalDate, RotaMember> of(
            List<RotaMember> members,
            Map<LocalDate, UserRef> settled,
            List<LocalDate> days,
            ZoneId zone) {
        Map<UserRef, LocalDateTime> waiting = new HashMap<>();
        Map<UserRef, RotaMember> known = new HashMap<>();
        for (RotaMember member : members) {
            waiting.put(member.person(), member.waitingSince(zone));
            known.put(member.person(), member);
        }
        Map<LocalDate, RotaMember> turns = new LinkedHashMap<>();
        for (LocalDate day : days) {
            Optional<RotaMember> presenter =
                    Optional.ofNullable(settled.get(day))
                            .map(known::get)
                            .or(() -> next(members, waiting, day));
            presenter.ifPresent(member -> {
                turns.put(day, member);
                waiting.put(member.person(), RotaMember.over(day));
            });
        }
        return turns;
    }

    /// Whoever waits longest; of several who joined on one day the one who joined first.
    private static Optional<RotaMember> next(
            List<RotaMember> members, Map<UserRef, LocalDateTime> waiting, LocalDate day) {
        return members.stream()
                .filter(member -> !member.absences().contains(day))
                .min(
                        Comparator.comparing((RotaMember member) ->
                                        waiting.getOrDefault(member.person(), RotaMember.over(day)))
                                .thenComparing(RotaMember::joined)
                                .thenComparing(member -> member.person().toString()));
    }

    /// Members in the order in which their turns come, as far as that is known now.
    public static List<RotaMember> order(List<RotaMember> members, ZoneId zone) {
        List<RotaMember> order = new ArrayList<>(members);
        order.sort(
                Comparator.comparing((RotaMember member) -> member.waitingSince(zone))
                        .thenComparing(RotaMember::joined)
                        .thenComparing(member -> member.person().toString()));
        return order;
    }
}
