package io.broadsheet.discord.posting;

import static java.util.Objects.requireNonNull;

import io.broadsheet.chat.Access;
import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.Delivery.Refusal;
import io.broadsheet.chat.DiscussionLink;
import io.broadsheet.chat.UserRef;
import io.broadsheet.discord.rendering.DiscordLimits;
import io.broadsheet.discord.rendering.DiscordRenderer;
import io.broadsheet.discord.rendering.DiscordText;
import io.broadsheet.discord.transport.DiscordFailures;
import io.broadsheet.discord.transport.DiscordIds;
import io.broadsheet.discord.transport.DiscordMembership;
import io.broadsheet.discord.transport.MessageKeys;
import io.broadsheet.message.Block;
import io.broadsheet.message.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.attribute.IThreadContainer;
import net.dv8tion.jda.api.entities.channel.concrete.NewsChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.forums.ForumPost;
import net.dv8tion.jda.api.entities.channel.forums.ForumTag;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.MiscUtil;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts on the bot's own account.
///
/// A message carries a nonce made of its key, and Discord posts one nonce of one author once within
/// a few minutes (resources/message, `enforce_nonce`). So a message whose answer got lost is sent
/// again at once: either it arrives now, or Discord returns the one that is there. After those
/// minutes [DiscordPostReader] looks for it, by a mark that it carries.
public final class DiscordPosting {

    private static final Logger log = LoggerFactory.getLogger(DiscordPosting.class);

    /// Longest that a post waits for its turn in Discord's rate limits.
    private static final Duration TURN = Duration.ofSeconds(45);

    /// Longest for one request, its turn and the SDK's own repetitions included.
    private static final Duration LONGEST = Duration.ofSeconds(75);

    /// How [DiscordFailures] tells of a thread that there is already
    /// (topics/opcodes-and-status-codes).
    private static final String THREAD_EXISTS = "(160004)";

    /// Pauses before a message whose answer got lost is sent again; all together stay well within
    /// the minutes for which a nonce is known.
    private final List<Duration> pauses;

    private final DiscordRenderer renderer;
    private final boolean crosspost;
    private final DiscordMembership membership;

    public DiscordPosting(
            DiscordRenderer renderer,
            boolean crosspost,
            List<Duration> pauses,
            DiscordMembership membership) {
        this.renderer = renderer;
        this.membership = membership;
        this.crosspost = crosspost;
        this.pauses = List.copyOf(pauses);
    }

    /// @param role the role to mention, empty for none
    public Delivery post(
            ShardManager discord, ChannelRef ref, Reply reply, String key, String role) {
        if (ref.workspace().equals(DiscordIds.DIRECT)) {
            return direct(discord, ref.id(), reply, key);
        }
        return switch (find(discord, ref, membership::isGone)) {
            case Found.Missing(Delivery delivery) -> delivery;
            case Found.There(GuildChannel channel) when channel instanceof IPostContainer forum ->
                    forumPost(forum, reply, key, role);
            case Found.There(GuildChannel channel)
                    when channel instanceof GuildMessageChannel messages ->
                    messages(messages, reply, key, role);
            case Found.There(GuildChannel channel) ->
                    new Delivery.Refused(
                            Refusal.CHANNEL_GONE,
                            "no messages can be posted in #" + channel.getName());
        };
    }

    public Delivery send(ShardManager discord, UserRef user, Reply reply, String key) {
        return direct(discord, user.id(), reply, key);
    }

    /// @param role the role that the message names, empty for none; nobody is notified again
    public Delivery edit(
            ShardManager discord,
            ChannelRef ref,
            String message,
            Reply reply,
            String key,
            String role) {
        return switch (find(discord, ref, membership::isGone)) {
            case Found.Missing(Delivery delivery) -> delivery;
            case Found.There(GuildChannel channel) -> edit(channel, message, reply, key, role);
        };
    }

