package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.club.Clubs;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.export.PersonalData;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.schedule.Subscriptions;
import io.broadsheet.subscription.Subscribing;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows, exports or deletes what is stored about who asks.
record MeCommand(What what) implements Command {

    static final CommandType TYPE =
            CommandType.named(
                            "me",
                            Group.YOU,
                            "What is stored about you: see it, export it, delete it")
                    .usage("[export|forget]")
                    .option(Option.choice("what", "What to do with it", "export", "forget"))
                    .example("me")
                    .example("me export")
                    .example("me forget")
                    .reads(LineLayout.rest("what"), MeCommand::read);

    private static MeCommand read(Arguments arguments) throws Misunderstanding {
        return new MeCommand(arguments.choice("what", What.SHOW, "me export"));
    }

    /// What to do with what is stored about the person.
    enum What {
        SHOW,
        EXPORT,
        /// Asks whether to delete.
        FORGET,
        /// Deletes nothing after all.
        KEEP,
        /// Deletes.
        FORGET_EVERYTHING
    }

    @Override
    public CommandType type() {
        return TYPE;
    }

    @Override
    public String rest() {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Effect effect() {
        // Schedules of a direct conversation end with it.
        return what == What.FORGET_EVERYTHING ? Effect.ON_CHANNEL : Effect.NONE;
    }

    @Override
    public Reply handle(CommandServices services, Caller caller) {
        services.afterwards().settle();
        return switch (what) {
            case SHOW -> show(services, caller);
            case EXPORT -> export(services, caller);
            case FORGET -> ask(services, caller);
            case KEEP -> Reply.say("Nothing was deleted.");
            case FORGET_EVERYTHING -> forget(services, caller);
        };
    }

    private Reply show(CommandServices services, Caller caller) {
        Map<String, List<Map<String, String>>> data = services.library().export(caller.user());
        List<Block.Fact> facts = new ArrayList<>();
        data.forEach((kind, rows) -> {
            if (!rows.isEmpty()) {
                facts.add(
                        new Block.Fact(
                                kind,
                                List.of(
                                        Span.text(
                                                rows.size() == 1
                                                        ? "1 entry"
                                                        : rows.size() + " entries"))));
            }
        });
        List<Block> blocks = new ArrayList<>();
        if (facts.isEmpty()) {
            return Reply.say("Nothing is stored about you.");
        }
        blocks.add(Block.paragraph("Stored about you, " + caller.name()));
        blocks.add(new Block.Facts(facts));
        clubs(services, caller).ifPresent(blocks::add);
        blocks.add(
                Block.note(
                        "Searches are not kept. What you save, share or submit in a channel is shown there with your name, and"
                                + " your votes there as a count; what you do in a direct message, or elsewhere, is not."));
        blocks.add(
                new Block.Buttons(
                        services.button(Button.Role.OPEN, "Export", new MeCommand(What.EXPORT)),
                        new Button.Run(
                                Button.Role.OTHER,
                                "Forget me",
                                services.codes().code(new MeCommand(What.FORGET)),
                                Button.Style.DANGER)));
        return Reply.of(blocks);
    }

    /// The reading groups that the person takes part in, and how.
    private static Optional<Block> clubs(CommandServices services, Caller caller) {
        List<List<Span>> lines =
                services.clubs().clubs().participations(caller.user()).stream()
                        .map(MeCommand::part)
                        .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Block.Bullets(lines));
    }

    /// `The reading group of #vision: on the rota, 2 nominations, 1 vote`.
    private static List<Span> part(Clubs.Participation part) {
        List<String> does = new ArrayList<>();
        if (part.onRota()) {
            does.add("on the rota");
        }
        if (part.nominations() > 0) {
            does.add(Phrases.count(part.nominations(), "nomination"));
        }
        if (part.votes() > 0) {
            does.add(Phrases.count(part.votes(), "vote"));
        }
        return List.of(
                Span.text("The reading group of "),
                Phrases.channel(part.club().channel(), part.club().channelName()),
                Span.text(": " + String.join(", ", does)));
    }

    private Reply export(CommandServices services, Caller caller) {
        return Reply.of(
                Block.paragraph("Everything stored about you"),
                new Block.File(
                        "broadsheet-" + caller.user().platform() + fileName(caller) + "-data.json",
                        "application/json",
                        PersonalData.json(readable(services, caller))));
    }

    /// What is kept encrypted, the person may read.
    private static Map<String, List<Map<String, String>>> readable(
            CommandServices services, Caller caller) {
        Map<String, List<Map<String, String>>> data =
                new LinkedHashMap<>(services.library().export(caller.user()));
        services.subscribing()
                .ifPresent(mail ->
                        data.computeIfPresent(
                                Subscriptions.EXPORTED_AS,
                                (_, rows) ->
                                        rows.stream().map(row -> readable(row, mail)).toList()));
        return data;
    }

    private static Map<String, String> readable(Map<String, String> row, Subscribing mail) {
        Map<String, String> values = new LinkedHashMap<>(row);
        values.computeIfPresent("address", (_, sealed) -> mail.readable(sealed));
        return values;
    }

    /// The person's name as part of a file's name: nothing where it has no letter or digit.
    private static String fileName(Caller caller) {
        String name =
                caller.name()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
                        .replaceAll("^[.-]+|[.-]+$", "");
        return name.isEmpty() ? "" : "-" + (name.length() > 40 ? name.substring(0, 40) : name);
    }

    private Reply ask(CommandServices services, Caller caller) {
        return Reply.of(
                Block.paragraph(
                        "This deletes your shelf, votes, follows, mutes, digest, subscriptions to mail, the schedules of our direct conversation and"
                                + " everything else stored about you, "
                                + caller.name()
                                + ", for good. Export it first if you want to keep it."),
                new Block.Buttons(
                        new Button.Run(
                                Button.Role.CONFIRM,
                                "Yes, forget me",
                                services.codes().code(new MeCommand(What.FORGET_EVERYTHING)),
                                Button.Style.DANGER),
                        services.button(
                                Button.Role.CANCEL, "No, keep it", new MeCommand(What.KEEP)),
                        services.button(Button.Role.OPEN, "Export", new MeCommand(What.EXPORT))));
    }

    private Reply forget(CommandServices services, Caller caller) {
        Set<ChannelRef> conversations = conversations(services, caller);
        int ended =
                conversations.stream()
                        .mapToInt(conversation -> services.schedules().of(conversation).size())
                        .sum();
        int rows = services.library().forget(caller.user(), conversations);
        if (rows == 0) {
            return Reply.say("Nothing was stored about you.");
        }
        return Reply.say(
                "Done. "
                        + Phrases.count(rows, "row")
                        + " about you "
                        + (rows == 1 ? "is" : "are")
                        + " deleted."
                        + (ended == 0
                                ? ""
                                : " With them "
                                        + Phrases.count(ended, "schedule")
                                        + " of our direct conversation ended."));
    }

    /// The person's direct conversations with the bot: they belong to nobody else.
    private static Set<ChannelRef> conversations(CommandServices services, Caller caller) {
        return services.dispatcher().platform(caller.user().platform()).stream()
                .flatMap(platform ->
                        services.library().aloneIn(caller.user()).stream()
                                .filter(channel -> platform.isDirectWith(caller.user(), channel)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
