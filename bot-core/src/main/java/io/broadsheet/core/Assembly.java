package io.broadsheet.core;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.club.posting.ClubDesk;
import io.broadsheet.club.posting.ClubPosts;
import io.broadsheet.edition.EditionDispatcher;
import io.broadsheet.edition.PaperOfTheDay;
import io.broadsheet.edition.Rescheduler;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.schedule.Schedules;
import io.broadsheet.store.Store;
import io.broadsheet.subscription.MailDesk;
import io.broadsheet.subscription.MailLinks;
import io.broadsheet.subscription.MailSettings;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.view.ClubMessages;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts together the parts of [BotCore] that have many parts of their own.
final class Assembly {

    private static final Logger log = LoggerFactory.getLogger(Assembly.class);

    private Assembly() {}

    /// What chooses papers.
    record Choosing(PaperOfTheDay paperOfTheDay, Recommender recommender) {}

    /// What posts by the clock.
    record PostingByClock(
            Schedules schedules, EditionDispatcher dispatcher, Rescheduler rescheduler) {}

    static ClubPosts clubs(
            Store store,
            Catalogue catalogue,
            Choosing choosing,
            ClubMessages messages,
            PostingByClock posting,
            Clock clock) {
        return new ClubPosts(
                new ClubDesk(
                        store.clubs(),
                        catalogue,
                        store.library(),
                        choosing.paperOfTheDay(),
                        choosing.recommender(),
                        messages,
                        clock),
                posting.schedules(),
                posting.dispatcher(),
                posting.rescheduler());
    }

    static MailDesk mails(
            Store store,
            Catalogue catalogue,
            Recommender recommender,
            MailLinks links,
            MailSettings settings,
            PostingByClock posting,
            Clock clock) {
        return new MailDesk(
                new Subscribing(
                        settings,
                        store.subscriptions(),
                        links,
                        posting.dispatcher(),
                        posting.rescheduler(),
                        clock),
                links,
                store.library(),
                catalogue,
                recommender,
                clock);
    }

    /// Encrypts addresses with the first key that others still encrypt.
    static void renewAddresses(MailDesk desk) {
        int renewed = desk.subscribing().renew();
        if (renewed > 0) {
            log.info("{} addresses are encrypted with the first key now", renewed);
        }
    }
}
