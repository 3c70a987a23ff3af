package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.export.PersonalData;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is stored about the caller: shown, exported, deleted.
final class MeHandler {

    private final Desk desk;

    MeHandler(Desk desk) {
        this.desk = desk;
    }

    Reply handle(Command.Me command, Caller caller) {
        desk.afterwards().settle();
        return switch (command.what()) {
            case SHOW -> show(caller);
            case EXPORT -> export(caller);
            case FORGET -> ask(caller);
            case KEEP -> Reply.say("Nothing was deleted.");
            case FORGET_EVERYTHING -> forget(caller);
        };
    }

    private Reply show(Caller caller) {
        Map<String, List<Map<String, String>>> data = desk.library().export(caller.user());
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
        blocks.add(
                Block.note(
                        "Searches are not kept. What you save, share or submit in a channel is shown there with your name, and"
                                + " your votes there as a count; what you do in a direct message, or elsewhere, is not."));
        blocks.add(
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.OPEN,
                                        "Export",
                                        desk.codes().code(new Command.Me(Command.Me.What.EXPORT))),
                                new Button.Run(
                                        Button.Role.OTHER,
                                        "Forget me",
                                        desk.codes().code(new Command.Me(Command.Me.What.FORGET)),
                                        Button.Style.DANGER))));
        return Reply.of(blocks);
    }

    private Reply export(Caller caller) {
        return Reply.of(
                Block.paragraph("Everything stored about you"),
                new Block.File(
                        "broadsheet-" + caller.user().platform() + fileName(caller) + "-data.json",
                        "application/json",
                        PersonalData.json(desk.library().export(caller.user()))));
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

    private Reply ask(Caller caller) {
        return Reply.of(
                Block.paragraph(
                        "This deletes your shelf, votes, follows, mutes and everything else stored about you, "
                                + caller.name()
                                + ", for good. Export it first if you want to keep it."),
                new Block.Buttons(
                        List.of(
                                new Button.Run(
                                        Button.Role.CONFIRM,
                                        "Yes, forget me",
                                        desk.codes()
                                                .code(
                                                        new Command.Me(
                                                                Command.Me.What.FORGET_EVERYTHING)),
                                        Button.Style.DANGER),
                                new Button.Run(
                                        Button.Role.CANCEL,
                                        "No, keep it",
                                        desk.codes().code(new Command.Me(Command.Me.What.KEEP))),
                                new Button.Run(
                                        Button.Role.OPEN,
                                        "Export",
                                        desk.codes()
                                                .code(new Command.Me(Command.Me.What.EXPORT))))));
    }

    private Reply forget(Caller caller) {
        int rows = desk.library().forget(caller.user());
        return Reply.say(
                rows == 0
                        ? "Nothing was stored about you."
                        : "Done. "
                                + Phrases.count(rows, "row")
                                + " that named you "
                                + (rows == 1 ? "is" : "are")
                                + " deleted.");
    }
}