    private Delivery edit(
            GuildChannel channel, String message, Reply reply, String key, String role) {
        if (!(holder(channel, message) instanceof GuildMessageChannel messages)) {
            return channel instanceof IPostContainer
                    ? new Delivery.Refused(
                            Refusal.CHANNEL_ARCHIVED, "the forum's post is archived or gone")
                    : new Delivery.Refused(
                            Refusal.INVALID_MESSAGE, "posts cannot be changed there");
        }
        MessageEditData data =
                MessageEditData.fromCreateData(
                        renderer.renderAgain(
                                reply,
                                mentionable(channel, role),
                                MessageKeys.mark(channel.getId(), key)));
        // However often it is changed, it says the same then.
        return switch (tried(() -> messages.editMessageById(message, data), true)) {
            case Attempt.Done<?>(Object _) -> new Delivery.Posted(message);
            case Attempt.Failed<?>(Delivery delivery) -> delivery;
        };
    }

    /// Where a message stands: a forum's is in the thread that it began, which has its id. The SDK
    /// knows the threads that are not archived, and in those alone can anything be changed.
    private static @Nullable GuildChannel holder(GuildChannel channel, String message) {
        return channel instanceof IPostContainer
                ? channel.getGuild().getThreadChannelById(DiscordIds.number(message))
                : channel;
    }

    /// What would be refused, as far as is known; Discord is asked only about servers that the
    /// connection does not know.
    public Access check(ShardManager discord, ChannelRef ref) {
        if (ref.workspace().equals(DiscordIds.DIRECT)) {
            return new Access.Given();
        }
        return switch (find(discord, ref, membership::isGone)) {
            case Found.Missing(Delivery.Refused refused) -> new Access.Denied(refused);
            case Found.Missing(Delivery.RetryAfter(_, String reason)) -> new Access.Unknown(reason);
            case Found.Missing(Delivery _) -> new Access.Unknown("Discord does not say");
            case Found.There(GuildChannel channel) ->
                    missing(channel).<Access>map(Access.Denied::new).orElseGet(Access.Given::new);
        };
    }

