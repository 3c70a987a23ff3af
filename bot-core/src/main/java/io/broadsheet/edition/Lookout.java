package io.broadsheet.edition;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Sighting;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.Outbox.Claiming;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Outcome;
import io.broadsheet.edition.Outbox.Pick;
import io.broadsheet.edition.Outbox.Target;
import io.broadsheet.message.CommandCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks for posts that may be there although the outbox does not say so: their answers got lost,
/// or the outbox was restored from a backup that is older than they are.
final class Lookout {

    /// How long after an attempt a post is looked for, so that one that is late is there.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// So long after it was first asked for a post, and while it is not connected, a platform has
    /// time to say whether that is there.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String LOST = "the answer to the post got lost";
    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final Press.Desk desk;
    private final Instant opened;

    /// What was looked for before it was posted, and need not be again.
    private final Set<Key> looked = ConcurrentHashMap.newKeySet();

    /// When a platform was first asked for what it could not tell of.
    private final Map<Key, Instant> asked = new ConcurrentHashMap<>();

    /// @param opened when this process began to post
    Lookout(Press.Desk desk, Instant opened) {
        this.desk = desk;
        this.opened = opened;
    }

    // --- posts in doubt ---

    /// What is to be said of a post that may be there. Where it is not found, or nothing can be
    /// told, a person is asked.
    Outcome doubtful(Order order, Claiming.Taken claim, Outlet through) {
        Instant since = claim.unsure().orElseThrow();
        String doubt = doubt(claim.key());
        Optional<Instant> later = through.untilLooking(order.target(), claim.key());
        if (later.isPresent()) {
            // Why it is unsure is what matters, not that others are looked for before.
            return new Outcome.Unsure(later.get(), doubt);
        }
        return switch (sighting(order, claim.key(), since, through)) {
            case Sighting.There(String message, _) -> {
                log.info("{} was posted after all: {}", claim.key(), doubt);
                yield new Outcome.Posted(message);
            }
            case Sighting.NotThere _ ->
                    new Outcome.InDoubt(
                            doubt
                                    + "; it was not found in the "
                                    + (order.digest().isPresent() ? "conversation" : "channel"));
            case Sighting.CannotTell(String reason) -> {
                log.info("{} cannot be looked for: {}", claim.key(), reason);
                yield new Outcome.InDoubt(doubt);
            }
            case Sighting.LookAgain(Duration after, String reason) -> {
                log.info("{} cannot be looked for now: {}", claim.key(), reason);
                yield lookAgain(since, after)
                        .<Outcome>map(at -> new Outcome.Unsure(at, doubt))
                        .orElseGet(() -> new Outcome.InDoubt(doubt));
            }
        };
    }

    /// Why it is not known whether an occurrence was posted.
    String doubt(Key key) {
        return desk.outbox()
                .find(key)
                .map(Outbox.Entry::detail)
                .filter(detail -> !detail.isEmpty())
                .orElse(LOST);
    }

    /// When to look again, the rarer the longer it lasts; empty where it has lasted too long. What
    /// this process found when it started is given the same time.
    private Optional<Instant> lookAgain(Instant since, Duration after) {
        Instant now = desk.clock().instant();
        Duration lasts = Duration.between(since.isAfter(opened) ? since : opened, now);
        Duration pause = lasts.dividedBy(4);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        for (Duration least : List.of(after, PAUSE)) {
            pause = pause.compareTo(least) < 0 ? least : pause;
        }
        return lasts.plus(pause).compareTo(Press.LATEST) > 0
                ? Optional.empty()
                : Optional.of(now.plus(pause));
    }

    // --- forgotten posts ---

    /// What is to be said of something that is about to be posted and may be there already; empty
    /// where it is to be posted, because it is not there, or because the platform does not tell:
    /// nothing but its being late speaks for it.
    Optional<Outcome> forgotten(Order order, Claiming.Taken claim, Instant due, Outlet through) {
        if (!due.isBefore(through.forgotten())
                || !through.platform().readsBack()
                || looked.contains(claim.key())) {
            return Optional.empty();
        }
        Optional<Instant> later = through.untilLooking(order.target(), claim.key());
        if (later.isPresent()) {
            return Optional.of(new Outcome.Retry(later.get(), "it is looked for first"));
        }
        Instant now = desk.clock().instant();
        switch (sighting(order, claim.key(), due, through)) {
            case Sighting.There(String message, List<CommandCode> buttons) -> {
                log.info("{} was posted before the store was restored", claim.key());
                return Optional.of(new Outcome.Found(message, order.target(), picks(buttons)));
            }
            case Sighting.LookAgain(Duration after, String reason) -> {
                Instant first = asked.computeIfAbsent(claim.key(), _ -> now);
                boolean patient =
                        now.isBefore(first.plus(PATIENCE))
                                || !through.platform().health().connected();
                return patient
                        ? Optional.of(
                                new Outcome.Retry(
                                        now.plus(after.compareTo(PAUSE) < 0 ? PAUSE : after),
                                        reason))
                        : Optional.empty();
            }
            case Sighting.NotThere _ -> looked.add(claim.key());
            case Sighting.CannotTell(String reason) -> {
                log.info("{} cannot be looked for: {}", claim.key(), reason);
                looked.add(claim.key());
            }
        }
        return Optional.empty();
    }

    /// The papers that a found post is about, so that they do not come again.
    private List<Pick> picks(List<CommandCode> buttons) {
        return desk.layout().papers(buttons).stream()
                .map(desk.catalogue()::canonical)
                .distinct()
                .map(paper -> new Pick(paper, ""))
                .toList();
    }

    private static Sighting sighting(Order order, Key key, Instant since, Outlet through) {
        try {
            return switch (order.target()) {
                case Target.Channel(ChannelRef channel) ->
                        through.platform().find(channel, key.toString(), since);
                case Target.Person(UserRef person) ->
                        through.platform().find(person, key.toString(), since);
            };
        } catch (RuntimeException e) {
            log.error("{} could not be looked for", key, e);
            return new Sighting.CannotTell("the bot failed while it looked");
        }
    }
}
