package io.broadsheet.web.mail;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import io.broadsheet.paper.Paper;
import io.broadsheet.schedule.Cadence;
import io.broadsheet.schedule.ScheduleText;
import io.broadsheet.schedule.Subscription;
import io.broadsheet.schedule.Subscription.Topics;
import io.broadsheet.subscription.MailDesk;
import io.broadsheet.subscription.MailDesk.OpenedLink;
import io.broadsheet.subscription.MailLinks;
import io.broadsheet.subscription.MailLinks.MailLink;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.subscription.Subscribing.SubscribeOutcome;
import io.broadsheet.subscription.TopicReading;
import io.broadsheet.view.MailWords;
import io.broadsheet.view.PaperActions.Action;
import io.broadsheet.view.Phrases;
import io.broadsheet.web.page.Frames;
import io.broadsheet.web.page.Pages;
import io.broadsheet.web.serving.Answer;
import io.broadsheet.web.serving.Answer.Keeping;
import io.broadsheet.web.serving.NothingHere;
import io.broadsheet.web.serving.Route;
import io.broadsheet.web.serving.Route.Access;
import io.broadsheet.web.serving.Visit;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The pages behind the links of mails, and the form that subscribes.
public final class MailPages implements Pages {

    private static final String SUBSCRIBE_PATH = "/subscribe";
    private static final String LINK = "t";
    private static final String TRENDING = "trending";

    private final Templates templates = new StaticTemplates();
    private final MailDesk desk;
    private final Frames frames;

    public MailPages(MailDesk desk, Frames frames) {
        this.desk = desk;
        this.frames = frames;
    }

