package io.broadsheet.view;

import io.broadsheet.paper.PaperId;
import io.broadsheet.schedule.Subscription;
import java.net.URI;
import java.util.Optional;

/// What a reader of a mail can do about it: pages to open, each with a button, as nothing may
/// happen by opening a link alone. There are none where the bot has no public address.
public interface MailActions {

    /// Where no mail is sent.
    MailActions NONE =
            new MailActions() {
                @Override
                public Optional<URI> page(
                        Subscription subscription, PaperActions.Action action, PaperId paper) {
                    return Optional.empty();
                }

                @Override
                public Optional<URI> confirmation(Subscription subscription) {
                    return Optional.empty();
                }

                @Override
                public Optional<URI> end(Subscription subscription) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> code(Subscription subscription) {
                    return Optional.empty();
                }
            };

    /// The page on which something can be done with a paper; empty where it cannot.
    Optional<URI> page(Subscription subscription, PaperActions.Action action, PaperId paper);

    /// The page that confirms a subscription.
    Optional<URI> confirmation(Subscription subscription);

    /// The page that ends a subscription.
    Optional<URI> end(Subscription subscription);

    /// What is typed in chat to confirm a subscription, six digits; empty where nothing can be.
    Optional<String> code(Subscription subscription);
}
