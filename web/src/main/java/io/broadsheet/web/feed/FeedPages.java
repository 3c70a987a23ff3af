package io.broadsheet.web.feed;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.broadsheet.paper.Paper;
import io.broadsheet.publication.ChannelArchives;
import io.broadsheet.publication.ClubCalendars;
import io.broadsheet.publication.FeedContent;
import io.broadsheet.publication.FeedContent.FeedItem;
import io.broadsheet.publication.FeedFormat;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.FeedSubject.FeedPath;
import io.broadsheet.publication.Feeds;
import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.view.PaperDetail;
import io.broadsheet.view.Phrases;
import io.broadsheet.web.page.FeedsPage;
import io.broadsheet.web.page.Frame;
import io.broadsheet.web.page.Frames;
import io.broadsheet.web.page.Pages;
import io.broadsheet.web.page.PaperAddress;
import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.NothingHere;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.Visit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The feeds, and the page that lists those for everybody.
public final class FeedPages implements Pages {

    private static final String CHARSET = "; charset=utf-8";

    private final Templates templates = new StaticTemplates();
    private final Feeds feeds;
    private final ChannelArchives archives;
    private final ClubCalendars calendars;
    private final PublicCatalogue catalogue;
    private final SiteSettings settings;
    private final Frames frames;
    private final FirstSeen firstSeen;

