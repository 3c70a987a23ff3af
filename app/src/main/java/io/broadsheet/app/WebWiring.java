package io.broadsheet.app;

import io.broadsheet.app.config.WebSettings;
import io.broadsheet.app.http.HttpServer;
import io.broadsheet.app.http.Listener;
import io.broadsheet.app.http.Mount;
import io.broadsheet.paper.PictureHosts;
import io.broadsheet.publication.WebPlace;
import io.broadsheet.web.Website;
import io.broadsheet.web.serving.Site;
import io.broadsheet.web.serving.SiteSettings;
import io.broadsheet.web.serving.WebRequest;
import io.broadsheet.web.serving.WebResponse;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Plugs the website into its listener.
public final class WebWiring {

    /// @return empty where there is to be none
    static Optional<HttpServer> start(Bot bot) throws CannotStart {
        WebSettings web = bot.settings().web();
        if (!web.enabled()) {
            return Optional.empty();
        }
        Site site =
                Website.of(
                        settings(web, bot.settings().pictures()),
                        bot.core().publication(),
                        bot.core().mail(),
                        Clock.systemUTC());
        try {
            return Optional.of(
                    serve(
                            site,
                            new Listener(web.address(), web.port(), "web.port"),
                            Clock.systemUTC()));
        } catch (IllegalStateException e) {
            throw new CannotStart(Logs.reason(e), e);
        }
    }

    /// Serves a site.
    ///
    /// @throws IllegalStateException where it cannot listen there; the message is for people
    public static HttpServer serve(Site site, Listener listener, Clock clock) {
        return HttpServer.site(listener, request -> answer(site, request), clock);
    }

    /// Where links lead.
    static WebPlace place(WebSettings web) {
        return new WebPlace(web.enabled(), web.isPublic(), address(web));
    }

    private static Optional<URI> address(WebSettings web) {
        return web.publicAddress().isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(web.publicAddress()));
    }

    private static SiteSettings settings(WebSettings web, boolean pictures) {
        return new SiteSettings(
                address(web),
                web.isPublic(),
                web.requestsPerMinute(),
                web.proxies(),
                pictures ? PictureHosts.ALL : List.of());
    }

    /// Between what the listener and what the site call a request.
    private static Mount.Response answer(Site site, Mount.Request request) {
        WebResponse response =
                site.answer(
                        new WebRequest(
                                request.method(),
                                request.path(),
                                request.query(),
                                request.headers(),
                                request.body(),
                                request.peer()));
        return new Mount.Response(response.status(), response.headers(), response.body());
    }

    private WebWiring() {}
}
