package io.broadsheet.command;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.Category;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What the commands share that change or list what a person or a channel follows and mutes.
final class InterestChanges {

    static final Option HERE =
            Option.yesNo("here", "For this channel instead of for you (channel admins)");

    static final LineLayout LAYOUT = LineLayout.lastWord("topic", "here", "here");

    private InterestChanges() {}

    static boolean isHere(Arguments arguments) {
        return arguments.text("here").equals("here") || arguments.yes("here");
    }

    /// The topic, author or category that is meant.
    ///
    /// @param example a line that names one
    static Interest interest(Arguments arguments, String example) throws Misunderstanding {
        String topic = arguments.text("topic");
        String lower = topic.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("author:")) {
                return new Interest.ByAuthor(unquoted(topic.substring("author:".length())));
            }
            if (lower.startsWith("in:")) {
                return new Interest.InCategory(
                        new Category(unquoted(topic.substring("in:".length()))));
            }
            return new Interest.Topic(unquoted(topic));
        } catch (IllegalArgumentException e) {
            String what =
                    topic.isEmpty()
                            ? "Tell me what."
                            : "'" + topic + "' is not something I can follow or mute.";
            throw new Misunderstanding(what, example);
        }
    }

    private static String unquoted(String text) {
        String inner = text.strip();
        boolean quoted =
                inner.length() > 1
                        && "\"“”".indexOf(inner.charAt(0)) >= 0
                        && "\"“”".indexOf(inner.charAt(inner.length() - 1)) >= 0;
        return quoted ? inner.substring(1, inner.length() - 1).strip() : inner;
    }

    @FunctionalInterface
    interface InterestChange {
        Reply make(Owner owner);
    }

    static Reply change(boolean here, Caller caller, InterestChange change) {
        if (!here) {
            return change.make(new Owner.OnePerson(caller.user()));
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

    static String who(Owner owner, Caller caller, String person, String channel) {
        return owner instanceof Owner.Channel ? "#" + caller.channelName() + channel : person;
    }

    static Reply sentence(String lead, Interest interest) {
        return Reply.say(Span.text(lead), Span.strong(interest.toString()), Span.text("."));
    }

    /// Asks which one is meant, where that is open.
    ///
    /// @param verb `follow` or `mute`
    /// @param answer makes the command for an answer
    static Optional<Reply> question(
            CommandServices services,
            String verb,
            Interest interest,
            Function<Interest, Command> answer) {
        return new AuthorQuestion(verb, answer, services.search(), services.codes())
                .about(interest);
    }

    /// Says that no paper is about the topic, or nobody has the name.
    static Optional<String> unheardOf(CommandServices services, Interest interest) {
        return switch (interest) {
            case Interest.Topic(String words) -> services.unheardOf(words);
            case Interest.ByAuthor(String name) -> AuthorNotes.unheardOf(name, services.search());
            case Interest.InCategory _ -> Optional.empty();
        };
    }

    /// @param note what else there is to know
    static Reply undoable(
            CommandServices services,
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
        buttons.add(services.button(Button.Role.CANCEL, "Undo", undo));
        blocks.add(new Block.Buttons(buttons));
        return Reply.of(blocks);
    }

    static Reply missing(
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

    static Reply lists(
            Caller caller, List<Interest> own, List<Interest> here, String verb, String example) {
        String done = verb.equals("follow") ? "follow" : "have muted";
        List<Block> blocks = new ArrayList<>();
        if (own.isEmpty()) {
            blocks.add(
                    Block.paragraph(
                            Span.text("You " + done + " nothing. For example: "),
                            Span.command(example),
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
                            Span.command(
                                    "un" + verb + " " + first + (own.isEmpty() ? " here" : ""))));
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
