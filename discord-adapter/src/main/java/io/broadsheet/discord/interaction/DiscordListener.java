package io.broadsheet.discord.interaction;

import io.broadsheet.chat.Caller;
import io.broadsheet.command.Arguments;
import io.broadsheet.command.CommandSpec;
import io.broadsheet.command.Conversation;
import io.broadsheet.discord.installation.DiscordGreeting;
import io.broadsheet.discord.installation.DiscordRegistration;
import io.broadsheet.discord.rendering.DiscordLimits;
import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.discord.rendering.DiscordText;
import io.broadsheet.discord.rendering.PressCode;
import io.broadsheet.discord.transport.DiscordFailures;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.Deduplication;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.InteractionSentences;
import io.broadsheet.message.CommandCode;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.Component;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.modals.ModalMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Brings what people do in Discord to the conversation, and its replies back.
///
/// Events arrive on virtual threads, so waiting costs nothing; the core computes on workers.
public final class DiscordListener extends ListenerAdapter {

    private static final Logger log = LoggerFactory.getLogger(DiscordListener.class);

    private final Conversation conversation;
    private final DiscordCallers callers;
    private final DiscordAnswer.Means means;
    private final DiscordRenderer renderer;
    private final DiscordGreeting greeting;
    private final InFlight inFlight;

    /// Discord takes no acknowledgement twice, so nothing is kept but that there was one.
    private final Deduplication<Boolean> interactions;

    private final Clock clock;

