package io.broadsheet.discord;

import io.broadsheet.message.Form;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers one interaction.
///
/// Discord waits three seconds for the first response (interactions/receiving-and-responding). What
/// the core says within a few milliseconds is that response; for anything slower it is told at once
/// that an answer is coming.
final class DiscordAnswer {

    private static final Logger log = LoggerFactory.getLogger(DiscordAnswer.class);

    /// How long the core may take before Discord is told to wait.
    private static final Duration PATIENCE = Duration.ofMillis(6);

    /// A form can only be the first response, so one is waited for.
    private static final Duration PATIENCE_FOR_FORM = Duration.ofMillis(2_000);

    /// Longer than the core ever takes; a hook works for 15 minutes.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final IReplyCallback event;
    private final DiscordRenderer renderer;
    private final boolean pressed;

    /// Whether the message whose button was pressed may be replaced: it is the presser's own.
    private final boolean replaceable;

    /// Whether Discord may have given the interaction up already: then nothing is done before it
    /// took the first response.
    private final boolean doubtful;

    private final Executor workers;

    DiscordAnswer(
            IReplyCallback event,
            DiscordRenderer renderer,
            Executor workers,
            boolean pressed,
            boolean replaceable,
            boolean doubtful) {
        this.event = event;
        this.renderer = renderer;
        this.workers = workers;
        this.pressed = pressed;
        this.replaceable = replaceable;
        this.doubtful = doubtful;
    }

    /// @param everybody whether everybody in the channel sees the answer
    /// @param form whether a form may be asked for
    void with(Supplier<Reply> work, boolean everybody, boolean form) throws InterruptedException {
        if (doubtful) {
            InteractionHook hook = defer(everybody);
            afterDeferring(work.get(), hook, everybody);
            return;
        }
        CompletableFuture<Reply> coming = CompletableFuture.supplyAsync(work, workers);
        Reply reply = soon(coming, form ? PATIENCE_FOR_FORM : PATIENCE);
        if (reply != null) {
            atOnce(reply, everybody);
        } else {
            InteractionHook hook = defer(everybody);
            afterDeferring(await(coming), hook, everybody);
        }
    }

    private InteractionHook defer(boolean everybody) {
        return pressed && event instanceof IMessageEditCallback click
                ? click.deferEdit().complete()
                : event.deferReply(!everybody).complete();
    }

    private static Reply await(CompletableFuture<Reply> coming) throws InterruptedException {
        try {
            return coming.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(DiscordFailures.cause(e));
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + LONGEST, e);
        }
    }

    private static @Nullable Reply soon(CompletableFuture<Reply> coming, Duration patience)
            throws InterruptedException {
        try {
            return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(DiscordFailures.cause(e));
        }
    }

    private void atOnce(Reply reply, boolean everybody) throws InterruptedException {
        Form form = reply.form();
        if (form != null) {
            if (event instanceof IModalCallback callback) {
                callback.replyModal(DiscordRenderer.modal(form, PressCode.form(form.submit())))
                        .complete();
            } else {
                atOnce(noFormHere(form), everybody);
            }
            return;
        }
        List<MessageCreateData> messages = renderer.render(reply);
        if (replaces(reply) && event instanceof IMessageEditCallback click) {
            InteractionHook hook =
                    click.editMessage(MessageEditData.fromCreateData(messages.getFirst()))
                            .complete();
            more(messages, hook, true);
            sequel(reply, hook, everybody);
            return;
        }
        // What is said for the time being concerns only whoever asked; it may go wrong yet.
        boolean hidden = reply.continues().isPresent() || hidden(reply, everybody);
        InteractionHook hook = event.reply(messages.getFirst()).setEphemeral(hidden).complete();
        more(messages, hook, hidden);
        if (!hidden) {
            reply.opens().ifPresent(thread -> open(thread, hook.retrieveOriginal().complete()));
        }
        sequel(reply, hook, everybody);
    }

    /// Follows what only the asker sees.
    private void sequel(Reply meanwhile, InteractionHook hook, boolean everybody)
            throws InterruptedException {
        if (meanwhile.continues().isEmpty()) {
            return;
        }
        Reply reply = await(meanwhile.continues().get());
        List<MessageCreateData> messages = renderer.render(reply);
        if (hidden(reply, everybody)) {
            hook.editOriginal(MessageEditData.fromCreateData(messages.getFirst())).complete();
            more(messages, hook, true);
            return;
        }
        // Discord shows a message to one person or to everybody, and no edit changes that.
        Message shown = hook.sendMessage(messages.getFirst()).setEphemeral(false).complete();
        more(messages, hook, false);
        reply.opens().ifPresent(thread -> open(thread, shown));
        if (!replaces(meanwhile)) {
            hook.deleteOriginal()
                    .queue(_ -> {}, failure -> log.info("What was said meanwhile stays", failure));
        }
    }

    private void afterDeferring(Reply first, InteractionHook hook, boolean everybody)
            throws InterruptedException {
        // Discord shows already that an answer is coming, so what is said meanwhile is left out.
        Reply reply = first.continues().isPresent() ? await(first.continues().get()) : first;
        Form form = reply.form();
        List<MessageCreateData> messages = renderer.render(form == null ? reply : noFormHere(form));
        boolean hidden = hidden(reply, everybody);
        if (!pressed || replaces(reply)) {
            // For a command this completes the deferred answer, which is hidden or not already.
            Message shown =
                    hook.editOriginal(MessageEditData.fromCreateData(messages.getFirst()))
                            .complete();
            more(messages, hook, pressed || !everybody);
            if (!pressed && everybody) {
                reply.opens().ifPresent(thread -> open(thread, shown));
            }
            return;
        }
        Message shown = hook.sendMessage(messages.getFirst()).setEphemeral(hidden).complete();
        more(messages, hook, hidden);
        if (!hidden) {
            reply.opens().ifPresent(thread -> open(thread, shown));
        }
    }

    private boolean replaces(Reply reply) {
        return pressed && replaceable && reply.placement() == Reply.Placement.REPLACE;
    }

    /// What goes wrong concerns only whoever asked.
    private static boolean hidden(Reply reply, boolean everybody) {
        boolean forAll = everybody || reply.placement() == Reply.Placement.CHANNEL;
        return !forAll || reply.kind() != Reply.Kind.ANSWER;
    }

    private static void more(
            List<MessageCreateData> messages, InteractionHook hook, boolean hidden) {
        for (MessageCreateData message : messages.subList(1, messages.size())) {
            hook.sendMessage(message).setEphemeral(hidden).complete();
        }
    }

    private static void open(Reply.Thread thread, Message message) {
        try {
            message.createThreadChannel(
                            DiscordLimits.cut(
                                    DiscordText.oneLine(thread.title()), DiscordLimits.THREAD_NAME))
                    .complete();
        } catch (RuntimeException e) {
            log.warn("No thread could be opened in {}", message.getChannelId(), e);
        }
    }

    private static Reply noFormHere(Form form) {
        return Reply.rejection(
                Span.text("Please type it: "),
                Span.code("/paper " + form.submit()),
                Span.text("."));
    }
}
