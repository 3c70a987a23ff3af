package io.broadsheet.slack.posting;

import static java.util.Objects.requireNonNull;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatGetPermalinkResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.interaction.InFlight;
import io.broadsheet.message.Reply;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.rendering.SlackRenderer;
import io.broadsheet.slack.rendering.SlackRendering;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts on the bot's own account.
///
/// Slack recognises no message that comes a second time, so nothing is ever sent again here: what
/// may have arrived is reported as in doubt, and [SlackPostReader] may find it.
public final class SlackPosting {

    private static final Logger log = LoggerFactory.getLogger(SlackPosting.class);

    /// A channel takes about one message a second (docs.slack.dev, rate limits).
    private static final Duration BETWEEN_PARTS = Duration.ofMillis(1_100);

    /// As many requests as that leave room for posts themselves.
    private static final int FOLLOWING = 32;

    private static final Pattern USER_GROUP = Pattern.compile("S[A-Z0-9]{2,30}");

    /// What a post's own id begins with where it is in another channel than it was sent to, as
    /// direct messages are.
    private static final Pattern ELSEWHERE = Pattern.compile("([CDG][A-Z0-9]+)/([0-9.]+)");

    private final SlackClients clients;
    private final SlackTokens tokens;
    private final SlackUploads uploads;
    private final InFlight inFlight;

    /// What follows a post is sent by so many at a time.
    private final Semaphore following = new Semaphore(FOLLOWING);

    /// @param inFlight counts what follows a post and is not sent yet
    public SlackPosting(
            SlackClients clients, SlackTokens tokens, SlackUploads uploads, InFlight inFlight) {
        this.clients = clients;
        this.tokens = tokens;
        this.uploads = uploads;
        this.inFlight = inFlight;
    }

    /// Under which message a post goes.
    ///
    /// @param broadcast whether the channel sees it as well
    public record Under(String thread, boolean broadcast) {}

    /// Posts without a key by which it could be found again.
    ///
    /// @param channel a channel's id, or a person's for the direct conversation with them
    public Delivery post(String team, String channel, Reply reply) {
        return post(team, channel, reply, "", null, null);
    }

    /// @param channel a channel's id, or a person's for the direct conversation with them
    /// @param role the user group to mention, empty for none
    public Delivery post(String team, String channel, Reply reply, String key, String role) {
        return post(team, channel, reply, role, SlackPostReader.mark(key), null);
    }

    /// Posts under a message.
    public Delivery under(String team, String channel, Reply reply, Under under) {
        return post(team, channel, reply, "", null, under);
    }

    /// @param mark what the first message carries unseen
    private Delivery post(
            String team,
            String channel,
            Reply reply,
            String role,
            Message.@Nullable Metadata mark,
            @Nullable Under under) {
        Optional<SlackTokens.Bot> bot = tokens.bot(team);
        if (bot.isEmpty()) {
            return notInstalled();
        }
        SlackRendering rendering = SlackRenderer.render(reply);
        List<SlackMessage> messages = new ArrayList<>(rendering.messages());
        messages.set(0, mentioning(messages.getFirst(), role));
        Sent first = send(bot.get(), channel, messages.getFirst(), mark, under);
        if (first.delivery instanceof Delivery.Posted) {
            List<SlackMessage> others = messages.subList(1, messages.size());
            boolean opens = under == null && reply.opens().isPresent();
            if (!others.isEmpty() || opens || !rendering.files().isEmpty()) {
                follow(() -> {
                    if (others(bot.get(), channel, others, under)) {
                        afterwards(bot.get(), first, reply, rendering, under);
                    }
                });
            }
        }
        return first.delivery;
    }

    /// What follows waits for its turn in the channel, and whoever posts goes on meanwhile: few
    /// post for all workspaces.
    private void follow(Runnable steps) {
        inFlight.join();
        Thread.ofVirtual()
                .name("slack-follow")
                .start(() -> {
                    try {
                        steps.run();
                    } catch (RuntimeException e) {
                        log.warn("What follows a post is missing", e);
                    } finally {
                        inFlight.end();
                    }
                });
    }

    /// @return whether to go on
    private boolean others(
            SlackTokens.Bot bot,
            String channel,
            List<SlackMessage> messages,
            @Nullable Under under) {
        for (SlackMessage message : messages) {
            if (!paused()) {
                return false;
            }
            Sent sent = sendInTurn(bot, channel, message, under);
            if (!(sent.delivery instanceof Delivery.Posted)) {
                log.warn("A part of a post in {} is missing: {}", channel, sent.delivery);
                break;
            }
        }
        return true;
    }

