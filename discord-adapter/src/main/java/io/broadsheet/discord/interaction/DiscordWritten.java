package io.broadsheet.discord.interaction;

import io.broadsheet.chat.Caller;
import io.broadsheet.chat.Reaction;
import io.broadsheet.command.Conversation;
import io.broadsheet.discord.transport.DiscordFailures;
import io.broadsheet.discord.transport.MessageKeys;
import io.broadsheet.interaction.AnswerRule;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.FailureReference;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.interaction.WrittenLine;
import io.broadsheet.message.Reply;
import io.broadsheet.message.Span;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.react.GenericMessageReactionEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveEvent;
import net.dv8tion.jda.api.exceptions.InsufficientPermissionException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads messages that mention the bot and those of its direct conversations, and takes reactions
/// to its messages for what they say.
///
/// Events arrive on virtual threads, so waiting costs nothing; the core computes on workers.
public final class DiscordWritten extends ListenerAdapter {

    private static final Logger log = LoggerFactory.getLogger(DiscordWritten.class);

    private final Conversation conversation;
    private final DiscordCallers callers;
    private final DiscordAnswer.Means means;
    private final InFlight inFlight;

    public DiscordWritten(
            Conversation conversation,
            DiscordCallers callers,
            DiscordAnswer.Means means,
            InFlight inFlight) {
        this.conversation = conversation;
        this.callers = callers;
        this.means = means;
        this.inFlight = inFlight;
    }

    @Override
    public void onMessageReceived(MessageReceivedEvent event) {
        User author = event.getAuthor();
        boolean said =
                !event.isWebhookMessage()
                        && !author.isBot()
                        && !author.isSystem()
                        && (!event.isFromGuild() || mentionsUs(event.getMessage()));
        // Answers to questions that were begun before the bot stops are still sent.
        if (!said || !inFlight.begin()) {
            return;
        }
        try {
            answer(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed(event.getMessage(), e);
        } finally {
            inFlight.end();
        }
    }

    /// A mention of the bot itself: not of everybody, nor a reply to a message of ours that its
    /// author only let notify us.
    private static boolean mentionsUs(Message message) {
        return message.getContentRaw().matches("(?s).*<@!?" + self(message) + ">.*");
    }

    private static String self(Message message) {
        return message.getJDA().getSelfUser().getId();
    }

    private void answer(MessageReceivedEvent event) throws InterruptedException {
        Message message = event.getMessage();
        String line =
                WrittenLine.of(
                        message.getContentRaw(), Pattern.compile("<@!?" + self(message) + ">"));
        Caller caller =
                callers.of(
                        event.getAuthor().getId(),
                        event.getAuthor().getEffectiveName(),
                        Optional.ofNullable(event.getMember()),
                        event.getChannel());
        String thread = event.getChannel() instanceof ThreadChannel within ? within.getId() : "";
        Reply reply =
                computed(() -> conversation.during(message.getId()).typed(line, thread, caller));
        boolean open = !event.isFromGuild() || isForEverybody(line, reply);
        if (open) {
            say(event.getChannel(), message, reply);
        } else {
            privately(message, reply);
        }
    }

    /// Whether an answer may stand where the question stands, for all to see: everything that can
    /// be shared may, as whoever asks there asks before everybody. What is the asker's own may not.
    private static boolean isForEverybody(String line, Reply reply) {
        return new AnswerRule(Audience.ofWritten(line), false).audience(reply) == Audience.EVERYBODY
                || reply.kind() != Reply.Kind.ANSWER;
    }

    private Reply computed(Supplier<Reply> work) throws InterruptedException {
        FutureTask<Reply> task = new FutureTask<>(work::get);
        means.workers().execute(task);
        return got(task);
    }

    private static Reply got(Future<Reply> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question could not be answered", e.getCause());
        }
    }

