package io.broadsheet.command;

import io.broadsheet.command.CommandSpec.Group;
import io.broadsheet.command.CommandSpec.Option;
import io.broadsheet.command.CommandSpec.Trigger;
import io.broadsheet.command.CommandSpec.UsableBy;
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
public record CommandType(CommandSpec spec, LineLayout layout, ArgumentReader reading) {

    /// How the rest of a typed line is laid out over a command's options.
    @FunctionalInterface
    public interface LineLayout {

        Arguments read(String rest);

        /// Nothing may follow the name.
        static LineLayout nothing() {
            return rest("unexpected");
        }

        /// All of it is one option's.
        static LineLayout rest(String option) {
            return text -> Arguments.of(option, text);
        }

        /// The last word belongs to `last` where it is one of the choices, everything before it to
        /// `first`.
        static LineLayout lastWord(String first, String last, String... choices) {
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
    public interface ArgumentReader {

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
    static Description named(String name, Group group, String summary) {
        return new Description(name, group, summary);
    }

    /// A command's description in the making. What each part means, [CommandSpec] says.
    static final class Description {

        private final String name;
        private final Group group;
        private final String summary;
        private String usage = "";
        private final List<Option> options = new ArrayList<>();
        private final List<String> examples = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<CommandSpec.Verb> verbs = new ArrayList<>();
        private Visibility visibility = Visibility.CALLER;
        private UsableBy usableBy = UsableBy.EVERYBODY;
        private Trigger trigger = Trigger.TYPED;

        private Description(String name, Group group, String summary) {
            this.name = name;
            this.group = group;
            this.summary = summary;
        }

        /// @param value what follows the name, `<words> [filters]`
        Description usage(String value) {
            usage = value;
            return this;
        }

        /// The next option; what must be given comes first.
        Description option(Option value) {
            options.add(value);
            return this;
        }

        /// A whole line, `search vision tokenizers`; at least one is needed.
        Description example(String value) {
            examples.add(value);
            return this;
        }

        /// A further sentence for the help page.
        Description note(String value) {
            notes.add(value);
            return this;
        }

        Description verb(String verb, String does, String... further) {
            return verb(verb, does, List.of(), further);
        }

        Description verb(String verb, String does, List<String> needed, String... further) {
            verbs.add(new CommandSpec.Verb(verb, does, needed, List.of(further)));
            return this;
        }

        /// Whoever asks may share the answer with the channel.
        Description shareable() {
            visibility = Visibility.CALLER_MAY_SHARE;
            return this;
        }

        /// Everybody in the channel sees the answer.
        Description answeredToAll() {
            visibility = Visibility.CHANNEL;
            return this;
        }

        Description forChannelAdmins() {
            usableBy = UsableBy.CHANNEL_ADMINS;
            return this;
        }

        /// It is reached only by a button, a form or a message's menu.
        Description pressedOnly() {
            trigger = Trigger.PRESSED;
            return this;
        }

        CommandType reads(LineLayout layout, ArgumentReader reading) {
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
                            usableBy,
                            trigger,
                            verbs),
                    layout,
                    reading);
        }
    }
}