    public DiscordListener(
            Conversation conversation,
            DiscordCallers callers,
            DiscordAnswer.Means means,
            InFlight inFlight,
            Clock clock) {
        this.conversation = conversation.withSequels();
        this.callers = callers;
        this.means = means;
        this.renderer = means.renderer();
        this.greeting = new DiscordGreeting(renderer);
        this.inFlight = inFlight;
        this.interactions = new Deduplication<>(inFlight, true);
        this.clock = clock;
    }

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        answering(event, "/" + event.getFullCommandName(), () -> command(event));
    }

    private void command(SlashCommandInteractionEvent event) throws InterruptedException {
        Optional<CommandSpec> spec = DiscordRegistration.spec(event);
        if (spec.isEmpty()) {
            refuse(
                    event,
                    "I do not know this command any more. Please reload Discord and try again.");
            return;
        }
        Optional<String> unmentionable = unmentionable(event);
        if (unmentionable.isPresent()) {
            refuse(event, unmentionable.get());
            return;
        }
        Caller caller = callers.of(event);
        Arguments arguments = DiscordRegistration.arguments(spec.get(), event);
        // Discord takes a form only as the very first answer, so whatever may be one is asked for
        // at once.
        boolean form =
                spec.get().name().equals(DiscordRegistration.FORM)
                        || wantsDocument(spec.get(), event);
        answer(event, Audience.of(spec.get()))
                .with(() -> chosen(spec.get(), arguments, event, caller), form);
    }

    /// Whether a document is wanted and none was handed over.
    private static boolean wantsDocument(CommandSpec spec, SlashCommandInteractionEvent event) {
        return spec.options().stream()
                        .anyMatch(option -> option.type() == CommandSpec.Option.Type.DOCUMENT)
                && !HandedOverFiles.areIn(event);
    }

    private Reply chosen(
            CommandSpec spec,
            Arguments arguments,
            SlashCommandInteractionEvent event,
            Caller caller) {
        try {
            return during(event)
                    .chosen(spec.name(), HandedOverFiles.with(arguments, event), caller);
        } catch (HandedOverFiles.UnusableFileException e) {
            return Reply.rejection(String.valueOf(e.getMessage()));
        }
    }

    /// Discord lets a bot mention a role only where everybody may, or where it was given the right
    /// to mention all (topics/permissions, MENTION_EVERYONE). Its picker offers every role.
    private static Optional<String> unmentionable(SlashCommandInteractionEvent event) {
        for (OptionMapping option : event.getOptions()) {
            if (option.getType() != OptionType.ROLE) {
                continue;
            }
            Role role = option.getAsRole();
            if (role.isPublicRole()) {
                return Optional.of("I mention nobody but a role, and never everyone.");
            }
            if (!role.isMentionable() && !mentionsAll(event)) {
                return Optional.of(
                        "I may not mention the role "
                                + role.getName()
                                + ". In the server's settings, under Roles, let everyone mention it, then try again.");
            }
        }
        return Optional.empty();
    }

    private static boolean mentionsAll(SlashCommandInteractionEvent event) {
        Guild guild = event.getGuild();
        return guild != null
                && !guild.isDetached()
                && event.getChannel() instanceof GuildChannel channel
                && guild.getSelfMember()
                        .hasPermission(channel, Permission.MESSAGE_MENTION_EVERYONE);
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        try {
            event.replyChoices(choices(event)).complete();
        } catch (RuntimeException e) {
            // Nobody misses choices that come too late for what is typed by now.
            if (!DiscordFailures.tooLate(e)) {
                log.warn("Completing /{} failed", event.getFullCommandName(), e);
            }
        }
    }

    private List<Command.Choice> choices(CommandAutoCompleteInteractionEvent event) {
        String typed = event.getFocusedOption().getValue();
        try {
            return DiscordRegistration.spec(event).stream()
                    .flatMap(spec -> spec.options().stream())
                    .filter(option -> option.name().equals(event.getFocusedOption().getName()))
                    .findFirst()
                    .map(option -> conversation.complete(option, typed, callers.of(event)))
                    .orElse(List.of())
                    .stream()
                    .filter(offer -> offer.value().length() <= DiscordLimits.CHOICE_TEXT)
                    .filter(offer -> !offer.value().isBlank())
                    .map(offer -> {
                        String label =
                                DiscordLimits.cut(
                                        DiscordText.oneLine(offer.label()),
                                        DiscordLimits.CHOICE_TEXT);
                        return new Command.Choice(
                                label.isEmpty() ? offer.value() : label, offer.value());
                    })
                    .limit(DiscordLimits.CHOICES)
                    .toList();
        } catch (RuntimeException e) {
            log.error("Completing '{}' of /{} failed", typed, event.getFullCommandName(), e);
            return List.of();
        }
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        answering(
                event,
                "a button",
                () ->
                        press(
                                event,
                                PressCode.pressed(
                                        event.getComponentId(), buttons(event.getMessage()))));
    }

    @Override
    public void onStringSelectInteraction(StringSelectInteractionEvent event) {
        answering(
                event,
                "a menu",
                () ->
                        press(
                                event,
                                event.getValues().stream().findFirst().flatMap(PressCode::code)));
    }

    private void press(GenericComponentInteractionCreateEvent event, Optional<CommandCode> code)
            throws InterruptedException {
        if (code.isEmpty()) {
            tell(event, InteractionSentences.unknownButton());
            return;
        }
        Optional<CommandSpec> spec = conversation.spec(code.get());
        Caller caller = callers.of(event);
        boolean own = event.getMessage().isEphemeral() || !event.isFromGuild();
        Audience asked = spec.map(Audience::of).orElse(Audience.ASKER);
        DiscordAnswer.toPress(means, event, asked, own, age(event))
                .with(
                        () -> during(event).pressed(code.get(), caller),
                        spec.filter(DiscordListener::isForm).isPresent());
    }

    /// Whether a command may be answered with a form: one that takes a document is, where it got
    /// none.
    private static boolean isForm(CommandSpec spec) {
        return spec.name().equals(DiscordRegistration.FORM)
                || spec.options().stream()
                        .anyMatch(option ->
                                option.type() == CommandSpec.Option.Type.DOCUMENT
                                        || option.type() == CommandSpec.Option.Type.PERSON);
    }

    private static List<String> buttons(Message message) {
        return message.getComponentTree().findAll(Button.class).stream()
                .map(Button::getCustomId)
                .filter(id -> id != null)
                .toList();
    }

    /// What was typed into a field, or who was picked.
    private static String filled(ModalMapping value) {
        return value.getType() == Component.Type.TEXT_INPUT
                ? value.getAsString()
                : String.join(" ", value.getAsStringList());
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        answering(event, "a form", () -> submit(event));
    }

    private void submit(ModalInteractionEvent event) throws InterruptedException {
        Optional<Form.Purpose> purpose =
                PressCode.submitted(event.getModalId()).flatMap(Form::purpose);
        Optional<CommandSpec> spec =
                purpose.map(Form.Purpose::command).flatMap(DiscordRegistration::spec);
        if (spec.isEmpty()) {
            tell(event, InteractionSentences.unknownForm());
            return;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (ModalMapping value : event.getValues()) {
            values.put(value.getCustomId(), filled(value));
        }
        Map<String, String> options = purpose.get().with(values);
        Caller caller = callers.of(event);
        answer(event, Audience.of(spec.get()))
                .with(
                        () ->
                                during(event)
                                        .chosen(spec.get().name(), new Arguments(options), caller),
                        false);
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        answering(
                event,
                event.getName(),
                () -> {
                    Caller caller = callers.of(event);
                    String text = text(event.getTarget());
                    answer(event, Audience.ASKER)
                            .with(() -> conversation.found(text, caller), false);
                });
    }

    /// Everything in a message where a paper may be referred to.
    private static String text(Message message) {
        StringJoiner text = new StringJoiner("\n");
        text.add(message.getContentRaw());
        for (MessageEmbed embed : message.getEmbeds()) {
            addPresent(text, embed.getUrl(), embed.getTitle(), embed.getDescription());
        }
        message.getComponentTree()
                .findAll(TextDisplay.class)
                .forEach(display -> text.add(display.getContent()));
        message.getComponentTree()
                .findAll(Button.class)
                .forEach(button -> addPresent(text, button.getUrl()));
        return text.toString();
    }

    private static void addPresent(
            StringJoiner text, @org.jspecify.annotations.Nullable String... parts) {
        for (String part : parts) {
            if (part != null) {
                text.add(part);
            }
        }
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        try {
            greeting.greet(event.getGuild());
        } catch (RuntimeException e) {
            log.warn("Server {} could not be greeted", event.getGuild().getId(), e);
        }
    }

    /// Something that answers an interaction.
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private void answering(IReplyCallback event, String what, Step step) {
        // As the core calls it in what it logs.
        try (MDC.MDCCloseable _ = MDC.putCloseable("request", event.getId())) {
            begin(event, what, step);
        }
    }

    private void begin(IReplyCallback event, String what, Step step) {
        switch (interactions.begin(event.getId())) {
            case Deduplication.Start.Again<Boolean> _ ->
                    log.info("Interaction {} came twice", event.getId());
            case Deduplication.Start.Closing<Boolean> _ ->
                    quietly(() -> tell(event, InteractionSentences.restarting()));
            case Deduplication.Start.Begun<Boolean>(var acknowledgement) -> {
                try {
                    guarded(event, what, step);
                } finally {
                    acknowledgement.complete(true);
                    inFlight.end();
                }
            }
        }
    }

    private void guarded(IReplyCallback event, String what, Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (DiscordFailures.tooLate(e)) {
                log.warn("{} in {} came too late to be answered", what, event.getChannelId());
                return;
            }
            String reference = FailureReference.next();
            log.error("{} failed in {}, reference {}", what, event.getChannelId(), reference, e);
            quietly(() -> tell(event, Reply.failure(reference)));
        }
    }

    private static void quietly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.warn("A failure could not be told", e);
        }
    }

    private void refuse(IReplyCallback event, String sentence) {
        tell(event, Reply.rejection(Span.text(sentence)));
    }

    private void tell(IReplyCallback event, Reply reply) {
        var message = renderer.render(reply).getFirst();
        if (event.isAcknowledged()) {
            event.getHook().sendMessage(message).setEphemeral(true).complete();
        } else {
            event.reply(message).setEphemeral(true).complete();
        }
    }

    private DiscordAnswer answer(IReplyCallback event, Audience asked) {
        return DiscordAnswer.to(means, event, asked, age(event));
    }

    /// Discord sends an interaction again where a connection goes on after a break.
    private Conversation during(Interaction event) {
        return conversation.during(event.getId());
    }

    private Duration age(Interaction event) {
        Instant created = event.getTimeCreated().toInstant();
        return Duration.between(created, clock.instant());
    }
}