    private void say(MessageChannel channel, Message asked, Reply reply) {
        if (channel instanceof GuildChannel room && !mayWrite(room)) {
            privately(asked, reply);
            return;
        }
        int part = 0;
        for (MessageCreateData data : messages(reply)) {
            MessageCreateAction sending =
                    channel.sendMessage(data)
                            .setNonce(MessageKeys.nonce(channel.getId(), asked.getId(), part));
            if (part == 0) {
                sending = sending.setMessageReference(asked).failOnInvalidReply(false);
            }
            Message shown = sending.complete();
            if (part == 0 && channel instanceof GuildChannel) {
                reply.wantsMessage().ifPresent(listener -> listener.accept(shown.getId()));
            }
            part++;
        }
    }

    private List<MessageCreateData> messages(Reply reply) {
        return means.renderer()
                .render(
                        reply.asksFor().isPresent()
                                ? Reply.rejection(
                                        Span.text("Here it has to be typed: "),
                                        Span.command(reply.asksFor().get().submit() + " …"))
                                : reply);
    }

    private static boolean mayWrite(GuildChannel room) {
        return room.getGuild()
                .getSelfMember()
                .hasPermission(
                        room,
                        Permission.VIEW_CHANNEL,
                        room instanceof ThreadChannel
                                ? Permission.MESSAGE_SEND_IN_THREADS
                                : Permission.MESSAGE_SEND);
    }

    /// What is the asker's own goes to their direct messages, and a word about that to where they
    /// asked.
    private void privately(Message asked, Reply reply) {
        boolean there = true;
        try {
            MessageChannel direct = asked.getAuthor().openPrivateChannel().complete();
            int part = 0;
            for (MessageCreateData data : messages(reply)) {
                String nonce = MessageKeys.nonce(direct.getId(), asked.getId(), part++);
                direct.sendMessage(data).setNonce(nonce).complete();
            }
        } catch (RuntimeException e) {
            log.info("A direct message was not taken: {}", DiscordFailures.delivery(e));
            there = false;
        }
        if (asked.getChannel() instanceof GuildChannel room && mayWrite(room)) {
            say(
                    asked.getChannel(),
                    asked,
                    Reply.say(
                            there
                                    ? "That is yours alone, so I answered in our direct messages."
                                    : "That is yours alone, and you take no direct messages from me. Type it after /paper, where only you see the answer."));
        }
    }

    private void failed(Message asked, RuntimeException failure) {
        if (failure instanceof InsufficientPermissionException) {
            log.info("Nothing may be said in {}", asked.getChannelId());
            return;
        }
        String reference = FailureReference.next();
        log.error("A message in {} failed, reference {}", asked.getChannelId(), reference, failure);
        try {
            say(asked.getChannel(), asked, Reply.failure(reference));
        } catch (RuntimeException again) {
            log.warn("A failure could not be told", again);
        }
    }

    // --- reactions ---

    @Override
    public void onMessageReactionAdd(MessageReactionAddEvent event) {
        reacted(event, true);
    }

    @Override
    public void onMessageReactionRemove(MessageReactionRemoveEvent event) {
        reacted(event, false);
    }

    private void reacted(GenericMessageReactionEvent event, boolean added) {
        Optional<Reaction> reaction = Reaction.of(event.getEmoji().getName());
        String self = event.getJDA().getSelfUser().getId();
        if (reaction.isEmpty() || event.getUserId().equals(self) || !inFlight.begin()) {
            return;
        }
        try {
            // Discord tells who took a reaction back by their id alone.
            Optional<Member> member = Optional.ofNullable(event.getMember());
            if (member.filter(it -> it.getUser().isBot()).isPresent()) {
                return;
            }
            conversation.reacted(
                    event.getMessageId(),
                    reaction.get(),
                    added,
                    callers.of(event.getUserId(), "", member, event.getChannel()));
        } catch (RuntimeException e) {
            log.error("A reaction in {} could not be followed", event.getChannel().getId(), e);
        } finally {
            inFlight.end();
        }
    }
}
