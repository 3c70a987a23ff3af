package io.broadsheet.slack.interaction;

import com.slack.api.bolt.App;
import com.slack.api.bolt.context.builtin.EventContext;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.MessageEvent;
import io.broadsheet.command.Conversation;
import io.broadsheet.interaction.Audience;
import io.broadsheet.interaction.WrittenLine;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads messages that mention the bot in a channel, and those of its direct conversations: the
/// only way to type in a thread, where Slack has no slash commands.
///
/// [SlackGate] lets each event through once. Messages with a subtype, edits among them, are no
/// events of these types.
public final class SlackMentions {

    private final Conversation conversation;
    private final SlackCallers callers;
    private final SlackAnswer.Means means;

    public SlackMentions(Conversation conversation, SlackCallers callers, SlackAnswer.Means means) {
        this.conversation = conversation.withSequels();
        this.callers = callers;
        this.means = means;
    }

    public void register(App app) {
        app.event(
                AppMentionEvent.class,
                (payload, context) -> {
                    AppMentionEvent event = payload.getEvent();
                    boolean plain = event.getSubtype() == null && event.getEdited() == null;
                    if (plain && isPersons(event.getUser(), event.getBotId(), context)) {
                        mentioned(event, payload.getEventId(), context);
                    }
                    return context.ack();
                });
        app.event(
                MessageEvent.class,
                (payload, context) -> {
                    MessageEvent event = payload.getEvent();
                    boolean plain =
                            "im".equals(event.getChannelType()) && event.getEdited() == null;
                    if (plain && isPersons(event.getUser(), event.getBotId(), context)) {
                        answer(
                                requester(context, event.getUser(), event.getChannel()),
                                SlackThreads.of(event.getThreadTs(), event.getTs()),
                                event.getText(),
                                payload.getEventId(),
                                context);
                    }
                    return context.ack();
                });
    }

    /// Whether a person wrote it: the bot hears its own messages in direct conversations, and those
    /// of other bots.
    private static boolean isPersons(
            @Nullable String user, @Nullable String bot, EventContext context) {
        return bot == null && user != null && !user.equals(context.getBotUserId());
    }

    private void mentioned(AppMentionEvent event, @Nullable String id, EventContext context) {
        SlackRequester requester = requester(context, event.getUser(), event.getChannel());
        // In a direct conversation every message comes as such, mentions too.
        if (!requester.direct()) {
            answer(
                    requester,
                    SlackThreads.of(event.getThreadTs(), event.getTs()),
                    event.getText(),
                    id,
                    context);
        }
    }

    private static SlackRequester requester(EventContext context, String user, String channel) {
        return new SlackRequester(context.getTeamId(), user, "", channel, "");
    }

    private void answer(
            SlackRequester requester,
            String thread,
            @Nullable String text,
            @Nullable String id,
            EventContext context) {
        String written = text == null ? "" : text;
        String line = SlackListener.typed(WrittenLine.of(written, mention(context)));
        SlackAnswer.toMessage(means, requester, thread)
                .afterwards(
                        () -> callers.of(requester),
                        caller ->
                                conversation
                                        .during(id == null ? "" : id)
                                        .typed(line, thread, caller),
                        Audience.ofLine(line));
    }

    /// What Slack makes of a mention of the bot (docs.slack.dev, formatting message text).
    private static Pattern mention(EventContext context) {
        String id = context.getBotUserId() == null ? "" : context.getBotUserId();
        return Pattern.compile("<@" + Pattern.quote(id) + "(?:\\|[^>]*)?>");
    }
}
