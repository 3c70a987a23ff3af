package io.broadsheet.subscription;

import io.broadsheet.installation.Keyring;
import io.broadsheet.installation.Keyring.CannotOpenException;
import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.view.MailActions;
import io.broadsheet.view.PaperActions.Action;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The links in mails. What a link is for is encrypted and authenticated in it (see [Keyring]), so
/// that nobody can make one, or change one into another.
public final class MailLinks implements MailActions {

    /// Where a subscription is confirmed.
    public static final String CONFIRM_PATH = "/confirm";

    /// Where a subscription is ended.
    public static final String END_PATH = "/unsubscribe";

    /// Where something is done with a paper of a mail.
    public static final String PAPER_PATH = "/mail";

    private static final String LINK = "link in a mail";
    private static final String CODE = "code of a subscription";
    private static final String THREAD = "thread of a subscription";
    private static final BigInteger CODES = BigInteger.valueOf(1_000_000);
    private static final String PARAMETER = "?t=";

    private static final Set<Action> FOR_A_PERSON = Set.of(Action.SAVE, Action.DISMISS);

    private final Keyring keyring;
    private final Optional<URI> address;

    /// @param address where the bot's pages are; empty where it has none, and then there are no
    ///   links
    public MailLinks(Keyring keyring, Optional<URI> address) {
        this.keyring = keyring;
        this.address = address;
    }

    /// What a link is for.
    public sealed interface MailLink {

        long subscription();

        /// It confirms.
        record Confirm(long subscription) implements MailLink {}

        /// It ends.
        record EndSubscription(long subscription) implements MailLink {}

        /// It does something with a paper.
        record OnPaper(long subscription, Action action, PaperId paper) implements MailLink {}
    }

    /// Names a subscription to whoever gets its mails: also of a database that was begun anew the
    /// same number is another one.
    String thread(Subscription subscription) {
        return keyring.digest(subscription.id() + " " + subscription.mailbox().digest(), THREAD)
                .replaceAll("[^A-Za-z0-9]", "")
                .substring(0, 16);
    }

    /// Whether mails have links to pages.
    boolean lead() {
        return address.isPresent();
    }

    @Override
    public Optional<URI> page(Subscription subscription, Action action, PaperId paper) {
        return FOR_A_PERSON.contains(action) && subscription.person().isEmpty()
                ? Optional.empty()
                : link(PAPER_PATH, "paper " + action + " " + subscription.id() + " " + paper);
    }

    @Override
    public Optional<URI> confirmation(Subscription subscription) {
        return link(CONFIRM_PATH, "confirm " + subscription.id());
    }

    @Override
    public Optional<URI> end(Subscription subscription) {
        return link(END_PATH, "end " + subscription.id());
    }

    private Optional<URI> link(String path, String meaning) {
        return address.map(base -> base.resolve(path + PARAMETER + keyring.seal(meaning, LINK)));
    }

    /// What the parameter `t` of a link is for; empty where the bot did not make it, or its key is
    /// gone.
    public Optional<MailLink> read(String parameter) {
        try {
            String[] words = keyring.open(parameter, LINK).split(" ", 4);
            return switch (words[0]) {
                case "confirm" -> Optional.of(new MailLink.Confirm(Long.parseLong(words[1])));
                case "end" -> Optional.of(new MailLink.EndSubscription(Long.parseLong(words[1])));
                case "paper" ->
                        PaperId.parse(words[3])
                                .map(paper ->
                                        new MailLink.OnPaper(
                                                Long.parseLong(words[2]),
                                                Action.valueOf(words[1]),
                                                paper));
                default -> Optional.empty();
            };
        } catch (CannotOpenException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> code(Subscription subscription) {
        return subscription.pending()
                ? Optional.of(code(keyring.digest(Long.toString(subscription.id()), CODE)))
                : Optional.empty();
    }

    /// Nobody without the key can tell it, and it is kept nowhere.
    private static String code(String digest) {
        BigInteger number = new BigInteger(1, digest.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%06d", number.mod(CODES));
    }
}
