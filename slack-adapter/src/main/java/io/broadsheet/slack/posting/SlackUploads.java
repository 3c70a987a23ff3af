package io.broadsheet.slack.posting;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsOpenResponse;
import com.slack.api.methods.response.files.FilesUploadV2Response;
import io.broadsheet.message.Block;
import io.broadsheet.slack.rendering.SlackText;
import io.broadsheet.slack.transport.SlackClients;
import io.broadsheet.slack.transport.SlackFailures;
import io.broadsheet.slack.transport.SlackTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uploads files that are too long to be shown within a message.
///
/// A file answers one person, and a channel's files are everybody's; so it goes into the direct
/// conversation with whoever asked. This needs the scope `files:write`, without which the caller
/// falls back to messages.
public final class SlackUploads {

    private static final Logger log = LoggerFactory.getLogger(SlackUploads.class);

    private final SlackClients clients;

    public SlackUploads(SlackClients clients) {
        this.clients = clients;
    }

    /// Uploads into the direct conversation with a person.
    ///
    /// @return whether it is there
    public boolean toPerson(SlackTokens.Bot bot, String user, Block.File file) {
        if (!bot.scopes().isEmpty() && !bot.scopes().contains("files:write")) {
            return false;
        }
        return conversation(bot, user).map(channel -> upload(bot, channel, "", file)).orElse(false);
    }

    private Optional<String> conversation(SlackTokens.Bot bot, String user) {
        try {
            ConversationsOpenResponse answer =
                    clients.asking()
                            .methods(bot.token(), bot.team())
                            .conversationsOpen(request -> request.users(java.util.List.of(user)));
            if (answer.isOk()) {
                return Optional.of(answer.getChannel().getId());
            }
            log.info("No direct conversation could be opened: {}", answer.getError());
        } catch (IOException | SlackApiException e) {
            log.info("No direct conversation could be opened: {}", SlackFailures.describe(e));
        }
        return Optional.empty();
    }

    /// @param thread under which message, empty for none
    /// @return whether it is there
    boolean upload(SlackTokens.Bot bot, String channel, String thread, Block.File file) {
        MethodsClient slack = clients.posting().methods(bot.token(), bot.team());
        try {
            FilesUploadV2Response answer =
                    slack.filesUploadV2(request -> {
                        request.channel(channel)
                                .filename(SlackText.line(file.name()))
                                .title(SlackText.line(file.name()))
                                .fileData(file.content().getBytes(StandardCharsets.UTF_8));
                        return thread.isEmpty() ? request : request.threadTs(thread);
                    });
            if (!answer.isOk()) {
                log.info("A file could not be uploaded: {}", answer.getError());
            }
            return answer.isOk();
        } catch (IOException | SlackApiException | RuntimeException e) {
            log.info("A file could not be uploaded: {}", SlackFailures.describe(e));
            return false;
        }
    }
}
