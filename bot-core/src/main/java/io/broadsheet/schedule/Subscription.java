package io.broadsheet.schedule;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// A standing order for papers by mail. To what is posted it is a channel of its own, so that no
/// paper comes twice.
///
/// @param id names it among all; never used again
/// @param number names it among its person's, from 1
/// @param person who ordered it in a chat; empty where it was ordered on a page
/// @param from what falls due later than this counts
/// @param since what is dated later than this has not been in a mail
public record Subscription(
        long id,
        int number,
        Optional<UserRef> person,
        Mailbox mailbox,
        Topics content,
        Cadence cadence,
        ZoneId zone,
        SubscriptionState state,
        Instant from,
        Instant since) {

    /// There is one workspace of mail.
    private static final String EVERYBODY = "-";

    public Subscription {
        requireNonNull(person);
        requireNonNull(mailbox);
        requireNonNull(content);
        requireNonNull(cadence);
        requireNonNull(zone);
        requireNonNull(state);
        requireNonNull(from);
        requireNonNull(since);
    }

    /// Where it goes. What is written down of it cannot be read without the key.
    ///
    /// @param sealed the address, encrypted
    /// @param digest the same for the same address, and not to be guessed
    public record Mailbox(String sealed, String digest) {
        public Mailbox {
            requireNonNull(sealed);
            requireNonNull(digest);
        }
    }

    /// What its mails are about.
    public sealed interface Topics {

        /// What is most voted for.
        record Trending() implements Topics {}

        /// What is picked for the person.
        ///
        /// @param home the channel it was ordered in, whose mutes hold for it
        record Recommended(ChannelRef home) implements Topics {
            public Recommended {
                requireNonNull(home);
            }
        }

        /// What a channel gets.
        ///
        /// @param name how it was called when it was ordered, without `#`
        record OfChannel(ChannelRef channel, String name) implements Topics {
            public OfChannel {
                requireNonNull(channel);
                requireNonNull(name);
            }
        }

        /// What is new about something.
        ///
        /// @param words 1 to 200 characters
        record About(String words) implements Topics {
            public About {
                words = words.strip();
                if (words.isEmpty() || words.length() > 200) {
                    throw new IllegalArgumentException("a topic has 1 to 200 characters");
                }
            }
        }

        /// What a search finds that is new.
        ///
        /// @param text words and filters, 1 to 200 characters: `author:"Kaiming He"`
        record BySearch(String text) implements Topics {
            public BySearch {
                text = text.strip();
                if (text.isEmpty() || text.length() > 200) {
                    throw new IllegalArgumentException("a search has 1 to 200 characters");
                }
            }
        }
    }

    /// Whether it runs.
    public sealed interface SubscriptionState {

        /// Nobody has confirmed yet that they want it.
        ///
        /// @param until when it is too late to confirm it
        record Pending(Instant until) implements SubscriptionState {}

        record Running() implements SubscriptionState {}

        /// The mail server refuses it.
        record RefusedAddress(Delivery.Refusal refusal) implements SubscriptionState {}
    }

    /// The place that its mails go to, as posts go to a channel.
    public ChannelRef channel() {
        return channel(id);
    }

    /// The place that a subscription's mails go to.
    public static ChannelRef channel(long id) {
        return new ChannelRef(Platform.MAIL, EVERYBODY, Long.toString(id));
    }

    /// The subscription whose place this is; empty where it is none's.
    public static Optional<Long> of(ChannelRef channel) {
        return channel.platform().equals(Platform.MAIL) && channel.id().matches("\\d{1,18}")
                ? Optional.of(Long.parseLong(channel.id()))
                : Optional.empty();
    }

    public boolean active() {
        return state instanceof SubscriptionState.Running;
    }

    public boolean pending() {
        return state instanceof SubscriptionState.Pending;
    }

    /// From one mail to the next, about: a day, or a week where it comes once a week.
    public Duration span() {
        return cadence instanceof Cadence.Weekly weekly && weekly.days().size() == 1
                ? Duration.ofDays(7)
                : Duration.ofDays(1);
    }
}
