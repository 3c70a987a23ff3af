package io.broadsheet.web.page;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.broadsheet.paper.Paper;
import io.broadsheet.publication.ChannelArchives;
import io.broadsheet.publication.ChannelArchives.ArchivedPost;
import io.broadsheet.publication.FeedFormat;
import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.view.PaperOutline;
import io.broadsheet.view.Phrases;
import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.NothingHere;
import io.broadsheet.web.serving.Reader;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.Visit;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A channel's page, for whoever has its link.
public final class ArchivePages implements Pages {

    private static final int FOUND = 100;
    private static final int LONGEST_SEARCH = 200;

    private final Templates templates = new StaticTemplates();
    private final ChannelArchives archives;
    private final PublicCatalogue catalogue;
    private final SiteSettings settings;
    private final Frames frames;

    public ArchivePages(
            ChannelArchives archives,
            PublicCatalogue catalogue,
            SiteSettings settings,
            Frames frames) {
        this.archives = archives;
        this.catalogue = catalogue;
        this.settings = settings;
        this.frames = frames;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/channels/{token}", Route.Access.LINK, this::channel));
    }

    private Answer channel(Visit visit) throws NothingHere {
        ChannelLink link = archives.find(visit.parameter("token")).orElseThrow(NothingHere::new);
        String words =
                visit.query("q")
                        .map(text ->
                                text.length() > LONGEST_SEARCH
                                        ? text.substring(0, LONGEST_SEARCH)
                                        : text)
                        .orElse("");
        Map<YearMonth, Integer> months = archives.months(link);
        Optional<YearMonth> month =
                words.isEmpty()
                        ? visit.query("month")
                                .flatMap(ArchivePages::month)
                                .filter(months::containsKey)
                                .or(() -> months.keySet().stream().findFirst())
                        : Optional.empty();
        List<ArchivedPost> posts =
                words.isEmpty()
                        ? month.map(it -> archives.in(link, it)).orElse(List.of())
                        : archives.with(link, words, FOUND);
        return Answer.html(
                templates
                        .archive(
                                new ArchivePage(
                                        frames.unlisted("Papers of #" + link.name())
                                                .described(
                                                        "What #"
                                                                + link.name()
                                                                + " got to read, by month.")
                                                .fed(feeds(link)),
                                        "Papers of #" + link.name(),
                                        link.path(),
                                        link.opml(),
                                        lead(words, months, month, posts.size()),
                                        words,
                                        months(link, months, month, visit.reader()),
                                        days(posts, visit.reader())))
                        .render(),
                Keeping.OWN);
    }

    private static List<Frame.Alternate> feeds(ChannelLink link) {
        List<Frame.Alternate> feeds = new ArrayList<>();
        for (FeedFormat format : FeedFormat.values()) {
            feeds.add(
                    new Frame.Alternate(
                            "Papers in #" + link.name() + ", " + format.label(),
                            format.mediaType(),
                            link.feed().as(format)));
        }
        return feeds;
    }

    private static String lead(
            String words, Map<YearMonth, Integer> months, Optional<YearMonth> month, int posts) {
        if (!words.isEmpty()) {
            return posts == 0
                    ? "No paper that was posted here has all of the words '" + words + "'."
                    : Phrases.count(posts, "post") + " with '" + words + "', latest first.";
        }
        return month.isEmpty()
                ? "Nothing was posted here so far."
                : Phrases.count(months.getOrDefault(month.get(), 0), "post") + " in this month.";
    }

    private static List<ArchivePage.Month> months(
            ChannelLink link,
            Map<YearMonth, Integer> months,
            Optional<YearMonth> shown,
            Reader reader) {
        List<ArchivePage.Month> all = new ArrayList<>();
        months.forEach((month, posts) ->
                all.add(
                        new ArchivePage.Month(
                                ShownDay.month(month, reader),
                                new Link(link.path()).with("month", month.toString()).path(),
                                posts,
                                shown.filter(month::equals).isPresent())));
        return all;
    }

    private List<ArchivePage.Day> days(List<ArchivedPost> posts, Reader reader) {
        Map<LocalDate, List<Entry>> days = new LinkedHashMap<>();
        int shown = 0;
        for (ArchivedPost post : posts) {
            Entry entry = entry(post.paper(), reader).voted(post.votes());
            days.computeIfAbsent(
                            LocalDate.ofInstant(post.at(), ZoneOffset.UTC), _ -> new ArrayList<>())
                    .add(shown++ < 2 ? Entry.inSight(List.of(entry)).getFirst() : entry);
        }
        List<ArchivePage.Day> all = new ArrayList<>();
        days.forEach((day, entries) ->
                all.add(
                        new ArchivePage.Day(
                                ShownDay.of(
                                        day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                                        ZoneOffset.UTC,
                                        reader),
                                entries)));
        return all;
    }

    /// Where the site is not public a paper's page is elsewhere.
    private Entry entry(Paper paper, Reader reader) {
        PaperOutline outline = catalogue.outline(paper);
        return Entry.of(
                outline,
                settings.isPublic()
                        ? PaperAddress.path(paper.id())
                        : outline.page().map(URI::toString).orElse(""),
                reader);
    }

    private static Optional<YearMonth> month(String text) {
        try {
            return Optional.of(YearMonth.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
