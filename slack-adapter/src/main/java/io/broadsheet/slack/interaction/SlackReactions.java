package io.broadsheet.slack.interaction;

import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.model.event.ReactionAddedEvent;
import com.slack.api.model.event.ReactionRemovedEvent;
import io.broadsheet.chat.Reaction;
import io.broadsheet.command.Conversation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes reactions to the bot's messages for what they say: a vote, a save, "not for me".
///
/// Slack tells of reactions in every channel that the bot is in, where the workspace gave it the
/// optional scope `reactions:read`. Those to other people's messages are dropped unread.
public final class SlackReactions {

    private static final Logger log = LoggerFactory.getLogger(SlackReactions.class);

    private final Conversation conversation;
    private final SlackCallers callers;
    private final SlackAnswer.Means means;

    public SlackReactions(
            Conversation conversation, SlackCallers callers, SlackAnswer.Means means) {
        this.conversation = conversation;
        this.callers = callers;
        this.means = means;
    }

    public void register(App app) {
        app.event(
                ReactionAddedEvent.class,
                (payload, context) -> {
                    ReactionAddedEvent event = payload.getEvent();
                    if (isToUs(event.getItemUser(), context)) {
                        reacted(
                                context,
                                event.getUser(),
                                event.getItem().getChannel(),
                                event.getItem().getTs(),
                                event.getReaction(),
                                true);
                    }
                    return context.ack();
                });
        app.event(
                ReactionRemovedEvent.class,
                (payload, context) -> {
                    ReactionRemovedEvent event = payload.getEvent();
                    if (isToUs(event.getItemUser(), context)) {
                        reacted(
                                context,
                                event.getUser(),
                                event.getItem().getChannel(),
                                event.getItem().getTs(),
                                event.getReaction(),
                                false);
                    }
                    return context.ack();
                });
    }

    private static boolean isToUs(@Nullable String author, EventContext context) {
        return author != null && author.equals(context.getBotUserId());
    }

    private void reacted(
            EventContext context,
            String user,
            @Nullable String channel,
            @Nullable String message,
            String sign,
            boolean added) {
        Optional<Reaction> reaction = Reaction.of(sign);
        // The bot itself may react one day; files and other things have no channel.
        if (reaction.isEmpty()
                || channel == null
                || message == null
                || user.equals(context.getBotUserId())) {
            return;
        }
        SlackRequester requester = new SlackRequester(context.getTeamId(), user, "", channel, "");
        means.inFlight().join();
        Thread.ofVirtual()
                .name("slack-reaction")
                .start(() -> {
                    try {
                        conversation.reacted(message, reaction.get(), added, callers.of(requester));
                    } catch (RuntimeException e) {
                        log.error("A reaction could not be followed", e);
                    } finally {
                        means.inFlight().end();
                    }
                });
    }
}
