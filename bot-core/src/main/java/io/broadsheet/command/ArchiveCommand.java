package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.publication.FeedFormat;
import io.broadsheet.publication.SecretLinks.ChannelLink;
import io.broadsheet.publication.WebPlace;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The secret link to the page of what a channel got.
record ArchiveCommand(ArchiveStep step) implements Command {

    /// What to do about the link.
    enum ArchiveStep {
        SHOW,
        MAKE,
        REVOKE,
        /// Lets public pages name the channel.
        PUBLISH,
        /// Lets them name it no longer.
        HIDE
    }

    static final CommandType TYPE =
            CommandType.named("archive", Group.OUTSIDE, "A page of what this channel got")
                    .usage("[make|revoke|publish|hide]")
                    .option(
                            Option.choice(
                                    "step",
                                    "What to do about its link",
                                    "make",
                                    "revoke",
                                    "publish",
                                    "hide"))
                    .example("archive")
                    .example("archive make")
                    .example("archive revoke")
                    .note(
                            "Whoever has the link sees the papers that the channel got, when, and how many people here voted for them;"
                                    + " no names, and no messages. publish lets this bot's public pages say that a paper was posted here.")
                    .forChannelAdmins()
                    .reads(
                            LineLayout.rest("step"),
                            arguments ->
                                    new ArchiveCommand(
                                            arguments.choice(
                                                    "step", ArchiveStep.SHOW, "archive make")));

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return step == ArchiveStep.SHOW ? "" : step.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Effect effect() {
        return changes() ? Effect.ON_CHANNEL : Effect.NONE;
    }

    @Override
    public boolean changes() {
        return step != ArchiveStep.SHOW;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        if (!services.place().hasLinks()) {
            return FeedCommand.noPages(services.place());
        }
        if (caller.inSightOf().isEmpty()) {
            return Reply.rejection("Only channels have a page. Ask in one.");
        }
        if (!caller.administers()) {
            return AdminsOnly.refusal(
                    caller,
                    Span.text("Only admins of "),
                    Phrases.here(caller),
                    Span.text(" have the link to its page."));
        }
        return switch (step) {
            case SHOW ->
                    services.links()
                            .of(caller.channel())
                            .map(link -> show(link, services, caller))
                            .orElseGet(() -> none(services, caller));
            case MAKE ->
                    show(
                            services.links()
                                    .open(caller.channel(), caller.channelName(), services.now()),
                            services,
                            caller);
            case REVOKE ->
                    services.links().revoke(caller.channel())
                            ? Reply.say(
                                    Span.text("The link is gone, with the feeds of "),
                                    Phrases.here(caller),
                                    Span.text(". Nothing is at their addresses any more."))
                            : Reply.say(Phrases.here(caller), Span.text(" has no link."));
            case PUBLISH, HIDE ->
                    services.links().list(caller.channel(), step == ArchiveStep.PUBLISH)
                            ? show(
                                    services.links().of(caller.channel()).orElseThrow(),
                                    services,
                                    caller)
                            : none(services, caller);
        };
    }

    private static Reply none(CommandServices services, Caller caller) {
        return Reply.of(
                Block.paragraph(
                        Phrases.here(caller),
                        Span.text(
                                " has no page. A link makes one of the papers it got, with when, and how many people here"
                                        + " voted; no names, and no messages. Only who has the link can see it.")),
                new Block.Buttons(
                        services.button(
                                Button.Role.CONFIRM,
                                "Make a link",
                                new ArchiveCommand(ArchiveStep.MAKE))));
    }

    private static Reply show(ChannelLink link, CommandServices services, Caller caller) {
        WebPlace place = services.place();
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(
                        Span.text("The page of what "),
                        Phrases.here(caller),
                        Span.text(" got, for whoever has its link:")));
        blocks.add(new Block.Paragraph(List.of(Span.code(place.at(link.path()).toString()))));
        blocks.add(
                new Block.Paragraph(
                        List.of(
                                Span.text("As a feed: "),
                                Span.link("Atom", place.at(link.feed().as(FeedFormat.ATOM))),
                                Span.text(", "),
                                Span.link("RSS", place.at(link.feed().as(FeedFormat.RSS))),
                                Span.text(", "),
                                Span.link("JSON Feed", place.at(link.feed().as(FeedFormat.JSON))),
                                Span.text("; all feeds of the channel: "),
                                Span.link("OPML", place.at(link.opml())))));
        Optional<String> listing = listing(link, place);
        listing.ifPresent(sentence -> blocks.add(Block.note(sentence)));
        List<Button> buttons = new ArrayList<>();
        if (place.isPublic()) {
            buttons.add(
                    link.listed()
                            ? services.button(
                                    Button.Role.OTHER,
                                    "Hide from public pages",
                                    new ArchiveCommand(ArchiveStep.HIDE))
                            : services.button(
                                    Button.Role.OTHER,
                                    "Name on public pages",
                                    new ArchiveCommand(ArchiveStep.PUBLISH)));
        }
        buttons.add(
                services.button(
                        Button.Role.CANCEL,
                        "Revoke the link",
                        new ArchiveCommand(ArchiveStep.REVOKE)));
        blocks.add(new Block.Buttons(buttons));
        return Reply.of(blocks);
    }

    private static Optional<String> listing(ChannelLink link, WebPlace place) {
        if (!place.isPublic()) {
            return link.listed()
                    ? Optional.of("It would be named on public pages, but there are none here.")
                    : Optional.empty();
        }
        return Optional.of(
                link.listed()
                        ? "Public pages of papers say that they were posted here, with this link."
                        : "Public pages do not name this channel.");
    }
}
