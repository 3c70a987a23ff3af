package io.broadsheet.discord.posting;

import io.broadsheet.chat.ChannelRef;
import io.broadsheet.chat.Delivery;
import io.broadsheet.chat.ReadBack;
import io.broadsheet.discord.posting.DiscordPosting.Attempt;
import io.broadsheet.discord.posting.DiscordPosting.Found;
import io.broadsheet.discord.rendering.PressCode;
import io.broadsheet.discord.transport.DiscordIds;
import io.broadsheet.discord.transport.MessageKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.tree.ComponentTree;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageHistory;
import net.dv8tion.jda.api.entities.channel.attribute.IPostContainer;
import net.dv8tion.jda.api.entities.channel.concrete.PrivateChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;

/// Finds posts that may be there, among the first messages that a channel got since a moment.
///
/// A post is known by the mark that [DiscordPosting] gave it. Answers that somebody shared carry
/// none, however alike they look. The bot's own messages are readable without a privileged intent;
/// of others nothing is looked at.
public final class DiscordPostReader {

    /// So far may this computer's clock be ahead of Discord's.
    private static final Duration SKEW = Duration.ofMinutes(1);

    /// The most messages that Discord hands out at once (resources/message).
    private static final int MESSAGES = 100;

    /// The most posts of a forum that are looked into; the bot makes few in a minute.
    private static final int POSTS = 5;

    private static final Duration TURN = Duration.ofSeconds(8);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private DiscordPostReader() {}

    /// @param gone says whether the bot was removed from a server that its connection does not know
    public static ReadBack find(
            ShardManager discord,
            ChannelRef ref,
            String key,
            Instant since,
            Predicate<String> gone) {
        Instant from = since.minus(SKEW);
        if (ref.workspace().equals(DiscordIds.DIRECT)) {
            return direct(discord, ref.id(), key, from);
        }
        return switch (DiscordPosting.find(discord, ref, gone)) {
            case Found.Missing(Delivery delivery) -> ReadBack.prevented(delivery);
            case Found.There(GuildChannel channel) when !isReadable(channel) ->
                    new ReadBack.CannotTell(
                            "the permission '"
                                    + Permission.MESSAGE_HISTORY.getName()
                                    + "' is missing in #"
                                    + channel.getName());
            case Found.There(GuildChannel channel) when channel instanceof IPostContainer forum ->
                    amongPosts(forum, key, from);
            case Found.There(GuildChannel channel)
                    when channel instanceof GuildMessageChannel messages ->
                    amongMessages(messages, key, from);
            case Found.There(GuildChannel channel) ->
                    new ReadBack.CannotTell("there are no messages in #" + channel.getName());
        };
    }

    /// Without the permission Discord answers as if there were no messages.
    private static boolean isReadable(GuildChannel channel) {
        return channel.getGuild()
                .getSelfMember()
                .hasPermission(channel, Permission.VIEW_CHANNEL, Permission.MESSAGE_HISTORY);
    }

    private static ReadBack direct(ShardManager discord, String user, String key, Instant from) {
        JDA any = discord.getShardCache().stream().findFirst().orElse(null);
        if (any == null) {
            return new ReadBack.LookAgain(ReadBack.PAUSE, "Discord is not connected");
        }
        return switch (asked(() -> any.openPrivateChannelById(DiscordIds.number(user)))) {
            case Attempt.Done<PrivateChannel>(PrivateChannel channel) ->
                    amongMessages(channel, key, from);
            case Attempt.Failed<PrivateChannel>(Delivery failure) -> ReadBack.prevented(failure);
        };
    }

    private static ReadBack amongMessages(MessageChannel channel, String key, Instant from) {
        int mark = MessageKeys.mark(channel.getId(), key);
        String start = Long.toUnsignedString(TimeUtil.getDiscordTimestamp(from.toEpochMilli()));
        return switch (asked(() -> channel.getHistoryAfter(start, MESSAGES))) {
            case Attempt.Failed<MessageHistory>(Delivery failure) -> ReadBack.prevented(failure);
            case Attempt.Done<MessageHistory>(MessageHistory history) -> {
                List<Message> messages = history.getRetrievedHistory();
                yield messages.stream()
                        .filter(message -> carries(message, mark))
                        .findFirst()
                        .map(DiscordPostReader::there)
                        .orElseGet(() ->
                                messages.size() < MESSAGES
                                        ? new ReadBack.NotThere()
                                        : new ReadBack.CannotTell(
                                                "there are too many messages since then"));
            }
        };
    }

    /// A forum's posts are threads; the message that begins one has the thread's id.
    private static ReadBack amongPosts(IPostContainer forum, String key, Instant from) {
        int mark = MessageKeys.mark(forum.getId(), key);
        long self = forum.getJDA().getSelfUser().getIdLong();
        List<ThreadChannel> posts;
        switch (asked(() -> forum.getGuild().retrieveActiveThreads())) {
            case Attempt.Failed<List<ThreadChannel>>(Delivery failure) -> {
                return ReadBack.prevented(failure);
            }
            case Attempt.Done<List<ThreadChannel>>(List<ThreadChannel> threads) ->
                    posts =
                            threads.stream()
                                    .filter(thread ->
                                            thread.getParentChannel().getIdLong()
                                                            == forum.getIdLong()
                                                    && thread.getOwnerIdLong() == self
                                                    && !thread.getTimeCreated()
                                                            .toInstant()
                                                            .isBefore(from))
                                    .sorted(Comparator.comparingLong(ThreadChannel::getIdLong))
                                    .toList();
        }
        for (ThreadChannel post : posts.subList(0, Math.min(posts.size(), POSTS))) {
            switch (asked(post::retrieveStartMessage)) {
                case Attempt.Done<Message>(Message message) -> {
                    if (carries(message, mark)) {
                        return there(message);
                    }
                }
                // Somebody deleted what the post began with.
                case Attempt.Failed<Message>(Delivery.Refused _) -> {}
                case Attempt.Failed<Message>(Delivery failure) -> {
                    return ReadBack.prevented(failure);
                }
            }
        }
        return posts.size() <= POSTS
                ? new ReadBack.NotThere()
                : new ReadBack.CannotTell("the bot made too many posts since then");
    }

    private static ReadBack there(Message message) {
        ComponentTree<?> tree = message.getComponentTree();
        Stream<String> buttons =
                tree.findAll(Button.class).stream()
                        .map(Button::getCustomId)
                        .flatMap(Stream::ofNullable);
        Stream<String> choices =
                tree.findAll(StringSelectMenu.class).stream()
                        .flatMap(menu -> menu.getOptions().stream())
                        .map(SelectOption::getValue);
        return new ReadBack.There(
                message.getId(),
                Stream.concat(buttons, choices)
                        .flatMap(id -> PressCode.code(id).stream())
                        .toList());
    }

    private static boolean carries(Message message, int mark) {
        return message.getAuthor().getIdLong() == message.getJDA().getSelfUser().getIdLong()
                && message.getComponents().stream()
                        .anyMatch(component -> component.getUniqueId() == mark);
    }

    private static <T> Attempt<T> asked(Supplier<? extends RestAction<T>> action) {
        return DiscordPosting.once(action, TURN, LONGEST);
    }
}