    public FeedPages(
            Feeds feeds,
            ChannelArchives archives,
            ClubCalendars calendars,
            PublicCatalogue catalogue,
            SiteSettings settings,
            Frames frames,
            Clock clock) {
        this.feeds = feeds;
        this.archives = archives;
        this.calendars = calendars;
        this.catalogue = catalogue;
        this.settings = settings;
        this.frames = frames;
        this.firstSeen = new FirstSeen(clock);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/feeds", Route.Access.PUBLIC, this::list),
                Route.get("/feeds/trending/{of}/{format}", Route.Access.PUBLIC, this::trending),
                Route.get("/feeds/secret/{token}/meetings.ics", Route.Access.LINK, this::meetings),
                Route.get("/feeds/secret/{token}/{format}", Route.Access.LINK, this::secret),
                Route.get("/feeds/{kind}/{format}", Route.Access.PUBLIC, this::asked),
                Route.get("/channels/{token}/posts/{format}", Route.Access.LINK, this::posts),
                Route.get("/channels/{token}/feeds.opml", Route.Access.LINK, this::opml),
                Route.get("/channels/{token}/{kind}/{format}", Route.Access.LINK, this::followed));
    }

    private Answer trending(Visit visit) throws NothingHere {
        FeedSubject subject = subject("trending", visit.parameter("of"));
        return open(subject, visit);
    }

    private Answer asked(Visit visit) throws NothingHere {
        return open(
                subject(visit.parameter("kind"), visit.query("of").orElseThrow(NothingHere::new)),
                visit);
    }

    private Answer open(FeedSubject subject, Visit visit) throws NothingHere {
        FeedContent content = feeds.open(subject).orElseThrow(NothingHere::new);
        FeedPath path = subject.publicPath().orElseThrow(NothingHere::new);
        return answer(content, path, visit, Keeping.SHARED);
    }

    private Answer secret(Visit visit) throws NothingHere {
        PersonLink link = archives.person(visit.parameter("token")).orElseThrow(NothingHere::new);
        FeedContent content = feeds.of(link.user(), link.subject()).orElseThrow(NothingHere::new);
        return answer(content, link.feed(), visit, Keeping.OWN);
    }

    private Answer meetings(Visit visit) throws NothingHere {
        PersonLink link = archives.person(visit.parameter("token")).orElseThrow(NothingHere::new);
        String text = calendars.of(link).orElseThrow(NothingHere::new);
        return Answer.of("text/calendar" + CHARSET, text, Keeping.OWN)
                .changed(firstSeen.since(link.calendar(), urn(text)));
    }

    private Answer posts(Visit visit) throws NothingHere {
        ChannelLink link = channel(visit);
        return answer(feeds.posts(link), link.feed(), visit, Keeping.OWN);
    }

    /// A feed of what a channel follows, and of nothing else: the link opens no more than the
    /// channel's own.
    private Answer followed(Visit visit) throws NothingHere {
        ChannelLink link = channel(visit);
        FeedSubject subject =
                subject(visit.parameter("kind"), visit.query("of").orElseThrow(NothingHere::new));
        if (!feeds.followed(link).contains(subject)) {
            throw new NothingHere();
        }
        return answer(
                feeds.open(subject).orElseThrow(NothingHere::new),
                below(link, subject),
                visit,
                Keeping.OWN);
    }

    private static FeedPath below(ChannelLink link, FeedSubject subject) throws NothingHere {
        FeedPath open = subject.publicPath().orElseThrow(NothingHere::new);
        return new FeedPath(link.path() + open.before().substring("/feeds".length()), open.after());
    }

    private Answer opml(Visit visit) throws NothingHere {
        ChannelLink link = channel(visit);
        List<FeedList.Listed> listed = new ArrayList<>();
        FeedContent posts = feeds.posts(link);
        String page = settings.absolute(link.path());
        listed.add(
                new FeedList.Listed(
                        posts.title(), settings.absolute(link.feed().as(FeedFormat.ATOM)), page));
        for (FeedSubject subject : feeds.followed(link)) {
            listed.add(
                    new FeedList.Listed(
                            feeds.open(subject).map(FeedContent::title).orElse("Papers"),
                            settings.absolute(below(link, subject).as(FeedFormat.ATOM)),
                            page));
        }
        return Answer.of(
                        "text/x-opml" + CHARSET,
                        FeedList.opml("Papers of #" + link.name(), listed),
                        Keeping.OWN)
                .with("content-disposition", "attachment; filename=\"papers.opml\"");
    }

    private ChannelLink channel(Visit visit) throws NothingHere {
        return archives.find(visit.parameter("token")).orElseThrow(NothingHere::new);
    }

    private static FeedSubject subject(String kind, String of) throws NothingHere {
        return FeedSubject.parse(kind + "/" + of).orElseThrow(NothingHere::new);
    }

    private Answer answer(FeedContent content, FeedPath path, Visit visit, Keeping keeping)
            throws NothingHere {
        FeedFormat format =
                FeedFormat.named(visit.parameter("format")).orElseThrow(NothingHere::new);
        String self = settings.absolute(path.as(format));
        boolean isShown = !content.page().isEmpty() && isOpen(content.page());
        FeedDocument document =
                new FeedDocument(
                        urn(path.before() + path.after()),
                        content.title(),
                        content.about(),
                        self,
                        isShown ? settings.absolute(content.page()) : settings.absolute("/"),
                        content.items().stream().map(this::entry).toList());
        String text =
                format == FeedFormat.JSON
                        ? JsonFeeds.write(document)
                        : XmlFeeds.write(document, format);
        return Answer.of(format.mediaType() + CHARSET, text, keeping)
                .changed(firstSeen.since(self, urn(text)));
    }

    /// A channel's page is there in any case, the others where the site is public.
    private boolean isOpen(String page) {
        return settings.isPublic() || page.startsWith("/channels/");
    }

    private FeedEntry entry(FeedItem item) {
        Paper paper = item.paper();
        PaperDetail detail = catalogue.asItIs(paper);
        String link =
                settings.isPublic()
                        ? settings.absolute(PaperAddress.path(paper.id()))
                        : detail.outline().page().map(URI::toString).orElse(settings.absolute("/"));
        return new FeedEntry(
                urn(paper.id().toString()),
                link,
                detail,
                item.at(),
                templates.feeditem(text(detail, item.votesHere())).render(),
                detail.outline().picture().map(URI::toString).orElse(""));
    }

    private static FeedItemText text(PaperDetail detail, int votesHere) {
        List<String> facts = new ArrayList<>();
        if (!detail.outline().categories().isEmpty()) {
            facts.add(String.join(", ", detail.outline().categories()) + ".");
        }
        if (detail.outline().upvotes() > 0) {
            facts.add(Phrases.count(detail.outline().upvotes(), "upvote") + " at Hugging Face.");
        }
        if (votesHere > 0) {
            facts.add(Phrases.count(votesHere, "vote") + " in the channel.");
        }
        if (detail.outline().withdrawn()) {
            facts.add("Withdrawn by its authors.");
        }
        return new FeedItemText(
                detail.outline().line(),
                detail.outline().bySource(),
                detail.outline().byline(),
                detail.paragraphs(),
                facts,
                detail.links());
    }

    private Answer list(Visit visit) {
        List<FeedsPage.Listed> listed = new ArrayList<>();
        for (String window : List.of("day", "week", "month")) {
            FeedSubject.parse("trending/" + window)
                    .flatMap(FeedSubject::publicPath)
                    .ifPresent(
                            path -> listed.add(listed("Trending papers of the " + window, path)));
        }
        Optional<FeedSubject> asked =
                visit.query("of")
                        .flatMap(of ->
                                FeedSubject.parse(visit.query("kind").orElse("topic") + "/" + of));
        Optional<FeedsPage.Listed> made =
                asked.filter(subject -> !(subject instanceof FeedSubject.TrendingFeed))
                        .flatMap(subject ->
                                subject.publicPath().map(path -> listed(name(subject), path)));
        Frame frame =
                frames.listed("Feeds", "/feeds")
                        .described(
                                "Research papers in your feed reader, as RSS, Atom and JSON Feed.");
        return Answer.html(
                templates
                        .feeds(
                                new FeedsPage(
                                        frame,
                                        listed,
                                        made.orElse(null),
                                        visit.query("kind").orElse("topic"),
                                        visit.query("of").orElse("")))
                        .render(),
                Keeping.SHARED);
    }

    private static String name(FeedSubject subject) {
        return switch (subject) {
            case FeedSubject.TrendingFeed _, FeedSubject.ShelfFeed _, FeedSubject.MeetingsFeed _ ->
                    "";
            case FeedSubject.SearchFeed(String text) -> "Papers for " + text;
            case FeedSubject.AuthorFeed(String name) -> "Papers by " + name;
            case FeedSubject.TopicFeed(String words) -> "Papers about " + words;
        };
    }

    private FeedsPage.Listed listed(String name, FeedPath path) {
        return new FeedsPage.Listed(
                name,
                settings.absolute(path.as(FeedFormat.ATOM)),
                path.as(FeedFormat.ATOM),
                path.as(FeedFormat.RSS),
                path.as(FeedFormat.JSON));
    }

    /// A name that stays, made of what it names (RFC 9562, section 5.3).
    private static String urn(String of) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8));
    }
}
