package io.broadsheet.command;

import io.broadsheet.catalogue.PaperQuery;
import io.broadsheet.catalogue.QueryLanguage;
import io.broadsheet.catalogue.QueryReading;
import io.broadsheet.chat.Caller;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandType.LineLayout;
import io.broadsheet.library.Interest;
import io.broadsheet.library.Owner;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.view.Phrases;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the commands share that change or list what a person or a channel follows and mutes.
final class InterestChanges {

    static final Option HERE =
            Option.yesNo("here", "For this channel instead of for you (channel admins)");

    static final LineLayout LAYOUT = LineLayout.lastWord("topic", "here", "here");

    /// How long a topic may be, as [Interest.Topic] has it.
    private static final int LONGEST = 200;

    private static final Pattern BY_AUTHOR = Pattern.compile("(?i)(?:author|au):");

    private InterestChanges() {}

    static boolean isHere(Arguments arguments) {
        return arguments.text("here").equals("here") || arguments.yes("here");
    }

    /// The topic, author or category that is meant.
    ///
    /// @param example a line that names one
    static Interest interest(Arguments arguments, String example) throws Misunderstanding {
        String topic = arguments.text("topic");
        if (topic.isEmpty()) {
            throw new Misunderstanding("Tell me what.", example);
        }
        // The day does not matter, as dates can be neither followed nor muted.
        QueryReading reading = QueryLanguage.parse(topic, LocalDate.EPOCH);
        if (!reading.problems().isEmpty()) {
            throw new Misunderstanding(reading.problems().getFirst(), example);
        }
        try {
            return interest(topic, reading.query());
        } catch (IllegalArgumentException _) {
            throw new Misunderstanding(
                    "I can follow or mute one thing at a time: words, an author or a category.",
                    example);
        }
    }

    /// What somebody wants to take back: also what cannot be followed or muted any more.
    static Interest takenBack(Arguments arguments, String example) throws Misunderstanding {
        try {
            return interest(arguments, example);
        } catch (Misunderstanding problem) {
            String topic = arguments.text("topic");
            if (topic.isEmpty() || topic.length() > LONGEST) {
                throw problem;
            }
            return new Interest.Topic(topic);
        }
    }

    /// Takes an interest back. A family name alone takes back everybody of that name, too, as which
    /// it is kept.
    ///
    /// @param removal takes back what it is given, and says whether that was there
    static boolean takeBack(Interest interest, Predicate<Interest> removal) {
        return removal.test(interest)
                || (interest instanceof Interest.ByAuthor(String name)
                        && !name.endsWith(",")
                        && removal.test(new Interest.ByAuthor(name + ",")));
    }

    /// @throws IllegalArgumentException where it is something else, or more than one
    private static Interest interest(String topic, PaperQuery query) {
        if (query.filters() == 0) {
            return new Interest.Topic(unquoted(topic));
        }
        boolean isOne = query.filters() == 1;
        boolean isAlone = query.words().isBlank();
        if (isOne
                && query.authors().size() == 1
                && (isAlone || BY_AUTHOR.matcher(topic).lookingAt())) {
            // `author:Kaiming He`, where the quotes are missing.
            return new Interest.ByAuthor(
                    (query.authors().getFirst() + ' ' + query.words()).strip());
        }
        if (isOne && isAlone && query.categories().size() == 1) {
            return new Interest.InCategory(query.categories().getFirst());
        }
        if (isOne && isAlone && query.phrases().size() == 1) {
            return new Interest.Topic(query.phrases().getFirst());
        }
        throw new IllegalArgumentException("not one thing");
    }

    /// Refuses words that say nothing, as `a` and `the`: every paper or none would be meant.
    ///
    /// @param verb `follow` or `mute`
    static Optional<Reply> sayingNothing(CommandServices services, Interest interest, String verb) {
        return interest instanceof Interest.Topic(String words)
                        && !services.search().saysSomething(words)
                ? Optional.of(
                        Reply.rejection(
                                Span.text(
                                        "'"
                                                + Phrases.cut(words, 80)
                                                + "' says too little to "
                                                + verb
                                                + ". For example: "),
                                Span.command(verb + " token pruning"),
                                Span.text(".")))
                : Optional.empty();
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
                    Span.text("Only admins of "),
                    Phrases.here(caller),
                    Span.text(
                            " can change that for the channel. Without here at the end it is for you alone."));
        }
        return change.make(new Owner.Channel(caller.channel()));
    }

    static List<Span> who(Owner owner, Caller caller, String person, String channel) {
        return owner instanceof Owner.Channel
                ? List.of(Phrases.here(caller), Span.text(channel))
                : List.of(Span.text(person));
    }

    static Reply sentence(List<Span> lead, Interest interest) {
        return Reply.of(said(lead, interest));
    }

    private static Block said(List<Span> lead, Interest interest) {
        List<Span> spans = new ArrayList<>(lead);
        spans.add(Span.strong(interest.shown()));
        spans.add(Span.text("."));
        return new Block.Paragraph(spans);
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
            List<Span> lead,
            Interest interest,
            Optional<String> note,
            Command undo,
            Optional<Button> further) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(said(lead, interest));
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
        spans.addAll(who(owner, caller, "You do not ", " does not "));
        spans.add(Span.text(verb + " "));
        spans.add(Span.strong(Phrases.cut(interest.shown(), 80)));
        spans.add(Span.text("."));
        if (!there.isEmpty()) {
            spans.add(
                    Span.text(
                            " There is: "
                                    + Phrases.names(there.stream().map(Interest::shown).toList(), 8)
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
                            Phrases.here(caller),
                            Span.text(verb.equals("follow") ? " follows" : " has muted")));
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
                interests.stream().map(interest -> List.of(Span.text(interest.shown()))).toList());
    }
}
