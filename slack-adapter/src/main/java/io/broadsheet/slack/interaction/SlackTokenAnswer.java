package io.broadsheet.slack.interaction;

import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with the bot's own token, where no response URL is there or none works any more.
final class SlackTokenAnswer {

    private static final Logger log = LoggerFactory.getLogger(SlackTokenAnswer.class);

    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final SlackClients clients;
    private final SlackTokens tokens;
    private final SlackRequester requester;
    private final String thread;

    /// @param thread under which message it is answered, empty for none
    SlackTokenAnswer(
            SlackClients clients, SlackTokens tokens, SlackRequester requester, String thread) {
        this.clients = clients;
        this.tokens = tokens;
        this.requester = requester;
        this.thread = thread;
    }

    /// For the asker alone in the channel, else in our direct conversation with them.
    ///
    /// @throws IllegalStateException where Slack takes it in no way
    void privately(SlackMessage message) {
        MethodsClient slack = methods(clients.asking());
        if (requester.direct()) {
            require(post(slack, requester.user(), message, thread));
            return;
        }
        String refused = ephemeral(slack, message);
        if (!refused.isEmpty()) {
            log.info("Nobody can be answered in {}: {}", requester.channel(), refused);
            require(post(slack, requester.user(), message, ""));
        }
    }

    /// For everybody in the channel.
    ///
    /// @throws IllegalStateException where Slack does not take it
    void publicly(SlackMessage message) {
        // What everybody sees must not be there twice.
        String channel = requester.direct() ? requester.user() : requester.channel();
        require(post(methods(clients.posting()), channel, message, thread));
    }

    private MethodsClient methods(Slack slack) {
        SlackTokens.Bot bot =
                tokens.bot(requester.team())
                        .orElseThrow(() -> new IllegalStateException("no token to answer with"));
        return slack.methods(bot.token(), bot.team());
    }

    private static void require(String refused) {
        if (!refused.isEmpty()) {
            throw new IllegalStateException("Slack says " + refused);
        }
    }

    private String ephemeral(MethodsClient slack, SlackMessage message) {
        return calling(() -> {
            var shown =
                    slack.chatPostEphemeral(request ->
                            request.channel(requester.channel())
                                    .user(requester.user())
                                    .threadTs(thread.isEmpty() ? null : thread)
                                    .text(message.text())
                                    .blocks(message.blocks()));
            return shown.isOk() ? "" : shown.getError();
        });
    }

    private static String post(
            MethodsClient slack, String channel, SlackMessage message, String thread) {
        return calling(() -> {
            var sent =
                    slack.chatPostMessage(request ->
                            request.channel(channel)
                                    .threadTs(thread.isEmpty() ? null : thread)
                                    .text(message.text())
                                    .blocks(message.blocks())
                                    .linkNames(false)
                                    .unfurlLinks(false)
                                    .unfurlMedia(false));
            return sent.isOk() ? "" : sent.getError();
        });
    }

    /// A call of the Web API.
    @FunctionalInterface
    private interface Call {
        /// @return Slack's word for what is wrong, empty where nothing is
        String make() throws IOException, SlackApiException;
    }

    /// Slack did nothing where it answers that there was too much: that is asked again.
    private static String calling(Call call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (SlackApiException e) {
                boolean tooMany = e.getResponse() != null && e.getResponse().code() == 429;
                Duration pause = SlackFailures.retryAfter(e);
                if (!tooMany || pause.compareTo(LONGEST_PAUSE) > 0 || attempt == ATTEMPTS) {
                    throw new IllegalStateException(
                            "no way to answer: " + SlackFailures.describe(e), e);
                }
                rest(pause);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "no way to answer: " + SlackFailures.describe(e), e);
            }
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while answering", e);
        }
    }
}
