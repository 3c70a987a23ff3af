package io.broadsheet.discord.installation;

import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandBook;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.discord.rendering.CommandMentions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandGroupData;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationFunction;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells Discord which commands there are, made from their specifications alone.
public final class DiscordRegistration {

    private static final Logger log = LoggerFactory.getLogger(DiscordRegistration.class);

    /// The command that everybody has, its subcommands being the book's.
    static final String EVERYBODYS = "paper";

    /// The command of those who administer a channel. It is one of its own because Discord shows
    /// and hides whole commands only.
    static final String ADMINISTRATORS = "paper-admin";

    /// The command of a channel's reading group. Discord takes 25 subcommands and groups in one.
    static final String TOGETHER = "reading";

    /// The command of what people and channels get outside of Discord.
    static final String OUTSIDE = "paper-elsewhere";

    /// The command that fills and sorts a person's shelf.
    static final String SHELF = "paper-shelf";

    static final String FIND_IN_MESSAGE = "Find papers in this message";

    /// Discord cannot run a command that has subcommands without one, so the form is one.
    public static final String FORM = "form";

    /// Who sees the administrators' command until a server decides otherwise.
    private static final Permission ADMINISTRATION = Permission.MANAGE_SERVER;

    private final LocalizationFunction translations;

    private final CommandMentions mentions;

    /// @param mentions learns by which ids Discord has the commands
    public DiscordRegistration(LocalizationFunction translations, CommandMentions mentions) {
        this.translations = translations;
        this.mentions = mentions;
    }

    /// Registers the commands where they are not registered just so already. Discord counts what is
    /// created, 200 a day.
    ///
    /// @return whether anything was changed
    public boolean register(JDA discord) {
        List<CommandData> wanted = commands();
        List<Command> present = discord.retrieveCommands(true).complete();
        List<String> presentForms =
                present.stream()
                        .map(command -> form(CommandData.fromCommand(command)))
                        .sorted()
                        .toList();
        List<String> wantedForms = wanted.stream().map(DiscordRegistration::form).sorted().toList();
        if (presentForms.equals(wantedForms)) {
            mentions.know(present);
            log.info("Discord has the {} commands already", wanted.size());
            return false;
        }
        mentions.know(discord.updateCommands().addCommands(wanted).complete());
        log.info("Registered {} commands with Discord", wanted.size());
        return true;
    }

    /// Every command as Discord is to have it.
    List<CommandData> commands() {
        List<CommandData> commands = new ArrayList<>();
        SlashCommandData everybodys =
                everywhere(
                                Commands.slash(
                                        EVERYBODYS, "Research papers: find, keep, follow, discuss"))
                        .setLocalizationFunction(translations);
        SlashCommandData administrators =
                Commands.slash(ADMINISTRATORS, "Research papers: what belongs to this channel")
                        .setContexts(InteractionContextType.GUILD)
                        .setIntegrationTypes(IntegrationType.GUILD_INSTALL)
                        .setDefaultPermissions(DefaultMemberPermissions.enabledFor(ADMINISTRATION))
                        .setLocalizationFunction(translations);
        SlashCommandData together =
                everywhere(
                                Commands.slash(
                                        TOGETHER,
                                        "The reading group: nominate, vote, present, meet"))
                        .setLocalizationFunction(translations);
        SlashCommandData outside =
                everywhere(Commands.slash(OUTSIDE, "Papers by mail, in a feed, on a page"))
                        .setLocalizationFunction(translations);
        SlashCommandData shelf =
                everywhere(Commands.slash(SHELF, "Your shelf: bring a library, keep lists"))
                        .setLocalizationFunction(translations);
        CommandBook.spec(FORM).ifPresent(spec -> add(spec, everybodys));
        for (CommandSpec spec : CommandBook.typed()) {
            add(
                    spec,
                    switch (command(spec)) {
                        case ADMINISTRATORS -> administrators;
                        case TOGETHER -> together;
                        case OUTSIDE -> outside;
                        case SHELF -> shelf;
                        default -> everybodys;
                    });
        }
        commands.add(everybodys);
        commands.add(shelf);
        commands.add(together);
        commands.add(outside);
        commands.add(administrators);
        commands.add(
                Commands.message(FIND_IN_MESSAGE)
                        .setContexts(InteractionContextType.ALL)
                        .setIntegrationTypes(IntegrationType.ALL)
                        .setLocalizationFunction(translations));
        return commands.stream().map(DiscordRegistration::withEnglish).toList();
    }

    /// The command of Discord's that a command of the book is a subcommand, or a group, of.
    public static String command(CommandSpec spec) {
        if (spec.usableBy() == CommandSpec.UsableBy.CHANNEL_ADMINS) {
            return ADMINISTRATORS;
        }
        return switch (spec.group()) {
            case TOGETHER -> TOGETHER;
            case OUTSIDE -> OUTSIDE;
            case SHELF -> SHELF;
            case FIND, KEEP, DISCOVER, TUNE, CHANNEL, YOU -> EVERYBODYS;
        };
    }

