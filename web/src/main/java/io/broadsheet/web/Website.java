package io.broadsheet.web;

import io.broadsheet.publication.ChannelArchives;
import io.broadsheet.publication.PublicCatalogue;
import io.broadsheet.publication.Publication;
import io.broadsheet.subscription.MailDesk;
import io.broadsheet.web.feed.FeedPages;
import io.broadsheet.web.mail.MailPages;
import io.broadsheet.web.page.ArchivePages;
import io.broadsheet.web.page.CataloguePages;
import io.broadsheet.web.page.ErrorPage;
import io.broadsheet.web.page.Frames;
import io.broadsheet.web.page.Pages;
import io.broadsheet.web.page.SitePages;
import io.broadsheet.web.page.Styles;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts the website together.
public final class Website {

    /// Where no mail is sent.
    public static Site of(SiteSettings settings, Publication publication, Clock clock) {
        return of(settings, publication, Optional.empty(), clock);
    }

    /// @param settings what it is and where
    /// @param publication what is on it
    /// @param mail empty where no mail is sent
    public static Site of(
            SiteSettings settings, Publication publication, Optional<MailDesk> mail, Clock clock) {
        PublicCatalogue catalogue = publication.catalogue();
        ChannelArchives archives = publication.archives();
        Styles styles = new Styles();
        Frames frames = new Frames(settings, styles, mail.isPresent());
        List<Pages> all = new ArrayList<>();
        all.addAll(
                List.of(
                        new SitePages(settings, styles),
                        new CataloguePages(catalogue, archives, settings, frames),
                        new ArchivePages(archives, catalogue, settings, frames),
                        new FeedPages(
                                publication.feeds(),
                                archives,
                                publication.calendars(),
                                catalogue,
                                settings,
                                frames,
                                clock)));
        mail.ifPresent(desk -> all.add(new MailPages(desk, frames)));
        List<Route> routes = new ArrayList<>();
        all.forEach(pages -> routes.addAll(pages.routes()));
        return new Site(settings, routes, ErrorPage.drawn(frames));
    }

    private Website() {}
}
