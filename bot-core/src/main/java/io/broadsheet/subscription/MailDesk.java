package io.broadsheet.subscription;

import static java.util.Objects.requireNonNull;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.subscription.MailLinks.MailLink;
import io.broadsheet.view.PaperActions.Action;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// What whoever sends mails and whoever serves the pages behind their links needs.
public final class MailDesk {

    private static final int SIMILAR = 10;

    private final Subscribing subscribing;
    private final MailLinks links;
    private final Library library;
    private final Catalogue catalogue;
    private final Recommender recommender;
    private final Clock clock;

    public MailDesk(
            Subscribing subscribing,
            MailLinks links,
            Library library,
            Catalogue catalogue,
            Recommender recommender,
            Clock clock) {
        this.subscribing = subscribing;
        this.links = links;
        this.library = library;
        this.catalogue = catalogue;
        this.recommender = recommender;
        this.clock = clock;
    }

    /// Subscribes and ends subscriptions.
    public Subscribing subscribing() {
        return subscribing;
    }

    // --- mails ---

    /// Who gets a mail.
    ///
    /// @param thread names the subscription, so that its mails stand together; says nothing of who
    ///   gets them
    /// @param end where one click ends it (RFC 8058); empty where the bot has no public address
    /// @param asks whether the mail only asks for a confirmation
    public record Recipient(MailAddress address, String thread, Optional<URI> end, boolean asks) {
        public Recipient {
            requireNonNull(address);
            requireNonNull(thread);
            requireNonNull(end);
        }
    }

    /// Who gets what is posted to a place; empty where nobody does any more, or the address cannot
    /// be opened.
    public Optional<Recipient> recipient(ChannelRef place) {
        return Subscription.of(place)
                .flatMap(subscribing::find)
                .flatMap(subscription ->
                        subscribing
                                .address(subscription)
                                .map(address ->
                                        new Recipient(
                                                address,
                                                thread(subscription),
                                                subscription.pending()
                                                        ? Optional.empty()
                                                        : links.end(subscription),
                                                subscription.pending())));
    }

    /// Of a database that was begun anew the same number is another subscription.
    private static String thread(Subscription subscription) {
        return subscription.id()
                + "."
                + subscription.mailbox().digest().replaceAll("[^A-Za-z0-9]", "").substring(0, 12);
    }

    // --- links ---

    /// What a link is for, and to whom it belongs.
    ///
    /// @param paper present where it is about one
    public record Opened(MailLink link, Subscription subscription, Optional<Paper> paper) {}

    /// What the parameter `t` of a link is for; empty where the bot did not make it, or its
    /// subscription has ended. Changes nothing.
    public Optional<Opened> open(String parameter) {
        return links.read(parameter)
                .flatMap(link ->
                        subscribing
                                .find(link.subscription())
                                .map(subscription ->
                                        new Opened(
                                                link,
                                                subscription,
                                                link instanceof MailLink.OnPaper on
                                                        ? catalogue.find(on.paper())
                                                        : Optional.empty())));
    }

    /// Does what a link is for, where whoever opened it pressed the button.
    ///
    /// @return whether it was to be done
    public boolean press(Opened opened) {
        return switch (opened.link()) {
            case MailLink.Confirm confirm ->
                    subscribing.confirm(confirm.subscription()).isPresent();
            case MailLink.End end -> subscribing.end(end.subscription());
            case MailLink.OnPaper on -> opened.paper().isPresent() && press(on.action(), opened);
        };
    }

    /// In a mail nobody else sees it.
    private boolean press(Action action, Opened opened) {
        return opened.subscription()
                .person()
                .flatMap(person ->
                        opened.paper()
                                .map(paper ->
                                        switch (action) {
                                            case SAVE -> {
                                                library.save(person, paper.id(), clock.instant());
                                                yield true;
                                            }
                                            case DISMISS -> {
                                                library.dismiss(
                                                        person, paper.id(), clock.instant());
                                                yield true;
                                            }
                                            case SHOW,
                                                    UNSAVE,
                                                    UPVOTE,
                                                    WITHDRAW_VOTE,
                                                    UNDISMISS,
                                                    SIMILAR,
                                                    DISCUSS,
                                                    CITE,
                                                    SHARE,
                                                    ABSTRACT ->
                                                    false;
                                        }))
                .orElse(false);
    }

    /// Papers like the one that a link is about.
    public List<Suggestion> similar(Opened opened) {
        return opened.paper().map(paper -> recommender.similar(paper, SIMILAR)).orElse(List.of());
    }
}