    /// Where there are other languages, English is named as one of them: else Discord shows those
    /// who read it the nearest of the others (application-commands, Localization).
    private static CommandData withEnglish(CommandData command) {
        DataObject data = command.toData();
        nameEnglish(data);
        return CommandData.fromData(data);
    }

    private static void nameEnglish(DataObject object) {
        for (String text : List.of("name", "description")) {
            object.optObject(text + "_localizations")
                    .filter(languages -> !languages.keys().isEmpty())
                    .filter(languages -> !languages.hasKey(ENGLISH))
                    .ifPresent(languages ->
                            object.put(
                                    text + "_localizations",
                                    languages.put(ENGLISH, object.getString(text))));
        }
        for (String nested : List.of("options", "choices")) {
            object.optArray(nested)
                    .ifPresent(array -> {
                        DataArray named = DataArray.empty();
                        array.stream(DataArray::getObject)
                                .forEach(each -> {
                                    nameEnglish(each);
                                    named.add(each);
                                });
                        object.put(nested, named);
                    });
        }
    }

    private static final String ENGLISH = DiscordLocale.ENGLISH_US.getLocale();

    private static SlashCommandData everywhere(SlashCommandData command) {
        return command.setContexts(InteractionContextType.ALL)
                .setIntegrationTypes(IntegrationType.ALL);
    }

    /// A command of several verbs becomes a group, in which each verb has its own options.
    private static void add(CommandSpec spec, SlashCommandData command) {
        if (spec.verbs().isEmpty()) {
            command.addSubcommands(subcommand(spec.name(), spec.summary(), spec.options()));
            return;
        }
        SubcommandGroupData group = new SubcommandGroupData(spec.name(), spec.summary());
        for (CommandSpec.Verb verb : spec.verbs()) {
            group.addSubcommands(subcommand(verb.name(), verb.summary(), spec.options(verb)));
        }
        command.addSubcommandGroups(group);
    }

    private static SubcommandData subcommand(
            String name, String summary, List<CommandSpec.Option> options) {
        SubcommandData subcommand = new SubcommandData(name, summary);
        options.forEach(option -> subcommand.addOptions(option(option)));
        return subcommand;
    }

    private static OptionData option(CommandSpec.Option option) {
        OptionType type =
                switch (option.type()) {
                    case TEXT -> OptionType.STRING;
                    case DOCUMENT -> OptionType.ATTACHMENT;
                    case YES_NO -> OptionType.BOOLEAN;
                    case PERSON -> OptionType.USER;
                    case ROLE -> OptionType.ROLE;
                };
        OptionData data =
                new OptionData(type, option.name(), option.description(), option.required());
        if (!option.choices().isEmpty()) {
            option.choices().forEach(choice -> data.addChoice(choice, choice));
        } else if (option.completion() != CommandSpec.Option.CompletedFrom.NOTHING) {
            data.setAutoComplete(true);
        }
        return data;
    }

    /// The specification that a command of Discord's stands for.
    ///
    /// @param name the subcommand's, or the group's that the subcommand is in
    public static Optional<CommandSpec> spec(String name) {
        return CommandBook.spec(name)
                .filter(spec ->
                        spec.trigger() == CommandSpec.Trigger.TYPED || spec.name().equals(FORM));
    }

    /// The same for what somebody uses, where it is a subcommand at all.
    public static Optional<CommandSpec> spec(CommandInteractionPayload used) {
        return Optional.ofNullable(
                        used.getSubcommandGroup() == null
                                ? used.getSubcommandName()
                                : used.getSubcommandGroup())
                .flatMap(DiscordRegistration::spec);
    }

    /// What was filled in; the verb is the first option of a command that has verbs.
    public static Arguments arguments(CommandSpec spec, CommandInteractionPayload used) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!spec.verbs().isEmpty() && used.getSubcommandName() != null) {
            values.put(spec.options().getFirst().name(), used.getSubcommandName());
        }
        // Files are fetched first.
        used.getOptions().stream()
                .filter(option -> option.getType() != OptionType.ATTACHMENT)
                .forEach(option -> values.put(option.getName(), option.getAsString()));
        return new Arguments(values);
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
            // Where a command may be used is a set, and so are subcommands and groups: the SDK
            // gives them in an order of its own. The order of options is what people see.
            return all.stream().allMatch(each -> each instanceof String || isSubcommand(each))
                    ? all.stream().map(String::valueOf).sorted().toList()
                    : all;
        }
        return String.valueOf(value);
    }

    private static boolean isSubcommand(Object value) {
        return value instanceof Map<?, ?> map
                && Set.of("1", "2").contains(String.valueOf(map.get("type")))
                && map.containsKey("name");
    }

    private static final Set<Object> DEFAULTS = Set.of(false, "");

    private static boolean isEmpty(Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof DataObject object && object.toMap().isEmpty())
                || (value instanceof DataArray array && array.isEmpty());
    }
}
