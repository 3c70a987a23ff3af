package io.broadsheet.mail.transport;

import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.subscription.MailAddress;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// What a failure means for a mail.
final class SmtpFailures {

    /// Refusals of the bot itself, not of a recipient (RFC 4954, section 6; RFC 3207).
    private static final Set<Integer> OF_THE_BOT = Set.of(530, 534, 535, 538);

    private static final Duration LOGIN_PAUSE = Duration.ofMinutes(1);

    private static final int LONGEST = 200;

    /// Anything that may be an address: none may stand in a log.
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@:;,]+@[^\\s<>@;,]+>?");

    private SmtpFailures() {}

    /// @param ended whether all of the mail had been sent
    static Delivery of(MessagingException failure, boolean ended, MailAddress to) {
        if (failure instanceof AuthenticationFailedException) {
            return new Delivery.RetryAfter(
                    LOGIN_PAUSE, "the mail server does not accept the login");
        }
        @Nullable SMTPAddressFailedException ofAddress =
                find(failure, SMTPAddressFailedException.class);
        String said = said(ofAddress == null ? failure : ofAddress, to);
        int code = code(failure).orElse(-1);
        if (code >= 500 && code < 600 && !OF_THE_BOT.contains(code)) {
            if (ofAddress != null) {
                return new Delivery.Refused(Refusal.ADDRESS_REFUSED, said);
            }
            // Of what the server says against the sender, no subscriber should bear the blame.
            return find(failure, SMTPSenderFailedException.class) == null && ended
                    ? new Delivery.Refused(Refusal.INVALID_MESSAGE, said)
                    : new Delivery.RetryAfter(LOGIN_PAUSE, said);
        }
        if (code >= 400 && code < 600) {
            return new Delivery.RetryAfter(Duration.ZERO, said);
        }
        return ended
                ? new Delivery.InDoubt("the mail server did not answer")
                : new Delivery.RetryAfter(
                        Duration.ZERO, "the connection to the mail server broke off");
    }

    /// The reply code of the server; empty where it did not answer.
    static OptionalInt code(MessagingException failure) {
        SMTPAddressFailedException address = find(failure, SMTPAddressFailedException.class);
        if (address != null) {
            return answered(address.getReturnCode());
        }
        SMTPSenderFailedException sender = find(failure, SMTPSenderFailedException.class);
        if (sender != null) {
            return answered(sender.getReturnCode());
        }
        SMTPSendFailedException sending = find(failure, SMTPSendFailedException.class);
        return sending == null ? OptionalInt.empty() : answered(sending.getReturnCode());
    }

    private static OptionalInt answered(int code) {
        return code > 0 ? OptionalInt.of(code) : OptionalInt.empty();
    }

    private static <E extends Exception> @Nullable E find(Exception failure, Class<E> type) {
        @Nullable Exception each = failure;
        while (each != null) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each instanceof MessagingException mail ? mail.getNextException() : null;
        }
        return null;
    }

    /// What the server said, in one line and without an address.
    private static String said(Exception failure, MailAddress to) {
        String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String clean =
                ADDRESS.matcher(message.replace(to.value(), "…"))
                        .replaceAll("…")
                        .replaceAll("\\p{Cc}+", " ")
                        .strip();
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
    }
}
