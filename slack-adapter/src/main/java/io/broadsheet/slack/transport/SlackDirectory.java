package io.broadsheet.slack.transport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.User;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Slack says about people and channels, kept for a while.
///
/// All of it is a nicety: where a scope is missing or Slack is slow, the bot does without.
public final class SlackDirectory {

    private static final Logger log = LoggerFactory.getLogger(SlackDirectory.class);

    /// Rights that somebody lost are theirs for so long at most.
    private static final Duration KEPT = Duration.ofMinutes(10);

    /// How long nothing is asked after Slack did not answer.
    private static final Duration REST = Duration.ofSeconds(30);

    /// How long somebody waits for what is a nicety.
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final int MOST = 20_000;

    /// @param name as people call them
    public record Person(
            String name, Optional<ZoneId> zone, Locale locale, boolean administrator) {}

    /// @param name without `#`, empty for a direct conversation
    /// @param direct whether it is a direct message, of two people or of a group
    /// @param open whether everybody in the workspace may look into it
    public record Channel(
            String name,
            String creator,
            boolean archived,
            boolean member,
            boolean direct,
            boolean open) {}

    private final SlackClients clients;
    private final SlackTokens tokens;
    private final Clock clock;
    private final Shelf<Person> people = new Shelf<>();
    private final Shelf<Channel> channels = new Shelf<>();

    public SlackDirectory(SlackClients clients, SlackTokens tokens, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// A person, asked for where nothing is known.
    public Optional<Person> person(String team, String id) {
        return people.get(
                team + "/" + id,
                () ->
                        ask(
                                team,
                                slack ->
                                        slack.usersInfo(
                                                request -> request.user(id).includeLocale(true)),
                                answer -> person(answer.getUser())));
    }

    /// A person, from memory alone.
    public Optional<Person> knownPerson(String team, String id) {
        return people.known(team + "/" + id);
    }

    /// A channel, asked for where nothing is known.
    public Optional<Channel> channel(String team, String id) {
        return channels.get(
                team + "/" + id,
                () ->
                        ask(
                                team,
                                slack -> slack.conversationsInfo(request -> request.channel(id)),
                                answer -> channel(answer.getChannel())));
    }

    /// Forgets a channel that changed.
    public void forgetChannel(String team, String id) {
        channels.forget(team + "/" + id);
    }

    private static Person person(User user) {
        String name =
                Optional.ofNullable(user.getProfile())
                        .map(User.Profile::getDisplayName)
                        .filter(it -> !it.isBlank())
                        .or(() -> Optional.ofNullable(user.getRealName()))
                        .or(() -> Optional.ofNullable(user.getName()))
                        .orElse("");
        return new Person(
                name,
                zone(user.getTz()),
                user.getLocale() == null ? Locale.ENGLISH : Locale.forLanguageTag(user.getLocale()),
                user.isAdmin() || user.isOwner() || user.isPrimaryOwner());
    }

    private static Optional<ZoneId> zone(@Nullable String id) {
        try {
            return id == null || id.isBlank() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Channel channel(Conversation channel) {
        return new Channel(
                channel.getName() == null ? "" : channel.getName(),
                channel.getCreator() == null ? "" : channel.getCreator(),
                channel.isArchived(),
                channel.isMember(),
                channel.isIm() || channel.isMpim(),
                channel.isChannel() && !channel.isPrivate());
    }

    /// Something that asks the Web API.
    @FunctionalInterface
    private interface Question<A> {
        A put(MethodsClient slack) throws IOException, SlackApiException;
    }

    /// @param failed whether Slack could not be asked at all
    private record Found<T>(Optional<T> value, boolean failed) {}

    private <A extends SlackApiTextResponse, T> Found<T> ask(
            String team, Question<A> question, Function<A, T> reading) {
        Optional<SlackTokens.Bot> bot = tokens.bot(team);
        if (bot.isEmpty()) {
            return new Found<>(Optional.empty(), false);
        }
        try {
            A answer = question.put(clients.asking().methods(bot.get().token(), team));
            if (answer.isOk()) {
                return new Found<>(Optional.of(reading.apply(answer)), false);
            }
            log.info("Slack does not say more about {}: {}", team, answer.getError());
            return new Found<>(Optional.empty(), false);
        } catch (IOException | SlackApiException e) {
            log.info("Slack could not be asked about {}: {}", team, SlackFailures.describe(e));
            return new Found<>(Optional.empty(), true);
        }
    }

    /// Remembers answers, also that there is none.
    private final class Shelf<T> {

        private record Kept<T>(Optional<T> value, Instant until) {}

        private final Cache<String, Kept<T>> kept = Caffeine.newBuilder().maximumSize(MOST).build();

        private volatile Instant restingUntil = Instant.MIN;

        Optional<T> known(String key) {
            Kept<T> found = kept.getIfPresent(key);
            return found != null && clock.instant().isBefore(found.until())
                    ? found.value()
                    : Optional.empty();
        }

        Optional<T> get(String key, Supplier<Found<T>> question) {
            Kept<T> before = kept.getIfPresent(key);
            Instant now = clock.instant();
            if (before != null && now.isBefore(before.until())) {
                return before.value();
            }
            if (now.isBefore(restingUntil)) {
                return before == null ? Optional.empty() : before.value();
            }
            CompletableFuture<Optional<T>> coming = new CompletableFuture<>();
            Thread.ofVirtual()
                    .name("slack-directory")
                    .start(() -> settle(key, before, question, coming));
            try {
                return coming.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // It is there for the next question.
                return before == null ? Optional.empty() : before.value();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        private void settle(
                String key,
                @Nullable Kept<T> before,
                Supplier<Found<T>> question,
                CompletableFuture<Optional<T>> coming) {
            try {
                Found<T> found = question.get();
                Optional<T> value = found.value();
                Instant now = clock.instant();
                if (found.failed()) {
                    restingUntil = now.plus(REST);
                    // What was known a while ago is better than nothing.
                    value = before == null ? Optional.empty() : before.value();
                } else {
                    kept.put(key, new Kept<>(value, now.plus(KEPT)));
                }
                coming.complete(value);
            } catch (RuntimeException e) {
                coming.completeExceptionally(e);
            }
        }

        void forget(String key) {
            kept.invalidate(key);
        }
    }
}
