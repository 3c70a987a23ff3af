package io.broadsheet.edition;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.Pacing;
import io.broadsheet.edition.Outbox.Key;
import io.broadsheet.edition.Outbox.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A platform that posts go out through, and its pacer.
///
/// @param forgotten what fell due before that may have been posted without the outbox knowing it;
///   [Instant#MIN] where there is nothing of the kind
record PacedPlatform(ChatPlatform platform, Pacer pacer, Instant forgotten, Clock clock) {

    PacedPlatform(ChatPlatform platform, Instant forgotten, Clock clock) {
        this(platform, new Pacer(platform.pacing()), forgotten, clock);
    }

    /// Whether the bot was running at a moment, as far as the store knows.
    boolean ranAt(Instant moment) {
        return !moment.isBefore(forgotten);
    }

    /// When a post may make ready; see [Pacer#turn].
    Pacer.Turn turn(RecurringPost recurring, Key key) {
        return isUnpaced()
                ? new Pacer.Turn.Now(Duration.ZERO)
                : pacer.turn(post(recurring, key), clock.instant());
    }

    /// Waits until a post may be sent.
    ///
    /// @return whether it may; not where this thread is told to stop, and stays told
    boolean passed(RecurringPost recurring, Key key) {
        return passed(post(recurring, key));
    }

    /// Waits until a channel may be read, if that is soon.
    ///
    /// @return empty where it may be read now; else when to come again
    Optional<Instant> untilLooking(Target target, Key key) {
        if (isUnpaced()) {
            return Optional.empty();
        }
        // What is read takes no room from what is posted there. Slack lets a workspace's channels
        // be
        // read 50 times a minute and more (docs.slack.dev, tier 3); what it refuses comes again.
        String place = "look/" + (target instanceof Target.ToPerson ? target : target.workspace());
        Pacer.Post look = new Pacer.Post("look/" + key, place, place, 1);
        return switch (pacer.turn(look, clock.instant())) {
            case Pacer.Turn.Later(Instant at) -> Optional.of(at);
            case Pacer.Turn.Now _ -> passed(look) ? Optional.empty() : Optional.of(clock.instant());
        };
    }

    /// Waits until a post may be changed.
    ///
    /// @return whether it may, as for [#passed]
    boolean mayEdit(ChannelRef channel, String message) {
        return passed(
                new Pacer.Post("edit/" + message, channel.workspace(), channel.toString(), 1));
    }

    /// For how long the platform recognises the keys of posts there.
    Duration memory(Target target) {
        return switch (target) {
            case Target.InChannel(ChannelRef channel) -> platform.remembersKeysFor(channel);
            case Target.ToPerson _ -> platform.remembersKeysFor();
        };
    }

    private boolean isUnpaced() {
        return platform.pacing().equals(Pacing.UNLIMITED);
    }

    private Pacer.Post post(RecurringPost recurring, Key key) {
        return new Pacer.Post(
                key.toString(),
                recurring.target().workspace(),
                recurring.target().toString(),
                requests(recurring));
    }

    /// Opening a thread is a request of its own, and so is opening a direct conversation.
    private int requests(RecurringPost recurring) {
        boolean thread =
                recurring.discussed() && platform.features().contains(Caller.Feature.THREADS);
        return thread || recurring.isDirect() ? 2 : 1;
    }

    private boolean passed(Pacer.Post post) {
        if (isUnpaced()) {
            return true;
        }
        try {
            Instant now = clock.instant();
            Duration wait = pacer.pass(post, now);
            while (wait.isPositive()) {
                Thread.sleep(wait);
                // A clock that is moved by hand stands still meanwhile.
                Instant awake = now.plus(wait);
                Instant told = clock.instant();
                now = told.isAfter(awake) ? told : awake;
                wait = pacer.pass(post, now);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