    private Sent sendInTurn(
            SlackTokens.Bot bot, String channel, SlackMessage message, @Nullable Under under) {
        following.acquireUninterruptibly();
        try {
            return send(bot, channel, message, null, under);
        } finally {
            following.release();
        }
    }

    /// What became of one message.
    ///
    /// @param channel where it is; for a direct message not where it was sent to
    /// @param ts its id there; empty where it is not there
    private record Sent(Delivery delivery, String channel, String ts) {}

    private Sent send(
            SlackTokens.Bot bot,
            String channel,
            SlackMessage message,
            Message.@Nullable Metadata mark,
            @Nullable Under under) {
        var request =
                ChatPostMessageRequest.builder()
                        .channel(channel)
                        .text(message.text())
                        .blocks(message.blocks())
                        .metadata(mark)
                        .linkNames(false)
                        .unfurlLinks(false)
                        .unfurlMedia(false);
        if (under != null) {
            request.threadTs(under.thread()).replyBroadcast(under.broadcast());
        }
        try {
            ChatPostMessageResponse answer =
                    clients.posting()
                            .methods(bot.token(), bot.team())
                            .chatPostMessage(request.build());
            if (!answer.isOk()) {
                return new Sent(
                        settled(bot, SlackFailures.answered(answer), answer.getError()),
                        channel,
                        "");
            }
            String id =
                    answer.getChannel() == null || answer.getChannel().equals(channel)
                            ? answer.getTs()
                            : answer.getChannel() + "/" + answer.getTs();
            String there = answer.getChannel() == null ? channel : answer.getChannel();
            return new Sent(new Delivery.Posted(id), there, answer.getTs());
        } catch (IOException | SlackApiException | RuntimeException e) {
            return new Sent(
                    settled(bot, SlackFailures.delivery(e), SlackFailures.revocation(e)),
                    channel,
                    "");
        }
    }

    private Delivery settled(SlackTokens.Bot bot, Delivery delivery, @Nullable String error) {
        if (error != null && SlackFailures.REVOKED.contains(error)) {
            tokens.refused(bot.team(), error);
        }
        return delivery;
    }

    private static Delivery.Refused notInstalled() {
        return new Delivery.Refused(
                Refusal.WORKSPACE_GONE, "the bot is not installed in this workspace");
    }

    /// Steps of their own, whose failure takes nothing back and posts nothing again.
    private void afterwards(
            SlackTokens.Bot bot,
            Sent sent,
            Reply reply,
            SlackRendering rendering,
            @Nullable Under under) {
        for (var file : rendering.files()) {
            if (!uploads.upload(
                    bot, sent.channel, under == null ? sent.ts : under.thread(), file)) {
                log.warn("A file of a post in {} is missing", sent.channel);
            }
        }
        if (under == null && reply.opens().isPresent() && paused()) {
            discuss(bot, sent.channel, sent.ts, reply.opens().get());
        }
    }

    private void discuss(SlackTokens.Bot bot, String channel, String ts, Reply.Thread about) {
        Delivery opened = opened(bot, channel, ts, about);
        if (!(opened instanceof Delivery.Posted)) {
            log.warn("A thread could not be opened in {}: {}", channel, opened);
        }
    }

    /// A thread on Slack is there with its first reply.
    private Delivery opened(SlackTokens.Bot bot, String channel, String ts, Reply.Thread about) {
        Under under = new Under(ts, false);
        Delivery first = null;
        for (SlackMessage part : SlackRenderer.render(Reply.of(about.opening())).messages()) {
            if (first != null && !paused()) {
                return first;
            }
            Delivery sent = sendInTurn(bot, channel, part, under).delivery;
            first = first == null ? sent : first;
            if (!(sent instanceof Delivery.Posted)) {
                return first;
            }
        }
        return requireNonNull(first, "a discussion begins with something to say");
    }

