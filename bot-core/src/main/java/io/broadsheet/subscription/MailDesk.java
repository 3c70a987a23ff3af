package io.broadsheet.subscription;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.library.Library;
import io.broadsheet.paper.Paper;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.subscription.MailLinks.MailLink;
import io.broadsheet.view.PaperActions.Action;
import io.broadsheet.view.Phrases;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What whoever sends mails and whoever serves the pages behind their links needs.
public final class MailDesk implements MailRecipients {

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

    /// What mails are to be about, as somebody says it who is in no chat.
    public TopicReading topics(String said) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        TopicReading reading = TopicReading.of(said, today, recommender);
        boolean isUnheardOf =
                reading.content()
                        .filter(Topics.About.class::isInstance)
                        .filter(_ -> recommender.onTopic(said, Instant.EPOCH, 1).isEmpty())
                        .isPresent();
        return isUnheardOf
                ? new TopicReading(
                        Optional.empty(),
                        "No paper here is about '" + Phrases.cut(said, 60) + "' so far.")
                : reading;
    }

    // --- mails ---

    @Override
    public Optional<Recipient> recipient(ChannelRef place) {
        return Subscription.of(place)
                .flatMap(subscribing::find)
                .flatMap(subscription ->
                        subscribing
                                .address(subscription)
                                .map(address ->
                                        new Recipient(
                                                address,
                                                links.thread(subscription),
                                                subscription.pending()
                                                        ? Optional.empty()
                                                        : links.end(subscription),
                                                subscription.pending())));
    }

    @Override
    public boolean ended(ChannelRef place) {
        return Subscription.of(place).flatMap(subscribing::find).isEmpty();
    }

    // --- links ---

    /// What a link is for, and to whom it belongs.
    ///
    /// @param paper present where it is about one
    public record OpenedLink(MailLink link, Subscription subscription, Optional<Paper> paper) {}

    /// What the parameter `t` of a link is for, also where its subscription has ended; empty where
    /// the bot did not make it.
    public Optional<MailLink> read(String parameter) {
        return links.read(parameter);
    }

    /// What the parameter `t` of a link is for; empty where the bot did not make it, or its
    /// subscription has ended. Changes nothing.
    public Optional<OpenedLink> open(String parameter) {
        return links.read(parameter)
                .flatMap(link ->
                        subscribing
                                .find(link.subscription())
                                .map(subscription ->
                                        new OpenedLink(
                                                link,
                                                subscription,
                                                link instanceof MailLink.OnPaper on
                                                        ? catalogue.find(on.paper())
                                                        : Optional.empty())));
    }

    /// Does what a link is for, where whoever opened it pressed the button.
    ///
    /// @return whether it was to be done
    public boolean press(OpenedLink opened) {
        return switch (opened.link()) {
            case MailLink.Confirm confirm ->
                    subscribing.confirm(confirm.subscription()).isPresent();
            case MailLink.EndSubscription end -> subscribing.end(end.subscription());
            case MailLink.OnPaper on -> opened.paper().isPresent() && press(on.action(), opened);
        };
    }

    /// In a mail nobody else sees it.
    private boolean press(Action action, OpenedLink opened) {
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
                                                    ABSTRACT,
                                                    NOMINATE ->
                                                    false;
                                        }))
                .orElse(false);
    }

    /// Papers like the one that a link is about.
    public List<Suggestion> similar(OpenedLink opened) {
        return opened.paper().map(paper -> recommender.similar(paper, SIMILAR)).orElse(List.of());
    }
}
