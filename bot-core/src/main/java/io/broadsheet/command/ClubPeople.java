package io.broadsheet.command;

import io.broadsheet.club.RotaMember;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads whom somebody names among those who take turns: by the platform's mention, or by name.
final class ClubPeople {

    /// Slack writes `<@U1|ana>` and `<@U1>` into typed text, Discord `<@1>`.
    private static final Pattern MENTION = Pattern.compile("<@!?([A-Za-z0-9]+)(?:\\|[^>]*)?>");

    private ClubPeople() {}

    static Optional<RotaMember> named(List<RotaMember> members, String said) {
        Matcher mention = MENTION.matcher(said.strip());
        String id = mention.matches() ? mention.group(1) : said.strip();
        String name = id.replaceFirst("^@", "").toLowerCase(Locale.ROOT);
        return members.stream()
                .filter(member -> member.person().id().equals(id))
                .findFirst()
                .or(() ->
                        members.stream()
                                .filter(member ->
                                        member.name().toLowerCase(Locale.ROOT).equals(name))
                                .findFirst())
                .or(() -> beginning(members, name));
    }

    /// The only one whose name begins so.
    private static Optional<RotaMember> beginning(List<RotaMember> members, String name) {
        List<RotaMember> all =
                members.stream()
                        .filter(member ->
                                !name.isEmpty()
                                        && member.name().toLowerCase(Locale.ROOT).startsWith(name))
                        .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