    /// Opens a thread under a message that is there.
    ///
    /// @return posted with the message's own id
    public Delivery open(ChannelRef ref, String message, Reply.Thread about) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return notInstalled();
        }
        Place place = Place.of(ref, message);
        Delivery opened = opened(bot.get(), place.channel, place.ts, about);
        return opened instanceof Delivery.Posted ? new Delivery.Posted(message) : opened;
    }

    /// Where the discussion under a message is read. Slack's own address of the message, which
    /// needs no scope (docs.slack.dev, chat.getPermalink), with what makes a client open its
    /// thread, as Slack has it in addresses of replies.
    public DiscussionLink linkTo(ChannelRef ref, String message) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return new DiscussionLink.NotTold();
        }
        Place place = Place.of(ref, message);
        try {
            ChatGetPermalinkResponse answer =
                    clients.asking()
                            .methods(bot.get().token(), bot.get().team())
                            .chatGetPermalink(
                                    request -> request.channel(place.channel).messageTs(place.ts));
            if (answer.isOk()) {
                return new DiscussionLink.At(
                        URI.create(
                                answer.getPermalink()
                                        + "?thread_ts="
                                        + place.ts
                                        + "&cid="
                                        + place.channel));
            }
            return "message_not_found".equals(answer.getError())
                    ? new DiscussionLink.Gone()
                    : new DiscussionLink.NotTold();
        } catch (IOException | SlackApiException | RuntimeException e) {
            log.info("The address of {} is not known: {}", message, SlackFailures.describe(e));
            return new DiscussionLink.NotTold();
        }
    }

    /// Where a post stands.
    ///
    /// @param ts Slack's own id of it there
    private record Place(String channel, String ts) {

        static Place of(ChannelRef sentTo, String posted) {
            var elsewhere = ELSEWHERE.matcher(posted);
            return elsewhere.matches()
                    ? new Place(elsewhere.group(1), elsewhere.group(2))
                    : new Place(sentTo.id(), posted);
        }
    }

    /// Opens the discussion of a post that is there already.
    public void discuss(ChannelRef ref, String posted, Reply.Thread about) {
        tokens.bot(ref.workspace())
                .ifPresent(bot -> follow(() -> discuss(bot, ref.id(), posted, about)));
    }

    private static boolean paused() {
        try {
            Thread.sleep(BETWEEN_PARTS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The only place where anybody is mentioned: a user group whose id an administrator gave.
    private static SlackMessage mentioning(SlackMessage message, String role) {
        if (!USER_GROUP.matcher(role).matches()) {
            return message;
        }
        String mention = "<!subteam^" + role + ">";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(
                SectionBlock.builder()
                        .text(MarkdownTextObject.builder().text(mention).build())
                        .build());
        blocks.addAll(message.blocks());
        return new SlackMessage(blocks, mention + " " + message.text());
    }

    public Delivery edit(ChannelRef ref, String posted, Reply reply, String key) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return notInstalled();
        }
        Place place = Place.of(ref, posted);
        SlackMessage message = SlackRenderer.render(reply).messages().getFirst();
        try {
            // However often it is changed, it says the same then.
            ChatUpdateResponse answer =
                    clients.asking()
                            .methods(bot.get().token(), bot.get().team())
                            .chatUpdate(request ->
                                    request.channel(place.channel)
                                            .ts(place.ts)
                                            .text(message.text())
                                            .blocks(message.blocks())
                                            .metadata(
                                                    key.isEmpty()
                                                            ? null
                                                            : SlackPostReader.mark(key)));
            return answer.isOk()
                    ? new Delivery.Posted(posted)
                    : settled(bot.get(), SlackFailures.answered(answer), answer.getError());
        } catch (IOException | SlackApiException | RuntimeException e) {
            return settled(bot.get(), SlackFailures.delivery(e), SlackFailures.revocation(e));
        }
    }

    /// What would be refused, as far as Slack tells without a post.
    public Access check(ChannelRef ref) {
        Optional<SlackTokens.Bot> bot = tokens.bot(ref.workspace());
        if (bot.isEmpty()) {
            return new Access.Denied(notInstalled());
        }
        if (!ref.id().startsWith("C") && !ref.id().startsWith("G")) {
            return new Access.Given();
        }
        try {
            ConversationsInfoResponse answer =
                    clients.asking()
                            .methods(bot.get().token(), bot.get().team())
                            .conversationsInfo(request -> request.channel(ref.id()));
            if (answer.isOk()) {
                return missing(answer.getChannel(), bot.get());
            }
            if ("missing_scope".equals(answer.getError())) {
                return new Access.Unknown("the bot may not ask about channels");
            }
            return settled(bot.get(), SlackFailures.answered(answer), answer.getError())
                            instanceof Delivery.Refused refused
                    ? new Access.Denied(refused)
                    : new Access.Unknown("Slack answered " + answer.getError());
        } catch (IOException | SlackApiException e) {
            log.info("Slack could not be asked about {}: {}", ref, SlackFailures.describe(e));
            return new Access.Unknown("Slack could not be asked");
        }
    }

    private static Access missing(Conversation channel, SlackTokens.Bot bot) {
        if (channel.isArchived()) {
            return new Access.Denied(
                    new Delivery.Refused(Refusal.CHANNEL_ARCHIVED, "the channel is archived"));
        }
        boolean open =
                channel.isIm()
                        || channel.isMember()
                        || (!channel.isPrivate() && bot.scopes().contains("chat:write.public"));
        return open
                ? new Access.Given()
                : new Access.Denied(
                        new Delivery.Refused(
                                Refusal.NOT_INVITED,
                                "the bot is not in #"
                                        + channel.getName()
                                        + "; type /invite @Broadsheet there"));
    }
}
