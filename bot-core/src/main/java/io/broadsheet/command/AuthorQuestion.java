package io.broadsheet.command;

import io.broadsheet.catalogue.PaperSearch;
import io.broadsheet.catalogue.PaperSearch.Named;
import io.broadsheet.catalogue.PaperSearch.People;
import io.broadsheet.library.Interest;
import io.broadsheet.message.Block;
import io.broadsheet.message.Button;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import io.broadsheet.paper.AskedName;
import io.broadsheet.paper.AskedName.NameFit;
import io.broadsheet.paper.Author;
import io.broadsheet.view.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Asks what somebody wants to follow or mute where a name leaves that open: a topic that is also
/// somebody's name, a name that several people have, or one that only others a letter from it have.
///
/// @param verb `follow` or `mute`
/// @param answer makes the command for an answer
record AuthorQuestion(
        String verb, Function<Interest, Command> answer, PaperSearch search, Codes codes) {

    /// Before a name: the topic is meant. The button for it says so, and it may be typed.
    private static final String TOPIC = "on ";

    /// What is meant without the word that only says that a topic is.
    static Interest meant(Interest interest, PaperSearch search) {
        if (interest instanceof Interest.Topic(String words)
                && words.toLowerCase(Locale.ROOT).startsWith(TOPIC)
                && search.named(words.substring(TOPIC.length())).isPresent()) {
            return new Interest.Topic(words.substring(TOPIC.length()));
        }
        return interest;
    }

    /// The question, where there is one. A comma behind a family name (`Lee,`, `Lee, A.`) says that
    /// everybody whom it fits is meant.
    ///
    /// @param interest as it was typed
    Optional<Reply> about(Interest interest) {
        return switch (interest) {
            case Interest.Topic(String words) ->
                    search.named(words)
                            .filter(named -> named.topic().isEmpty())
                            .map(named -> personOrTopic(named, words));
            case Interest.ByAuthor(String name) ->
                    name.contains(",")
                            ? Optional.empty()
                            : which(name, search.people(name, AuthorNotes.CHOICES));
            case Interest.InCategory _ -> Optional.empty();
        };
    }

    private Reply personOrTopic(Named named, String words) {
        List<Button> buttons = new ArrayList<>();
        List<String> people =
                named.name().equals(named.people().getFirst())
                        ? List.of(named.people().getFirst())
                        : named.people();
        for (String person : people) {
            buttons.add(button(person, person(person)));
        }
        buttons.add(button("The topic", new Interest.Topic(TOPIC + words)));
        return Reply.of(
                List.of(
                        Block.paragraph(
                                Span.strong(Phrases.cut(words, 80)),
                                Span.text(
                                        " is the name of somebody who has papers here. Do you want to "
                                                + verb
                                                + " the person or the topic?")),
                        new Block.Buttons(buttons)));
    }

    private Optional<Reply> which(String name, People people) {
        if (people.people().isEmpty() || (!people.isMistyped() && areOne(people.people()))) {
            return Optional.empty();
        }
        List<Button> buttons = new ArrayList<>();
        for (People.NamedPerson person : people.people()) {
            buttons.add(button(AuthorNotes.counted(person), person(person.name())));
        }
        boolean isFamily = name.strip().indexOf(' ') < 0 && !people.isMistyped();
        if (isFamily) {
            buttons.add(button("Everybody of that family name", new Interest.ByAuthor(name + ",")));
        }
        String lead =
                people.isMistyped()
                        ? AuthorNotes.nobodyIs(name) + " Whom do you want to " + verb + "?"
                        : people.total()
                                + " people here fit '"
                                + Phrases.cut(name, 60)
                                + "'. Whom do you want to "
                                + verb
                                + "?";
        return Optional.of(Reply.of(List.of(Block.paragraph(lead), new Block.Buttons(buttons))));
    }

    private Button button(String label, Interest interest) {
        return new Button.Run(
                Button.Role.OPEN, Phrases.cut(label, 60), codes.code(answer.apply(interest)));
    }

    /// A person of that name, written so that nothing is left to ask: `K. He` fits others, too, so
    /// that it becomes `He, K.`.
    private Interest person(String name) {
        if (areOne(search.people(name, AuthorNotes.CHOICES).people())) {
            return new Interest.ByAuthor(name);
        }
        return new Interest.ByAuthor(
                Author.read(name)
                        .filter(author -> !author.given().isEmpty())
                        .map(author -> author.family() + ", " + author.given())
                        .orElse(name + ","));
    }

    /// Whether all names can be one person's: `Christopher Manning` and `Christopher D. Manning`.
    private static boolean areOne(List<People.NamedPerson> people) {
        if (people.size() <= 1) {
            return true;
        }
        Optional<AskedName> first = AskedName.of(people.getFirst().name());
        return first.isPresent()
                && people.stream()
                        .allMatch(person ->
                                Author.read(person.name())
                                        .map(first.get()::fit)
                                        .filter(fit -> fit.compareTo(NameFit.REVERSED) <= 0)
                                        .isPresent());
    }
}
