package io.broadsheet.discord;

import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationFunction;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells Discord which commands there are, made from their specifications alone.
final class DiscordRegistration {

    private static final Logger log = LoggerFactory.getLogger(DiscordRegistration.class);

    /// The command that everybody has, its subcommands being the book's.
    static final String EVERYBODYS = "paper";

    /// The command of those who administer a channel. It is one of its own because Discord shows
    /// and hides whole commands only.
    static final String ADMINISTRATORS = "paper-admin";

    static final String FIND_IN_MESSAGE = "Find papers in this message";

    /// Discord cannot run a command that has subcommands without one, so the form is one.
    static final String FORM = "form";

    /// Who sees the administrators' command until a server decides otherwise.
    private static final Permission ADMINISTRATION = Permission.MANAGE_SERVER;

    private final LocalizationFunction translations;

    DiscordRegistration(LocalizationFunction translations) {
        this.translations = translations;
    }

    /// Registers the commands where they are not registered just so already. Discord counts what is
    /// created, 200 a day.
    ///
    /// @return whether anything was changed
    boolean register(JDA discord) {
        List<CommandData> wanted = commands();
        List<Command> present = discord.retrieveCommands(true).complete();
        List<String> presentForms =
                present.stream()
                        .map(command -> form(CommandData.fromCommand(command)))
                        .sorted()
                        .toList();
        List<String> wantedForms = wanted.stream().map(DiscordRegistration::form).sorted().toList();
        if (presentForms.equals(wantedForms)) {
            log.info("Discord has the {} commands already", wanted.size());
            return false;
        }
        discord.updateCommands().addCommands(wanted).complete();
        log.info("Registered {} commands with Discord", wanted.size());
        return true;
    }

    /// Every command as Discord is to have it.
    List<CommandData> commands() {
        List<CommandData> commands = new ArrayList<>();
        List<SubcommandData> everybodys = new ArrayList<>();
        List<SubcommandData> administrators = new ArrayList<>();
        CommandBook.spec(FORM).map(DiscordRegistration::subcommand).ifPresent(everybodys::add);
        for (CommandSpec spec : CommandBook.typed()) {
            switch (spec.audience()) {
                case EVERYBODY -> everybodys.add(subcommand(spec));
                case CHANNEL_ADMINS -> administrators.add(subcommand(spec));
            }
        }
        commands.add(
                everywhere(
                                Commands.slash(
                                        EVERYBODYS, "Research papers: find, keep, follow, discuss"))
                        .addSubcommands(everybodys)
                        .setLocalizationFunction(translations));
        if (!administrators.isEmpty()) {
            commands.add(
                    Commands.slash(ADMINISTRATORS, "Research papers: what belongs to this channel")
                            .setContexts(InteractionContextType.GUILD)
                            .setIntegrationTypes(IntegrationType.GUILD_INSTALL)
                            .setDefaultPermissions(
                                    DefaultMemberPermissions.enabledFor(ADMINISTRATION))
                            .addSubcommands(administrators)
                            .setLocalizationFunction(translations));
        }
        commands.add(
                Commands.message(FIND_IN_MESSAGE)
                        .setContexts(InteractionContextType.ALL)
                        .setIntegrationTypes(IntegrationType.ALL)
                        .setLocalizationFunction(translations));
        return commands;
    }

    private static SlashCommandData everywhere(SlashCommandData command) {
        return command.setContexts(InteractionContextType.ALL)
                .setIntegrationTypes(IntegrationType.ALL);
    }

    private static SubcommandData subcommand(CommandSpec spec) {
        SubcommandData subcommand = new SubcommandData(spec.name(), spec.summary());
        spec.options().forEach(option -> subcommand.addOptions(option(option)));
        return subcommand;
    }

    private static OptionData option(CommandSpec.Option option) {
        OptionType type =
                switch (option.type()) {
                    case TEXT -> OptionType.STRING;
                    case YES_NO -> OptionType.BOOLEAN;
                    case ROLE -> OptionType.ROLE;
                };
        OptionData data =
                new OptionData(type, option.name(), option.description(), option.required());
        if (!option.choices().isEmpty()) {
            option.choices().forEach(choice -> data.addChoice(choice, choice));
        } else if (option.completion() != CommandSpec.Option.Completion.NOTHING) {
            data.setAutoComplete(true);
        }
        return data;
    }

    /// The specification that a command of Discord's stands for.
    static Optional<CommandSpec> spec(String subcommand) {
        return CommandBook.spec(subcommand)
                .filter(spec ->
                        spec.entry() == CommandSpec.Entry.TYPED || spec.name().equals(FORM));
    }

    /// A command as text in which keys are in order and what is absent, empty or false is left out,
    /// so that what we want and what Discord returns can be compared.
    private static String form(CommandData command) {
        return String.valueOf(ordered(command.toData().toMap()));
    }

    private static Object ordered(Object value) {
        if (value instanceof DataObject object) {
            return ordered(object.toMap());
        }
        if (value instanceof DataArray array) {
            return ordered(array.toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> {
                if (each != null && !DEFAULTS.contains(each) && !isEmpty(each)) {
                    sorted.put(key.toString(), ordered(each));
                }
            });
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<Object> all = list.stream().map(DiscordRegistration::ordered).toList();
            // Where a command may be used is a set.
            return all.stream().allMatch(String.class::isInstance)
                    ? all.stream().map(String.class::cast).sorted().toList()
                    : all;
        }
        return String.valueOf(value);
    }

    private static final Set<Object> DEFAULTS = Set.of(false, "");

    private static boolean isEmpty(Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof DataObject object && object.toMap().isEmpty())
                || (value instanceof DataArray array && array.isEmpty());
    }
}
