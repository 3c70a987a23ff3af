package io.broadsheet.command;

import io.broadsheet.command.CommandSpec.Audience;
import io.broadsheet.command.CommandSpec.Entry;
import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Visibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One sort of command: all that is to be said about it, and how it is read.
///
/// @param spec for help, completion and each platform's registration
/// @param layout lays the rest of a typed line out over the options
/// @param reading makes a command of the options
public record CommandType(CommandSpec spec, Layout layout, Reading reading) {

    /// How the rest of a typed line is laid out over a command's options.
    @FunctionalInterface
    public interface Layout {

        Arguments read(String rest);

        /// Nothing may follow the name.
        static Layout nothing() {
            return rest("unexpected");
        }

        /// All of it is one option's.
        static Layout rest(String option) {
            return text -> Arguments.of(option, text);
        }

        /// The last word belongs to `last` where it is one of the choices, everything before it to
        /// `first`.
        static Layout lastWord(String first, String last, String... choices) {
            return text -> {
                String line = text.strip();
                int blank = line.lastIndexOf(' ');
                String word = line.substring(blank + 1).toLowerCase(java.util.Locale.ROOT);
                return blank > 0 && Arrays.asList(choices).contains(word)
                        ? new Arguments(Map.of(first, line.substring(0, blank), last, word))
                        : Arguments.of(first, line);
            };
        }
    }

    /// How a command is made of what was given with it.
    @FunctionalInterface
    public interface Reading {

        Command read(Arguments arguments) throws Misunderstanding;
    }

    public String name() {
        return spec.name();
    }

    /// The command that a line is, after its name.
    Command read(String rest) throws Misunderstanding {
        return reading.read(layout.read(rest));
    }

    /// Begins a command's description: it is typed by everybody, and only they see the answer,
    /// unless more is said.
    ///
    /// @param summary 1 to 100 characters, without a full stop
    static Builder named(String name, Group group, String summary) {
        return new Builder(name, group, summary);
    }

    /// A command's description in the making. What each part means, [CommandSpec] says.
    static final class Builder {

        private final String name;
        private final Group group;
        private final String summary;
        private String usage = "";
        private final List<Option> options = new ArrayList<>();
        private final List<String> examples = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<CommandSpec.Verb> verbs = new ArrayList<>();
        private Visibility visibility = Visibility.CALLER;
        private Audience audience = Audience.EVERYBODY;
        private Entry entry = Entry.TYPED;

        private Builder(String name, Group group, String summary) {
            this.name = name;
            this.group = group;
            this.summary = summary;
        }

        /// @param value what follows the name, `<words> [filters]`
        Builder usage(String value) {
            usage = value;
            return this;
        }

        /// The next option; what must be given comes first.
        Builder option(Option value) {
            options.add(value);
            return this;
        }

        /// A whole line, `search vision tokenizers`; at least one is needed.
        Builder example(String value) {
            examples.add(value);
            return this;
        }

        /// A further sentence for the help page.
        Builder note(String value) {
            notes.add(value);
            return this;
        }

        Builder verb(String verb, String does, String... further) {
            return verb(verb, does, List.of(), further);
        }

        Builder verb(String verb, String does, List<String> needed, String... further) {
            verbs.add(new CommandSpec.Verb(verb, does, needed, List.of(further)));
            return this;
        }

        /// Whoever asks may share the answer with the channel.
        Builder shareable() {
            visibility = Visibility.CALLER_MAY_SHARE;
            return this;
        }

        /// Everybody in the channel sees the answer.
        Builder answeredToAll() {
            visibility = Visibility.CHANNEL;
            return this;
        }

        Builder forChannelAdmins() {
            audience = Audience.CHANNEL_ADMINS;
            return this;
        }

        /// It is reached only by a button, a form or a message's menu.
        Builder pressedOnly() {
            entry = Entry.PRESSED;
            return this;
        }

        CommandType reads(Layout layout, Reading reading) {
            return new CommandType(
                    new CommandSpec(
                            name,
                            group,
                            summary,
                            usage,
                            options,
                            examples,
                            notes,
                            visibility,
                            audience,
                            entry,
                            verbs),
                    layout,
                    reading);
        }
    }
}
