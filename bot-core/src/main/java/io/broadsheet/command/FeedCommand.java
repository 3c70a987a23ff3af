package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.club.Club;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.publication.FeedFormat;
import io.broadsheet.publication.FeedSubject;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.SecretLinks.PersonLink;
import io.broadsheet.publication.WebPlace;
import io.broadsheet.recommend.Window;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Gives the address of a feed, or ends it.
///
/// @param what which feed, as it is typed; empty to see what there is
record FeedCommand(String what) implements Command {

    private static final String REVOKE = "revoke";

    static final CommandType TYPE =
            CommandType.named("feed", Group.OUTSIDE, "Papers in your feed reader: RSS, Atom, JSON")
                    .usage("[trending|search|author|topic|here|shelf|club|revoke] [of what]")
                    .option(
                            Option.text(
                                            "what",
                                            "For example: trending week, topic token pruning, here, shelf, revoke 1")
                                    .optional())
                    .example("feed trending week")
                    .example("feed topic token pruning")
                    .example("feed author Kaiming He")
                    .example("feed search diffusion has:code in:cs.CV")
                    .example("feed here")
                    .example("feed club")
                    .example("feed revoke 1")
                    .note(
                            "here is what this channel got; an admin makes its link with archive. shelf is what you have saved, club when"
                                    + " the channel's reading group meets, as a calendar. Who has a secret address can read it, until feed revoke ends it.")
                    .reads(
                            LineLayout.rest("what"),
                            arguments -> new FeedCommand(arguments.text("what").strip()));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return what;
    }

    @Override
    public Effect effect() {
        return changes() ? Effect.ON_CALLER : Effect.NONE;
    }

    @Override
    public boolean changes() {
        return !what.isEmpty() && !what.equalsIgnoreCase("here");
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        WebPlace place = services.place();
        if (!place.hasLinks()) {
            return noPages(place);
        }
        if (what.isEmpty()) {
            return mine(services, caller);
        }
        int blank = what.indexOf(' ');
        String kind = (blank < 0 ? what : what.substring(0, blank)).toLowerCase(Locale.ROOT);
        String rest = blank < 0 ? "" : what.substring(blank + 1).strip();
        return switch (kind) {
            case REVOKE -> revoke(rest, services, caller);
            case "here" -> here(services, caller);
            case "club" -> meetings(services, caller);
            default ->
                    subject(kind, rest)
                            .map(subject -> give(subject, services, caller))
                            .orElseGet(() -> unknown());
        };
    }

    /// What is said where no links can be given.
    static Reply noPages(WebPlace place) {
        return Reply.rejection(
                place.isServed()
                        ? "The pages and feeds have no address that people could open. Whoever runs this bot sets"
                                + " web.publicAddress, for example to https://papers.example.org."
                        : "There are no pages and feeds here. Whoever runs this bot switches them on with web.enabled.");
    }

    private static Optional<FeedSubject> subject(String kind, String rest) {
        try {
            return switch (kind) {
                case "trending" ->
                        (rest.isEmpty()
                                        ? Optional.of(Window.WEEK)
                                        : FeedSubject.window(rest.toLowerCase(Locale.ROOT)))
                                .map(FeedSubject.TrendingFeed::new);
                case "search" -> Optional.of(new FeedSubject.SearchFeed(rest));
                case "author" -> Optional.of(new FeedSubject.AuthorFeed(unquoted(rest)));
                case "topic" -> Optional.of(new FeedSubject.TopicFeed(unquoted(rest)));
                case "shelf" ->
                        rest.isEmpty()
                                ? Optional.of(new FeedSubject.ShelfFeed())
                                : Optional.empty();
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }

    private Reply unknown() {
        if (List.of("search", "author", "topic").contains(what.toLowerCase(Locale.ROOT))) {
            return Reply.rejection(
                    Span.text(
                            "Tell me of which "
                                    + what.toLowerCase(Locale.ROOT)
                                    + ". For example: "),
                    Span.command(
                            switch (what.toLowerCase(Locale.ROOT)) {
                                case "search" -> "feed search diffusion has:code in:cs.CV";
                                case "author" -> "feed author Kaiming He";
                                default -> "feed topic token pruning";
                            }),
                    Span.text("."));
        }
        return Reply.rejection(
                Span.text("There is no feed of '" + Phrases.cut(what, 60) + "'. For example: "),
                Span.command("feed trending week"),
                Span.text(", "),
                Span.command("feed topic token pruning"),
                Span.text("; "),
                Span.command("help feed"),
                Span.text(" has them all."));
    }

    private static Reply give(FeedSubject subject, CommandServices services, Caller caller) {
        WebPlace place = services.place();
        Optional<FeedSubject.FeedPath> open =
                place.isPublic() ? subject.publicPath() : Optional.empty();
        if (open.isPresent()) {
            return address(name(subject, services), open.get(), place, List.of(), List.of());
        }
        PersonLink link = services.links().give(caller.user(), subject, services.now());
        return address(
                name(subject, services),
                link.feed(),
                place,
                List.of(
                        Block.note(
                                "The address is yours and secret: whoever has it can read this feed, and nobody can guess it.")),
                List.of(
                        services.button(
                                Button.Role.CANCEL,
                                "Revoke",
                                new FeedCommand(REVOKE + " " + subject))));
    }

    /// Where a link leads to first.
    private static String path(PersonLink link) {
        return link.subject() instanceof FeedSubject.MeetingsFeed
                ? link.calendar()
                : link.feed().as(FeedFormat.ATOM);
    }

    /// The meetings of the channel's reading group, for a calendar program.
    private static Reply meetings(CommandServices services, Caller caller) {
        // Also of a club that was stopped.
        Optional<Club> club = services.clubs().clubs().of(caller.channel());
        if (club.isEmpty()) {
            return ClubAccess.none(caller);
        }
        FeedSubject subject = new FeedSubject.MeetingsFeed(club.get().id());
        PersonLink link = services.links().give(caller.user(), subject, services.now());
        return Reply.of(
                Block.paragraph(
                        Span.strong(name(subject, services)),
                        Span.text(", for a calendar that subscribes to addresses:")),
                Block.paragraph(Span.code(services.place().at(link.calendar()).toString())),
                Block.note(
                        "The address is yours and secret: whoever has it sees when the group meets, where and what it reads, nobody's name."),
                new Block.Buttons(
                        services.button(
                                Button.Role.CANCEL,
                                "Revoke",
                                new FeedCommand(REVOKE + " " + subject))));
    }

    private static Reply here(CommandServices services, Caller caller) {
        if (caller.inSightOf().isEmpty()) {
            return Reply.rejection(
                    Span.text("Only channels have a feed of what they got. Yours is "),
                    Span.command("feed shelf"),
                    Span.text("."));
        }
        Optional<ChannelLink> link = services.links().of(caller.channel());
        if (link.isEmpty()) {
            return Reply.rejection(
                    Phrases.here(caller),
                    Span.text(" has no link. An admin makes one with "),
                    Span.command("archive make"),
                    Span.text("."));
        }
        WebPlace place = services.place();
        return address(
                "What this channel got",
                link.get().feed(),
                place,
                List.of(
                        new Block.Paragraph(
                                List.of(
                                        Span.text("All feeds of the channel at once, for import: "),
                                        Span.link("OPML", place.at(link.get().opml())))),
                        Block.note(
                                "The address is secret: whoever has it can read what the channel got. An admin ends it with archive"
                                        + " revoke.")),
                List.of());
    }

    private static Reply address(
            String title,
            FeedSubject.FeedPath path,
            WebPlace place,
            List<Block> after,
            List<Button> buttons) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(List.of(Span.strong(title), Span.text(", as a feed:"))));
        blocks.add(
                new Block.Paragraph(
                        List.of(Span.code(place.at(path.as(FeedFormat.ATOM)).toString()))));
        blocks.add(
                new Block.Paragraph(
                        List.of(
                                Span.text("That is Atom. Also as "),
                                Span.link("RSS", place.at(path.as(FeedFormat.RSS))),
                                Span.text(" and "),
                                Span.link("JSON Feed", place.at(path.as(FeedFormat.JSON))),
                                Span.text("."))));
        blocks.addAll(after);
        if (!buttons.isEmpty()) {
            blocks.add(new Block.Buttons(buttons));
        }
        return Reply.of(blocks);
    }

    private static Reply mine(CommandServices services, Caller caller) {
        List<PersonLink> links = services.links().of(caller.user());
        if (links.isEmpty()) {
            return Reply.say(
                    Span.text("A feed brings papers to your feed reader. For example: "),
                    Span.command("feed trending week"),
                    Span.text(", "),
                    Span.command("feed topic token pruning"),
                    Span.text(", "),
                    Span.command("feed shelf"),
                    Span.text("."));
        }
        List<List<Span>> lines = new ArrayList<>();
        for (PersonLink link : links) {
            lines.add(
                    List.of(
                            Span.text((lines.size() + 1) + ": "),
                            Span.link(
                                    name(link.subject(), services),
                                    services.place().at(path(link)))));
        }
        return Reply.of(
                Block.paragraph("Your secret feeds:"),
                new Block.Bullets(lines),
                Block.note(
                        Span.text("To end one: "), Span.command("feed revoke 1"), Span.text(".")),
                new Block.Buttons(
                        services.button(
                                Button.Role.CANCEL,
                                "Revoke all",
                                new FeedCommand(REVOKE + " all"))));
    }

    private static Reply revoke(String which, CommandServices services, Caller caller) {
        List<PersonLink> links = services.links().of(caller.user());
        if (which.isEmpty()) {
            return links.isEmpty()
                    ? Reply.say("You have no secret feeds.")
                    : mine(services, caller);
        }
        if (which.equalsIgnoreCase("all")) {
            int ended = services.links().revokeAll(caller.user());
            return Reply.say(
                    ended == 0
                            ? "You have no secret feeds."
                            : Phrases.count(ended, "feed")
                                    + (ended == 1 ? " is" : " are")
                                    + " gone. Nothing is at "
                                    + (ended == 1 ? "its address" : "their addresses")
                                    + " any more.");
        }
        if (which.equalsIgnoreCase("here")) {
            return Reply.rejection(
                    Span.text("A channel's feed goes with its link: "),
                    Span.command("archive revoke"),
                    Span.text("."));
        }
        Optional<FeedSubject> subject = FeedSubject.parse(which);
        if (which.matches("\\d{1,6}")) {
            int number = Integer.parseInt(which);
            subject =
                    number >= 1 && number <= links.size()
                            ? Optional.of(links.get(number - 1).subject())
                            : Optional.empty();
        }
        if (subject.isEmpty()) {
            return Reply.rejection(
                    Span.text("You have no secret feed '" + Phrases.cut(which, 60) + "'. "),
                    Span.command("feed"),
                    Span.text(" lists them."));
        }
        boolean ended = services.links().revoke(caller.user(), subject.get());
        return Reply.say(
                ended
                        ? "The feed '"
                                + name(subject.get(), services)
                                + "' is gone. Nothing is at its address any more."
                        : "That feed is gone already.");
    }

    /// What a feed is called: "Trending papers of the week".
    private static String name(FeedSubject subject, CommandServices services) {
        return switch (subject) {
            case FeedSubject.TrendingFeed(Window window) ->
                    "Trending papers of the " + window.name().toLowerCase(Locale.ROOT);
            case FeedSubject.SearchFeed(String text) -> "Papers for " + Phrases.cut(text, 80);
            case FeedSubject.AuthorFeed(String author) -> "Papers by " + Phrases.cut(author, 80);
            case FeedSubject.TopicFeed(String words) -> "Papers about " + Phrases.cut(words, 80);
            case FeedSubject.ShelfFeed() -> "What you have saved";
            case FeedSubject.MeetingsFeed(long club) ->
                    services.clubs()
                            .clubs()
                            .find(club)
                            .map(it -> "Meetings of the reading group of #" + it.channelName())
                            .orElse("Meetings of a reading group");
        };
    }
}