    private static Optional<Delivery.Refused> missing(GuildChannel channel) {
        List<Permission> needed =
                channel.getType().isThread()
                        ? List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_SEND_IN_THREADS)
                        : List.of(Permission.VIEW_CHANNEL, Permission.MESSAGE_SEND);
        for (Permission permission : needed) {
            if (!channel.getGuild().getSelfMember().hasPermission(channel, permission)) {
                return Optional.of(
                        new Delivery.Refused(
                                permission == Permission.VIEW_CHANNEL
                                        ? Refusal.NOT_INVITED
                                        : Refusal.NO_PERMISSION,
                                "the permission '"
                                        + permission.getName()
                                        + "' is missing in #"
                                        + channel.getName()));
            }
        }
        return Optional.empty();
    }

    /// Whether Discord recognises what is posted there by its nonce; `false` where that is not
    /// known now. New threads have no nonce.
    public static boolean recognises(ShardManager discord, ChannelRef ref) {
        if (ref.workspace().equals(DiscordIds.DIRECT)) {
            return true;
        }
        return find(discord, ref, _ -> false) instanceof Found.There(GuildChannel channel)
                && !(channel instanceof IPostContainer);
    }

    /// Where a post is to go.
    sealed interface Found {
        record There(GuildChannel channel) implements Found {}

        record Missing(Delivery delivery) implements Found {}
    }

    /// @param gone says whether the bot was removed from a server that its connection does not know
    static Found find(ShardManager discord, ChannelRef ref, Predicate<String> gone) {
        long guildId = DiscordIds.number(ref.workspace());
        JDA shard =
                discord.getShardById(MiscUtil.getShardForGuild(guildId, discord.getShardsTotal()));
        if (shard == null) {
            return new Found.Missing(
                    new Delivery.RetryAfter(
                            Duration.ZERO, "this process does not hold the server's shard"));
        }
        Guild guild = shard.getGuildById(guildId);
        if (guild == null) {
            boolean left =
                    shard.getStatus() == JDA.Status.CONNECTED
                            && !shard.isUnavailable(guildId)
                            && gone.test(Long.toUnsignedString(guildId));
            return new Found.Missing(
                    left
                            ? new Delivery.Refused(
                                    Refusal.WORKSPACE_GONE,
                                    "the bot is not in this server any more")
                            : new Delivery.RetryAfter(
                                    Duration.ZERO, "the server is not available now"));
        }
        if (guild.getMember(shard.getSelfUser()) == null) {
            return new Found.Missing(beingSetUp());
        }
        GuildChannel channel = guild.getGuildChannelById(DiscordIds.number(ref.id()));
        if (channel == null) {
            return new Found.Missing(
                    new Delivery.Refused(
                            Refusal.CHANNEL_GONE, "the channel is not there any more"));
        }
        return isSetUp(channel) ? new Found.There(channel) : new Found.Missing(beingSetUp());
    }

    /// The SDK shows servers and threads while it still puts them together: of a server the bot's
    /// own member comes last, of a thread its channel.
    private static boolean isSetUp(GuildChannel channel) {
        try {
            return !(channel instanceof ThreadChannel thread)
                    || thread.getParentChannel().getIdLong() != 0;
        } catch (NullPointerException e) {
            return false;
        }
    }

    private static Delivery beingSetUp() {
        return new Delivery.RetryAfter(Duration.ofSeconds(1), "Discord is just telling of it");
    }

    private Delivery messages(GuildMessageChannel channel, Reply reply, String key, String role) {
        Optional<Delivery.Refused> missing = missing(channel);
        if (missing.isPresent()) {
            return missing.get();
        }
        Sent first = sendAll(channel, reply, key, mentionable(channel, role));
        first.message.ifPresent(message -> afterwards(channel, message.getIdLong(), reply));
        return first.delivery;
    }

    private Delivery direct(ShardManager discord, String user, Reply reply, String key) {
        long id = DiscordIds.number(user);
        JDA any = discord.getShardCache().stream().findFirst().orElse(null);
        if (id == 0 || any == null) {
            return id == 0
                    ? new Delivery.Refused(Refusal.CHANNEL_GONE, "'" + user + "' is nobody")
                    : new Delivery.RetryAfter(Duration.ZERO, "Discord is not connected");
        }
        return switch (tried(() -> any.openPrivateChannelById(id), false)) {
            case Attempt.Done<?>(Object channel) ->
                    sendAll((MessageChannel) channel, reply, key, "").delivery;
            case Attempt.Failed<?>(Delivery delivery) ->
                    // Opening the conversation posts nothing.
                    delivery instanceof Delivery.InDoubt(String detail)
                            ? new Delivery.RetryAfter(Duration.ZERO, detail)
                            : delivery;
        };
    }

    /// What became of the first message of a reply.
    private record Sent(Delivery delivery, Optional<Message> message) {}

    private Sent sendAll(MessageChannel channel, Reply reply, String key, String role) {
        Sent first = null;
        int part = 0;
        for (MessageCreateData data :
                renderer.render(reply, role, MessageKeys.mark(channel.getId(), key))) {
            String nonce = MessageKeys.nonce(channel.getId(), key, part);
            Attempt<Message> attempt = tried(() -> channel.sendMessage(data).setNonce(nonce), true);
            Sent sent =
                    switch (attempt) {
                        case Attempt.Done<Message>(Message message) ->
                                new Sent(
                                        new Delivery.Posted(message.getId()), Optional.of(message));
                        case Attempt.Failed<Message>(Delivery delivery) ->
                                new Sent(delivery, Optional.empty());
                    };
            if (first == null) {
                first = sent;
            }
            if (!(sent.delivery instanceof Delivery.Posted)) {
                if (part > 0) {
                    log.warn("Part {} of a post in {} is missing: {}", part, channel.getId(), sent);
                }
                return first;
            }
            part++;
        }
        return requireNonNull(first, "a reply has a message");
    }

    private Delivery forumPost(IPostContainer forum, Reply reply, String key, String role) {
        Optional<Delivery.Refused> missing = missing(forum);
        if (missing.isPresent()) {
            return missing.get();
        }
        List<MessageCreateData> messages =
                renderer.render(
                        reply, mentionable(forum, role), MessageKeys.mark(forum.getId(), key));
        Attempt<?> attempt =
                tried(
                        () ->
                                forum.createForumPost(title(reply), messages.getFirst())
                                        .setTags(tags(forum)),
                        // Nothing makes Discord recognise a forum post.
                        false);
        return switch (attempt) {
            case Attempt.Done<?>(Object made) -> {
                ForumPost post = (ForumPost) made;
                String thread = post.getThreadChannel().getId();
                for (int part = 1; part < messages.size(); part++) {
                    MessageCreateData more = messages.get(part);
                    String nonce = MessageKeys.nonce(thread, key, part);
                    tried(() -> post.getThreadChannel().sendMessage(more).setNonce(nonce), true);
                }
                yield new Delivery.Posted(post.getMessage().getId());
            }
            case Attempt.Failed<?>(Delivery delivery) -> delivery;
        };
    }

    /// A forum that wants a tag gets the first that everybody may set.
    private static List<ForumTag> tags(IPostContainer forum) {
        return forum.isTagRequired()
                ? forum.getAvailableTags().stream()
                        .filter(tag -> !tag.isModerated())
                        .limit(1)
                        .toList()
                : List.of();
    }

    /// A role that a post may mention: none that is not there any more, and never everybody.
    private static String mentionable(GuildChannel channel, String role) {
        Role found =
                role.isEmpty() ? null : channel.getGuild().getRoleById(DiscordIds.number(role));
        return found == null || found.isPublicRole() ? "" : found.getId();
    }

    private static String title(Reply reply) {
        String title =
                reply.opens()
                        .map(Reply.Thread::title)
                        .or(() ->
                                reply.blocks().stream()
                                        .filter(Block.Heading.class::isInstance)
                                        .map(heading -> ((Block.Heading) heading).text())
                                        .findFirst())
                        .orElseGet(() -> reply.plain().lines().findFirst().orElse("Papers"));
        String line = DiscordText.oneLine(title);
        return DiscordLimits.cut(line.isEmpty() ? "Papers" : line, DiscordLimits.THREAD_NAME);
    }

    /// Does what follows a post that was found. A forum's post is a discussion by itself.
    public void complete(ShardManager discord, ChannelRef ref, String message, Reply reply) {
        if (!ref.workspace().equals(DiscordIds.DIRECT)
                && find(discord, ref, membership::isGone)
                        instanceof Found.There(GuildChannel channel)
                && channel instanceof GuildMessageChannel messages) {
            afterwards(messages, DiscordIds.number(message), reply);
        }
    }

    /// Steps of their own, whose failure takes nothing back and posts nothing again.
    private void afterwards(GuildMessageChannel channel, long message, Reply reply) {
        reply.opens().ifPresent(thread -> openQuietly(channel, message, thread));
        if (crosspost && channel instanceof NewsChannel news) {
            quietly("A post could not be published", () -> news.crosspostMessageById(message));
        }
    }

    private void openQuietly(GuildMessageChannel channel, long message, Reply.Thread thread) {
        Delivery opened = open(channel, message, thread);
        if (!(opened instanceof Delivery.Posted)) {
            log.warn("A thread could not be opened in {}: {}", channel.getId(), opened);
        }
    }

    /// Opens a thread under a message that is there, and says there what it begins with. One that
    /// is there already stays as it is.
    public Delivery open(
            ShardManager discord, ChannelRef ref, String message, Reply.Thread thread) {
        return switch (find(discord, ref, membership::isGone)) {
            case Found.Missing(Delivery delivery) -> delivery;
            case Found.There(GuildChannel channel)
                    when channel instanceof GuildMessageChannel messages ->
                    open(messages, DiscordIds.number(message), thread);
            // A forum's post is a discussion by itself.
            case Found.There(GuildChannel channel)
                    when channel instanceof IPostContainer && holder(channel, message) != null ->
                    new Delivery.Posted(message);
            case Found.There(GuildChannel _) ->
                    new Delivery.Refused(Refusal.INVALID_MESSAGE, "no thread can be opened there");
        };
    }

    /// The thread that is opened on a message has the message's id.
    private Delivery open(GuildMessageChannel channel, long message, Reply.Thread thread) {
        String id = Long.toUnsignedString(message);
        if (!(channel instanceof IThreadContainer container)) {
            return new Delivery.Refused(
                    Refusal.INVALID_MESSAGE, "threads have no threads of their own");
        }
        if (channel.getGuild().getThreadChannelById(message) != null) {
            return new Delivery.Posted(id);
        }
        String name =
                DiscordLimits.cut(DiscordText.oneLine(thread.title()), DiscordLimits.THREAD_NAME);
        Attempt<ThreadChannel> attempt =
                once(() -> container.createThreadChannel(name, message), TURN, LONGEST);
        return switch (attempt) {
            case Attempt.Done<ThreadChannel>(ThreadChannel made) -> {
                begin(made, thread);
                yield new Delivery.Posted(id);
            }
            case Attempt.Failed<ThreadChannel>(Delivery.Refused(_, String detail))
                    when detail.contains(THREAD_EXISTS) ->
                    new Delivery.Posted(id);
            case Attempt.Failed<ThreadChannel>(Delivery delivery) -> delivery;
        };
    }

    private void begin(ThreadChannel made, Reply.Thread thread) {
        int part = 0;
        for (MessageCreateData data : renderer.render(Reply.of(thread.opening()))) {
            String nonce = MessageKeys.nonce(made.getId(), "opening", part++);
            Attempt<?> said = tried(() -> made.sendMessage(data).setNonce(nonce), true);
            if (said instanceof Attempt.Failed<?>(Delivery delivery)) {
                log.warn("What the thread {} begins with is missing: {}", made.getId(), delivery);
                return;
            }
        }
    }

    /// Where the discussion under a message is read.
    public static DiscussionLink linkTo(ShardManager discord, ChannelRef ref, String message) {
        Guild guild = discord.getGuildById(DiscordIds.number(ref.workspace()));
        if (guild == null) {
            return new DiscussionLink.NotTold();
        }
        DiscussionLink.At address =
                new DiscussionLink.At(
                        URI.create(
                                "https://discord.com/channels/" + guild.getId() + "/" + message));
        if (guild.getThreadChannelById(DiscordIds.number(message)) != null) {
            return address;
        }
        // The SDK knows the threads that are not archived; a message tells of the others.
        if (!(guild.getGuildChannelById(DiscordIds.number(ref.id()))
                instanceof GuildMessageChannel channel)) {
            return new DiscussionLink.NotTold();
        }
        Attempt<Message> found = once(() -> channel.retrieveMessageById(message), TURN, LONGEST);
        return switch (found) {
            case Attempt.Done<Message>(Message there) ->
                    there.getStartedThread() == null ? new DiscussionLink.Gone() : address;
            case Attempt.Failed<Message>(Delivery.Refused(Refusal refusal, _))
                    when refusal == Refusal.INVALID_MESSAGE || refusal == Refusal.MESSAGE_GONE ->
                    new DiscussionLink.Gone();
            case Attempt.Failed<Message> _ -> new DiscussionLink.NotTold();
        };
    }

    private static void quietly(String what, Supplier<RestAction<?>> action) {
        try {
            action.get().queue(_ -> {}, failure -> log.warn("{}", what, failure));
        } catch (RuntimeException e) {
            log.warn("{}", what, e);
        }
    }

    /// How a request went.
    sealed interface Attempt<T> {
        record Done<T>(T value) implements Attempt<T> {}

        record Failed<T>(Delivery delivery) implements Attempt<T> {}
    }

    /// @param recognised whether Discord carries the request out once however often it comes
    private <T> Attempt<T> tried(Supplier<? extends RestAction<T>> action, boolean recognised) {
        Delivery doubt = null;
        for (int i = 0; ; i++) {
            Attempt<T> attempt = once(action, TURN, LONGEST);
            if (!(attempt instanceof Attempt.Failed<T>(Delivery delivery))) {
                return attempt;
            }
            if (delivery instanceof Delivery.InDoubt) {
                doubt = delivery;
            } else if (doubt == null || delivery instanceof Delivery.Refused) {
                return attempt;
            }
            // Something may have arrived, and the nonce lets it be sent again to find out.
            if (!recognised || i >= pauses.size()) {
                return new Attempt.Failed<>(doubt);
            }
            try {
                Thread.sleep(pauses.get(i));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Attempt.Failed<>(doubt);
            }
        }
    }

    /// Makes a request.
    ///
    /// @param turn longest that it waits for its turn in Discord's rate limits
    /// @param longest longest in all, with the SDK's own repetitions
    static <T> Attempt<T> once(
            Supplier<? extends RestAction<T>> action, Duration turn, Duration longest) {
        CompletableFuture<T> answer = null;
        try {
            answer = action.get().timeout(turn.toSeconds(), TimeUnit.SECONDS).submit();
            return new Attempt.Done<>(answer.get(longest.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return new Attempt.Failed<>(DiscordFailures.delivery(e));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Attempt.Failed<>(
                    new Delivery.InDoubt(
                            "Discord did not answer within " + longest.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed<>(new Delivery.InDoubt("stopped while posting"));
        } catch (RuntimeException e) {
            return new Attempt.Failed<>(DiscordFailures.delivery(e));
        }
    }
}
