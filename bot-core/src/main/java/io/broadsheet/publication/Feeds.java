package io.broadsheet.publication;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.UserRef;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Library;
import io.broadsheet.library.Owner;
import io.broadsheet.paper.Paper;
import io.broadsheet.paper.PaperId;
import io.broadsheet.publication.FeedContent.FeedItem;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.recommend.Recommender;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.Phrases;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is in each feed. Safe for use by many threads.
public final class Feeds {

    private static final int ITEMS = 50;

    /// How far a feed of a topic looks back.
    private static final Duration RECENT = Duration.ofDays(60);

    private final PublicCatalogue catalogue;
    private final Recommender recommender;
    private final Library library;
    private final ChannelArchives archives;
    private final Clock clock;

    public Feeds(
            PublicCatalogue catalogue,
            Recommender recommender,
            Library library,
            ChannelArchives archives,
            Clock clock) {
        this.catalogue = catalogue;
        this.recommender = recommender;
        this.library = library;
        this.archives = archives;
        this.clock = clock;
    }

    /// A feed that everybody may read; empty for a person's own.
    public Optional<FeedContent> open(FeedSubject subject) {
        return switch (subject) {
            case FeedSubject.TrendingFeed(Window window) -> Optional.of(trending(window));
            case FeedSubject.SearchFeed(String text) -> Optional.of(search(text));
            case FeedSubject.AuthorFeed(String name) -> Optional.of(author(name));
            case FeedSubject.TopicFeed(String words) -> Optional.of(topic(words));
            case FeedSubject.ShelfFeed(), FeedSubject.MeetingsFeed _ -> Optional.empty();
        };
    }

    /// A person's feed of papers; empty for one of something else.
    public Optional<FeedContent> of(UserRef user, FeedSubject subject) {
        return subject instanceof FeedSubject.ShelfFeed ? Optional.of(shelf(user)) : open(subject);
    }

    private FeedContent trending(Window window) {
        String span = window.name().toLowerCase(java.util.Locale.ROOT);
        PublicCatalogue.TrendingPapers trending =
                catalogue.trending(window, Optional.empty(), false);
        return new FeedContent(
                "Trending papers of the " + span,
                "By readers' votes, of " + Phrases.window(trending.window()) + ".",
                window == Window.WEEK ? "/" : "/?window=" + span,
                byDate(trending.papers()));
    }

    private FeedContent search(String text) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        QueryReading reading = QueryLanguage.parse(text, today);
        boolean isReadable = reading.problems().isEmpty() && !reading.query().isEmpty();
        return new FeedContent(
                "Papers for " + Phrases.cut(text, 100),
                isReadable
                        ? "The latest papers that this search finds."
                        : String.join(" ", reading.problems()),
                "/search?q=" + encoded(text),
                isReadable ? latest(reading.query()) : List.of());
    }

    private FeedContent author(String name) {
        return new FeedContent(
                "Papers by " + Phrases.cut(name, 100),
                "The latest papers by " + Phrases.cut(name, 100) + ".",
                "/search?q=" + encoded("author:\"" + name.replace("\"", "") + "\" sort:new"),
                latest(
                        new PaperQuery(
                                "",
                                List.of(),
                                List.of(),
                                List.of(name),
                                List.of(),
                                null,
                                null,
                                false,
                                PaperQuery.Sort.NEW)));
    }

    /// The latest come first, unless the search says otherwise.
    private List<FeedItem> latest(PaperQuery query) {
        PaperQuery sorted =
                query.sort() == PaperQuery.Sort.RELEVANCE
                        ? query.newestSince(LocalDate.EPOCH)
                        : query;
        return byDate(catalogue.search(sorted, 0, ITEMS).papers());
    }

    private FeedContent topic(String words) {
        Instant since = clock.instant().minus(RECENT);
        List<PaperId> ids = List.copyOf(recommender.onTopic(words, since, ITEMS).keySet());
        return new FeedContent(
                "Papers about " + Phrases.cut(words, 100),
                "The latest papers about " + Phrases.cut(words, 100) + ".",
                "/search?q=" + encoded(words + " sort:new"),
                byDate(catalogue.findAll(ids)));
    }

    private FeedContent shelf(UserRef user) {
        Map<PaperId, Instant> saved = new LinkedHashMap<>();
        library.saved(user).stream()
                .limit(ITEMS)
                .forEach(each -> saved.put(each.paper(), each.at()));
        List<FeedItem> items = new ArrayList<>();
        for (Paper paper : catalogue.findAll(List.copyOf(saved.keySet()))) {
            items.add(new FeedItem(paper, saved.getOrDefault(paper.id(), paper.date()), 0));
        }
        return new FeedContent("Saved papers", "A shelf of papers, latest first.", "", items);
    }

    /// What a channel got.
    public FeedContent posts(ChannelLink link) {
        List<FeedItem> items =
                archives.latest(link, ITEMS).stream()
                        .map(post -> new FeedItem(post.paper(), post.at(), post.votes()))
                        .toList();
        return new FeedContent(
                "Papers in #" + link.name(),
                "What #" + link.name() + " got to read.",
                link.path(),
                items);
    }

    /// The feeds of a channel beside that of its posts: what it follows.
    public List<FeedSubject> followed(ChannelLink link) {
        List<FeedSubject> subjects = new ArrayList<>();
        for (Interest interest : library.follows(new Owner.Channel(link.channel()))) {
            subjects.add(
                    switch (interest) {
                        case Interest.Topic(String words) -> new FeedSubject.TopicFeed(words);
                        case Interest.ByAuthor(String name) -> new FeedSubject.AuthorFeed(name);
                        case Interest.InCategory in -> new FeedSubject.SearchFeed(in.toString());
                    });
        }
        return subjects;
    }

    private static List<FeedItem> byDate(List<Paper> papers) {
        return papers.stream()
                .limit(ITEMS)
                .map(paper -> new FeedItem(paper, paper.date(), 0))
                .sorted(Comparator.comparing(FeedItem::at).reversed())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
