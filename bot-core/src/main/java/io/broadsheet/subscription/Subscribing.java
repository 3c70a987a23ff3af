package io.broadsheet.subscription;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.Outbox.Job;
import io.broadsheet.edition.Rescheduler;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.schedule.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Subscribes to mail and ends that. Nobody gets mail that they did not confirm, and from no answer
/// can it be told whether an address is known here.
public final class Subscribing {

    /// For how long a subscription waits for its confirmation.
    public static final Duration CONFIRM_WITHIN = Duration.ofHours(48);

    /// So many mails that ask for a confirmation go to an address within [#A_DAY].
    public static final int MAILS_TO_ADDRESS = 3;

    /// So many such mails one person may have sent within [#A_DAY].
    public static final int MAILS_BY_ASKER = 10;

    /// So many subscriptions one person has at most.
    public static final int MOST = 20;

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int WRONG_CODES = 5;

    private final Subscriptions subscriptions;
    private final AddressBook addresses;
    private final MailLinks links;
    private final List<String> domains;
    private final EditionDispatcher dispatcher;
    private final Rescheduler rescheduler;
    private final Clock clock;

    public Subscribing(
            MailSettings settings,
            Subscriptions subscriptions,
            MailLinks links,
            EditionDispatcher dispatcher,
            Rescheduler rescheduler,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.addresses = new AddressBook(settings.keyring());
        this.links = links;
        this.domains = settings.domains();
        this.dispatcher = dispatcher;
        this.rescheduler = rescheduler;
        this.clock = clock;
    }

    /// What somebody asks for.
    ///
    /// @param asker names who asks, in counting: a person, or where a page was opened from
    /// @param person who asks in a chat; empty on a page
    public record Request(
            String asker,
            Optional<UserRef> person,
            String address,
            Topics content,
            Cadence cadence,
            ZoneId zone) {

        /// In a chat.
        public static Request by(
                UserRef person, String address, Topics content, Cadence cadence, ZoneId zone) {
            return new Request(
                    person.toString(), Optional.of(person), address, content, cadence, zone);
        }
    }

    /// What came of asking.
    public sealed interface SubscribeOutcome {

        /// A mail is on its way, unless the address has had enough of them.
        ///
        /// @param byLink whether the mail has a link; else it has a code
        record MailSent(MailAddress address, boolean byLink) implements SubscribeOutcome {}

        /// The person had confirmed that already, and gets it at the new time.
        record Changed(Subscription subscription) implements SubscribeOutcome {}

        /// What was typed is no address.
        record NoAddress() implements SubscribeOutcome {}

        /// Addresses there get no mail from here.
        record OtherDomain(MailAddress address) implements SubscribeOutcome {}

        /// The asker had too many mails sent today.
        record TooManyMails() implements SubscribeOutcome {}

        /// The person has as many subscriptions as one may have.
        record TooManySubscriptions() implements SubscribeOutcome {}
    }

    /// Only addresses there get mail; none for all.
    public List<String> domains() {
        return domains;
    }

    /// Asks the owner of an address whether they want a subscription.
    public SubscribeOutcome ask(Request request) {
        Optional<MailAddress> read = MailAddress.read(request.address());
        if (read.isEmpty()) {
            return new SubscribeOutcome.NoAddress();
        }
        MailAddress address = read.get();
        if (!domains.isEmpty() && domains.stream().noneMatch(address::isAt)) {
            return new SubscribeOutcome.OtherDomain(address);
        }
        Instant now = clock.instant();
        Subscription.Mailbox mailbox = addresses.mailbox(address);
        List<Subscription> own =
                request.person().map(subscriptions::of).orElse(List.of()).stream()
                        .filter(each -> !isTooLate(each, now))
                        .toList();
        Optional<Subscription> same =
                own.stream()
                        .filter(each -> each.mailbox().digest().equals(mailbox.digest()))
                        .filter(each -> same(each.content(), request.content()))
                        .findFirst();
        if (same.isPresent()) {
            subscriptions.change(same.get().id(), request.cadence(), request.zone(), now);
            if (!same.get().pending()) {
                resume(same.get());
                return new SubscribeOutcome.Changed(
                        subscriptions.find(same.get().id()).orElseThrow());
            }
        } else if (own.size() >= MOST) {
            return new SubscribeOutcome.TooManySubscriptions();
        }
        String asker = addresses.counted(request.asker());
        Optional<String> exceeded =
                subscriptions.count(
                        List.of(
                                new Subscriptions.Limit(asker, MAILS_BY_ASKER),
                                new Subscriptions.Limit(
                                        addresses.counted(address), MAILS_TO_ADDRESS)),
                        now.minus(A_DAY),
                        now);
        if (exceeded.equals(Optional.of(asker))) {
            return new SubscribeOutcome.TooManyMails();
        }
        // Whether or not a mail is sent, what can be seen is the same.
        Subscription subscription =
                same.map(each -> subscriptions.find(each.id()).orElseThrow())
                        .orElseGet(() -> add(request, mailbox, now));
        if (exceeded.isEmpty()) {
            dispatcher.askForConfirmation(subscription);
        }
        rescheduler.reschedule(Platform.MAIL, new Job.OfSubscription(subscription.id()));
        return new SubscribeOutcome.MailSent(address, links.lead());
    }

