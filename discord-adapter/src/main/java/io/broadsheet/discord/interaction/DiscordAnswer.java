package io.broadsheet.discord.interaction;

import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.discord.rendering.PressCode;
import io.broadsheet.interaction.AnswerRule;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.Patience;
import io.broadsheet.interaction.PendingReply;
import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one interaction.
///
/// Discord waits three seconds for the first response (interactions/receiving-and-responding). What
/// the core says within its [Patience] is that response; for anything slower it is told then that
/// an answer is coming.
public final class DiscordAnswer {

    private static final Logger log = LoggerFactory.getLogger(DiscordAnswer.class);

    /// A form can only be the first response, so one is waited for.
    private static final Duration PATIENCE_FOR_FORM = Duration.ofMillis(2_000);

    /// An interaction as old as this may have been given up by Discord, so nothing is done before
    /// Discord took the first response.
    private static final Duration DOUBTFUL = Duration.ofMillis(2_000);

    /// What all answers need.
    ///
    /// @param workers run the core
    public record Means(DiscordRenderer renderer, Executor workers, Patience patience) {}

    private final Means means;
    private final DiscordRenderer renderer;
    private final IReplyCallback event;
    private final boolean pressed;
    private final AnswerRule rule;

    /// How old the interaction is, by Discord's clock and ours.
    private final Duration age;

    private DiscordAnswer(
            Means means, IReplyCallback event, boolean pressed, AnswerRule rule, Duration age) {
        this.means = means;
        this.renderer = means.renderer();
        this.event = event;
        this.pressed = pressed;
        this.rule = rule;
        this.age = age;
    }

    /// Answers what was typed, chosen or filled in.
    ///
    /// @param asked who sees the answer
    static DiscordAnswer to(Means means, IReplyCallback event, Audience asked, Duration age) {
        return new DiscordAnswer(means, event, false, new AnswerRule(asked, false), age);
    }

    /// Answers something that was pressed in a message.
    ///
    /// @param own whether the message is there for the presser alone, and may be replaced
    static DiscordAnswer toPress(
            Means means, IReplyCallback event, Audience asked, boolean own, Duration age) {
        return new DiscordAnswer(means, event, true, new AnswerRule(asked, own), age);
    }

    /// @param form whether a form may be asked for
    void with(Supplier<Reply> work, boolean form) throws InterruptedException {
        if (age.compareTo(DOUBTFUL) > 0) {
            InteractionHook hook = defer();
            afterDeferring(work.get(), hook);
            return;
        }
        PendingReply coming = PendingReply.start(work, means.workers());
        Duration patience =
                form ? Patience.left(PATIENCE_FOR_FORM, age) : means.patience().left(age);
        Optional<Reply> soon = coming.within(patience);
        if (soon.isPresent()) {
            atOnce(soon.get());
        } else {
            InteractionHook hook = defer();
            afterDeferring(coming.await(), hook);
        }
    }

    private boolean forEverybody() {
        return rule.asked() == Audience.EVERYBODY;
    }

    private InteractionHook defer() {
        return pressed && event instanceof IMessageEditCallback click
                ? click.deferEdit().complete()
                : event.deferReply(!forEverybody()).complete();
    }

    private void atOnce(Reply reply) throws InterruptedException {
        Form form = reply.form();
        if (form != null) {
            if (event instanceof IModalCallback callback) {
                callback.replyModal(DiscordRenderer.modal(form, PressCode.form(form.code())))
                        .complete();
            } else {
                atOnce(noFormHere(form));
            }
            return;
        }
        List<MessageCreateData> messages = renderer.render(reply);
        if (rule.replaces(reply) && event instanceof IMessageEditCallback click) {
            InteractionHook hook =
                    click.editMessage(MessageEditData.fromCreateData(messages.getFirst()))
                            .complete();
            more(messages, hook, true);
            sequel(reply, hook);
            return;
        }
        boolean hidden = rule.audienceNow(reply) == Audience.ASKER;
        InteractionHook hook = event.reply(messages.getFirst()).setEphemeral(hidden).complete();
        more(messages, hook, hidden);
        if (!hidden && reply.wantsMessage().isPresent()) {
            shown(reply, hook.retrieveOriginal().complete());
        }
        sequel(reply, hook);
    }

    /// Follows what only the asker sees.
    private void sequel(Reply meanwhile, InteractionHook hook) throws InterruptedException {
        Optional<PendingReply> sequel = PendingReply.sequel(meanwhile);
        if (sequel.isEmpty()) {
            return;
        }
        Reply reply = sequel.get().await();
        List<MessageCreateData> messages = renderer.render(reply);
        if (rule.audience(reply) == Audience.ASKER) {
            hook.editOriginal(MessageEditData.fromCreateData(messages.getFirst())).complete();
            more(messages, hook, true);
            return;
        }
        // Discord shows a message to one person or to everybody, and no edit changes that.
        Message shown = hook.sendMessage(messages.getFirst()).setEphemeral(false).complete();
        more(messages, hook, false);
        shown(reply, shown);
        if (!rule.replaces(meanwhile)) {
            hook.deleteOriginal()
                    .queue(_ -> {}, failure -> log.info("What was said meanwhile stays", failure));
        }
    }

    private void afterDeferring(Reply first, InteractionHook hook) throws InterruptedException {
        // Discord shows already that an answer is coming, so what is said meanwhile is left out.
        Optional<PendingReply> sequel = PendingReply.sequel(first);
        Reply reply = sequel.isPresent() ? sequel.get().await() : first;
        Form form = reply.form();
        List<MessageCreateData> messages = renderer.render(form == null ? reply : noFormHere(form));
        boolean hidden = rule.audience(reply) == Audience.ASKER;
        if (!pressed || rule.replaces(reply)) {
            // For a command this completes the deferred answer, which is hidden or not already.
            Message shown =
                    hook.editOriginal(MessageEditData.fromCreateData(messages.getFirst()))
                            .complete();
            more(messages, hook, pressed || !forEverybody());
            if (!pressed && forEverybody()) {
                shown(reply, shown);
            }
            return;
        }
        Message shown = hook.sendMessage(messages.getFirst()).setEphemeral(hidden).complete();
        more(messages, hook, hidden);
        if (!hidden) {
            shown(reply, shown);
        }
    }

    private static void more(
            List<MessageCreateData> messages, InteractionHook hook, boolean hidden) {
        for (MessageCreateData message : messages.subList(1, messages.size())) {
            hook.sendMessage(message).setEphemeral(hidden).complete();
        }
    }

    /// Tells whoever wants to know of a message that everybody sees.
    private static void shown(Reply reply, Message message) {
        reply.wantsMessage().ifPresent(listener -> listener.accept(message.getId()));
    }

    private static Reply noFormHere(Form form) {
        return Reply.rejection(
                Span.text("Please type it: "), Span.command(form.submit()), Span.text("."));
    }
}
