package io.broadsheet.schedule;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.UserRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The port to people's subscriptions to mail.
public interface Subscriptions {

    /// The kind under which they stand among everything that is stored about a person; `address` is
    /// encrypted there.
    String EXPORTED_AS = "mail";

    /// What somebody asks for.
    ///
    /// @param person who ordered it in a chat; empty where it was ordered on a page
    record Order(
            Optional<UserRef> person,
            Subscription.Mailbox mailbox,
            Subscription.Topics content,
            Cadence cadence,
            ZoneId zone) {}

    /// Notes an order that is not confirmed yet.
    ///
    /// @param until when it is too late to confirm it
    Subscription add(Order order, Instant until, Instant at);

    /// An order that is not confirmed yet is confirmed; what falls due after `at` counts.
    ///
    /// @return whether it was waiting for that, and it was not too late
    boolean confirm(long id, Instant at);

    /// Notes a wrong code for all of a person's orders that are not confirmed.
    ///
    /// @param most so many wrong codes end an order
    void wrongCode(UserRef person, int most);

    Optional<Subscription> find(long id);

    /// A person's, confirmed or not, by number.
    List<Subscription> of(UserRef person);

    /// All that are confirmed and not paused, and those that wait for a confirmation.
    List<Subscription> running();

    /// All that a refusal paused.
    List<Subscription> paused();

    /// All there are.
    List<Subscription> all();

    /// Has it come at other times; what falls due after `at` counts.
    void change(long id, Cadence cadence, ZoneId zone, Instant at);

    /// Keeps the same address in another form, say under another key.
    void reseal(long id, Subscription.Mailbox mailbox);

    /// Removes one with everything that is known of its mails.
    ///
    /// @return whether it was there
    boolean remove(long id);

    /// Pauses one that runs, as the mail server refuses it.
    ///
    /// @return whether it ran
    boolean refused(long id, Delivery.Refusal why, Instant at);

    /// Lets one go on that a refusal paused; what falls due after `at` counts.
    ///
    /// @return whether a refusal had paused it
    boolean readmit(long id, Instant at);

    /// Notes that a mail was sent.
    void sent(long id, Instant since);

    /// Counts a mail that asks for a confirmation, where neither of the two has had too many.
    ///
    /// @param limits digests that name nobody, each with how many it may have since `since`
    /// @return the digest that has had too many; empty where none has and the mail is counted
    Optional<String> count(List<Limit> limits, Instant since, Instant at);

    /// @param subject a digest
    /// @param most 1 or more
    record Limit(String subject, int most) {}
}