    private Subscription add(Request request, Subscription.Mailbox mailbox, Instant now) {
        return subscriptions.add(
                new Subscriptions.Order(
                        request.person(),
                        mailbox,
                        request.content(),
                        request.cadence(),
                        request.zone()),
                now.plus(CONFIRM_WITHIN),
                now);
    }

    private static boolean isTooLate(Subscription subscription, Instant now) {
        return subscription.state() instanceof Subscription.SubscriptionState.Pending(Instant until)
                && !now.isBefore(until);
    }

    /// Whether two are about the same; where one was ordered says nothing of what it is about.
    private static boolean same(Topics one, Topics other) {
        return switch (one) {
            case Topics.Trending _ -> other instanceof Topics.Trending;
            case Topics.Recommended _ -> other instanceof Topics.Recommended;
            case Topics.OfChannel(ChannelRef channel, _) ->
                    other instanceof Topics.OfChannel(ChannelRef there, _) && there.equals(channel);
            case Topics.About(String words) ->
                    other instanceof Topics.About(String said) && said.equalsIgnoreCase(words);
            case Topics.BySearch(String text) ->
                    other instanceof Topics.BySearch(String said) && said.equalsIgnoreCase(text);
        };
    }

    /// Confirms what a person asked for, by the code of the mail. A person who types wrong codes
    /// has to ask anew.
    ///
    /// @return what is confirmed now; empty where nothing waits for this code
    public Optional<Subscription> confirm(UserRef person, String code) {
        Instant now = clock.instant();
        List<Subscription> waiting =
                subscriptions.of(person).stream()
                        .filter(Subscription::pending)
                        .filter(each -> !isTooLate(each, now))
                        .toList();
        Optional<Subscription> meant =
                waiting.stream()
                        .filter(each ->
                                links.code(each).filter(right -> equal(right, code)).isPresent())
                        .findFirst();
        if (meant.isEmpty() && !waiting.isEmpty()) {
            subscriptions.wrongCode(person, WRONG_CODES);
        }
        return meant.flatMap(each -> confirm(each.id()));
    }

    private static boolean equal(String right, String typed) {
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII),
                typed.strip().getBytes(StandardCharsets.UTF_8));
    }

    /// Confirms a subscription, as whoever opened the link of its mail wants.
    ///
    /// @return what is confirmed now; empty where it was confirmed before, has ended, or it is too
    ///   late
    public Optional<Subscription> confirm(long id) {
        if (!subscriptions.confirm(id, clock.instant())) {
            return Optional.empty();
        }
        rescheduler.reschedule(Platform.MAIL, new Job.OfSubscription(id));
        return subscriptions.find(id);
    }

    /// Lets one go on that the mail server had refused.
    ///
    /// @return whether a refusal had paused it
    public boolean resume(Subscription subscription) {
        boolean resumed = subscriptions.readmit(subscription.id(), clock.instant());
        rescheduler.reschedule(Platform.MAIL, new Job.OfSubscription(subscription.id()));
        return resumed;
    }

    /// Ends one.
    ///
    /// @return whether it was there
    public boolean end(long id) {
        return subscriptions.remove(id);
    }

    public Optional<Subscription> find(long id) {
        return subscriptions.find(id);
    }

    /// A person's, those that wait for a confirmation as well, as long as it is not too late.
    public List<Subscription> of(UserRef person) {
        Instant now = clock.instant();
        return subscriptions.of(person).stream().filter(each -> !isTooLate(each, now)).toList();
    }

    /// The address of one, for its owner's eyes; empty where its key is gone.
    public Optional<MailAddress> address(Subscription subscription) {
        return addresses.open(subscription.mailbox());
    }

    /// An address as a person's data has it, readable; what cannot be opened stays as it is.
    public String readable(String sealed) {
        return addresses.open(sealed).map(MailAddress::value).orElse(sealed);
    }

    /// Encrypts every address with the key that encrypts now.
    ///
    /// @return how many were encrypted with another one
    public int renew() {
        int renewed = 0;
        for (Subscription each : subscriptions.all()) {
            Optional<Subscription.Mailbox> mailbox = addresses.renewed(each.mailbox());
            if (mailbox.isPresent()) {
                subscriptions.reseal(each.id(), mailbox.get());
                renewed++;
            }
        }
        return renewed;
    }

    /// How many addresses cannot be opened with the keys there are.
    public long unreadable() {
        return subscriptions.all().stream()
                .filter(each -> addresses.open(each.mailbox()).isEmpty())
                .count();
    }

    /// How many the mail server refused.
    public int paused() {
        return subscriptions.paused().size();
    }
}
