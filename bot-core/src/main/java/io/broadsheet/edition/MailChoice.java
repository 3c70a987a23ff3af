package io.broadsheet.edition;

import io.broadsheet.catalogue.Catalogue;
import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.recommend.Mutes;
import io.broadsheet.recommend.Reason;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Suggestion;
import io.broadsheet.recommend.Window;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Chooses papers for subscriptions to mail. No paper comes twice.
final class MailChoice {

    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Recommender recommender;

    MailChoice(Catalogue catalogue, Ledger ledger, Outbox outbox, Recommender recommender) {
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.outbox = outbox;
        this.recommender = recommender;
    }

    /// @param about how papers of a day about something are chosen for a channel
    List<Suggestion> choose(Subscription subscription, LocalDate day, int limit, Chooser about) {
        List<Suggestion> chosen =
                switch (subscription.content()) {
                    case Topics.Trending _ -> trending(subscription, limit);
                    case Topics.Recommended(ChannelRef home) ->
                            subscription
                                    .person()
                                    .map(person ->
                                            recommender.arrivedSince(
                                                    person, home, subscription.since(), limit))
                                    .orElse(List.of());
                    case Topics.OfChannel(ChannelRef channel, _) ->
                            posted(channel, subscription, limit);
                    case Topics.About(String words) ->
                            about(words, subscription, day, limit, about);
                    case Topics.BySearch(String text) -> found(text, subscription, day, limit);
                };
        Optional<Mutes> mutes = subscription.person().map(recommender::mutes);
        return chosen.stream()
                .filter(pick -> mutes.filter(each -> each.test(pick.paper())).isEmpty())
                .toList();
    }

    /// What is new; a classic, which a channel gets where nothing is, would come in a mail that
    /// says it has news.
    private static List<Suggestion> about(
            String words, Subscription subscription, LocalDate day, int limit, Chooser chooser) {
        return chooser.choose(subscription.channel(), day, Optional.of(words), limit).stream()
                .filter(pick -> !(pick.reason() instanceof Reason.Classic))
                .toList();
    }

    /// What a search finds that appeared, or came in late, since the last mail; latest first.
    private List<Suggestion> found(
            String text, Subscription subscription, LocalDate day, int limit) {
        Set<PaperId> had = outbox.had(subscription.channel());
        PaperQuery query = QueryLanguage.parse(text, day).query();
        return query.isEmpty()
                ? List.of()
                : recommender.found(query, subscription.since()).stream()
                        .filter(paper -> !had.contains(paper.id()))
                        .limit(limit)
                        .map(paper -> new Suggestion(paper, 0, new Reason.Fresh()))
                        .toList();
    }

    /// What trends this week, also in a mail of each day: few papers of one day have votes yet.
    private List<Suggestion> trending(Subscription subscription, int limit) {
        Set<PaperId> had = outbox.had(subscription.channel());
        return recommender
                .trending(subscription.channel(), Window.WEEK, limit + had.size())
                .papers()
                .stream()
                .filter(pick -> !had.contains(pick.paper().id()))
                .limit(limit)
                .toList();
    }

    /// What a channel got since the last mail, latest first.
    private List<Suggestion> posted(ChannelRef channel, Subscription subscription, int limit) {
        Set<PaperId> had = new HashSet<>(outbox.had(subscription.channel()));
        List<Suggestion> papers = new ArrayList<>();
        Set<PaperId> seen = new LinkedHashSet<>();
        for (Ledger.LedgerEntry posting : ledger.postings(channel, Integer.MAX_VALUE)) {
            if (posting.at().isBefore(subscription.since()) || papers.size() == limit) {
                break;
            }
            Optional<Paper> paper = catalogue.find(posting.paper());
            if (paper.isPresent()
                    && !had.contains(paper.get().id())
                    && seen.add(paper.get().id())) {
                LocalDate day = LocalDate.ofInstant(posting.at(), subscription.zone());
                papers.add(new Suggestion(paper.get(), 0, new Reason.PostedOn(day)));
            }
        }
        return papers;
    }
}
