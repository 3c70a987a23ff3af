package io.broadsheet.mail;

import io.broadsheet.mail.rendering.MailContent;
import io.broadsheet.mail.transport.SmtpSettings;
import io.broadsheet.subscription.MailRecipients.Recipient;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// Makes messages of mails: sender, recipient and the headers that clients and servers go by.
final class MailMessages {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Charset US_ASCII = StandardCharsets.US_ASCII;
    private static final int BYTES_OF_A_WORD = 45;

    private final SmtpSettings settings;
    private final Session session;

    MailMessages(SmtpSettings settings, Session session) {
        this.settings = settings;
        this.session = session;
    }

    /// The Message-ID of a post: the same whenever it is made again, so that who gets it twice can
    /// tell, and another one for every other post.
    String id(String key, Recipient recipient) {
        return "<" + word(key) + "." + recipient.thread() + "@" + settings.from().domain() + ">";
    }

    /// What all mails of a subscription refer to, though nobody ever got it: clients put together
    /// what does so (RFC 5322, section 3.6.4).
    private String thread(Recipient recipient) {
        return "<subscription." + recipient.thread() + "@" + settings.from().domain() + ">";
    }

    private static String word(String key) {
        return key.replaceAll("[^A-Za-z0-9-]+", ".");
    }

    MimeMessage message(MailContent content, Recipient recipient, String id, Instant now)
            throws MessagingException {
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        try {
            message.setFrom(
                    new InternetAddress(settings.from().value(), settings.fromName(), UTF_8));
        } catch (UnsupportedEncodingException e) {
            throw new LinkageError("every Java has UTF-8", e);
        }
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(recipient.address().value()));
        message.setSubject(literal(content.subject()), UTF_8);
        message.setSentDate(Date.from(now));
        message.setHeader("References", thread(recipient));
        message.setHeader("In-Reply-To", thread(recipient));
        // Nobody is to answer it, least of all a machine (RFC 3834, section 5).
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        if (!recipient.asks()) {
            message.setHeader(
                    "List-Id", "<" + recipient.thread() + "." + settings.from().domain() + ">");
        }
        Optional<URI> end = recipient.end();
        if (end.isPresent()) {
            // RFC 2369 and RFC 8058.
            message.setHeader("List-Unsubscribe", "<" + end.get() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MimeMultipart forms = new MimeMultipart("alternative");
        // The last form is the one that is shown where it can be (RFC 2046, section 5.1.4).
        forms.addBodyPart(part(content.text(), "plain"));
        forms.addBodyPart(part(content.html(), "html"));
        message.setContent(forms);
        message.saveChanges();
        return message;
    }

    /// A subject that clients read as the text that it is. Plain ASCII stands in the header as it
    /// is, where a title with `=?UTF-8?Q?Bcc:?=` in it would be read as an encoded word (RFC 2047,
    /// section 2): all of such a subject is encoded. A word takes 75 characters at most, and 45
    /// bytes make 60.
    private static String literal(String subject) {
        if (!subject.contains("=?") || !US_ASCII.newEncoder().canEncode(subject)) {
            return subject;
        }
        byte[] bytes = subject.getBytes(US_ASCII);
        List<String> words = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += BYTES_OF_A_WORD) {
            byte[] part =
                    Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + BYTES_OF_A_WORD));
            words.add("=?UTF-8?B?" + Base64.getEncoder().encodeToString(part) + "?=");
        }
        return String.join(" ", words);
    }

    private static MimeBodyPart part(String text, String kind) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, kind);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }
}
