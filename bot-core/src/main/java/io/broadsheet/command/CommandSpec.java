package io.broadsheet.command;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/// All that is to be said about one command, once: Discord's registration, Slack's manifest, `help`
/// and the README's table are made from it.
///
/// @param name one lower-case word, 1 to 32 letters
/// @param group under which heading the overview lists it
/// @param summary what it does, 1 to 100 characters (Discord's limit for a description), without a
///   full stop
/// @param usage how it is typed, after its name, for example `<words> [filters]`; may be empty
/// @param options what can be given with it, required ones first
/// @param examples lines to type, the first being the most typical
/// @param notes further sentences for its help page
/// @param verbs what can be done with it, where it is several commands under one name; its first
///   option then says which
public record CommandSpec(
        String name,
        Group group,
        String summary,
        String usage,
        List<Option> options,
        List<String> examples,
        List<String> notes,
        Visibility visibility,
        UsableBy usableBy,
        Trigger trigger,
        List<Verb> verbs) {

    /// What people want to do, in the order of the overview.
    public enum Group {
        FIND("Find papers"),
        KEEP("Keep and cite"),
        SHELF("Fill and sort your shelf"),
        DISCOVER("Get suggestions"),
        TUNE("Tell me what you like"),
        CHANNEL("Post regularly"),
        OUTSIDE("By mail, in a feed, on a page"),
        TOGETHER("Read together"),
        YOU("About you and this bot");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        public String heading() {
            return heading;
        }
    }

    /// Who sees the answer. Discord needs to know before the answer is there.
    public enum Visibility {
        /// The caller alone.
        CALLER,
        /// The caller alone, who may share it with the channel.
        CALLER_MAY_SHARE,
        /// Everybody in the channel.
        CHANNEL
    }

    /// Who may use it.
    public enum UsableBy {
        EVERYBODY,
        CHANNEL_ADMINS
    }

    /// How it is reached.
    public enum Trigger {
        /// It is in the book: typed, chosen, or by a button.
        TYPED,
        /// Only by a button, a form or a message's menu.
        PRESSED
    }

    /// One thing given with a command.
    ///
    /// @param name lower case, 1 to 32 letters
    /// @param description 1 to 100 characters
    /// @param choices the only values allowed; empty where any is, at most 25
    /// @param completion what to offer while it is typed
    public record Option(
            String name,
            String description,
            Type type,
            boolean required,
            List<String> choices,
            CompletedFrom completion) {

        /// What sort of value it takes.
        public enum Type {
            TEXT,
            /// Text of many lines, up to [CommandLine#LONGEST_DOCUMENT] characters, kept as it is
            /// written; a file where the platform takes one.
            DOCUMENT,
            YES_NO,
            /// A person of the platform, chosen where one can be chosen; the value is their id.
            PERSON,
            /// A role of the platform, chosen where it can be chosen; the value is its id.
            ROLE
        }

        /// What can be offered while a value is typed.
        public enum CompletedFrom {
            NOTHING,
            PAPER,
            /// A paper on the person's shelf.
            SHELF,
            TOPIC,
            /// What is followed already.
            FOLLOWED,
            /// What is muted already.
            MUTED,
            CATEGORY,
            /// Days and a time.
            CADENCE,
            AUTHOR,
            COMMAND,
            ZONE,
            SCHEDULE
        }

        public Option {
            requireNonNull(type);
            requireNonNull(completion);
            choices = List.copyOf(choices);
            require(name.matches("[a-z]{1,32}"), "an option's name", name);
            require(
                    !description.isBlank() && description.length() <= 100,
                    "an option's description",
                    description);
            require(choices.size() <= 25, "an option's choices", name);
        }

        static Option text(String name, String description) {
            return new Option(name, description, Type.TEXT, true, List.of(), CompletedFrom.NOTHING);
        }

        static Option choice(String name, String description, String... choices) {
            return new Option(
                    name, description, Type.TEXT, false, List.of(choices), CompletedFrom.NOTHING);
        }

        static Option document(String name, String description) {
            return new Option(
                    name, description, Type.DOCUMENT, false, List.of(), CompletedFrom.NOTHING);
        }

        static Option role(String name, String description) {
            return new Option(
                    name, description, Type.ROLE, false, List.of(), CompletedFrom.NOTHING);
        }

        static Option person(String name, String description) {
            return new Option(
                    name, description, Type.PERSON, false, List.of(), CompletedFrom.NOTHING);
        }

        static Option yesNo(String name, String description) {
            return new Option(
                    name, description, Type.YES_NO, false, List.of(), CompletedFrom.NOTHING);
        }

        Option optional() {
            return new Option(name, description, type, false, choices, completion);
        }

        Option needed() {
            return new Option(name, description, type, true, choices, completion);
        }

        Option completing(CompletedFrom value) {
            return new Option(name, description, type, required, choices, value);
        }
    }

    /// One of several commands under one name. Where options are filled in one by one, a platform
    /// may offer each verb with its own.
    ///
    /// @param name a choice of the command's first option
    /// @param summary what it does, 1 to 100 characters
    /// @param needed the names of options it cannot do without
    /// @param further the names of other options of use to it
    public record Verb(String name, String summary, List<String> needed, List<String> further) {
        public Verb {
            needed = List.copyOf(needed);
            further = List.copyOf(further);
            require(!summary.isBlank() && summary.length() <= 100, "a verb's summary", summary);
        }
    }

    public CommandSpec {
        requireNonNull(group);
        requireNonNull(visibility);
        requireNonNull(usableBy);
        requireNonNull(trigger);
        options = List.copyOf(options);
        examples = List.copyOf(examples);
        notes = List.copyOf(notes);
        verbs = List.copyOf(verbs);
        require(name.matches("[a-z]{1,32}"), "a command's name", name);
        require(!summary.isBlank() && summary.length() <= 100, "a command's summary", summary);
        require(!examples.isEmpty() || trigger == Trigger.PRESSED, "a command's examples", name);
        require(options.size() <= 25, "a command's options", name);
        boolean optional = false;
        for (Option option : options) {
            require(
                    !(optional && option.required()),
                    "an option after an optional one",
                    option.name());
            optional |= !option.required();
        }
        List<String> names = options.stream().map(Option::name).toList();
        require(
                verbs.isEmpty()
                        || verbs.stream()
                                .map(Verb::name)
                                .toList()
                                .equals(options.getFirst().choices()),
                "a command's verbs",
                name);
        for (Verb verb : verbs) {
            require(
                    names.containsAll(verb.needed()) && names.containsAll(verb.further()),
                    "a verb's options",
                    verb.name());
        }
    }

    /// The options of a verb as it takes them, those it needs first.
    public List<Option> options(Verb verb) {
        return Stream.concat(
                        options.stream()
                                .filter(option -> verb.needed().contains(option.name()))
                                .map(Option::needed),
                        options.stream().filter(option -> verb.further().contains(option.name())))
                .toList();
    }

    /// How it is typed in full: `search <words> [filters]`.
    public String synopsis() {
        return usage.isEmpty() ? name : name + " " + usage;
    }

    private static void require(boolean holds, String what, String value) {
        if (!holds) {
            throw new IllegalArgumentException(what + " breaks its limits: '" + value + "'");
        }
    }
}
