package io.broadsheet.mail;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ChatPlatform;
import io.broadsheet.chat.ChatPlatformContract;
import io.broadsheet.chat.Platform;
import io.broadsheet.chat.UserRef;
import io.broadsheet.mail.fake.TestMailServer;
import io.broadsheet.waiting.Waiting;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The contract, over a real SMTP server. What is shown to a reader is shown once however often it
/// came under one Message-ID.
class MailContractTest extends ChatPlatformContract {

    private TestMailServer server = TestMailServer.plain();
    private MailPlatform mail =
            MailPlatform.start(
                    SmtpServerOf.plain(server.port()), new FixedRecipients(), Clock.systemUTC());

    @BeforeEach
    void connect() {
        Waiting.until("the server to answer", () -> mail.health().connected());
    }

    @AfterEach
    void close() {
        mail.close();
        server.close();
    }

    @Override
    protected ChatPlatform platform() {
        return mail;
    }

    @Override
    protected ChannelRef channel() {
        return FixedRecipients.ADA;
    }

    @Override
    protected UserRef user() {
        return new UserRef(Platform.MAIL, "-", FixedRecipients.ADA.id());
    }

    @Override
    protected Optional<ChannelRef> gone() {
        return Optional.of(FixedRecipients.GONE);
    }

    @Override
    protected OptionalInt showing(String what) {
        return OptionalInt.of(
                (int)
                        server.taken().stream()
                                .filter(mail -> mail.raw().contains(what))
                                .map(TestMailServer.Mail::id)
                                .distinct()
                                .count());
    }
}
