package io.broadsheet.slack.interaction;

import com.slack.api.Slack;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import io.broadsheet.interaction.Audience;
import io.broadsheet.slack.rendering.SlackMessage;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackJson;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Response;

/// Answers through response URLs: each works for 30 minutes and five messages (docs.slack.dev,
/// handling user interaction).
public final class SlackResponder {

    private static final int USES = 5;
    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final SlackClients clients;

    public SlackResponder(SlackClients clients) {
        this.clients = clients;
    }

    /// Slack's word for who sees an answer.
    static String responseType(Audience audience) {
        return switch (audience) {
            case ASKER -> "ephemeral";
            case EVERYBODY -> "in_channel";
        };
    }

    /// @param thread under which message answers go, empty for none
    public Url at(String address, String thread) {
        return new Url(address, thread);
    }

    /// One response URL.
    public final class Url {
        private final String address;
        private final String thread;
        private final AtomicInteger used = new AtomicInteger();

        private Url(String address, String thread) {
            this.address = address;
            this.thread = thread;
        }

        /// How many messages more it takes, as far as is known here.
        int left() {
            return USES - used.get();
        }

        /// @throws Undeliverable where Slack did not take it
        public void say(SlackMessage message, Audience audience) {
            send(message, audience, false);
        }

        /// Puts a message in place of the one whose button was pressed.
        ///
        /// @throws Undeliverable where Slack did not take it
        void replace(SlackMessage message) {
            send(message, Audience.ASKER, true);
        }

        private void send(SlackMessage message, Audience audience, boolean replace) {
            used.incrementAndGet();
            ActionResponse response =
                    ActionResponse.builder()
                            .responseType(responseType(audience))
                            .replaceOriginal(replace)
                            // What is replaced stays where it stands.
                            .threadTs(replace || thread.isEmpty() ? null : thread)
                            .text(message.text())
                            .blocks(message.blocks())
                            .build();
            String body = SlackJson.GSON.toJson(response);
            // What everybody sees must not be there twice; what one person sees may.
            Slack slack = audience == Audience.EVERYBODY ? clients.posting() : clients.asking();
            for (int attempt = 1; ; attempt++) {
                Duration pause;
                try (Response answer = slack.getHttpClient().postJsonBody(address, body)) {
                    if (answer.isSuccessful()) {
                        return;
                    }
                    boolean again =
                            answer.code() == 429
                                    || (answer.code() >= 500 && audience == Audience.ASKER);
                    if (!again || attempt == ATTEMPTS) {
                        throw new Undeliverable(
                                "Slack answered " + answer.code(), answer.code() >= 500);
                    }
                    pause = pause(answer);
                } catch (IOException e) {
                    if (audience == Audience.EVERYBODY || attempt == ATTEMPTS) {
                        throw new Undeliverable(
                                "the connection broke: " + SlackFailures.describe(e), true);
                    }
                    pause = Duration.ofMillis(200);
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new Undeliverable("stopped while answering", false);
                }
            }
        }
    }

    private static Duration pause(Response response) {
        String header = response.header("Retry-After");
        try {
            Duration asked =
                    header == null
                            ? Duration.ofSeconds(1)
                            : Duration.ofSeconds(Long.parseLong(header.strip()));
            return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException e) {
            return Duration.ofSeconds(1);
        }
    }

    /// An answer did not get through.
    static final class Undeliverable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final boolean doubtful;

        Undeliverable(String message, boolean doubtful) {
            super(message);
            this.doubtful = doubtful;
        }

        /// Whether it may be there all the same.
        boolean doubtful() {
            return doubtful;
        }
    }
}
