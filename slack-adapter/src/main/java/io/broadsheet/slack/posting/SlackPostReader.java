package io.broadsheet.slack.posting;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.util.json.GsonFactory;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.message.CommandCode;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds posts that may be there, among the messages that a channel got in the minutes after a
/// moment, where an optional scope lets the bot read there.
///
/// A post is known by the metadata that it carries (docs.slack.dev, messaging/message-metadata).
/// People do not see them; other apps of the workspace can, so they say which post it is and
/// nothing else.
public final class SlackPostReader {

    private static final Logger log = LoggerFactory.getLogger(SlackPostReader.class);

    private static final Gson BLOCKS = GsonFactory.createSnakeCase();

    private static final String TYPE = "broadsheet_post";
    private static final String KEY = "key";

    /// So far may this computer's clock be off from Slack's.
    private static final Duration SKEW = Duration.ofMinutes(1);

    /// So long after a moment a post is looked for: what was sent then is there by now, and what
    /// was due then was posted, but for hours of outage.
    private static final Duration LATEST = Duration.ofMinutes(10);

    /// Slack recommends 200 messages at most at a time; some apps get 15 whatever they ask for
    /// (docs.slack.dev, conversations.history).
    private static final int PAGE = 200;

    private static final int PAGES = 3;

    private final SlackClients clients;
    private final SlackTokens tokens;

    public SlackPostReader(SlackClients clients, SlackTokens tokens) {
        this.clients = clients;
        this.tokens = tokens;
    }

    /// What a post carries so that it is found again.
    static Message.Metadata mark(String key) {
        return Message.Metadata.builder().eventType(TYPE).eventPayload(Map.of(KEY, key)).build();
    }

    public ReadBack find(ChannelRef ref, String key, Instant since) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return new ReadBack.CannotTell("the bot is not installed in this workspace");
        }
        String cursor = null;
        for (int page = 0; page < PAGES; page++) {
            ConversationsHistoryResponse answer;
            try {
                answer =
                        read(
                                bot.get(),
                                ref.id(),
                                timestamp(since.minus(SKEW)),
                                timestamp(since.plus(LATEST)),
                                cursor);
            } catch (IOException | SlackApiException | RuntimeException e) {
                refused(bot.get(), SlackFailures.revocation(e));
                return ReadBack.prevented(SlackFailures.delivery(e));
            }
            if (!answer.isOk()) {
                refused(bot.get(), answer.getError());
                return ReadBack.prevented(SlackFailures.answered(answer));
            }
            for (Message message :
                    Objects.requireNonNullElse(answer.getMessages(), List.<Message>of())) {
                if (isOwn(message, bot.get()) && carries(message, key)) {
                    return new ReadBack.There(message.getTs(), buttons(message));
                }
            }
            cursor = next(answer.getResponseMetadata());
            if (cursor == null) {
                return new ReadBack.NotThere();
            }
        }
        return new ReadBack.CannotTell("there are too many messages of that time");
    }

    /// Whether nobody has replied to a message, the bot neither; `false` where that is not known.
    public boolean isWithoutReplies(ChannelRef ref, String ts) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return false;
        }
        try {
            ConversationsHistoryResponse answer = read(bot.get(), ref.id(), ts, ts, null);
            return answer.isOk()
                    && answer.getMessages().stream()
                            .filter(message -> ts.equals(message.getTs()))
                            .anyMatch(message ->
                                    Objects.requireNonNullElse(message.getReplyCount(), 0) == 0);
        } catch (IOException | SlackApiException | RuntimeException e) {
            log.info("Whether {} has replies is not known: {}", ts, SlackFailures.describe(e));
            return false;
        }
    }

    private ConversationsHistoryResponse read(
            SlackTokens.Bot bot,
            String channel,
            String oldest,
            String latest,
            @Nullable String cursor)
            throws IOException, SlackApiException {
        return clients.asking()
                .methods(bot.token(), bot.team())
                .conversationsHistory(request ->
                        request.channel(channel)
                                .oldest(oldest)
                                .latest(latest)
                                .inclusive(true)
                                .includeAllMetadata(true)
                                .limit(PAGE)
                                .cursor(cursor));
    }

    private void refused(SlackTokens.Bot bot, @Nullable String error) {
        if (error != null && SlackFailures.REVOKED.contains(error)) {
            tokens.refused(bot.team(), error);
        }
    }

    private static List<CommandCode> buttons(Message message) {
        List<CommandCode> codes = new ArrayList<>();
        collect(BLOCKS.toJsonTree(message.getBlocks()), codes);
        return codes;
    }

    /// The values of everything that can be pressed, in the order of the message.
    private static void collect(JsonElement json, List<CommandCode> codes) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(each -> collect(each, codes));
        } else if (json.isJsonObject()) {
            json.getAsJsonObject().entrySet().stream()
                    .filter(each -> !each.getKey().equals("value"))
                    .forEach(each -> collect(each.getValue(), codes));
            JsonElement value = json.getAsJsonObject().get("value");
            if (value != null && value.isJsonPrimitive()) {
                String code = value.getAsString();
                if (!code.isEmpty() && code.length() <= CommandCode.MAX_LENGTH) {
                    codes.add(new CommandCode(code));
                }
            }
        }
    }

    private static boolean isOwn(Message message, SlackTokens.Bot bot) {
        return bot.user().isEmpty()
                ? message.getBotId() != null
                : bot.user().equals(message.getUser());
    }

    private static boolean carries(Message message, String key) {
        Message.Metadata metadata = message.getMetadata();
        return metadata != null
                && TYPE.equals(metadata.getEventType())
                && metadata.getEventPayload() != null
                && key.equals(metadata.getEventPayload().get(KEY));
    }

    private static @Nullable String next(@Nullable ResponseMetadata metadata) {
        String cursor = metadata == null ? null : metadata.getNextCursor();
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }

    /// A moment as Slack writes it: seconds of the epoch and microseconds.
    private static String timestamp(Instant moment) {
        return String.format(
                Locale.ROOT, "%d.%06d", moment.getEpochSecond(), moment.getNano() / 1_000);
    }
}