    /// A link that nobody can make is proof enough; and mail clients end a subscription without
    /// ever having seen a page (RFC 8058).
    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        MailLinks.CONFIRM_PATH,
                        Access.LINK,
                        visit -> open(visit, MailLink.Confirm.class)),
                Route.postFromOutside(
                        MailLinks.CONFIRM_PATH,
                        Access.LINK,
                        visit -> press(visit, MailLink.Confirm.class)),
                Route.get(
                        MailLinks.END_PATH,
                        Access.LINK,
                        visit -> open(visit, MailLink.EndSubscription.class)),
                Route.postFromOutside(
                        MailLinks.END_PATH,
                        Access.LINK,
                        visit -> press(visit, MailLink.EndSubscription.class)),
                Route.get(
                        MailLinks.PAPER_PATH,
                        Access.LINK,
                        visit -> open(visit, MailLink.OnPaper.class)),
                Route.postFromOutside(
                        MailLinks.PAPER_PATH,
                        Access.LINK,
                        visit -> press(visit, MailLink.OnPaper.class)),
                Route.get(SUBSCRIBE_PATH, Access.PUBLIC, this::form),
                Route.post(SUBSCRIBE_PATH, Access.PUBLIC, this::subscribe));
    }

    // --- links ---

    private Answer open(Visit visit, Class<? extends MailLink> kind) throws NothingHere {
        String link = link(visit, kind);
        Optional<OpenedLink> opened = desk.open(link);
        if (opened.isEmpty()) {
            return ended(kind);
        }
        return switch (opened.get().link()) {
            case MailLink.Confirm _ ->
                    opened.get().subscription().pending()
                            ? ask(
                                    "Papers by mail?",
                                    "You get " + what(opened.get()) + ", once you confirm it.",
                                    MailLinks.CONFIRM_PATH,
                                    link,
                                    "Confirm")
                            : said("Confirmed already", "You get " + what(opened.get()) + ".");
            case MailLink.EndSubscription _ ->
                    ask(
                            "Unsubscribe?",
                            "You get " + what(opened.get()) + ".",
                            MailLinks.END_PATH,
                            link,
                            "Unsubscribe");
            case MailLink.OnPaper on -> paper(opened.get(), on.action(), link);
        };
    }

    private Answer press(Visit visit, Class<? extends MailLink> kind) throws NothingHere {
        Optional<OpenedLink> opened = desk.open(link(visit, kind));
        if (opened.isEmpty()) {
            return ended(kind);
        }
        boolean done = desk.press(opened.get());
        return switch (opened.get().link()) {
            case MailLink.Confirm _ when done ->
                    said(
                            "Confirmed",
                            "You get "
                                    + what(opened.get())
                                    + ". None is sent when there is nothing new. Each mail has a link that ends it.");
            case MailLink.Confirm _ when opened.get().subscription().pending() -> tooLate();
            case MailLink.Confirm _ ->
                    said("Confirmed already", "You get " + what(opened.get()) + ".");
            case MailLink.EndSubscription _ -> unsubscribed();
            case MailLink.OnPaper on -> pressed(opened.get(), on.action(), done);
        };
    }

    /// The link of a visit, where the bot made it for this page.
    private String link(Visit visit, Class<? extends MailLink> kind) throws NothingHere {
        String link = visit.query(LINK).orElseThrow(NothingHere::new);
        if (desk.read(link).filter(kind::isInstance).isEmpty()) {
            throw new NothingHere();
        }
        return link;
    }

    private Answer ended(Class<? extends MailLink> kind) {
        return kind.equals(MailLink.Confirm.class) ? tooLate() : unsubscribed();
    }

    private Answer tooLate() {
        return said(
                "Too late",
                "This link was used, or is more than 48 hours old. Nothing is sent. Ask for papers again where you asked"
                        + " first.");
    }

    private Answer unsubscribed() {
        return said("Unsubscribed", "You get no mail of this subscription any more.");
    }

    private static String what(OpenedLink opened) {
        Subscription subscription = opened.subscription();
        return MailWords.content(subscription.content()) + ", " + MailWords.when(subscription);
    }

    // --- papers ---

    private Answer paper(OpenedLink opened, Action action, String link) throws NothingHere {
        Paper paper = opened.paper().orElseThrow(NothingHere::new);
        return switch (action) {
            case SAVE -> paper(paper, "Save this paper?", "It goes on your shelf.", link, "Save");
            case DISMISS ->
                    paper(
                            paper,
                            "Not for you?",
                            "It is not suggested to you again, and papers like it less.",
                            link,
                            "Not for me");
            case SIMILAR -> similar(opened, paper);
            case SHOW,
                    UNSAVE,
                    UPVOTE,
                    WITHDRAW_VOTE,
                    UNDISMISS,
                    DISCUSS,
                    CITE,
                    SHARE,
                    ABSTRACT,
                    NOMINATE ->
                    throw new NothingHere();
        };
    }

    private Answer paper(Paper paper, String heading, String sentence, String link, String button) {
        return Answer.html(
                templates
                        .mailaction(
                                new MailActionPage(
                                        frames.unlisted(heading),
                                        heading,
                                        sentence,
                                        paper.title(),
                                        address(paper),
                                        path(MailLinks.PAPER_PATH, link),
                                        button))
                        .render(),
                Keeping.NEVER);
    }

    private Answer pressed(OpenedLink opened, Action action, boolean done) throws NothingHere {
        Paper paper = opened.paper().orElseThrow(NothingHere::new);
        if (!done) {
            throw new NothingHere();
        }
        String heading = action == Action.SAVE ? "Saved" : "Noted";
        return Answer.html(
                templates
                        .mailaction(
                                new MailActionPage(
                                        frames.unlisted(heading),
                                        heading,
                                        action == Action.SAVE
                                                ? "It is on your shelf; saved shows it where you talk to the bot."
                                                : "It is not suggested to you again.",
                                        paper.title(),
                                        address(paper),
                                        "",
                                        ""))
                        .render(),
                Keeping.NEVER);
    }

    private Answer similar(OpenedLink opened, Paper paper) {
        List<SimilarPage.SimilarPaper> papers =
                desk.similar(opened).stream()
                        .map(each ->
                                new SimilarPage.SimilarPaper(
                                        each.paper().title(),
                                        address(each.paper()),
                                        Phrases.cut(
                                                io.broadsheet.message.Block.plain(
                                                        Phrases.reason(each.reason())),
                                                200)))
                        .toList();
        return Answer.html(
                templates
                        .mailsimilar(
                                new SimilarPage(
                                        frames.unlisted("Similar papers"), paper.title(), papers))
                        .render(),
                Keeping.NEVER);
    }

    private static String address(Paper paper) {
        return paper.abstractPage().map(URI::toString).orElse("");
    }

    private Answer ask(String heading, String sentence, String path, String link, String button) {
        return Answer.html(
                templates
                        .mailaction(
                                new MailActionPage(
                                        frames.unlisted(heading),
                                        heading,
                                        sentence,
                                        "",
                                        "",
                                        path(path, link),
                                        button))
                        .render(),
                Keeping.NEVER);
    }

    private static String path(String path, String link) {
        return path + "?" + LINK + "=" + URLEncoder.encode(link, StandardCharsets.UTF_8);
    }

    private Answer said(String heading, String sentence) {
        return Answer.html(
                templates
                        .mailaction(
                                MailActionPage.said(frames.unlisted(heading), heading, sentence))
                        .render(),
                Keeping.NEVER);
    }

    // --- the form ---

    private Answer form(Visit visit) {
        return form(visit, "");
    }

    /// What was typed, or what the link to the form had: a search leads here with its words.
    private Answer form(Visit visit, String problem) {
        SubscribePage page =
                new SubscribePage(
                        frames.unlisted("Papers by mail"),
                        visit.formToken(),
                        problem,
                        Phrases.names(desk.subscribing().domains(), 5),
                        visit.form("address").orElse(""),
                        filled(visit, "to").orElse(TRENDING),
                        filled(visit, "of").orElse(""),
                        visit.form("when").orElse("weekdays 9am"),
                        visit.form("zone").orElse(""));
        return Answer.html(templates.subscribe(page).render(), Keeping.NEVER)
                .with(problem.isEmpty() ? 200 : 422);
    }

    private static Optional<String> filled(Visit visit, String field) {
        return visit.form(field).or(() -> visit.query(field));
    }

    private Answer subscribe(Visit visit) {
        ScheduleText.When when;
        try {
            when = when(visit);
        } catch (ScheduleText.Unreadable e) {
            return form(visit, e.getMessage() + " For example: weekdays 9am, in Europe/Berlin.");
        }
        TopicReading topics = topics(visit);
        if (topics.content().isEmpty()) {
            return form(visit, topics.problem());
        }
        Topics content = topics.content().get();
        SubscribeOutcome asked =
                desk.subscribing()
                        .ask(
                                new Subscribing.Request(
                                        "page " + visit.network(),
                                        Optional.empty(),
                                        visit.form("address").orElse(""),
                                        content,
                                        Cadence.on(
                                                when.days().isEmpty()
                                                        ? Cadence.WEEKDAYS
                                                        : when.days(),
                                                when.time().orElse(LocalTime.of(9, 0))),
                                        when.zone().orElse(ZoneOffset.UTC)));
        return answer(asked, content, visit);
    }

    /// Days, time and zone in the language of schedules, the zone in either field.
    private static ScheduleText.When when(Visit visit) throws ScheduleText.Unreadable {
        ScheduleText.When when = ScheduleText.when(visit.form("when").orElse(""));
        Optional<String> place = visit.form("zone");
        return when.zone().isPresent() || place.isEmpty()
                ? when
                : new ScheduleText.When(when.days(), when.time(), ScheduleText.zone(place.get()));
    }

    private TopicReading topics(Visit visit) {
        String to = visit.form("to").orElse(TRENDING);
        if (to.equals(TRENDING)) {
            return new TopicReading(Optional.of(new Topics.Trending()), "");
        }
        String of = visit.form("of").orElse("");
        if (of.isEmpty()) {
            return new TopicReading(
                    Optional.empty(),
                    "Say which topic, author or search: Kaiming He, for example.");
        }
        return desk.topics(to.equals("author") ? "author:\"" + of.replace("\"", "") + "\"" : of);
    }

    private Answer answer(SubscribeOutcome asked, Topics content, Visit visit) {
        return switch (asked) {
            case SubscribeOutcome.MailSent(var address, _) ->
                    said(
                            "Look into your mailbox",
                            "A mail to "
                                    + address.masked()
                                    + " asks whether you want "
                                    + MailWords.content(content)
                                    + ". Open its link within 48 hours. An address gets at most "
                                    + Subscribing.MAILS_TO_ADDRESS
                                    + " such mails a day.");
            case SubscribeOutcome.NoAddress _ ->
                    form(visit, "That is no address of mail. One looks like ada@example.org.");
            case SubscribeOutcome.OtherDomain(var address) ->
                    form(visit, "No mail is sent to " + address.domain() + ".");
            case SubscribeOutcome.TooManyMails _, SubscribeOutcome.TooManySubscriptions _ ->
                    form(
                            visit,
                            "Too many mails were asked for from here today. Try again tomorrow.");
            case SubscribeOutcome.Changed _ ->
                    throw new IllegalStateException("nobody is known on a page");
        };
    }
}
