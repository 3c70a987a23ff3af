package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person or a channel follows and mutes.
final class InterestHandler {

    private final Desk desk;

    InterestHandler(Desk desk) {
        this.desk = desk;
    }

    Reply follow(Command.Follow command, Caller caller) {
        return change(
                command.here(),
                caller,
                owner -> {
                    boolean fresh = desk.library().follow(owner, command.interest(), desk.now());
                    Optional<String> unheardOf =
                            command.interest() instanceof Interest.Topic(String words)
                                    ? desk.unheardOf(words)
                                    : Optional.empty();
                    return undoable(
                            fresh
                                    ? who(owner, caller, "You now follow ", " now follows ")
                                    : who(
                                            owner,
                                            caller,
                                            "You follow it already: ",
                                            " follows it already: "),
                            command.interest(),
                            unheardOf,
                            new Command.Unfollow(command.interest(), command.here()),
                            Optional.of(
                                    new Button.Run(
                                            Button.Role.OPEN,
                                            "What there is",
                                            desk.codes()
                                                    .code(
                                                            new Command.Search(
                                                                    command.interest().toString(),
                                                                    0)))));
                });
    }

    Reply unfollow(Command.Unfollow command, Caller caller) {
        return change(
                command.here(),
                caller,
                owner -> {
                    boolean was = desk.library().unfollow(owner, command.interest());
                    return was
                            ? sentence(
                                    who(
                                            owner,
                                            caller,
                                            "You no longer follow ",
                                            " no longer follows "),
                                    command.interest())
                            : missing(
                                    owner,
                                    caller,
                                    command.interest(),
                                    "follow",
                                    desk.library().follows(owner));
                });
    }

    Reply following(Caller caller) {
        return lists(
                caller,
                desk.library().follows(new Owner.Person(caller.user())),
                desk.library().follows(new Owner.Channel(caller.channel())),
                "follow",
                "follow token pruning");
    }

    Reply mute(Command.Mute command, Caller caller) {
        return change(
                command.here(),
                caller,
                owner -> {
                    boolean fresh = desk.library().mute(owner, command.interest(), desk.now());
                    return undoable(
                            fresh
                                    ? who(owner, caller, "Muted for you: ", " has muted ")
                                    : who(
                                            owner,
                                            caller,
                                            "Muted for you already: ",
                                            " has it muted already: "),
                            command.interest(),
                            Optional.empty(),
                            new Command.Unmute(command.interest(), command.here()),
                            Optional.empty());
                });
    }

    Reply unmute(Command.Unmute command, Caller caller) {
        return change(
                command.here(),
                caller,
                owner -> {
                    boolean was = desk.library().unmute(owner, command.interest());
                    return was
                            ? sentence(
                                    who(
                                            owner,
                                            caller,
                                            "No longer muted for you: ",
                                            " may be suggested again "),
                                    command.interest())
                            : missing(
                                    owner,
                                    caller,
                                    command.interest(),
                                    "have muted",
                                    desk.library().mutes(owner));
                });
    }

    Reply muted(Caller caller) {
        return lists(
                caller,
                desk.library().mutes(new Owner.Person(caller.user())),
                desk.library().mutes(new Owner.Channel(caller.channel())),
                "mute",
                "mute medical");
    }

    @FunctionalInterface
    private interface Change {
        Reply make(Owner owner);
    }

    private static Reply change(boolean here, Caller caller, Change change) {
        if (!here) {
            return change.make(new Owner.Person(caller.user()));
        }
        if (!caller.administers()) {
            return AdminsOnly.refusal(
                    caller,
                    "Only admins of #"
                            + caller.channelName()
                            + " can change that for the channel. Without here at the end it is for you alone.");
        }
        return change.make(new Owner.Channel(caller.channel()));
    }

    private static String who(Owner owner, Caller caller, String person, String channel) {
        return owner instanceof Owner.Channel ? "#" + caller.channelName() + channel : person;
    }

    private static Reply sentence(String lead, Interest interest) {
        return Reply.say(Span.text(lead), Span.strong(interest.toString()), Span.text("."));
    }

    /// @param note what else there is to know
    private Reply undoable(
            String lead,
            Interest interest,
            Optional<String> note,
            Command undo,
            Optional<Button> further) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                Block.paragraph(Span.text(lead), Span.strong(interest.toString()), Span.text(".")));
        note.map(Block::note).ifPresent(blocks::add);
        List<Button> buttons = new ArrayList<>();
        further.ifPresent(buttons::add);
        buttons.add(new Button.Run(Button.Role.CANCEL, "Undo", desk.codes().code(undo)));
        blocks.add(new Block.Buttons(buttons));
        return Reply.of(blocks);
    }

    private static Reply missing(
            Owner owner, Caller caller, Interest interest, String verb, List<Interest> there) {
        List<Span> spans = new ArrayList<>();
        String subject =
                owner instanceof Owner.Channel ? "#" + caller.channelName() + " does" : "You do";
        spans.add(Span.text(subject + " not " + verb + " "));
        spans.add(Span.strong(Phrases.cut(interest.toString(), 80)));
        spans.add(Span.text("."));
        if (!there.isEmpty()) {
            spans.add(
                    Span.text(
                            " There is: "
                                    + Phrases.names(
                                            there.stream().map(Interest::toString).toList(), 8)
                                    + "."));
        }
        return Reply.rejection(spans.toArray(Span[]::new));
    }

    private Reply lists(
            Caller caller, List<Interest> own, List<Interest> here, String verb, String example) {
        String done = verb.equals("follow") ? "follow" : "have muted";
        List<Block> blocks = new ArrayList<>();
        if (own.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("You " + done + " nothing. For example: "),
                            Span.code(example),
                            Span.text(".")));
        } else {
            blocks.add(Block.paragraph("You " + done));
            blocks.add(bullets(own));
        }
        if (!here.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            "#"
                                    + caller.channelName()
                                    + (verb.equals("follow") ? " follows" : " has muted")));
            blocks.add(bullets(here));
        }
        if (!own.isEmpty() || !here.isEmpty()) {
            Interest first = own.isEmpty() ? here.getFirst() : own.getFirst();
            blocks.add(
                    Block.note(
                            Span.text("To take one back: "),
                            Span.code("un" + verb + " " + first + (own.isEmpty() ? " here" : ""))));
        }
        return Reply.of(blocks);
    }

    private static Block bullets(List<Interest> interests) {
        return new Block.Bullets(
                interests.stream()
                        .map(interest -> List.of(Span.text(interest.toString())))
                        .toList());
    }
}
